import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What settlement reports are narrowed down by, and dossiers that passed to another agency. */
export class SettlementMergers1763800000024 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(FACTS);
    await db.query(FOLLOW);
  }

  async down(): Promise<void> {
    throw new Error('Facts of passed dossiers would be gone.');
  }
}

/** A settlement carries who received the dossier and how it came, as its receipt says; of a passage \`agency\` is the one that took over. */
const FACTS = `
alter table settlement_fact add column procedure text, add column officer text, add column passed_from text, add column document text;
update settlement_fact fact set procedure = entry.data ->> 'procedure', officer = case entry.kind when 'dossier.received' then entry.actor end
from ledger_entry entry where entry.position = fact.position and fact.kind in ('dossier.received', 'dossier.settled');
update settlement_fact settled set officer = receipt.officer, channel = receipt.channel
from (select distinct on (dossier) dossier, officer, channel from settlement_fact where kind = 'dossier.received' order by dossier, position) as receipt
where settled.kind = 'dossier.settled' and settled.dossier = receipt.dossier;
insert into settlement_fact (position, dossier, at, kind, agency, passed_from, document)
select position, dossier, at, kind, data ->> 'to', data ->> 'from', data ->> 'document' from ledger_entry where kind = 'dossier.transferred' and (data ->> 'receiving')::boolean;
create index settlement_fact_passed on settlement_fact (at, position) where kind = 'dossier.transferred';
`;

const FOLLOW = `
create or replace function settlement_fact_follows() returns trigger language plpgsql as $$
begin
  if new.kind = 'deadline.moved' and new.data ->> 'subject' is distinct from 'dossier' or new.kind = 'dossier.transferred' and not coalesce((new.data ->> 'receiving')::boolean, false) then
    return null;
  end if;
  insert into settlement_fact (position, dossier, at, kind, agency, field, channel, outcome, due_at, net_outcome, net_due_at, procedure, officer, passed_from, document)
  values (new.position, new.dossier, new.at, new.kind, new.data ->> case new.kind when 'dossier.transferred' then 'to' else 'agency' end, new.data ->> 'field', new.data ->> 'channel', new.data ->> 'outcome',
    case when new.kind <> 'dossier.transferred' then coalesce(new.data ->> 'to', new.data ->> 'dueAt')::timestamptz end, new.data ->> 'netOutcome', (new.data ->> 'netDueAt')::timestamptz, new.data ->> 'procedure',
    case when new.kind = 'dossier.received' then new.actor end, case when new.kind = 'dossier.transferred' then new.data ->> 'from' end, case when new.kind = 'dossier.transferred' then new.data ->> 'document' end);
  if new.kind in ('dossier.received', 'dossier.settled') then
    update settlement_fact received set settled_at = settled.at, settled_position = settled.position
    from (select at, position from settlement_fact where dossier = new.dossier and kind = 'dossier.settled' order by at, position limit 1) as settled
    where received.dossier = new.dossier and received.kind = 'dossier.received' and received.settled_position is distinct from settled.position;
    update settlement_fact settled set officer = receipt.officer, channel = receipt.channel
    from (select officer, channel from settlement_fact where dossier = new.dossier and kind = 'dossier.received' order by position limit 1) as receipt
    where settled.dossier = new.dossier and settled.kind = 'dossier.settled' and settled.officer is distinct from receipt.officer;
  end if;
  return null;
end $$;
create or replace trigger settlement_fact_follows after insert on ledger_entry for each row
  when (new.kind in ('dossier.received', 'dossier.settled', 'dossier.transferred', 'deadline.moved', 'clock.stopped', 'clock.resumed', 'force_majeure.excluded', 'force_majeure.restored'))
  execute function settlement_fact_follows();
`;
