import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface FactFault {
  dossier: string;
  /** Of the ledger's entry that a report would count otherwise than it says. */
  position: number;
}

/**
 * The narrow rows that settlement reports are counted from (`settlement_fact`), against the ledger. The database writes them with the entry,
 * by a trigger; so only somebody with the database's own rights can make the two differ, and that has to be found as a changed entry is.
 */
@Injectable()
export class SettlementFacts {
  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  /** The first row that is missing, superfluous or other than its entry says; null when reports count what the ledger tells. */
  async firstFault(): Promise<FactFault | null> {
    const [fault] = await this.db.query<{ dossier: string; position: string }[]>(DIFFERENCES);
    return fault ? { dossier: fault.dossier, position: Number(fault.position) } : null;
  }
}

const COLUMNS = 'position, dossier, at, kind, agency, field, channel, outcome, due_at, net_outcome, net_due_at, settled_at, settled_position, procedure, officer, passed_from, document';

/** Said anew and not taken from the trigger, so that a changed trigger is found too. */
const DIFFERENCES = `
  with receipt as (
    select distinct on (dossier) dossier, actor as officer, data ->> 'channel' as channel from ledger_entry where kind = 'dossier.received' order by dossier, position
  ), settlement as (
    select distinct on (dossier) dossier, at, position from ledger_entry where kind = 'dossier.settled' order by dossier, at, position
  ), told as (
    select entry.position, entry.dossier collate "C" as dossier, entry.at, entry.kind, entry.data ->> 'agency' as agency, entry.data ->> 'field' as field,
      case entry.kind when 'dossier.settled' then receipt.channel else entry.data ->> 'channel' end as channel, entry.data ->> 'outcome' as outcome,
      coalesce(entry.data ->> 'to', entry.data ->> 'dueAt')::timestamptz as due_at, entry.data ->> 'netOutcome' as net_outcome, (entry.data ->> 'netDueAt')::timestamptz as net_due_at,
      case entry.kind when 'dossier.received' then settlement.at end as settled_at, case entry.kind when 'dossier.received' then settlement.position end as settled_position,
      entry.data ->> 'procedure' as procedure, case entry.kind when 'dossier.received' then entry.actor when 'dossier.settled' then receipt.officer end as officer,
      null::text as passed_from, null::text as document
    from ledger_entry entry left join receipt using (dossier) left join settlement using (dossier)
    where entry.kind in ('dossier.received', 'dossier.settled', 'clock.stopped', 'clock.resumed', 'force_majeure.excluded', 'force_majeure.restored')
      or (entry.kind = 'deadline.moved' and entry.data ->> 'subject' = 'dossier')
    union all
    select position, dossier collate "C", at, kind, data ->> 'to', data ->> 'field', data ->> 'channel', data ->> 'outcome', null, data ->> 'netOutcome', (data ->> 'netDueAt')::timestamptz,
      null, null, data ->> 'procedure', null, data ->> 'from', data ->> 'document'
    from ledger_entry where kind = 'dossier.transferred' and (data ->> 'receiving')::boolean
  ), kept as (select ${COLUMNS} from settlement_fact)
  select dossier, position from ((table told except all table kept) union all (table kept except all table told)) as differing
  order by position limit 1`;
