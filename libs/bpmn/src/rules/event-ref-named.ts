import { text } from '#kernel';
import { type ModdleElement, is, list, one, string } from '../document.js';
import type { FlowNode } from '../graph.js';
import { type Flaw, type Rule, at } from './rule.js';

const REFERENCES = [
  { type: 'MessageEventDefinition', reference: 'messageRef', value: 'name', vi: 'thông điệp', en: 'message' },
  { type: 'SignalEventDefinition', reference: 'signalRef', value: 'name', vi: 'tín hiệu', en: 'signal' },
  { type: 'ErrorEventDefinition', reference: 'errorRef', value: 'errorCode', vi: 'mã lỗi', en: 'error code' },
  { type: 'EscalationEventDefinition', reference: 'escalationRef', value: 'escalationCode', vi: 'mã leo thang', en: 'escalation code' },
];

/** What is thrown and caught has a name to be matched by; a boundary that catches every error or escalation needs none. */
export const eventRefNamed: Rule = { id: 'event-ref-named', severity: 'error', check: ({ nodes }) => nodes.flatMap(check) };

function check({ element, scope }: FlowNode): Flaw[] {
  if (is(element, 'ReceiveTask')) return named(element, 'messageRef', 'name') ? [] : [missing(element, 'thông điệp', 'message')];
  const catchesAll = is(element, 'BoundaryEvent') || (is(element, 'StartEvent') && scope.owner !== null);
  return list(element, 'eventDefinitions').flatMap((definition) => {
    const rule = REFERENCES.find(({ type }) => is(definition, type));
    if (!rule || named(definition, rule.reference, rule.value)) return [];
    if (catchesAll && !one(definition, rule.reference) && /Error|Escalation/.test(rule.type)) return [];
    return [missing(element, rule.vi, rule.en)];
  });
}

const named = (definition: ModdleElement, reference: string, value: string): boolean =>
  Boolean(string(one(definition, reference), value)?.trim());

const missing = (element: ModdleElement, vi: string, en: string): Flaw => at(element, text(`Sự kiện chưa nêu tên ${vi}.`, `The event names no ${en}.`));
