import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { FileStore } from './files.js';

describe('FileStore', () => {
  let folder: string;
  let files: FileStore;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'files-'));
    files = new FileStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const digest = createHash('sha256').update('giấy tờ').digest('hex');

  it('keeps a content under its digest, once', async () => {
    const stored = await files.put(Buffer.from('giấy tờ'), 100);
    const again = await files.put(Readable.from([Buffer.from('giấy'), Buffer.from(' tờ')]), 100);

    expect(stored).toEqual({ ok: true, value: { digest, size: Buffer.byteLength('giấy tờ') } });
    expect(again).toEqual(stored);
    expect(await text((await files.read(digest))!)).toBe('giấy tờ');
    expect(await readdir(folder)).toEqual([digest.slice(0, 2)]);
  });

  it('refuses what is too large and keeps nothing of it', async () => {
    const refused = await files.put(Readable.from([Buffer.alloc(60), Buffer.alloc(60)]), 100);

    expect(refused).toMatchObject({ ok: false, rejection: { code: 'too_large' } });
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps nothing of a content that breaks off', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('half');
      throw new Error('connection reset');
    }

    await expect(files.put(Readable.from(broken()), 100)).rejects.toThrow('connection reset');
    expect(await readdir(folder)).toEqual([]);
  });

  it('knows no other names than digests', async () => {
    expect(await files.read('a'.repeat(64))).toBeNull();
    await expect(files.read('../../etc/passwd')).rejects.toThrow('Not a SHA-256 digest');
  });
});
