import type { PaperRow } from './dossier.js';
import { folded } from './search-text.js';

/**
 * Of what a supplement request asks for, the papers that had been ticked as received: by their code, or by their name in the sentence. One of
 * a closed compartment is told by its id alone, as everywhere in the ledger.
 */
export function askedPapers(items: readonly string[], papers: readonly Pick<PaperRow, 'id' | 'code' | 'name' | 'direction' | 'compartment'>[]): string[] {
  const sentences = items.map((item) => ({ code: item.split(':')[0]!.trim(), words: folded(item) }));
  const ticked = papers.filter((paper) => paper.direction === 'in' && sentences.some(({ code, words }) => code === paper.code || holds(words, folded(paper.name))));
  return [...new Set(ticked.map(({ compartment, code, id }) => (compartment === null ? code : id)))];
}

/** Whole words only. */
const holds = (sentence: string, name: string): boolean => name !== '' && ` ${sentence.replace(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(` ${name.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `);
