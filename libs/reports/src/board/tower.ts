import { Agencies, type Directory } from '#access';
import { CalendarExhaustedError, type WorkingCalendar, budgetToWorkingMs, formatWorked, workedHours } from '#calendar';
import { TIME_BUCKETS, type TowerColumn, type TowerCounts, type TowerDossier, type TowerList, type TowerView } from '#contract';
import { type Budget, type Clock, HOURS_PER_WORKING_DAY, type Language, type Principal, type Result, localDate, ok, reject, text, toIso } from '#kernel';
import { CLOCK } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Supervisors } from './supervisors.js';
import { type CountedCell, type ListedPromise, type Terms, type TowerPlace, type TowerScope, countTower, openTerms, pageOfTower } from './tower.repository.js';

export interface TowerQuery {
  agency?: string | undefined;
  procedure?: string | undefined;
}

export interface TowerListQuery extends TowerQuery {
  column?: TowerColumn | undefined;
  /** The `next` of the page before. */
  after?: string | undefined;
  limit: number;
}

/** Near its limit: a fifth of the time is left, or a working day. */
const NEAR_SHARE = 0.2;
const NEAR_MS = HOURS_PER_WORKING_DAY * 3_600_000;
const DAY_MS = 86_400_000;

/** Everything open, by who has it and how much time is left. */
@Injectable()
export class Tower {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Supervisors) private readonly supervisors: Supervisors,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async counts(principal: Principal, query: TowerQuery, language: Language): Promise<Result<TowerView>> {
    const visible = await this.supervisors.reach(principal);
    if (!visible.ok) return visible;
    const scope = await this.#scope(visible.value, query);
    const cells = await countTower(this.database.manager, scope);
    const names = await this.agencies.directory();
    const rows = [...Map.groupBy(cells.filter(({ agency }) => agency !== null), ({ agency }) => agency!)].map(([agency, own]) => ({
      agency, agencyName: nameOf(names, agency, language), counts: added(own),
    }));
    return ok({ at: toIso(scope.now), rows: rows.sort(byTrouble), total: added(cells.filter(({ agency }) => agency === null)) });
  }

  async list(principal: Principal, { column, after, limit, ...query }: TowerListQuery, language: Language): Promise<Result<TowerList>> {
    const place = after === undefined ? null : readCursor(after);
    if (place === undefined) return WRONG_CURSOR;
    const visible = await this.supervisors.reach(principal);
    if (!visible.ok) return visible;
    const scope = await this.#scope(visible.value, query);
    const found = await pageOfTower(this.database.manager, { ...scope, column, after: place, limit: limit + 1 });
    const page = found.slice(0, limit);
    const names = await this.agencies.directory();
    const items = await Promise.all(page.map(async (one) => view(one, await this.agencies.calendarOf(one.answers ?? one.agency), scope.now, names, language)));
    const last = page.at(-1);
    return ok({ items, next: found.length > page.length && last ? writeCursor(last) : null });
  }

  async #scope(visible: readonly string[] | null, { agency, procedure }: TowerQuery): Promise<TowerScope> {
    const now = this.clock.now();
    const tomorrow = new Date(Date.parse(`${localDate(now)}T00:00:00+07:00`) + DAY_MS);
    const terms = await openTerms(this.database.manager);
    const nearAt = await Promise.all(terms.map(async (one) => ({ ...one, at: nearFrom(await this.agencies.calendarOf(one.agency), one, now) })));
    return { now, tomorrow, nearAt, visible, agency, procedure };
  }
}

function nearFrom(calendar: WorkingCalendar, { amount, unit }: Terms, now: Date): Date | null {
  const budget: Budget = { amount: Number(amount), unit };
  try {
    return calendar.addWorkingMs(now, Math.max(NEAR_MS, Math.round(NEAR_SHARE * budgetToWorkingMs(budget))));
  } catch (error) {
    if (error instanceof CalendarExhaustedError) return null;
    throw error;
  }
}

const nameOf = (names: Directory, agency: string, language: Language): string => names.get(agency)?.name[language] ?? agency;

function added(cells: readonly CountedCell[]): TowerCounts {
  const count = (bucket: string): number => cells.reduce((sum, cell) => sum + (cell.bucket === bucket ? cell.n : 0), 0);
  const counts = Object.fromEntries(TIME_BUCKETS.map((bucket) => [bucket, count(bucket)])) as Omit<TowerCounts, 'waiting' | 'total'>;
  return { ...counts, waiting: cells.reduce((sum, cell) => sum + cell.waiting, 0), total: cells.reduce((sum, cell) => sum + cell.n, 0) };
}

/** Those with most late first. */
const byTrouble = (a: { agency: string; counts: TowerCounts }, b: { agency: string; counts: TowerCounts }): number =>
  b.counts.late - a.counts.late || b.counts.today - a.counts.today || b.counts.near - a.counts.near || b.counts.total - a.counts.total || a.agency.localeCompare(b.agency);

function view(one: ListedPromise, calendar: WorkingCalendar, now: Date, names: Directory, language: Language): TowerDossier {
  const left = leftOf(one, calendar, now);
  return {
    code: one.code, procedure: one.procedure, procedureName: one.procedureName?.[language] ?? NO_PROCEDURE[language], imported: one.imported, agency: one.agency, agencyName: nameOf(names, one.agency, language),
    holders: one.holders.map(({ agency, since, acknowledged }) => ({ agency, agencyName: nameOf(names, agency, language), since: toIso(new Date(since)), acknowledged })),
    bucket: one.bucket, startedAt: toIso(one.startedAt ?? one.receivedAt), dueAt: one.dueAt && toIso(one.dueAt), state: one.state, lateChance: one.lateChance,
    left: left === null ? null : { hours: workedHours(left), text: formatWorked(Math.abs(left))[language] },
  };
}

/** A clock that stands has left what it had when it stopped; time over the limit is net of stops. */
export function leftOf({ dueAt, stops }: Pick<ListedPromise, 'dueAt' | 'stops'>, calendar: WorkingCalendar, now: Date): number | null {
  if (dueAt === null) return null;
  const intervals = stops.map(({ from, to }) => ({ from: new Date(from), to: to === null ? now : new Date(to) }));
  const since = stops.filter(({ to }) => to === null).map(({ from }) => Date.parse(from));
  const at = since.length > 0 ? new Date(Math.min(...since)) : now;
  return at > dueAt ? -calendar.measureNet(dueAt, now, intervals) : calendar.measure(at, dueAt);
}

const NO_PROCEDURE = text('Không rõ thủ tục', 'Procedure not known');

const WRONG_CURSOR = reject('invalid_input', text('Con trỏ trang không hợp lệ', 'The page cursor is not valid'), {
  errors: [{ path: 'after', message: text('không hợp lệ', 'is not valid') }],
});

const writeCursor = ({ dueAt, code }: TowerPlace): string => Buffer.from(`${dueAt?.toISOString() ?? ''}|${code}`).toString('base64url');

function readCursor(cursor: string): TowerPlace | undefined {
  const [, dueAt, code] = /^(\d{4}-[\d:.TZ-]+)?\|(.{1,120})$/s.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (code === undefined || (dueAt !== undefined && Number.isNaN(Date.parse(dueAt)))) return undefined;
  return { dueAt: dueAt === undefined ? null : new Date(dueAt), code };
}
