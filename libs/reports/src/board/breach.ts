import type { ApologyState, BreachLevel, ContestState } from '#contract';
import type { Text } from '#kernel';
import type { Part } from '../kinds/lateness.js';

/** What was late, before it is told in a language. Times are working time in ms. */
export interface Breach {
  id: string;
  level: BreachLevel;
  dossier: string;
  procedure: string;
  field: string | null;
  step: Text | null;
  agency: string;
  dueAt: Date | null;
  endedAt: Date | null;
  overrunMs: number;
  netOverrunMs: number;
  netLate: boolean;
  documents: string[];
  shares: Part[];
  holders: { agency: string; person: string | null; role: string }[];
  apology: ApologyState | null;
  contest: ContestState | null;
}
