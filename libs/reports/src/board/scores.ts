import { Agencies } from '#access';
import type { ScoresView } from '#contract';
import { type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { quantile, worked } from './quantile.js';
import { type HeldSteps, type ScoreScope, type Scored, countHeld, countScores, markStays, sampleWork } from './scores.repository.js';
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
  ) {}

  async read(principal: Principal, { from, to, agency }: ScoreQuery, language: Language): Promise<Result<ScoresView>> {
    const reach = await this.supervisors.reach(principal);
    if (!reach.ok) return reach;
    if (from >= to) return reject('invalid_input', WRONG_PERIOD, { errors: [{ path: 'to', message: WRONG_PERIOD }] });
    const scope: ScoreScope = { from, to, agencies: agency === undefined ? reach.value : (reach.value ?? [agency]).filter((one) => one === agency) };
    const db = this.database.manager;
    const [scored, held, marks, took] = await Promise.all([countScores(db, scope), countHeld(db, scope), markStays(db, scope), this.#measure(scope)]);
    const names = await this.agencies.directory();
    const nameOf = (code: string): string => names.get(code)?.name[language] ?? code;
    const lines = (whole: boolean): (Line & { agency: string; assignee: string | null })[] =>
      keysOf(scored, held, whole).map(({ agency: at, assignee }) => ({ agency: at, assignee, ...line(scored, held, took, { agency: at, assignee, whole }, language) })).sort(byLate);
    return ok({
      from: toIso(from), to: toIso(to), sample: SAMPLE,
      agencies: lines(true).map(({ assignee: _, ...rest }) => {
        const marked = marks.find((one) => one.agency === rest.agency);
        return { ...rest, agencyName: nameOf(rest.agency), stays: marked?.stays ?? 0, index2: marked ? Math.round((marked.marks / marked.stays) * 100) / 100 : null };
      }),
      officers: lines(false).flatMap(({ assignee, ...rest }) => (assignee === null ? [] : [{ ...rest, username: assignee, name: names.person(assignee)?.name ?? assignee, agencyName: nameOf(rest.agency) }])),
    });
  }

  async #measure(scope: ScoreScope): Promise<Took[]> {
    const steps = await sampleWork(this.database.manager, scope, SAMPLE);
    const calendars = new Map(await Promise.all([...new Set(steps.map(({ agency }) => agency))].map(async (agency) => [agency, await this.agencies.calendarOf(agency)] as const)));
    return steps.map(({ agency, assignee, openedAt, endedAt, stops }) => ({
      agency, assignee, ms: calendars.get(agency)!.measureNet(openedAt, endedAt, stops.map(({ from, to }) => ({ from: new Date(from), to: to === null ? endedAt : new Date(to) }))),
    }));
  }
}

interface Took {
  agency: string;
  assignee: string | null;
  ms: number;
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

function line(scored: readonly Scored[], held: readonly HeldSteps[], took: readonly Took[], wanted: Of, language: Language): Line {
  const counted = scored.find((one) => isOf(one, wanted));
  const times = took.filter(({ agency, assignee }) => agency === wanted.agency && (wanted.whole || assignee === wanted.assignee)).map(({ ms }) => ms);
  const { done = 0, limited = 0, late = 0 } = counted ?? {};
  return { done, limited, late, onTime: limited - late, sampled: times.length, median: worked(quantile(times, 0.5), language), open: held.find((one) => isOf(one, wanted))?.open ?? 0 };
}

const byLate = (a: Line & { agency: string }, b: Line & { agency: string }): number => b.late - a.late || b.done - a.done || a.agency.localeCompare(b.agency);

const WRONG_PERIOD = text('Ngày kết thúc phải sau ngày bắt đầu.', 'The end of the period must come after its start.');
