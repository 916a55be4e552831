import { Unzip, UnzipInflate } from 'fflate';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Result, ok, reject, text } from '#kernel';
import { dateStyles, serialText } from './serial-dates.js';
import { MOST_COLUMNS, type OpenedFile, type Sheet, type SheetLine, clean } from './sheet.js';

/** What all parts of a workbook may come to when unpacked: fifty thousand rows are a quarter of it. Registers shrink to a tenth, not to a hundredth. */
const MOST_UNPACKED = 300_000_000;
const MOST_TIMES = 100;
const NO_BOMB = 20_000_000;
const MOST_ENTRIES = 2_000;
const SLICE = 8_192;

/** Thrown out of the unzipping, and answered as a refusal. */
export class UnfitWorkbookError extends Error {
  constructor(readonly reason: 'bomb' | 'broken') {
    super(reason);
    this.name = 'UnfitWorkbookError';
  }
}

interface Part {
  name: string;
  text: string;
}

/**
 * Parts of the archive in the order of the file, as text, piece by piece: nothing is unpacked as a whole, and what comes out is counted
 * while it comes, whatever the archive says of its sizes.
 */
async function* unpacked(file: Uint8Array, wanted: (name: string) => boolean): AsyncGenerator<Part> {
  const pieces: Part[] = [];
  let bytes = 0;
  let entries = 0;
  let read = 0;
  // What is thrown within the library comes back as its own error.
  let bomb = false;
  const unzip = new Unzip((entry) => {
    if (++entries > MOST_ENTRIES) throw new UnfitWorkbookError('bomb');
    if (!wanted(entry.name)) return;
    const decoder = new TextDecoder();
    entry.ondata = (error, data, final) => {
      bytes += data?.length ?? 0;
      bomb ||= bytes > MOST_UNPACKED || (bytes > NO_BOMB && bytes > MOST_TIMES * read);
      if (bomb || error) throw new UnfitWorkbookError(bomb ? 'bomb' : 'broken');
      pieces.push({ name: entry.name, text: decoder.decode(data, { stream: !final }) });
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < file.length; at += SLICE) {
    read = Math.min(file.length, at + SLICE);
    push(unzip, file.subarray(at, read), read === file.length);
    yield* pieces.splice(0);
    await new Promise(setImmediate);
  }
}

function push(unzip: Unzip, slice: Uint8Array, last: boolean): void {
  try {
    unzip.push(slice, last);
  } catch (error) {
    throw error instanceof UnfitWorkbookError ? error : new UnfitWorkbookError('broken');
  }
}

/** The parts that say how the sheets are to be read, whole. */
interface Book {
  sheets: { name: string; part: string; hidden: boolean }[];
  strings: string[];
  dates: ReadonlySet<number>;
  date1904: boolean;
}

const SMALL = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml', 'xl/sharedStrings.xml'];

/** Refuses what is no workbook, what unpacks to far more than a register, and what only looks like one. */
export async function openXlsx(file: Uint8Array): Promise<Result<OpenedFile>> {
  try {
    const book = await readBook(file);
    if (book.sheets.length === 0) return broken();
    const sheets = book.sheets.filter(({ hidden }) => !hidden);
    return ok({ sheets: sheets.map(({ name, part }): Sheet => ({ name, lines: () => linesOf(file, part, book) })), hidden: book.sheets.filter(({ hidden }) => hidden).map(({ name }) => name) });
  } catch (error) {
    if (error instanceof UnfitWorkbookError) return refusedFile(error);
    throw error;
  }
}

/** What reading a workbook came to grief about, as a refusal. */
export function refusedFile({ reason }: UnfitWorkbookError): Result<never> {
  const message = reason === 'bomb' ? BOMB : BROKEN;
  return reject(message === BOMB ? 'too_large' : 'invalid_input', message, { errors: [{ path: 'file', message }] });
}

async function readBook(file: Uint8Array): Promise<Book> {
  const parts = new Map<string, string>();
  for await (const { name, text: piece } of unpacked(file, (part) => SMALL.includes(part))) parts.set(name, (parts.get(name) ?? '') + piece);
  const [book = '', rels = '', styles = '', strings = ''] = SMALL.map((name) => parts.get(name));
  const targets = new Map(tagsOf(rels, 'Relationship').map(({ Id = '', Target = '' }) => [Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`]));
  return {
    sheets: tagsOf(book, 'sheet').map((tag) => ({ name: tag.name ?? '', part: targets.get(tag['r:id'] ?? '') ?? '', hidden: tag.state === 'hidden' || tag.state === 'veryHidden' })),
    strings: sharedStrings(strings), dates: dateStyles(styles), date1904: ['1', 'true'].includes(tagsOf(book, 'workbookPr')[0]?.date1904 ?? ''),
  };
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function parser(on: { open?: (name: string, tag: SaxesTagPlain) => void; text?: (written: string) => void; close?: (name: string) => void }): SaxesParser {
  const sax = new SaxesParser({ xmlns: false });
  sax.on('error', () => { throw new UnfitWorkbookError('broken'); });
  // A workbook declares no entities of its own; who does so wants something else.
  sax.on('doctype', () => { throw new UnfitWorkbookError('broken'); });
  if (on.open) sax.on('opentag', (tag) => on.open!(local(tag.name), tag));
  if (on.text) sax.on('text', on.text);
  if (on.close) sax.on('closetag', (tag) => on.close!(local(tag.name)));
  return sax;
}

function tagsOf(xml: string, name: string): Record<string, string | undefined>[] {
  const found: Record<string, string | undefined>[] = [];
  if (xml !== '') parser({ open: (tag, { attributes }) => { if (tag === name) found.push(attributes); } }).write(xml).close();
  return found;
}

/** Rich text is its runs put together; phonetic guides are left out. */
function sharedStrings(xml: string): string[] {
  const found: string[] = [];
  let [within, phonetic] = [false, false];
  if (xml === '') return found;
  parser({
    open: (tag) => { if (tag === 'si') found.push(''); else if (tag === 't') within = !phonetic; else if (tag === 'rPh') phonetic = true; },
    text: (piece) => { if (within) found[found.length - 1] += piece; },
    close: (tag) => { if (tag === 't') within = false; else if (tag === 'rPh') phonetic = false; },
  }).write(xml).close();
  return found;
}

/** A cell while it is read: its value counts, not its formula. */
interface OpenCell {
  column: number;
  type: string;
  style: number;
  value: string;
}

async function* linesOf(file: Uint8Array, part: string, book: Book): AsyncGenerator<SheetLine> {
  const done: SheetLine[] = [];
  let row: SheetLine = { line: 0, cells: [] };
  let cell: OpenCell | null = null;
  let inValue = false;
  const sax = parser({
    open: (tag, { attributes }) => {
      if (tag === 'row') row = { line: Number(attributes.r) || row.line + 1, cells: [] };
      else if (tag === 'c') cell = { column: columnOf(attributes.r, row.cells.length), type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '' };
      else if (tag === 'v' || tag === 't') inValue = true;
    },
    text: (piece) => { if (inValue && cell) cell.value += piece; },
    close: (tag) => {
      if (tag === 'v' || tag === 't') inValue = false;
      else if (tag === 'c' && cell) row = withCell(row, cell, book);
      else if (tag === 'row') done.push(row);
    },
  });
  for await (const { text: piece } of unpacked(file, (name) => name === part)) {
    sax.write(piece);
    yield* done.splice(0);
  }
  sax.close();
  yield* done.splice(0);
}

function withCell(row: SheetLine, { column, ...cell }: OpenCell, book: Book): SheetLine {
  if (column >= MOST_COLUMNS) return row;
  while (row.cells.length <= column) row.cells.push('');
  row.cells[column] = clean(valueOf(cell, book));
  return row;
}

function valueOf({ type, style, value }: Omit<OpenCell, 'column'>, { strings, dates, date1904 }: Book): string {
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'n' || value === '') return value;
  return dates.has(style) ? serialText(Number(value), date1904) : plainNumber(value);
}

/** `1.2E+3` and `0.30000000000000004` as people read them. */
const plainNumber = (value: string): string => (Number.isFinite(Number(value)) ? String(Number(Number(value).toPrecision(15))) : value);

function columnOf(reference: string | undefined, next: number): number {
  const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1];
  return letters === undefined ? next : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

const BOMB = text('Tệp .xlsx khi giải nén lớn bất thường; không đọc.', 'The .xlsx unpacks to far more than a register has; it is not read.');
const BROKEN = text('Tệp không phải bảng tính .xlsx đọc được.', 'The file is no readable .xlsx.');
const broken = (): Result<never> => reject('invalid_input', BROKEN, { errors: [{ path: 'file', message: BROKEN }] });
