import { type FieldError, type Result, ok, reject, text } from '#kernel';
import { type Unzipped, type UnzipFileInfo, type Zippable, unzipSync, zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { digestOf } from '../digest.js';
import type { ProcedureContent } from './content.js';
import { type BundleFiles, filesOf, placeOf, withFileNames } from './layout.js';
import { badBundle, contentOfFiles } from './read-files.js';

/** A released format: a change of meaning is another number, and the fixture of the old one still loads. */
const FORMAT = 1;
const MANIFEST = 'manifest.json';

const MOST_FILES = 500;
const MOST_BYTES = 32 * 1024 * 1024;
const LARGEST_FILE = 4 * 1024 * 1024;

const Digest = z.string().regex(/^[0-9a-f]{64}$/);
const Manifest = z.object({ format: z.number().int(), code: z.string().min(1), digest: Digest, files: z.record(z.string(), Digest) });

/**
 * A procedure as one .zip of the layout that it has under version control, with a manifest of digests. The same content gives the same
 * bytes. `digest` is that of the revision, but for forms that only the document has.
 */
export function packBundle(code: string, whole: ProcedureContent): Buffer {
  const content = withFileNames(whole);
  const files = filesOf(code, content);
  const sums = Object.fromEntries([...files].map(([path, bytes]) => [path, sha256(bytes)]));
  const manifest = { format: FORMAT, code, digest: digestOf(content.bpmn, content.forms, content), files: sums };
  const all: Zippable = { [MANIFEST]: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, 'utf8'), ...Object.fromEntries(files) };
  return Buffer.from(zipSync(all, { level: 9, mtime: FIRST_DAY_OF_ZIP }));
}

/** Reads a bundle that anybody may have made. Nothing is unpacked before its names and sizes are known to be bearable. */
export function readBundle(zip: Uint8Array): Result<{ code: string; content: ProcedureContent }> {
  const unzipped = unzip(zip);
  if (!unzipped.ok) return unzipped;
  const { [MANIFEST]: written, ...rest } = unzipped.value;
  if (!written) return badBundle([{ path: MANIFEST, message: text('thiếu tệp kê khai của gói', 'the manifest of the bundle is missing') }]);
  const files: BundleFiles = new Map(Object.entries(rest));
  const manifest = readManifest(written);
  if (!manifest.ok) return manifest;
  const differences = differencesOf(manifest.value.files, files);
  if (differences.length > 0) return badBundle(differences);
  const read = contentOfFiles(files);
  if (!read.ok) return read;
  const { code, content } = read.value;
  if (code !== manifest.value.code) return badBundle([{ path: `${code}.bpmn`, message: text(`không mang mã ${manifest.value.code} như kê khai`, `has not the code ${manifest.value.code} of the manifest`) }]);
  if (digestOf(content.bpmn, content.forms, content) !== manifest.value.digest) return badBundle([{ path: MANIFEST, message: text('mã băm của cả quy trình không khớp', 'the digest of the procedure does not match') }]);
  return read;
}

/** Whether the bytes begin as a .zip does. */
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/** Local time, as fflate reads it: the same bytes in every zone. */
const FIRST_DAY_OF_ZIP = new Date(1980, 0, 1);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Refuses by what the directory of the zip says; what it says too little of is cut off there and fails by its digest. */
function unzip(zip: Uint8Array): Result<Unzipped> {
  const door = new ZipDoor();
  try {
    const files = unzipSync(zip, { filter: (entry) => door.lets(entry) });
    return door.refusal() ?? ok(files);
  } catch {
    return door.refusal() ?? badBundle([{ path: '', message: text('không đọc được tệp .zip', 'the .zip cannot be read') }]);
  }
}

class ZipDoor {
  readonly #seen = new Set<string>();
  readonly #errors: FieldError[] = [];
  #bytes = 0;
  #tooLarge = false;

  lets({ name, originalSize }: UnzipFileInfo): boolean {
    if (name.endsWith('/') && originalSize === 0) return false;
    this.#bytes += originalSize;
    const isNew = !this.#seen.has(name.toLowerCase());
    this.#seen.add(name.toLowerCase());
    if (this.#seen.size > MOST_FILES || this.#bytes > MOST_BYTES || originalSize > LARGEST_FILE) this.#tooLarge = true;
    if (this.#tooLarge) return false;
    if (!isNew) this.#errors.push({ path: name, message: text('có hai lần trong gói', 'is in the bundle twice') });
    else if (name !== MANIFEST && !placeOf(name)) this.#errors.push({ path: printable(name), message: text('không thuộc gói quy trình', 'is no part of a procedure') });
    return this.#errors.length === 0;
  }

  refusal(): Result<never> | null {
    if (this.#tooLarge) {
      return reject('too_large', text('Gói quy trình quá lớn: tối đa 500 tệp, mỗi tệp 4 MB, tất cả 32 MB khi giải nén', 'The bundle is too large: at most 500 files, 4 MB each, 32 MB in all when unpacked'));
    }
    return this.#errors.length > 0 ? badBundle(this.#errors) : null;
  }
}

const printable = (name: string): string => name.replace(/[\u0000-\u001f\u007f]/g, '\ufffd').slice(0, 200);

function readManifest(bytes: Uint8Array): Result<z.infer<typeof Manifest>> {
  const parsed = Manifest.safeParse(jsonOf(bytes));
  if (!parsed.success) return badBundle([{ path: MANIFEST, message: text('không đọc được tệp kê khai', 'the manifest cannot be read') }]);
  const { format } = parsed.data;
  if (format === FORMAT) return ok(parsed.data);
  return badBundle([{ path: `${MANIFEST}: format`, message: text(`định dạng ${format} chưa biết; phần mềm này đọc được tới định dạng ${FORMAT}`, `format ${format} is not known; this program reads up to ${FORMAT}`) }]);
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

/** Every file of the manifest is there unchanged, and no other. */
function differencesOf(listed: Record<string, string>, files: BundleFiles): FieldError[] {
  const lacking = Object.keys(listed).filter((path) => !files.has(path)).map((path) => ({ path, message: text('có trong kê khai mà không có trong gói', 'is in the manifest and not in the bundle') }));
  const strange = [...files.keys()].filter((path) => !Object.hasOwn(listed, path)).map((path) => ({ path, message: text('không có trong kê khai', 'is not in the manifest') }));
  const changed = [...files].filter(([path, bytes]) => Object.hasOwn(listed, path) && listed[path] !== sha256(bytes)).map(([path]) => ({ path, message: text('đã bị thay đổi, mã băm không khớp', 'was changed: its digest does not match') }));
  return [...lacking, ...strange, ...changed];
}
