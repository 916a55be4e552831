import { Agencies, type Directory, canDeclareForceMajeure } from '#access';
import type { ChairmanView } from '#contract';
import { type Clock, type Language, type Principal, type Result, localDate, ok, reject, text, toIso } from '#kernel';
import { CLOCK, inTransaction } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Names } from '../kinds/definition.js';
import { ReportNames } from '../names.js';
import type { Breach } from './breach.js';
import { Breaches, type LedgerSpan } from './breaches.js';
import { type MonthRow, type SettledRow, type AnsweredRow, type TargetRow, countMoved, countWork, settledBy, settledByMonth, surveysBy, targetsOf } from './chairman.repository.js';
import { LateTargets } from './chairman-target.js';
import { LandBoard } from './land.js';
import { Supervisors } from './supervisors.js';
import { Tower } from './tower.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MONTHS = 6;
const TOP = 5;

/** Dossiers of the desks that the page is about; null for all. */
type Desks = readonly string[] | null;

/** One page for who leads: this week and month, gross and net, whose the lateness is, and what waits for a signature. */
@Injectable()
export class ChairmanPage {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Supervisors) private readonly supervisors: Supervisors,
    @Inject(Breaches) private readonly breaches: Breaches,
    @Inject(LandBoard) private readonly land: LandBoard,
    @Inject(Tower) private readonly tower: Tower,
    @Inject(LateTargets) private readonly targets: LateTargets,
    @Inject(ReportNames) private readonly names: ReportNames,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The district's leaders see the district, or one agency of it; everybody else who leads the own agencies. Refuses with `not_allowed`. */
  async read(principal: Principal, agency: string | undefined, language: Language): Promise<Result<ChairmanView>> {
    const reach = await this.supervisors.reach(principal);
    if (!reach.ok) return reach;
    if (agency !== undefined && reach.value !== null && !reach.value.includes(agency)) return reject('not_allowed', NOT_ALLOWED);
    const desks: Desks = agency === undefined ? reach.value : [agency];
    const [now, directory, names, kinds] = [this.clock.now(), await this.agencies.directory(), await this.names.fetch(), await this.agencies.kindsOf(principal)];
    const spans = spansAt(now);
    const span = await this.breaches.span(new Date(Math.min(spans.week.getTime(), spans.month.getTime())), spans.until);
    const [open, land] = [await this.tower.counts(principal, { agency }, language), await this.land.read(principal, {}, language)];
    if (!open.ok) return open;
    if (!land.ok) return land;
    const leads = canDeclareForceMajeure(principal, kinds);
    const read = await inTransaction(this.database, async (tx) => ok(await this.#read(tx, { desks, spans, span, now, names, directory, language })));
    if (!read.ok) return read;
    const { late, ...figures } = read.value;
    const targets = await this.#targets(desks, directory);
    const today = localDate(now);
    const { total } = open.value;
    return ok({
      at: toIso(now), agency: desks?.length === 1 ? desks[0]! : null, agencyName: desks === null ? WHOLE[language] : desks.map((code) => names.agency(code)[language]).join(', '), ...figures,
      open: { total: total.total, late: total.late, lateNet: late.filter((one) => one.endedAt === null && one.netLate).length, today: total.today, near: total.near, stopped: total.stopped, waiting: total.waiting },
      land: landOf(land.value), work: await countWork(this.database.manager, principal, desks, leads, spans.month, now),
      satisfaction: satisfactionOf(await surveysBy(this.database.manager, desks, spans.month, spans.until), language),
      trend: trendOf(await settledByMonth(this.database.manager, { ...span, agencies: desks, from: spans.trend }), spans.months, targets), target: await this.#targetView(targetAt(targets, today), language),
      maySetTarget: await this.targets.maySet(principal), mayDeclare: leads,
    });
  }

  async #read(tx: EntityManager, { desks, spans, span, now, names, directory, language }: Asked): Promise<Pick<ChairmanView, 'week' | 'month' | 'faults' | 'procedures' | 'communes'> & { late: Breach[] }> {
    const late = (await this.breaches.ofDossiers(tx, span, names)).filter(({ agency }) => desks === null || desks.includes(agency));
    const settled = await settledBy(tx, { ...span, agencies: desks, from: spans.month });
    const inMonth = late.filter((one) => since(one, spans.month));
    const period = async (start: Date): Promise<ChairmanView['week']> => {
      const own = late.filter((one) => since(one, start));
      return { from: toIso(start), to: toIso(now), ...(await countMoved(tx, { ...span, agencies: desks, from: start })), settledLate: grossAndNet(own.filter(({ endedAt }) => endedAt !== null)), late: grossAndNet(own) };
    };
    const placeOf = (code: string): string => directory.territory(directory.get(code)?.territory ?? '')?.name[language] ?? names.agency(code)[language];
    const isCommune = (code: string): boolean => directory.get(code)?.kind === 'commune';
    return {
      late, week: await period(spans.week), month: await period(spans.month), faults: faultsOf(inMonth, names, language),
      procedures: slowest(inMonth, settled, ({ procedure }) => procedure, (code) => names.procedure(code)[language]),
      communes: slowest(inMonth.filter(({ agency }) => isCommune(agency)), settled.filter(({ agency }) => isCommune(agency)), ({ agency }) => agency, placeOf),
    };
  }

  /** The agency's own orders, and those of the leadership over it, which hold where there is none. */
  async #targets(desks: Desks, directory: Directory): Promise<TargetRow[]> {
    const over = directory.list({ kind: 'leadership' }).map(({ code }) => code);
    const rows = await targetsOf(this.database.manager, [...(desks?.length === 1 ? desks : []), ...over]);
    const own = rows.filter(({ agency }) => desks?.length === 1 && agency === desks[0]);
    return own.length > 0 ? own : rows;
  }

  async #targetView(target: TargetRow | null, language: Language): Promise<ChairmanView['target']> {
    if (!target) return null;
    const { setAt, ...rest } = target;
    return { ...rest, agencyName: await this.agencies.nameOf(target.agency, language), setBy: await this.agencies.personName(target.setBy), setAt: toIso(setAt) };
  }
}

