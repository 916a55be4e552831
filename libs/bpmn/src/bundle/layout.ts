import { PART_KEY } from '#contract';
import type { ProcedureContent } from './content.js';

/** File names of a bundle to their bytes, in the order in which they are packed. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

export type FolderKind = 'forms' | 'decisions' | 'scenarios' | 'templates';

const ENDINGS: Readonly<Record<FolderKind, string>> = { forms: '.json', decisions: '.dmn', scenarios: '.json', templates: '' };
export const FOLDERS = Object.keys(ENDINGS) as FolderKind[];
export const README = 'README.md';


/** Where a file belongs: a part of one kind by its key, the diagram, the README; null for what is no part of a procedure. */
export type Place = { kind: FolderKind; key: string } | { kind: 'diagram'; key: string } | { kind: 'readme' };

export function placeOf(path: string): Place | null {
  if (path === README) return { kind: 'readme' };
  const [first = '', second, ...deeper] = path.split('/');
  if (deeper.length > 0) return null;
  if (second === undefined) return keyed('diagram', first, '.bpmn');
  const kind = FOLDERS.find((folder) => folder === first);
  return kind ? keyed(kind, second, ENDINGS[kind]) : null;
}

function keyed<K extends FolderKind | 'diagram'>(kind: K, name: string, ending: string): { kind: K; key: string } | null {
  const key = name.slice(0, name.length - ending.length);
  return name.endsWith(ending) && PART_KEY.test(key) ? { kind, key } : null;
}

/** Without forms whose key is no file name: they stand in the document, which brings them along. */
export const withFileNames = ({ forms, ...content }: ProcedureContent): ProcedureContent => ({ ...content, forms: Object.fromEntries(Object.entries(forms).filter(([key]) => PART_KEY.test(key))) });

/** A procedure as files, as `processes/<code>/` has them. */
export function filesOf(code: string, whole: ProcedureContent): BundleFiles {
  const content = withFileNames(whole);
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
