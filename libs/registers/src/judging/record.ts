import type { CHANNELS, RegisterField, RegisterVerdict } from '#contract';
import type { Text } from '#kernel';

export type Channel = (typeof CHANNELS)[number];
export type Outcome = 'early' | 'on_time' | 'late';

/** A dossier as a register has it, in our words. Instants are ISO; it goes into rows and comes back as it was. */
export interface ImportedRecord {
  sourceCode: string;
  procedure: string | null;
  /** As the register writes it, where no procedure of ours was found for it. */
  procedureName: string | null;
  field: string | null;
  applicant: { name: string | null; address: string | null; phone: string | null };
  agency: string;
  /** Who has it now; null once it is settled. */
  holder: string | null;
  officer: string | null;
  channel: Channel;
  state: number;
  receivedAt: string;
  dueAt: string | null;
  stoppedAt: string | null;
  settledAt: string | null;
  returnedAt: string | null;
  /** By our calendars from the instants of the register. */
  outcome: Outcome | null;
  /** What the register says itself. */
  claimedOutcome: Outcome | null;
  /** To whom the register lays the delay; null: not known. */
  attributed: string | null;
  fee: number | null;
  note: string | null;
}

/** Something to be said about a row. `change`: what a correction would change. */
export interface Finding {
  severity: 'refusal' | 'warning' | 'change';
  field: RegisterField | null;
  message: Text;
}

export interface JudgedRow {
  line: number;
  cells: string[];
  verdict: RegisterVerdict;
  record: ImportedRecord | null;
  findings: Finding[];
}

/** The facts of a dossier that people may correct; a change in one of them is a correction. */
export const CHANGING = [
  'procedure', 'procedureName', 'field', 'agency', 'holder', 'officer', 'channel', 'state', 'receivedAt', 'dueAt', 'stoppedAt', 'settledAt', 'returnedAt', 'outcome', 'claimedOutcome', 'attributed', 'fee', 'note',
] as const satisfies (keyof ImportedRecord)[];

export type ChangedFact = (typeof CHANGING)[number] | 'applicant';

export function changedFacts(before: ImportedRecord, after: ImportedRecord): ChangedFact[] {
  const changed: ChangedFact[] = CHANGING.filter((fact) => before[fact] !== after[fact]);
  const person = (['name', 'address', 'phone'] as const).some((part) => before.applicant[part] !== after.applicant[part]);
  return person ? [...changed, 'applicant'] : changed;
}
