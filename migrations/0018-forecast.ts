import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What settlement reports ask of the ledger, kept narrow; forecasts of open dossiers with the runs that made them. */
export class Forecast1763800000018 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(FACTS);
    await db.query(FOLLOW);
    await db.query(FORECASTS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop trigger settlement_fact_follows on ledger_entry; drop function settlement_fact_follows; drop table forecast_trial, forecast, forecast_run, settlement_fact');
  }
}

/**
 * The entries that a settlement report counts, with what it asks of them: written by the database with the entry itself, so that no way into
 * the ledger misses it. On receipts also when the dossier was first settled, so that what is pending at any instant is looked up, not searched
 * for in all years. Byte order ("C") compares several times faster than a language's.
 */
const FACTS = `
create table settlement_fact (
  position bigint primary key,
  dossier text collate "C" not null,
  at timestamptz not null,
  kind text not null,
  agency text,
  field text,
  channel text,
  outcome text,
  due_at timestamptz,
  net_outcome text,
  net_due_at timestamptz,
  settled_at timestamptz,
  settled_position bigint
);
insert into settlement_fact (position, dossier, at, kind, agency, field, channel, outcome, due_at, net_outcome, net_due_at)
select position, dossier, at, kind, data ->> 'agency', data ->> 'field', data ->> 'channel', data ->> 'outcome', coalesce(data ->> 'to', data ->> 'dueAt')::timestamptz,
  data ->> 'netOutcome', (data ->> 'netDueAt')::timestamptz
from ledger_entry
where kind in ('dossier.received', 'dossier.settled', 'clock.stopped', 'clock.resumed', 'force_majeure.excluded', 'force_majeure.restored') or (kind = 'deadline.moved' and data ->> 'subject' = 'dossier');
update settlement_fact received set settled_at = settled.at, settled_position = settled.position
from (select distinct on (dossier) dossier, at, position from settlement_fact where kind = 'dossier.settled' order by dossier, at, position) as settled
where received.kind = 'dossier.received' and received.dossier = settled.dossier;
create index settlement_fact_dossier on settlement_fact (dossier, position);
create index settlement_fact_received on settlement_fact (at) include (position, dossier, agency, field, channel) where kind = 'dossier.received';
create index settlement_fact_settled on settlement_fact (at) include (position, dossier, agency, field, outcome) where kind = 'dossier.settled';
create index settlement_fact_until on settlement_fact (settled_at) include (at, position, dossier, agency, field, due_at) where kind = 'dossier.received';
create index settlement_fact_late_entry on settlement_fact (settled_position) where kind = 'dossier.received';
create index settlement_fact_net on settlement_fact (dossier, position) where net_due_at is not null or net_outcome is not null;
`;

const FOLLOW = `
create function settlement_fact_follows() returns trigger language plpgsql as $$
begin
  if new.kind = 'deadline.moved' and new.data ->> 'subject' is distinct from 'dossier' then
    return null;
  end if;
  insert into settlement_fact (position, dossier, at, kind, agency, field, channel, outcome, due_at, net_outcome, net_due_at)
  values (new.position, new.dossier, new.at, new.kind, new.data ->> 'agency', new.data ->> 'field', new.data ->> 'channel', new.data ->> 'outcome',
    coalesce(new.data ->> 'to', new.data ->> 'dueAt')::timestamptz, new.data ->> 'netOutcome', (new.data ->> 'netDueAt')::timestamptz);
  if new.kind in ('dossier.received', 'dossier.settled') then
    update settlement_fact received set settled_at = settled.at, settled_position = settled.position
    from (select at, position from settlement_fact where dossier = new.dossier and kind = 'dossier.settled' order by at, position limit 1) as settled
    where received.dossier = new.dossier and received.kind = 'dossier.received' and received.settled_position is distinct from settled.position;
  end if;
  return null;
end $$;
create trigger settlement_fact_follows after insert on ledger_entry for each row
  when (new.kind in ('dossier.received', 'dossier.settled', 'deadline.moved', 'clock.stopped', 'clock.resumed', 'force_majeure.excluded', 'force_majeure.restored'))
  execute function settlement_fact_follows();
`;

/**
 * A run makes the model anew, foretells every open dossier part by part and is tried on the past; \`quality\` is what came out of that.
 * \`forecast\` names its dossier without a foreign key: the check of a key and the lock of a step would wait for each other. \`chance\` is null
 * where there is not enough history.
 */
const FORECASTS = `
create table forecast_run (
  id uuid primary key,
  seed integer not null,
  model_at timestamptz not null,
  state text not null check (state in ('running', 'done')),
  cursor jsonb not null,
  done integer not null default 0,
  total integer not null default 0,
  quality json,
  requested_by text not null,
  ended_at timestamptz
);
create index forecast_run_model on forecast_run (model_at desc, id);
create unique index forecast_run_once on forecast_run (state) where state = 'running';
create table forecast (
  dossier text primary key,
  run uuid not null references forecast_run,
  chance real check (chance between 0 and 1),
  cases integer not null,
  reason jsonb,
  made_at timestamptz not null
);
create index forecast_order on forecast (coalesce(chance, -1) desc, dossier);
create index forecast_of_run on forecast (run);
create table forecast_trial (
  run uuid not null references forecast_run on delete cascade,
  dossier text not null,
  at timestamptz not null,
  procedure text not null,
  chance real,
  late boolean not null,
  primary key (run, dossier, at)
);
`;