interface Asked {
  desks: Desks;
  spans: Spans;
  /** From the earlier of week and month on. */
  span: LedgerSpan;
  now: Date;
  names: Names;
  directory: Directory;
  language: Language;
}

interface Spans {
  week: Date;
  month: Date;
  trend: Date;
  /** As `2026-03`, the present one last. */
  months: string[];
  until: Date;
}

/** The week begins on Monday. What happened at this very instant has happened, also where the clock stands still. */
function spansAt(now: Date): Spans {
  const today = localDate(now);
  const midnight = Date.parse(`${today}T00:00:00+07:00`);
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const months = Array.from({ length: MONTHS }, (_, i) => new Date(Date.UTC(year, month - MONTHS + i, 1)).toISOString().slice(0, 7));
  const first = (one: string): Date => new Date(`${one}-01T00:00:00+07:00`);
  return { week: new Date(midnight - weekday * DAY_MS), month: first(today.slice(0, 7)), trend: first(months[0]!), months, until: new Date(now.getTime() + 1) };
}

/** Settled from then on, or open still. */
const since = ({ endedAt }: Breach, start: Date): boolean => endedAt === null || endedAt >= start;
const grossAndNet = (late: readonly Breach[]): { gross: number; net: number } => ({ gross: late.length, net: late.filter(({ netLate }) => netLate).length });

function faultsOf(late: readonly Breach[], names: Names, language: Language): ChairmanView['faults'] {
  const parts = late.flatMap(({ shares }) => shares.filter(({ share }) => share > 0));
  const whole = parts.reduce((sum, { overrunMs }) => sum + overrunMs, 0);
  const charged = [...Map.groupBy(parts, ({ agency }) => agency)].map(([agency, own]) => {
    const ms = own.reduce((sum, one) => sum + one.overrunMs, 0);
    const share = whole > 0 ? ms / whole : own.reduce((sum, one) => sum + one.share, 0) / late.length;
    return { agency, agencyName: names.agency(agency)[language], dossiers: own.length, hours: Math.round((ms / HOUR_MS) * 10) / 10, share };
  });
  return charged.sort((a, b) => b.share - a.share || b.dossiers - a.dossiers || a.agency.localeCompare(b.agency));
}

/** Those with most late first; the share is of what was settled or is open and late. */
function slowest(late: readonly Breach[], settled: readonly SettledRow[], key: (one: Breach | SettledRow) => string, name: (code: string) => string): ChairmanView['procedures'] {
  const rows = [...Map.groupBy(late, key)].map(([code, own]) => {
    const done = settled.filter((row) => key(row) === code).reduce((sum, row) => sum + row.settled, 0);
    const whole = done + own.filter(({ endedAt }) => endedAt === null).length;
    return { code, name: name(code), settled: done, late: own.length, share: whole > 0 ? own.length / whole : 0 };
  });
  return rows.sort((a, b) => b.late - a.late || b.share - a.share || a.name.localeCompare(b.name)).slice(0, TOP);
}

function landOf({ total, late, stages }: { total: number; late: number; stages: readonly { stage: string; count: number }[] }): ChairmanView['land'] {
  const count = (stage: string): number => stages.find((one) => one.stage === stage)?.count ?? 0;
  return { total, late, sentToTax: count('sent_to_tax'), awaitingPayment: count('awaiting_payment'), toPrint: count('to_print') };
}

const AGES = { young: text('Dưới 35 tuổi', 'Under 35'), middle: text('35–59 tuổi', '35 to 59'), old: text('Từ 60 tuổi', '60 and over') };

function satisfactionOf(rows: readonly AnsweredRow[], language: Language): ChairmanView['satisfaction'] {
  if (rows.length === 0) return null;
  const added = (own: readonly AnsweredRow[]): { answers: number; satisfied: number } => {
    const answers = own.reduce((sum, row) => sum + row.answers, 0);
    return { answers, satisfied: own.reduce((sum, row) => sum + row.satisfied, 0) / answers };
  };
  const grouped = (name: (row: AnsweredRow) => string | null): NonNullable<ChairmanView['satisfaction']>['fields'] =>
    [...Map.groupBy(rows, name)].flatMap(([key, own]) => (key === null ? [] : [{ name: key, ...added(own) }])).sort((a, b) => a.satisfied - b.satisfied || a.name.localeCompare(b.name));
  return { ...added(rows), fields: grouped(({ field }) => field), ages: grouped(({ age }) => age && AGES[age][language]) };
}

const targetAt = (targets: readonly TargetRow[], day: string): TargetRow | null => targets.find(({ validFrom }) => validFrom <= day) ?? null;

const trendOf = (rows: readonly MonthRow[], months: readonly string[], targets: readonly TargetRow[]): ChairmanView['trend'] =>
  months.map((month) => {
    const found = rows.find((row) => row.month === month);
    return { month, settled: found?.settled ?? 0, late: { gross: found?.gross ?? 0, net: found?.net ?? 0 }, target: targetAt(targets, `${month}-31`)?.share ?? null };
  });

const WHOLE = text('Toàn huyện', 'The whole district');
const NOT_ALLOWED = text('Bạn không phụ trách cơ quan này.', 'You do not lead this agency.');
