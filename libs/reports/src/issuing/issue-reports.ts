import { Agencies } from '#access';
import type { IssueReport, ReportComparison, ReportFormat, ReportIssueList, ReportIssueView, ReportKind, ReportRunList, ReportRunView } from '#contract';
import { type Ids, type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { IDS } from '#platform';
import { type CommandContext, Commands } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { CATALOGUE } from '../kinds/catalogue.js';
import { MakeReports, type PrintedReport, printed } from '../make-reports.js';
import type { Cell, ReportTable } from '../table/figures.js';
import { reportView } from '../table/view.js';
import { type IssueHeadRow, IssuesRepository, type Run } from './issues.repository.js';
import { RunReports, alreadyCorrected } from './run-reports.js';

type IssueHead = Omit<ReportIssueView, 'report'>;

/** Reports that were issued: figures that stay, with a number and a name; a mistake is mended by another issue that names the first. */
@Injectable()
export class IssueReports {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(MakeReports) private readonly make: MakeReports,
    @Inject(RunReports) private readonly running: RunReports,
    @Inject(IssuesRepository) private readonly issues: IssuesRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Begins to make an issue; how far it is says its run. */
  async issue(ctx: CommandContext, { kind, parameters, corrects, reason }: IssueReport, language: Language): Promise<Result<ReportRunView>> {
    const scope = await this.make.scopeOf({ kind, parameters, principal: ctx.principal });
    if (!scope.ok) return scope;
    const earlier = corrects === undefined ? ok(null) : await this.#visible(ctx.principal, corrects);
    if (!earlier.ok) return earlier;
    if (earlier.value && earlier.value.kind !== kind) return reject('invalid_input', OTHER_KIND, { errors: [{ path: 'kind', message: OTHER_KIND }] });
    if (earlier.value?.correctedBy) return alreadyCorrected();
    const begun = await this.commands.run(ctx, async (tx, at, actor) => {
      const id = this.ids.uuid();
      await this.running.begin(tx, { id, kind, request: { asked: parameters, agencies: scope.value.agencies }, corrects: corrects ?? null, reason: reason ?? null, schedule: null, requestedBy: actor.username, requestedAt: at });
      return ok(id);
    });
    return begun.ok ? this.run(ctx.principal, begun.value, language) : begun;
  }

  async run(principal: Principal, id: string, language: Language): Promise<Result<ReportRunView>> {
    const run = await this.issues.run(id);
    return run && (await this.#maySee(principal, run.request.agencies, run.requestedBy)) ? ok(await this.#runView(run, language)) : unknown(id);
  }

  async runs(principal: Principal, language: Language): Promise<Result<ReportRunList>> {
    const supervised = await this.make.supervised(principal, null);
    if (!supervised.ok) return supervised;
    const runs = await this.issues.runs(supervised.value === null ? null : principal.username);
    return ok({ items: await Promise.all(runs.map((run) => this.#runView(run, language))) });
  }

  async retry(ctx: CommandContext, id: string, language: Language): Promise<Result<ReportRunView>> {
    const seen = await this.run(ctx.principal, id, language);
    if (!seen.ok) return seen;
    const retried = await this.commands.run(ctx, async (tx) => ((await this.running.retry(tx, id)) ? ok(id) : reject('already_done', text('Lần lập này đã xong.', 'That run is done.'))));
    return retried.ok ? this.run(ctx.principal, id, language) : retried;
  }

  async list(principal: Principal, { kind, after, limit }: { kind: ReportKind | null; after: string | null; limit: number }, language: Language): Promise<Result<ReportIssueList>> {
    const supervised = await this.make.supervised(principal, null);
    if (!supervised.ok) return supervised;
    const last = after?.split('-').map(Number) as [number, number] | undefined;
    const found = await this.issues.issues(supervised.value, kind, last ?? null, limit + 1);
    const shown = found.slice(0, limit);
    const end = shown.at(-1);
    return ok({ items: await Promise.all(shown.map((row) => this.#head(row, language))), next: found.length > limit && end ? `${end.year}-${end.number}` : null });
  }

  async get(principal: Principal, id: string, language: Language): Promise<Result<ReportIssueView>> {
    const found = await this.#visible(principal, id);
    return found.ok ? ok({ ...(await this.#head(found.value, language)), report: reportView(await this.issues.figures(id), language) }) : found;
  }

  async print(principal: Principal, id: string, format: ReportFormat, language: Language): Promise<Result<PrintedReport>> {
    const found = await this.#visible(principal, id);
    if (!found.ok) return found;
    const file = await printed(await this.issues.figures(id), format, language);
    return ok({ ...file, name: `${numberOf(found.value).replace('/', '-')}.${format}` });
  }

  /** What two issues of a kind say differently, figure by figure. */
  async compare(principal: Principal, before: string, after: string, language: Language): Promise<Result<ReportComparison>> {
    const [a, b] = [await this.#visible(principal, before), await this.#visible(principal, after)];
    if (!a.ok) return a;
    if (!b.ok) return b;
    if (a.value.kind !== b.value.kind) return reject('invalid_input', OTHER_KIND, { errors: [{ path: 'after', message: OTHER_KIND }] });
    const differences = differencesOf(await this.issues.figures(before), await this.issues.figures(after), language);
    return ok({ before: await this.#head(a.value, language), after: await this.#head(b.value, language), differences, same: differences.length === 0 });
  }

  async #visible(principal: Principal, id: string): Promise<Result<IssueHeadRow>> {
    const row = await this.issues.issue(id);
    return row && (await this.#maySee(principal, row.agencies, row.issuedBy)) ? ok(row) : unknown(id);
  }

  /** Whoever made it, and whoever supervises all that it counts. */
  async #maySee(principal: Principal, agencies: readonly string[] | null, by: string): Promise<boolean> {
    if (principal.username === by) return true;
    const supervised = await this.make.supervised(principal, null);
    return supervised.ok && (supervised.value === null || (agencies !== null && agencies.every((one) => supervised.value!.includes(one))));
  }

  async #head(row: IssueHeadRow, language: Language): Promise<IssueHead> {
    const { id, kind, parameters, position, digest, corrects, correctedBy, reason, issuedBy, issuedAt } = row;
    return { id, number: numberOf(row), kind, title: CATALOGUE[kind].title[language], parameters, ledgerPosition: position, digest, corrects, correctedBy, reason, by: await this.agencies.personName(issuedBy), at: toIso(issuedAt) };
  }

  async #runView({ id, kind, request, state, done, total, failure, issue, requestedBy, requestedAt }: Run, language: Language): Promise<ReportRunView> {
    return { id, kind, title: CATALOGUE[kind].title[language], parameters: request.asked, state, done, total, failure: failure?.[language] ?? null, issue, by: await this.agencies.personName(requestedBy), at: toIso(requestedAt) };
  }
}

const numberOf = ({ year, number }: Pick<IssueHeadRow, 'year' | 'number'>): string => `BC-${String(number).padStart(4, '0')}/${year}`;

function differencesOf(before: ReportTable, after: ReportTable, language: Language): ReportComparison['differences'] {
  const said = (cell: Cell | undefined): string | number | null => (cell === null || cell === undefined ? null : typeof cell === 'object' ? cell[language] : cell);
  const lines = (table: ReportTable): Map<string, readonly Cell[]> => new Map([...table.rows.map(({ key, cells }) => [`=${key}`, cells] as const), ...(table.total ? [['total', table.total] as const] : [])]);
  const [old, fresh] = [lines(before), lines(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) =>
    after.columns.flatMap((column, index) => {
      const [a, b] = [said(old.get(key)?.[index]), said(fresh.get(key)?.[index])];
      return a === b ? [] : [{ row: String(said((fresh.get(key) ?? old.get(key))?.[0]) ?? key), column: column.group ? `${column.group[language]}: ${column.name[language]}` : column.name[language], before: a, after: b }];
    }));
}

const OTHER_KIND = text('Hai báo cáo phải cùng một loại.', 'Both reports must be of one kind.');
const unknown = (id: string): Result<never> => reject('not_found', text(`Không có báo cáo ${id}`, `No report ${id}`));
