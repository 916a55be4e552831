import type { EntityManager } from 'typeorm';
import type { Position, Text } from '#kernel';
import { ask, write } from '#platform';

export interface Notice {
  id: string;
  username: string | null;
  agency: string | null;
  role: string | null;
  dossier: string | null;
  kind: string;
  body: Text;
  createdAt: Date;
  readAt: Date | null;
}

/** Where a list goes on: the last notice seen. */
export interface NoticeCursor {
  createdAt: Date;
  id: string;
}

/** For whom notices are: an account and the posts it holds. */
export interface Reader {
  username: string;
  positions: readonly Position[];
}

export async function insertNotices(tx: EntityManager, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  await write(
    tx,
    `insert into notice (id, username, agency, role, dossier, kind, body_vi, body_en, created_at)
     select id, username, agency, role, dossier, kind, body ->> 'vi', body ->> 'en', "createdAt"
     from jsonb_to_recordset($1::jsonb) as notice (id uuid, username text, agency text, role text, dossier text, kind text, body jsonb, "createdAt" timestamptz)`,
    [JSON.stringify(notices)],
  );
}

const COLUMNS = `id, username, agency, role, dossier, kind, json_build_object('vi', body_vi, 'en', body_en) as body, created_at as "createdAt", read_at as "readAt"`;

/** Two conditions with an index each. */
const IS_MINE = `(username = $1 or (agency || ' ' || role) = any($2::text[]))`;

const mine = ({ username, positions }: Reader): [string, string[]] => [username, positions.map(({ agency, role }) => `${agency} ${role}`)];

/** Newest first. */
export async function noticesOf(db: EntityManager, reader: Reader, after: NoticeCursor | null, limit: number): Promise<Notice[]> {
  return db.query(
    `select ${COLUMNS} from notice where ${IS_MINE} and ($3::timestamptz is null or (created_at, id) < ($3, $4::uuid))
     order by created_at desc, id desc limit $5`,
    [...mine(reader), after?.createdAt ?? null, after?.id ?? null, limit],
  );
}

export async function countUnread(db: EntityManager, reader: Reader): Promise<number> {
  const [row] = await db.query<{ n: number }[]>(`select count(*)::int as n from notice where ${IS_MINE} and read_at is null`, mine(reader));
  return row!.n;
}

/** The notice, if it exists and is for the reader. */
export async function findNotice(tx: EntityManager, reader: Reader, id: string): Promise<Notice | null> {
  const [row] = await tx.query<Notice[]>(`select ${COLUMNS} from notice where ${IS_MINE} and id = $3 for update`, [...mine(reader), id]);
  return row ?? null;
}

export async function setRead(tx: EntityManager, id: string, at: Date, by: string): Promise<void> {
  await tx.query('update notice set read_at = $2, read_by = $3 where id = $1', [id, at, by]);
}

/** A reminder that waits for opening hours, or for the one message of its post. */
export interface HeldNotice {
  id: string;
  agency: string;
  role: string;
  releaseAt: Date;
  dossier: string;
  body: Text & { deadline: string };
  heldAt: Date;
}

export async function holdNotices(tx: EntityManager, held: readonly HeldNotice[]): Promise<void> {
  if (held.length === 0) return;
  await write(
    tx,
    `insert into held_notice (id, agency, role, release_at, dossier, body, held_at) select id, agency, role, "releaseAt", dossier, body, "heldAt"
     from jsonb_to_recordset($1::jsonb) as h (id uuid, agency text, role text, "releaseAt" timestamptz, dossier text, body jsonb, "heldAt" timestamptz)`,
    [JSON.stringify(held)],
  );
}

/** Takes out what the post has waited for until now; what is about work done meanwhile is dropped. */
export async function releaseNotices(tx: EntityManager, { agency, role }: Position, at: Date): Promise<Pick<HeldNotice, 'dossier' | 'body'>[]> {
  return tx.query(
    `with released as (delete from held_notice where agency = $1 and role = $2 and release_at <= $3 returning dossier, body, held_at, id)
     select released.dossier, released.body from released join deadline on deadline.id = (released.body ->> 'deadline')::uuid
     where deadline.ended_at is null order by released.held_at, released.id`,
    [agency, role, at],
  );
}

/** How a citizen can be reached and what a letter names, as the dossier has it now. */
export interface CitizenFacts {
  email: string | null;
  phone: string | null;
  secret: string;
  dueAt: Date | null;
  procedure: Text;
}

export async function citizenFacts(tx: EntityManager, dossier: string): Promise<CitizenFacts | null> {
  const [row] = await ask<CitizenFacts>(
    tx,
    `select nullif(dossier.applicant ->> 'email', '') as email, nullif(dossier.applicant ->> 'phone', '') as phone, dossier.secret, dossier.due_at as "dueAt",
       json_build_object('vi', procedure.name_vi, 'en', procedure.name_en) as procedure
     from dossier join procedure on procedure.code = dossier.procedure where dossier.code = $1`,
    [dossier],
  );
  return row ?? null;
}

/** Active accounts with an e-mail address that hold one of the posts on the day (`YYYY-MM-DD`). */
export async function reachableHolders(tx: EntityManager, posts: readonly Position[], day: string): Promise<string[]> {
  const rows = await tx.query<{ username: string }[]>(
    `select distinct username from position join account using (username)
     where active and coalesce(email, '') <> '' and valid_from <= $2 and (valid_to is null or valid_to >= $2)
       and (agency, role) in (select agency, role from jsonb_to_recordset($1::jsonb) as post (agency text, role text))
     order by username`,
    [JSON.stringify(posts), day],
  );
  return rows.map(({ username }) => username);
}

export async function officerEmail(tx: EntityManager, username: string): Promise<string | null> {
  const [row] = await tx.query<{ email: string | null }[]>(`select nullif(email, '') as email from account where username = $1 and active`, [username]);
  return row?.email ?? null;
}
