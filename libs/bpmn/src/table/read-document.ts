import mammoth from 'mammoth';
import { SaxesParser } from 'saxes';
import type { Grid } from './find-table.js';

export interface ReadDocument {
  grids: Grid[];
  /** Paragraphs outside tables. */
  lines: string[];
}

const MAX_SPAN = 100;

/** Tables and paragraphs of a Word document; pictures are left out. */
export async function readDocx(file: Buffer): Promise<ReadDocument> {
  const { value } = await mammoth.convertToHtml({ buffer: file }, { convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })), includeDefaultStyleMap: true });
  return new Pages(value).read;
}

/** A table inside a table belongs to the text of its cell. */
class Pages {
  readonly read: ReadDocument = { grids: [], lines: [] };
  #grid: string[][] = [];
  #row = -1;
  #tables = 0;
  #text = '';
  #cell: { columns: number; rows: number } | null = null;

  constructor(html: string) {
    const parser = new SaxesParser();
    parser.on('opentag', ({ name, attributes }) => this.#open(name, attributes as Record<string, string>));
    parser.on('closetag', ({ name }) => this.#close(name));
    parser.on('text', (text) => (this.#text += text));
    parser.write(`<all>${html.replaceAll('&nbsp;', '\u00A0')}</all>`).close();
  }

  #open(name: string, attributes: Record<string, string>): void {
    if (name === 'table' && ++this.#tables === 1) [this.#grid, this.#row] = [[], -1];
    if (name === 'li') this.#text += '\n- ';
    if (name === 'br') this.#text += '\n';
    if (this.#tables !== 1) return;
    if (name === 'tr') this.#grid[++this.#row] ??= [];
    if (name !== 'td' && name !== 'th') return;
    this.#text = '';
    this.#cell = { columns: span(attributes['colspan']), rows: span(attributes['rowspan']) };
  }

  #close(name: string): void {
    if (name === 'table' && --this.#tables === 0) this.read.grids.push(this.#grid.map((row) => Array.from(row, (cell) => cell ?? '')));
    if (/^(p|h[1-6]|li)$/.test(name)) this.#paragraph();
    if (this.#tables === 1 && (name === 'td' || name === 'th')) this.#place();
  }

  #paragraph(): void {
    if (this.#tables > 0) this.#text += '\n';
    else {
      this.read.lines.push(this.#text.trim());
      this.#text = '';
    }
  }

  #place(): void {
    const { columns, rows } = this.#cell ?? { columns: 1, rows: 1 };
    const row = (this.#grid[this.#row] ??= []);
    let at = 0;
    while (row[at] !== undefined) at++;
    for (let down = 0; down < rows; down++) {
      const target = (this.#grid[this.#row + down] ??= []);
      for (let across = 0; across < columns; across++) target[at + across] = this.#text.replace(/\n+/g, '\n').trim();
    }
    this.#text = '';
  }
}

const span = (value: string | undefined): number => Math.min(Math.max(1, Number(value ?? 1) || 1), MAX_SPAN);
