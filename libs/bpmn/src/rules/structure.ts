import { walk } from '../arrange/tree.js';
import { type ModdleElement, is, list, one, string } from '../document.js';
import type { Flaw, Rule } from './rule.js';
import { events } from './structure-events.js';
import { values, wrong } from './structure-values.js';

/**
 * What the metamodel of BPMN 2.0.2 asks of a document beyond its shape in XML: references lead to elements of their kind, the two ends of a flow
 * agree, required parts are there, sets of inputs and outputs are complete (chapters 8 to 10; clause by clause in the tables of attributes).
 */
export const structure: Rule = {
  id: 'structure',
  severity: 'error',
  check: ({ document }) => {
    const flaws: Flaw[] = [];
    walk(document.definitions, (element) => {
      if (/^(bpmn|bpmn2|semantic):/.test(element.$type)) flaws.push(...checks.flatMap((check) => check(element)));
    });
    return flaws;
  },
};

type Check = (element: ModdleElement) => Flaw[];

interface Described {
  $descriptor: { properties: { name: string; type: string; isReference?: boolean; isVirtual?: boolean }[] };
  $instanceOf(type: string): boolean;
}

const references: Check = (element) =>
  (element as unknown as Described).$descriptor.properties
    .filter(({ isReference, isVirtual, type }) => isReference && !isVirtual && type.startsWith('bpmn:'))
    .flatMap(({ name, type }) =>
      [element[name]]
        .flat()
        .filter((value): value is ModdleElement => typeof value === 'object' && value !== null && '$instanceOf' in value)
        .filter((value) => !(value as unknown as Described).$instanceOf(type))
        .flatMap((value) => wrong(element, `${name} nói tới «${value.id}», không phải ${type.slice(5)}.`, `${name} refers to "${value.id}", which is no ${type.slice(5)}.`)),
    );

/** What elements say of their flows is what the flows say (8.3.13, 8.3.15); an element may leave it all out. */
const flowsAgree: Check = (element) => {
  const scope = element.$parent;
  if (!scope || !(list(element, 'incoming').length + list(element, 'outgoing').length) || is(element, 'SequenceFlow')) return [];
  const flows = list(scope, 'flowElements').filter((flow) => is(flow, 'SequenceFlow'));
  return (['incoming', 'outgoing'] as const).flatMap((side) => {
    const end = side === 'incoming' ? 'targetRef' : 'sourceRef';
    const said = list(element, side);
    const drawn = flows.filter((flow) => one(flow, end) === element);
    const differ = said.some((flow) => one(flow, end) !== element) || new Set(said).size < said.length || (said.length > 0 && drawn.some((flow) => !said.includes(flow)));
    return differ ? wrong(element, `Danh sách luồng (${side}) không khớp với các luồng.`, `What the element says of its flows (${side}) is not what the flows say.`) : [];
  });
};

/** A flow that one of its elements says is said by both; tools that write no such lists say none. */
const saidTwice: Check = (element) => {
  const [source, target] = [one(element, 'sourceRef'), one(element, 'targetRef')];
  if (!is(element, 'SequenceFlow') || !source || !target) return [];
  const [leaves, enters] = [list(source, 'outgoing').includes(element), list(target, 'incoming').includes(element)];
  if (leaves === enters) return [];
  const [silent, side] = leaves ? ([target, 'incoming'] as const) : ([source, 'outgoing'] as const);
  return wrong(silent, `Luồng «${element.id}» thiếu trong danh sách luồng (${side}) của phần tử.`, `Flow "${element.id}" is missing in what the element says of its flows (${side}).`);
};

const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  Import: ['importType', 'location', 'namespace'],
  Interface: ['name'],
  Operation: ['name', 'inMessageRef'],
  Association: ['sourceRef', 'targetRef'],
  BoundaryEvent: ['attachedToRef'],
  DataObjectReference: ['dataObjectRef'],
  CorrelationPropertyRetrievalExpression: ['messageRef', 'messagePath'],
  CorrelationPropertyBinding: ['correlationPropertyRef', 'dataPath'],
  CorrelationSubscription: ['correlationKeyRef'],
  ComplexBehaviorDefinition: ['condition'],
  ResourceParameterBinding: ['parameterRef'],
  Assignment: ['from', 'to'],
};

