import type { Finding } from '#contract';
import type { Decisions } from './decisions/decision.js';

/** A node of the parsed document, as moddle gives it: its BPMN type, its id, and its properties by their names in BPMN 2.0. */
export interface ModdleElement {
  $type: string;
  $attrs?: Record<string, string>;
  $parent?: ModdleElement;
  id?: string;
  name?: string;
  [property: string]: unknown;
}

export interface Position {
  line: number;
  column: number;
}

/** A BPMN 2.0 document that could be read: its tree, the process to run, and what reading it found. */
export interface BpmnDocument {
  /** The source as it was given, but for what `plainXml` writes for readers of XML that take less. */
  xml: string;
  /** The tree as it is drawn. */
  definitions: ModdleElement;
  /** The tree in which the process that is run stands: shared event definitions, called processes and pools are written into it. */
  arranged: ModdleElement;
  /** By the id of an element that is run in several places: the id that is drawn. */
  copies: Readonly<Record<string, string>>;
  /** The process that is run: the one marked executable, else the first that has elements. */
  process: ModdleElement;
  /** Where each element with an id begins in the source; lines and columns count from 1. */
  positions: ReadonlyMap<string, Position>;
  findings: readonly Finding[];
  /** Of the DMN documents written into it (`iso:dmn`). */
  decisions: Decisions;
}

export const is = (element: ModdleElement | undefined, ...types: string[]): boolean =>
  element !== undefined && types.includes(element.$type.replace(/^bpmn:/, ''));

/** The elements under a property that may be absent. */
export const list = (element: ModdleElement | undefined, property: string): ModdleElement[] =>
  (element?.[property] as ModdleElement[] | undefined) ?? [];

export const one = (element: ModdleElement | undefined, property: string): ModdleElement | undefined =>
  element?.[property] as ModdleElement | undefined;

export const string = (element: ModdleElement | undefined, property: string): string | undefined => {
  const value = element?.[property];
  return typeof value === 'string' ? value : undefined;
};

/** The ISO extension elements of one kind, e.g. `extensions(task, 'Step')`. */
export const extensions = (element: ModdleElement, kind: string): ModdleElement[] =>
  list(one(element, 'extensionElements'), 'values').filter((value) => value.$type === `iso:${kind}`);

export const extension = (element: ModdleElement, kind: string): ModdleElement | undefined => extensions(element, kind)[0];

/** `«Ký giấy khai sinh» (sign)`, or the bare id of an element without a name. */
export const label = (element: ModdleElement): string => (element.name ? `«${element.name.trim()}» (${element.id})` : `${element.id}`);

export const eventDefinition = (element: ModdleElement): ModdleElement | undefined => list(element, 'eventDefinitions')[0];

export const isInterrupting = (element: ModdleElement): boolean =>
  is(element, 'BoundaryEvent') ? element['cancelActivity'] !== false : element['isInterrupting'] !== false;
