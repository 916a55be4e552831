import { link, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';

/** A folder from which a gateway of the installation takes messages. Each is one file, whole or absent, written once. */
export class OutboxFolder {
  constructor(private readonly folder: string) {}

  /** A file of that name that exists already is kept as it is. */
  async put(name: string, content: string | Uint8Array): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o750 });
    const file = path.join(this.folder, name);
    const aside = path.join(this.folder, `.${name}.${process.pid}.${process.hrtime.bigint()}`);
    try {
      await writeThrough(aside, content);
      await link(aside, file).catch(unlessPresent);
    } finally {
      await rm(aside, { force: true });
    }
  }
}

async function writeThrough(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o640);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unlessPresent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** The id as the stem of a file name. Throws on anything but digits. */
export function fileStem(id: string): string {
  if (!/^\d{1,19}$/.test(id)) throw new Error(`Not an id of the outbox: ${id}`);
  return id.padStart(10, '0');
}
