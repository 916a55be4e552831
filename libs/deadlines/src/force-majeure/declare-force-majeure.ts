import { Agencies, canDeclareForceMajeure, canSupervise } from '#access';
import { type DeclareForceMajeure as Order, type ExcusedDossier, type ExcusedList, type ForceMajeureList, type ForceMajeureView, type RevokeForceMajeure } from '#contract';
import { type Clock, type FieldError, type Ids, type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { DIRECTORY_CHAIN, Ledger } from '#ledger';
import { CLOCK, IDS, type WakeUp, WakeUps } from '#platform';
import { type CommandContext, Commands, lockHead } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Deadline, dossierDeadlines } from '../deadlines.repository.js';
import { legsOf } from '../legs.repository.js';
import { Offices } from '../offices.js';
import { timeExcluded, timeRestored } from '../records.js';
import { stopsOf } from '../stops.repository.js';
import { agencyName, worked } from '../views.js';
import { type ExcludedTime, dossiersWithExcluded, excludedOf, insertExcluded, revokeExcluded } from './excluded.repository.js';
import { type Action, type Declaration, type DeclarationSummary, ForceMajeureRepository } from './force-majeure.repository.js';
import { type Net, netOf, spansOf } from './net.js';

/** Wake-up kind; the ref is `<declaration>:<action>:<lane>`. */
export const FORCE_MAJEURE = 'deadline.force-majeure';

/** Dossiers whose locks one transaction takes together. */
const CHUNK = 50;
/** Wake-ups of one declaration that go on side by side. */
const LANES = 2;
const PAGE = 2_000;
const SHOWN = 500;

interface Counted {
  deadline: Deadline;
  gross: Net;
  net: Net;
  excluded: ExcludedTime[];
}

/**
 * The chairman declares that agencies could not work for some time. Every dossier that was with them then gets that time excluded from its net
 * count, by an entry of its ledger; the gross count, due dates and outcomes stay what they are. The declaration is one transaction, its dossiers
 * follow in chunks that go on until none is left, each once, whichever process dies; so does a revocation.
 */
