import { plain } from './plain.js';
import type { TextRow } from './read-rows.js';

/** Cells of one sheet or table, merged cells repeated. */
export type Grid = readonly (readonly string[])[];

type Column = keyof TextRow;

/** In the order in which a heading is taken for one: the narrower word before the wider. */
const HEADINGS: [Column, RegExp][] = [
  ['number', /^(tt|stt|so tt|s tt|so thu tu|thu tu|buoc|no\.?|#)$/],
  ['papers', /(bieu mau|mau|ho so|tai lieu).*ket qua|ket qua.*(bieu mau|ho so|tai lieu)|bm ?\/ ?kq/],
  ['forms', /bieu mau|^mau|ho so|tai lieu|giay to/],
  ['results', /ket qua|san pham|dau ra/],
  ['time', /thoi gian|thoi han|so ngay|so gio|^tg\b/],
  ['responsible', /trach nhiem|nguoi thuc hien|don vi|bo phan|co quan|chu tri|chuc danh|nguoi phu trach/],
  ['note', /ghi chu|dien giai|mo ta chi tiet|huong dan/],
  ['activity', /trinh tu|noi dung|cac buoc|cong viec|buoc thuc hien|hoat dong|mo ta|ten buoc|thuc hien/],
];
const MOST_HEADING_ROWS = 3;
const SEARCHED = 200;

export interface FoundTable {
  rows: TextRow[];
  /** What stands above the table, a line a row. */
  above: string[];
  /** Rows between the steps that are none. */
  skipped: { number: string; text: string }[];
}

/** Finds the table by its headings, in any order, over one to three rows; null where there is none. */
export function findTable(grid: Grid): FoundTable | null {
  const heading = findHeading(grid);
  if (!heading) return null;
  const { from, height, columns } = heading;
  const found: FoundTable = { rows: [], above: grid.slice(0, from).map((row) => [...new Set(row.map((cell) => cell.trim()).filter(Boolean))].join(' ')), skipped: [] };
  for (const cells of grid.slice(from + height)) addRow(found, cells, columns);
  return found.rows.length > 0 ? found : null;
}

interface Heading {
  from: number;
  height: number;
  columns: Map<Column, number[]>;
}

function findHeading(grid: Grid): Heading | null {
  let best: (Heading & { score: number }) | null = null;
  for (let from = 0; from < Math.min(grid.length, SEARCHED); from++) {
    for (let height = 1; height <= MOST_HEADING_ROWS && from + height <= grid.length; height++) {
      const columns = columnsOf(grid.slice(from, from + height));
      const score = columns.size - height * 0.1;
      if (columns.has('activity') && (columns.has('responsible') || columns.has('time')) && columns.size >= 3 && (!best || score > best.score + 1e-9)) best = { from, height, columns, score };
    }
  }
  return best && { ...best, height: best.height + repeated(grid, best) };
}

/** Rows below that say the heading of the steps once more: it stands over several. */
function repeated(grid: Grid, { from, height, columns }: Heading): number {
  const at = columns.get('activity')?.[0] ?? 0;
  const said = grid[from + height - 1]?.[at]?.trim();
  const others = grid.slice(from + height).findIndex((row) => row[at]?.trim() !== said);
  return said ? Math.max(0, others) : 0;
}

function columnsOf(rows: Grid): Map<Column, number[]> {
  const width = Math.max(0, ...rows.map(({ length }) => length));
  const columns = new Map<Column, number[]>();
  for (let at = 0; at < width; at++) {
    const heading = plain([...new Set(rows.map((row) => row[at] ?? ''))].join(' '));
    if (heading.length > 80) return new Map();
    const column = HEADINGS.find(([, pattern]) => pattern.test(heading))?.[0];
    if (column) columns.set(column, [...(columns.get(column) ?? []), at]);
  }
  return columns;
}

/** A row without number, agency and time goes on with the one above; totals and headings between are no steps. */
function addRow(found: FoundTable, cells: readonly string[], columns: Heading['columns']): void {
  const texts = cells.map((cell) => cell.trim());
  const distinct = [...new Set(texts.filter(Boolean))];
  if (distinct.length === 0 || distinct.every((cell) => /^\(?\d+\)?$/.test(cell))) return;
  const cell = (column: Column): string => [...new Set((columns.get(column) ?? []).map((at) => texts[at] ?? ''))].filter(Boolean).join('\n');
  const row: TextRow = { number: cell('number'), activity: cell('activity'), responsible: cell('responsible'), time: cell('time'), forms: cell('forms'), results: cell('results'), papers: cell('papers'), note: cell('note') };
  const last = found.rows.at(-1);
  const isTotal = /^(tong (cong|thoi gian|so)\b|(tong|cong):?$)/.test(plain(row.activity || row.number || (distinct[0] ?? '')));
  if (isTotal || (distinct.length === 1 && texts.filter(Boolean).length > 1)) {
    found.skipped.push({ number: last?.number ?? '', text: distinct.join(' ').slice(0, 300) });
    return;
  }
  if (last && !row.number && !row.responsible && !row.time) return joinTo(last, row);
  if (row.activity === '' && row.responsible === '' && row.time === '') return;
  found.rows.push({ ...row, number: numberFor(row.number, found.rows, columns.has('number')) });
}

function joinTo(last: TextRow, row: TextRow): void {
  for (const column of ['activity', 'forms', 'results', 'papers', 'note'] as const) if (row[column] && row[column] !== last[column]) last[column] = [last[column], row[column]].filter(Boolean).join('\n');
}

/** A number over several rows, or none, makes rows of their own behind the one above: 5, 5.2, 5.3. */
function numberFor(said: string, rows: readonly TextRow[], isNumbered: boolean): string {
  if (!isNumbered) return String(rows.length + 1);
  const base = said || (rows.at(-1)?.number.replace(/\.\d+$/, '') ?? '1');
  const same = rows.filter(({ number }) => number === base || (number.startsWith(`${base}.`) && !said.includes('.'))).length;
  return same === 0 ? base : `${base}.${same + 1}`;
}
