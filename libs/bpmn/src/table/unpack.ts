import { type Result, ok, reject, text } from '#kernel';
import { Unzip, UnzipInflate } from 'fflate';

export const MAX_FILE = 5 * 1024 * 1024;
const MAX_UNPACKED = 24 * 1024 * 1024;
const MAX_PARTS = 2_000;
const CHUNK = 64 * 1024;

export type OfficeKind = 'sheet' | 'document';

class Refused extends Error {}

/**
 * Looks into an office file before any library opens it: what kind it is, and that it is no zip bomb, has no macros, no document type
 * declarations and nothing that points to other files. Counts what really comes out, whatever the archive says of itself.
 */
export function inspectOffice(file: Buffer): Result<OfficeKind> {
  if (file.length > MAX_FILE) return reject('too_large', text('Tệp lớn hơn 5 MB.', 'The file is larger than 5 MB.'));
  if (file.subarray(0, 4).toString('hex') === 'd0cf11e0') return wrong('Tệp kiểu cũ (.xls, .doc) hoặc có mật khẩu; hãy lưu lại thành .xlsx hoặc .docx không mật khẩu.', 'The file is of the old kind (.xls, .doc) or has a password; save it as .xlsx or .docx without one.');
  if (file.subarray(0, 4).toString('hex') !== '504b0304') return wrong('Tệp không phải .xlsx hay .docx.', 'The file is neither .xlsx nor .docx.');
  try {
    return judge(partsOf(file));
  } catch (fault) {
    if (fault instanceof Refused) return reject('too_large', text('Tệp nén bung ra quá lớn.', 'The file unpacks to too much.'));
    return reject('malformed', text('Tệp hỏng, không mở được.', 'The file is damaged and cannot be opened.'), { errors: [] });
  }
}

interface Part {
  name: string;
  content: string;
}

function partsOf(file: Buffer): Part[] {
  const parts: Part[] = [];
  let unpacked = 0;
  const unzip = new Unzip((entry) => {
    if (parts.length >= MAX_PARTS) throw new Refused();
    const part: Part = { name: entry.name, content: '' };
    parts.push(part);
    entry.ondata = (fault, chunk) => {
      if (fault) throw fault;
      unpacked += chunk.length;
      if (unpacked > MAX_UNPACKED) throw new Refused();
      if (/\.(xml|rels)$/i.test(entry.name)) part.content += Buffer.from(chunk).toString('latin1');
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < file.length; at += CHUNK) unzip.push(file.subarray(at, at + CHUNK), at + CHUNK >= file.length);
  return parts;
}

function judge(parts: readonly Part[]): Result<OfficeKind> {
  const types = parts.find(({ name }) => name === '[Content_Types].xml')?.content ?? '';
  if (parts.some(({ name }) => /vbaProject\.bin$/i.test(name)) || /macroEnabled/i.test(types)) return wrong('Tệp có macro không được nhận; hãy lưu lại thành .xlsx hoặc .docx.', 'A file with macros is not taken; save it as .xlsx or .docx.');
  if (parts.some(({ content }) => /<!(DOCTYPE|ENTITY)/i.test(content))) return reject('malformed', text('Tệp có khai báo kiểu tài liệu XML, không được nhận.', 'The file has an XML document type declaration and is not taken.'), { errors: [] });
  if (parts.some(({ name }) => /externalLinks\//i.test(name))) return wrong('Bảng tính liên kết tới tệp khác; hãy dán giá trị rồi gửi lại.', 'The sheet is linked to other files; paste the values and send it again.');
  if (/spreadsheetml\.sheet\.main/.test(types)) return ok('sheet');
  if (/wordprocessingml\.document\.main/.test(types)) return ok('document');
  return wrong('Tệp không phải .xlsx hay .docx.', 'The file is neither .xlsx nor .docx.');
}

const wrong = (vi: string, en: string): Result<never> => reject('unsupported_media_type', text(vi, en));
