import { type ModdleElement, is, list, one, string } from '../document.js';
import type { Flaw } from './rule.js';
import { wrong } from './structure-values.js';

/** What BPMN 2.0.2 asks of what an event says of its message and of the other end of its link (10.5.5). */
export const events = (element: ModdleElement): Flaw[] => [...operated(element), ...linked(element)];

const EVENTS = ['StartEvent', 'IntermediateCatchEvent', 'IntermediateThrowEvent', 'BoundaryEvent', 'EndEvent'];

/**
 * In an executable process a message goes through an operation. One that is only a name finds its way by that name; one that carries an item which the
 * event neither takes nor gives says by its operation where the item goes.
 */
function operated(element: ModdleElement): Flaw[] {
  const definitions = is(element, ...EVENTS) ? [...list(element, 'eventDefinitions'), ...list(element, 'eventDefinitionRef')] : [];
  const lost = definitions.some((definition) => is(definition, 'MessageEventDefinition') && !one(definition, 'operationRef') && one(one(definition, 'messageRef'), 'itemRef') !== undefined);
  const carried = list(element, 'dataInputs').length + list(element, 'dataOutputs').length > 0;
  if (!lost || carried || !isStrict(element)) return [];
  return wrong(element, 'Thông điệp có khai dữ liệu (itemRef) nhưng sự kiện không nêu thao tác (operationRef), cũng không có dữ liệu vào hay ra.', 'The message declares an item (itemRef), but the event names no operation (operationRef) and has no data input or output.');
}

/** Tools of the Eclipse and jBPM family give every message an item. */
function isStrict(element: ModdleElement): boolean {
  let executable = false;
  let root = element;
  for (; root.$parent; root = root.$parent) executable ||= root['isExecutable'] === true;
  return executable && !/eclipse|jbpm|drools|kie/i.test(string(root, 'exporter') ?? '');
}

/** What link events say of their other end (`source`, `target`) is their pair, and said by both alike. */
function linked(element: ModdleElement): Flaw[] {
  if (!is(element, 'LinkEventDefinition')) return [];
  const [target, sources] = [one(element, 'target'), list(element, 'source')];
  const strange = (other: ModdleElement): boolean => is(other, 'LinkEventDefinition') && other.name?.trim() !== element.name?.trim();
  const astray = target !== undefined && (strange(target) || (list(target, 'source').length > 0 && !list(target, 'source').includes(element)));
  const elsewhere = sources.some((source) => strange(source) || (one(source, 'target') ?? element) !== element);
  return astray || elsewhere ? wrong(element.$parent ?? element, 'Nguồn hoặc đích (source, target) của sự kiện liên kết không phải nơi cùng cặp.', 'The source or target that the link event states is not the other end of its pair.') : [];
}
