import type { Content, TDocumentDefinitions, TableCell } from 'pdfmake/interfaces.js';
import { type Language, text } from '#kernel';
import type { Cell, Column, ReportTable } from './figures.js';
import { isSummed } from './arithmetic.js';
import { APART, asideOf, cellText, numberOf, periodText, runningHeads, signLines } from './wording.js';

/** The report on paper, landscape: form and agency on either side of the title, the table with numbered columns, the places to sign. */
export function toPaper(table: ReportTable, language: Language): TDocumentDefinitions {
  return {
    pageSize: 'A4', pageOrientation: 'landscape', pageMargins: [30, 30, 30, 40],
    info: { title: `${table.title[language]} ${periodText(table)}`, creator: 'Liên Thông', producer: 'Liên Thông' },
    defaultStyle: { font: 'Roboto', fontSize: formWidth(table) > 12 ? 7 : formWidth(table) > 10 ? 8 : 9, lineHeight: 1.12 },
    styles: { head: { bold: true, alignment: 'center', fillColor: '#eef1f2' }, number: { alignment: 'center', italics: true, fontSize: 7 }, small: { fontSize: 7.5, color: '#333333' } },
    footer: (page, pages) => ({ columns: [{ text: `${text('Sổ cái', 'Ledger')[language]} ${table.position} · ${table.digest.slice(0, 16)}` }, { text: `${page}/${pages}`, alignment: 'right' }], style: 'small', margin: [30, 12, 30, 0] }),
    content: [front(table, language), ...grids(table, language), { stack: signLines(table, language), style: 'small', margin: [0, 6, 0, 8] }, signatures(language)],
  };
}

const formWidth = ({ columns }: ReportTable): number => columns.filter(({ apart }) => apart === undefined).length;

function front(table: ReportTable, language: Language): Content {
  const unit = `${text('Đơn vị tính', 'Unit')[language]}: ${table.unit[language]}`;
  return {
    stack: [
      {
        columns: [
          { width: 190, stack: [{ text: table.form?.[language] ?? '', bold: true }] },
          {
            width: '*', alignment: 'center',
            stack: [{ text: table.title[language].toUpperCase(), bold: true, fontSize: 12 }, { text: `${text('Kỳ báo cáo', 'Period')[language]}: ${periodText(table)}`, italics: true, margin: [0, 3, 0, 0] }],
          },
          { width: 190, stack: [{ text: `${text('Đơn vị báo cáo', 'Reporting agency')[language]}:` }, { text: table.agency[language], bold: true }] },
        ],
      },
      { text: unit, alignment: 'right', italics: true, margin: [0, 6, 0, 3] },
    ],
  };
}

const NUMBERS = new Set<Column['type']>(['count', 'money', 'share', 'hours', 'score']);

/** The form, and under it what is not on the form: late gross beside net. */
function grids(table: ReportTable, language: Language): Content[] {
  const { columns, rows, total } = table;
  const only = (indices: readonly number[]): Pick<ReportTable, 'columns' | 'rows' | 'total'> => ({ columns: indices.map((index) => columns[index]!), rows: rows.map((row) => ({ ...row, cells: indices.map((index) => row.cells[index]!) })), total: total && indices.map((index) => total[index]!) });
  const form = columns.flatMap(({ apart }, index) => (apart === undefined ? [index] : []));
  const aside = asideOf(columns);
  const telling = rows.filter(({ cells }) => aside.slice(1).some((index) => cells[index] !== null && cells[index] !== 0 && (columns[index]!.apart !== undefined || columns[index]!.type === 'count')));
  const numbers = (indices: readonly number[]): string[] => indices.map((index) => numberOf(columns, index));
  if (aside.length === 0 || (telling.length === 0 && total === null) || (telling.length === 0 && !aside.some((index) => isSummed(columns[index]!)))) return [grid(only(form), numbers(form), language)];
  return [grid(only(form), numbers(form), language), { text: APART[language], bold: true, margin: [0, 8, 0, 3] }, grid({ ...only(aside), rows: telling.map((row) => ({ ...row, cells: aside.map((index) => row.cells[index]!) })) }, numbers(aside), language)];
}

