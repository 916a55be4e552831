import type { AssociationDefinition, ElementView } from './element-view.js';
import type { ElementDefinition, FlowDefinition, Parent } from './core.js';

const MARK = '__lt-';
const TWIN = /^(.+)__lt-(\d+)$/;

/** Kinds of elements at which a token stays, so that the next may come while it is there. */
const STAYING = new Set(
  ['UserTask', 'ServiceTask', 'SendTask', 'BusinessRuleTask', 'ReceiveTask', 'CallActivity', 'SubProcess', 'AdHocSubProcess', 'Transaction', 'IntermediateCatchEvent', 'EventBasedGateway'].map((type) => `bpmn:${type}`),
);

/** The id under which an element runs for one more token while it runs for another; the first runs under the element's own. */
export const twinOf = (id: string, number: number): string => (number === 1 ? id : `${id}${MARK}${number}`);

/** The element that runs under an id. */
export const drawnOf = (id: string): string => (id.includes(MARK) ? (TWIN.exec(id)?.[1] ?? id) : id);

/** Which of the tokens an element runs for under an id. */
export const numberOf = (id: string): number => (id.includes(MARK) ? Number(TWIN.exec(id)?.[2] ?? 1) : 1);

/** Whether each token that comes to an element starts it anew (BPMN 2.0.2, 13.3.2); else the next waits until it is left. */
export const runsForEach = ({ type, behaviour }: ElementDefinition): boolean => STAYING.has(type) && Number(behaviour['startQuantity'] ?? 1) === 1;

/** An element for one more token; its boundary events are those of the same number. */
export function twinned(drawn: ElementDefinition, id: string): ElementDefinition {
  const host = drawn.behaviour.attachedTo;
  return { ...drawn, id, ...(host && { behaviour: { ...drawn.behaviour, attachedTo: { ...host, id: twinOf(host.id, numberOf(id)) } } }) };
}

/** The elements as they are seen inside a sub-process that runs for one more token: those of the drawn one have it for their parent. */
export function insideTwin(view: ElementView, id: string): ElementView {
  const drawn = drawnOf(id);
  const inside = <T extends { parent: Parent } | undefined>(element: T): T => (element?.parent.id === drawn ? { ...element, parent: { ...element.parent, id } } : element);
  const scope = (asked: string): string => (asked === id ? drawn : asked);
  return {
    ...view,
    getActivityById: (one) => inside(view.getActivityById(one)),
    getActivities: (asked) => view.getActivities(scope(asked)).map(inside<ElementDefinition>),
    getSequenceFlowById: (one) => inside(view.getSequenceFlowById(one)),
    getInboundSequenceFlows: (one) => view.getInboundSequenceFlows(one).map(inside<FlowDefinition>),
    getOutboundSequenceFlows: (one) => view.getOutboundSequenceFlows(one).map(inside<FlowDefinition>),
    getSequenceFlows: (asked) => view.getSequenceFlows(scope(asked)).map(inside<FlowDefinition>),
    getInboundAssociations: (one) => view.getInboundAssociations(one).map(inside<AssociationDefinition>),
    getOutboundAssociations: (one) => view.getOutboundAssociations(one).map(inside<AssociationDefinition>),
    getAssociations: (asked) => view.getAssociations(scope(asked)).map(inside<AssociationDefinition>),
  };
}
