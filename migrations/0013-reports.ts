import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Issued reports, the runs that make them, and the schedules that ask for them. */
export class Reports1763800000013 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(SCHEDULES);
    await db.query(ISSUES);
    await db.query(RUNS);
  }

  async down(): Promise<void> {
    throw new Error('Reports that were issued would be gone.');
  }
}

const SCHEDULES = `
create table report_schedule (
  id uuid primary key,
  kind text not null,
  parameters jsonb not null,
  every text not null check (every in ('day', 'week', 'month', 'quarter')),
  agency text not null references agency,
  created_by text not null,
  created_at timestamptz not null,
  next_at timestamptz,
  ended_by text,
  ended_at timestamptz
);
create index report_schedule_created on report_schedule (created_at desc);
`;

/** What was issued is never changed: a correction is another issue that names it. \`figures\` is json, so that it is given back as it was written. */
const ISSUES = `
create table report_issue (
  id uuid primary key,
  year integer not null,
  number integer not null,
  kind text not null,
  parameters jsonb not null,
  ledger_position bigint not null,
  digest text not null,
  figures json not null,
  corrects uuid references report_issue,
  reason text,
  schedule uuid references report_schedule,
  agencies text[],
  issued_by text not null,
  issued_at timestamptz not null,
  unique (year, number),
  check ((corrects is null) = (reason is null))
);
create index report_issue_issued on report_issue (issued_at desc, id);
create index report_issue_corrects on report_issue (corrects) where corrects is not null;
create function report_issue_is_immutable() returns trigger language plpgsql as $$
begin
  raise exception 'an issued report is never changed: issue a correction';
end $$;
create trigger report_issue_immutable before update or delete or truncate on report_issue for each statement execute function report_issue_is_immutable();
`;

/** One part of a run is one transaction; the parts stand in order, all of the same ledger position. */
const RUNS = `
create table report_run (
  id uuid primary key,
  kind text not null,
  parameters jsonb not null,
  ledger_position bigint not null,
  corrects uuid references report_issue,
  reason text,
  schedule uuid references report_schedule,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  done integer not null default 0,
  total integer not null default 1,
  cursor text,
  failure jsonb,
  issue uuid references report_issue,
  requested_by text not null,
  requested_at timestamptz not null,
  ended_at timestamptz
);
create index report_run_requested on report_run (requested_at desc, id);
create table report_run_part (
  run uuid not null references report_run on delete cascade,
  part integer not null,
  rows json not null,
  primary key (run, part)
);
`;
