import { type Platform, loadConfig } from '#platform';
import { openProduct } from '../../worker/src/worker-app.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Gives `work` a fresh platform of its own, which is gone afterwards: for commands that only look at what the code makes. */
export async function withScratchPlatform<T>(work: (platform: Platform) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lienthong-'));
  try {
    const platform = await openProduct(loadConfig({ LIENTHONG_DATA: path.join(folder, 'data'), LIENTHONG_LOG: 'warn' }), { migrate: true });
    try {
      return await work(platform);
    } finally {
      await platform.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
