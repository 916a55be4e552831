import { text } from '#kernel';
import { type ModdleElement, is, list, one, string } from '../document.js';
import { isSeen } from './data-association.js';
import { type Flaw, at } from './rule.js';

/**
 * What BPMN 2.0.2 asks of values and of data that meet: the items of a message and of the task that carries it (10.3.3), of the two ends of an
 * association (10.4.2), of a call and of what it calls (10.3.6), of an operation and of what offers it, and attributes that an executable process may not have.
 */
export function values(element: ModdleElement): Flaw[] {
  return [...formats(element), ...executable(element), ...collections(element), ...carried(element), ...rounds(element), ...associated(element), ...called(element), ...offered(element), ...inState(element)];
}

/** Media types of RFC 2046 (tables 8.3 and 8.22) and a URI (table 10.22). */
function formats(element: ModdleElement): Flaw[] {
  if (is(element, 'Documentation', 'TextAnnotation')) {
    const format = string(element, 'textFormat') ?? 'text/plain';
    return /^[\w.+-]+\/[\w.+-]+$/.test(format) ? [] : wrong(element, `«${format}» không phải kiểu nội dung (như text/plain).`, `"${format}" is no media type, like text/plain.`);
  }
  const method = is(element, 'Transaction') ? string(element, 'method') : undefined;
  return method !== undefined && /%(?![0-9a-f]{2})|[\s<>{}|\\^`"]/i.test(method) ? wrong(element, `Phương thức giao dịch «${method}» không phải URI.`, `The transaction method "${method}" is no URI.`) : [];
}

/** An executable process is private (table 10.1), nothing may happen unseen between its elements (table 8.60), and what flows stays in its process. */
function executable(element: ModdleElement): Flaw[] {
  if (is(element, 'Process') && element['isExecutable'] === true && element['processType'] === 'Public' && !isLoose(element)) return wrong(element, 'Quy trình công khai (Public) không chạy được.', 'A public process is not executable.');
  if (is(element, 'SequenceFlow') && element['isImmediate'] === false && processOf(element)?.['isExecutable'] === true) return wrong(element, 'Luồng của quy trình chạy được không có isImmediate="false".', 'A flow of an executable process is not isImmediate="false".');
  if (is(element, 'SequenceFlow') && one(element, 'sourceRef') && one(element, 'targetRef') && processOf(one(element, 'sourceRef')) !== processOf(one(element, 'targetRef'))) return wrong(element, 'Luồng đi từ quy trình này sang quy trình khác.', 'The flow leads from one process into another (7.6.1).');
  return [];
}

/** Data say that they are a collection as their definition says it (tables 10.52, 10.59, 10.61); an activity with inputs and outputs has sets of them. */
function collections(element: ModdleElement): Flaw[] {
  if (is(element, 'InputOutputSpecification')) return (list(element, 'inputSets').length && list(element, 'outputSets').length) || isLoose(element) ? [] : wrong(element, 'Thiếu inputSet hoặc outputSet.', 'An inputSet or outputSet is missing.');
  const item = is(element, 'DataInput', 'DataOutput', 'DataObject') ? one(element, 'itemSubjectRef') : undefined;
  return item && isMany(item) !== isMany(element) ? wrong(element, 'isCollection không khớp với định nghĩa dữ liệu.', 'isCollection is not that of the item definition.') : [];
}

/** Tools of the jBPM family write every process as public, and leave empty sets out. */
const isLoose = (element: ModdleElement): boolean => /jbpm|drools|kie/i.test(string(rootOf(element), 'exporter') ?? '');

interface Side { data: string; sets: string; message: ModdleElement | undefined; needed: boolean }

/** A task that sends, receives or calls an operation has the data of its messages, of their kind, and no more than one set of them (10.3.3). */
function carried(element: ModdleElement): Flaw[] {
  const [operation, message, io] = [one(element, 'operationRef'), one(element, 'messageRef'), one(element, 'ioSpecification')];
  const sides: Side[] = [];
  if (is(element, 'SendTask')) sides.push({ ...INPUT, message, needed: false });
  if (is(element, 'ReceiveTask')) sides.push({ ...OUTPUT, message, needed: false });
  if (is(element, 'ServiceTask') && operation) {
    if (list(io, 'inputSets').length !== 1) return wrong(element, 'Tác vụ gọi thao tác phải có đúng một tập dữ liệu vào (inputSet).', 'A service task that calls an operation has exactly one inputSet.');
    sides.push({ ...INPUT, message: one(operation, 'inMessageRef'), needed: true }, { ...OUTPUT, message: one(operation, 'outMessageRef'), needed: true });
  }
  return [...sides.flatMap((side) => carries(element, io, side)), ...ofEvent(element)];
}

const INPUT = { data: 'dataInputs', sets: 'inputSets' };
const OUTPUT = { data: 'dataOutputs', sets: 'outputSets' };

function carries(element: ModdleElement, io: ModdleElement | undefined, { data, sets, message, needed }: Side): Flaw[] {
  if (list(io, data).length > 1 || list(io, sets).length > 1) return wrong(element, `Nhiều hơn một ${data} hoặc ${sets}.`, `More than one of ${data} or ${sets}.`);
  const meant = one(message, 'itemRef');
  if (meant && needed && list(io, data).length === 0) return wrong(element, `Thiếu ${data} cho thông điệp của thao tác.`, `The ${data} for the message of the operation are missing.`);
  return list(io, data).flatMap((item) => (meant && !one(item, 'itemSubjectRef') ? wrong(element, `Dữ liệu «${item.id}» không nêu loại (itemSubjectRef) của thông điệp.`, `The data "${item.id}" do not say the item (itemSubjectRef) of the message.`) : fits(element, one(item, 'itemSubjectRef'), meant)));
}

/** An event that carries data has one item for each of its definitions, in their order (10.5.1); it may leave all of them out. */
function ofEvent(element: ModdleElement): Flaw[] {
  const data = is(element, 'IntermediateThrowEvent', 'EndEvent') ? list(element, 'dataInputs') : is(element, 'StartEvent', 'BoundaryEvent', 'IntermediateCatchEvent') ? list(element, 'dataOutputs') : [];
  const definitions = definitionsOf(element);
  if (data.length === 0 || definitions.length === 0) return [];
  if (data.length !== definitions.length) return wrong(element, 'Mỗi định nghĩa của sự kiện phải có một dữ liệu.', 'An event that carries data has one item for each of its definitions.');
  return data.flatMap((item, position) => fits(element, one(item, 'itemSubjectRef'), payload(definitions[position])));
}

const definitionsOf = (event: ModdleElement): ModdleElement[] => [...list(event, 'eventDefinitions'), ...list(event, 'eventDefinitionRef')];

function payload(definition: ModdleElement | undefined): ModdleElement | undefined {
  const meant = one(definition, 'messageRef') ?? one(definition, 'signalRef') ?? one(definition, 'errorRef') ?? one(definition, 'escalationRef');
  return one(meant, 'itemRef') ?? one(meant, 'structureRef');
}

/** One round has one item of the collection, which the activity sees, of its structure (table 10.32). */
function rounds(element: ModdleElement): Flaw[] {
  if (is(element, 'LoopCharacteristics')) return wrong(element, 'Không rõ loại lặp.', 'The kind of loop is not said.');
  if (!is(element, 'MultiInstanceLoopCharacteristics')) return [];
  return [['loopDataInputRef', 'inputDataItem'], ['loopDataOutputRef', 'outputDataItem']].flatMap(([many, single]) => {
    const given = one(element, many as string);
    if (given && element.$parent && !isSeen(element.$parent, given)) return wrong(element, `«${given.id}» (${many}) không thấy được từ đây.`, `"${given.id}" (${many}) cannot be seen from here.`);
    const whole = itemOf(given);
    const part = one(one(element, single as string), 'itemSubjectRef');
    return whole && part && (isMany(part) || string(part, 'structureRef') !== string(whole, 'structureRef')) ? wrong(element, `${single} không phải một phần tử của ${many}.`, `${single} is no item of ${many}.`) : [];
  });
}

/** What is copied as it is keeps its kind (10.4.2). */
function associated(element: ModdleElement): Flaw[] {
  if (!is(element, 'DataInputAssociation', 'DataOutputAssociation') || one(element, 'transformation') || list(element, 'assignment').length > 0) return [];
  const target = one(element, 'targetRef');
  return list(element, 'sourceRef').flatMap((source) => fits(element, itemOf(source), itemOf(target)));
}

const itemOf = (data: ModdleElement | undefined): ModdleElement | undefined => one(data, 'itemSubjectRef') ?? one(one(data, 'dataObjectRef') ?? one(data, 'dataStoreRef'), 'itemSubjectRef');

/** A call has the inputs and outputs of what it calls (10.3.6) and finds a start event without a trigger there (10.5.2), where the document has both. */
function called(element: ModdleElement): Flaw[] {
  const name = is(element, 'CallActivity') ? string(element, 'calledElement')?.split(':').at(-1) : undefined;
  const meant = name === undefined ? undefined : list(rootOf(element), 'rootElements').find(({ id }) => id === name);
  if (!meant) return [];
  const starts = list(meant, 'flowElements').filter((node) => is(node, 'StartEvent'));
  if (starts.length > 0 && starts.every((start) => definitionsOf(start).length > 0)) return wrong(element, 'Quy trình được gọi không có sự kiện bắt đầu thường (không định nghĩa).', 'What is called has no plain start event.');
  const [own, other] = [one(element, 'ioSpecification'), one(meant, 'ioSpecification')];
  const differ = ['dataInputs', 'dataOutputs'].some((side) => {
    const [here, there] = [list(own, side), list(other, side)];
    return here.length !== there.length || here.some((item, position) => !isSame(one(item, 'itemSubjectRef'), one(there[position], 'itemSubjectRef')));
  });
  return differ ? wrong(element, 'Dữ liệu vào, ra của lời gọi không khớp với quy trình được gọi.', 'The inputs and outputs of the call are not those of what it calls.') : [];
}

/** What offers an interface binds its sets of data to operations, each with the item of its message (10.3.6). */
function offered(element: ModdleElement): Flaw[] {
  if (list(element, 'supportedInterfaceRef').length > 0 && list(element, 'ioBinding').length === 0) return wrong(element, 'Thiếu ioBinding cho giao diện (supportedInterfaceRef).', 'An ioBinding of the interface (supportedInterfaceRef) is missing.');
  if (!is(element, 'InputOutputBinding')) return [];
  const operation = one(element, 'operationRef');
  return [['inputDataRef', 'dataInputRefs', 'inMessageRef'], ['outputDataRef', 'dataOutputRefs', 'outMessageRef']].flatMap(([set, data, message]) =>
    list(one(element, set as string), data as string).flatMap((item) => fits(element, itemOf(item), one(one(operation, message as string), 'itemRef'))),
  );
}

/** A reference to a data object in a state is called "object [state]" (10.4.1); many tools write the object's name alone. */
function inState(element: ModdleElement): Flaw[] {
  if (!is(element, 'DataObjectReference')) return [];
  const [name, object, state] = [element, one(element, 'dataObjectRef'), one(element, 'dataState')].map((named) => (named?.name ?? '').replace(/[\s[\]]/g, ''));
  if (!name || !object || !state || name === object || name === object + state) return [];
  return wrong(element, 'Tên của tham chiếu không phải «đối tượng [trạng thái]».', 'The name of the reference is not "object [state]".');
}

/** Two definitions are equivalent when they say the same structure; what says nothing fits everything. */
const isSame = (one_: ModdleElement | undefined, other: ModdleElement | undefined): boolean =>
  !one_ || !other || one_ === other || (string(one_, 'structureRef') !== undefined && string(one_, 'structureRef') === string(other, 'structureRef') && isMany(one_) === isMany(other));

const fits = (element: ModdleElement, item: ModdleElement | undefined, other: ModdleElement | undefined): Flaw[] =>
  isSame(item, other) ? [] : wrong(element, `Dữ liệu «${item?.id}» và «${other?.id}» khác loại.`, `The data "${item?.id}" and "${other?.id}" are of different kinds.`);

const isMany = (item: ModdleElement): boolean => item['isCollection'] === true;

function processOf(element: ModdleElement | undefined): ModdleElement | undefined {
  let holder = element;
  while (holder && !is(holder, 'Process')) holder = holder.$parent;
  return holder;
}

function rootOf(element: ModdleElement): ModdleElement {
  let root = element;
  while (root.$parent) root = root.$parent;
  return root;
}

/** The nearest element that has an id is named. */
export function wrong(element: ModdleElement, vi: string, en: string): Flaw[] {
  let named: ModdleElement | undefined = element;
  while (named && !named.id) named = named.$parent;
  return [at(named ?? element, text(vi, en))];
}
