import { type Ids } from '#kernel';
import type { EntityManager } from 'typeorm';
import { bumpDirectoryVersion } from './directory.repository.js';

export interface EndedAgency {
  agency: string;
  successor: string;
  /** First day of the successor, `YYYY-MM-DD`: the agency exists until the day before. */
  from: string;
  /** Its posts go on at the successor. */
  staff: boolean;
}

/**
 * Ends an agency in the caller's transaction and names who takes over; whoever follows its relations is led there from that day. Posts end
 * with it, and go on at the successor where `staff` says so. Call `Agencies.refresh` after the commit.
 */
export async function endAgency(tx: EntityManager, { agency, successor, from, staff }: EndedAgency, ids: Ids): Promise<void> {
  await bumpDirectoryVersion(tx);
  await tx.query(`update agency set valid_to = $2::date - 1, successor = $3, version = version + 1 where code = $1`, [agency, from, successor]);
  const held = await tx.query<{ id: string; starts: string }[]>(`select id, to_char(valid_from, 'YYYY-MM-DD') as starts from position where agency = $1 and (valid_to is null or valid_to >= $2::date)`, [agency, from]);
  if (staff) {
    await tx.query(
      `insert into position (id, username, agency, role, valid_from, valid_to)
       select fresh.id, username, $3, role, greatest(valid_from, $4::date), valid_to from unnest($1::uuid[], $2::uuid[]) as fresh (old, id) join position on position.id = fresh.old
       on conflict do nothing`,
      [held.map(({ id }) => id), held.map(() => ids.uuid()), successor, from],
    );
  }
  await tx.query('delete from position where id = any ($1::uuid[])', [held.filter(({ starts }) => starts >= from).map(({ id }) => id)]);
  await tx.query('update position set valid_to = $2::date - 1 where id = any ($1::uuid[])', [held.filter(({ starts }) => starts < from).map(({ id }) => id), from]);
}
