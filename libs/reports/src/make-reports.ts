import { Agencies, canSeeDossier, supervisedAgencies } from '#access';
import { REPORT_FILTERS, type ReportChoices, type ReportFormat, type ReportKind, type ReportParameters, type ReportView } from '#contract';
import { type Language, type Principal, ROLE, type Result, type Text, ok, reject, text } from '#kernel';
import { Ledger } from '#ledger';
import { inTransaction, toPdf } from '#platform';
import { readHead } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CATALOGUE } from './kinds/catalogue.js';
import type { Names, OwnFigures, ReportDefinition } from './kinds/definition.js';
import { readFigures } from './kinds/read-figures.js';
import { ReportNames } from './names.js';
import { checkTable, digestOf } from './table/arithmetic.js';
import { toCsv } from './table/csv.js';
import type { ReportScope, ReportTable } from './table/figures.js';
import { toPaper } from './table/paper.js';
import { toSheet } from './table/sheet.js';
import { reportView } from './table/view.js';

export interface AskedReport {
  kind: ReportKind;
  parameters: ReportParameters;
  principal: Principal;
  /** The ledger as it stood there; everything written by now where none is given. */
  position?: number | undefined;
  page?: ReportScope['page'];
}

export interface PrintedReport {
  name: string;
  type: string;
  content: Buffer;
}

export const REPORT_TYPES: Record<ReportFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', pdf: 'application/pdf', csv: 'text/csv; charset=utf-8',
};

/** How many rows a page of a long report has. */
export const REPORT_PAGE = 200;

