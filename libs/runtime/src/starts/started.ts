import { toIso } from '#kernel';
import type { StartTrigger } from '../engine/engine.js';

/** By what a dossier began at a start event, as its ledger tells it. */
export type Started =
  | { by: 'desk'; triggers: string[] }
  | { by: 'message'; name: string; message: string; key: string; agency: string }
  | { by: 'signal'; name: string; signal: string }
  | { by: 'timer'; dueAt: string };

/** How a procedure begins: at which of its starts, by what, and under which key a message says that it does. */
export interface Beginning {
  start: StartTrigger;
  started: Started;
  key?: string;
}

/** The receipt of a desk stands for the event. */
export const byDesk = ({ triggers }: StartTrigger): Started => ({ by: 'desk', triggers: triggers.map(({ kind }) => kind) });

export function whatStarted({ dueAt, broadcast, name }: { dueAt: Date | null; broadcast: string | null; name: string | null }): Started {
  return dueAt ? { by: 'timer', dueAt: toIso(dueAt) } : { by: 'signal', name: name ?? '', signal: broadcast ?? '' };
}
