import type { AssignAlert, ConfirmAlert, ExplainAlert, ReopenAlert, ReviewAlert } from '#contract';
import { type Principal, type Result, ok, reject, text } from '#kernel';
import { Ledger, type LedgerKind, alertChain } from '#ledger';
import { type CommandContext, Commands, refuseStale } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { AlertAuthority } from './alert-authority.js';
import { type Alert, AlertsRepository } from './alerts.repository.js';

export interface AlertRef {
  id: string;
}

interface Change {
  kind: LedgerKind;
  may(principal: Principal, alert: Alert): Promise<boolean>;
  refuse(alert: Alert): Result<never> | null;
  after(alert: Alert, at: Date, by: string): Partial<Alert>;
  data: Record<string, unknown>;
}

/**
 * What becomes of an alert: explained as honest or confirmed by who follows it up, agreed to by another person above, or opened again. Every
 * change stands in the alert's own chain of the ledger.
 */
@Injectable()
export class DecideAlert {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(AlertsRepository) private readonly alerts: AlertsRepository,
    @Inject(AlertAuthority) private readonly authority: AlertAuthority,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  /** Accepted as honest: a false alarm. */
  explain(ctx: CommandContext, id: string, { reason }: ExplainAlert): Promise<Result<AlertRef>> {
    return this.#change(ctx, id, {
      kind: 'alert.explained', may: (who, alert) => this.authority.mayFollow(who, alert), refuse: unlessOpen,
      after: (_, at, by) => ({ state: 'explained', reason, document: null, measures: null, decidedBy: by, decidedAt: at, reviewedBy: null, reviewedAt: null }), data: { reason },
    });
  }

  confirm(ctx: CommandContext, id: string, { reason, document, measures }: ConfirmAlert): Promise<Result<AlertRef>> {
    return this.#change(ctx, id, {
      kind: 'alert.confirmed', may: (who, alert) => this.authority.mayFollow(who, alert), refuse: unlessOpen,
      after: (_, at, by) => ({ state: 'confirmed', reason, document, measures, decidedBy: by, decidedAt: at, reviewedBy: null, reviewedAt: null }), data: { reason, document, measures },
    });
  }

  /** The second look: the superior agrees. Who does not, opens it again. */
  review(ctx: CommandContext, id: string, { note }: ReviewAlert): Promise<Result<AlertRef>> {
    return this.#change(ctx, id, {
      kind: 'alert.reviewed', may: (who, alert) => this.authority.mayReview(who, alert), refuse: (alert) => unlessDecided(alert) ?? (alert.reviewedBy === null ? null : REVIEWED),
      after: (_, at, by) => ({ reviewedBy: by, reviewedAt: at }), data: { note: note ?? null },
    });
  }

  reopen(ctx: CommandContext, id: string, { reason }: ReopenAlert): Promise<Result<AlertRef>> {
    return this.#change(ctx, id, {
      kind: 'alert.reopened', may: async (who, alert) => (alert.reviewedBy === null ? (await this.authority.mayFollow(who, alert)) || (await this.authority.mayReview(who, alert)) : this.authority.mayReview(who, alert)),
      refuse: unlessDecided,
      after: () => ({ state: 'open', reason: null, document: null, measures: null, decidedBy: null, decidedAt: null, reviewedBy: null, reviewedAt: null }), data: { reason },
    });
  }

  async assign(ctx: CommandContext, id: string, { to, reason }: AssignAlert): Promise<Result<AlertRef>> {
    return this.#change(ctx, id, {
      kind: 'alert.assigned', may: (who, alert) => this.authority.mayFollow(who, alert), refuse: unlessOpen, after: () => ({ assignee: to }), data: { to, reason: reason ?? null },
    }, async (alert) => ((await this.authority.assignees(alert)).some(({ username }) => username === to) ? null : notAnAssignee()));
  }

  /** Guards: exists, allowed, version, state, own rule; then the row and the ledger. Of what a reader may not see, nothing is told. */
  #change(ctx: CommandContext, id: string, { kind, may, refuse, after, data }: Change, ownRule: (alert: Alert) => Promise<Result<never> | null> = () => Promise.resolve(null)): Promise<Result<AlertRef>> {
    return this.commands.run(ctx, async (tx, at, actor) => {
      const alert = await this.alerts.find(id, tx);
      if (!alert || !(await this.authority.maySee(ctx.principal, alert))) return unknownAlert(id);
      // Who may look again depends on who decided: while nobody has, that is the state's to say.
      const allowed = alert.state === 'open' && ofDecided.includes(kind) ? await this.authority.mayFollow(ctx.principal, alert) : await may(ctx.principal, alert);
      const refused = (allowed ? null : notYours()) ?? refuseStale(ctx, alert.version) ?? refuse(alert) ?? (await ownRule(alert));
      if (refused) return refused;
      await this.alerts.save(tx, { ...alert, ...after(alert, at, actor.username) });
      await this.ledger.append(tx, alertChain(id), [{ at, actor: actor.username, agency: actor.agency, kind, data }]);
      return ok({ id });
    });
  }
}

/** Makes sense only once somebody has decided. */
const ofDecided: readonly LedgerKind[] = ['alert.reviewed', 'alert.reopened'];

export const unknownAlert = (id: string): Result<never> => reject('not_found', text(`Không có cảnh báo ${id}`, `No alert ${id}`));

export const notYours = (): Result<never> =>
  reject('not_allowed', text('Việc này do người theo dõi cảnh báo hoặc cấp trên của họ làm, và không bao giờ do chính người liên quan hay người đã kết luận', 'This is for who follows the alert up, or for the superior; never for the person concerned, nor for who decided'));

const unlessOpen = ({ state }: Alert): Result<never> | null => (state === 'open' ? null : reject('invalid_state', text('Cảnh báo đã có kết luận; hãy mở lại trước', 'The alert has been decided on; reopen it first')));
const unlessDecided = ({ state }: Alert): Result<never> | null => (state === 'open' ? reject('invalid_state', text('Cảnh báo chưa có kết luận', 'The alert has not been decided on')) : null);
const REVIEWED = reject('already_done', text('Kết luận đã được cấp trên đồng ý', 'The conclusion has been agreed to already'));

function notAnAssignee(): Result<never> {
  const message = text('phải là người có thẩm quyền theo dõi cảnh báo này, không phải người liên quan', 'must be somebody who may follow this alert up, and not a person concerned');
  return reject('invalid_input', text('Không giao được cho người này', 'It cannot be assigned to this person'), { errors: [{ path: 'to', message }] });
}