/** Makes any report of the catalogue: who may, from which part of the ledger, and whether its figures hold. */
@Injectable()
export class MakeReports {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(ReportNames) private readonly names: ReportNames,
  ) {}

  /** Refuses with `not_allowed`, `not_found`, `invalid_input`, and with `report_does_not_reconcile` where an identity fails. */
  async make(asked: AskedReport): Promise<Result<ReportTable>> {
    const scoped = await this.scopeOf(asked);
    if (!scoped.ok) return scoped;
    const names = await this.names.fetch();
    const figures = await inTransaction(this.db, async (tx) => ok(await readFigures(tx, asked.kind, scoped.value, names)));
    return figures.ok ? sealed(asked.kind, asked.parameters, scoped.value, figures.value, names) : figures;
  }

  async view(asked: AskedReport, language: Language): Promise<Result<ReportView>> {
    const made = await this.make(asked);
    return made.ok ? ok(reportView(made.value, language)) : made;
  }

  async print(asked: AskedReport, format: ReportFormat, language: Language): Promise<Result<PrintedReport>> {
    const made = await this.make(asked);
    return made.ok ? ok(await printed(made.value, format, language)) : made;
  }

  /** What the principal's reports may be narrowed down by. */
  async choices(principal: Principal, language: Language): Promise<Result<ReportChoices>> {
    const supervised = await this.supervised(principal, null);
    if (!supervised.ok) return supervised;
    const mine = (code: string): boolean => supervised.value === null || supervised.value.includes(code);
    const directory = await this.agencies.directory();
    const procedures = await this.names.procedures();
    const fields = [...new Set(procedures.flatMap((one) => one.fields))].filter((field) => field !== '').sort((a, b) => a.localeCompare(b, 'vi'));
    const byName = <T extends { name: string }>(all: readonly T[]): T[] => [...all].sort((a, b) => a.name.localeCompare(b.name, 'vi'));
    return ok({
      agencies: byName(directory.everyAgency().filter(({ code }) => mine(code)).map(({ code, name, kind, validTo }) => ({ key: code, kind, name: validTo === null ? name[language] : `${name[language]} (${text('đến', 'until')[language]} ${validTo.split('-').reverse().join('/')})` }))),
      fields: fields.map((field) => ({ key: field, name: field })),
      procedures: byName(procedures.map(({ code, name, fields: own }) => ({ key: code, name: name[language], fields: own }))),
      officers: byName(directory.everyHolder(ROLE.reception).filter(({ agencies }) => agencies.some(mine)).map(({ username, name, agencies }) => ({ key: username, name, agencies }))),
    });
  }

  /** What of the ledger the principal may have counted. */
  async scopeOf({ kind, parameters, principal, position, page = null }: AskedReport): Promise<Result<ReportScope>> {
    const definition = CATALOGUE[kind];
    const wrong = wrongParameter(definition, parameters) ?? (await this.#nonsense(definition, parameters));
    if (wrong) return reject('invalid_input', wrong.message, { errors: [wrong] });
    const agencies = definition.perDossier ? await this.#ofDossier(principal, parameters.dossier!) : await this.supervised(principal, parameters.agency ?? null);
    if (!agencies.ok) return agencies;
    return ok(scopeWith(kind, parameters, agencies.value, position ?? (await this.ledger.position()), page));
  }

  /** What nothing could ever be found by: things that do not exist, and things that have nothing to do with each other. */
  async #nonsense({ agencyKind }: ReportDefinition, { agency, procedure, field, officer }: ReportParameters): Promise<Wrong | null> {
    const directory = await this.agencies.directory();
    const known = agency === undefined ? null : directory.get(agency);
    if (agency !== undefined && !known) return wrong('agency', 'Không có cơ quan này.', 'There is no such agency.');
    if (known && agencyKind && known.kind !== agencyKind) return wrong('agency', 'Biểu này chỉ dành cho Bộ phận Một cửa, Trung tâm phục vụ hành chính công.', 'This form is only for one-stop desks and public service centres.');
    if (procedure !== undefined) {
      const fields = await this.names.fieldsOf(procedure);
      if (fields.length === 0) return wrong('procedure', 'Không có thủ tục này.', 'There is no such procedure.');
      if (field !== undefined && !fields.includes(field)) return wrong('field', 'Thủ tục đã chọn không thuộc lĩnh vực này.', 'The procedure chosen is not of this field.');
    }
    if (officer !== undefined && !directory.person(officer)) return wrong('officer', 'Không có người này.', 'There is no such officer.');
    if (officer !== undefined && agency !== undefined && !directory.hasServedAt(officer, agency)) return wrong('officer', 'Người này chưa từng làm việc ở cơ quan đã chọn.', 'The officer has never had a post at the agency chosen.');
    return null;
  }

  /** The agencies whose dossiers the principal may have counted, all (null) or some; narrowed down to one where it is among them. */
  async supervised(principal: Principal, agency: string | null): Promise<Result<string[] | null>> {
    const supervised = supervisedAgencies(principal, await this.agencies.kindsOf(principal));
    if (supervised !== 'all' && (supervised.length === 0 || (agency !== null && !supervised.includes(agency)))) return reject('not_allowed', NOT_ALLOWED);
    return ok(agency === null ? (supervised === 'all' ? null : supervised) : [agency]);
  }

  async #ofDossier(principal: Principal, code: string): Promise<Result<string[]>> {
    const found = await inTransaction(this.db, async (tx) => {
      const [known] = await tx.query<unknown[]>('select 1 from dossier where code = $1', [code]);
      return ok(known ? { head: await readHead(tx, code), legs: await tx.query<{ agency: string }[]>('select distinct agency from leg where dossier = $1', [code]) } : null);
    });
    if (!found.ok) return found;
    if (found.value && canSeeDossier(principal, { receivingAgency: found.value.head.agency, involvedAgencies: found.value.legs.map(({ agency }) => agency) }, await this.agencies.kindsOf(principal))) return ok([found.value.head.agency]);
    return reject('not_found', text(`Không có hồ sơ "${code}"`, `No dossier "${code}"`));
  }
}

