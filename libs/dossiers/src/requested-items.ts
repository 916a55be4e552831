/** Members of an evidence object under which the list of what is asked for may stand. */
const LISTS = ['items', 'papers', 'noiDung', 'giayTo'] as const;

/** One word is the number or kind of a document (`form-02`, `12/BPTNTKQ`), not something to ask for. */
const DOCUMENT = /^\S*$/;

/**
 * What the citizen is asked for, read from the evidence of a supplement stop: a sentence, a list, or an object that holds the list.
 * Empty where the evidence says nothing of the kind (the number of a document): then the reason of the stop has to do.
 */
export function requestedItems(evidence: unknown): string[] {
  if (Array.isArray(evidence)) return evidence.map(sentence).filter((item) => item !== '');
  if (typeof evidence === 'string') return DOCUMENT.test(evidence) ? [] : evidence.split(/\r?\n|;/).map((item) => item.trim()).filter((item) => item !== '');
  if (typeof evidence !== 'object' || evidence === null) return [];
  const found = LISTS.map((name) => (evidence as Record<string, unknown>)[name]).find((list) => list !== undefined);
  return found === undefined ? [] : requestedItems(found);
}

function sentence(item: unknown): string {
  if (typeof item === 'string') return item.trim();
  if (typeof item !== 'object' || item === null) return '';
  const { name, code, note } = item as { name?: unknown; code?: unknown; note?: unknown };
  return [name ?? code, note].filter((part) => typeof part === 'string' && part !== '').join(': ');
}
