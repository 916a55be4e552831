import { Agencies, canSupervise } from '#access';
import type { DomainEvents, DossierHead } from '#contract';
import { type Principal, type Result, ROLE, ok, reject, text } from '#kernel';
import { Ledger } from '#ledger';
import { TransactionEvents } from '#platform';
import { type CommandContext, Commands, unknownDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Breaches } from '../breaches.js';
import { type Deadline, dossierDeadlines, insertFired, lastFiredAs, subjectNames } from '../deadlines.repository.js';
import { openLegs } from '../legs.repository.js';
import type { Post } from '../offices.js';
import { rungFired } from '../records.js';
import { refuseSettled } from '../stop-clock.js';

/** Code of rungs that no ladder has, for people press them; the instant makes each its own. */
export const BY_HAND = 'nhac-ngay';
/** Who was told a moment ago need not be told again. */
const PAUSE_MS = 3_600_000;

/**
 * A supervisor tells the heads of the agencies that hold a dossier to act, at once and by one order. It stands in the log of the ladder and in the
 * dossier's ledger like every rung; nothing else about the deadline changes.
 */
@Injectable()
export class EscalateNow {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Breaches) private readonly breaches: Breaches,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
  ) {}

  /** Answers the posts that were told. */
  escalate(ctx: CommandContext, code: string): Promise<Result<{ to: Post[] }>> {
    return this.commands.onDossier(ctx, code, async (tx, head, at, actor) => {
      if (!(await this.#may(ctx.principal, head))) return unknownDossier(code);
      const settled = refuseSettled(head);
      if (settled) return settled;
      const deadline = (await dossierDeadlines(tx, [code]))[0];
      if (!deadline) return WITHOUT_LIMIT;
      const last = await lastFiredAs(tx, deadline.id, `${BY_HAND}-%`);
      if (last && at.getTime() - last.getTime() < PAUSE_MS) return JUST_TOLD;
      return ok({ to: await this.#tell(tx, { dossier: head, at, actor }, deadline) });
    });
  }

  async #tell(tx: EntityManager, doing: { dossier: DossierHead; at: Date; actor: Parameters<typeof rungFired>[0]['actor'] }, deadline: Deadline): Promise<Post[]> {
    const { dossier, at } = doing;
    const holders = [...new Set((await openLegs(tx, dossier.code)).map(({ agency }) => agency))];
    const recipients = (holders.length > 0 ? holders : [dossier.agency]).map((agency) => ({ agency, role: ROLE.leader }));
    const rung = { deadline: deadline.id, rung: `${BY_HAND}-${at.getTime().toString(36)}`, at, firedAt: at, recipients, action: 'escalate' as const };
    await insertFired(tx, rung);
    await this.ledger.append(tx, dossier.code, [rungFired(doing, deadline, rung)]);
    const { id, agency, dueAt, subjectRef: ref } = deadline;
    const name = (await subjectNames(tx, [id])).get(id)!;
    const answerable = await this.breaches.answerable(tx, dossier.code, deadline, at);
    await this.events.publish(tx, 'rung.fired', { ...doing, rung: rung.rung, action: 'escalate', subject: 'dossier', name, agency, dueAt, deadline: id, ref, recipients, quiet: false, digest: 'none', answerable });
    return recipients;
  }

  /** Supervisors, and who leads the desk that answers to the citizen. */
  async #may(principal: Principal, { agency }: DossierHead): Promise<boolean> {
    if (canSupervise(principal, await this.agencies.kindsOf(principal))) return true;
    return principal.positions.some((held) => held.agency === agency && (held.role === ROLE.leader || held.role === ROLE.deskHead));
  }
}

const WITHOUT_LIMIT = reject('invalid_state', text('Hồ sơ này không có thời hạn để nhắc', 'This dossier has no time limit to be reminded of'));
const JUST_TOLD = reject('already_done', text('Vừa nhắc lãnh đạo cơ quan đang giữ hồ sơ trong vòng một giờ', 'The heads of the agencies that hold it were told within the last hour'));