@Injectable()
export class DeclareForceMajeure implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(ForceMajeureRepository) private readonly declarations: ForceMajeureRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Offices) private readonly offices: Offices,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(FORCE_MAJEURE, (tx, wakeUp) => this.#chunk(tx, wakeUp));
  }

  async declare(ctx: CommandContext, order: Order, language: Language): Promise<Result<ForceMajeureView>> {
    const span = { agencies: [...new Set(order.agencies)].sort(), from: new Date(order.from), to: new Date(order.to) };
    const refused = await this.#refuse(ctx.principal, span, this.clock.now());
    if (refused) return refused;
    if (order.dryRun) return this.#tryOut(ctx, { ...span, reason: order.reason, document: order.document }, language);
    const made = await this.commands.run(ctx, async (tx, at, { username, agency }) => {
      const declaration = { id: this.ids.uuid(), ...span, reason: order.reason, document: order.document, by: username, at };
      await this.declarations.insert(tx, declaration);
      await this.#wake(tx, declaration.id, 'exclude', at);
      await this.ledger.append(tx, DIRECTORY_CHAIN, [
        { at, actor: username, agency, kind: 'force_majeure.declared', data: { declaration: declaration.id, agencies: span.agencies, from: toIso(span.from), to: toIso(span.to), reason: order.reason, document: order.document } },
      ]);
      return ok(declaration.id);
    });
    return made.ok ? this.get(ctx.principal, made.value, language) : made;
  }

  /** By a recorded event: what was excluded is counted again, and the declaration stays to be read. */
  async revoke(ctx: CommandContext, id: string, { reason }: RevokeForceMajeure, language: Language): Promise<Result<ForceMajeureView>> {
    const done = await this.commands.run(ctx, async (tx, at, { username, agency }) => {
      if (!canDeclareForceMajeure(ctx.principal, await this.agencies.kindsOf(ctx.principal))) return onlyTheChairman();
      const declaration = await this.declarations.lock(tx, id);
      if (!declaration) return unknown(id);
      if (declaration.revokedAt) return reject('already_done', text('Công bố này đã được hủy', 'This declaration was revoked already'));
      await this.declarations.revoke(tx, id, username, at, reason);
      await this.#wake(tx, id, 'restore', at);
      await this.ledger.append(tx, DIRECTORY_CHAIN, [{ at, actor: username, agency, kind: 'force_majeure.revoked', data: { declaration: id, document: declaration.document, reason } }]);
      return ok(id);
    });
    return done.ok ? this.get(ctx.principal, id, language) : done;
  }

  async get(principal: Principal, id: string, language: Language): Promise<Result<ForceMajeureView>> {
    if (!(await this.#maySee(principal))) return onlySupervisors();
    const found = await this.declarations.find(id);
    if (!found) return unknown(id);
    const counted = await this.#count(await this.declarations.dossiersOf(id, SHOWN));
    return ok({ ...(await this.#summary(found, language)), items: await Promise.all(counted.map((one) => this.#excused(one, language))) });
  }

  async list(principal: Principal, language: Language): Promise<Result<ForceMajeureList>> {
    if (!(await this.#maySee(principal))) return onlySupervisors();
    const items = await Promise.all((await this.declarations.list()).map((one) => this.#summary(one, language)));
    return ok({ items, mayDeclare: canDeclareForceMajeure(principal, await this.agencies.kindsOf(principal)) });
  }

  /** Dossiers late gross and not net, with the documents that excuse them. */
  async excused(principal: Principal, { after = '', limit }: { after?: string | undefined; limit: number }, language: Language): Promise<Result<ExcusedList>> {
    if (!(await this.#maySee(principal))) return onlySupervisors();
    const items: ExcusedList['items'] = [];
    for (let last = after; ; ) {
      const codes = await dossiersWithExcluded(this.database.manager, last, PAGE);
      for (const one of await this.#count(codes)) {
        if (!one.gross.late || one.net.late) continue;
        if (items.length === limit) return ok({ items, next: items.at(-1)!.dossier });
        const declarations = [...new Map(one.excluded.map(({ declaration: id, document, reason }) => [id, { id, document, reason }])).values()];
        items.push({ ...(await this.#excused(one, language)), declarations });
      }
      if (codes.length < PAGE) return ok({ items, next: null });
      last = codes.at(-1)!;
    }
  }

  async #refuse(principal: Principal, { agencies, from, to }: Pick<Declaration, 'agencies' | 'from' | 'to'>, now: Date): Promise<Result<never> | null> {
    if (!canDeclareForceMajeure(principal, await this.agencies.kindsOf(principal))) return onlyTheChairman();
    const directory = await this.agencies.directory();
    const errors: FieldError[] = agencies.flatMap((code) => (directory.get(code) ? [] : [{ path: 'agencies', message: text(`không có cơ quan "${code}"`, `there is no agency "${code}"`) }]));
    if (from >= to) errors.push({ path: 'to', message: text('phải sau lúc bắt đầu', 'must come after the beginning') });
    if (to > now) errors.push({ path: 'to', message: text('chỉ trừ được thời gian đã qua; kéo dài thì công bố thêm', 'only time that has passed is excluded; for more, declare again') });
    return errors.length > 0 ? reject('invalid_input', text('Công bố chưa đúng', 'The declaration is not valid'), { errors }) : null;
  }

  async #tryOut({ principal }: CommandContext, order: Pick<Declaration, 'agencies' | 'from' | 'to' | 'reason' | 'document'>, language: Language): Promise<Result<ForceMajeureView>> {
    const all: Counted[] = [];
    for (let after = ''; ; ) {
      const codes = await this.declarations.concerned(order, after, PAGE);
      all.push(...(await this.#count(codes, order)));
      if (codes.length < PAGE) break;
      after = codes.at(-1)!;
    }
    const late = all.filter(({ gross }) => gross.late);
    const excused = late.filter(({ net }) => !net.late);
    const shown = [...excused, ...all.filter((one) => !excused.includes(one))].slice(0, SHOWN);
    const counts = { dossiers: all.length, pending: all.length, late: late.length, excused: excused.length };
    const declared = { ...order, id: '', by: principal.username, at: this.clock.now(), revokedBy: null, revokedAt: null, revocation: null, ...counts };
    return ok({ ...(await this.#summary(declared, language)), id: null, items: await Promise.all(shown.map((one) => this.#excused(one, language))) });
  }

  /** How the dossiers stand gross and net now, in their order; with `draft` as if it were declared. */
  async #count(codes: readonly string[], draft?: Pick<Declaration, 'agencies' | 'from' | 'to' | 'reason' | 'document'>, db: EntityManager = this.database.manager): Promise<Counted[]> {
    if (codes.length === 0) return [];
    const [deadlines, stops, legs, excluded] = [await dossierDeadlines(db, codes), await stopsOf(db, codes), await legsOf(db, codes), await excludedOf(db, codes)];
    const calendars = await this.offices.calendarsOf(deadlines.map(({ agency }) => agency));
    const now = this.clock.now();
    const byCode = new Map(deadlines.map((deadline) => [deadline.subjectRef, deadline]));
    return codes.flatMap((code): Counted[] => {
      const deadline = byCode.get(code);
      if (!deadline) return [];
      const own = <T extends { dossier: string }>(rows: readonly T[]): T[] => rows.filter(({ dossier }) => dossier === code);
      const drafted = draft ? spansOf(own(legs), draft.agencies, draft.from, draft.to, deadline.endedAt).map((span) => ({ ...span, declaration: '', dossier: code, reason: draft.reason, document: draft.document })) : [];
      const all = [...own(excluded), ...drafted];
      const calendar = calendars.get(deadline.agency)!;
      return [{ deadline, gross: netOf(calendar, deadline, own(stops), [], now), net: netOf(calendar, deadline, own(stops), all, now), excluded: all }];
    });
  }

  async #chunk(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    const [id, action] = ref.split(':') as [string, Action];
    const declaration = await this.declarations.find(id, tx);
    if (!declaration) throw new Error(`no declaration ${id} of force majeure`);
    const at = this.clock.now();
    const dossiers = await this.declarations.take(tx, id, action, CHUNK);
    for (const dossier of dossiers) await this.#record(tx, declaration, action, dossier, at);
    if (dossiers.length === CHUNK) await this.wakeUps.schedule(tx, { kind: FORCE_MAJEURE, ref, dueAt: at });
  }

  async #record(tx: EntityManager, declaration: DeclarationSummary, action: Action, code: string, at: Date): Promise<void> {
    const head = await lockHead(tx, code);
    const deadline = (await dossierDeadlines(tx, [code]))[0];
    if (!head || !deadline) throw new Error(`dossier ${code} of a declaration of force majeure is gone`);
    const { id, agencies, from, to } = declaration;
    const spans = spansOf(await legsOf(tx, [code]), agencies, from, to, deadline.endedAt);
    await (action === 'exclude' ? insertExcluded(tx, spans.map((span) => ({ ...span, declaration: id, dossier: code }))) : revokeExcluded(tx, id, code, at));
    const [{ gross, net }] = (await this.#count([code], undefined, tx)) as [Counted];
    const outcome = deadline.endedAt && (await this.offices.calendarOf(deadline.agency)).classify(deadline.endedAt, net.dueAt, 'half_day');
    const doing = { at, actor: { username: (action === 'exclude' ? declaration.by : declaration.revokedBy) ?? declaration.by, agency: null } };
    const facts = { declaration: id, document: declaration.document, dueAt: gross.dueAt, netDueAt: net.dueAt, late: gross.late, netLate: net.late, netOutcome: outcome };
    await this.ledger.append(tx, code, [action === 'exclude' ? timeExcluded(doing, declaration.reason, spans, facts) : timeRestored(doing, declaration.revocation ?? '', facts)]);
    await this.declarations.done(tx, id, action, code, { late: gross.late, netLate: net.late }, at);
  }

  #wake(tx: EntityManager, id: string, action: Action, at: Date): Promise<void> {
    return this.wakeUps.scheduleMany(tx, Array.from({ length: LANES }, (_, lane) => ({ kind: FORCE_MAJEURE, ref: `${id}:${action}:${lane}`, dueAt: at })));
  }

  async #maySee(principal: Principal): Promise<boolean> {
    return canSupervise(principal, await this.agencies.kindsOf(principal));
  }

  async #summary({ id, agencies, from, to, reason, document, by, at, revokedBy, revokedAt, revocation, dossiers, pending, late, excused }: DeclarationSummary, language: Language): Promise<ForceMajeureList['items'][number]> {
    const directory = await this.agencies.directory();
    return {
      id, agencies: agencies.map((agency) => ({ agency, agencyName: agencyName(directory, agency, language) })), from: toIso(from), to: toIso(to), reason, document, by, at: toIso(at),
      revoked: revokedAt && { by: revokedBy ?? '', at: toIso(revokedAt), reason: revocation ?? '' }, counts: { dossiers, pending, late, excused },
    };
  }

  async #excused({ deadline, gross, net }: Counted, language: Language): Promise<ExcusedDossier> {
    return {
      dossier: deadline.subjectRef, agency: deadline.agency, agencyName: await this.agencies.nameOf(deadline.agency, language), dueAt: toIso(gross.dueAt), netDueAt: toIso(net.dueAt),
      overrun: worked(gross.overrunMs, language), netOverrun: worked(net.overrunMs, language), late: gross.late, netLate: net.late, settled: deadline.endedAt !== null,
    };
  }
}

const onlyTheChairman = (): Result<never> => reject('not_allowed', text('Chỉ Chủ tịch, Phó Chủ tịch huyện công bố và hủy bất khả kháng', 'Only the chairman and deputies of the district declare and revoke force majeure'));
const onlySupervisors = (): Result<never> => reject('not_allowed', text('Chỉ người giám sát được xem các công bố bất khả kháng', 'Only supervisors may see declarations of force majeure'));
const unknown = (id: string): Result<never> => reject('not_found', text(`Không có công bố ${id}`, `No declaration ${id}`));
