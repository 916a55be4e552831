import { type ModdleElement, list, one } from '../document.js';

export type Vendor = 'camunda' | 'zeebe' | 'bizagi' | 'signavio' | 'other';

/** An attribute or extension element of another tool, whatever prefix its namespace has. */
export interface ForeignWord {
  vendor: Vendor;
  name: string;
  /** As the document writes it. */
  said: string;
  value: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly ForeignWord[];
}

/** Camunda 7, Flowable and Activiti come of one engine and say the same by the same names. */
const VENDORS: [RegExp, Vendor][] = [
  [/camunda\.org\/schema\/zeebe/, 'zeebe'], [/camunda\.org\/schema\/modeler/, 'other'], [/camunda\.org|activiti\.org|flowable\.org/, 'camunda'], [/bizagi/i, 'bizagi'], [/signavio/i, 'signavio'],
];
/** Of drawing and of the document itself. */
const OWN = /^(xmlns|xsi|xml|bioc|color|bpmn|bpmn2|semantic|bpmndi|omgdi|omgdc|dc|di|iso)(:|$)/;

/** Reads foreign words by the namespaces that a document declares. */
export class ForeignReader {
  readonly #vendors = new Map<string, Vendor>();

  constructor(definitions: ModdleElement) {
    this.#declare(definitions);
  }

  /** Attributes first, then extension elements. */
  wordsOf(element: ModdleElement): ForeignWord[] {
    const attributes = Object.entries(element.$attrs ?? {}).filter(([name]) => name.includes(':') && !OWN.test(name));
    const values = list(one(element, 'extensionElements'), 'values').filter((value) => !OWN.test(value.$type));
    return [...attributes.map(([said, value]) => ({ ...this.#named(said), said, value: String(value), attributes: {}, children: [] })), ...values.map((value) => this.#word(value))];
  }

  #word(value: ModdleElement): ForeignWord {
    this.#declare(value);
    const { $type, $children, $body, ...rest } = value as ModdleElement & { $children?: ModdleElement[]; $body?: string };
    const plain = { ...rest, ...(value.$attrs ?? {}) };
    const attributes = Object.fromEntries(Object.entries(plain).flatMap(([name, text]) => (typeof text === 'string' && !name.startsWith('$') ? [[name.replace(/^.*:/, ''), text] as const] : [])));
    return { ...this.#named($type), said: $type, value: ($body ?? '').trim(), attributes, children: ($children ?? []).map((child) => this.#word(child)) };
  }

  #named(said: string): Pick<ForeignWord, 'vendor' | 'name'> {
    const [prefix = '', name = ''] = said.includes(':') ? said.split(':') : ['', said];
    return { vendor: this.#vendors.get(prefix) ?? 'other', name };
  }

  #declare(element: ModdleElement): void {
    for (const [name, uri] of Object.entries({ ...element, ...(element.$attrs ?? {}) })) {
      const prefix = /^xmlns:(.+)$/.exec(name)?.[1];
      if (prefix !== undefined) this.#vendors.set(prefix, VENDORS.find(([pattern]) => pattern.test(String(uri)))?.[1] ?? 'other');
    }
  }
}

export const childrenOf = (word: ForeignWord, name: string): ForeignWord[] => word.children.filter((child) => child.name === name);
