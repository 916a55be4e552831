import { text } from '#kernel';
import { type ModdleElement, is, list, one } from '../document.js';
import { type Flaw, type Rule, at } from './rule.js';

const SENDERS = /(Task|SubProcess|Transaction|CallActivity|Participant|EndEvent|IntermediateThrowEvent)$/;
const RECEIVERS = /(Task|SubProcess|Transaction|CallActivity|Participant|StartEvent|IntermediateCatchEvent|BoundaryEvent)$/;
const EVENT = /Event$/;

/** A message flow leads from one pool to another, from what sends to what receives (BPMN 2.0.2, 9.4 and table 7.4). */
export const messageFlow: Rule = {
  id: 'message-flow',
  severity: 'error',
  check: ({ document }) =>
    list(document.definitions, 'rootElements')
      .filter((root) => is(root, 'Collaboration'))
      .flatMap((collaboration) => list(collaboration, 'messageFlows').flatMap((flow) => check(collaboration, flow))),
};

function check(collaboration: ModdleElement, flow: ModdleElement): Flaw[] {
  const [source, target] = [one(flow, 'sourceRef'), one(flow, 'targetRef')];
  if (!source || !target) return [at(flow, text('Luồng thông điệp thiếu đầu hoặc cuối.', 'The message flow lacks its source or target.'))];
  const [from, to] = [poolOf(collaboration, source), poolOf(collaboration, target)];
  if (from !== undefined && from === to) return [at(flow, text('Luồng thông điệp nối hai phần tử của cùng một bên.', 'The message flow stays within one pool.'))];
  if (!SENDERS.test(source.$type) || !carries(source)) return [at(flow, text(`${source.id} không gửi thông điệp.`, `${source.id} sends no message.`))];
  return RECEIVERS.test(target.$type) && carries(target) ? [] : [at(flow, text(`${target.id} không nhận thông điệp.`, `${target.id} receives no message.`))];
}

/** Events take part only by a message. */
const carries = (element: ModdleElement): boolean =>
  !EVENT.test(element.$type) || [...list(element, 'eventDefinitions'), ...list(element, 'eventDefinitionRef')].some((definition) => is(definition, 'MessageEventDefinition'));

function poolOf(collaboration: ModdleElement, element: ModdleElement): ModdleElement | undefined {
  if (is(element, 'Participant')) return element;
  const participants = list(collaboration, 'participants');
  for (let holder: ModdleElement | undefined = element; holder; holder = holder.$parent) {
    const found = participants.find((participant) => one(participant, 'processRef') === holder);
    if (found) return found;
    if (is(holder, 'Process')) return holder;
  }
  return undefined;
}
