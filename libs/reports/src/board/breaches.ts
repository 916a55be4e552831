import { Agencies, type Directory } from '#access';
import type { Stop } from '#calendar';
import type { BreachLevel, BreachList, BreachSort, BreachView } from '#contract';
import { type Clock, type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { CLOCK, inTransaction } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Names } from '../kinds/definition.js';
import { type LateDossier, lateDossiers } from '../kinds/lateness.js';
import type { PrintedReport } from '../make-reports.js';
import { ReportNames } from '../names.js';
import type { Breach } from './breach.js';
import { breachSheet } from './breaches-sheet.js';
import { type BreachSpan, apologiesOf, contestsOf, excludedSpans, fieldsOfProcedures, lateCandidates, lateSteps, stopsOfDossiers } from './breaches.repository.js';
import { worked } from './quantile.js';
import { Supervisors } from './supervisors.js';

export interface BreachQuery {
  from: Date;
  to: Date;
  level?: BreachLevel | undefined;
  /** Charged with a part of it. */
  agency?: string | undefined;
  field?: string | undefined;
  procedure?: string | undefined;
  /** Had it in hand when it came to be late. */
  officer?: string | undefined;
  /** Only what is not done, or only what is. */
  open?: boolean | undefined;
  /** Only dossiers that the reader's own agencies received, as the settlement form counts them. */
  received?: boolean | undefined;
  /** Received by this agency. */
  desk?: string | undefined;
  sort: BreachSort;
}

export interface BreachPage {
  after: number;
  limit: number;
}

/** With the ledger as it stood there. */
export interface LedgerSpan extends BreachSpan {
  position: number;
}

const YEAR_MS = 366 * 86_400_000;

