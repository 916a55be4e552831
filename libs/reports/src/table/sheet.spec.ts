import ExcelJS from 'exceljs';
import { text } from '#kernel';
import { readSheet } from '../checking/read-sheet.js';
import { checkPrinted } from '../checking/printed-figures.js';
import { SETTLEMENT_COLUMNS } from '../kinds/settlement-table.js';
import { checkTable } from './arithmetic.js';
import type { ReportTable } from './figures.js';
import { toCsv } from './csv.js';
import { toSheet } from './sheet.js';

const figures = {
  columns: SETTLEMENT_COLUMNS,
  rows: [{ key: 'a', cells: ['UBND xã A; "Đá"', 5, 1, 3, 1, 3, 1, 1, 1, 2, 1, 1, 1, 0, 0, 1] }, { key: 'b', cells: ['=UBND xã B', 6, 2, 2, 2, 1, 1, 0, 0, 5, 3, 2, 0, 0, 2, 0] }],
  total: [text('Tổng cộng', 'Total'), 11, 3, 5, 3, 4, 2, 1, 1, 7, 4, 3, 1, 0, 2, 1],
};
const table: ReportTable = {
  ...figures, kind: 'settlement', title: text('Tình hình', 'Settlement'), form: text('Biểu số 06/VPCP/KSTT', 'Form 06'), unit: text('hồ sơ', 'dossiers'), agency: text('Huyện', 'District'),
  parameters: { from: '2026-03-01T00:00:00+07:00', to: '2026-04-01T00:00:00+07:00' }, position: 42, digest: 'f'.repeat(64), checked: checkTable(figures),
};

/** Sums and additions of cells, computed anew from the numbers alone. */
function evaluated(sheet: ExcelJS.Worksheet, address: string): number {
  const { value } = sheet.getCell(address);
  if (typeof value === 'number') return value;
  const { formula } = value as ExcelJS.CellFormulaValue;
  const range = /^SUM\(([A-Z]+)(\d+):[A-Z]+(\d+)\)$/.exec(formula);
  const difference = /^([A-Z]+\d+)-([A-Z]+\d+)$/.exec(formula);
  if (difference) return evaluated(sheet, difference[1]!) - evaluated(sheet, difference[2]!);
  const cells = range ? Array.from({ length: Number(range[3]) - Number(range[2]) + 1 }, (_, index) => `${range[1]}${Number(range[2]) + index}`) : formula.split('+');
  return cells.reduce((sum, cell) => sum + evaluated(sheet, cell), 0);
}

async function opened(): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await toSheet(table, 'vi')) as unknown as ArrayBuffer);
  return book.worksheets[0]!;
}

const lineOf = (sheet: ExcelJS.Worksheet, name: string): number => {
  for (let n = 1; n <= sheet.rowCount; n++) if (sheet.getCell(n, 2).value === name) return n;
  throw new Error(`no line ${name}`);
};

describe('a report as a spreadsheet', () => {
  it('computes its totals by formulas that give what the report says', async () => {
    const sheet = await opened();
    const total = lineOf(sheet, 'Tổng cộng');

    const computed = Array.from({ length: 11 }, (_, index) => evaluated(sheet, `${String.fromCharCode(67 + index)}${total}`));

    expect(computed).toEqual(figures.total.slice(1, 12));
    expect(['O', 'P', 'Q', 'R'].map((letter) => evaluated(sheet, `${letter}${total}`))).toEqual(figures.total.slice(12));
    expect(sheet.getCell(`P${total - 1}`).value).toMatchObject({ formula: `J${total - 1}-O${total - 1}` });
    expect(sheet.getCell(`C${total}`).value).toEqual({ formula: `SUM(C${total - 2}:C${total - 1})`, result: 11 });
    expect(sheet.getCell(`C${total - 1}`).value).toEqual({ formula: `D${total - 1}+E${total - 1}+F${total - 1}`, result: 6 });
  });

  it('has the heads of the form and says what it is made from', async () => {
    const sheet = await opened();
    const said = Array.from({ length: sheet.rowCount }, (_, index) => sheet.getCell(index + 1, 1).text).join('\n');
    const numbers = sheet.getRow(lineOf(sheet, 'UBND xã A; "Đá"') - 1).values as unknown[];

    expect(numbers.slice(1)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, undefined, '10a', '10b', '13a', '13b']);
    expect(said).toContain('Biểu số 06/VPCP/KSTT');
    expect(said).toContain('Kỳ báo cáo: 01/03/2026 – 31/03/2026');
    expect(said).toContain('Vị trí sổ cái: 42');
    expect(said).toContain('f'.repeat(64));
  });

  it('is read back by the checker, and holds', async () => {
    const read = await readSheet(await toSheet(table, 'vi'), 'vi');

    if (!read.ok) throw new Error(read.rejection.message.en);
    expect(read.value.unread).toEqual([]);
    expect(read.value.rows.map(({ name, figures }) => [name, figures[3]])).toEqual([['UBND xã A; "Đá"', 5], ['=UBND xã B', 6]]);
    expect(checkPrinted(read.value.rows, read.value.total, 'vi')).toEqual({ judged: 23, findings: [] });
  });
});

describe('a report as CSV', () => {
  it('is UTF-8 with a mark, semicolons and harmless texts', () => {
    const lines = toCsv(table, 'vi').toString('utf8').split('\r\n');

    expect(lines[0]).toMatch(/^\uFEFFLĩnh vực/);
    expect(lines[1]).toBe('"UBND xã A; ""Đá""";5;1;3;1;3;1;1;1;2;1;1;1;0;0;1');
    expect(lines[2]).toMatch(/^'=UBND xã B;6;/);
    expect(lines[3]).toMatch(/^Tổng cộng;11;/);
  });
});
