import search, { type Token } from 'diagram-js/lib/features/search/search';
import { fold } from '../../../i18n/accent-free.js';

/** Letter for letter, so that a place in the folded text is the same place in the text. */
const folded = (text: string): string => [...text].map((letter) => (fold(letter).length === letter.length ? fold(letter) : letter)).join('');

const textOf = (value: unknown): string | string[] => (Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.normalize('NFC') : '');

const spelt = (text: string, token: Token): Token => (Array.isArray(token) ? token : { ...token, value: text.slice(token.index, token.index + token.value.length) });

/** The library's search with a pattern typed without accents; what is shown keeps its own letters. */
export function accentFreeSearch<T extends object>(items: T[], pattern: string, { keys }: { keys: string[] }): { item: T; tokens: Record<string, Token[]> }[] {
  const plain = items.map((item, place) => {
    const texts = keys.map((key) => [key, textOf(item[key as keyof T])] as const);
    return { place: String(place), ...Object.fromEntries(texts.map(([key, text]) => [key, Array.isArray(text) ? text.map(folded) : folded(text)])) };
  });
  return search(plain, folded(pattern.normalize('NFC')), { keys }).map(({ item: { place }, tokens }) => {
    const item = items[Number(place)]!;
    return { item, tokens: Object.fromEntries(Object.entries(tokens).map(([key, found]) => {
      const text = textOf(item[key as keyof T]);
      return [key, typeof text === 'string' ? found.map((token) => spelt(text, token)) : found];
    })) };
  });
}
