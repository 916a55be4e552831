import ExcelJS from 'exceljs';
import type { Grid } from './find-table.js';

const MAX_ROWS = 3_000;
const MAX_COLUMNS = 60;

export interface ReadGrids {
  grids: Grid[];
  /** Cells that were computed: what was last saved is taken. */
  formulas: { cell: string; text: string }[];
}

/** The sheets of a workbook as they are seen; null where one is too large for a table of steps. */
export async function readSheets(file: Buffer): Promise<ReadGrids | null> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file as unknown as ArrayBuffer);
  const read: ReadGrids = { grids: [], formulas: [] };
  for (const sheet of workbook.worksheets) {
    if (sheet.rowCount > MAX_ROWS) return null;
    const width = Math.min(sheet.columnCount, MAX_COLUMNS);
    const grid: string[][] = [];
    for (let row = 1; row <= sheet.rowCount; row++) {
      grid.push(Array.from({ length: width }, (_, column) => {
        const cell = sheet.getRow(row).getCell(column + 1);
        if (cell.type === ExcelJS.ValueType.Formula) read.formulas.push({ cell: cell.address, text: cell.formula ?? '' });
        return textOf(cell);
      }));
    }
    read.grids.push(grid);
  }
  return read;
}

function textOf(cell: ExcelJS.Cell): string {
  const value = cell.type === ExcelJS.ValueType.Formula ? cell.result : cell.value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return typeof value.text === 'string' ? value.text : cell.text;
  return 'error' in value ? '' : cell.text;
}
