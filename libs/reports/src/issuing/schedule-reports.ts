import { Agencies } from '#access';
import { CalendarExhaustedError } from '#calendar';
import type { ReportKind, ReportParameters, ReportScheduleList, ReportScheduleView, SchedulePeriod, ScheduleReport } from '#contract';
import { type Clock, type Ids, type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { CLOCK, IDS, type WakeUp, WakeUps } from '#platform';
import { type CommandContext, Commands } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CATALOGUE } from '../kinds/catalogue.js';
import { MakeReports } from '../make-reports.js';
import { RunReports } from './run-reports.js';
import { boundaryAfter, boundaryBefore } from './schedule-period.js';

/** Wake-up kind; the ref is the schedule. */
export const REPORT_SCHEDULE = 'reports.schedule';

interface Schedule {
  id: string;
  kind: ReportKind;
  /** `since`: where the next period begins. */
  parameters: { asked: Omit<ReportParameters, 'from' | 'to'>; since: string };
  every: SchedulePeriod;
  agency: string;
  createdBy: string;
  createdAt: Date;
  nextAt: Date | null;
}

const COLUMNS = 'id, kind, parameters, every, agency, created_by as "createdBy", created_at as "createdAt", next_at as "nextAt"';

/**
 * Reports that make themselves: at the first opening of the agency after a period has ended, the whole period is issued. Days on which
 * nobody works fall to the next report, so periods follow each other without a gap, also after a time in which the product stood.
 */
@Injectable()
export class ScheduleReports implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(MakeReports) private readonly make: MakeReports,
    @Inject(RunReports) private readonly running: RunReports,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(REPORT_SCHEDULE, (tx, wakeUp) => this.#fire(tx, wakeUp));
  }

  async create(ctx: CommandContext, { kind, every, parameters }: ScheduleReport, language: Language): Promise<Result<ReportScheduleView>> {
    const now = this.clock.now();
    const since = boundaryBefore(every, now);
    const scope = await this.make.scopeOf({ kind, parameters: { ...parameters, from: toIso(since), to: toIso(boundaryAfter(every, now)) }, principal: ctx.principal });
    if (!scope.ok) return scope;
    const agency = parameters.agency ?? ctx.principal.positions[0]?.agency ?? '';
    const nextAt = await this.#opening(agency, boundaryAfter(every, since));
    if (!nextAt) return reject('calendar_exhausted', text('Cơ quan không có giờ làm việc để hẹn báo cáo.', 'The agency has no opening hours to schedule by.'));
    const made = await this.commands.run(ctx, async (tx, at, actor) => {
      const id = this.ids.uuid();
      await tx.query('insert into report_schedule (id, kind, parameters, every, agency, created_by, created_at, next_at) values ($1, $2, $3, $4, $5, $6, $7, $8)', [
        id, kind, JSON.stringify({ asked: parameters, since: toIso(since) }), every, agency, actor.username, at, nextAt,
      ]);
      await this.wakeUps.schedule(tx, { kind: REPORT_SCHEDULE, ref: id, dueAt: nextAt });
      return ok(id);
    });
    return made.ok ? ok((await this.#views([made.value], language))[0]!) : made;
  }

  /** The own ones; whoever supervises everything sees all. */
  async list(principal: Principal, language: Language): Promise<Result<ReportScheduleList>> {
    const supervised = await this.make.supervised(principal, null);
    if (!supervised.ok) return supervised;
    const rows = await this.db.query<{ id: string }[]>('select id from report_schedule where ended_at is null and ($1::text is null or created_by = $1) order by created_at desc limit 200', [supervised.value === null ? null : principal.username]);
    return ok({ items: await this.#views(rows.map(({ id }) => id), language) });
  }

  /** What was issued stays. */
  async end(ctx: CommandContext, id: string): Promise<Result<void>> {
    const supervised = await this.make.supervised(ctx.principal, null);
    const all = supervised.ok && supervised.value === null;
    return this.commands.run(ctx, async (tx, at, actor) => {
      const [ended] = await tx.query<[{ id: string }[], number]>('update report_schedule set ended_by = $2, ended_at = $3, next_at = null where id = $1 and ended_at is null and ($4 or created_by = $2) returning id', [id, actor.username, at, all]);
      if (ended.length === 0) return reject('not_found', text(`Không có lịch báo cáo ${id}`, `No schedule ${id}`));
      await this.wakeUps.cancel(tx, REPORT_SCHEDULE, id);
      return ok(undefined);
    });
  }

  async #fire(tx: EntityManager, { ref, dueAt }: WakeUp): Promise<void> {
    const [schedule] = await tx.query<Schedule[]>(`select ${COLUMNS} from report_schedule where id = $1 and ended_at is null for update`, [ref]);
    if (!schedule) return;
    const { every, agency, parameters: { asked, since } } = schedule;
    const until = boundaryBefore(every, dueAt);
    await this.#begin(tx, schedule, { ...asked, from: since, to: toIso(until) });
    const nextAt = await this.#opening(agency, boundaryAfter(every, until));
    await tx.query('update report_schedule set next_at = $2, parameters = $3 where id = $1', [ref, nextAt, JSON.stringify({ asked, since: toIso(until) })]);
    if (nextAt) await this.wakeUps.schedule(tx, { kind: REPORT_SCHEDULE, ref, dueAt: nextAt });
  }

  /** In the name of whoever set it up, with the rights that they have today. */
  async #begin(tx: EntityManager, { id, kind, createdBy }: Schedule, asked: ReportParameters): Promise<void> {
    const principal = await this.agencies.officer(createdBy);
    const supervised = principal ? await this.make.supervised(principal, asked.agency ?? null) : null;
    if (!supervised?.ok) return;
    await this.running.begin(tx, { id: this.ids.uuid(), kind, request: { asked, agencies: supervised.value }, corrects: null, reason: null, schedule: id, requestedBy: createdBy, requestedAt: this.clock.now() });
  }

  async #opening(agency: string, at: Date): Promise<Date | null> {
    try {
      return (await this.agencies.calendarOf(agency)).nextOpen(at);
    } catch (error) {
      if (error instanceof CalendarExhaustedError) return null;
      throw error;
    }
  }

  async #views(ids: readonly string[], language: Language): Promise<ReportScheduleView[]> {
    const rows = await this.db.query<(Schedule & { lastIssue: string | null; issues: number })[]>(
      `select ${COLUMNS}, (select id from report_issue where schedule = report_schedule.id order by issued_at desc limit 1) as "lastIssue", (select count(*)::int from report_issue where schedule = report_schedule.id) as issues
       from report_schedule where id = any ($1::uuid[]) order by created_at desc`, [ids],
    );
    return Promise.all(rows.map(async ({ id, kind, every, createdBy, createdAt, nextAt, lastIssue, issues }) => ({
      id, kind, title: CATALOGUE[kind].title[language], every, by: await this.agencies.personName(createdBy), at: toIso(createdAt), nextAt: nextAt && toIso(nextAt), lastIssue, issues,
    })));
  }
}
