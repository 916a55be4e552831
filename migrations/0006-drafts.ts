import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The studio: working copies of procedures, who has them open, remarks pinned to elements; decisions and scenarios of revisions. */
export class Drafts1763800000006 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [REVISIONS, DRAFTS, COMMENTS]) await db.query(part);
  }

  async down(): Promise<void> {
    throw new Error('Working copies, remarks and decisions would be lost.');
  }
}

/** `json`, not `jsonb`: the order of a form's fields is the designer's. `templates`: base64 by file name. `base`: the revision it was made from. */
const REVISIONS = `
alter table revision
  add column decisions json not null default '{}',
  add column scenarios json not null default '{}',
  add column templates json not null default '{}',
  add column readme text,
  add column base integer,
  add column note text;
create function revision_attachments_are_immutable() returns trigger language plpgsql as $$
begin
  if new.decisions::text <> old.decisions::text or new.scenarios::text <> old.scenarios::text or new.templates::text <> old.templates::text
    or new.readme is distinct from old.readme or new.base is distinct from old.base or new.note is distinct from old.note then
    raise exception 'the content of revision %/% cannot be changed', old.procedure, old.number;
  end if;
  return new;
end $$;
create trigger revision_attachments_immutable before update on revision for each row execute function revision_attachments_are_immutable();
`;

/** `counts`: findings by severity when it was saved. `base_procedure` is not referenced: a document may name a procedure that is not here. */
const DRAFTS = `
create table draft (
  id uuid primary key,
  code text not null,
  name text not null,
  base_procedure text, base_revision integer,
  bpmn bytea not null,
  forms json not null default '{}',
  decisions json not null default '{}',
  scenarios json not null default '{}',
  templates json not null default '{}',
  readme text,
  counts jsonb not null,
  created_by text not null, created_at timestamptz not null,
  updated_by text not null, updated_at timestamptz not null,
  version integer not null default 1
);
create table draft_editor (
  draft uuid not null references draft on delete cascade,
  username text not null,
  seen_at timestamptz not null,
  primary key (draft, username)
);
`;

const COMMENTS = `
create table procedure_comment (
  id uuid primary key,
  draft uuid references draft on delete cascade,
  procedure text, revision integer,
  element text,
  text text not null,
  written_by text not null, written_at timestamptz not null,
  resolved_by text, resolved_at timestamptz,
  foreign key (procedure, revision) references revision,
  check ((draft is null) <> (revision is null)),
  check ((procedure is null) = (revision is null))
);
create index procedure_comment_draft on procedure_comment (draft, id) where draft is not null;
create index procedure_comment_revision on procedure_comment (procedure, revision, id) where revision is not null;
`;
