import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Guards against faking: their rules as versions, what they found, questions put to people, how far they have read; and the citizens' surveys. */
export class Guards1763800000017 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(GUARDS);
    await db.query(SURVEYS);
  }

  async down(): Promise<void> {
    throw new Error('What was found, explained and confirmed would be forgotten.');
  }
}

/**
 * `guard_order`: an order that changes a rule; the newest one counts, and without one the rule stands as it is delivered. `alert`: one row for each
 * finding; `key` makes it found once, whoever looks again. Dossiers are named without a foreign key: its check would wait for the dossier's steps.
 * `guard_position`: how far behind the ledger the guards are, and the gap at which they wait.
 */
const GUARDS = `
create table guard_order (
  rule text not null,
  version integer not null,
  enabled boolean not null,
  severity text not null check (severity in ('low', 'medium', 'high')),
  owner text not null check (owner in ('agency_leader', 'desk_head', 'chairman')),
  thresholds jsonb not null,
  document text not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (rule, version)
);
create table alert (
  id uuid primary key,
  rule text not null,
  rule_version integer not null,
  key text not null,
  dossier text,
  agency text not null,
  severity text not null check (severity in ('low', 'medium', 'high')),
  owner text not null check (owner in ('agency_leader', 'desk_head', 'chairman')),
  persons text[] not null,
  facts jsonb not null,
  evidence bigint[] not null,
  happened_at timestamptz not null,
  found_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'explained', 'confirmed')),
  assignee text,
  reason text,
  document text,
  measures text,
  decided_by text,
  decided_at timestamptz,
  reviewed_by text,
  reviewed_at timestamptz,
  version integer not null default 1,
  unique (rule, key),
  check ((state = 'open') = (decided_by is null)),
  check (reviewed_by is null or reviewed_by <> decided_by)
);
create index alert_happened on alert (happened_at desc, id desc);
create index alert_agency on alert (agency, happened_at desc);
create index alert_dossier on alert (dossier) where dossier is not null;
create table alert_question (
  id uuid primary key,
  alert uuid not null references alert,
  username text not null,
  question text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  answer text,
  answered_at timestamptz
);
create index alert_question_alert on alert_question (alert, asked_at);
create index alert_question_username on alert_question (username, asked_at desc);
create table guard_position (
  id boolean primary key default true check (id),
  position bigint not null default 0,
  gap jsonb,
  swept_on date,
  sweep_after text
);
insert into guard_position default values;
create table guard_scan (
  id uuid primary key,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  state text not null check (state in ('waiting', 'running', 'done')),
  cursor text,
  done integer not null default 0,
  total integer not null,
  found integer not null default 0,
  requested_by text not null,
  requested_at timestamptz not null,
  ended_at timestamptz
);
create index guard_scan_requested on guard_scan (requested_at desc);
create index dossier_withdrawn on dossier (procedure, ended_at) where state = 7;
create index ledger_entry_closing on ledger_entry (actor, at) where kind = 'dossier.settled';
`;

/** What a citizen said once the result was there: a face of four, was it in time, how often did they have to come back for papers. */
const SURVEYS = `
create table survey (
  dossier text primary key references dossier,
  face smallint not null check (face between 1 and 4),
  timely text not null check (timely in ('early', 'on_time', 'late')),
  visits smallint not null check (visits between 0 and 2),
  remark text,
  answered_at timestamptz not null
);
create index survey_answered on survey (answered_at);
`;
