import { Agencies, type Directory } from '#access';
import { type WorkingCalendar, formatWorked, workedHours } from '#calendar';
import { LAND_STAGES, type LandBoardView, type LandDossier, type LandStage, type LandSurvey } from '#contract';
import { type Clock, type Language, type Principal, type Result, localDate, ok, reject, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { CLOCK, inTransaction } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Names } from '../kinds/definition.js';
import { lateDossiers } from '../kinds/lateness.js';
import { ReportNames } from '../names.js';
import { POSTING_FORM, SURVEY_FORM, landStage } from './land-stage.js';
import { type LandRow, type LandTask, openLandDossiers } from './land.repository.js';
import { Supervisors } from './supervisors.js';
import { leftOf } from './tower.js';

export interface LandQuery {
  stage?: LandStage | undefined;
  commune?: string | undefined;
  late?: boolean | undefined;
  /** Sheet, plot or code. */
  q?: string | undefined;
}

const SHOWN = 500;
/** A shorter piece of a code would be in nearly every one. */
const PIECE = 4;
const REGISTRY = 'land_registry';
const DAY_MS = 86_400_000;

/** A row with what is asked of it again and again. */
interface Placed {
  row: LandRow;
  stage: LandStage;
  late: boolean;
  calendar: WorkingCalendar;
}

type Shares = ReadonlyMap<string, { agency: string; share: number }[]>;

interface Told {
  now: Date;
  language: Language;
  directory: Directory;
  names: Names;
  shares: Shares;
}

/** Open dossiers of land by plot: what the registry, the chairman and the communes ask each other about. */
@Injectable()
export class LandBoard {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Supervisors) private readonly supervisors: Supervisors,
    @Inject(ReportNames) private readonly names: ReportNames,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Officers of a land registry see what came to it, supervisors what their board reaches. Refuses with `not_allowed`. */
  async read(principal: Principal, query: LandQuery, language: Language): Promise<Result<LandBoardView>> {
    const reach = await this.#reach(principal);
    if (!reach.ok) return reach;
    const [now, directory] = [this.clock.now(), await this.agencies.directory()];
    const placed = await this.#placed(await openLandDossiers(this.database.manager, reach.value), directory, now);
    const names = await this.names.fetch();
    const shares = await this.#shares(placed.filter(({ late }) => late).map(({ row }) => row.code), now, names);
    const told: Told = { now, language, directory, names, shares };
    const chosen = placed.filter((one) => isWanted(one, query));
    return ok({
      at: toIso(now), total: placed.length, late: placed.filter(({ late }) => late).length, stopped: placed.filter(({ row }) => isStopped(row)).length, ...this.#counts(placed, told),
      items: chosen.slice(0, SHOWN).map((one) => dossierView(one, told)), surveys: await this.#surveys(placed, told),
    });
  }

  async #reach(principal: Principal): Promise<Result<readonly string[] | null>> {
    const [reach, kinds] = [await this.supervisors.reach(principal), await this.agencies.kindsOf(principal)];
    if (reach.ok && reach.value === null) return reach;
    const own = [...kinds].filter(([, kind]) => kind === REGISTRY).map(([agency]) => agency);
    const all = [...new Set([...own, ...(reach.ok ? (reach.value ?? []) : [])])];
    return all.length > 0 ? ok(all) : reject('not_allowed', NOT_ALLOWED);
  }

  #placed(rows: readonly LandRow[], directory: Directory, now: Date): Promise<Placed[]> {
    return Promise.all(rows.map(async (row) => {
      const holders = row.holders.map(({ agency, acknowledged }) => ({ kind: directory.get(agency)?.kind ?? '', acknowledged }));
      const stops = row.stops.filter(({ to }) => to === null).map(({ kind }) => kind);
      const stage = landStage({ stops, holders, forms: row.tasks.map(({ form }) => form) });
      return { row, stage, late: isLate(row, now), calendar: await this.agencies.calendarOf(row.answers ?? row.agency) };
    }));
  }

  /** The same shares as every list of late dossiers tells. */
  async #shares(late: readonly string[], now: Date, names: Names): Promise<Shares> {
    if (late.length === 0) return new Map();
    const to = new Date(now.getTime() + 1);
    const scope = { from: now, to, by: 'agency', agencies: null, field: null, procedure: null, officer: null, dossier: null, position: await this.ledger.position(), page: null } as const;
    const found = await inTransaction(this.database, async (tx) => ok(await lateDossiers(tx, scope, names, late)));
    return new Map(found.ok ? found.value.map(({ dossier, atFault }) => [dossier, atFault]) : []);
  }

  #counts(placed: readonly Placed[], { directory, language, names, shares }: Told): Pick<LandBoardView, 'stages' | 'communes' | 'faults'> {
    const lateOf = (own: readonly Placed[]): number => own.filter(({ late }) => late).length;
    const byStage = Map.groupBy(placed, ({ stage }) => stage);
    const byCommune = [...Map.groupBy(placed, ({ row }) => row.territory)];
    const charged = [...shares.values()].flat().filter(({ share }) => share > 0);
    return {
      stages: LAND_STAGES.flatMap((stage) => (byStage.has(stage) ? [{ stage, count: byStage.get(stage)!.length, late: lateOf(byStage.get(stage)!) }] : [])),
      communes: byCommune.map(([code, own]) => ({ code, name: placeName(directory, code, language), count: own.length, late: lateOf(own) })).sort((a, b) => b.late - a.late || b.count - a.count || a.name.localeCompare(b.name)),
      faults: [...Map.groupBy(charged, ({ agency }) => agency)].map(([agency, own]) => ({ agency, agencyName: names.agency(agency)[language], dossiers: own.length })).sort((a, b) => b.dossiers - a.dossiers || a.agency.localeCompare(b.agency)),
    };
  }

  /** The calendar of surveys runs by the limit of the step itself, at the agency that measures. */
  async #surveys(placed: readonly Placed[], told: Told): Promise<LandSurvey[]> {
    const steps = placed.flatMap(({ row }) => row.tasks.filter(({ form }) => form === SURVEY_FORM).map((task) => ({ row, task })));
    const views = await Promise.all(steps.map(async ({ row, task }) => surveyView(row, task, await this.agencies.calendarOf(task.agency), told)));
    return views.sort((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9') || a.code.localeCompare(b.code));
  }
}

