interface Element {
  $type: string;
  $attrs?: Record<string, unknown>;
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  $descriptor: { propertiesByName: Record<string, { name: string; isMany?: boolean }> };
}

interface Warning {
  message: string;
  element?: unknown;
  property?: string;
  value?: string;
}

interface Read {
  rootElement: unknown;
  elementsById?: Record<string, unknown>;
  warnings: Warning[];
}

/** What reads BPMN, as bpmn-moddle does. */
export interface Reader {
  fromXML(xml: string, ...rest: never[]): Promise<unknown>;
}

/**
 * References of BPMN are qualified names (BPMN 2.0.2, chapter 15): one with a prefix of the document's own target namespace means an element of
 * the document. The reader knows ids alone; this finds what it did not, and leaves its other warnings.
 */
export function withQualifiedNames<R extends Reader>(reader: R): R {
  const read = reader.fromXML.bind(reader) as (...given: unknown[]) => Promise<Read>;
  reader.fromXML = async (...given: unknown[]) => {
    const result = await read(...given);
    const root = result.rootElement as Element;
    const isLost = ({ message, element, property, value }: Warning): boolean => !message.startsWith('unresolved reference') || !resolved(root, result.elementsById ?? {}, element as Element, property, value);
    return { ...result, warnings: result.warnings.filter(isLost) };
  };
  return reader;
}

function resolved(root: Element, elements: Record<string, unknown>, element: Element, property = '', value = ''): boolean {
  const [prefix, name, ...rest] = value.split(':');
  const target = prefix && name && rest.length === 0 && root.$attrs?.[`xmlns:${prefix}`] === root.get('targetNamespace') ? elements[name] : undefined;
  const known = element.$descriptor.propertiesByName[property];
  if (!target || !known) return false;
  if (known.isMany) (element.get(known.name) as unknown[]).push(target);
  else element.set(known.name, target);
  return true;
}
