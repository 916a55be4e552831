import type { ReportCatalogue, ReportCell, ReportView } from '#contract';
import type { Language } from '#kernel';
import { CATALOGUE } from '../kinds/catalogue.js';
import type { Cell, ReportTable } from './figures.js';
import { sumsOf } from './arithmetic.js';
import { numberOf } from './wording.js';

export function reportView(table: ReportTable, language: Language): ReportView {
  const { kind, title, form, unit, agency, parameters, columns, rows, total, checked, notes = [], position, digest, next = null } = table;
  const cells = (all: readonly Cell[]): ReportCell[] => all.map((cell) => (cell !== null && typeof cell === 'object' ? cell[language] : cell));
  return {
    kind, title: title[language], form: form?.[language] ?? null, unit: unit[language], agency: agency[language], parameters,
    columns: columns.map((column, index) => ({ key: column.key, name: column.name[language], group: column.group?.[language] ?? null, type: column.type, adds: [...(sumsOf(column)[0] ?? [])], number: numberOf(columns, index), apart: column.apart ?? null })),
    rows: rows.map((row) => ({ key: row.key, cells: cells(row.cells) })), total: total && cells(total),
    identities: checked.map(({ name, holds, faults }) => ({ name: name[language], holds, faults: [...faults] })), notes: notes.map((note) => note[language]), ledgerPosition: position, digest, next,
  };
}

export const catalogueView = (language: Language): ReportCatalogue => ({
  items: Object.values(CATALOGUE).map(({ kind, title, form, groupings, filters, charted = false, agencyKind = null, paged = false, perDossier = false }) => ({ kind, title: title[language], form: form?.[language] ?? null, groupings: [...groupings], filters: [...filters], charted, agencyKind, paged, perDossier })),
});
