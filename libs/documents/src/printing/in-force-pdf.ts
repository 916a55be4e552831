import type { ProceduresInForce } from '#contract';
import { type Language, text } from '#kernel';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { CHANGE_COLUMNS, COLUMNS, changeRow, inForceRow, titleOf } from './in-force-columns.js';
import { STYLES, heads } from './layout.js';

export function inForcePdf(list: ProceduresInForce, language: Language): TDocumentDefinitions {
  const none = text('Không có thay đổi trong quý.', 'Nothing changed in the quarter.')[language];
  return {
    pageSize: 'A4', pageOrientation: 'landscape', pageMargins: [36, 36, 36, 40],
    info: { title: titleOf(list, language), creator: 'Liên Thông', producer: 'Liên Thông' },
    defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.15 },
    styles: STYLES,
    footer: (page, pages) => ({ text: `${page}/${pages}`, alignment: 'right', style: 'small', margin: [36, 10, 36, 0] }),
    content: [
      { text: titleOf(list, language).toUpperCase(), style: 'title', fontSize: 13, margin: [0, 0, 0, 8] },
      { table: { headerRows: 1, dontBreakRows: true, widths: [92, '*', 92, 84, 44, 58, 86, 74], body: [heads(...COLUMNS.map((name) => name[language])), ...list.items.map((item) => inForceRow(item, language))] } },
      { text: `${text('Thay đổi trong', 'Changes in')[language]} ${list.quarter.name}`, style: 'h1' },
      list.changes.length === 0 ? { text: none } : { table: { headerRows: 1, dontBreakRows: true, widths: [70, 92, '*', 84, 58, 160], body: [heads(...CHANGE_COLUMNS.map((name) => name[language])), ...list.changes.map((change) => changeRow(change, language))] } },
    ],
  };
}
