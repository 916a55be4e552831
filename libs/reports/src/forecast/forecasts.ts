import { Agencies, type Directory } from '#access';
import type { ForecastList, ForecastOne, ForecastQuality, ForecastRunView } from '#contract';
import { type Clock, type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { CLOCK } from '#platform';
import { type CommandContext, Commands, unknownDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { worked } from '../board/quantile.js';
import { Supervisors } from '../board/supervisors.js';
import { type Estimate, Forecaster } from './forecaster.js';
import { type ForecastPlace, type ForecastRun, type ForecastScope, type ListedForecast, countForecasts, newestRun, pageOfForecasts, procedureOf } from './forecasts.repository.js';
import { RunForecast } from './run-forecast.js';

export interface ForecastQuery {
  agency?: string | undefined;
  procedure?: string | undefined;
  /** The `next` of the page before. */
  after?: string | undefined;
  limit: number;
}

const FIRST_SEED = 1;
const HOUR = 3_600_000;

/** The chances that open dossiers will be late, and how good such forecasts have been. */
@Injectable()
export class Forecasts {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Supervisors) private readonly supervisors: Supervisors,
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Forecaster) private readonly forecaster: Forecaster,
    @Inject(RunForecast) private readonly running: RunForecast,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Leaders and heads of desks see what their own agencies received or hold. */
  async list(principal: Principal, { after, limit, agency, procedure }: ForecastQuery, language: Language): Promise<Result<ForecastList>> {
    const place = after === undefined ? null : readCursor(after);
    if (place === undefined) return WRONG_CURSOR;
    const visible = await this.supervisors.reach(principal);
    if (!visible.ok) return visible;
    const db = this.database.manager;
    const scope: ForecastScope = { now: this.clock.now(), visible: visible.value, agency, procedure };
    const [found, counts, run, running] = await Promise.all([pageOfForecasts(db, scope, place, limit + 1), countForecasts(db, scope), newestRun(db, 'done'), newestRun(db, 'running')]);
    const page = found.slice(0, limit);
    const names = await this.agencies.directory();
    const last = page.at(-1);
    return ok({
      run: run && runView(run), running: running && runView(running), ...counts,
      items: page.map((one) => view(one, principal, names, language)), next: found.length > page.length && last ? writeCursor(last) : null,
    });
  }

  /** Counted now, from where the dossier stands now, by the last model. */
  async one(principal: Principal, code: string, language: Language): Promise<Result<ForecastOne>> {
    const visible = await this.supervisors.reach(principal);
    if (!visible.ok) return visible;
    const db = this.database.manager;
    const procedure = await procedureOf(db, code, visible.value);
    if (procedure === null) return unknownDossier(code);
    const at = this.clock.now();
    const run = await newestRun(db, 'done');
    const model = await this.forecaster.modelOf(db, procedure, run?.modelAt ?? at);
    const [made] = await this.forecaster.estimate(db, model, [code], at, run?.seed ?? FIRST_SEED);
    if (!made) return unknownDossier(code);
    return ok({ code, at: toIso(at), state: made.state, chance: made.chance, cases: made.cases, reason: reasonView(made.reason, principal, await this.agencies.directory(), language) });
  }

  async quality(principal: Principal, language: Language): Promise<Result<ForecastQuality>> {
    const visible = await this.supervisors.reach(principal);
    if (!visible.ok) return visible;
    const run = await newestRun(this.database.manager, 'done');
    if (!run?.quality) return reject('not_found', text('Chưa có lần dự báo nào hoàn thành.', 'No forecast has been finished yet.'));
    const { procedures, ...whole } = run.quality;
    const names = await this.database.query<{ code: string; vi: string; en: string }[]>('select code, name_vi as vi, name_en as en from procedure where code = any ($1)', [procedures.map(({ procedure }) => procedure)]);
    const nameOf = new Map(names.map((one) => [one.code, one[language]]));
    return ok({ run: runView(run), ...whole, procedures: procedures.map((one) => ({ ...one, procedureName: nameOf.get(one.procedure) ?? one.procedure })) });
  }

  /** Begins a run, or tells of the one that goes on. */
  async refresh(ctx: CommandContext, seed: number | undefined): Promise<Result<ForecastRunView>> {
    const visible = await this.supervisors.reach(ctx.principal);
    if (!visible.ok) return visible;
    return this.commands.run(ctx, async (tx, _, actor) => ok(runView(await this.running.begin(tx, actor.username, seed ?? FIRST_SEED))));
  }
}

const runView = ({ id, modelAt, state, done, total, seed, endedAt }: ForecastRun): ForecastRunView => ({ id, modelAt: toIso(modelAt), state, done, total, seed, endedAt: endedAt && toIso(endedAt) });

const nameOf = (names: Directory, agency: string, language: Language): string => names.get(agency)?.name[language] ?? agency;

function view(one: ListedForecast, principal: Principal, names: Directory, language: Language): ForecastList['items'][number] {
  return {
    code: one.code, procedure: one.procedure, procedureName: one.procedureName[language], agency: one.agency, agencyName: nameOf(names, one.agency, language),
    holders: one.holders.map((agency) => ({ agency, agencyName: nameOf(names, agency, language) })), dueAt: toIso(one.dueAt), stopped: one.state === 'stopped',
    chance: one.chance, cases: one.cases, reason: reasonView(one.reason, principal, names, language),
  };
}

/** What the police do with a dossier is told to the police alone: to others, that it is with them how much time goes. */
function reasonView(reason: Estimate['reason'], principal: Principal, names: Directory, language: Language): ForecastOne['reason'] {
  if (!reason) return null;
  const isPolice = (agency: string): boolean => names.get(agency)?.kind.startsWith('police_') ?? false;
  const open = !isPolice(reason.agency) || principal.kind === 'system' || principal.positions.some(({ agency }) => isPolice(agency));
  const spends = worked(rough(reason.spends), language)!;
  return open ? { name: reason.name[language], agency: reason.agency, agencyName: nameOf(names, reason.agency, language), spends } : { name: null, agency: null, agencyName: null, spends };
}

/** To the hour, from a day on to half a day: a forecast knows no minutes. */
function rough(ms: number): number {
  const grain = ms >= 8 * HOUR ? 4 * HOUR : HOUR;
  return Math.max(HOUR, Math.round(ms / grain) * grain);
}

const WRONG_CURSOR = reject('invalid_input', text('Con trỏ trang không hợp lệ', 'The page cursor is not valid'), { errors: [{ path: 'after', message: text('không hợp lệ', 'is not valid') }] });

const writeCursor = ({ chance, code }: ForecastPlace): string => Buffer.from(`${chance ?? -1}|${code}`).toString('base64url');

function readCursor(cursor: string): ForecastPlace | undefined {
  const [, chance, code] = /^(-1|[\d.e-]+)\|(.{1,120})$/s.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (code === undefined || !Number.isFinite(Number(chance))) return undefined;
  return { chance: Number(chance), code };
}