/** Required expressions that no other rule reads: a formal expression has a body (table 8.49). */
const SPOKEN = ['messagePath', 'dataPath'];

const required: Check = (element) =>
  (REQUIRED[element.$type.replace('bpmn:', '')] ?? [])
    .filter((name) => element[name] === undefined || element[name] === '' || (SPOKEN.includes(name) && !string(one(element, name), 'body')?.trim()))
    .flatMap((name) => wrong(element, `Thiếu ${name}.`, `${name} is missing.`));

const MANY: Readonly<Record<string, readonly string[]>> = { Interface: ['operations'], CorrelationProperty: ['correlationPropertyRetrievalExpression'] };

const notEmpty: Check = (element) =>
  (MANY[element.$type.replace('bpmn:', '')] ?? []).filter((name) => list(element, name).length === 0).flatMap((name) => wrong(element, `Thiếu ${name}.`, `${name} is missing.`));

/** Every input and output is of a set, and what is optional in a set is in it (10.4.1, tables 10.59 to 10.63). */
const inSets: Check = (element) => {
  if (!is(element, 'InputOutputSpecification')) return [];
  const sides = [
    { items: 'dataInputs', sets: 'inputSets', refs: 'dataInputRefs', parts: ['optionalInputRefs', 'whileExecutingInputRefs'] },
    { items: 'dataOutputs', sets: 'outputSets', refs: 'dataOutputRefs', parts: ['optionalOutputRefs', 'whileExecutingOutputRefs'] },
  ];
  return sides.flatMap(({ items, sets, refs, parts }) => {
    const all = list(element, sets);
    const lost = list(element, items).some((item) => !all.some((set) => list(set, refs).includes(item)));
    const strange = all.some((set) => list(set, refs).some((item) => !list(element, items).includes(item)) || parts.some((part) => list(set, part).some((item) => !list(set, refs).includes(item))));
    return lost || strange ? wrong(element, `Tập dữ liệu (${sets}) không khớp với dữ liệu.`, `The ${sets} do not fit the data.`) : [];
  });
};

/** What an input set expects of output sets and what those say of it are one statement (tables 10.60 and 10.61). */
const setsPaired: Check = (element) => {
  const [other, back] = is(element, 'InputSet') ? ['outputSetRefs', 'inputSetRefs'] : ['inputSetRefs', 'outputSetRefs'];
  const alone = is(element, 'InputSet', 'OutputSet') && list(element, other).some((set) => set.$parent !== element.$parent || !list(set, back).includes(element));
  return alone ? wrong(element, `Tập dữ liệu vào và ra không nêu lẫn nhau (${other}).`, `Input and output sets do not name each other (${other}).`) : [];
};

/** An element stands in one lane of a lane set (10.8.1), of the process that the lane set partitions. */
const lanes: Check = (element) => {
  if (!is(element, 'LaneSet')) return [];
  const nodes = list(element, 'lanes').map((lane) => [lane, nodesOf(lane)] as const);
  const scope = holderOf(element);
  return nodes.flatMap(([lane, own], position) => [
    ...([...own].some((node) => nodes.slice(0, position).some(([, other]) => other.has(node))) ? wrong(lane, 'Một phần tử nằm trong hai làn.', 'An element stands in two lanes.') : []),
    ...([...own].some((node) => scope !== undefined && !isWithin(node, scope)) ? wrong(lane, 'Làn chứa phần tử của quy trình khác.', 'The lane holds an element of another process.') : []),
  ]);
};

const nodesOf = (lane: ModdleElement): Set<ModdleElement> => new Set([...list(lane, 'flowNodeRef'), ...list(one(lane, 'childLaneSet'), 'lanes').flatMap((inner) => [...nodesOf(inner)])]);

function holderOf(set: ModdleElement): ModdleElement | undefined {
  let holder = set.$parent;
  while (holder && is(holder, 'Lane', 'LaneSet')) holder = holder.$parent;
  return holder;
}

