import type { LedgerDraft, LedgerKind } from '#ledger';
import type { ImportedRecord } from './judging/record.js';

/** Where a version came from: the row of a file, or the paper that an officer had before them. */
export type Source = { import: string; file: string; line: number } | { document: string };

/**
 * What a dossier of a register is, as reports read it: each entry says all of it, so that the last one by position counts. Who applied and
 * what was written beside it stays out: the ledger is for ever.
 */
export const factsOf = ({ agency, holder, procedure, procedureName, field, channel, state, receivedAt, dueAt, stoppedAt, settledAt, returnedAt, outcome, attributed }: ImportedRecord): Record<string, unknown> => ({
  agency, holder, procedure, procedureName, field, channel, state, receivedAt, dueAt, stoppedAt, settledAt, returnedAt, outcome, attributed,
});

interface Writing {
  at: Date;
  actor: string;
  agency: string | null;
  kind: Extract<LedgerKind, `register.${string}`>;
  version: number;
  source: Source;
  changed?: readonly string[];
  /** What the changed facts were. */
  was?: ImportedRecord;
}

export function registerEntry(record: ImportedRecord, { at, actor, agency, kind, version, source, changed, was }: Writing): LedgerDraft {
  const open = (changed ?? []).filter((fact) => fact in factsOf(record));
  return {
    at, actor, agency, kind,
    data: { version, source, ...factsOf(record), ...(changed && { changed }), ...(was && open.length > 0 && { was: Object.fromEntries(open.map((fact) => [fact, factsOf(was)[fact]])) }) },
  };
}
