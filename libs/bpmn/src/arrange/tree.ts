import { type ModdleElement, list } from '../document.js';

/** What makes elements of BPMN; a `BpmnModdle` is one. */
export interface Maker {
  create(type: string, properties: Record<string, unknown>): ModdleElement;
}

interface PropertyOf {
  name: string;
  isReference?: boolean;
  isVirtual?: boolean;
}

const propertiesOf = (element: ModdleElement): PropertyOf[] => (element['$descriptor'] as { properties: PropertyOf[] } | undefined)?.properties ?? [];
const isElement = (value: unknown): value is ModdleElement => typeof value === 'object' && value !== null && '$type' in value;
const many = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** The element and everything in it, outermost first; what is only referred to is not in it. `enters`: whose inside is looked at. */
export function walk(element: ModdleElement, visit: (element: ModdleElement) => void, enters: (element: ModdleElement) => boolean = () => true): void {
  visit(element);
  if (!enters(element)) return;
  for (const { name, isReference } of propertiesOf(element)) {
    if (!isReference) for (const child of many(element[name]).filter(isElement)) walk(child, visit, enters);
  }
}

/** Whatever under the root refers to an element that was replaced refers to the one in its place. */
export function repoint(root: ModdleElement, replaced: ReadonlyMap<ModdleElement, ModdleElement>): void {
  if (replaced.size === 0) return;
  const placed = (value: unknown): unknown => replaced.get(value as ModdleElement) ?? value;
  walk(root, (element) => {
    for (const { name, isReference } of propertiesOf(element)) {
      const value = isReference ? element[name] : undefined;
      if (value !== undefined) element[name] = Array.isArray(value) ? value.map(placed) : placed(value);
    }
  });
}

/** A copy of elements with other ids; what refers to one of them refers in the copy to its copy. */
export function copyAll(maker: Maker, elements: readonly ModdleElement[], parent: ModdleElement, rename: (id: string) => string): ModdleElement[] {
  const copies = new Map<ModdleElement, ModdleElement>();
  const copied = elements.map((element) => copyOne(maker, element, parent, rename, copies));
  for (const element of copied) repoint(element, copies);
  return copied;
}

function copyOne(maker: Maker, element: ModdleElement, parent: ModdleElement, rename: (id: string) => string, copies: Map<ModdleElement, ModdleElement>): ModdleElement {
  const copy = maker.create(element.$type, {});
  copies.set(element, copy);
  copy.$parent = parent;
  for (const { name, isReference, isVirtual } of propertiesOf(element)) {
    const value = element[name];
    if (isVirtual || value === undefined) continue;
    const inner = (one: unknown): unknown => (isElement(one) && !isReference ? copyOne(maker, one, copy, rename, copies) : one);
    copy[name] = name === 'id' ? rename(value as string) : Array.isArray(value) ? value.map(inner) : inner(value);
  }
  Object.assign(copy.$attrs ?? {}, element.$attrs);
  return copy;
}

/** An element of another kind in the place of one, with what both kinds have; who referred to it is told by `repoint`. */
export function become(maker: Maker, element: ModdleElement, type: string): ModdleElement {
  const other = maker.create(type, {});
  other.$parent = element.$parent;
  const has = new Set(propertiesOf(other).map(({ name }) => name));
  for (const { name, isVirtual } of propertiesOf(element)) {
    if (!isVirtual && has.has(name) && element[name] !== undefined) other[name] = element[name];
  }
  Object.assign(other.$attrs ?? {}, element.$attrs);
  for (const { name, isReference } of propertiesOf(other)) if (!isReference) for (const child of many(other[name]).filter(isElement)) child.$parent = other;
  return other;
}

export function replaceIn(scope: ModdleElement, element: ModdleElement, other: ModdleElement): void {
  scope['flowElements'] = list(scope, 'flowElements').map((one) => (one === element ? other : one));
}
