import { type ModdleElement, extensions, string } from '../document.js';

/** DMN documents written into a process, by key. */
export const embeddedDecisions = (process: ModdleElement): Record<string, string> =>
  Object.fromEntries(extensions(process, 'Dmn').flatMap((dmn) => (string(dmn, 'key') ? [[string(dmn, 'key'), (string(dmn, 'source') ?? '').trim()]] : [])));
