import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What changes running dossiers from outside their diagram: suspension, modification by two persons, migration to another revision. */
export class Changes1763800000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [SUSPENSIONS, MODIFICATIONS, MIGRATIONS]) await db.query(part);
  }

  async down(): Promise<void> {
    throw new Error('Suspended dossiers would go on, and requests under way would be lost.');
  }
}

/** `ref`: code of the dossier, of the procedure, or of the agency that received the dossiers. One open suspension for each. */
const SUSPENSIONS = `
create table suspension (
  id uuid primary key,
  subject text not null check (subject in ('dossier', 'procedure', 'agency')),
  ref text not null,
  reason text not null,
  suspended_by text not null,
  suspended_at timestamptz not null,
  resumed_by text, resumed_at timestamptz, resume_reason text
);
create unique index suspension_open on suspension (subject, ref) where resumed_at is null;
`;

/** \`cancel\`: the executions as they waited when it was requested, each with its element. */
const MODIFICATIONS = `
create table modification_request (
  id uuid primary key,
  dossier text not null references dossier,
  instance uuid not null references instance,
  cancel jsonb not null,
  start jsonb not null,
  reason text not null,
  state text not null check (state in ('requested', 'executed', 'refused')),
  requested_by text not null, requested_at timestamptz not null,
  decided_by text, decided_at timestamptz, decision text,
  check (decided_by is null or state = 'refused' or decided_by <> requested_by)
);
create index modification_request_dossier on modification_request (dossier, requested_at);
`;

const MIGRATIONS = `
create table migration_batch (
  id uuid primary key,
  procedure text not null,
  from_revision integer not null,
  to_revision integer not null,
  mapping jsonb not null,
  document text not null,
  created_by text not null,
  created_at timestamptz not null,
  foreign key (procedure, from_revision) references revision,
  foreign key (procedure, to_revision) references revision
);
create table migration_item (
  batch uuid not null references migration_batch,
  dossier text not null references dossier,
  state text not null check (state in ('pending', 'migrated', 'refused')),
  reason jsonb,
  done_at timestamptz,
  primary key (batch, dossier)
);
create index dossier_revision on dossier (procedure, revision, received_at) where ended_at is null;
`;
