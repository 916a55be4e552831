import { decidesContestsAt } from '#access';
import type { DecideContest as Decision, DomainEvents } from '#contract';
import { type FieldError, type Principal, type Result, ok, reject, text } from '#kernel';
import { Ledger } from '#ledger';
import { TransactionEvents } from '#platform';
import { type CommandContext, Commands, refuseStale } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Attribution, Attributor, chargeOf, involvedIn, minutesCharged } from './attribution-of.js';
import { ContestDoor, ended, noContest } from './contest-door.js';
import { contestDecided, contestedEvent } from './contest-events.js';
import { type Contest, endContest, findContest } from './contests.repository.js';

/**
 * The office over a charged agency accepts its contest, wholly or in part, or rejects it; once. What is accepted moves minutes of the overrun to
 * another agency, or to none with a document. The computed shares and the gross lateness stay; the decided ones are another reading beside them.
 */
@Injectable()
export class DecideContest {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(ContestDoor) private readonly door: ContestDoor,
    @Inject(Attributor) private readonly attributor: Attributor,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
  ) {}

  async decide(ctx: CommandContext, id: string, decision: Decision): Promise<Result<{ id: string }>> {
    const known = await findContest(this.database.manager, id);
    if (!known) return noContest(id);
    return this.commands.onDossier(ctx, known.dossier, async (tx, head, at, { username }) => {
      const seen = await this.door.seeContest(tx, ctx.principal, id, head);
      if (!seen.ok) return seen;
      const { contest, attribution } = seen.value;
      const authority = await this.authorityOf(ctx.principal, contest.agency, decision.moves.flatMap(({ to }) => (to === null ? [] : [to])));
      if (authority === null) return NOT_OVER_IT;
      const refused = (contest.state === 'open' ? refuseStale(ctx, contest.version) : ended(contest)) ?? refuseMoves(decision, contest, attribution);
      if (refused) return refused;
      const moves = decision.moves.map(({ to, minutes, document = null }) => ({ to, minutes, document: to === null ? document : null }));
      const after: Contest = { ...contest, state: decision.accept ? 'accepted' : 'rejected', endedBy: username, endedAt: at, authority, decision: decision.reason, decisionDocument: decision.document, moves };
      await endContest(tx, after);
      const decided = (await this.attributor.of(tx, [head.code]))[0]!;
      const doing = { dossier: head, at, actor: { username, agency: authority } };
      await this.ledger.append(tx, head.code, [contestDecided(doing, after, decided)]);
      await this.events.publish(tx, 'attribution.contested', contestedEvent(doing, decision.accept ? 'accepted' : 'rejected', after, decided, [authority]));
      return ok({ id });
    });
  }

  /** In the name of which office the person decides about the agency, where a decision puts parts on these others; null where they may not. */
  async authorityOf(principal: Principal, agency: string, bearers: readonly string[]): Promise<string | null> {
    const concerned = [agency, ...bearers];
    const present = await Promise.all(concerned.map((one) => this.attributor.present(one)));
    return decidesContestsAt(principal, { over: await this.attributor.over(agency), concerned: [...new Set([...concerned, ...present])] });
  }
}

function refuseMoves({ accept, moves }: Decision, { agency }: Contest, attribution: Attribution): Result<never> | null {
  const errors: FieldError[] = [];
  const charged = minutesCharged(chargeOf(attribution, agency));
  const involved = involvedIn(attribution);
  const wrong = (path: string, vi: string, en: string): void => void errors.push({ path, message: text(vi, en) });
  if (!accept && moves.length > 0) wrong('moves', 'không chấp nhận thì không chuyển phần nào', 'a contest that is rejected moves nothing');
  if (accept && moves.length === 0) wrong('moves', 'nêu phần được chuyển đi', 'say which part is moved');
  moves.forEach(({ to, minutes, document }, i) => {
    if (to === agency) wrong(`moves.${i}.to`, 'phải là cơ quan khác', 'must be another agency');
    else if (to !== null && !involved.includes(to)) wrong(`moves.${i}.to`, 'cơ quan này không tham gia hồ sơ', 'that agency has nothing to do with the dossier');
    if (moves.findIndex((one) => one.to === to && one.document === document) < i) wrong(`moves.${i}.to`, 'đã nêu ở trên', 'is named above');
    if (to === null && document === undefined) wrong(`moves.${i}.document`, 'phần không tính cho cơ quan nào cần văn bản', 'what no agency answers for needs a document');
    if (minutes === 0 && charged > 0) wrong(`moves.${i}.minutes`, 'phải lớn hơn 0', 'must be more than 0');
  });
  if (moves.reduce((sum, { minutes }) => sum + minutes, 0) > charged) wrong('moves', `không quá ${charged} phút đang tính cho cơ quan`, `not more than the ${charged} minutes with which the agency is charged`);
  return errors.length > 0 ? reject('invalid_input', text('Quyết định chưa đúng', 'The decision is not valid'), { errors }) : null;
}

const NOT_OVER_IT = reject(
  'not_allowed',
  text('Chỉ lãnh đạo cơ quan cấp trên của cơ quan bị tính phần chậm được quyết định, và không phải cơ quan sẽ chịu phần ấy', 'Only the head of an office over the charged agency decides, and never an agency that would bear the part then'),
);
