import { GUARD_CODES, type GuardCode, type GuardList, type GuardView, type PutGuard } from '#contract';
import { type Clock, type FieldError, type Principal, type Result, localDate, ok, reject, text, toIso } from '#kernel';
import { Ledger, guardChain } from '#ledger';
import { CLOCK } from '#platform';
import { type CommandContext, Commands, refuseStale } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AlertAuthority } from './alert-authority.js';
import { type AlertReach, AlertsRepository } from './alerts.repository.js';
import { GUARDS } from './catalogue.js';
import { FollowGuards } from './follow-guards.js';
import { type GuardOrder, type GuardSetting, guardOrders, guardSettings, insertOrder } from './guard-orders.js';

/** Weeks of the trend. */
const WEEKS = 12;
const DAY = 86_400_000;

/** The rules with what they have found, and the orders that change them. */
@Injectable()
export class KeepGuards {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(AlertAuthority) private readonly authority: AlertAuthority,
    @Inject(AlertsRepository) private readonly alerts: AlertsRepository,
    @Inject(FollowGuards) private readonly following: FollowGuards,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(principal: Principal): Promise<Result<GuardList>> {
    const reach = await this.authority.reach(principal);
    if (!reach.ok) return reach;
    return ok({ items: await this.#views(reach.value), mayChange: await this.authority.mayChangeRules(principal), behind: await this.following.behind() });
  }

  /** The next version of a rule. Switching one off is an order like every other, and stays in sight. */
  async put(ctx: CommandContext, rule: GuardCode, order: PutGuard): Promise<Result<GuardView>> {
    const made = await this.commands.run(ctx, async (tx, at, { username, agency }) => {
      if (!(await this.authority.mayChangeRules(ctx.principal))) return onlyLeadership();
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [guardChain(rule)]);
      const now = (await guardSettings(tx)).find((one) => one.rule === rule)!;
      const stale = refuseStale(ctx, now.version);
      if (stale) return stale;
      const errors = wrongThresholds(rule, order.thresholds);
      if (errors.length > 0) return reject('invalid_input', text('Ngưỡng chưa đúng', 'The thresholds are not valid'), { errors });
      const next: GuardOrder = { rule, ...order, thresholds: { ...now.thresholds, ...order.thresholds }, version: now.version + 1, changedBy: username, changedAt: at };
      await insertOrder(tx, next);
      const { enabled, severity, owner, thresholds, document, version } = next;
      await this.ledger.append(tx, guardChain(rule), [{ at, actor: username, agency, kind: 'guard.changed', data: { rule, version, enabled, severity, owner, thresholds, document, before: { enabled: now.enabled, severity: now.severity, owner: now.owner, thresholds: now.thresholds } } }]);
      return ok(rule);
    });
    if (!made.ok) return made;
    const listed = await this.list(ctx.principal);
    return listed.ok ? ok(listed.value.items.find(({ code }) => code === rule)!) : listed;
  }

  async #views(reach: AlertReach): Promise<GuardView[]> {
    const now = this.clock.now();
    const weeks = lastWeeks(now);
    const [settings, orders, counts, found] = await Promise.all([guardSettings(this.database.manager), guardOrders(this.database.manager), this.alerts.countByRule(reach), this.alerts.countByWeek(reach, new Date(`${weeks[0]!}T00:00:00+07:00`))]);
    return GUARD_CODES.map((code) => {
      const { open = 0, explained = 0, confirmed = 0, reviewed = 0 } = counts.find(({ rule }) => rule === code) ?? {};
      return {
        ...viewOf(settings.find(({ rule }) => rule === code)!), counts: { open, explained, confirmed, reviewed },
        falseAlarms: explained + confirmed === 0 ? null : Math.round((explained / (explained + confirmed)) * 1_000) / 1_000,
        weeks: weeks.map((from) => ({ from, found: found.find((one) => one.rule === code && one.week === from)?.found ?? 0 })),
        orders: orders.filter(({ rule }) => rule === code).map(({ version, enabled, document, changedBy, changedAt }) => ({ version, enabled, document, by: changedBy, at: toIso(changedAt) })),
      };
    });
  }
}

function viewOf({ rule, enabled, severity, owner, version, thresholds, document, changedBy, changedAt }: GuardSetting): Omit<GuardView, 'counts' | 'falseAlarms' | 'weeks' | 'orders'> {
  const { title, explanation, thresholds: specs } = GUARDS[rule];
  return {
    code: rule, title, explanation, enabled, severity, owner, version, document, changedBy, changedAt: changedAt && toIso(changedAt),
    thresholds: specs.map(({ name, label, delivered, min, max }) => ({ name, label, value: thresholds[name] ?? delivered, delivered, min, max })),
  };
}

function wrongThresholds(rule: GuardCode, given: Record<string, number>): FieldError[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const spec = GUARDS[rule].thresholds.find((one) => one.name === name);
    const path = `thresholds.${name}`;
    if (!spec) return [{ path, message: text('quy tắc này không có ngưỡng như vậy', 'this rule has no such threshold') }];
    return value < spec.min || value > spec.max ? [{ path, message: text(`phải từ ${spec.min} đến ${spec.max}`, `must be from ${spec.min} to ${spec.max}`) }] : [];
  });
}

/** Mondays, the oldest first; the last is this week's. */
function lastWeeks(now: Date): string[] {
  const today = new Date(`${localDate(now)}T00:00:00Z`);
  const monday = today.getTime() - ((today.getUTCDay() + 6) % 7) * DAY;
  return Array.from({ length: WEEKS }, (_, back) => new Date(monday - (WEEKS - 1 - back) * 7 * DAY).toISOString().slice(0, 10));
}

const onlyLeadership = (): Result<never> => reject('not_allowed', text('Chỉ lãnh đạo huyện được thay đổi quy tắc cảnh báo', 'Only the leadership of the district may change the rules of alerts'));
