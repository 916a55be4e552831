/**
 * Dossiers of registers as the ledger has them up to $3: the last entry of each says all of it. One that was taken over into a procedure is
 * settled when that settles it, and stays where the register had it.
 */
export const registered = (among = ''): string => `
select last.dossier, last.position, agency, field, procedure, procedure_name, officer, channel, received_at, due_at, stopped_at, returned_at, attributed, taken_over,
  case when taken_over then engine.at else settled_at end as settled_at, case when taken_over then engine.outcome else last.outcome end as outcome, case when taken_over then engine.state else last.state end as state
from (
  select distinct on (dossier) dossier, position, data ->> 'agency' as agency, coalesce(data ->> 'field', '') as field, data ->> 'procedure' as procedure, data ->> 'procedureName' as procedure_name, '(sổ nhập)' as officer, data ->> 'channel' as channel,
    (data ->> 'receivedAt')::timestamptz as received_at, (data ->> 'dueAt')::timestamptz as due_at, (data ->> 'stoppedAt')::timestamptz as stopped_at, (data ->> 'settledAt')::timestamptz as settled_at,
    (data ->> 'returnedAt')::timestamptz as returned_at, data ->> 'outcome' as outcome, (data ->> 'state')::int as state, data ->> 'attributed' as attributed, kind = 'register.taken-over' as taken_over
  from ledger_entry where kind in ('register.imported', 'register.corrected', 'register.advanced', 'register.taken-over') and position <= $3::bigint${among} order by dossier, position desc
) as last left join lateral (
  select at, data ->> 'outcome' as outcome, (data ->> 'state')::int as state from ledger_entry
  where taken_over and dossier = last.dossier and kind = 'dossier.settled' and position <= $3::bigint order by position limit 1
) as engine on true`;
