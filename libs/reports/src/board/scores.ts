import { Agencies } from '#access';
import { budgetToWorkingMs } from '#calendar';
import type { ScoresView } from '#contract';
import { type Clock, type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { CLOCK, inTransaction } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DecidedPoints } from '../kinds/decided.js';
import { ReportNames } from '../names.js';
import type { Breach } from './breach.js';
import { Breaches, type LedgerSpan } from './breaches.js';
import { settledBy } from './chairman.repository.js';
import { quantile, worked } from './quantile.js';
import { type HeldSteps, type Marked, type ScoreScope, type Scored, countHeld, countScores, countWaiting, markStays, sampleWork, staysOf } from './scores.repository.js';
import { Supervisors } from './supervisors.js';

export interface ScoreQuery {
  from: Date;
  to: Date;
  agency?: string | undefined;
}

/** Steps of an officer that are measured for the median. */
const SAMPLE = 200;

type Line = Omit<ScoresView['officers'][number], 'username' | 'name' | 'agency' | 'agencyName'>;

/** What agencies and officers did in a period. */
@Injectable()
export class Scores {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Supervisors) private readonly supervisors: Supervisors,
    @Inject(Breaches) private readonly breaches: Breaches,
    @Inject(ReportNames) private readonly names: ReportNames,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Leaders and heads of desks see their agencies and everybody there; an officer sees the own line. */
  async read(principal: Principal, { from, to, agency }: ScoreQuery, language: Language): Promise<Result<ScoresView>> {
    const supervised = await this.supervisors.reach(principal);
    const own = !supervised.ok;
    const reach = supervised.ok ? supervised.value : [...new Set(principal.positions.map((position) => position.agency))];
    if (from >= to) return reject('invalid_input', WRONG_PERIOD, { errors: [{ path: 'to', message: WRONG_PERIOD }] });
    const scope: ScoreScope = { from, to, agencies: agency === undefined ? reach : (reach ?? [agency]).filter((one) => one === agency) };
    const [db, span] = [this.database.manager, await this.breaches.span(from, to)];
    const [scored, held, marks, waiting, settled, took, late] = await Promise.all([countScores(db, scope), countHeld(db, scope), this.#marks(scope), countWaiting(db, scope), settledBy(db, { ...span, agencies: scope.agencies }), this.#measure(scope), this.#late(scope, span)]);
    const names = await this.agencies.directory();
    const nameOf = (code: string): string => names.get(code)?.name[language] ?? code;
    const lines = (whole: boolean): (Line & { agency: string; assignee: string | null })[] =>
      keysOf(scored, held, whole).map(({ agency: at, assignee }) => ({ agency: at, assignee, ...line({ scored, held, took, late }, { agency: at, assignee, whole }, language) })).sort(byLate);
    const officers = lines(false).filter(({ assignee }) => assignee !== null && (!own || assignee === principal.username));
    return ok({
      from: toIso(from), to: toIso(to), sample: SAMPLE, own,
      agencies: own ? [] : lines(true).map(({ assignee: _, ...rest }) => {
        const marked = marks.find((one) => one.agency === rest.agency);
        return {
          ...rest, agencyName: nameOf(rest.agency), stays: marked?.stays ?? 0, index2: marked ? Math.round((marked.marks / marked.stays) * 100) / 100 : null, use: marked?.use ?? null,
          settled: settled.filter((one) => one.agency === rest.agency).reduce((sum, one) => sum + one.settled, 0), lateHours: hoursOf(late, rest.agency), waiting: waiting.find((one) => one.agency === rest.agency)?.n ?? 0,
        };
      }),
      officers: officers.map(({ assignee, ...rest }) => ({ ...rest, username: assignee!, name: names.person(assignee!)?.name ?? assignee!, agencyName: nameOf(rest.agency) })),
    });
  }

  /** Late dossiers of the period that any of the agencies has a share in, or had in hand. */
  async #late({ agencies }: ScoreScope, span: LedgerSpan): Promise<Breach[]> {
    const names = await this.names.fetch();
    const found = await inTransaction(this.database, async (tx) => ok(await this.breaches.ofDossiers(tx, span, names)));
    return found.ok ? found.value.filter(({ shares, holders }) => agencies === null || [...shares, ...holders].some(({ agency }) => agencies.includes(agency))) : [];
  }

  /** As measured, and after decisions on contests. */
  async #marks(scope: ScoreScope): Promise<Marked[]> {
    const db = this.database.manager;
    const marked = await markStays(db, scope);
    const decided = await DecidedPoints.read(db, { position: Number.MAX_SAFE_INTEGER, to: this.clock.now() }, await this.names.fetch());
    if (decided.dossiers.length === 0) return marked;
    const stays = await staysOf(db, scope, decided.dossiers);
    const gain = (agency: string): number => stays.filter((stay) => stay.agency === agency).reduce((sum, stay) => sum + decided.of(stay.points, stay, stays) - stay.points, 0);
    return marked.map((one) => ({ ...one, marks: one.marks + gain(one.agency) }));
  }

  async #measure(scope: ScoreScope): Promise<Took[]> {
    const steps = await sampleWork(this.database.manager, scope, SAMPLE);
    const calendars = new Map(await Promise.all([...new Set(steps.map(({ agency }) => agency))].map(async (agency) => [agency, await this.agencies.calendarOf(agency)] as const)));
    return steps.map(({ agency, assignee, openedAt, endedAt, stops, amount, unit }) => {
      const ms = calendars.get(agency)!.measureNet(openedAt, endedAt, stops.map(({ from, to }) => ({ from: new Date(from), to: to === null ? endedAt : new Date(to) })));
      return { agency, assignee, ms, use: amount === null || unit === null ? null : ms / budgetToWorkingMs({ amount: Number(amount), unit }) };
    });
  }
}

