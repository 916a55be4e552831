import { Agencies, supervisedAgencies } from '#access';
import { type WorkingCalendar, formatWorked, workedHours } from '#calendar';
import type { AnswerSubmission, DomainEvents, RegisterSubmission, ReplyReport, SubmissionList, SubmissionView, WorkedTime } from '#contract';
import { type Clock, type Ids, type Language, type Principal, type Result, ROLE, ok, reject, text, toIso } from '#kernel';
import { Ledger, type LedgerDraft } from '#ledger';
import { CLOCK, IDS, TransactionEvents, type WakeUp, WakeUps } from '#platform';
import { type CommandContext, Commands, refuseStale } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { refuseWithoutReception } from '../dossier-access.js';
import { ReceiveDossier } from '../receive-dossier.js';
import { type NamedSubmission, type ReplyCounts, type Submission, SubmissionsRepository } from './submissions.repository.js';

/** Wake-up kind; the ref is `<submission>:<warning|overdue>`. */
export const ONLINE_REPLY = 'dossiers.online-reply';

/** Working hours after the submission in which the desk replies (Decree 45/2020 as read in derived rules; to be confirmed against its text). */
const REPLY_HOURS = 8;
const WARNING_HOURS = 6;

type Stage = 'warning' | 'overdue';
type Answered = Pick<Submission, 'answer' | 'reason' | 'dossier'>;

export interface SubmissionQuery {
  answered: boolean;
  agency?: string | undefined;
  after?: string | undefined;
  limit: number;
}

/**
 * What came over the portal and waits for the desk. It is no dossier yet: its time limit begins with the acceptance. The reply has a limit of its own,
 * counted from the submission, with a warning before and a notice to the head after, each once.
 */
