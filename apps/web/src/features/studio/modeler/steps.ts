import { giveToWhoeverWorksBefore } from './actor.js';
import { isoAttribute, lanesOf, writeIso } from './iso-values.js';
import { type Connection, type Get, type Shape, flowsIn, flowsOut, middle, modelOf } from './parts.js';
import { GAP, clear, homeOf, makeRoom } from './space.js';
import { together } from './together.js';

/** Edits of the table of steps, as changes of the drawing. Each is one step of undo. */

const WIDTH = 100;
const HEIGHT = 80;

/** Draws a new step behind `after`; what led on from there leads on from the new one. */
export function addStepAfter(get: Get, after: Shape, name: string): Shape {
  let made!: Shape;
  together(get, () => {
    const onward = flowsOut(after);
    const y = middle(after).y;
    if (onward.length > 0) makeRoom(get, after.x + after.width + 1, WIDTH + GAP);
    else clear(get, { x: after.x + after.width + GAP, y: y - HEIGHT / 2, width: WIDTH, height: HEIGHT });
    made = drawStep(get, { x: after.x + after.width + GAP + WIDTH / 2, y }, homeOf(get, after), name);
    for (const flow of onward) leadFrom(get, flow, made);
    get('modeling').connect(after, made, { type: 'bpmn:SequenceFlow' });
    giveToWhoeverWorksBefore(get, made);
  });
  get('selection').select(made);
  return made;
}

/** The first step of a drawing that has none: behind the start event. */
export function addFirstStep(get: Get, name: string): Shape {
  const registry = get('elementRegistry');
  const start = registry.filter((shape) => shape.type === 'bpmn:StartEvent')[0];
  if (start) return addStepAfter(get, start, name);
  let made!: Shape;
  together(get, () => {
    made = drawStep(get, middle(get('canvas').viewbox()), homeOf(get, undefined), name);
  });
  return made;
}

const drawStep = (get: Get, at: { x: number; y: number }, home: Shape, name: string): Shape => {
  const businessObject = get('bpmnFactory').create('bpmn:UserTask', { name });
  return get('modeling').createShape(get('elementFactory').createShape({ type: 'bpmn:UserTask', businessObject }), at, home);
};

function leadFrom(get: Get, flow: Connection, source: Shape): void {
  get('modeling').reconnectStart(flow, source, middle(source));
  get('modeling').layoutConnection(flow);
}

function leadTo(get: Get, flow: Connection, target: Shape): void {
  get('modeling').reconnectEnd(flow, target, middle(target));
  get('modeling').layoutConnection(flow);
}

/** Takes a step out; where one way led in and one out, they are joined. */
export function removeStep(get: Get, step: Shape): void {
  const [into, out] = [flowsIn(step), flowsOut(step)];
  const target = out[0]?.target;
  together(get, () => {
    if (out.length === 1 && target && target !== step) for (const flow of into) if (flow.source !== target) leadTo(get, flow, target);
    get('modeling').removeElements([step]);
  });
}

/** The step that stands directly before (or behind) in one line with nothing between; only such two can change places. */
export function neighbour(step: Shape, direction: 'up' | 'down'): Shape | null {
  const [flow, other] = direction === 'up' ? [flowsIn(step), flowsIn(step)[0]?.source] : [flowsOut(step), flowsOut(step)[0]?.target];
  if (flow.length !== 1 || !other || other === step) return null;
  const back = direction === 'up' ? flowsOut(other) : flowsIn(other);
  return back.length === 1 && /Task$|CallActivity$|SubProcess$/.test(other.type) ? other : null;
}

/** Lets two steps in one line change places; each stays in its lane. */
export function moveStep(get: Get, step: Shape, direction: 'up' | 'down'): void {
  const other = neighbour(step, direction);
  if (!other) return;
  const [first, second] = direction === 'up' ? [other, step] : [step, other];
  together(get, () => {
    const between = flowsOut(first)[0]!;
    const [into, onward] = [flowsIn(first), flowsOut(second)];
    const shift = middle(second).x - middle(first).x;
    get('modeling').removeConnection(between);
    for (const flow of into) get('modeling').reconnectEnd(flow, second, middle(second));
    for (const flow of onward) get('modeling').reconnectStart(flow, first, middle(first));
    get('modeling').moveShape(first, { x: shift, y: 0 });
    get('modeling').moveShape(second, { x: -shift, y: 0 });
    get('modeling').connect(second, first, { type: 'bpmn:SequenceFlow' });
    for (const flow of [...into, ...onward]) get('modeling').layoutConnection(flow);
  });
  get('selection').select(step);
}

/**
 * Gives the step to an agency and a role: into the lane that has both if there is one, otherwise on the step itself.
 * What the lane says already is not written again.
 */
export function giveTo(get: Get, step: Shape, agency: string, role: string): void {
  const lane = get('elementRegistry').filter((shape) => shape.type === 'bpmn:Lane' && isoAttribute(shape, 'iso:Step', 'agency') === agency && isoAttribute(shape, 'iso:Step', 'role') === role)[0];
  together(get, () => {
    const here = lanesOf(get, step)[0];
    if (lane && modelOf(lane) !== here) get('modeling').moveElements([step], { x: 0, y: Math.round(middle(lane).y - middle(step).y) }, homeOf(get, step));
    const says = (name: string): string => (lane ? isoAttribute(lane, 'iso:Step', name) : here ? isoAttribute(here, 'iso:Step', name) : '');
    writeIso(get, step, modelOf(step), 'iso:Step', { agency: agency === says('agency') ? undefined : agency, role: role === says('role') ? undefined : role });
  });
}

export const rename = (get: Get, shape: Shape, name: string): void => get('modeling').updateProperties(shape, { name: name || undefined });
