import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Registers of other systems: what was uploaded, row by row, and the dossiers that came of it, with every version they had. */
export class Registers1763800000020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(IMPORTS);
    await db.query(DOSSIERS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table imported_dossier_version, imported_dossier, register_import_row, register_import, register_profile;
      drop function imported_version_is_immutable();
    `);
  }
}

/** A batch is written when it is applied, never before; its rows keep what the file said, whatever became of them. */
const IMPORTS = `
create table register_profile (
  agency text primary key references agency,
  mapping jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null
);
create table register_import (
  id uuid primary key,
  agency text not null references agency,
  file_name text not null,
  file_digest text not null,
  file_size integer not null,
  state text not null check (state in ('checked', 'applying', 'applied', 'cancelled')),
  layout jsonb not null,
  mapping jsonb not null,
  effect jsonb not null,
  counts jsonb not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  applied_by text,
  applied_at timestamptz,
  ended_at timestamptz
);
create index register_import_uploaded on register_import (uploaded_at desc, id desc);
create table register_import_row (
  import uuid not null references register_import on delete cascade,
  line integer not null,
  verdict text not null check (verdict in ('accepted', 'warned', 'corrects', 'known', 'refused')),
  cells jsonb not null,
  record jsonb,
  findings jsonb not null,
  outcome text check (outcome in ('written', 'corrected', 'known', 'refused')),
  primary key (import, line),
  check ((record is null) = (verdict = 'refused'))
);
create index register_import_row_open on register_import_row (import, line) where outcome is null;
create index register_import_row_verdict on register_import_row (import, verdict, line);
`;

/** Beside \`dossier\`: no procedure runs for these. \`code\` is theirs alone over both tables; the chain of the ledger goes by it. */
const DOSSIERS = `
create table imported_dossier (
  code text primary key,
  source text not null references agency,
  source_code text not null,
  agency text not null references agency,
  holder text references agency,
  procedure text references procedure,
  procedure_name text,
  applicant_name text,
  state smallint not null check (state between 1 and 10),
  received_at timestamptz not null,
  due_at timestamptz,
  stopped_at timestamptz,
  settled_at timestamptz,
  returned_at timestamptz,
  outcome text check (outcome in ('early', 'on_time', 'late')),
  record jsonb not null,
  version integer not null,
  advanced_at timestamptz,
  taken_over_at timestamptz,
  unique (source, source_code),
  check ((settled_at is null) = (outcome is null))
);
create index imported_dossier_received on imported_dossier (received_at desc, code desc);
create index imported_dossier_agency on imported_dossier (agency, received_at desc);
create index imported_dossier_open on imported_dossier (agency, holder, due_at) where settled_at is null and taken_over_at is null;
create index imported_dossier_search on imported_dossier using gin (lower(code) extensions.gin_trgm_ops, search_text(applicant_name) extensions.gin_trgm_ops);
create table imported_dossier_version (
  code text not null references imported_dossier,
  version integer not null,
  kind text not null check (kind in ('imported', 'corrected', 'advanced', 'taken_over')),
  record jsonb not null,
  import uuid references register_import,
  line integer,
  document text,
  changed text[] not null,
  by text not null,
  at timestamptz not null,
  primary key (code, version),
  check ((import is null) = (line is null))
);
create unique index imported_dossier_version_row on imported_dossier_version (import, line);
create function imported_version_is_immutable() returns trigger language plpgsql as $$
begin
  raise exception 'a version of an imported dossier is never changed: write another one';
end $$;
create trigger imported_dossier_version_immutable before update or delete or truncate on imported_dossier_version for each statement execute function imported_version_is_immutable();
`;
