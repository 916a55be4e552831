import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Readable } from 'node:stream';
import { type Rejection, type Result, ok, reject, text } from '#kernel';

export interface StoredFile {
  /** SHA-256 of the content, 64 hexadecimal digits: the file's only name. */
  digest: string;
  size: number;
}

const DIGEST = /^[0-9a-f]{64}$/;

/** Contents of papers and forms, each kept once under its digest. A file is complete or absent, whenever the power fails. */
export class FileStore {
  constructor(private readonly folder: string) {}

  /** Refuses with `too_large` after `limit` bytes, keeping nothing. */
  async put(content: Readable | Uint8Array, limit: number): Promise<Result<StoredFile>> {
    await mkdir(this.folder, { recursive: true });
    const aside = path.join(this.folder, `.${randomBytes(8).toString('hex')}`);
    const file = await open(aside, 'wx', 0o640);
    try {
      const stored = await copy(content instanceof Uint8Array ? [content] : content, file, limit);
      if (!stored) return tooLarge(limit);
      await file.sync();
      await this.#keep(aside, stored.digest);
      return ok(stored);
    } finally {
      await file.close();
      await rm(aside, { force: true });
    }
  }

  /** Null when there is no such content. */
  async read(digest: string): Promise<Readable | null> {
    const file = this.#path(digest);
    const found = await stat(file).catch(() => null);
    return found ? createReadStream(file) : null;
  }

  /** False also for what is no digest. */
  async has(digest: string): Promise<boolean> {
    if (!DIGEST.test(digest)) return false;
    return (await stat(this.#path(digest)).catch(() => null)) !== null;
  }

  async #keep(aside: string, digest: string): Promise<void> {
    const file = this.#path(digest);
    await mkdir(path.dirname(file), { recursive: true });
    await rename(aside, file);
  }

  /** Fanned out by the first two digits: folders of a hundred thousand entries are slow to list. */
  #path(digest: string): string {
    if (!DIGEST.test(digest)) throw new Error(`Not a SHA-256 digest: ${digest}`);
    return path.join(this.folder, digest.slice(0, 2), digest);
  }
}

async function copy(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  file: FileHandle,
  limit: number,
): Promise<StoredFile | null> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > limit) return null;
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  return { digest: hash.digest('hex'), size };
}

function tooLarge(limit: number): Result<never> {
  const megabytes = (limit / 1_000_000).toLocaleString('vi-VN', { maximumFractionDigits: 1 });
  return reject('too_large', text(`Tệp lớn hơn ${megabytes} MB`, `The file is larger than ${megabytes} MB`));
}

/** Null when every named content was uploaded before; else a refusal that names the papers. Asked before a transaction, for it looks at the disk. */
export async function refuseUnknownFiles(
  files: FileStore,
  papers: readonly (string | { file?: string | undefined })[],
): Promise<{ ok: false; rejection: Rejection } | null> {
  const unknown = await Promise.all(papers.map(async (p) => typeof p !== 'string' && p.file !== undefined && !(await files.has(p.file))));
  const errors = unknown.flatMap((is, i) => (is ? [{ path: `papers.${i}.file`, message: NOT_UPLOADED }] : []));
  return errors.length > 0 ? reject('invalid_input', NOT_UPLOADED, { errors }) : null;
}

const NOT_UPLOADED = text('Tệp này chưa được tải lên', 'This file has not been uploaded');
