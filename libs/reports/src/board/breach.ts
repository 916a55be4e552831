import type { ApologyState, BreachLevel, BreachView } from '#contract';
import type { Text } from '#kernel';

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
  shares: { agency: string; share: number }[];
  holders: { agency: string; person: string | null; role: string }[];
  apology: ApologyState | null;
  contest: BreachView['contest'];
}