function isWithin(node: ModdleElement, scope: ModdleElement): boolean {
  for (let at_ = node.$parent; at_; at_ = at_.$parent) if (at_ === scope) return true;
  return false;
}

/** Definitions that events refer to stand beside the processes; one inside an event is of that event only (10.5.1, tables 10.82 and 10.83). */
const ownDefinitions: Check = (element) =>
  list(element, 'eventDefinitionRef')
    .filter(({ $parent }) => $parent !== undefined && !is($parent, 'Definitions'))
    .flatMap(({ id }) => wrong(element, `Định nghĩa «${id}» thuộc riêng một sự kiện khác.`, `Definition "${id}" belongs to another event alone.`));

const others: Check = (element) => {
  if (is(element, 'Extension') && element['mustUnderstand'] === true) return wrong(element, 'Phần mở rộng bắt buộc phải hiểu không có ở đây.', 'An extension that must be understood is not known here.');
  if (is(element, 'Import') && /BPMN/i.test(string(element, 'importType') ?? '')) return wrong(element, 'Tài liệu BPMN được nhập (import) không đọc được; hãy gộp vào một tệp.', 'An imported BPMN document is not read; put it into the file.');
  if (is(element, 'SubProcess', 'Transaction', 'AdHocSubProcess') && one(element, 'ioSpecification')) return wrong(element, 'Quy trình con không khai dữ liệu vào, ra.', 'An embedded sub-process defines no data inputs and outputs (10.4.1).');
  if (is(element, 'Collaboration')) return list(element, 'participants').flatMap((pool, position, pools) => (one(pool, 'processRef') && pools.slice(0, position).some((other) => one(other, 'processRef') === one(pool, 'processRef')) ? wrong(pool, 'Hai bên có cùng một quy trình.', 'Two pools have one process.') : []));
  if (is(element, 'SendTask', 'ReceiveTask', 'MessageEventDefinition')) return operation(element);
  if (is(element, 'ParticipantMultiplicity') && Number(element['maximum'] ?? 1) < Math.max(1, Number(element['minimum'] ?? 0))) return wrong(element, 'Số bên tham gia tối đa nhỏ hơn tối thiểu.', 'The maximum of participants is below the minimum.');
  if (is(element, 'ParticipantMultiplicity') && Number(element['minimum'] ?? 0) < 0) return wrong(element, 'Số bên tham gia tối thiểu là số âm.', 'The minimum of participants is negative.');
  if (/(ResourceRole|Performer|PotentialOwner)$/.test(element.$type) && one(element, 'resourceRef') && one(element, 'resourceAssignmentExpression')) return wrong(element, 'Người thực hiện được nêu theo hai cách.', 'The performer is given in two ways (table 10.5).');
  if (/(ResourceRole|Performer|PotentialOwner)$/.test(element.$type) && list(element, 'resourceParameterBindings').length > 0 && !one(element, 'resourceRef')) return wrong(element, 'Tham số của nguồn lực không nêu nguồn lực (resourceRef).', 'Parameters are bound of a resource that is not given (table 10.5).');
  return [];
};

function operation(element: ModdleElement): Flaw[] {
  const [called, message] = [one(element, 'operationRef'), one(element, 'messageRef')];
  const taken = one(called, 'inMessageRef');
  return called && message && taken && taken !== message ? wrong(element, 'Thông điệp không phải của thao tác (operationRef).', 'The message is not that of the operation (tables 10.10 and 10.11).') : [];
}

/** Attributes without a prefix are those of BPMN; what it does not have is a mistake of writing. */
const attributes: Check = (element) =>
  Object.keys(element.$attrs ?? {})
    .filter((name) => !name.includes(':') && name !== 'xmlns')
    .flatMap((name) => wrong(element, `Thuộc tính «${name}» không có trong BPMN 2.0.`, `Attribute "${name}" is not of BPMN 2.0.`));

const checks: readonly Check[] = [references, flowsAgree, saidTwice, required, notEmpty, inSets, setsPaired, lanes, ownDefinitions, others, attributes, values, events];