function grid({ columns, rows, total }: Pick<ReportTable, 'columns' | 'rows' | 'total'>, numbers: readonly string[], language: Language): Content {
  const cell = (value: Cell, column: Column, bold = false): TableCell => ({ text: cellText(value, column, language), ...(NUMBERS.has(column.type) && { alignment: 'right' as const }), ...(bold && { bold }) });
  const line = (no: string, cells: readonly Cell[], bold = false): TableCell[] => [{ text: no, alignment: 'center' }, ...cells.map((value, index) => cell(value, columns[index]!, bold))];
  const body = rows.map(({ cells }, index) => line(String(index + 1), cells));
  return {
    table: { headerRows: 3, dontBreakRows: true, widths: widthsOf(columns), body: [...heads(columns, numbers, language), ...body, ...(total ? [line('', total, true)] : [])] },
    layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, paddingLeft: () => 3, paddingRight: () => 3, paddingTop: () => 2, paddingBottom: () => 2 },
  };
}

/** What landscape A4 leaves between the margins, in points; padding and line of a cell; the number of the row; a dossier code, which does not break. */
const [BREADTH, CELL, NUMBER, CODE] = [782, 6.5, 18, 98];

/** Texts that are longer or shorter than others. */
const WEIGHTS: Record<string, number> = { procedure: 2.2, cause: 2, holder: 1.6, applicant: 1.3, contact: 1.3, agency: 1.3, channel: 0.7, outcome: 0.7, documents: 0.9 };

/** Figures and instants get what they need, texts share the rest in fixed parts: a part that grew with its longest word would run off the sheet. */
function widthsOf(columns: readonly Column[]): number[] {
  const fixed = columns.map(({ key, type }) => (key === 'code' ? CODE : type === 'text' ? null : type === 'day' || type === 'instant' ? 46 : columns.length > 12 ? 32 : 46));
  const taken = fixed.reduce<number>((sum, width) => sum + (width ?? 0) + CELL, NUMBER + CELL);
  const weights = columns.map(({ key }, index) => (fixed[index] === null ? (WEIGHTS[key] ?? 1) : 0));
  const part = (BREADTH - taken) / weights.reduce((sum, weight) => sum + weight, 0);
  return [NUMBER, ...fixed.map((width, index) => width ?? Math.floor(part * weights[index]!))];
}

/** A head of one column stands in the lower line with its upper cell open: what spans lines is not measured, and would run over. */
function heads(columns: readonly Column[], numbers: readonly string[], language: Language): TableCell[][] {
  const open: TableCell = { text: '', style: 'head', border: [true, true, true, false] };
  const alone = (name: string): TableCell => ({ text: name, style: 'head', border: [true, false, true, true] });
  const upper: TableCell[] = [open];
  const lower: TableCell[] = [alone(text('TT', 'No.')[language])];
  for (const { from, length, group } of runningHeads(columns)) {
    upper.push(group ? { text: group[language], style: 'head', colSpan: length } : open, ...Array.from({ length: length - 1 }, () => ''));
    lower.push(...columns.slice(from, from + length).map(({ name }): TableCell => (group ? { text: name[language], style: 'head' } : alone(name[language]))));
  }
  return [upper, lower, ['1', ...numbers].map((number) => ({ text: number, style: 'number' }))];
}

const signatures = (language: Language): Content => ({
  columns: [text('Người lập biểu', 'Prepared by'), text('Thủ trưởng đơn vị', 'Head of the agency')].map((who) => ({ width: '*', alignment: 'center', stack: [{ text: who[language], bold: true }, { text: text('(ký, ghi rõ họ tên)', '(signature, full name)')[language], italics: true, margin: [0, 0, 0, 34] }] })),
  unbreakable: true,
});
