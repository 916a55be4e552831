import type { ProceduresInForce } from '#contract';
import { type Language, text } from '#kernel';
import ExcelJS from 'exceljs';
import { CHANGE_COLUMNS, COLUMNS, changeRow, inForceRow, titleOf } from './in-force-columns.js';

/** Two sheets: the list, and the changes of the quarter. */
export async function inForceSheet(list: ProceduresInForce, language: Language): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const fill = (name: string, head: string[], rows: string[][], widths: number[]): void => {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 3 }], pageSetup: { orientation: 'landscape', fitToPage: true, fitToHeight: 0 } });
    sheet.addRow([titleOf(list, language)]).font = { bold: true, size: 14 };
    sheet.addRow([]);
    sheet.addRow(head).font = { bold: true };
    sheet.addRows(rows);
    sheet.columns.forEach((column, at) => { column.width = widths[at] ?? 16; });
    sheet.eachRow((row, number) => { if (number > 2) row.alignment = { wrapText: true, vertical: 'top' }; });
  };
  fill(text('Đang hiệu lực', 'In force')[language], COLUMNS.map((name) => name[language]), list.items.map((item) => inForceRow(item, language)), [24, 48, 26, 24, 12, 14, 26, 20]);
  fill(text('Thay đổi trong quý', 'Changes')[language], CHANGE_COLUMNS.map((name) => name[language]), list.changes.map((change) => changeRow(change, language)), [16, 24, 48, 24, 14, 50]);
  return Buffer.from(await book.xlsx.writeBuffer());
}
