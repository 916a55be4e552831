/** Dossiers of registers as the ledger has them up to $3: the last entry of each says all of it. */
export const registered = (among = ''): string => `
select distinct on (dossier) dossier, position, data ->> 'agency' as agency, coalesce(data ->> 'field', '') as field, data ->> 'procedure' as procedure, data ->> 'procedureName' as procedure_name, '(sổ nhập)' as officer,
  data ->> 'channel' as channel, (data ->> 'receivedAt')::timestamptz as received_at, (data ->> 'dueAt')::timestamptz as due_at, (data ->> 'stoppedAt')::timestamptz as stopped_at, (data ->> 'settledAt')::timestamptz as settled_at,
  (data ->> 'returnedAt')::timestamptz as returned_at, data ->> 'outcome' as outcome, (data ->> 'state')::int as state, data ->> 'attributed' as attributed
from ledger_entry where kind in ('register.imported', 'register.corrected', 'register.advanced') and position <= $3::bigint${among} order by dossier, position desc`;
