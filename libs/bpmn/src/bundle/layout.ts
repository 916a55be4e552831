import type { ProcedureContent } from './content.js';

/** File names of a bundle to their bytes, in the order in which they are packed. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

export type FolderKind = 'forms' | 'decisions' | 'scenarios' | 'templates';

const ENDINGS: Readonly<Record<FolderKind, string>> = { forms: '.json', decisions: '.dmn', scenarios: '.json', templates: '' };
export const FOLDERS = Object.keys(ENDINGS) as FolderKind[];
export const README = 'README.md';

/** Letters of any language, digits, and between them what is no path. */
const FILE_NAME = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._ -]{0,150}$/u;

/** Where a file belongs: a part of one kind by its key, the diagram, the README; null for what is no part of a procedure. */
export type Place = { kind: FolderKind; key: string } | { kind: 'diagram'; key: string } | { kind: 'readme' };

export function placeOf(path: string): Place | null {
  if (path === README) return { kind: 'readme' };
  const [first = '', second, ...deeper] = path.split('/');
  if (deeper.length > 0) return null;
  if (second === undefined) return first.endsWith('.bpmn') && FILE_NAME.test(first) ? { kind: 'diagram', key: first.slice(0, -'.bpmn'.length) } : null;
  const kind = FOLDERS.find((folder) => folder === first);
  if (!kind || !FILE_NAME.test(second) || !second.endsWith(ENDINGS[kind])) return null;
  const key = second.slice(0, second.length - ENDINGS[kind].length);
  return key === '' ? null : { kind, key };
}

/** A procedure as files, as `processes/<code>/` has them. */
export function filesOf(code: string, content: ProcedureContent): BundleFiles {
  const files = new Map<string, Uint8Array>([[`${code}.bpmn`, content.bpmn]]);
  const put = (kind: FolderKind, parts: Record<string, unknown>, bytes: (part: never) => Uint8Array): void => {
    for (const key of Object.keys(parts).sort()) files.set(`${kind}/${key}${ENDINGS[kind]}`, bytes(parts[key] as never));
  };
  put('forms', content.forms, json);
  put('decisions', content.decisions, (xml: string) => Buffer.from(xml, 'utf8'));
  put('scenarios', content.scenarios, json);
  put('templates', content.templates, (base64: string) => Buffer.from(base64, 'base64'));
  if (content.readme !== null) files.set(README, Buffer.from(content.readme, 'utf8'));
  return files;
}

const json = (value: object): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`, 'utf8');
