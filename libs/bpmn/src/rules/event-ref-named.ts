import { text } from '#kernel';
import { type ModdleElement, is, list, one, string } from '../document.js';
import type { FlowNode } from '../graph.js';
import { type Flaw, type Rule, at } from './rule.js';

const REFERENCES = [
  { type: 'MessageEventDefinition', reference: 'messageRef', target: 'Message', value: 'name', vi: 'thông điệp', en: 'message' },
  { type: 'SignalEventDefinition', reference: 'signalRef', target: 'Signal', value: 'name', vi: 'tín hiệu', en: 'signal' },
  { type: 'ErrorEventDefinition', reference: 'errorRef', target: 'Error', value: 'errorCode', vi: 'mã lỗi', en: 'error code' },
  { type: 'EscalationEventDefinition', reference: 'escalationRef', target: 'Escalation', value: 'escalationCode', vi: 'mã leo thang', en: 'escalation code' },
];

/** What is thrown and caught is told apart by the name of its message or signal (its id, where it has no name) or by a code, and a conditional event its condition; a boundary that catches every error or escalation needs none. */
export const eventRefNamed: Rule = { id: 'event-ref-named', severity: 'error', check: ({ nodes }) => nodes.flatMap(check) };

function check({ element, scope }: FlowNode): Flaw[] {
  if (is(element, 'ReceiveTask')) return named(element, 'messageRef', 'Message', 'name') ? [] : [missing(element, 'thông điệp', 'message')];
  const catchesAll = is(element, 'BoundaryEvent') || (is(element, 'StartEvent') && scope.owner !== null);
  return list(element, 'eventDefinitions').flatMap((definition) => {
    if (is(definition, 'ConditionalEventDefinition')) return one(definition, 'condition') ? [] : [missing(element, 'điều kiện', 'condition')];
    const rule = REFERENCES.find(({ type }) => is(definition, type));
    if (!rule || named(definition, rule.reference, rule.target, rule.value)) return [];
    if (catchesAll && !one(definition, rule.reference) && /Error|Escalation/.test(rule.type)) return [];
    return [missing(element, rule.vi, rule.en)];
  });
}

const named = (definition: ModdleElement, reference: string, target: string, value: string): boolean =>
  is(one(definition, reference), target) && (value === 'name' || Boolean(string(one(definition, reference), value)?.trim()));

const missing = (element: ModdleElement, vi: string, en: string): Flaw => at(element, text(`Sự kiện chưa nêu tên ${vi}.`, `The event names no ${en}.`));
