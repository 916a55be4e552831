import { Agencies } from '#access';
import { formatWorked } from '#calendar';
import { type Answerable, type DomainEvents, type DossierHead, SETTLED_STATES } from '#contract';
import { type Ids, RejectedError, SYSTEM, type Text, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { CONFIG, type Config, IDS, TransactionEvents } from '#platform';
import { Procedures } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { STATE } from '../dossier-states.js';
import { writtenInstant } from '../printing/sheet.js';
import { WhereaboutsRepository } from '../whereabouts.repository.js';
import { ApologiesRepository, type Apology } from './apologies.repository.js';
import { signsResult } from './signs-result.js';

const ORDER = 30;

/** Working days beyond the due date that a draft proposes; whoever signs decides. */
const PROPOSED_DAYS = 2;

type On<Name extends keyof DomainEvents> = DomainEvents[Name];

/**
 * What a delay asks of people: an apology from the agency that answers for it, at most one a dossier, and somebody on the telephone. A late result
 * is not signed by a person before the citizen was told why: the apology is asked for first. No other step is held up by it.
 */
@Injectable()
export class FollowDelays implements OnModuleInit {
  constructor(
    @Inject(ApologiesRepository) private readonly apologies: ApologiesRepository,
    @Inject(WhereaboutsRepository) private readonly whereabouts: WhereaboutsRepository,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.events.on('rung.fired', ORDER, (tx, fired) => this.#onRung(tx, fired));
    this.events.on('deadline.breached', ORDER, (tx, breached) => this.#onBreached(tx, breached));
    this.events.on('task.ended', ORDER, (tx, ended) => this.#onTaskEnded(tx, ended));
    this.events.on('dossier.state', ORDER, (tx, moved) => this.#onState(tx, moved));
    this.events.on('dossier.timed', ORDER, (tx, timed) => this.#onTimed(tx, timed));
    this.events.on('attribution.contested', ORDER, (tx, told) => this.#onContested(tx, told));
    this.events.on('dossier.transferred', ORDER, (tx, { dossier, from, to }) => this.apologies.readdress(tx, dossier.code, from, to));
  }

  async #onRung(tx: EntityManager, fired: On<'rung.fired'>): Promise<void> {
    if (fired.action === 'apologise' && fired.subject === 'dossier') await this.#open(tx, fired, fired.dueAt, fired.answerable);
    if (fired.action === 'call') await this.#putOnList(tx, fired);
  }

  /** A dossier that fell due without a warning (its ladder has none, or its time was too short for one) owes the apology all the same. */
  async #onBreached(tx: EntityManager, { subject, dueAt, answerable, ...happening }: On<'deadline.breached'>): Promise<void> {
    if (subject === 'dossier') await this.#open(tx, happening, dueAt, answerable);
  }

  /** Opens it, or lets one that nobody has touched follow the dossier to the agency that answers for the delay now. */
  async #open(tx: EntityManager, { dossier, at, actor }: Pick<On<'dossier.timed'>, 'dossier' | 'at' | 'actor'>, dueAt: Date, answerable: Answerable): Promise<void> {
    const known = await this.apologies.find(dossier.code, tx);
    if (known && (known.state !== 'open' || known.draftedAt !== null || known.agency === answerable.agency)) return;
    const draft = { dossier: dossier.code, agency: answerable.agency, dueAt, reason: await this.#reason(answerable), appointmentAt: await this.#proposal(dossier, dueAt, at), openedAt: at };
    await (known ? this.apologies.update(tx, { ...known, ...draft }) : this.apologies.open(tx, draft));
    await this.ledger.append(tx, dossier.code, [{ at, actor: actor.username, agency: answerable.agency, kind: 'apology.opened', data: { agency: answerable.agency, dueAt: toIso(dueAt) } }]);
  }

  /** A decision may leave the delay with another agency; while nothing is signed, that one says sorry, in words of its own. */
  async #onContested(tx: EntityManager, { what, answerable, dossier, at, actor }: On<'attribution.contested'>): Promise<void> {
    if (what !== 'accepted') return;
    const known = await this.apologies.find(dossier.code, tx);
    if (known?.state !== 'open' || known.agency === answerable.agency) return;
    await this.apologies.update(tx, { ...known, agency: answerable.agency, reason: await this.#reason(answerable), draftedBy: null, draftedAt: null });
    await this.ledger.append(tx, dossier.code, [{ at, actor: actor.username, agency: answerable.agency, kind: 'apology.opened', data: { agency: answerable.agency, dueAt: toIso(known.dueAt) } }]);
  }

  async #reason({ agency, since, usedMs, budgetMs }: Answerable): Promise<string> {
    const name = await this.agencies.nameOf(agency, 'vi');
    const from = since ? ` từ ${writtenInstant(since)}` : '';
    return `Hồ sơ ở ${name}${from}, đã dùng ${formatWorked(usedMs).vi} trên ${formatWorked(budgetMs).vi} được giao mà chưa giải quyết xong.`;
  }

  async #proposal({ agency }: DossierHead, dueAt: Date, at: Date): Promise<Date> {
    const calendar = await this.agencies.calendarOf(agency);
    const from = dueAt > at ? dueAt : at;
    return calendar.hasTimeAfter(from) ? calendar.add(from, { amount: PROPOSED_DAYS, unit: 'working_day' }, { convention: 'end_of_day' }) : from;
  }

  async #putOnList(tx: EntityManager, { dossier, at, actor, recipients, name, dueAt }: On<'rung.fired'>): Promise<void> {
    const reason = text(`Hồ sơ ${dossier.code}: “${name.vi}”, hạn ${writtenInstant(dueAt)}`, `Dossier ${dossier.code}: “${name.en}”, due at ${toIso(dueAt)}`);
    const calls = recipients.map(({ agency, role }) => ({ id: this.ids.uuid(), dossier: dossier.code, kind: 'rung' as const, agency: dossier.agency, toAgency: agency, toRole: role, reason, openedAt: at }));
    if (calls.length === 0) return;
    await this.apologies.addCalls(tx, calls);
    await this.ledger.append(tx, dossier.code, [{ at, actor: actor.username, agency: dossier.agency, kind: 'call.opened', data: { kind: 'rung', to: recipients.map(({ agency, role }) => `${agency}.${role}`) } }]);
  }

  /** Earlier than promised: the citizen can come now, and nobody knows. */
  async #onTimed(tx: EntityManager, { dossier, at, actor, outcome }: On<'dossier.timed'>): Promise<void> {
    if (outcome !== 'early' || dossier.state !== STATE.resolved) return;
    await this.apologies.addCalls(tx, [{ id: this.ids.uuid(), dossier: dossier.code, kind: 'early_result', agency: dossier.agency, toAgency: null, toRole: null, reason: EARLY, openedAt: at }]);
    await this.ledger.append(tx, dossier.code, [{ at, actor: actor.username, agency: dossier.agency, kind: 'call.opened', data: { kind: 'early_result' } }]);
  }

  async #onTaskEnded(tx: EntityManager, { dossier, at, actor, task, how }: On<'task.ended'>): Promise<void> {
    if (how === 'completed' && task.signature && (await this.#signsResult(dossier, task))) await this.#refuseWithout(tx, dossier.code, at, actor.username);
  }

  async #onState(tx: EntityManager, { dossier, at, actor, from, to }: On<'dossier.state'>): Promise<void> {
    if (!SETTLED_STATES.includes(to) || SETTLED_STATES.includes(from)) return;
    const apology = await this.apologies.find(dossier.code, tx);
    if (apology?.state !== 'open') return;
    const state: Apology['state'] = (await this.#isLate(tx, dossier.code, at)) ? 'missing' : 'not_needed';
    await this.apologies.update(tx, { ...apology, state });
    await this.ledger.append(tx, dossier.code, [{ at, actor: actor.username, agency: apology.agency, kind: 'apology.closed', data: { state } }]);
  }

  /** Other signatures on the way (a confirmation, an opinion) are not held up. */
  async #signsResult(dossier: DossierHead, { element, procedure = dossier.procedure, revision = dossier.revision }: On<'task.ended'>['task']): Promise<boolean> {
    const models = await Promise.all([this.procedures.modelOf(procedure, revision), this.procedures.modelOf(dossier.procedure, dossier.revision)]);
    return signsResult(models, element);
  }

  /** What the product does by itself (a timer, consent by silence) is not held up: nobody is there who could sign. */
  async #refuseWithout(tx: EntityManager, code: string, at: Date, by: string): Promise<void> {
    if (this.config.apology !== 'required' || by === SYSTEM.username) return;
    if (!(await this.#isLate(tx, code, at))) return;
    const apology = await this.apologies.find(code, tx);
    if (apology?.state === 'sent') return;
    const agency = apology?.agency ?? (await this.whereabouts.holders(code, tx)).at(-1)?.agency;
    const whose = agency === undefined ? text('cơ quan đang giữ hồ sơ', 'the agency that holds it') : text(await this.agencies.nameOf(agency, 'vi'), await this.agencies.nameOf(agency, 'en'));
    throw new RejectedError({ code: 'apology_missing', message: missing(code, whose), details: { dossier: code, agency: agency ?? null, apology: apology?.state ?? null, at: `/ho-so/${code}` } });
  }

  async #isLate(tx: EntityManager, code: string, at: Date): Promise<boolean> {
    const deadline = await this.whereabouts.deadline(code, tx);
    return deadline !== null && (deadline.state === 'missed' || (deadline.state === 'running' && at > deadline.dueAt));
  }
}

const missing = (code: string, whose: Text): Text =>
  text(
    `Hồ sơ ${code} đã quá hạn mà chưa có văn bản xin lỗi và hẹn lại. Người đứng đầu ${whose.vi} ký văn bản xin lỗi trước, rồi mới ký kết quả.`,
    `Dossier ${code} is overdue and the apology with a new appointment is missing. The head of ${whose.en} signs the apology first, then the result is signed.`,
  );

const EARLY = text('Kết quả có trước hẹn, mời công dân đến nhận', 'The result is ready before the appointment: ask the citizen to collect it');
