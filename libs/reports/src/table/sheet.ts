import ExcelJS from 'exceljs';
import { type Language, text } from '#kernel';
import type { Cell, Column, ReportTable } from './figures.js';
import { isSummed, sumsOf } from './arithmetic.js';
import { cellText, headLines, numberOf, runningHeads, signLines } from './wording.js';

const FORMATS: Partial<Record<Column['type'], string>> = { count: '#,##0', money: '#,##0', share: '0.00%', hours: '#,##0.0', score: '0.00' };
const WIDTHS: Partial<Record<Column['type'], number>> = { text: 30, day: 12, instant: 17 };
const BORDER: Partial<ExcelJS.Borders> = { top: { style: 'thin' }, bottom: { style: 'thin' }, left: { style: 'thin' }, right: { style: 'thin' } };

/** Column 1 of the sheet numbers the rows. */
const FIRST = 2;

/** Where a column of the table stands; what is not on the form stands to its right, after an empty column. */
const placeOf = (columns: readonly Column[], index: number): number => index + FIRST + (columns[index]?.apart === undefined ? 0 : 1);

/**
 * The report as a spreadsheet: numbers are numbers, and whatever follows from others (a sum of columns, a share, the total line) is a
 * formula, stored with its value, so that it can be gone over by whoever receives it.
 */
export async function toSheet(table: ReportTable, language: Language): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.creator = 'Liên Thông';
  const sheet = book.addWorksheet(text('Báo cáo', 'Report')[language], { pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0 } });
  for (const [line, bold] of headLines(table, language)) sheet.addRow([line]).font = { bold, size: bold ? 13 : 11 };
  sheet.addRow([]);
  const first = heads(sheet, table, language);
  const last = first + table.rows.length - 1;
  table.rows.forEach(({ cells }, index) => fill(sheet.getRow(first + index), table.columns, [index + 1, ...cells], language, formulaIn(table.columns, first + index)));
  if (table.total) fill(sheet.getRow(last + 1), table.columns, ['', ...table.total], language, totalFormula(table, first, last)).font = { bold: true };
  sheet.addRow([]);
  for (const line of signLines(table, language)) sheet.addRow([line]).font = { size: 9, italic: true };
  sheet.getColumn(1).width = 6;
  table.columns.forEach(({ type }, index) => { sheet.getColumn(placeOf(table.columns, index)).width = WIDTHS[type] ?? 13; });
  sheet.views = [{ state: 'frozen', ySplit: first - 1, xSplit: FIRST }];
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Two merged lines of heads and the line of column numbers; answers where the rows begin. */
function heads(sheet: ExcelJS.Worksheet, { columns }: ReportTable, language: Language): number {
  const top = sheet.rowCount + 1;
  const put = (row: number, column: number, value: string | number): void => {
    Object.assign(sheet.getCell(row, column), { value, border: BORDER, font: { bold: true }, alignment: { horizontal: 'center', vertical: 'middle', wrapText: true } });
  };
  put(top, 1, text('TT', 'No.')[language]);
  sheet.mergeCells(top, 1, top + 1, 1);
  for (const { from, length, group } of runningHeads(columns)) {
    const place = placeOf(columns, from);
    put(top, place, (group ?? columns[from]!.name)[language]);
    if (group) for (let index = from; index < from + length; index++) put(top + 1, placeOf(columns, index), columns[index]!.name[language]);
    if (group && length > 1) sheet.mergeCells(top, place, top, place + length - 1);
    if (!group) sheet.mergeCells(top, place, top + 1, place);
  }
  put(top + 2, 1, 1);
  columns.forEach((column, index) => put(top + 2, placeOf(columns, index), column.apart === undefined ? index + FIRST : numberOf(columns, index)));
  return top + 3;
}

type Formula = (column: Column) => string | null;

function fill(row: ExcelJS.Row, columns: readonly Column[], cells: readonly Cell[], language: Language, formula: Formula): ExcelJS.Row {
  cells.forEach((cell, index) => {
    const column = index === 0 ? null : columns[index - 1]!;
    const into = row.getCell(column ? placeOf(columns, index - 1) : 1);
    const written = column ? formula(column) : null;
    const value = typeof cell === 'number' ? cell : column ? cellText(cell, column, language) : '';
    into.value = written && typeof cell === 'number' ? { formula: written, result: cell } : value;
    into.border = BORDER;
    into.alignment = { vertical: 'top', wrapText: true, ...(typeof cell === 'number' && { horizontal: 'right' }) };
    const format = column && FORMATS[column.type];
    if (format) into.numFmt = format;
  });
  return row;
}

const letterOf = (columns: readonly Column[], key: string): string => letter(placeOf(columns, columns.findIndex((column) => column.key === key)));

/** `1` is A. */
const letter = (index: number): string => (index > 26 ? letter(Math.floor((index - 1) / 26)) : '') + String.fromCharCode(65 + ((index - 1) % 26));

const ratioFormula = (columns: readonly Column[], { ratio }: Column, row: number): string | null => {
  if (!ratio) return null;
  const [part, whole] = [letterOf(columns, ratio.part) + row, letterOf(columns, ratio.whole) + row];
  return `IF(${whole}=0,"",${part}/${whole})`;
};

const formulaIn = (columns: readonly Column[], row: number): Formula => (column) => {
  const [parts] = sumsOf(column);
  if (column.less) return `${letterOf(columns, column.less.from)}${row}-${letterOf(columns, column.less.what)}${row}`;
  return column.ratio ? ratioFormula(columns, column, row) : parts ? parts.map((key) => letterOf(columns, key) + row).join('+') : null;
};

const totalFormula = ({ columns, rows }: ReportTable, first: number, last: number): Formula => (column) => {
  if (column.ratio) return ratioFormula(columns, column, last + 1);
  if (!isSummed(column) || rows.length === 0) return null;
  const at = letterOf(columns, column.key);
  return `SUM(${at}${first}:${at}${last})`;
};
