import { type BundleFiles, type ProcedureContent, contentOfFiles, isZip, readBundle } from '#bpmn';
import type { Result } from '#kernel';
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { FatalError } from './fatal.js';

export interface ProcedureSource {
  /** Name of the diagram's file; the code of the procedure is what the diagram says. */
  code: string;
  /** The diagram as it is to be named in messages. */
  file: string;
  content: ProcedureContent;
}

const PARTS = ['forms', 'decisions', 'scenarios', 'templates'];
const README = 'README.md';

/** A procedure from its folder as it stands under version control, from a bundle, or from a diagram with the parts that lie beside it. */
export async function readProcedure(source: string): Promise<ProcedureSource> {
  const found = await stat(source).catch(() => null);
  if (!found) throw new FatalError(`Không có tệp hay thư mục "${source}".`, `There is no file or folder "${source}".`);
  if (found.isDirectory()) return readFolder(source, await diagramIn(source));
  const bytes = await readFile(source);
  if (!isZip(bytes)) return readFolder(path.dirname(source), path.basename(source));
  return { file: source, ...must(source, readBundle(bytes)) };
}

async function readFolder(folder: string, diagram: string): Promise<ProcedureSource> {
  const files = new Map<string, Uint8Array>([[`${path.parse(diagram).name}.bpmn`, await readFile(path.join(folder, diagram))]]);
  for (const part of PARTS) for (const name of await namesIn(path.join(folder, part))) files.set(`${part}/${name}`, await readFile(path.join(folder, part, name)));
  if ((await namesIn(folder)).includes(README)) files.set(README, await readFile(path.join(folder, README)));
  return { file: path.join(folder, diagram), ...must(folder, contentOfFiles(files satisfies BundleFiles)) };
}

/** The diagram of the folder's own name, else the only one. */
async function diagramIn(folder: string): Promise<string> {
  const diagrams = (await namesIn(folder)).filter((name) => name.endsWith('.bpmn'));
  const own = `${path.basename(path.resolve(folder))}.bpmn`;
  const [only, ...others] = diagrams.includes(own) ? [own] : diagrams;
  if (only !== undefined && others.length === 0) return only;
  throw new FatalError(`Thư mục "${folder}" phải có đúng một tệp .bpmn.`, `The folder "${folder}" must have one .bpmn file.`);
}

/** Files only; what begins with a dot is of the tools that keep the folder. */
async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name.normalize('NFC')).sort();
}

function must<T>(source: string, result: Result<T>): T {
  if (result.ok) return result.value;
  const { message, errors = [] } = result.rejection;
  const all = errors.map(({ path: where, message: why }) => `  ${where}: ${why.vi} / ${why.en}`).join('\n');
  throw new FatalError(`${source}: ${message.vi}`, `${source}: ${message.en}\n${all}`);
}
