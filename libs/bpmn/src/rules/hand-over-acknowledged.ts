import { text } from '#kernel';
import { type ModdleElement, eventDefinition, is, list, one } from '../document.js';
import type { FlowNode } from '../graph.js';
import { slug } from '../read-model.js';
import { type Rule, at } from './rule.js';

const CITIZEN = /\b(cong-dan|nguoi-dan|to-chuc|ca-nhan|nguoi-nop|khach-hang|citizen|applicant)\b/;

/**
 * What is handed over to another agency comes back acknowledged. Between steps whoever claims the task acknowledges; what is sent as a
 * message is acknowledged by a message that is waited for.
 */
export const handOverAcknowledged: Rule = {
  id: 'hand-over-unacknowledged',
  severity: 'warning',
  check: ({ document, nodes }) => {
    const flows = list(document.definitions, 'rootElements').filter((root) => is(root, 'Collaboration')).flatMap((root) => list(root, 'messageFlows'));
    const receivers = new Map(flows.flatMap((flow) => [[one(flow, 'sourceRef')?.id ?? '', one(flow, 'targetRef')] as const]));
    return nodes.flatMap((node) => {
      const receiver = receivers.get(node.id);
      if (!is(receiver, 'Participant') || !receiver || one(receiver, 'processRef') === document.process || !sends(node.element) || isCitizen(receiver) || waitsAfter(node)) return [];
      const name = receiver.name?.trim() || receiver.id;
      return [at(node, text(`Hồ sơ chuyển cho «${name}» mà sau đó không chờ xác nhận đã nhận.`, `What is handed over to "${name}" is not waited for to be acknowledged.`))];
    });
  },
};

const sends = (element: ModdleElement): boolean => is(element, 'SendTask') || (is(element, 'IntermediateThrowEvent') && is(eventDefinition(element), 'MessageEventDefinition'));
const isCitizen = (receiver: ModdleElement): boolean => CITIZEN.test(slug(receiver.name ?? ''));
const catches = ({ element }: FlowNode): boolean => is(element, 'ReceiveTask') || (is(element, 'IntermediateCatchEvent', 'BoundaryEvent') && is(eventDefinition(element), 'MessageEventDefinition'));

function waitsAfter(node: FlowNode): boolean {
  const seen = new Set<FlowNode>();
  const open = [node];
  for (let at = open.pop(); at; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (catches(at)) return true;
    open.push(...at.outgoing.map(({ target }) => target), ...at.boundary, ...(at.children?.nodes ?? []));
  }
  return false;
}
