import { text } from '#kernel';
import { type ModdleElement, is, list, one, string } from '../document.js';
import type { FlowNode } from '../graph.js';
import { type Flaw, type Rule, at } from './rule.js';

const REFERENCES = [
  { type: 'MessageEventDefinition', reference: 'messageRef', target: 'Message', value: 'name', vi: 'thông điệp (message)', en: 'message' },
  { type: 'SignalEventDefinition', reference: 'signalRef', target: 'Signal', value: 'name', vi: 'tín hiệu (signal)', en: 'signal' },
  { type: 'ErrorEventDefinition', reference: 'errorRef', target: 'Error', value: 'errorCode', vi: 'mã lỗi', en: 'error code' },
  { type: 'EscalationEventDefinition', reference: 'escalationRef', target: 'Escalation', value: 'escalationCode', vi: 'mã leo thang', en: 'escalation code' },
];

/** What is thrown and caught is told apart by the name of its message or signal (its id, where it has no name) or by a code, and a conditional event its condition; a boundary or start event of a sub-process that catches every error or escalation needs none (BPMN 2.0.2, 10.5: without a code any triggers it). */
export const eventRefNamed: Rule = { id: 'event-ref-named', severity: 'error', check: ({ nodes }) => nodes.flatMap(check) };

function check({ element, scope }: FlowNode): Flaw[] {
  if (is(element, 'ReceiveTask')) return named(element, 'messageRef', 'Message', 'name') ? [] : [missing(element, 'thông điệp (message) mà công việc này nhận', 'message')];
  const catchesAll = is(element, 'BoundaryEvent') || (is(element, 'StartEvent') && scope.owner !== null);
  return list(element, 'eventDefinitions').flatMap((definition) => {
    if (is(definition, 'ConditionalEventDefinition')) return one(definition, 'condition') ? [] : [missing(element, 'điều kiện của sự kiện', 'condition')];
    const rule = REFERENCES.find(({ type }) => is(definition, type));
    if (!rule || named(definition, rule.reference, rule.target, rule.value)) return [];
    if (catchesAll && catchesAny(definition, rule)) return [];
    return [missing(element, rule.vi, rule.en)];
  });
}

const catchesAny = (definition: ModdleElement, { type, reference, target }: (typeof REFERENCES)[number]): boolean =>
  /Error|Escalation/.test(type) && (!one(definition, reference) || is(one(definition, reference), target));

const named = (definition: ModdleElement, reference: string, target: string, value: string): boolean =>
  is(one(definition, reference), target) && (value === 'name' || Boolean(string(one(definition, reference), value)?.trim()));

const missing = (element: ModdleElement, vi: string, en: string): Flaw => at(element, text(`Chưa nêu ${vi}.`, `No ${en} is named.`));
