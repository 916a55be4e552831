import { type Language, type Text, localDate, text, toIso } from '#kernel';
import type { Cell, Column, ReportTable } from './figures.js';

/** What every face of a report says around its table, in the order in which it is said. */

const day = (iso: string): string => iso.slice(0, 10).split('-').reverse().join('/');

/** `01/03/2026 – 31/03/2026`: the last day is the one before the period's end. */
export function periodText({ parameters: { from, to } }: ReportTable): string {
  return `${day(toIso(new Date(from)))} – ${day(localDate(new Date(new Date(to).getTime() - 1)))}`;
}

/** Lines of the head; whether a line is bold. */
export function headLines(table: ReportTable, language: Language): [string, boolean][] {
  return [
    ...(table.form ? [[table.form[language], false] as [string, boolean]] : []),
    [table.title[language].toUpperCase(), true],
    [`${text('Kỳ báo cáo', 'Period')[language]}: ${periodText(table)}`, false],
    [`${text('Đơn vị báo cáo', 'Reporting agency')[language]}: ${table.agency[language]}`, false],
    [`${text('Đơn vị tính', 'Unit')[language]}: ${table.unit[language]}`, false],
  ];
}

/** Under the table: identities, notes, ledger position and digest. */
export function signLines(table: ReportTable, language: Language): string[] {
  const held = text('đúng', 'holds')[language];
  const broken = text('KHÔNG ĐÚNG', 'DOES NOT HOLD')[language];
  return [
    ...(table.notes ?? []).map((note) => note[language]),
    ...table.checked.map(({ name, holds }) => `${name[language]}: ${holds ? held : broken}`),
    `${text('Vị trí sổ cái', 'Ledger position')[language]}: ${table.position}`,
    `${text('Mã băm báo cáo', 'Digest of the report')[language]}: ${table.digest}`,
  ];
}

/** What is not known: a dash, which is no nought. */
const NOTHING: Partial<Record<Column['type'], string>> = { score: '–', money: '–', share: '–' };

const grouped = (value: number, language: Language): string => value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB');
const digits = (value: number, places: number, language: Language): string => value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB', { minimumFractionDigits: places, maximumFractionDigits: places });

/** How a cell is read by people; the sheet keeps numbers as numbers. */
export function cellText(cell: Cell, { type }: Pick<Column, 'type'>, language: Language): string {
  if (cell === null) return NOTHING[type] ?? '';
  if (typeof cell === 'object') return cell[language];
  if (typeof cell === 'number') return numberText(cell, type, language);
  return type === 'day' ? day(cell) : type === 'instant' ? `${cell.slice(11, 16)} ${day(cell)}` : cell;
}

function numberText(value: number, type: Column['type'], language: Language): string {
  switch (type) {
    case 'share': return `${digits(value * 100, 2, language)} %`;
    case 'hours': return digits(value, 1, language);
    case 'score': return digits(value, 2, language);
    default: return grouped(value, language);
  }
}

/** Runs of columns under one head; a column without a group stands alone. */
export function runningHeads(columns: readonly Column[]): { from: number; length: number; group: Text | null }[] {
  const runs: { from: number; length: number; group: Text | null }[] = [];
  columns.forEach(({ group = null }, index) => {
    const run = runs.at(-1);
    if (run && group && run.group?.vi === group.vi) run.length++;
    else runs.push({ from: index, length: 1, group });
  });
  return runs;
}

/** How the line of column numbers calls a column: by its place on the form, or by its own key where it is not on it. */
export const numberOf = (columns: readonly Column[], index: number): string => (columns[index]?.apart === undefined ? String(index + 2) : columns[index].key);

export const APART = text('Ngoài biểu: quá hạn gộp và ròng (đã trừ bất khả kháng)', 'Beside the form: late gross and net of force majeure');

/** The columns that stand apart, each after the one of the form that it belongs to; indices into the table. Empty where all are on the form. */
export function asideOf(columns: readonly Column[]): number[] {
  const apart = columns.flatMap(({ apart: beside }, index) => (beside === undefined ? [] : [{ beside, index }]));
  if (apart.length === 0) return [];
  const known = [...new Set(apart.map(({ beside }) => beside))];
  return [0, ...known.flatMap((key) => [columns.findIndex((column) => column.key === key), ...apart.filter(({ beside }) => beside === key).map(({ index }) => index)])];
}