export const scopeWith = (kind: ReportKind, { from, to, by, field, procedure, officer, channel, dossier }: ReportParameters, agencies: readonly string[] | null, position: number, page: ReportScope['page']): ReportScope => ({
  from: new Date(from), to: new Date(to), by: by ?? CATALOGUE[kind].groupings[0] ?? 'agency', agencies, field: field ?? null, procedure: procedure ?? null, officer: officer ?? null, channel: channel ?? null, dossier: dossier ?? null, position,
  page: CATALOGUE[kind].paged ? page : null,
});

/** Checks the figures and names what they are; a page is not judged, since its total is that of the whole. */
export function sealed(kind: ReportKind, parameters: ReportParameters, scope: ReportScope, figures: OwnFigures, names: Names): Result<ReportTable> {
  const { title, form, unit } = CATALOGUE[kind];
  const checked = figures.checked ?? (scope.page ? [] : checkTable(figures));
  const broken = checked.filter(({ holds }) => !holds);
  if (broken.length > 0) return doesNotReconcile(broken.map(({ name }) => name), { identities: checked, rows: figures.rows.filter(({ key }) => broken.some(({ faults }) => faults.includes(key))).slice(0, 100) });
  const digest = figures.digest ?? digestOf({ kind, parameters, agencies: scope.agencies, position: scope.position, columns: figures.columns.map(({ key }) => key), rows: figures.rows, total: figures.total });
  return ok({ ...figures, kind, title, form: figures.form ?? form, unit, parameters, position: scope.position, digest, checked, agency: agencyName(scope.agencies, names) });
}

function agencyName(agencies: readonly string[] | null, names: Names): Text {
  if (agencies === null) return text('Toàn bộ các cơ quan', 'All agencies');
  const all = agencies.map((code) => names.agency(code));
  return text(all.map(({ vi }) => vi).join(', '), all.map(({ en }) => en).join(', '));
}

export async function printed(table: ReportTable, format: ReportFormat, language: Language): Promise<PrintedReport> {
  const name = `${table.kind.replaceAll('_', '-')}-${table.parameters.from.slice(0, 10)}.${format}`;
  const content = format === 'xlsx' ? toSheet(table, language) : format === 'pdf' ? toPdf(toPaper(table, language)) : toCsv(table, language);
  return { name, type: REPORT_TYPES[format], content: await content };
}

export function doesNotReconcile(names: readonly Text[], details: Record<string, unknown>): Result<never> {
  const [vi, en] = [names.map((name) => name.vi).join('; '), names.map((name) => name.en).join('; ')];
  return reject('report_does_not_reconcile', text(`Số liệu không khớp, không thể lập báo cáo: ${vi}.`, `The figures do not reconcile, so no report is made: ${en}.`), { details });
}

type Wrong = { path: string; message: Text };

const wrong = (path: string, vi: string, en: string): Wrong => ({ path, message: text(vi, en) });

function wrongParameter({ groupings, filters, perDossier }: ReportDefinition, parameters: ReportParameters): Wrong | null {
  if (new Date(parameters.from) >= new Date(parameters.to)) return wrong('to', 'Ngày kết thúc phải sau ngày bắt đầu.', 'The end of the period must come after its start.');
  if (parameters.by && !groupings.includes(parameters.by)) return wrong('by', 'Báo cáo này không xếp được theo cách đó.', 'This report is not arranged in that way.');
  if (perDossier && !parameters.dossier) return wrong('dossier', 'Hãy nêu mã hồ sơ.', 'Name the dossier.');
  if (!perDossier && parameters.dossier) return wrong('dossier', 'Báo cáo này không lập cho một hồ sơ.', 'This report is not about one dossier.');
  const filter = REPORT_FILTERS.find((one) => parameters[one] !== undefined && !filters.includes(one));
  return filter ? wrong(filter, 'Báo cáo này không lọc được theo tiêu chí đó.', 'This report is not narrowed down in that way.') : null;
}

const NOT_ALLOWED = text('Chỉ lãnh đạo, trưởng bộ phận và quản trị được xem báo cáo, mỗi người trong phạm vi cơ quan mình.', 'Only leaders, heads of desks and the administrator may see reports, each of their own agencies.');
