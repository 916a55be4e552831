import { fold } from '../../../i18n/accent-free.js';
import type { Attributes } from '../modeler/iso-values.js';

/** Papers as people type them into one cell: names (or codes) with semicolons between. */

export interface Paper {
  code: string;
  name: string;
}

export const papersText = (papers: readonly Paper[]): string => papers.map(({ name, code }) => name || code).join('; ');

/** The code of a name: lower case, without accents, joined by hyphens. */
export const codeOf = (name: string): string => fold(name).replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'giay-to';

/** What is typed, as attributes of papers: a known one (by name or code) keeps what it has, another becomes new. */
export function readPapers(typed: string, known: readonly Attributes[]): Attributes[] {
  const names = [...new Set(typed.split(/[;\n]/).map((name) => name.trim()).filter(Boolean))];
  return names.map((name) => known.find((paper) => fold(paper['name'] ?? '') === fold(name) || paper['code'] === name) ?? { code: codeOf(name), name });
}
