import { ZONE_OFFSET_MS, writtenBudget } from '#kernel';
import type { IsoTableRow, RevisionState } from '#contract';
import type { Content, StyleDictionary, TableCell } from 'pdfmake/interfaces.js';

export const STYLES: StyleDictionary = {
  title: { fontSize: 15, bold: true, alignment: 'center' },
  h1: { fontSize: 11.5, bold: true, margin: [0, 9, 0, 3] },
  h2: { fontSize: 10.5, bold: true, margin: [0, 6, 0, 2] },
  head: { bold: true, fillColor: '#e9eef0', alignment: 'center' },
  small: { fontSize: 8, color: '#444444' },
};

/** Over every page of what does not hold, or does not hold any more. */
export const MARKS: Partial<Record<RevisionState, string>> = {
  draft: 'DỰ THẢO', checked: 'DỰ THẢO', approved: 'DỰ THẢO', returned: 'DỰ THẢO', superseded: 'HẾT HIỆU LỰC', withdrawn: 'ĐÃ BÃI BỎ',
};

/** `12/02/2026`. */
export const writtenDay = (at: string | Date): string => {
  const day = typeof at === 'string' && at.length === 10 ? at : new Date(new Date(at).getTime() + ZONE_OFFSET_MS).toISOString().slice(0, 10);
  return day.split('-').reverse().join('/');
};

export const heads = (...names: string[]): TableCell[] => names.map((text) => ({ text, style: 'head' }));

export const paragraphs = (text: string): Content[] => text.split('\n').filter(Boolean).map((line) => ({ text: line, margin: [0, 0, 0, 2] }));

/** A row of the ISO table as it is printed: number, what is done, by whom, in what time, with which papers. */
export interface PrintedRow {
  number: string;
  activity: string;
  ways: string[];
  responsible: string;
  time: string;
  papers: string;
}

export const printedRow = (row: IsoTableRow): PrintedRow => ({
  number: row.number,
  activity: row.activity,
  ways: row.ways.map(({ when, to, end }) => `${when || 'Tiếp theo'}: ${to.length > 0 ? `sang ${to.map((number) => `bước ${number}`).join(', ')}` : `kết thúc${end ? ` – ${end}` : ''}`}`),
  responsible: row.responsible.names.toReversed().join(', ') || (row.stop ? 'Công dân, cơ quan ngoài' : row.kind === 'call' ? 'Theo quy trình được gọi' : row.kind === 'software' ? 'Hệ thống' : ''),
  time: row.stop ? 'Tạm dừng tính hạn' : row.time ? writtenBudget(row.time, 'vi') : '',
  papers: [...row.forms, ...row.results].map(({ name }) => name).join('; '),
});
