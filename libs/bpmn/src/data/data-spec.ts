import { walk } from '../arrange/tree.js';
import { type ModdleElement, is, list, one, string } from '../document.js';
import { isSubProcess } from '../graph.js';

/** Where a value comes from: a variable, an expression, or what the activity itself gives under one of some names. */
export type DataSource = { variable: string } | { feel: string } | { output: readonly string[] };

/** A value and where it goes: a name, then keys inside it. */
export interface DataMove {
  from: DataSource;
  to: readonly string[];
}

/** What data associations move when an activity or event begins and when it completes. */
export interface DataUse {
  inputs: readonly DataMove[];
  outputs: readonly DataMove[];
  /** Names that are the activity's own: what it gives under them goes where associations say, and nowhere else. */
  own: readonly string[];
  /** Names of what an event or a sending task carries, in the order of the event's definitions (10.4.2 and 10.5.1). */
  items: readonly string[];
}

/** The data of a process as the engine keeps them: every data object, store and property is a variable. */
export interface DataSpec {
  /** Other names of a variable, as ids and references give them. */
  aliases: Readonly<Record<string, string>>;
  uses: Readonly<Record<string, DataUse>>;
  /** By sub-process: variables that exist only while it runs. */
  owned: Readonly<Record<string, readonly string[]>>;
}

const PATH = /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u;
const ITEMS = ['DataObject', 'DataStore', 'DataStoreReference', 'Property', 'DataInput', 'DataOutput'];

/**
 * The variable of a data object, store, property, input or output: its name, else its id (BPMN 2.0.2, 10.4.1). A reference means what it
 * refers to.
 */
export function variableOf(item: ModdleElement): string {
  const meant = one(item, 'dataObjectRef') ?? one(item, 'dataStoreRef') ?? item;
  return string(meant, 'name')?.trim() || string(item, 'name')?.trim() || (meant.id ?? '');
}

export const inputAssociations = (element: ModdleElement): ModdleElement[] => list(element, 'dataInputAssociations');
export const outputAssociations = (element: ModdleElement): ModdleElement[] => list(element, 'dataOutputAssociations');

/** The parts of `to`: the target's name, and what lies in it; null where it is no such path. */
export function pathOf(assignment: ModdleElement, target: ModdleElement): string[] | null {
  const written = (string(one(assignment, 'to'), 'body') ?? '').trim().replace(/^=/, '').trim();
  const [first, ...rest] = written.split('.');
  const known = first === target.id || first === string(target, 'name')?.trim() || first === variableOf(target);
  return PATH.test(written) && known ? [variableOf(target), ...rest] : null;
}

export function dataSpecOf(process: ModdleElement): DataSpec {
  const aliases = new Map<string, Set<string>>();
  const uses: Record<string, DataUse> = {};
  const owned: Record<string, string[]> = {};
  const name = (alias: string | undefined, variable: string): unknown => alias && aliases.set(alias, (aliases.get(alias) ?? new Set()).add(variable));
  walk(process, (element) => {
    if (isSubProcess(element)) owned[element.id as string] = ownedBy(element);
    if (is(element, 'DataObject', 'DataObjectReference', 'DataStoreReference') || (is(element, 'Property') && holds(element.$parent))) {
      for (const alias of [element.id, element.name?.trim()]) name(alias, variableOf(element));
    }
    const use = useOf(element);
    if (use && element.id) uses[element.id] = use;
  });
  const single = [...aliases].flatMap(([alias, variables]) => (variables.size === 1 ? [[alias, [...variables][0] as string] as const] : []));
  return { aliases: Object.fromEntries(single.filter(([alias, variable]) => alias !== variable)), uses, owned: Object.fromEntries(Object.entries(owned).filter(([, names]) => names.length > 0)) };
}

const holds = (scope: ModdleElement | undefined): boolean => scope !== undefined && (is(scope, 'Process') || isSubProcess(scope));

/** BPMN 2.0.2, 10.4.1: data of a sub-process live and end with it. */
const ownedBy = (scope: ModdleElement): string[] => [...new Set([...list(scope, 'properties'), ...list(scope, 'flowElements').filter((element) => is(element, 'DataObject'))].map(variableOf))];

function useOf(element: ModdleElement): DataUse | null {
  const [into, out] = [inputAssociations(element), outputAssociations(element)];
  if (into.length + out.length === 0) return null;
  const declared = [...list(one(element, 'ioSpecification'), 'dataOutputs'), ...list(element, 'dataOutputs')];
  const moved = declared.filter((output) => out.some((association) => list(association, 'sourceRef').includes(output)));
  return { inputs: [...into.flatMap(movesOf), ...(is(element, 'CallActivity') ? [] : byId(into))], outputs: out.flatMap(movesOf), own: moved.flatMap(namesOf), items: itemsOf(element).map(variableOf) };
}

function itemsOf(element: ModdleElement): ModdleElement[] {
  if (is(element, 'SendTask')) return list(one(element, 'ioSpecification'), 'dataInputs');
  return is(element, 'IntermediateThrowEvent', 'EndEvent') ? list(element, 'dataInputs') : list(element, 'dataOutputs');
}

const namesOf = (item: ModdleElement): string[] => [item.id, item.name?.trim()].filter((one) => one !== undefined && one !== '') as string[];

/** An input that has a name is known by its id too, as a data object is; what is called is given names alone. */
function byId(associations: ModdleElement[]): DataMove[] {
  const inputs = new Set(associations.map((association) => one(association, 'targetRef')).filter((target) => is(target, 'DataInput')));
  return [...inputs].flatMap((input) => (input?.id && variableOf(input) !== input.id ? [{ from: { variable: variableOf(input) }, to: [input.id] }] : []));
}

/** BPMN 2.0.2, 10.4.2: assignments in their order, else the transformation, else the copy of the source. */
function movesOf(association: ModdleElement): DataMove[] {
  const target = one(association, 'targetRef');
  if (!target || !is(target, ...ITEMS, 'DataObjectReference')) return [];
  const assignments = list(association, 'assignment');
  if (assignments.length > 0) {
    return assignments.map((assignment) => ({ from: { feel: string(one(assignment, 'from'), 'body') ?? '' }, to: pathOf(assignment, target) ?? [variableOf(target)] }));
  }
  const transformation = string(one(association, 'transformation'), 'body');
  if (transformation !== undefined) return [{ from: { feel: transformation }, to: [variableOf(target)] }];
  const [source] = list(association, 'sourceRef');
  if (!source) return is(association, 'DataOutputAssociation') ? [{ from: { output: [] }, to: [variableOf(target)] }] : [];
  return [{ from: is(source, 'DataOutput') ? { output: namesOf(source) } : { variable: variableOf(source) }, to: [variableOf(target)] }];
}
