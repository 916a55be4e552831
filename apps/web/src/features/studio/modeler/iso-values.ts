import { type Get, type Model, type Shape, modelOf } from './parts.js';

/** Reading and writing of `iso:` elements on the canvas. Every write is one command, so that it can be undone. */

export type IsoType = 'iso:Procedure' | 'iso:Step' | 'iso:Clock' | 'iso:Job' | 'iso:Correlation' | 'iso:Milestone' | 'iso:Form' | 'iso:Paper' | 'iso:Result' | 'iso:PaperIn' | 'iso:PaperOut' | (string & {});

export type Attributes = Record<string, string | undefined>;

const valuesOf = (model: Model): Model[] => model.get<Model | undefined>('extensionElements')?.get<Model[]>('values') ?? [];

export const isoOf = (of: Shape | Model, type: IsoType): Model | undefined => valuesOf(modelOf(of)).find((value) => value.$type === type);

export const isoAttribute = (of: Shape | Model, type: IsoType, name: string): string => isoOf(of, type)?.get<string | undefined>(name) ?? '';

export const isoChildren = (of: Shape | Model, type: IsoType, list: string): Model[] => isoOf(of, type)?.get<Model[]>(list) ?? [];

/** The attribute as it holds for a step: its own, else that of the lane that it stands in, the inner before the outer. */
export function inheritedAttribute(get: Get, shape: Shape, name: string): string {
  const own = isoAttribute(shape, 'iso:Step', name);
  if (own) return own;
  for (const lane of lanesOf(get, shape)) {
    const value = isoAttribute(lane, 'iso:Step', name);
    if (value) return value;
  }
  return '';
}

/** The lanes that hold the element, inner before outer. */
export function lanesOf(get: Get, shape: Shape): Model[] {
  const flowNode = modelOf(shape);
  const holding = get('elementRegistry').filter((lane) => lane.type === 'bpmn:Lane').map(modelOf).filter((lane) => lane.get<Model[]>('flowNodeRef').includes(flowNode));
  const depth = (lane: Model): number => (lane.$parent ? 1 + depth(lane.$parent) : 0);
  return holding.toSorted((a, b) => depth(b) - depth(a));
}

/** Sets attributes and lists of children; an element left with nothing is taken away. `undefined` or an empty text removes a value. */
export function writeIso(get: Get, shape: Shape, model: Model, type: IsoType, values: Record<string, unknown>): void {
  const modeling = get('modeling');
  const clean = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === '' ? undefined : value]));
  const present = isoOf(model, type);
  if (present) {
    if (isEmptyWith(present, clean)) return removeIso(get, shape, model, present);
    return modeling.updateModdleProperties(shape, present, clean);
  }
  if (Object.values(clean).every((value) => value === undefined || (Array.isArray(value) && value.length === 0))) return;
  addIso(get, shape, model, type, clean);
}

function addIso(get: Get, shape: Shape, model: Model, type: IsoType, values: Record<string, unknown>): void {
  const extension = model.get<Model | undefined>('extensionElements');
  const made = get('bpmnFactory').create(type, values);
  adopt(made);
  if (extension) {
    made.$parent = extension;
    return get('modeling').updateModdleProperties(shape, extension, { values: [...extension.get<Model[]>('values'), made] });
  }
  const fresh = get('bpmnFactory').create('bpmn:ExtensionElements', { values: [made] });
  fresh.$parent = model;
  made.$parent = fresh;
  get('modeling').updateModdleProperties(shape, model, { extensionElements: fresh });
}

function removeIso(get: Get, shape: Shape, model: Model, gone: Model): void {
  const extension = model.get<Model>('extensionElements');
  const rest = extension.get<Model[]>('values').filter((value) => value !== gone);
  if (rest.length > 0) return get('modeling').updateModdleProperties(shape, extension, { values: rest });
  get('modeling').updateModdleProperties(shape, model, { extensionElements: undefined });
}

/** Children know their parent, which the writer of the document asks for. */
function adopt(parent: Model): void {
  for (const { name, isMany } of propertiesOf(parent)) if (isMany) for (const child of parent.get<Model[]>(name)) child.$parent = parent;
}

interface Property {
  name: string;
  isMany?: boolean;
}

const propertiesOf = (model: Model): Property[] => (model as Model & { $descriptor: { properties: Property[] } }).$descriptor.properties.map((property) => ({ ...property, name: property.name.replace(/^.*:/, '') }));

function isEmptyWith(model: Model, values: Record<string, unknown>): boolean {
  return propertiesOf(model).every(({ name }) => {
    const value: unknown = name in values ? values[name] : model.get(name);
    return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  });
}

/** Replaces one list of children (`papers`, `papersIn`…) by elements with these attributes. */
export function writeChildren(get: Get, shape: Shape, model: Model, type: IsoType, list: string, child: IsoType, rows: Attributes[]): void {
  const children = rows.map((row) => get('bpmnFactory').create(child, Object.fromEntries(Object.entries(row).filter(([, value]) => value))));
  const present = isoOf(model, type);
  if (present) for (const one of children) one.$parent = present;
  writeIso(get, shape, model, type, { [list]: children });
}

export const attributesOf = (model: Model): Attributes =>
  Object.fromEntries(propertiesOf(model).filter(({ isMany }) => !isMany).map(({ name }) => [name, model.get<string | undefined>(name)]));
