import { text } from '#kernel';
import { string } from '../document.js';
import type { FlowNode } from '../graph.js';
import { type Rule, at } from './rule.js';

/** Whether a gateway has the flows that its direction promises (BPMN 2.0.2, 8.3.11). */
const KEEPS: Record<string, (node: FlowNode) => boolean> = {
  Converging: ({ incoming, outgoing }) => incoming.length > 1 && outgoing.length <= 1,
  Diverging: ({ incoming, outgoing }) => incoming.length <= 1 && outgoing.length > 1,
  Mixed: ({ incoming, outgoing }) => incoming.length > 1 && outgoing.length > 1,
};

/** A gateway that says that it splits, joins or does both has the flows for it. */
export const gatewayDirection: Rule = {
  id: 'gateway-direction',
  severity: 'error',
  check: ({ nodes }) =>
    nodes
      .map((node) => ({ node, direction: string(node.element, 'gatewayDirection') ?? '' }))
      .filter(({ node, direction }) => KEEPS[direction]?.(node) === false)
      .map(({ node, direction }) => at(node, text(`Cổng khai gatewayDirection="${direction}" nhưng số luồng vào, ra không hợp.`, `The gateway says gatewayDirection="${direction}", which its flows do not have.`))),
};
