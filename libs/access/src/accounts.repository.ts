import { type EntityManager, LessThanOrEqual } from 'typeorm';
import { AccountRow, SessionRow } from './account.entities.js';

/** Wrong passwords in a row that cost nothing; from here on each doubles the wait, from one minute to a quarter of an hour. */
const FREE_ATTEMPTS = 5;
const LONGEST_LOCK_MINUTES = 15;

export const findAccount = (db: EntityManager, username: string): Promise<AccountRow | null> => db.findOneBy(AccountRow, { username, active: true });

/** Counts in the database, so that parallel attempts are all counted. */
export async function countFailure(db: EntityManager, username: string, now: Date): Promise<void> {
  await db.query(
    `update account set failed_attempts = failed_attempts + 1,
       locked_until = case when failed_attempts + 1 >= $2
         then $3::timestamptz + make_interval(mins => least($4, (2 ^ least(failed_attempts + 1 - $2, 10))::integer)) end
     where username = $1`,
    [username, FREE_ATTEMPTS, now, LONGEST_LOCK_MINUTES],
  );
}

export async function openSession(db: EntityManager, session: SessionRow): Promise<void> {
  await db.delete(SessionRow, { username: session.username, expiresAt: LessThanOrEqual(session.createdAt) });
  await db.insert(SessionRow, session);
  await db.update(AccountRow, { username: session.username }, { failedAttempts: 0, lockedUntil: null });
}

export const findSession = (db: EntityManager, tokenHash: string): Promise<SessionRow | null> => db.findOneBy(SessionRow, { tokenHash });

export async function closeSession(db: EntityManager, tokenHash: string): Promise<void> {
  await db.delete(SessionRow, { tokenHash });
}
