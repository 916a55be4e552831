import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contests of the share of a lateness by the agency charged with it, and what was decided on them. */
export class Contests1763800000016 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(CONTESTS);
  }

  async down(): Promise<void> {
    throw new Error('What agencies objected to, and what was decided, would be forgotten.');
  }
}

/**
 * `moves`: of an accepted one, how many working minutes go to which agency, or to none with a document. What was decided is never changed.
 * At most one of an agency is open for a dossier at a time.
 */
const CONTESTS = `
create table contest (
  id uuid primary key,
  dossier text not null references dossier,
  agency text not null references agency,
  state text not null default 'open' check (state in ('open', 'withdrawn', 'accepted', 'rejected')),
  ground text not null,
  reason text not null,
  document text,
  paper uuid,
  filed_by text not null,
  filed_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  authority text references agency,
  decision text,
  decision_document text,
  moves jsonb not null default '[]',
  version integer not null default 1,
  check (document is not null or paper is not null),
  check ((state = 'open') = (ended_at is null)),
  check (state not in ('accepted', 'rejected') or (authority is not null and decision is not null and decision_document is not null)),
  check (state = 'accepted' or moves = '[]')
);
create unique index contest_open on contest (dossier, agency) where state = 'open';
create index contest_dossier on contest (dossier, filed_at);
create index contest_agency on contest (agency, state, filed_at desc);
create index deadline_late on deadline (due_at desc, subject_ref desc) where subject_kind = 'dossier' and state = 'missed';
create function contest_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'a contest that has ended is never changed';
end $$;
create trigger contest_is_final before update or delete on contest for each row when (old.state <> 'open') execute function contest_is_final();
`;
