import type { Finding, ProcessModel } from '#contract';
import type { Text } from '#kernel';
import type { BpmnDocument, ModdleElement } from '../document.js';
import type { FlowNode, Scope } from '../graph.js';

export interface Subject {
  document: BpmnDocument;
  model: ProcessModel;
  graph: Scope;
  scopes: Scope[];
  nodes: FlowNode[];
}

/** What a rule found at one element (null: the document as a whole). */
export interface Flaw {
  element: string | null;
  message: Text;
}

/** One rule of publication: a file, a page in `docs/rules`, a good and a bad example there, which the tests read. */
export interface Rule {
  id: string;
  severity: Finding['severity'];
  check(subject: Subject): Flaw[];
}

export const at = (element: ModdleElement | FlowNode, message: Text): Flaw => ({ element: element.id ?? null, message });
