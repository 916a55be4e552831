import { text } from '#kernel';
import { eventDefinition, is } from '../document.js';
import type { FlowNode, Scope } from '../graph.js';
import { type Flaw, type Rule, at } from './rule.js';

/** Link events come in pairs by name within one scope: one catches, one or more throw (BPMN 2.0.2, 10.5.5). */
export const linkPair: Rule = { id: 'link-pair', severity: 'error', check: ({ scopes }) => scopes.flatMap(check) };

const nameOf = ({ element }: FlowNode): string => eventDefinition(element)?.name?.trim() ?? '';
const ofType = ({ nodes }: Scope, type: string): FlowNode[] => nodes.filter(({ element }) => is(element, type) && is(eventDefinition(element), 'LinkEventDefinition'));

function check(scope: Scope): Flaw[] {
  const [throwing, catching] = [ofType(scope, 'IntermediateThrowEvent'), ofType(scope, 'IntermediateCatchEvent')];
  const drawn = (node: FlowNode, flows: FlowNode['incoming']): boolean => flows.some(({ element }) => element.$parent !== undefined && node.scope === scope);
  return [
    ...[...throwing, ...catching].filter((node) => nameOf(node) === '').map((node) => at(node, text('Sự kiện liên kết chưa có tên.', 'The link event has no name.'))),
    ...throwing.filter((node) => !catching.some((other) => nameOf(other) === nameOf(node))).map((node) => at(node, text('Không có sự kiện liên kết nào nhận.', 'No link event catches this one.'))),
    ...catching.filter((node) => !throwing.some((other) => nameOf(other) === nameOf(node))).map((node) => at(node, text('Không có sự kiện liên kết nào phát.', 'No link event throws this one.'))),
    ...catching.filter((node) => catching.some((other) => other !== node && nameOf(other) === nameOf(node))).map((node) => at(node, text('Có hai sự kiện liên kết nhận cùng tên.', 'Two link events catch the same name.'))),
    ...throwing.filter((node) => drawn(node, node.outgoing)).map((node) => at(node, text('Sự kiện liên kết phát không có luồng ra.', 'A throwing link event has no outgoing flow.'))),
    ...catching.filter((node) => drawn(node, node.incoming)).map((node) => at(node, text('Sự kiện liên kết nhận không có luồng vào.', 'A catching link event has no incoming flow.'))),
  ];
}
