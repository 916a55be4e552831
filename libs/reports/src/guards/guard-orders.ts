import { GUARD_CODES, type GuardCode, type GuardOwner, type Severity } from '#contract';
import type { EntityManager } from 'typeorm';
import { GUARDS } from './catalogue.js';

/** A rule as it is applied: as delivered, or as the newest order has it. */
export interface GuardSetting {
  rule: GuardCode;
  /** 0 without an order. */
  version: number;
  enabled: boolean;
  severity: Severity;
  owner: GuardOwner;
  thresholds: Record<string, number>;
  document: string | null;
  changedBy: string | null;
  changedAt: Date | null;
}

export interface GuardOrder extends GuardSetting {
  document: string;
  changedBy: string;
  changedAt: Date;
}

const asDelivered = (code: GuardCode): GuardSetting => {
  const { severity, owner, thresholds } = GUARDS[code];
  return { rule: code, version: 0, enabled: true, severity, owner, thresholds: Object.fromEntries(thresholds.map(({ name, delivered }) => [name, delivered])), document: null, changedBy: null, changedAt: null };
};

/** Every order, a later one after an earlier. */
export const guardOrders = (db: EntityManager): Promise<GuardOrder[]> =>
  db.query(`select rule, version, enabled, severity, owner, thresholds, document, changed_by as "changedBy", changed_at as "changedAt" from guard_order order by rule, version`);

/** All rules as they are applied now. A threshold that came with a newer release has its delivered value until it is ordered. */
export async function guardSettings(db: EntityManager): Promise<GuardSetting[]> {
  const last = new Map((await guardOrders(db)).map((order) => [order.rule, order]));
  return GUARD_CODES.map((code) => {
    const [delivered, order] = [asDelivered(code), last.get(code)];
    return order ? { ...order, thresholds: { ...delivered.thresholds, ...order.thresholds } } : delivered;
  });
}

export async function insertOrder(tx: EntityManager, { rule, version, enabled, severity, owner, thresholds, document, changedBy, changedAt }: GuardOrder): Promise<void> {
  await tx.query('insert into guard_order (rule, version, enabled, severity, owner, thresholds, document, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    rule, version, enabled, severity, owner, JSON.stringify(thresholds), document, changedBy, changedAt,
  ]);
}
