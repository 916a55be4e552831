import type { EntityManager } from 'typeorm';

/**
 * Positions at which the narrow facts that settlement is counted from say something else than the ledger, or are missing, or stand for no entry; the
 * first few. The database writes them with the entries, so there are none, unless somebody changed one behind everybody's back.
 */
export async function differingFacts(tx: EntityManager, { from, to, position }: { from: Date; to: Date; position: number }): Promise<number[]> {
  const rows = await tx.query<{ position: number }[]>(DIFFERING, [from, to, position]);
  return rows.map((row) => row.position);
}

const COUNTED = `kind in ('dossier.received', 'dossier.settled', 'dossier.transferred', 'deadline.moved', 'clock.stopped', 'clock.resumed', 'force_majeure.excluded', 'force_majeure.restored')
  and (kind <> 'deadline.moved' or data ->> 'subject' = 'dossier') and (kind <> 'dossier.transferred' or (data ->> 'receiving')::boolean)`;

const DIFFERING = `
with entry as (
  select position, dossier collate "C" as dossier, at, kind, case kind when 'dossier.transferred' then data ->> 'to' else data ->> 'agency' end as agency, data ->> 'field' as field, data ->> 'procedure' as procedure, data ->> 'outcome' as outcome,
    case when kind <> 'dossier.transferred' then coalesce(data ->> 'to', data ->> 'dueAt')::timestamptz end as due_at, data ->> 'netOutcome' as net_outcome, (data ->> 'netDueAt')::timestamptz as net_due_at,
    case when kind = 'dossier.received' then data ->> 'channel' end as channel, case when kind = 'dossier.received' then actor end as officer, case when kind = 'dossier.transferred' then data ->> 'from' end as passed_from, case when kind = 'dossier.transferred' then data ->> 'document' end as document
  from ledger_entry where ${COUNTED} and at >= $1 and at < $2 and position <= $3
), fact as (
  select fact.*, case when kind = 'dossier.received' then (select position from settlement_fact settled where settled.dossier = fact.dossier and settled.kind = 'dossier.settled' order by at, position limit 1) end as first_settled,
    case when kind = 'dossier.settled' then (select array[officer, channel] from settlement_fact receipt where receipt.dossier = fact.dossier and receipt.kind = 'dossier.received' order by position limit 1) end as its_receipt
  from settlement_fact fact where at >= $1 and at < $2 and position <= $3
)
select coalesce(entry.position, fact.position)::float8 as position from entry full join fact on fact.position = entry.position
where entry.position is null or fact.position is null
  or (entry.dossier, entry.at, entry.kind, entry.agency, entry.field, entry.procedure, entry.outcome, entry.due_at, entry.net_outcome, entry.net_due_at, entry.passed_from, entry.document)
    is distinct from (fact.dossier, fact.at, fact.kind, fact.agency, fact.field, fact.procedure, fact.outcome, fact.due_at, fact.net_outcome, fact.net_due_at, fact.passed_from, fact.document)
  or (fact.kind = 'dossier.received' and (fact.channel, fact.officer, fact.settled_position) is distinct from (entry.channel, entry.officer, first_settled))
  or (fact.kind = 'dossier.received' and fact.settled_at is distinct from (select at from settlement_fact settled where settled.position = first_settled))
  or (fact.kind = 'dossier.settled' and its_receipt is not null and (fact.officer, fact.channel) is distinct from (its_receipt[1], its_receipt[2]))
order by 1 limit 20`;
