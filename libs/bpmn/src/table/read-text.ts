import type { Grid } from './find-table.js';

/** Cells of what was pasted from a spreadsheet, or of a CSV file: parted by tabs, semicolons or commas, quoted where they hold line breaks. */
export function readText(source: string): Grid {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const first = text.slice(0, 4000);
  const separator = first.includes('\t') ? '\t' : count(first, ';') > count(first, ',') ? ';' : ',';
  const grid: string[][] = [[]];
  let [cell, quoted] = ['', false];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (quoted && sign === '"' && text[at + 1] === '"') cell += text[++at];
    else if (sign === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (!quoted && (sign === separator || sign === '\n')) {
      grid.at(-1)?.push(cell);
      cell = '';
      if (sign === '\n') grid.push([]);
    } else cell += sign;
  }
  grid.at(-1)?.push(cell);
  return grid;
}

const count = (text: string, sign: string): number => text.split(sign).length;
