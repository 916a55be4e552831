import { HELPER } from '../arrange/arrange.js';
import { type ModdleElement, list } from '../document.js';

export { HELPER };

export interface ModdleContext {
  rootElement: ModdleElement;
}

export interface Moddle {
  fromXML(xml: string): Promise<ModdleContext>;
  toXML(element: ModdleElement): Promise<{ xml: string }>;
  create(type: string, properties: Record<string, unknown>): ModdleElement;
}

/** The document cannot be made executable; it should have been refused before. */
export class NotExecutableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotExecutableError';
  }
}

/** A diagram being rewritten: elements are added, moved and connected, and every addition is remembered as a helper. */
export class Draft {
  readonly helpers: Record<string, string | null> = {};
  /** Elements that an instance begins by waiting at. */
  readonly entries: string[] = [];
  changed = false;

  constructor(private readonly moddle: Moddle) {}

  /** `shown`: the element of the diagram that is shown where the helper waits. */
  add(type: string, properties: Record<string, unknown> & { id: string }, scope: ModdleElement, shown: string | null = null): ModdleElement {
    const element = this.create(type, properties, scope);
    if (element.id?.includes(HELPER)) this.helpers[element.id] = shown;
    append(scope, 'flowElements', [element]);
    return element;
  }

  create(type: string, properties: Record<string, unknown>, parent: ModdleElement): ModdleElement {
    this.changed = true;
    const element = this.moddle.create(type, properties);
    element.$parent = parent;
    return element;
  }

  connect(id: string, source: ModdleElement, target: ModdleElement, scope: ModdleElement, condition?: string): ModdleElement {
    const flow = this.add('bpmn:SequenceFlow', { id, sourceRef: source, targetRef: target }, scope);
    if (condition !== undefined) flow['conditionExpression'] = this.create('bpmn:FormalExpression', { body: condition }, flow);
    append(source, 'outgoing', [flow]);
    append(target, 'incoming', [flow]);
    return flow;
  }

  /** Flows that led to one element lead to another. */
  redirect(from: ModdleElement, to: ModdleElement): void {
    for (const flow of list(from, 'incoming')) flow['targetRef'] = to;
    append(to, 'incoming', list(from, 'incoming'));
    from['incoming'] = [];
    this.changed = true;
  }

  /** Flows that came out of one element come out of another. */
  resource(from: ModdleElement, to: ModdleElement): void {
    for (const flow of list(from, 'outgoing')) flow['sourceRef'] = to;
    append(to, 'outgoing', list(from, 'outgoing'));
    from['outgoing'] = [];
    this.changed = true;
  }

  /** Another element in the place of one, with its id, its name and its flows. */
  replace(element: ModdleElement, type: string, scope: ModdleElement): ModdleElement {
    const other = this.create(type, { id: element.id, name: element.name }, scope);
    const elements = list(scope, 'flowElements');
    elements.splice(elements.indexOf(element), 1, other);
    this.redirect(element, other);
    this.resource(element, other);
    return other;
  }

  move(elements: ModdleElement[], to: ModdleElement, property: string): void {
    for (const element of elements) element.$parent = to;
    to[property] = elements;
    this.changed = true;
  }
}

export function append(element: ModdleElement, property: string, values: ModdleElement[]): void {
  element[property] = [...list(element, property), ...values];
}

export function remove(scope: ModdleElement, property: string, value: ModdleElement): void {
  scope[property] = list(scope, property).filter((one) => one !== value);
}
