/** A line of a sheet; `line` counts from 1, as a spreadsheet shows it. Dates are `YYYY-MM-DD` or `YYYY-MM-DD HH:MM` as on the wall, a broken formula is its error. */
export interface SheetLine {
  line: number;
  cells: string[];
}

export interface Sheet {
  /** Null in a text file. */
  name: string | null;
  /** From the first line on, each time it is called. */
  lines(): AsyncGenerator<SheetLine>;
}

/** What the file is, and what of it is left unread. */
export interface OpenedFile {
  sheets: Sheet[];
  hidden: string[];
}

/** No cell of a register is longer. */
export const LONGEST_CELL = 2_000;
export const MOST_COLUMNS = 60;

export const clean = (cell: string): string => cell.normalize('NFC').replaceAll('\u0000', '').replace(/[\s\u00A0\u200B\uFEFF]+/g, ' ').trim().slice(0, LONGEST_CELL);
