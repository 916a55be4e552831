import type { EntityManager } from 'typeorm';
import type { Post } from '../offices.js';

/** What a person told by a rung said to it. */
export interface RungAnswer extends Post {
  id: string;
  deadline: string;
  rung: string;
  kind: 'acknowledged' | 'snoozed';
  reason: string | null;
  until: Date | null;
  by: string;
  at: Date;
}

const COLUMNS = 'id, deadline, rung, kind, agency, role, reason, until, said_by as "by", said_at as "at"';

export async function insertAnswer(tx: EntityManager, { id, deadline, rung, kind, agency, role, reason, until, by, at }: RungAnswer): Promise<void> {
  await tx.query('insert into rung_answer (id, deadline, rung, kind, agency, role, reason, until, said_by, said_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
    id, deadline, rung, kind, agency, role, reason, until, by, at,
  ]);
}

/** In order of being said. */
export function answersOf(db: EntityManager, deadlines: readonly string[]): Promise<RungAnswer[]> {
  return db.query(`select ${COLUMNS} from rung_answer where deadline = any($1) order by said_at, id`, [deadlines]);
}

/** The posts that asked not to be reminded of the deadline before a later instant than `at`. */
export function snoozesOf(db: EntityManager, deadline: string, at: Date): Promise<Post[]> {
  return db.query(`select agency, role from rung_answer where deadline = $1 and kind = 'snoozed' and until > $2`, [deadline, at]);
}

/** The posts that are to be told now. */
export const awake = <P extends Post>(posts: readonly P[], snoozing: readonly Post[]): P[] =>
  posts.filter(({ agency, role }) => !snoozing.some((post) => post.agency === agency && post.role === role));