interface Took {
  agency: string;
  assignee: string | null;
  ms: number;
  /** Share of the budget; null where there was none. */
  use: number | null;
}

interface Counted {
  scored: readonly Scored[];
  held: readonly HeldSteps[];
  took: readonly Took[];
  late: readonly Breach[];
}

interface Of {
  agency: string;
  assignee: string | null;
  whole: boolean;
}

const isOf = (one: Of, wanted: Of): boolean => one.whole === wanted.whole && one.agency === wanted.agency && (wanted.whole || one.assignee === wanted.assignee);

function keysOf(scored: readonly Scored[], held: readonly HeldSteps[], whole: boolean): { agency: string; assignee: string | null }[] {
  const all = [...scored, ...held].filter((one) => one.whole === whole);
  return [...new Map(all.map(({ agency, assignee }) => [`${agency} ${assignee ?? ''}`, { agency, assignee }])).values()];
}

function line({ scored, held, took, late }: Counted, wanted: Of, language: Language): Line {
  const counted = scored.find((one) => isOf(one, wanted));
  const own = took.filter(({ agency, assignee }) => agency === wanted.agency && (wanted.whole || assignee === wanted.assignee));
  const uses = own.flatMap(({ use }) => (use === null ? [] : [use]));
  const holds = held.find((one) => isOf(one, wanted));
  const { done = 0, limited = 0, late: lateSteps = 0 } = counted ?? {};
  return {
    done, limited, late: lateSteps, onTime: limited - lateSteps, sampled: own.length, median: worked(quantile(own.map(({ ms }) => ms), 0.5), language), use: quantile(uses, 0.5),
    open: holds?.open ?? 0, oldestAt: holds?.oldestAt ? toIso(holds.oldestAt) : null, lateCharged: late.filter((one) => isCharged(one, wanted)).length,
  };
}

const isCharged = ({ shares, holders }: Breach, { agency, assignee, whole }: Of): boolean =>
  whole ? shares.some((part) => part.agency === agency && part.share > 0) : holders.some((holder) => holder.agency === agency && holder.person === assignee);

const hoursOf = (late: readonly Breach[], agency: string): number =>
  Math.round(late.flatMap(({ shares }) => shares.filter((part) => part.agency === agency)).reduce((sum, { overrunMs }) => sum + overrunMs, 0) / 360_000) / 10;

const byLate = (a: Line & { agency: string }, b: Line & { agency: string }): number => b.late - a.late || b.done - a.done || a.agency.localeCompare(b.agency);

const WRONG_PERIOD = text('Ngày kết thúc phải sau ngày bắt đầu.', 'The end of the period must come after its start.');
