import { canContest } from '#access';
import type { DomainEvents, FileContest as Input } from '#contract';
import { type FieldError, type Ids, type Result, localDate, ok, reject, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { IDS, TransactionEvents } from '#platform';
import { type CommandContext, Commands, refuseStaleDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Attribution, Attributor, chargeOf, isFinal } from './attribution-of.js';
import { ContestDoor } from './contest-door.js';
import { contestFiled, contestedEvent } from './contest-events.js';
import { type Contest, insertContest } from './contests.repository.js';

/** The head of an agency that is charged with a part of a lateness says why it is not its own. One at a time, within the time limit. */
@Injectable()
export class FileContest {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(ContestDoor) private readonly door: ContestDoor,
    @Inject(Attributor) private readonly attributor: Attributor,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  file(ctx: CommandContext, input: Input): Promise<Result<{ id: string }>> {
    return this.commands.onDossier(ctx, input.dossier, async (tx, head, at, { username }) => {
      const seen = await this.door.see(tx, ctx.principal, head.code, head.agency);
      if (!seen.ok) return seen;
      const present = await this.attributor.present(input.agency);
      if (!canContest(ctx.principal, present)) return this.#onlyTheHead(input.agency);
      const refused = (await refuseStaleDossier(tx, ctx, head.code)) ?? (await this.#refuseState(seen.value, input.agency, at)) ?? (await this.#refuseEvidence(tx, input));
      if (refused) return refused;
      const { agency, ground, reason, document = null, paper = null } = input;
      const contest = { id: this.ids.uuid(), dossier: head.code, agency, ground, reason, document, paper, filedBy: username, filedAt: at };
      await insertContest(tx, contest);
      const doing = { dossier: head, at, actor: { username, agency: present } };
      await this.ledger.append(tx, head.code, [contestFiled(doing, contest, seen.value)]);
      await this.events.publish(tx, 'attribution.contested', contestedEvent(doing, 'filed', { ...contest, ...OPEN }, seen.value, await this.attributor.over(agency)));
      return ok({ id: contest.id });
    });
  }

  async #refuseState(attribution: Attribution, agency: string, at: Date): Promise<Result<never> | null> {
    const { contests } = attribution;
    const own = contests.filter((one) => one.agency === agency);
    if (own.some(({ state }) => state === 'open')) return ALREADY_OPEN;
    if (isFinal(contests, agency)) return DECIDED;
    if (!attribution.lateness.late || !chargeOf(attribution, agency)) return NOT_CHARGED;
    const until = await this.attributor.until(attribution, agency);
    return until !== null && at > until ? tooLate(until) : null;
  }

  async #refuseEvidence(tx: EntityManager, { dossier, document, paper }: Input): Promise<Result<never> | null> {
    const errors: FieldError[] = [];
    if (document === undefined && paper === undefined) errors.push({ path: 'document', message: text('cần số văn bản hoặc một giấy tờ của hồ sơ làm căn cứ', 'a document number or a paper of the dossier is needed as evidence') });
    if (paper !== undefined && (await tx.query<unknown[]>('select 1 from paper where id = $1 and dossier = $2', [paper, dossier])).length === 0) {
      errors.push({ path: 'paper', message: text('không phải giấy tờ của hồ sơ này', 'is no paper of this dossier') });
    }
    return errors.length > 0 ? reject('invalid_input', text('Kiến nghị chưa đúng', 'The contest is not valid'), { errors }) : null;
  }

  async #onlyTheHead(agency: string): Promise<Result<never>> {
    const { vi, en } = await this.door.nameOf(agency);
    return reject('not_allowed', text(`Chỉ lãnh đạo ${vi} được kiến nghị về phần chậm của cơ quan này`, `Only the head of ${en} contests what that agency is charged with`));
  }
}

const OPEN: Pick<Contest, 'state' | 'endedBy' | 'endedAt' | 'authority' | 'decision' | 'decisionDocument' | 'moves' | 'decidedSeq' | 'version'> = {
  state: 'open', endedBy: null, endedAt: null, authority: null, decision: null, decisionDocument: null, moves: [], decidedSeq: null, version: 1,
};

const ALREADY_OPEN = reject('already_done', text('Cơ quan đã có một kiến nghị đang chờ quyết định về hồ sơ này', 'The agency has a contest about this dossier that waits for its decision'));
const DECIDED = reject('already_done', text('Phần chậm này đã có quyết định, không kiến nghị lại', 'It was decided on this share already; there is no second contest'));
const NOT_CHARGED = reject('invalid_state', text('Cơ quan không bị tính phần chậm nào của hồ sơ này', 'The agency is not charged with any part of a lateness of this dossier'));

function tooLate(until: Date): Result<never> {
  const [year, month, day] = localDate(until).split('-');
  return reject('invalid_state', text(`Đã hết hạn kiến nghị vào ngày ${day}/${month}/${year}`, `The time for contesting ended on ${day}/${month}/${year}`), { details: { until: toIso(until) } });
}
