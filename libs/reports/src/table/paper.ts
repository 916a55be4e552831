import type { Content, TDocumentDefinitions, TableCell } from 'pdfmake/interfaces.js';
import { type Language, text } from '#kernel';
import type { Cell, Column, ReportTable } from './figures.js';
import { cellText, periodText, runningHeads, signLines } from './wording.js';

/** The report on paper, landscape: form and agency on either side of the title, the table with numbered columns, the places to sign. */
export function toPaper(table: ReportTable, language: Language): TDocumentDefinitions {
  return {
    pageSize: 'A4', pageOrientation: 'landscape', pageMargins: [30, 30, 30, 40],
    info: { title: `${table.title[language]} ${periodText(table)}`, creator: 'Liên Thông', producer: 'Liên Thông' },
    defaultStyle: { font: 'Roboto', fontSize: table.columns.length > 10 ? 8 : 9, lineHeight: 1.12 },
    styles: { head: { bold: true, alignment: 'center', fillColor: '#eef1f2' }, number: { alignment: 'center', italics: true, fontSize: 7 }, small: { fontSize: 7.5, color: '#333333' } },
    footer: (page, pages) => ({ columns: [{ text: `${text('Sổ cái', 'Ledger')[language]} ${table.position} · ${table.digest.slice(0, 16)}` }, { text: `${page}/${pages}`, alignment: 'right' }], style: 'small', margin: [30, 12, 30, 0] }),
    content: [front(table, language), grid(table, language), { stack: signLines(table, language), style: 'small', margin: [0, 6, 0, 8] }, signatures(language)],
  };
}

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

function grid({ columns, rows, total }: ReportTable, language: Language): Content {
  const cell = (value: Cell, column: Column, bold = false): TableCell => ({ text: cellText(value, column, language), ...(NUMBERS.has(column.type) && { alignment: 'right' as const }), ...(bold && { bold }) });
  const line = (no: string, cells: readonly Cell[], bold = false): TableCell[] => [{ text: no, alignment: 'center' }, ...cells.map((value, index) => cell(value, columns[index]!, bold))];
  const body = rows.map(({ cells }, index) => line(String(index + 1), cells));
  return {
    table: { headerRows: 3, dontBreakRows: true, widths: ['auto', ...columns.map(({ type }) => (type === 'text' ? '*' : 'auto'))], body: [...heads(columns, language), ...body, ...(total ? [line('', total, true)] : [])] },
    layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, paddingLeft: () => 3, paddingRight: () => 3, paddingTop: () => 2, paddingBottom: () => 2 },
  };
}

function heads(columns: readonly Column[], language: Language): TableCell[][] {
  const upper: TableCell[] = [{ text: text('TT', 'No.')[language], style: 'head', rowSpan: 2 }];
  const lower: TableCell[] = [''];
  for (const { from, length, group } of runningHeads(columns)) {
    upper.push(group ? { text: group[language], style: 'head', colSpan: length } : { text: columns[from]!.name[language], style: 'head', rowSpan: 2 }, ...Array.from({ length: length - 1 }, () => ''));
    lower.push(...columns.slice(from, from + length).map(({ name }) => (group ? { text: name[language], style: 'head' } : '')));
  }
  return [upper, lower, Array.from({ length: columns.length + 1 }, (_, index) => ({ text: String(index + 1), style: 'number' }))];
}

const signatures = (language: Language): Content => ({
  columns: [text('Người lập biểu', 'Prepared by'), text('Thủ trưởng đơn vị', 'Head of the agency')].map((who) => ({ width: '*', alignment: 'center', stack: [{ text: who[language], bold: true }, { text: text('(ký, ghi rõ họ tên)', '(signature, full name)')[language], italics: true, margin: [0, 0, 0, 34] }] })),
  unbreakable: true,
});
