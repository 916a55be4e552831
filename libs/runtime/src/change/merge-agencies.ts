import { type Agency, Agencies, canMergeAgencies, canSupervise, endAgency } from '#access';
import type { DomainEvents, MergeAgency as Order, MergerList, MergerView } from '#contract';
import { type Clock, type FieldError, type Ids, type Language, type Principal, type Result, localDate, ok, reject, text, toIso } from '#kernel';
import { DIRECTORY_CHAIN, Ledger } from '#ledger';
import { CLOCK, IDS, TransactionEvents, type WakeUp, WakeUps, afterCommit } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CommandContext, Commands } from '../commands.js';
import { lockHead, readHead } from '../dossier-head.js';
import { type Merger, MergersRepository } from './mergers.repository.js';

/** Wake-up kind; the ref is the merger. */
export const MERGER = 'runtime.merger';

/** Dossiers whose locks one transaction takes together. */
const CHUNK = 50;

/**
 * By order an agency ends and another takes over. The order ends it in the directory from a day on; at that day's beginning wake-ups pass on
 * what is open of it, dossier after dossier under its lock, each once: the promise, work, deadlines, stays and apologies. Nothing that is settled changes
 * hands: old periods keep the agency that ended, and who settled a dossier keeps it in its books.
 */
@Injectable()
export class MergeAgencies implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(MergersRepository) private readonly mergers: MergersRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(MERGER, (tx, wakeUp) => this.#chunk(tx, wakeUp));
  }

  async merge(ctx: CommandContext, code: string, { into, effectiveFrom: from, document, staff, dryRun }: Order, language: Language): Promise<Result<MergerView>> {
    const refused = await this.#refuse(ctx.principal, code, into, from);
    if (refused) return refused;
    const merger: Merger = { id: this.ids.uuid(), agency: code, successor: into, from, document, staff, dossiers: 0, doneAt: null, by: ctx.principal.username, at: this.clock.now() };
    if (dryRun) return ok({ ...(await this.#view(merger, language)), id: null });
    const made = await this.commands.run(ctx, async (tx, at, { username, agency }) => {
      await endAgency(tx, { agency: code, successor: into, from, staff }, this.ids);
      await this.mergers.insert(tx, { ...merger, at });
      const begins = new Date(`${from}T00:00:00+07:00`);
      await this.wakeUps.schedule(tx, { kind: MERGER, ref: merger.id, dueAt: begins > at ? begins : at });
      await this.ledger.append(tx, DIRECTORY_CHAIN, [{ at, actor: username, agency, kind: 'agency.merged', data: { merger: merger.id, agency: code, into, from, document, staff } }]);
      afterCommit(tx, () => this.agencies.refresh());
      return ok(merger.id);
    });
    return made.ok ? ok(await this.#view((await this.mergers.find(made.value))!, language)) : made;
  }

  async list(principal: Principal, language: Language): Promise<Result<MergerList>> {
    if (!canSupervise(principal, await this.agencies.kindsOf(principal))) return reject('not_allowed', text('Chỉ người giám sát được xem các lần sáp nhập', 'Only supervisors may see mergers'));
    return ok({ items: await Promise.all((await this.mergers.list()).map((one) => this.#view(one, language))) });
  }

  async #refuse(principal: Principal, code: string, into: string, from: string): Promise<Result<never> | null> {
    const directory = await this.agencies.directory();
    const [ending, other] = [directory.get(code), directory.get(into)];
    if (!ending) return reject('not_found', text(`Không có cơ quan "${code}"`, `No agency "${code}"`));
    if (!canMergeAgencies(principal, await this.agencies.kindsOf(principal))) return reject('not_allowed', text('Chỉ quản trị viên và lãnh đạo huyện ghi nhận việc sáp nhập cơ quan', 'Only an administrator or the district leadership records a merger'));
    if (ending.validTo !== null) return reject('agency_closed', text(`Cơ quan "${code}" đã có ngày kết thúc ${ending.validTo}`, `The agency "${code}" ends on ${ending.validTo} already`));
    const errors = wrongOrder(ending, other, from, localDate(this.clock.now()));
    return errors.length > 0 ? reject('invalid_input', text('Quyết định sáp nhập chưa đúng', 'The order is not valid'), { errors }) : null;
  }

  /** The next dossiers; asks to be woken again until none is left. What was passed on is no longer found, so a process that dies repeats nothing. */
  async #chunk(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    const merger = await this.mergers.find(ref, tx);
    if (!merger || merger.doneAt) return;
    const at = this.clock.now();
    const codes = await this.mergers.concerned(tx, merger.agency, CHUNK);
    for (const code of codes) await this.#pass(tx, merger, code, at);
    await this.mergers.count(tx, ref, codes.length, codes.length < CHUNK ? at : null);
    if (codes.length === CHUNK) await this.wakeUps.schedule(tx, { kind: MERGER, ref, dueAt: at });
  }

  async #pass(tx: EntityManager, { id, agency: from, successor: to, document, by }: Merger, code: string, at: Date): Promise<void> {
    if (!(await lockHead(tx, code))) throw new Error(`dossier ${code} of a merger is gone`);
    const receiving = await this.mergers.readdress(tx, code, from, to);
    const actor = { username: by, agency: to };
    await this.ledger.append(tx, code, [{ at, actor: by, agency: to, kind: 'dossier.transferred', data: { merger: id, from, to, document, receiving } }]);
    await this.events.publish(tx, 'dossier.transferred', { dossier: await readHead(tx, code), at, actor, from, to });
  }

  async #view({ id, agency, successor, from, document, staff, dossiers, doneAt, by, at }: Merger, language: Language): Promise<MergerView> {
    const [agencyName, intoName] = [await this.agencies.nameOf(agency, language), await this.agencies.nameOf(successor, language)];
    return { id, agency, agencyName, into: successor, intoName, effectiveFrom: from, document, staff, open: doneAt ? 0 : await this.mergers.open(agency), passed: dossiers, done: doneAt !== null, by: await this.agencies.personName(by), at: toIso(at) };
  }
}

function wrongOrder(ending: Agency, other: Agency | null, from: string, today: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!other) errors.push({ path: 'into', message: text('không có cơ quan này', 'there is no such agency') });
  else if (other.code === ending.code) errors.push({ path: 'into', message: text('phải là một cơ quan khác', 'must be another agency') });
  else if (other.kind !== ending.kind) errors.push({ path: 'into', message: text('phải là cơ quan cùng loại', 'must be an agency of the same kind') });
  else if (other.validTo !== null || other.validFrom > from) errors.push({ path: 'into', message: text('không hoạt động từ ngày đó', 'is not in existence from that day on') });
  if (from < today) errors.push({ path: 'effectiveFrom', message: text('không được ở trong quá khứ', 'must not lie in the past') });
  else if (from <= ending.validFrom) errors.push({ path: 'effectiveFrom', message: text('phải sau ngày cơ quan bắt đầu hoạt động', 'must come after the first day of the agency') });
  return errors;
}
