import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Document control of revisions by ISO 9001, and one standard set adopted by many agencies. */
export class Governance1763800000007 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [DOCUMENT, ADOPTION]) await db.query(part);
  }

  async down(): Promise<void> {
    throw new Error('Document numbers and adoptions that people decided would be lost.');
  }
}

/** `document` is what people write on the printed procedure: number, issue, note, texts of sections. With the draft state it becomes fixed. */
const DOCUMENT = `
alter table revision add column document jsonb not null default '{}';
alter table revision drop constraint revision_state_check;
alter table revision add constraint revision_state_check check (state in ('draft', 'checked', 'approved', 'published', 'superseded', 'withdrawn', 'returned'));

create or replace function revision_is_immutable() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' then raise exception 'a revision that left the draft state cannot be deleted'; end if;
    return old;
  end if;
  if new.digest <> old.digest or new.bpmn <> old.bpmn or new.model::text <> old.model::text then
    raise exception 'the content of revision %/% cannot be changed', old.procedure, old.number;
  end if;
  if old.state <> 'draft' and new.document is distinct from old.document then
    raise exception 'the document of revision %/% cannot be changed any more', old.procedure, old.number;
  end if;
  if old.effective_from is not null and new.effective_from is distinct from old.effective_from then
    raise exception 'the effective date of a published revision cannot be changed';
  end if;
  return new;
end $$;
`;

/**
 * Decisions are only added: of an agency and a procedure the latest by `effective_from`, then `seq`, holds. Without a revision the agency
 * follows the standard again. `dossier.adoption` is pinned at receipt, like its revision.
 */
const ADOPTION = `
create table adoption (
  seq bigint generated always as identity primary key,
  agency text not null references agency,
  procedure text not null references procedure,
  revision integer,
  effective_from timestamptz not null,
  overrides jsonb not null default '[]',
  document text not null,
  note text,
  decided_by text not null, decided_at timestamptz not null,
  foreign key (procedure, revision) references revision (procedure, number)
);
create index adoption_of on adoption (procedure, agency, effective_from desc, seq desc);

create table adoption_refusal (
  agency text not null references agency,
  procedure text not null,
  revision integer not null,
  reason text not null,
  refused_by text not null, refused_at timestamptz not null,
  primary key (procedure, revision, agency),
  foreign key (procedure, revision) references revision (procedure, number)
);

create function adoption_is_immutable() returns trigger language plpgsql as $$
begin
  raise exception 'a decision on a procedure is never changed: add another one';
end $$;
create trigger adoption_immutable before update or delete on adoption for each row execute function adoption_is_immutable();

alter table dossier add column adoption bigint references adoption;
`;
