import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a column may hold is said by domains where rows are written with every step: a table's own checks are parsed anew by every statement
 * that writes to it (a seventh of PostgreSQL's work in a step), also by one that leaves the column alone; those of a domain once a session.
 * That the entries of a dossier are numbered from one on is held by their chain.
 */
export class Domains1763900000026 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('drop trigger dossier_turned on dossier');
    for (const { domain, type, check, table, column } of DOMAINS) {
      await db.query(`create domain ${domain} as ${type} check (${check})`);
      await db.query(`alter table ${table} drop constraint ${table}_${column}_check, alter column ${column} type ${domain}`);
    }
    await db.query(TURNED);
    await db.query('alter table ledger_entry drop constraint ledger_entry_seq_check');
    await db.query(FOLLOWS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop trigger dossier_turned on dossier');
    for (const { domain, type, check, table, column } of DOMAINS) {
      await db.query(`alter table ${table} alter column ${column} type ${type}, add constraint ${table}_${column}_check check (${check.replace('value', column)})`);
      await db.query(`drop domain ${domain}`);
    }
    await db.query(TURNED);
    await db.query('alter table ledger_entry add constraint ledger_entry_seq_check check (seq > 0)');
    await db.query(FOLLOWS_AS_LIST);
  }
}

const oneOf = (...values: string[]): string => `value in (${values.map((value) => `'${value}'`).join(', ')})`;

const DOMAINS = [
  { domain: 'dossier_state', type: 'smallint', check: 'value between 1 and 10', table: 'dossier', column: 'state' },
  { domain: 'reception_channel', type: 'text', check: oneOf('direct', 'online', 'post'), table: 'dossier', column: 'channel' },
  { domain: 'instance_status', type: 'text', check: oneOf('running', 'completed', 'terminated', 'failed', 'cancelled'), table: 'instance', column: 'status' },
  { domain: 'task_state', type: 'text', check: oneOf('open', 'claimed', 'completed', 'cancelled', 'returned'), table: 'task', column: 'state' },
  { domain: 'deadline_state', type: 'text', check: oneOf('running', 'stopped', 'met', 'missed', 'cancelled'), table: 'deadline', column: 'state' },
  { domain: 'deadline_subject', type: 'text', check: oneOf('dossier', 'task', 'hand_over'), table: 'deadline', column: 'subject_kind' },
  { domain: 'wakeup_state', type: 'text', check: oneOf('pending', 'fired', 'cancelled'), table: 'wakeup', column: 'state' },
  { domain: 'job_state', type: 'text', check: oneOf('open', 'done', 'failed', 'cancelled', 'incident'), table: 'job', column: 'state' },
];

const TURNED = `
create trigger dossier_turned before update of code, procedure, revision, agency, territory, state, data, received_at, ended_at, adoption on dossier
for each row execute function dossier_turned()`;

const KINDS = ['dossier.received', 'dossier.settled', 'dossier.transferred', 'deadline.moved', 'clock.stopped', 'clock.resumed', 'force_majeure.excluded', 'force_majeure.restored'];

const follows = (condition: string): string =>
  `create or replace trigger settlement_fact_follows after insert on ledger_entry for each row when (${condition}) execute function settlement_fact_follows()`;

/** One constant instead of eight, for this too is parsed with every statement. */
const FOLLOWS = follows(`new.kind = any ('{${KINDS.join(',')}}'::text[])`);

const FOLLOWS_AS_LIST = follows(`new.kind in (${KINDS.map((kind) => `'${kind}'`).join(', ')})`);
