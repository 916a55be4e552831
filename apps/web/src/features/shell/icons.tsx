import type { ReactNode } from 'react';

/** Line icons of the menu, 20 by 20, drawn in the colour of the text. */
const PATHS = {
  tasks: 'M4 5h2M4 10h2M4 15h2M9 5h8M9 10h8M9 15h8',
  lead: 'M3 17V9l7-5 7 5v8M8 17v-5h4v5',
  land: 'M3 5l5-2 4 2 5-2v12l-5 2-4-2-5 2zM8 3v12M12 5v12',
  scores: 'M4 3h12v14H4zM7 7h6M7 10h6M7 13h3',
  dossiers: 'M3 6h5l2 2h7v8H3zM3 6V4h5l1 2',
  online: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M3 10h14M10 3c-4.6 4.4-4.6 9.6 0 14 4.6-4.4 4.6-9.6 0-14',
  intake: 'M10 3v8m-3-3 3 3 3-3M3 12v4h14v-4',
  deadlines: 'M10 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zm0 3v4l2.5 1.5M8 2h4',
  board: 'M3 4h6v6H3zM11 4h6v4h-6zM3 12h6v4H3zM11 10h6v6h-6z',
  report: 'M3 17h14M5 14V9m4 5V5m4 9V8m4 6V3',
  procedures: 'M3 4h5v4H3zM12 12h5v4h-5zM5.5 8v6H12M8 6h6.5v6',
  studio: 'M3 17l1-4 9-9 3 3-9 9zM11.5 5.5l3 3M12 17h5',
  alerts: 'M10 3l8 14H2zM10 8v4M10 14.5v.5',
  apologies: 'M3 4h14v12H3zM3 5l7 6 7-6',
  shares: 'M10 3v7l5 5M10 3a7 7 0 1 0 7 7',
  ladders: 'M6 2v16M14 2v16M6 6h8M6 10h8M6 14h8',
  storms: 'M11 2L4 11h5l-1 7 8-10h-5z',
  imports: 'M4 3h8l4 4v10H4zM10 8v6m-2.5-2.5L10 14l2.5-2.5',
  calendar: 'M3 5h14v12H3zM3 9h14M7 3v4M13 3v4',
  operations: 'M10 7a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM10 2v3M10 15v3M2 10h3M15 10h3M4.5 4.5l2 2M13.5 13.5l2 2M15.5 4.5l-2 2M6.5 13.5l-2 2',
  bell: 'M5 14V9a5 5 0 0 1 10 0v5l1.5 2h-13zM8.5 16a1.5 1.5 0 0 0 3 0',
  menu: 'M3 5h14M3 10h14M3 15h14',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
