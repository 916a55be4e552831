import { text } from '#kernel';
import { eventDefinition, is, label } from '../document.js';
import type { FlowNode } from '../graph.js';
import { type Rule, at } from './rule.js';

/** An event-based gateway waits for at least two events, and each of its flows leads to one that nothing else leads to. */
export const eventGatewayTargets: Rule = {
  id: 'event-gateway-targets',
  severity: 'error',
  check: ({ nodes }) =>
    nodes
      .filter(({ element }) => is(element, 'EventBasedGateway'))
      .flatMap((gateway) => {
        const few = gateway.outgoing.length < 2 ? [at(gateway, text('Cổng sự kiện cần ít nhất hai nhánh.', 'An event-based gateway needs at least two branches.'))] : [];
        const wrong = gateway.outgoing
          .filter(({ target }) => !catches(target) || target.incoming.length > 1)
          .map(({ target }) =>
            at(gateway, text(`Nhánh của cổng sự kiện phải tới một sự kiện chờ riêng của nó, không phải ${label(target.element)}.`, `A branch of an event-based gateway leads to a catching event of its own, not to ${label(target.element)}.`)),
          );
        const messages = gateway.outgoing.some(({ target }) => is(eventDefinition(target.element), 'MessageEventDefinition'));
        const mixed = messages ? gateway.outgoing.filter(({ target }) => is(target.element, 'ReceiveTask')).map(({ target }) => at(target, text('Sau cổng sự kiện không dùng lẫn sự kiện thông điệp và công việc nhận.', 'Behind an event-based gateway message events and receive tasks are not mixed.'))) : [];
        const guarded = gateway.outgoing.filter(({ target }) => target.boundary.length > 0).map(({ target }) => at(target, text('Công việc nhận sau cổng sự kiện không có sự kiện biên.', 'A receive task behind an event-based gateway has no boundary events.')));
        return [...few, ...wrong, ...mixed, ...guarded];
      }),
};

const catches = ({ element }: FlowNode): boolean =>
  is(element, 'ReceiveTask') ||
  (is(element, 'IntermediateCatchEvent') && !is(eventDefinition(element), 'LinkEventDefinition'));
