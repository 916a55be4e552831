/** Lower case without Vietnamese accents: what a clerk types in a hurry finds what the register spells in full. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{Diacritic}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();

/** Whether every word of the query occurs in one of the texts, in any order and without regard to accents. */
export function matches(query: string, ...texts: (string | null | undefined)[]): boolean {
  const haystack = fold(texts.filter(Boolean).join(' '));
  return fold(query).split(/\s+/).every((word) => haystack.includes(word));
}
