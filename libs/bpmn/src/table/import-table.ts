import type { UnreadCell } from '#contract';
import { type Result, ok, reject, text } from '#kernel';
import { type FoundTable, type Grid, findTable } from './find-table.js';
import { readDocx } from './read-document.js';
import { readHead } from './read-head.js';
import { type ReadRows, readRows } from './read-rows.js';
import { readSheets } from './read-sheet.js';
import { readText } from './read-text.js';
import { type DrawnTable, type TableHead, tableToBpmn } from './table-to-bpmn.js';
import { inspectOffice } from './unpack.js';
import type { Vocabulary } from './vocabulary.js';

export interface ImportedTable extends DrawnTable {
  head: TableHead;
  rows: ReadRows['rows'];
}

const MAX_TEXT = 1_000_000;
const MAX_STEPS = 300;

/** Reads an existing ISO table, a sheet (.xlsx), a document (.docx) or pasted text, and draws it. What it could not read is listed. */
export async function importTable(source: Buffer | string, vocabulary: Vocabulary, said: Partial<TableHead> = {}): Promise<Result<ImportedTable>> {
  const read = typeof source === 'string' ? fromText(source) : await fromFile(source);
  if (!read.ok) return read;
  const { grids, lines, unread } = read.value;
  const found = grids.flatMap((grid) => findTable(grid) ?? []).sort((a, b) => b.rows.length - a.rows.length)[0];
  if (!found) return refuse('Không tìm thấy bảng có các cột Trình tự, Trách nhiệm, Thời gian.', 'No table with columns for the step, who is responsible and the time was found.');
  if (found.rows.length > MAX_STEPS) return reject('too_large', text(`Bảng có hơn ${MAX_STEPS} dòng.`, `The table has more than ${MAX_STEPS} rows.`));
  const { rows, unread: words } = readRows(found.rows, vocabulary);
  const head = readHead([...found.above, ...lines], said);
  const drawn = tableToBpmn(rows, head);
  return ok({ bpmn: drawn.bpmn, head, rows, unread: [...unread, ...skipped(found), ...words, ...drawn.unread] });
}

interface Read {
  grids: Grid[];
  lines: string[];
  unread: UnreadCell[];
}

function fromText(source: string): Result<Read> {
  if (source.trim() === '') return refuse('Không có nội dung.', 'There is nothing in it.');
  if (source.length > MAX_TEXT) return reject('too_large', text('Nội dung dán dài hơn 1 MB.', 'The pasted text is longer than 1 MB.'));
  return ok({ grids: [readText(source)], lines: [], unread: [] });
}

async function fromFile(file: Buffer): Promise<Result<Read>> {
  if (file.length === 0) return refuse('Tệp rỗng.', 'The file is empty.');
  const kind = inspectOffice(file);
  if (!kind.ok) return kind;
  try {
    if (kind.value === 'document') return ok({ ...(await readDocx(file)), unread: [] });
    const sheets = await readSheets(file);
    if (!sheets) return reject('too_large', text('Trang tính có quá nhiều dòng.', 'The sheet has too many rows.'));
    const computed = sheets.formulas.slice(0, 20).map(({ cell, text: formula }): UnreadCell => ({ row: cell, column: 'table', element: null, text: `=${formula}`.slice(0, 300), reason: 'ô là công thức; lấy kết quả đã lưu trong tệp' }));
    return ok({ grids: sheets.grids, lines: [], unread: computed });
  } catch {
    return refuse('Tệp hỏng, không đọc được nội dung.', 'The file is damaged and cannot be read.');
  }
}

const skipped = ({ skipped: lines }: FoundTable): UnreadCell[] =>
  lines.map(({ number, text: line }) => ({ row: number, column: 'table', element: null, text: line, reason: 'dòng tổng cộng hoặc tiêu đề, không phải một bước' }));

const refuse = (vi: string, en: string): Result<never> => reject('malformed', text(vi, en), { errors: [] });