/** What was late in a period and why: every dossier and every step, gross and net, by whom and in whose hands. */
@Injectable()
export class Breaches {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Supervisors) private readonly supervisors: Supervisors,
    @Inject(ReportNames) private readonly names: ReportNames,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Leaders and heads of desks see what their agencies received and what they are charged with. Refuses with `not_allowed`, `invalid_input`. */
  async list(principal: Principal, query: BreachQuery, page: BreachPage, language: Language): Promise<Result<BreachList>> {
    const found = await this.#found(principal, query);
    if (!found.ok) return found;
    const { all, chosen, names, directory } = found.value;
    const items = chosen.slice(page.after, page.after + page.limit);
    const next = page.after + page.limit;
    return ok({
      from: toIso(query.from), to: toIso(this.#until(query.to)), totals: totalsOf(chosen), ...facetsOf(all, names, directory, language),
      items: items.map((one) => breachView(one, names, directory, language)), next: next < chosen.length ? next : null,
    });
  }

  async csv(principal: Principal, query: BreachQuery, language: Language): Promise<Result<PrintedReport>> {
    const found = await this.#found(principal, query);
    if (!found.ok) return found;
    const { chosen, names } = found.value;
    return ok({ name: `qua-han-${toIso(query.from).slice(0, 10)}.csv`, type: 'text/csv; charset=utf-8', content: breachSheet(chosen, names, language) });
  }

  /** Late dossiers of a span, whoever asks: the ones that columns 10 and 13 of the settlement form count. */
  async ofDossiers(tx: EntityManager, { from, until, position }: LedgerSpan, names: Names): Promise<Breach[]> {
    const candidates = await lateCandidates(tx, { from, until });
    const scope = { from, to: until, by: 'agency', agencies: null, field: null, procedure: null, officer: null, dossier: null, position, page: null } as const;
    const late = (await lateDossiers(tx, scope, names, candidates)).filter(({ settled, dueAt }) => settled || (dueAt !== null && dueAt.getTime() < until.getTime() - 1));
    const codes = late.map(({ dossier }) => dossier);
    const [apologies, contests, fields] = [await apologiesOf(tx, codes), await contestsOf(tx, codes), await fieldsOfProcedures(tx)];
    return late.map((one) => ({ ...ofDossier(one), field: fields.get(one.procedure) ?? null, apology: apologies.get(one.dossier) ?? null, contest: contests.get(one.dossier) ?? null }));
  }

  async #found(principal: Principal, query: BreachQuery): Promise<Result<{ all: Breach[]; chosen: Breach[]; names: Names; directory: Directory }>> {
    const reach = await this.supervisors.reach(principal);
    if (!reach.ok) return reach;
    if (query.from >= query.to || query.to.getTime() - query.from.getTime() > YEAR_MS) return reject('invalid_input', WRONG_PERIOD, { errors: [{ path: 'to', message: WRONG_PERIOD }] });
    const [names, directory] = [await this.names.fetch(), await this.agencies.directory()];
    const span = await this.span(query.from, query.to);
    const found = await inTransaction(this.database, async (tx) => ok([
      ...(query.level === 'task' ? [] : await this.ofDossiers(tx, span, names)),
      ...(query.level === 'dossier' ? [] : await this.#ofSteps(tx, span, names)),
    ]));
    if (!found.ok) return found;
    const all = found.value.filter((one) => isWithin(one, reach.value, query.received ?? false));
    return ok({ all, chosen: all.filter((one) => isWanted(one, query)).sort(ORDERS[query.sort]), names, directory });
  }

  /** A period as it can be told now, to be asked for outside of transactions. */
  async span(from: Date, to: Date): Promise<LedgerSpan> {
    return { from, until: this.#until(to), position: await this.ledger.position() };
  }

  /** What happened at this very instant has happened, also where the clock stands still. */
  #until(to: Date): Date {
    return new Date(Math.min(to.getTime(), this.clock.now().getTime() + 1));
  }

  async #ofSteps(tx: EntityManager, span: BreachSpan, names: Names): Promise<Breach[]> {
    const steps = await lateSteps(tx, span);
    const dossiers = [...new Set(steps.map(({ dossier }) => dossier))];
    const [stops, excluded, fields] = [await stopsOfDossiers(tx, dossiers), await excludedSpans(tx, dossiers), await fieldsOfProcedures(tx)];
    const [stopsOf, excludedOf] = [Map.groupBy(stops, ({ dossier }) => dossier), Map.groupBy(excluded, ({ dossier }) => dossier)];
    return Promise.all(steps.map(async (step) => {
      const own = (excludedOf.get(step.dossier) ?? []).filter(({ agency }) => agency === step.agency);
      const calendar = await names.calendarOf(step.agency);
      const halts: Stop[] = (stopsOf.get(step.dossier) ?? []).map(({ from, to }) => ({ from, to }));
      const end = step.endedAt ?? span.until;
      const overrunMs = step.endedAt ? Number(step.overrunMs) : calendar.measureNet(step.dueAt, end, halts);
      const allowedMs = calendar.measureNet(step.startedAt, step.dueAt, halts);
      const spentMs = calendar.measureNet(step.startedAt, end, [...halts, ...own]);
      const netOverrunMs = own.length === 0 ? overrunMs : Math.min(overrunMs, Math.max(0, spentMs - allowedMs));
      return {
        id: step.id, level: 'task' as const, dossier: step.dossier, procedure: step.procedure, field: fields.get(step.procedure) ?? null, step: step.name, agency: step.received, dueAt: step.dueAt, endedAt: step.endedAt,
        overrunMs, netOverrunMs, netLate: own.length === 0 || netOverrunMs > 0, documents: [...new Set(own.map(({ document }) => document))],
        shares: [{ agency: step.agency, share: 1, overrunMs, document: null }], holders: [{ agency: step.agency, person: step.assignee, role: step.role }], apology: null, contest: null,
      };
    }));
  }
}

const ofDossier = (one: LateDossier): Omit<Breach, 'field' | 'apology' | 'contest'> => ({
  id: one.dossier, level: 'dossier', dossier: one.dossier, procedure: one.procedure, step: null, agency: one.agency, dueAt: one.dueAt, endedAt: one.settled ? one.endAt : null, overrunMs: one.overrunMs,
  netOverrunMs: one.netLate ? one.netOverrunMs : 0, netLate: one.netLate, documents: one.documents, shares: one.atFault, holders: one.holders,
});

