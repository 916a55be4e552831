import type { Language } from '../../../i18n/language.js';
import { giveToWhoeverWorksBefore } from './actor.js';
import type { Fragment, FragmentPart } from './fragment.js';
import { type Connection, type Get, type Model, type Point, type Shape, flowsIn, flowsOut, middle } from './parts.js';
import { writeIso } from './iso-values.js';
import { rootNamed } from './root-elements.js';
import { clear, homeOf, takesRoom } from './space.js';
import { together } from './together.js';

const COLUMN = 160;
const ROW = 110;

/**
 * Draws the group behind the chosen element and connects it; without one, where the drawing goes on. What led on from there now leads on
 * from the group, whose last element is chosen then, so that the next group follows it. One step of undo; answers the first element.
 */
export function insertFragment(get: Get, fragment: Fragment, language: Language, chosen: Shape | undefined): Shape {
  const after = chosen && takesRoom(chosen) && chosen.type !== 'bpmn:EndEvent' ? chosen : lastOf(get);
  const drawn = new Map<string, Shape>();
  together(get, () => {
    const origin = placeFor(get, fragment, after);
    const home = homeOf(get, after);
    for (const part of fragment.parts) drawn.set(part.id, drawPart(get, part, origin, home, language));
    for (const flow of fragment.flows) drawFlow(get, flow, drawn, language);
    if (after) joinIn(get, after, drawn.get(fragment.first)!, drawn.get(fragment.last)!);
    for (const shape of drawn.values()) if (shape.type === 'bpmn:UserTask') giveToWhoeverWorksBefore(get, shape);
  });
  const first = drawn.get(fragment.first)!;
  get('selection').select(drawn.get(fragment.last)!);
  get('canvas').scrollToElement(first, 80);
  return first;
}

/** Where the drawing goes on: an element that leads nowhere yet, else what leads to the last end. */
function lastOf(get: Get): Shape | undefined {
  const fromRight = get('elementRegistry').filter((shape) => takesRoom(shape) && shape.type !== 'bpmn:BoundaryEvent').toSorted((a, b) => b.x - a.x);
  const open = fromRight.find((shape) => shape.type !== 'bpmn:EndEvent' && flowsOut(shape).length === 0);
  return open ?? fromRight.filter(({ type }) => type === 'bpmn:EndEvent').flatMap(flowsIn)[0]?.source;
}

function placeFor(get: Get, { parts }: Fragment, after: Shape | undefined): Point {
  const view = get('canvas').viewbox();
  const from = after ? { x: after.x + after.width + 110, y: middle(after).y } : middle(view);
  const columns = Math.max(...parts.map(({ at }) => at[0]));
  const rows = parts.map(({ at }) => at[1]);
  clear(get, { x: from.x - 50, y: from.y + Math.min(...rows) * ROW - 40, width: columns * COLUMN + 100, height: (Math.max(...rows) - Math.min(...rows)) * ROW + 80 });
  return from;
}

function drawPart(get: Get, part: FragmentPart, origin: Point, home: Shape, language: Language): Shape {
  const model = modelOfPart(get, part, language);
  const [column, row] = part.at;
  const shape = get('elementFactory').createShape({ type: `bpmn:${part.type}`, businessObject: model });
  return get('modeling').createShape(shape, { x: origin.x + column * COLUMN, y: origin.y + row * ROW }, home);
}

function modelOfPart(get: Get, { type, name, iso, calls, waitsFor }: FragmentPart, language: Language): Model {
  const factory = get('bpmnFactory');
  const model = factory.create(`bpmn:${type}`, { ...(name[language] && { name: name[language] }), ...(calls && { calledElement: calls }) });
  const values = Object.entries(iso ?? {}).map(([kind, part]) => isoValue(get, kind, part!));
  if (values.length > 0) own(model, 'extensionElements', factory.create('bpmn:ExtensionElements', { values }), values);
  if (waitsFor) model.set('eventDefinitions', [definition(get, waitsFor, model)]);
  return model;
}

function own(parent: Model, property: string, child: Model, grandchildren: Model[]): void {
  child.$parent = parent;
  for (const one of grandchildren) one.$parent = child;
  parent.set(property, child);
}

