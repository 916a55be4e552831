import type { Stop, WorkingCalendar } from '#calendar';
import type { EntityManager } from 'typeorm';

/** Time of force majeure at an agency that the net figures of a dossier leave out. */
export interface ExcludedSpan {
  dossier: string;
  agency: string;
  from: Date;
  to: Date;
  document: string;
}

/** What holds at that position of the ledger, whenever it was declared; a declaration that was revoked excludes nothing. */
export async function excludedSpans(tx: EntityManager, dossier: string | null, position: number): Promise<ExcludedSpan[]> {
  return tx.query<ExcludedSpan[]>(SPANS, [dossier, position]);
}

export const stopsOf = async (tx: EntityManager, dossiers: readonly string[]): Promise<(Stop & { dossier: string })[]> =>
  tx.query('select dossier, started_at as "from", ended_at as "to" from deadline_stop where dossier = any ($1::text[])', [dossiers]);

interface Stay {
  agency: string;
  from: Date;
  to: Date;
  usedMs: number;
}

/** What an agency used of its stay when the excluded time had not passed; never less than nothing. */
export function netUsed({ agency, from, to, usedMs }: Stay, spans: readonly ExcludedSpan[], stops: readonly Stop[], calendar: WorkingCalendar): number {
  const excluded = spans.filter((span) => span.agency === agency && span.from < to && span.to > from);
  const lost = excluded.reduce((sum, span) => sum + calendar.measureNet(span.from > from ? span.from : from, span.to < to ? span.to : to, stops), 0);
  return Math.max(0, usedMs - lost);
}

const SPANS = `
with declared as (
  select distinct on (dossier, data ->> 'declaration') dossier, kind, data from ledger_entry
  where kind in ('force_majeure.excluded', 'force_majeure.restored') and ($1::text is null or dossier = $1) and position <= $2
  order by dossier, data ->> 'declaration', position desc
)
select dossier, data ->> 'document' as document, span ->> 'agency' as agency, (span ->> 'from')::timestamptz as "from", (span ->> 'to')::timestamptz as "to"
from declared cross join lateral jsonb_array_elements(data -> 'spans') as span where kind = 'force_majeure.excluded' order by dossier, "from"`;
