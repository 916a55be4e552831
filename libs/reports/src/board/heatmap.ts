import { Agencies } from '#access';
import type { HeatmapView } from '#contract';
import { type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CountedElement, type HeatScope, type OpenElement, type SampledStep, countDone, countOpen, sampleSteps } from './heatmap.repository.js';
import { quantile, worked } from './quantile.js';
import { Supervisors } from './supervisors.js';

export interface HeatQuery {
  procedure: string;
  /** Null for all. */
  revision: number | null;
  from: Date;
  to: Date;
  agency?: string | undefined;
}

/** Steps of an element that are measured: enough for a median, few enough for a page. */
const SAMPLE = 400;

interface Measured {
  element: string;
  workedMs: number;
  acknowledgedMs: number;
}

/** What the steps of a revision took, element by element. */
@Injectable()
export class Heatmap {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Supervisors) private readonly supervisors: Supervisors,
  ) {}

  /** Leaders and heads of desks see the steps at their own agencies. */
  async read(principal: Principal, { agency, ...query }: HeatQuery, language: Language): Promise<Result<HeatmapView>> {
    const reach = await this.supervisors.reach(principal);
    if (!reach.ok) return reach;
    if (query.from >= query.to) return reject('invalid_input', WRONG_PERIOD, { errors: [{ path: 'to', message: WRONG_PERIOD }] });
    const agencies = agency === undefined ? reach.value : (reach.value ?? [agency]).filter((one) => one === agency);
    const scope: HeatScope = { ...query, agencies };
    const db = this.database.manager;
    const [done, open, sampled] = await Promise.all([countDone(db, scope), countOpen(db, scope), sampleSteps(db, scope, SAMPLE)]);
    const measured = Map.groupBy(await this.#measure(sampled), ({ element }) => element);
    return ok({ procedure: query.procedure, revision: query.revision, from: toIso(query.from), to: toIso(query.to), sample: SAMPLE, elements: elementsOf(done, open, measured, language) });
  }

  async #measure(steps: readonly SampledStep[]): Promise<Measured[]> {
    const calendars = new Map(await Promise.all([...new Set(steps.map(({ agency }) => agency))].map(async (agency) => [agency, await this.agencies.calendarOf(agency)] as const)));
    return steps.map(({ element, agency, openedAt, claimedAt, endedAt, stops }) => {
      const calendar = calendars.get(agency)!;
      const intervals = stops.map(({ from, to }) => ({ from: new Date(from), to: to === null ? endedAt : new Date(to) }));
      return { element, workedMs: calendar.measureNet(openedAt, endedAt, intervals), acknowledgedMs: calendar.measureNet(openedAt, claimedAt ?? endedAt, intervals) };
    });
  }
}

function elementsOf(done: readonly CountedElement[], open: readonly OpenElement[], measured: ReadonlyMap<string, Measured[]>, language: Language): HeatmapView['elements'] {
  const names = new Map([...open, ...done].map(({ element, name }) => [element, name[language]]));
  const spent = new Map(done.map((one) => [one.element, one.done * mean((measured.get(one.element) ?? []).map(({ workedMs }) => workedMs))]));
  const all = [...spent.values()].reduce((sum, ms) => sum + ms, 0);
  return [...names].map(([element, name]) => {
    const counted = done.find((one) => one.element === element);
    const waits = open.find((one) => one.element === element);
    const steps = measured.get(element) ?? [];
    const took = steps.map(({ workedMs }) => workedMs);
    return {
      element, name, done: counted?.done ?? 0, open: waits?.open ?? 0, waiting: waits?.waiting ?? 0, sampled: steps.length,
      median: worked(quantile(took, 0.5), language), p90: worked(quantile(took, 0.9), language), acknowledge: worked(quantile(steps.map(({ acknowledgedMs }) => acknowledgedMs), 0.5), language),
      limited: counted?.limited ?? 0, overrun: counted && counted.limited > 0 ? counted.overrun / counted.limited : null, share: all > 0 ? (spent.get(element) ?? 0) / all : 0,
    };
  }).sort((a, b) => b.share - a.share || b.open - a.open || a.element.localeCompare(b.element));
}

const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);

const WRONG_PERIOD = text('Ngày kết thúc phải sau ngày bắt đầu.', 'The end of the period must come after its start.');
