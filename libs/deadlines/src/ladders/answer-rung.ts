import type { AcknowledgeRung, DomainEvents, SnoozeRung } from '#contract';
import { type Clock, type Ids, type Result, SYSTEM, ok, reject, text } from '#kernel';
import { Ledger } from '#ledger';
import { CLOCK, IDS, TransactionEvents, type WakeUp, WakeUps } from '#platform';
import { type CommandContext, Commands, readHead } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Deadline, type Rung, findDeadline, rungsOfDeadlines, subjectNames } from '../deadlines.repository.js';
import type { Post } from '../offices.js';
import { rungAnswered } from '../records.js';
import { type RungAnswer, insertAnswer } from './answers.repository.js';

/** Wake-up kind; the ref is `<deadline>:<agency>:<role>`. */
export const SNOOZE = 'deadline.snooze';

/** Longer than a week nobody may ask not to be reminded. */
const LONGEST_MS = 7 * 86_400_000;

type Answer = Pick<RungAnswer, 'kind' | 'reason' | 'until'>;

/**
 * Who was told by a rung says that it was seen, or asks to be reminded later. Both stand in the ledger. A snooze holds back further reminders
 * to that post and nothing else: the deadline is missed when it is missed, superiors are told, and the lists show it as late.
 */
@Injectable()
export class AnswerRung implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(SNOOZE, (tx, wakeUp) => this.#onEnd(tx, wakeUp));
  }

  acknowledge(ctx: CommandContext, deadline: string, rung: string, { reason }: AcknowledgeRung): Promise<Result<{ id: string }>> {
    return this.#answer(ctx, deadline, rung, () => ok({ kind: 'acknowledged', reason: reason ?? null, until: null }));
  }

  snooze(ctx: CommandContext, deadline: string, rung: string, { until, reason }: SnoozeRung): Promise<Result<{ id: string }>> {
    return this.#answer(ctx, deadline, rung, (at) => {
      const end = new Date(until);
      if (end <= at || end.getTime() - at.getTime() > LONGEST_MS) return WRONG_UNTIL;
      return ok({ kind: 'snoozed', reason, until: end });
    });
  }

  async #answer(ctx: CommandContext, id: string, code: string, said: (at: Date) => Result<Answer>): Promise<Result<{ id: string }>> {
    const known = await findDeadline(this.database.manager, id);
    if (!known) return unknownRung(code);
    return this.commands.onDossier(ctx, known.dossier, async (tx, head, at, actor) => {
      const deadline = (await findDeadline(tx, id))!;
      const rung = (await rungsOfDeadlines(tx, [id])).find((one) => one.rung === code && one.firedAt !== null);
      if (!rung) return unknownRung(code);
      const post = postOf(rung, ctx.principal.positions);
      if (!post) return reject('not_allowed', text('Chỉ người được nhắc mới trả lời lời nhắc này', 'Only who was told may answer this reminder'));
      if (deadline.endedAt !== null) return reject('invalid_state', text('Việc này đã xong', 'This work is done'));
      const answer = said(at);
      if (!answer.ok) return answer;
      return this.#write(tx, { id: this.ids.uuid(), deadline: id, rung: code, ...post, ...answer.value, by: ctx.principal.username, at }, deadline, { dossier: head, at, actor });
    });
  }

  async #write(tx: EntityManager, answer: RungAnswer, deadline: Deadline, doing: Parameters<typeof rungAnswered>[0] & { dossier: { code: string } }): Promise<Result<{ id: string }>> {
    await insertAnswer(tx, answer);
    await this.ledger.append(tx, deadline.dossier, [rungAnswered(doing, deadline, answer)]);
    if (answer.until) await this.wakeUps.schedule(tx, { kind: SNOOZE, ref: `${deadline.id}:${answer.agency}:${answer.role}`, dossier: deadline.dossier, dueAt: answer.until });
    return ok({ id: answer.id });
  }

  /** The reminder comes back if the work is not done. */
  async #onEnd(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    const [id, agency, role] = ref.split(':') as [string, string, string];
    const deadline = await findDeadline(tx, id);
    if (!deadline || deadline.endedAt !== null) return;
    const name = (await subjectNames(tx, [id])).get(id)!;
    const happening = { dossier: await readHead(tx, deadline.dossier), at: this.clock.now(), actor: { username: SYSTEM.username, agency: null } };
    await this.events.publish(tx, 'snooze.ended', { ...happening, subject: deadline.subjectKind, name, dueAt: deadline.dueAt, post: { agency, role } });
  }
}

export const postOf = ({ recipients }: Pick<Rung, 'recipients'>, positions: readonly Post[]): Post | undefined =>
  recipients.find(({ agency, role }) => positions.some((held) => held.agency === agency && held.role === role));

const unknownRung = (rung: string): Result<never> => reject('not_found', text(`Không có lời nhắc ${rung} của hạn này`, `No rung ${rung} of this deadline has fired`));

const WRONG_UNTIL = reject('invalid_input', text('Chỉ xin nhắc lại sau trong vòng bảy ngày', 'A reminder can be put off for at most seven days'), {
  errors: [{ path: 'until', message: text('phải sau thời điểm hiện tại, trong vòng bảy ngày', 'must lie in the next seven days') }],
});