const isStopped = ({ stops }: LandRow): boolean => stops.some(({ to }) => to === null);
const isLate = ({ state, dueAt }: { state: string | null; dueAt: Date | null }, now: Date): boolean => state === 'missed' || (state === 'running' && dueAt !== null && dueAt < now);

/** A sheet or plot is meant whole, a code from a piece of it on. */
function isAbout({ code, data: { soTo, soThua } }: LandRow, q: string): boolean {
  const [sheet, plot] = [String(soTo ?? ''), String(soThua ?? '')];
  return [sheet, plot, `${sheet}/${plot}`].includes(q) || (q.length > PIECE && code.toLowerCase().includes(q.toLowerCase()));
}

const isWanted = ({ row, stage, late }: Placed, query: LandQuery): boolean =>
  (query.stage === undefined || stage === query.stage) && (query.commune === undefined || row.territory === query.commune) && (!query.late || late) && (!query.q?.trim() || isAbout(row, query.q.trim()));

/** Negative when late; its text says how much, not on which side. */
const leftView = (left: number | null, language: Language): LandDossier['left'] => (left === null ? null : { hours: workedHours(left), text: formatWorked(Math.abs(left))[language] });
const placeName = (directory: Directory, territory: string, language: Language): string => directory.territory(territory)?.name[language] ?? territory;
const agencyName = (directory: Directory, agency: string, language: Language): string => directory.get(agency)?.name[language] ?? agency;
const written = (value: string | number | null | undefined): string | null => (value === null || value === undefined || value === '' ? null : String(value));
const number = (value: string | number | null | undefined): number | null => (typeof value === 'number' ? value : null);

function plotOf({ data }: LandRow): Pick<LandDossier, 'sheet' | 'plot' | 'place'> {
  return { sheet: written(data.soTo), plot: written(data.soThua), place: written(data.diaChiThuaDat) };
}

function dossierView({ row, stage, late, calendar }: Placed, { now, language, directory, names, shares }: Told): LandDossier {
  const left = leftOf(row, calendar, now);
  return {
    code: row.code, procedure: row.procedure, procedureName: row.procedureName[language], ...plotOf(row), area: number(row.data.dienTich), commune: row.territory, communeName: placeName(directory, row.territory, language), stage,
    steps: row.tasks.map(({ name, assignee }) => ({ name: name[language], officer: assignee && (directory.person(assignee)?.name ?? assignee) })),
    holders: row.holders.map(({ agency, since, acknowledged }) => ({ agency, agencyName: agencyName(directory, agency, language), since: toIso(new Date(since)), acknowledged })),
    receivedAt: toIso(row.receivedAt), dueAt: row.dueAt && toIso(row.dueAt), late, stopped: isStopped(row), left: leftView(left, language), notice: noticeOf(row), posting: postingOf(row, now),
    shares: (shares.get(row.code) ?? []).map(({ agency, share }) => ({ agency, agencyName: names.agency(agency)[language], share })),
  };
}

function noticeOf({ stops, data }: LandRow): LandDossier['notice'] {
  const stop = stops.find(({ kind, to }) => kind === 'payment' && to === null);
  if (!stop) return null;
  return { number: written(data.soThongBaoThue ?? data.soThongBaoBienDong), amount: number(data.soTienPhaiNop), payBy: written(data.hanNop), since: toIso(new Date(stop.from)) };
}

/** Posting runs in days of the calendar; the day on which it began is not counted. */
function postingOf({ tasks }: LandRow, now: Date): LandDossier['posting'] {
  const task = tasks.find(({ form }) => form === POSTING_FORM);
  if (!task) return null;
  const from = new Date(task.openedAt);
  const days = Math.max(0, Math.round((Date.parse(localDate(now)) - Date.parse(localDate(from))) / DAY_MS));
  return { from: toIso(from), days, of: task.unit === 'calendar_day' ? Number(task.amount) : null, endsAt: task.dueAt === null ? null : toIso(new Date(task.dueAt)) };
}

function surveyView(row: LandRow, task: LandTask, calendar: WorkingCalendar, { now, language, directory }: Told): LandSurvey {
  const dueAt = task.dueAt === null ? null : new Date(task.dueAt);
  const left = leftOf({ dueAt, stops: row.stops }, calendar, now);
  return {
    task: task.id, code: row.code, procedureName: row.procedureName[language], ...plotOf(row), communeName: placeName(directory, row.territory, language), stepName: task.name[language],
    agencyName: agencyName(directory, task.agency, language), officer: task.assignee && (directory.person(task.assignee)?.name ?? task.assignee), openedAt: toIso(new Date(task.openedAt)), dueAt: dueAt && toIso(dueAt),
    left: leftView(left, language), late: isLate({ state: task.state, dueAt }, now),
  };
}

const NOT_ALLOWED = text('Chỉ lãnh đạo, trưởng bộ phận, quản trị và văn phòng đăng ký đất đai được xem bảng đất đai.', 'Only leaders, heads of desks, the administrator and land registries may see the land board.');