function isoValue(get: Get, kind: string, { attributes, papersIn = [], papersOut = [] }: NonNullable<NonNullable<FragmentPart['iso']>[string]>): Model {
  const factory = get('bpmnFactory');
  const value = factory.create(kind, attributes);
  if (papersIn.length > 0) value.set('papersIn', papersIn.map((paper) => factory.create('iso:PaperIn', paper)));
  if (papersOut.length > 0) value.set('papersOut', papersOut.map((paper) => factory.create('iso:PaperOut', paper)));
  for (const list of ['papersIn', 'papersOut']) for (const paper of kind === 'iso:Step' ? value.get<Model[]>(list) : []) paper.$parent = value;
  return value;
}

function definition(get: Get, waitsFor: NonNullable<FragmentPart['waitsFor']>, parent: Model): Model {
  const factory = get('bpmnFactory');
  if ('message' in waitsFor) {
    const made = factory.create('bpmn:MessageEventDefinition', { messageRef: rootNamed(get, 'bpmn:Message', 'name', waitsFor.message) });
    made.$parent = parent;
    return made;
  }
  const [property, body] = 'duration' in waitsFor ? ['timeDuration', waitsFor.duration] : ['timeDate', waitsFor.date];
  const expression = factory.create('bpmn:FormalExpression', { body });
  const made = factory.create('bpmn:TimerEventDefinition', { [property]: expression });
  [expression.$parent, made.$parent] = [made, parent];
  return made;
}

function drawFlow(get: Get, { from, to, name, condition, rounds }: Fragment['flows'][number], drawn: Map<string, Shape>, language: Language): void {
  const flow = get('modeling').connect(drawn.get(from)!, drawn.get(to)!, { type: 'bpmn:SequenceFlow' });
  if (name) get('modeling').updateProperties(flow, { name: name[language] });
  if (rounds) writeIso(get, flow, flow.businessObject, 'iso:Loop', { rounds });
  if (!condition) return;
  const expression = get('bpmnFactory').create('bpmn:FormalExpression', { body: condition });
  expression.$parent = flow.businessObject;
  get('modeling').updateProperties(flow, { conditionExpression: expression });
}

/** Takes the group into the flow: what leads on from the chosen element leads to the group, and the group leads on to where that led. */
function joinIn(get: Get, after: Shape, first: Shape, last: Shape): void {
  const modeling = get('modeling');
  const onward = continuing(after);
  const [way] = onward;
  if (last.type === 'bpmn:EndEvent') {
    if (way && way.target.type === 'bpmn:EndEvent' && flowsIn(way.target).length === 1) modeling.removeElements([way.target]);
    modeling.connect(after, first, { type: 'bpmn:SequenceFlow' });
  } else if (onward.length === 1) {
    const { target } = way!;
    modeling.reconnectEnd(way!, first, middle(first));
    modeling.layoutConnection(way!);
    modeling.connect(last, target, { type: 'bpmn:SequenceFlow' });
  } else {
    for (const flow of onward) modeling.reconnectStart(flow, last, middle(last));
    modeling.connect(after, first, { type: 'bpmn:SequenceFlow' });
  }
  if (last.type === 'bpmn:ExclusiveGateway') defaultTo(get, last);
}

/** The ways that the group is put into. At a choice that is the one without a condition; where all ways are taken, the group is one more. */
function continuing(after: Shape): Connection[] {
  const ways = flowsOut(after);
  if (ways.length < 2 || !after.type.endsWith('Gateway')) return ways;
  if (after.type === 'bpmn:ParallelGateway' || after.type === 'bpmn:EventBasedGateway') return [];
  return ways.filter((flow) => !flow.businessObject.get('conditionExpression')).slice(0, 1);
}

/** The way without a condition is the one that is taken where no other fits. */
function defaultTo(get: Get, gateway: Shape): void {
  const plain = flowsOut(gateway).find((flow) => !flow.businessObject.get('conditionExpression'));
  if (plain) get('modeling').updateProperties(gateway, { default: plain.businessObject });
}
