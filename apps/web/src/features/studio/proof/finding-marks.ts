import type { FindingView } from '#contract';
import type { Lit } from '../modeler/layers.js';

const SIGN = { error: '✕', warning: '!', info: 'i' } as const;
const RANK = { error: 0, warning: 1, info: 2 } as const;

/** One sign an element: the gravest of its findings, all sentences behind it. */
export function findingMarks(findings: readonly FindingView[], show: (element: string) => void): Lit[] {
  const placed = Map.groupBy(findings.filter(({ element }) => element !== null), ({ element }) => element!);
  return [...placed].map(([element, here]) => {
    const { severity } = here.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])[0]!;
    return {
      element,
      marker: `studio-${severity}`,
      badge: { sign: here.length > 1 ? `${SIGN[severity]} ${here.length}` : SIGN[severity], className: severity, label: here.map(({ message }) => message).join('\n'), corner: 'top-left' as const, click: () => show(element) },
    };
  });
}
