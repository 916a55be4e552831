import { readFile, writeFile } from 'node:fs/promises';
import { FatalError } from './fatal.js';

/** Writes a generated file; or, when checking, fails if the file in the tree is not what would be written. */
export async function keepFile(file: string, content: string, check: boolean, command: string): Promise<void> {
  const present = await readFile(file, 'utf8').catch(() => null);
  if (present === content) return void process.stdout.write(`${file}: đúng / up to date\n`);
  if (check) throw new FatalError(`${file} không khớp. Hãy chạy: ${command}`, `${file} is out of date. Run: ${command}`);
  await writeFile(file, content);
  process.stdout.write(`${file}: đã ghi / written\n`);
}
