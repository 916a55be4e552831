import { fold } from '../../../i18n/accent-free.js';

interface Token {
  index: number;
  value: string;
  match?: boolean;
}

/** The search of the modeler's library: texts by key, each answered in pieces. */
type Search = (items: Record<string, string>[], pattern: string, options: { keys: string[] }) => { item: Record<string, string>; tokens: Record<string, Token[]> }[];

interface Named {
  id: string;
  label: string;
}

/** Letter for letter, so that a place in the folded text is the same place in the text. */
const folded = (text: string): string => [...text.normalize('NFC')].map((letter) => (fold(letter).length === letter.length ? fold(letter) : letter)).join('');

const spelt = (text: string, tokens: readonly Token[]): Token[] => tokens.map((token) => ({ ...token, value: text.slice(token.index, token.index + token.value.length) }));

/** Finds by a pattern typed without accents; the names found keep their own letters. */
export function accentFreeSearch<T extends Named>(search: Search, items: readonly T[], pattern: string): { item: T; label: Token[]; id: Token[] }[] {
  const plain = items.map(({ id, label }, place) => ({ place: String(place), id, label: folded(label) }));
  return search(plain, folded(pattern), { keys: ['label', 'id'] }).map(({ item: { place }, tokens }) => {
    const item = items[Number(place)]!;
    return { item, label: spelt(item.label.normalize('NFC'), tokens['label']!), id: tokens['id']! };
  });
}

interface Drawn extends Named {
  element: Findable;
}

interface Findable {
  id: string;
  type: string;
  businessObject: { get(name: string): string | undefined };
}

/** What the search pad of the modeler asks, in place of the library's own provider. */
export class FindElements {
  static readonly $inject = ['elementRegistry', 'canvas', 'searchPad', 'search'];

  constructor(
    private readonly registry: { filter(keep: (element: Findable) => boolean): Findable[] },
    private readonly canvas: { getRootElements(): Findable[] },
    pad: { registerProvider(provider: object): void },
    private readonly search: Search,
  ) {
    pad.registerProvider(this);
  }

  find(pattern: string): { element: Findable; primaryTokens: Token[]; secondaryTokens: Token[] }[] {
    const roots = this.canvas.getRootElements();
    const drawn: Drawn[] = this.registry.filter((element) => element.type !== 'label' && !roots.includes(element)).map((element) => ({ element, id: element.id, label: element.businessObject.get('name') ?? '' }));
    return accentFreeSearch(this.search, drawn, pattern).map(({ item, label, id }) => ({ element: item.element, primaryTokens: label, secondaryTokens: id }));
  }
}
