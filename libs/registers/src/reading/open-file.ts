import { type Result, type Text, ok, reject, text } from '#kernel';
import { csvSheet, decodeText } from './read-csv.js';
import { openXlsx } from './read-xlsx.js';
import type { OpenedFile } from './sheet.js';

/** What an upload may weigh. */
export const MOST_REGISTER_BYTES = 20_000_000;

const startsWith = (file: Uint8Array, ...bytes: number[]): boolean => bytes.every((byte, at) => file[at] === byte);

/** The file by what is in it, whatever it is called. */
export async function openFile(file: Uint8Array): Promise<Result<OpenedFile>> {
  if (file.length === 0) return refused(EMPTY);
  if (file.length > MOST_REGISTER_BYTES) return reject('too_large', TOO_LARGE, { errors: [{ path: 'file', message: TOO_LARGE }] });
  if (startsWith(file, 0xd0, 0xcf, 0x11, 0xe0)) return refused(isEncrypted(file) ? ENCRYPTED : OLD_EXCEL);
  if (startsWith(file, 0x50, 0x4b)) return openXlsx(file);
  const written = decodeText(file);
  return written.ok ? ok({ sheets: [csvSheet(written.value)], hidden: [] }) : written;
}

/** An .xlsx with a password is an OLE container with this stream, its name in UTF-16. */
const isEncrypted = (file: Uint8Array): boolean => Buffer.from(file.buffer, file.byteOffset, file.length).includes(Buffer.from('EncryptedPackage', 'utf16le'));

const refused = (message: Text): Result<never> => reject('invalid_input', message, { errors: [{ path: 'file', message }] });

const EMPTY = text('Tệp rỗng.', 'The file is empty.');
const TOO_LARGE = text('Tệp lớn hơn 20 MB. Hãy tách sổ theo năm rồi nhập từng phần.', 'The file is larger than 20 MB. Split the register by year and import the parts.');
const ENCRYPTED = text('Tệp .xlsx có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.', 'The .xlsx has a password. Remove it and upload again.');
const OLD_EXCEL = text('Tệp .xls của Excel cũ không đọc được. Hãy mở và lưu lại dạng .xlsx hoặc "CSV UTF-8".', 'An .xls of an old Excel cannot be read. Save it as .xlsx or "CSV UTF-8".');
