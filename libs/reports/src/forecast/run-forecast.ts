import { type Clock, type Ids, ZONE_OFFSET_MS, toIso } from '#kernel';
import { CLOCK, IDS, type WakeUp, WakeUps } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { openAt, openDossiers, openProcedures } from './courses.repository.js';
import { Forecaster } from './forecaster.js';
import { type ForecastRun, type RunCursor, type StoredQuality, dropOlder, insertRun, keepEstimates, keepTrials, lockRun, newestRun, saveRun, takeTrials } from './forecasts.repository.js';
import { type Trial, qualityOf } from './quality.js';

/** Wake-up kind; the ref is the run, or `nightly`. */
export const FORECAST = 'reports.forecast';
const NIGHTLY = 'nightly';

/** Dossiers that one transaction foretells. */
const PART = 200;
/** Dossiers of a procedure on which the model of one past instant is tried. */
const TRIED = 250;
/** Days before the model at which it is tried: long enough ago that most of what was open then has ended. */
const TRIED_DAYS = [30, 60, 90, 120];
const DAY = 86_400_000;
/** 03:00 in Asia/Ho_Chi_Minh, after the upkeep. */
const NIGHT_HOUR = 3 * 3_600_000;

/**
 * Makes the forecasts, part by part, each in a transaction of its own, so that a process that dies costs one part: first all that is open now,
 * then what was open at past instants, by models of what was known then. All parts are of the instant that the run was begun at.
 * Once somebody has asked for forecasts they are made anew every night.
 */
@Injectable()
export class RunForecast implements OnModuleInit {
  constructor(
    @Inject(Forecaster) private readonly forecaster: Forecaster,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(FORECAST, (tx, wakeUp) => this.#fire(tx, wakeUp));
  }

  /** The run that is going on, or a new one. */
  async begin(tx: EntityManager, by: string, seed: number): Promise<ForecastRun> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [FORECAST]);
    const running = await newestRun(tx, 'running');
    const run = running ?? (await this.#create(tx, by, seed));
    await this.#again(tx, run.id);
    return run;
  }

  async #create(tx: EntityManager, by: string, seed: number): Promise<ForecastRun> {
    const modelAt = this.clock.now();
    const procedures = await openProcedures(tx);
    const instants = TRIED_DAYS.map((days) => toIso(new Date(modelAt.getTime() - days * DAY)));
    const parts = [...procedures.map((procedure) => ({ procedure, at: null })), ...procedures.flatMap((procedure) => instants.map((at) => ({ procedure, at })))];
    const run: ForecastRun = { id: this.ids.uuid(), seed, modelAt, state: 'running', cursor: { parts, part: 0, after: '' }, done: 0, total: parts.length, quality: null, endedAt: null };
    await insertRun(tx, run, by);
    return run;
  }

  async #fire(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    if (ref === NIGHTLY) return void (await this.begin(tx, 'system', (await newestRun(tx, 'done'))?.seed ?? 1));
    const run = await lockRun(tx, ref);
    if (run?.state !== 'running') return;
    const part = run.cursor.parts[run.cursor.part];
    if (!part) return this.#finish(tx, run);
    const cursor = part.at === null ? await this.#foretell(tx, run, part.procedure) : await this.#try(tx, run, part.procedure, new Date(part.at));
    await saveRun(tx, { ...run, cursor, done: cursor.part });
    await this.#again(tx, run.id);
  }

  async #foretell(tx: EntityManager, run: ForecastRun, procedure: string): Promise<RunCursor> {
    const codes = await openDossiers(tx, procedure, run.cursor.after, PART);
    const model = await this.forecaster.modelOf(tx, procedure, run.modelAt);
    const made = await this.forecaster.estimate(tx, model, codes, run.modelAt, run.seed);
    await keepEstimates(tx, run.id, made.filter(({ state }) => state === 'foretold' || state === 'unknown'), run.modelAt);
    return codes.length === PART ? { ...run.cursor, after: codes.at(-1)! } : nextPart(run.cursor);
  }

  async #try(tx: EntityManager, run: ForecastRun, procedure: string, at: Date): Promise<RunCursor> {
    const ended = new Map((await openAt(tx, procedure, at, TRIED)).map(({ code, late }) => [code, late]));
    const model = await this.forecaster.modelOf(tx, procedure, at);
    const made = await this.forecaster.estimate(tx, model, [...ended.keys()], at, run.seed);
    const trials = made.filter(({ state }) => state === 'foretold' || state === 'unknown').map(({ dossier, chance }) => ({ dossier, chance, late: ended.get(dossier)! }));
    await keepTrials(tx, run.id, at, procedure, trials);
    return nextPart(run.cursor);
  }

  async #finish(tx: EntityManager, run: ForecastRun): Promise<void> {
    const instants = [...new Set(run.cursor.parts.flatMap(({ at }) => at ?? []))];
    const quality = stored(instants, await takeTrials(tx, run.id));
    await dropOlder(tx, run.id);
    await saveRun(tx, { ...run, state: 'done', done: run.total, quality, endedAt: this.clock.now(), cursor: { parts: [], part: 0, after: '' } });
    await this.wakeUps.schedule(tx, { kind: FORECAST, ref: NIGHTLY, dueAt: this.#nextNight() });
  }

  #again(tx: EntityManager, run: string): Promise<void> {
    return this.wakeUps.schedule(tx, { kind: FORECAST, ref: run, dueAt: this.clock.now() });
  }

  #nextNight(): Date {
    const now = this.clock.now().getTime();
    const tonight = Math.floor((now + ZONE_OFFSET_MS) / DAY) * DAY - ZONE_OFFSET_MS + NIGHT_HOUR;
    return new Date(tonight > now ? tonight : tonight + DAY);
  }
}

const nextPart = (cursor: RunCursor): RunCursor => ({ ...cursor, part: cursor.part + 1, after: '' });

interface Tried extends Omit<Trial, 'chance'> {
  procedure: string;
  chance: number | null;
}

function stored(instants: string[], trials: readonly Tried[]): StoredQuality {
  const known = (some: readonly Tried[]): Trial[] => some.flatMap(({ chance, late }) => (chance === null ? [] : [{ chance, late }]));
  const unknown = (some: readonly Tried[]): number => some.filter(({ chance }) => chance === null).length;
  const procedures = [...Map.groupBy(trials, ({ procedure }) => procedure)].map(([procedure, own]) => ({ procedure, unknown: unknown(own), ...qualityOf(known(own)) }));
  return { instants, unknown: unknown(trials), ...qualityOf(known(trials)), procedures };
}
