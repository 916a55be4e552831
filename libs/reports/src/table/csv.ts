import { type Language } from '#kernel';
import type { Cell, ReportTable } from './figures.js';
import { numberOf } from './wording.js';

/**
 * UTF-8 with a byte order mark, fields parted by semicolons, lines by CRLF: what a spreadsheet set to Vietnamese opens by a double click,
 * since there the comma is the decimal sign. Numbers are plain (`.` before decimals, no grouping), instants ISO.
 */
export function toCsv(table: Pick<ReportTable, 'columns' | 'rows' | 'total'>, language: Language): Buffer {
  const heads = table.columns.map(({ name, group, apart }, index) => [group?.[language], name[language], apart === undefined ? null : numberOf(table.columns, index)].filter(Boolean).join(' – '));
  const lines = [heads, ...table.rows.map(({ cells }) => cells), ...(table.total ? [table.total] : [])];
  return Buffer.from(`\uFEFF${lines.map((cells) => cells.map((cell) => field(cell, language)).join(';')).join('\r\n')}\r\n`, 'utf8');
}

/** A text that a spreadsheet would take for a formula is marked as a text. */
function field(cell: Cell, language: Language): string {
  const value = cell === null ? '' : typeof cell === 'object' ? cell[language] : String(cell);
  const harmless = typeof cell !== 'number' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
