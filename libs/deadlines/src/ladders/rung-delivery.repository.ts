import type { RungDelivery } from '#contract';
import type { Position } from '#kernel';
import type { EntityManager } from 'typeorm';

/** One post that a rung was to reach. */
export interface RungPost extends Position {
  dossier: string;
  firedAt: Date;
}

const HOLDER = `exists (select from position h join account a on a.username = h.username
  where h.agency = p.agency and h.role = p.role and a.active and h.valid_from <= (p.at at time zone 'Asia/Ho_Chi_Minh')::date and coalesce(h.valid_to, 'infinity') >= (p.at at time zone 'Asia/Ho_Chi_Minh')::date)`;
const WAITS = 'exists (select from held_notice w where w.agency = p.agency and w.role = p.role and w.dossier = p.dossier and w.held_at = p.at)';

/** What became of the telling, post by post. What was gathered into a digest has no notice of its own: it is told, and nobody knows whether it was read. */
export async function deliveriesOf(db: EntityManager, posts: readonly RungPost[]): Promise<RungDelivery[]> {
  if (posts.length === 0) return [];
  const rows = await db.query<{ delivery: RungDelivery }[]>(
    `select case when not ${HOLDER} then 'nobody' when ${WAITS} then 'held' when n.id is null then 'told' when n.read_at is null then 'unread' else 'read' end as delivery
     from jsonb_to_recordset($1::jsonb) as p (place int, dossier text, agency text, role text, at timestamptz)
     left join lateral (select id, read_at from notice where (notice.agency || ' ' || notice.role) = (p.agency || ' ' || p.role) and created_at = p.at and notice.dossier = p.dossier and kind = 'rung.fired' limit 1) as n on true
     order by place`,
    [JSON.stringify(posts.map(({ dossier, agency, role, firedAt }, place) => ({ place, dossier, agency, role, at: firedAt })))],
  );
  return rows.map(({ delivery }) => delivery);
}

/** Of a rung `r` of a deadline `d`: it was to reach a post that nobody held, or is still held back. */
export const UNDELIVERED = `(r.recipients = '[]' or exists (select from (select x.agency, x.role, r.fired_at as at, d.dossier from jsonb_to_recordset(r.recipients) as x (agency text, role text)) as p where not ${HOLDER} or ${WAITS}))`;
