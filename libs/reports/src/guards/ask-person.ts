import { Agencies } from '#access';
import type { AnswerQuestion, AskPerson as Ask, DomainEvents, QuestionList, QuestionView } from '#contract';
import { type Ids, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { Ledger, alertChain } from '#ledger';
import { IDS, TransactionEvents } from '#platform';
import { type CommandContext, Commands } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { AlertAuthority } from './alert-authority.js';
import { AlertsRepository, type Question } from './alerts.repository.js';
import { type AlertRef, notYours, unknownAlert } from './decide-alert.js';

/** A superior asks for an explanation; the person answers in writing, once. Nothing else of an alert is ever shown to the person concerned. */
@Injectable()
export class AskPerson {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(AlertsRepository) private readonly alerts: AlertsRepository,
    @Inject(AlertAuthority) private readonly authority: AlertAuthority,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  ask(ctx: CommandContext, id: string, { to, question }: Ask): Promise<Result<AlertRef>> {
    return this.commands.run(ctx, async (tx, at, actor) => {
      const alert = await this.alerts.find(id, tx);
      if (!alert || !(await this.authority.maySee(ctx.principal, alert))) return unknownAlert(id);
      if (!(await this.authority.mayFollow(ctx.principal, alert))) return notYours();
      if (alert.state !== 'open') return reject('invalid_state', text('Cảnh báo đã có kết luận; hãy mở lại trước', 'The alert has been decided on; reopen it first'));
      const officers = (await this.agencies.officersAt(alert.agency)).map(({ username }) => username);
      if (to === ctx.principal.username || ![...alert.persons, ...officers].includes(to)) return notConcerned();
      await this.alerts.insertQuestion(tx, { id: this.ids.uuid(), alert: id, username: to, question, askedBy: actor.username, askedAt: at });
      await this.ledger.append(tx, alertChain(id), [{ at, actor: actor.username, agency: actor.agency, kind: 'alert.asked', data: { to, question } }]);
      await this.events.publish(tx, 'alert.asked', { dossier: alert.dossier, to, at });
      return ok({ id });
    });
  }

  answer(ctx: CommandContext, id: string, { answer }: AnswerQuestion): Promise<Result<AlertRef>> {
    return this.commands.run(ctx, async (tx, at, actor) => {
      const question = await this.alerts.question(tx, id);
      if (question?.username !== ctx.principal.username) return reject('not_found', text(`Không có câu hỏi ${id}`, `No question ${id}`));
      if (question.answeredAt) return reject('already_done', text('Bạn đã giải trình câu hỏi này', 'You have answered this question already'));
      await this.alerts.answer(tx, id, answer, at);
      await this.ledger.append(tx, alertChain(question.alert), [{ at, actor: actor.username, agency: actor.agency, kind: 'alert.answered', data: { question: question.question, answer } }]);
      return ok({ id });
    });
  }

  /** What the principal was asked, the unanswered first. */
  async mine(principal: Principal): Promise<QuestionList> {
    return { items: await Promise.all((await this.alerts.questionsTo(principal.username)).map((one) => this.view(one))) };
  }

  async view({ id, dossier, username, question, askedBy, askedAt, answer, answeredAt }: Question): Promise<QuestionView> {
    return {
      id, dossier, to: { username, name: await this.agencies.personName(username) }, question, askedBy: await this.agencies.personName(askedBy), askedAt: toIso(askedAt), answer, answeredAt: answeredAt && toIso(answeredAt),
    };
  }
}

function notConcerned(): Result<never> {
  const message = text('phải là người liên quan hoặc cán bộ của cơ quan đó, và không phải chính bạn', 'must be a person concerned or an officer of that agency, and not yourself');
  return reject('invalid_input', text('Không hỏi người này được', 'This person cannot be asked'), { errors: [{ path: 'to', message }] });
}
