import type { RegisterField } from '#contract';
import { fieldOf } from './titles.js';
import { MOST_COLUMNS, type SheetLine } from './sheet.js';

/** Where the table begins and what its columns are called. */
export interface Header {
  /** The last line of the head; rows come after it. */
  line: number;
  titles: string[];
  fields: Map<number, RegisterField>;
}

/** Titles of agency, register and period stand above the head. */
export const SEARCHED_LINES = 40;
const FEWEST_FIELDS = 3;

/** The line, or the two lines together, in which most columns have a known title; a register without code and day of receipt is none. */
export function findHeader(lines: readonly SheetLine[]): Header | null {
  const found = lines.flatMap((line, at) => {
    const below = lines[at + 1];
    return [headerAt(line.line, line.cells), ...(below ? [headerAt(below.line, together(line.cells, below.cells))] : [])];
  });
  const best = found.reduce<Header | null>((most, one) => (most && most.fields.size >= one.fields.size ? most : one), null);
  return best && best.fields.size >= FEWEST_FIELDS ? best : widest(lines);
}

/** Where no title is known: the line with most titles, for people to say what they are. */
function widest(lines: readonly SheetLine[]): Header | null {
  const titles = ({ cells }: SheetLine): number => cells.filter((cell) => /\p{L}/u.test(cell)).length;
  const found = lines.reduce<SheetLine | null>((most, one) => (most && titles(most) >= titles(one) ? most : one), null);
  return found && titles(found) >= FEWEST_FIELDS ? { line: found.line, titles: found.cells, fields: new Map() } : null;
}

function headerAt(line: number, titles: string[]): Header {
  const fields = new Map<number, RegisterField>();
  titles.forEach((title, index) => {
    const field = title.length > 120 ? null : fieldOf(title);
    if (field && ![...fields.values()].includes(field)) fields.set(index, field);
  });
  return { line, titles, fields };
}

/** A head over several columns stands in the first of them: it goes before each of the titles below. */
function together(above: readonly string[], below: readonly string[]): string[] {
  const length = Math.min(MOST_COLUMNS, Math.max(above.length, below.length));
  let over = '';
  return Array.from({ length }, (_, index) => {
    const [upper = '', lower = ''] = [above[index], below[index]];
    if (upper !== '') over = upper;
    if (lower === '') return upper;
    return `${over} ${lower}`.trim();
  });
}

/** The line of column numbers under a head: (1) (2) (3)… */
export const numbersColumns = ({ cells }: SheetLine): boolean => {
  const written = cells.filter((cell) => cell !== '');
  return written.length > 2 && written.every((cell) => /^[([]?\s*(\d{1,2}|[A-Z])\s*[)\]]?$/.test(cell));
};

const TCVN3 = /[\u00A8\u00AE\u00B5-\u00B9\u00BB-\u00BF]/g;

/** Signs that stand for Vietnamese letters in the old ABC fonts and in no text in Unicode. */
export const looksLikeTcvn3 = (lines: readonly SheetLine[]): boolean => (lines.flatMap(({ cells }) => cells).join(' ').match(TCVN3)?.length ?? 0) >= 5;
