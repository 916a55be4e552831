import ExcelJS from 'exceljs';
import { FORM_COLUMNS, type CheckedReport, type FormColumn, type PrintedRow } from '#contract';
import { type Language, type Result, ok, reject, text } from '#kernel';

export interface ReadSheet {
  rows: PrintedRow[];
  total: PrintedRow | null;
  unread: CheckedReport['unread'];
}

const MOST_ROWS = 2000;

/** A form of ours or of another system: below the line of column numbers (…3, 4, … 13) each line is a row, and one called "Tổng" the total. */
export async function readSheet(file: Uint8Array, language: Language): Promise<Result<ReadSheet>> {
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(Buffer.from(file) as unknown as ArrayBuffer);
  } catch {
    return reject('invalid_input', text('Tệp không phải bảng tính .xlsx đọc được.', 'The file is no readable .xlsx.'), { errors: [{ path: 'file', message: text('cần tệp .xlsx', 'an .xlsx file is needed') }] });
  }
  for (const sheet of book.worksheets) {
    const head = numberedLine(sheet);
    if (head) return ok(rowsOf(sheet, head, language));
  }
  return reject('invalid_input', NO_HEAD, { errors: [{ path: 'file', message: NO_HEAD }] });
}

interface Head {
  line: number;
  columns: ReadonlyMap<FormColumn, number>;
}

/** The first line that numbers the columns, at least 3 to 13. */
function numberedLine(sheet: ExcelJS.Worksheet): Head | null {
  for (let line = 1; line <= Math.min(sheet.rowCount, 60); line++) {
    const columns = new Map<FormColumn, number>();
    sheet.getRow(line).eachCell((cell, column) => {
      const number = textOf(cell.value).replace(/[^0-9]/g, '') as FormColumn;
      if (FORM_COLUMNS.includes(number) && !columns.has(number)) columns.set(number, column);
    });
    if (columns.size === FORM_COLUMNS.length) return { line, columns };
  }
  return null;
}

function rowsOf(sheet: ExcelJS.Worksheet, { line, columns }: Head, language: Language): ReadSheet {
  const read: ReadSheet = { rows: [], total: null, unread: [] };
  const nameAt = columns.get('3')! - 1;
  for (let n = line + 1; n <= Math.min(sheet.rowCount, line + MOST_ROWS); n++) {
    const row = sheet.getRow(n);
    const name = textOf(row.getCell(nameAt).value).slice(0, 300);
    const figures = [...columns].map(([column, at]) => [column, row.getCell(at).value] as const).filter(([, value]) => textOf(value) !== '');
    if (name === '' || figures.length === 0) continue;
    const wrong = figures.find(([, value]) => numberOf(value) === null);
    if (wrong) read.unread.push({ line: n, reason: text(`cột ${wrong[0]} không phải là số: ${textOf(wrong[1])}`, `column ${wrong[0]} is no number: ${textOf(wrong[1])}`)[language] });
    else keep(read, { name, figures: Object.fromEntries(figures.map(([column, value]) => [column, numberOf(value)!])) });
  }
  return read;
}

function keep(read: ReadSheet, row: PrintedRow): void {
  if (/^(tổng|total|sum|cộng)/i.test(row.name)) read.total = row;
  else read.rows.push(row);
}

const valueOf = (value: ExcelJS.CellValue): unknown => (value !== null && typeof value === 'object' && 'result' in value ? value.result : value);

function textOf(value: ExcelJS.CellValue): string {
  const plain = valueOf(value);
  if (plain === null || plain === undefined) return '';
  if (typeof plain === 'object') return 'richText' in plain ? (plain.richText as { text: string }[]).map((part) => part.text).join('') : '';
  return `${plain as string | number | boolean}`.trim();
}

/** `1.234` of a text is a grouped number, as Vietnamese papers write it. */
function numberOf(value: ExcelJS.CellValue): number | null {
  const plain = valueOf(value);
  if (typeof plain === 'number') return plain >= 0 && plain <= 1e9 ? plain : null;
  const written = textOf(value).replace(/[\s.](?=\d{3}(\D|$))/g, '');
  return /^\d{1,9}$/.test(written) ? Number(written) : null;
}

const NO_HEAD = text('Không tìm thấy dòng đánh số cột 3 đến 13 của Biểu 06 trong tệp.', 'No line that numbers columns 3 to 13 of form 06 was found in the file.');