const isWithin = ({ agency, shares }: Breach, reach: readonly string[] | null, received: boolean): boolean =>
  reach === null || reach.includes(agency) || (!received && shares.some((share) => reach.includes(share.agency)));

const isWanted = (one: Breach, { agency, field, procedure, officer, open, desk }: BreachQuery): boolean =>
  (agency === undefined || one.shares.some((share) => share.agency === agency)) && (field === undefined || one.field === field) && (procedure === undefined || one.procedure === procedure) &&
  (officer === undefined || one.holders.some(({ person }) => person === officer)) && (open === undefined || (one.endedAt === null) === open) && (desk === undefined || one.agency === desk);

type Order = (a: Breach, b: Breach) => number;

const byDossier: Order = (a, b) => a.dossier.localeCompare(b.dossier) || a.level.localeCompare(b.level) || a.id.localeCompare(b.id);
const ORDERS: Record<BreachSort, Order> = {
  overrun: (a, b) => b.overrunMs - a.overrunMs || byDossier(a, b),
  net: (a, b) => b.netOverrunMs - a.netOverrunMs || byDossier(a, b),
  due: (a, b) => (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0) || byDossier(a, b),
  dossier: byDossier,
};

function totalsOf(chosen: readonly Breach[]): BreachList['totals'] {
  const count = (is: (one: Breach) => boolean): number => chosen.filter(is).length;
  return {
    dossiers: count(({ level }) => level === 'dossier'), openDossiers: count(({ level, endedAt }) => level === 'dossier' && endedAt === null), netDossiers: count(({ level, netLate }) => level === 'dossier' && netLate),
    steps: count(({ level }) => level === 'task'), openSteps: count(({ level, endedAt }) => level === 'task' && endedAt === null),
  };
}

/** What there is to choose from, by how often it occurs. */
function facetsOf(all: readonly Breach[], names: Names, directory: Directory, language: Language): Pick<BreachList, 'agencies' | 'fields' | 'procedures' | 'officers'> {
  const facet = (keys: (one: Breach) => readonly (string | null)[], name: (key: string) => string): BreachList['agencies'] => {
    const counts = new Map<string, number>();
    for (const key of all.flatMap((one) => [...new Set(keys(one))])) if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts].map(([code, count]) => ({ code, name: name(code), count })).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  };
  return {
    agencies: facet(({ shares }) => shares.map(({ agency }) => agency), (code) => names.agency(code)[language]), fields: facet(({ field }) => [field], (field) => field),
    procedures: facet(({ procedure }) => [procedure], (code) => names.procedure(code)[language]), officers: facet(({ holders }) => holders.map(({ person }) => person), (code) => directory.person(code)?.name ?? code),
  };
}

function breachView(one: Breach, names: Names, directory: Directory, language: Language): BreachView {
  const { id, level, dossier, procedure, field, agency, documents, apology, contest } = one;
  return {
    id, level, dossier, procedure, procedureName: names.procedure(procedure)[language], field, step: one.step?.[language] ?? null, agency, agencyName: names.agency(agency)[language],
    dueAt: one.dueAt && toIso(one.dueAt), endedAt: one.endedAt && toIso(one.endedAt), overrun: worked(one.overrunMs, language)!, net: { late: one.netLate, overrun: worked(one.netOverrunMs, language)!, documents },
    shares: one.shares.map((part) => ({ agency: part.agency, agencyName: names.agency(part.agency)[language], share: part.share, overrun: worked(part.overrunMs, language)!, document: part.document })),
    holders: one.holders.map(({ agency: at, person, role }) => ({ agency: at, agencyName: names.agency(at)[language], username: person, name: person && names.person(person), role, roleName: directory.role(role)?.name[language] ?? role })),
    apology, contest,
  };
}

const WRONG_PERIOD = text('Ngày kết thúc phải sau ngày bắt đầu, trong vòng một năm.', 'The end of the period must come after its start, within a year.');
