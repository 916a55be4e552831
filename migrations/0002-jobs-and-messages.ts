import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs that outside systems take and finish, incidents, and messages kept until something waits for them. */
export class JobsAndMessages1763800000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [JOBS, INCIDENTS, MESSAGES, ROLE]) await db.query(part);
  }

  async down(): Promise<void> {
    throw new Error('Jobs under way and buffered messages would be lost.');
  }
}

/** `available_at` is when a job may be fetched, be it for the first time, after its lock ends, or after the pause before a retry. */
const JOBS = `
alter table job
  add column retries integer not null default 3,
  add column backoff_ms bigint not null default 60000,
  add column available_at timestamptz,
  add column worker text,
  add column locked_by text,
  add column locked_until timestamptz;
update job set available_at = created_at;
alter table job alter column available_at set not null;
drop index job_open;
create index job_available on job (topic, available_at, id) where state = 'open';
create table job_scope (
  agency text not null references agency,
  topic text not null,
  primary key (agency, topic)
);
`;

/** One open incident for what it is about. `closed_at` is set by a retry; one whose job, wake-up or instance is gone is obsolete by that. */
const INCIDENTS = `
create table incident (
  id uuid primary key,
  kind text not null check (kind in ('job', 'wakeup', 'instance')),
  ref uuid not null,
  dossier text, procedure text, element text, topic text,
  message text not null,
  opened_at timestamptz not null,
  closed_at timestamptz, closed_by text
);
create unique index incident_open on incident (kind, ref) where closed_at is null;
create index incident_topic on incident (topic) where closed_at is null;
create index incident_procedure on incident (procedure) where closed_at is null;
create index incident_dossier on incident (dossier) where closed_at is null;
`;

const MESSAGES = `
create table message_buffer (
  id uuid primary key,
  sender text not null,
  message_id text,
  name text not null,
  key text not null,
  payload jsonb not null,
  state text not null check (state in ('buffered', 'delivered', 'expired')),
  outcome text not null check (outcome in ('delivered', 'buffered')),
  dossier text,
  catchers integer not null default 0,
  received_at timestamptz not null,
  expires_at timestamptz,
  ended_at timestamptz
);
create unique index message_buffer_once on message_buffer (sender, message_id) where message_id is not null;
create index message_buffer_waiting on message_buffer (key, name, received_at) where state = 'buffered';
create index waiting_key on waiting ((detail ->> 'key'), name) where kind = 'message' and detail ? 'key';
`;

const ROLE = `
insert into role (code, name_vi, name_en) values ('he-thong', 'Hệ thống phần mềm', 'Software system') on conflict do nothing;
`;
