import { Agencies } from '#access';
import { type RegisterImportList, type RegisterImportView, type RegisterRowList, type RegisterVerdict } from '#contract';
import { type Language, type Principal, type Result, ok, toIso } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { needsSecond } from './apply-register.js';
import { unknownImport } from './check-register.js';
import { type ImportRow, ImportsRepository, type Progress, type StoredRow } from './imports.repository.js';
import { columnsOf } from './judging/judge-row.js';
import { Reach } from './reach.js';
import { registerSheet, type PrintedSheet } from './sheets.js';

const LISTED = 100;
type Summary = RegisterImportList['items'][number];

/** Readings of uploads, for whoever might have made them. */
@Injectable()
export class ImportViews {
  constructor(
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Reach) private readonly reach: Reach,
    @Inject(ImportsRepository) private readonly imports: ImportsRepository,
  ) {}

  async list(principal: Principal, language: Language): Promise<RegisterImportList> {
    const agencies = (await this.reach.agenciesOf(principal)).map(({ code, name }) => ({ code, name: name[language] }));
    const rows = await this.imports.list(agencies.map(({ code }) => code), LISTED);
    return { items: await Promise.all(rows.map((row) => this.#summary(row, language))), agencies };
  }

  async get(principal: Principal, id: string, language: Language): Promise<Result<RegisterImportView>> {
    const row = await this.#find(principal, id);
    return row.ok ? ok(await this.#view(row.value, language)) : row;
  }

  /** Rows of a verdict; `refused` has those too that were refused when they were to be written. */
  async rows(principal: Principal, id: string, { verdict, after, limit }: { verdict?: RegisterVerdict | undefined; after?: number | undefined; limit: number }, language: Language): Promise<Result<RegisterRowList>> {
    const row = await this.#find(principal, id);
    if (!row.ok) return row;
    const found = await this.imports.rows(id, { verdicts: verdict ? [verdict] : null, after: after ?? 0, limit: limit + 1 });
    const page = found.slice(0, limit);
    return ok({ items: page.map((one) => rowView(one, row.value, language)), next: found.length > limit ? String(page.at(-1)!.line) : null });
  }

  /** The refused rows as they were, each with its reasons, to be mended and uploaded again. */
  async refused(principal: Principal, id: string, language: Language): Promise<Result<PrintedSheet>> {
    const row = await this.#find(principal, id);
    if (!row.ok) return row;
    const { layout, fileName } = row.value;
    return ok(await registerSheet(`can-sua-${fileName.replace(/\.[^.]*$/, '')}`, layout.titles, await this.imports.refusedRows(id), language));
  }

  async #find(principal: Principal, id: string): Promise<Result<ImportRow>> {
    const row = await this.imports.find(id);
    if (!row) return unknownImport(id);
    const within = await this.reach.within(principal, row.agency);
    return within.ok ? ok(row) : within;
  }

  async #summary(row: ImportRow, language: Language): Promise<Summary> {
    const progress = row.state === 'applying' || row.state === 'applied' ? await this.imports.progress(row.id) : { ...NOTHING, total: row.counts.rows };
    const { id, agency, fileName, fileDigest, fileSize, state, counts, layout, uploadedBy, uploadedAt, appliedBy, appliedAt, endedAt } = row;
    return {
      id, agency, agencyName: await this.agencies.nameOf(agency, language), fileName, fileDigest, fileSize, state, sheet: layout.sheet, headerLine: layout.headerLine, counts, progress, secondPerson: needsSecond(row),
      uploadedBy, uploadedByName: await this.agencies.personName(uploadedBy), uploadedAt: toIso(uploadedAt), appliedBy, appliedByName: appliedBy && (await this.agencies.personName(appliedBy)), appliedAt: appliedAt && toIso(appliedAt), endedAt: endedAt && toIso(endedAt),
    };
  }

  async #view(row: ImportRow, language: Language): Promise<RegisterImportView> {
    const { layout, mapping, effect } = row;
    const words = (kind: keyof typeof layout.unmatched) => Object.entries(layout.unmatched[kind]).map(([word, rows]) => ({ word, rows })).sort((a, b) => b.rows - a.rows || a.word.localeCompare(b.word));
    return {
      ...(await this.#summary(row, language)), mapping, effect, notes: layout.notes.map((note) => note[language]),
      columns: layout.titles.map((title, index) => ({ index, title, field: mapping.columns[String(index)] ?? null, samples: layout.samples.map((cells) => cells[index] ?? '') })),
      unmatched: { agencies: words('agencies'), procedures: words('procedures'), states: words('states'), channels: words('channels') },
    };
  }
}

const WEIGHT = { refusal: 0, change: 1, warning: 2 } as const;
const NOTHING: Progress = { total: 0, done: 0, written: 0, corrected: 0, known: 0, refused: 0 };

function rowView({ line, verdict, cells, findings, outcome }: StoredRow, { mapping, layout }: ImportRow, language: Language): RegisterRowList['items'][number] {
  const columns = columnsOf(mapping);
  const at = (field: Parameters<typeof columns.get>[0] | null): number | null => (field === null ? null : (columns.get(field) ?? null));
  const cell = (field: 'code' | 'applicant'): string | null => cells[at(field) ?? -1] || null;
  return {
    line, verdict, outcome, cells, code: cell('code'), applicantName: cell('applicant'),
    findings: findings.toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]).map(({ severity, field, message }) => ({ severity, column: at(field), title: layout.titles[at(field) ?? -1] ?? null, message: message[language] })),
  };
}