@Injectable()
export class OnlineSubmissions implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(SubmissionsRepository) private readonly submissions: SubmissionsRepository,
    @Inject(ReceiveDossier) private readonly reception: ReceiveDossier,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(ONLINE_REPLY, (tx, wakeUp) => this.#onTime(tx, wakeUp));
  }

  async register(ctx: CommandContext, { portalCode, submittedAt: submitted, procedure, agency, territory, applicant, data = {}, papers = [] }: RegisterSubmission, language: Language): Promise<Result<SubmissionView>> {
    const done = await this.commands.run(ctx, async (tx, at, actor) => {
      const [known, submittedAt] = [await this.agencies.get(agency), new Date(submitted)];
      if (!known) return wrong('agency_not_found', 'agency', `Không có cơ quan "${agency}"`, `There is no agency "${agency}"`);
      const refused = refuseWithoutReception(ctx.principal, agency);
      if (refused) return refused;
      if (submittedAt > at) return wrong('invalid_input', 'submittedAt', 'Thời điểm nộp không được ở tương lai', 'It cannot have been submitted in the future');
      if (!(await this.submissions.isProcedure(tx, procedure))) return wrong('not_found', 'procedure', `Không có thủ tục "${procedure}"`, `There is no procedure "${procedure}"`);
      const calendar = await this.agencies.calendarOf(agency);
      const due = (hours: number): Date => calendar.add(submittedAt, { amount: hours, unit: 'working_hour' });
      const row: Submission = {
        id: this.ids.uuid(), portalCode, procedure, agency, territory: territory ?? null, applicant, data, papers, submittedAt, registeredBy: actor.username, registeredAt: at,
        replyDueAt: due(REPLY_HOURS), answer: null, answeredBy: null, answeredAt: null, reason: null, dossier: null, version: 1,
      };
      if (!(await this.submissions.insert(tx, row))) return wrong('already_done', 'portalCode', `Hồ sơ trực tuyến ${portalCode} đang chờ trả lời`, `Submission ${portalCode} waits for its reply already`);
      await this.wakeUps.scheduleMany(tx, [{ kind: ONLINE_REPLY, ref: `${row.id}:warning`, dueAt: due(WARNING_HOURS) }, { kind: ONLINE_REPLY, ref: `${row.id}:overdue`, dueAt: new Date(row.replyDueAt.getTime() + 1) }]);
      await this.#append(tx, row, { at, actor: actor.username, kind: 'submission.registered', data: { procedure, submittedAt: toIso(submittedAt), replyDueAt: toIso(row.replyDueAt) } });
      return ok(row.id);
    });
    return done.ok ? this.get(ctx.principal, done.value, language) : done;
  }

  /** Takes it in as a dossier; its own time limit begins now. */
  accept(ctx: CommandContext, id: string, language: Language): Promise<Result<SubmissionView>> {
    return this.#answer(ctx, id, language, async (tx, { procedure, agency, territory, applicant, data, papers }, at) => {
      const input = { procedure, agency, applicant, data, papers, channel: 'online' as const, ...(territory !== null && { territory }) };
      const taken = await this.reception.receiveIn(tx, ctx.principal, input, at);
      return taken.ok ? ok({ answer: 'accepted', reason: null, dossier: taken.value }) : taken;
    });
  }

  refuse(ctx: CommandContext, id: string, { reason }: AnswerSubmission, language: Language): Promise<Result<SubmissionView>> {
    return this.#answer(ctx, id, language, async () => ok({ answer: 'refused', reason, dossier: null }));
  }

  /** Asks for what is missing, once and all of it; the number of the portal may come again. */
  supplement(ctx: CommandContext, id: string, { reason }: AnswerSubmission, language: Language): Promise<Result<SubmissionView>> {
    return this.#answer(ctx, id, language, async () => ok({ answer: 'supplement', reason, dossier: null }));
  }

  async get(principal: Principal, id: string, language: Language): Promise<Result<SubmissionView>> {
    const found = await this.submissions.find(id);
    const agencies = await this.#agenciesOf(principal);
    if (!found || (agencies && !agencies.includes(found.agency))) return NOT_FOUND;
    return ok(await this.#view(principal, found, language));
  }

  async list(principal: Principal, { answered, agency, after, limit }: SubmissionQuery, language: Language): Promise<Result<SubmissionList>> {
    const cursor = after === undefined ? null : cursorOf(after);
    if (cursor === undefined) return WRONG_CURSOR;
    const found = await this.submissions.page({ agencies: narrowed(await this.#agenciesOf(principal), agency), answered, after: cursor, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const next = found.length > limit && last ? Buffer.from(`${last.replyDueAt.toISOString()} ${last.id}`).toString('base64url') : null;
    return ok({ items: await Promise.all(page.map((row) => this.#view(principal, row, language))), next });
  }

  async report(principal: Principal, from: Date, to: Date, language: Language): Promise<Result<ReplyReport>> {
    if (from >= to) return wrong('invalid_input', 'to', 'phải sau ngày bắt đầu', 'must come after the beginning');
    const found = await this.submissions.counts(await this.#agenciesOf(principal), from, to, this.clock.now());
    const rows = await Promise.all(found.map(async (row) => ({ ...row, agencyName: await this.agencies.nameOf(row.agency, language) })));
    const sum = (key: Exclude<keyof ReplyCounts, 'agency'>): number => rows.reduce((all, row) => all + row[key], 0);
    const total = { submitted: sum('submitted'), inTime: sum('inTime'), late: sum('late'), waiting: sum('waiting'), overdue: sum('overdue'), accepted: sum('accepted'), refused: sum('refused'), supplement: sum('supplement') };
    return ok({ from: toIso(from), to: toIso(to), rows, total });
  }

  async #answer(ctx: CommandContext, id: string, language: Language, make: (tx: EntityManager, row: Submission, at: Date) => Promise<Result<Answered>>): Promise<Result<SubmissionView>> {
    const done = await this.commands.run(ctx, async (tx, at, actor) => {
      const row = await this.submissions.lock(tx, id);
      if (!row) return NOT_FOUND;
      const refused = refuseWithoutReception(ctx.principal, row.agency) ?? refuseStale(ctx, row.version);
      if (refused) return refused;
      if (row.answer !== null) return ANSWERED;
      const made = await make(tx, row, at);
      if (!made.ok) return made;
      await this.submissions.answer(tx, { id, answeredBy: actor.username, answeredAt: at, ...made.value });
      await this.wakeUps.disarm(tx, { refs: [`${id}:warning`, `${id}:overdue`] });
      await this.#append(tx, row, { at, actor: actor.username, kind: 'submission.answered', data: { ...made.value, late: at > row.replyDueAt } });
      return ok(id);
    });
    return done.ok ? this.get(ctx.principal, id, language) : done;
  }

  async #onTime(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    const [id, stage] = ref.split(':') as [string, Stage];
    const at = this.clock.now();
    const row = await this.submissions.mark(tx, id, stage === 'warning' ? 'warned_at' : 'breached_at', at);
    if (!row) return;
    if (stage === 'overdue') await this.#append(tx, row, { at, actor: 'system', kind: 'submission.overdue', data: { replyDueAt: toIso(row.replyDueAt) } });
    await this.events.publish(tx, 'submission.due', { portalCode: row.portalCode, agency: row.agency, at, dueAt: row.replyDueAt, stage });
  }

  #append(tx: EntityManager, { id, agency, portalCode }: Submission, entry: Omit<LedgerDraft, 'agency'>): Promise<void> {
    return this.ledger.append(tx, `submission:${id}`, [{ ...entry, agency, data: { portalCode, ...entry.data } }]);
  }

  /** Null for who supervises all. */
  async #agenciesOf(principal: Principal): Promise<string[] | null> {
    if (supervisedAgencies(principal, await this.agencies.kindsOf(principal)) === 'all') return null;
    return [...new Set(principal.positions.map(({ agency }) => agency))];
  }

  async #view(principal: Principal, row: NamedSubmission, language: Language): Promise<SubmissionView> {
    const calendar = await this.agencies.calendarOf(row.agency);
    const at = row.answeredAt ?? this.clock.now();
    const personal = principal.positions.some(({ agency, role }) => agency === row.agency && role !== ROLE.administrator);
    return {
      id: row.id, portalCode: row.portalCode, procedure: row.procedure, procedureName: row.procedureName?.[language] ?? row.procedure, agency: row.agency, agencyName: await this.agencies.nameOf(row.agency, language),
      applicantName: personal ? row.applicant.name : null, submittedAt: toIso(row.submittedAt), registeredAt: toIso(row.registeredAt), replyDueAt: toIso(row.replyDueAt),
      left: row.answer === null ? worked(leftBy(calendar, row.replyDueAt, at), language) : null, late: at > row.replyDueAt, used: worked(calendar.measure(row.submittedAt, at), language),
      answer: row.answer, answeredBy: row.answeredBy, answeredAt: row.answeredAt && toIso(row.answeredAt), reason: row.reason, dossier: row.dossier,
      mayAnswer: row.answer === null && refuseWithoutReception(principal, row.agency) === null, version: row.version,
    };
  }
}

const leftBy = (calendar: WorkingCalendar, due: Date, at: Date): number => (at > due ? -calendar.measure(due, at) : calendar.measure(at, due));

const worked = (ms: number, language: Language): WorkedTime => ({ hours: workedHours(ms), text: formatWorked(ms)[language] });

const narrowed = (agencies: string[] | null, wanted: string | undefined): string[] | null =>
  wanted === undefined ? agencies : agencies === null ? [wanted] : agencies.filter((agency) => agency === wanted);

const NOT_FOUND = reject('not_found', text('Không có hồ sơ trực tuyến này', 'There is no such submission'));
const ANSWERED = reject('already_done', text('Hồ sơ trực tuyến này đã được trả lời', 'This submission was answered already'));
const WRONG_CURSOR = reject('invalid_input', text('Con trỏ trang không hợp lệ', 'The page cursor is not valid'), { errors: [{ path: 'after', message: text('không hợp lệ', 'is not valid') }] });

function wrong(code: 'agency_not_found' | 'invalid_input' | 'not_found' | 'already_done', path: string, vi: string, en: string): Result<never> {
  const message = text(vi, en);
  return reject(code, message, { errors: [{ path, message }] });
}

function cursorOf(cursor: string): { at: Date; id: string } | undefined {
  const [, at, id] = /^(\d{4}-[\d:.TZ-]+) ([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  return at === undefined || id === undefined || Number.isNaN(Date.parse(at)) ? undefined : { at: new Date(at), id };
}
