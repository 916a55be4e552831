import { type Result, ok, reject, text } from '#kernel';
import { MOST_COLUMNS, type Sheet, type SheetLine, clean } from './sheet.js';

/** Text of a file in UTF-8 or UTF-16; nothing else can be told apart for sure, and a wrong guess would garble names for good. */
export function decodeText(file: Uint8Array): Result<string> {
  const encoding = file[0] === 0xff && file[1] === 0xfe ? 'utf-16le' : file[0] === 0xfe && file[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const written = new TextDecoder(encoding, { fatal: true }).decode(file);
    return written.includes('\u0000') ? reject('invalid_input', NO_TEXT, { errors: [{ path: 'file', message: NO_TEXT }] }) : ok(written);
  } catch {
    return reject('invalid_input', OLD_CODE, { errors: [{ path: 'file', message: OLD_CODE }] });
  }
}

const NO_TEXT = text('Tệp không phải bảng tính .xlsx cũng không phải CSV dạng chữ.', 'The file is neither an .xlsx nor a text file.');
const OLD_CODE = text(
  'Tệp CSV không phải mã UTF-8 hay UTF-16 (có thể là Windows-1258, TCVN3 hoặc VNI). Hãy mở trong phần mềm bảng tính, chuyển sang phông Unicode rồi lưu lại dạng "CSV UTF-8" hoặc .xlsx.',
  'The CSV is neither UTF-8 nor UTF-16 (maybe Windows-1258, TCVN3 or VNI). Open it in a spreadsheet, convert it to Unicode and save it as "CSV UTF-8" or .xlsx.',
);

const DELIMITERS = [';', '\t', ','] as const;
const LOOKED_AT = 20_000;

/** What parts the cells: of the beginning, the sign that stands outside quotes most often. */
export function delimiterOf(written: string): string {
  const plain = written.slice(0, LOOKED_AT).replace(/"[^"]*"/g, '');
  const count = (sign: string): number => plain.split(sign).length;
  return DELIMITERS.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

export const csvSheet = (written: string): Sheet => ({ name: null, lines: () => records(written.replace(/^\uFEFF/, ''), delimiterOf(written)) });

const PAUSE = 2_000;

/** One record a line as a spreadsheet counts them, line breaks inside quotes aside (RFC 4180). */
async function* records(written: string, delimiter: string): AsyncGenerator<SheetLine> {
  const next = new RegExp(`("[^"]*(?:""[^"]*)*"?[^${delimiter}\\r\\n]*|[^${delimiter}\\r\\n]*)(${delimiter}|\\r\\n|\\r|\\n|$)`, 'y');
  let line = 1;
  let cells: string[] = [];
  while (next.lastIndex <= written.length) {
    const [, cell = '', end = ''] = next.exec(written) ?? [];
    if (cells.length < MOST_COLUMNS) cells.push(clean(unquoted(cell)));
    if (end === delimiter) continue;
    yield { line, cells };
    if (end === '') return;
    if (++line % PAUSE === 0) await new Promise(setImmediate);
    cells = [];
  }
}

function unquoted(cell: string): string {
  const quoted = /^"([^"]*(?:""[^"]*)*)"?([^"]*)$/.exec(cell);
  return quoted ? quoted[1]!.replaceAll('""', '"') + quoted[2]! : cell;
}
