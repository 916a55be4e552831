import { type BpmnDocument, type ModdleElement, eventDefinition, is, list, one } from './document.js';

export interface Flow {
  id: string;
  source: FlowNode;
  target: FlowNode;
  element: ModdleElement;
}

/** A flow node with its flows resolved; link throw events lead to their catch events by a flow of their own. */
export interface FlowNode {
  id: string;
  element: ModdleElement;
  scope: Scope;
  incoming: Flow[];
  outgoing: Flow[];
  /** Boundary events attached to the activity. */
  boundary: FlowNode[];
  /** What an embedded sub-process contains. */
  children: Scope | null;
}

/** The process or one embedded sub-process: tokens live and die inside it. */
export interface Scope {
  id: string;
  element: ModdleElement;
  owner: FlowNode | null;
  nodes: FlowNode[];
}

const FLOW_NODE = /(Task|Gateway|Event|Activity|SubProcess|Transaction)$/;
const SUB_PROCESS = ['SubProcess', 'Transaction', 'AdHocSubProcess'];

export const isSubProcess = (element: ModdleElement): boolean => is(element, ...SUB_PROCESS);
export const isEventSubProcess = (element: ModdleElement): boolean => isSubProcess(element) && element['triggeredByEvent'] === true;
export const isActivity = (element: ModdleElement): boolean => /(Task|Activity|SubProcess|Transaction)$/.test(element.$type);

/** Builds the graph of the executed process. Flows whose ends are missing are left out; they are findings of reading. */
export const graphOf = (document: BpmnDocument): Scope => buildScope(document.process, null);

export const allScopes = (scope: Scope): Scope[] => [scope, ...scope.nodes.flatMap((node) => (node.children ? allScopes(node.children) : []))];
export const allNodes = (scope: Scope): FlowNode[] => allScopes(scope).flatMap((inner) => inner.nodes);

function buildScope(element: ModdleElement, owner: FlowNode | null): Scope {
  const scope: Scope = { id: element.id ?? '', element, owner, nodes: [] };
  const elements = list(element, 'flowElements');
  scope.nodes = elements.filter((child) => FLOW_NODE.test(child.$type)).map((child) => buildNode(child, scope));
  const byId = new Map(scope.nodes.map((node) => [node.id, node]));
  for (const flow of elements.filter((child) => is(child, 'SequenceFlow'))) {
    connect(byId.get(one(flow, 'sourceRef')?.id ?? ''), byId.get(one(flow, 'targetRef')?.id ?? ''), flow);
  }
  for (const node of scope.nodes) {
    if (is(node.element, 'BoundaryEvent')) byId.get(one(node.element, 'attachedToRef')?.id ?? '')?.boundary.push(node);
  }
  connectLinks(scope);
  return scope;
}

function buildNode(element: ModdleElement, scope: Scope): FlowNode {
  const node: FlowNode = { id: element.id ?? '', element, scope, incoming: [], outgoing: [], boundary: [], children: null };
  if (isSubProcess(element)) node.children = buildScope(element, node);
  return node;
}

function connect(source: FlowNode | undefined, target: FlowNode | undefined, element: ModdleElement): void {
  if (!source || !target) return;
  const flow: Flow = { id: element.id ?? `${source.id}-${target.id}`, source, target, element };
  source.outgoing.push(flow);
  target.incoming.push(flow);
}

const linkName = (node: FlowNode, type: string): string | null => {
  const definition = eventDefinition(node.element);
  return is(node.element, type) && is(definition, 'LinkEventDefinition') ? (definition?.name ?? '') : null;
};

function connectLinks(scope: Scope): void {
  const catches = new Map(scope.nodes.map((node) => [linkName(node, 'IntermediateCatchEvent'), node]));
  for (const node of scope.nodes) {
    const name = linkName(node, 'IntermediateThrowEvent');
    if (name !== null) connect(node, catches.get(name), { $type: 'bpmn:SequenceFlow', id: `${node.id}-link` });
  }
}
