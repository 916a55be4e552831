import { type Bounds, type Get, type Shape, isConnection, is } from './parts.js';

/** Room between two elements of one row. */
export const GAP = 60;

const holders = ['bpmn:Participant', 'bpmn:Lane', 'bpmn:Process', 'bpmn:Collaboration'];

/** Elements that take room in a row: no pools, lanes, labels, groups or flows. */
export const takesRoom = (shape: Shape): boolean => !isConnection(shape) && !shape.labelTarget && !holders.includes(shape.type) && is(shape, 'bpmn:FlowNode');

/** Moves everything to the right of `x` by `width`, lanes and pools grow with it. */
export function makeRoom(get: Get, x: number, width: number): void {
  const tool = get('spaceTool');
  const all = get('elementRegistry').filter((shape) => shape.parent !== undefined);
  const { movingShapes, resizingShapes } = tool.calculateAdjustments(all, 'x', width, x);
  if (movingShapes.length + resizingShapes.length > 0) tool.makeSpace(movingShapes, resizingShapes, { x: width, y: 0 }, 'e', x);
}

const overlaps = (a: Bounds, b: Bounds): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Makes room for what is to stand there, where something stands in the way. */
export function clear(get: Get, place: Bounds): void {
  const inTheWay = get('elementRegistry').filter((shape) => takesRoom(shape) && !shape.host && overlaps(shape, place));
  if (inTheWay.length === 0) return;
  const left = Math.min(...inTheWay.map(({ x }) => x));
  makeRoom(get, Math.min(left, place.x + place.width) - 1, place.x + place.width + GAP - left);
}

/** The pool or process that elements of the running process are put into. */
export function homeOf(get: Get, near: Shape | undefined): Shape {
  for (let shape = near; shape; shape = shape.parent) if (is(shape, 'bpmn:SubProcess') && near !== shape) return shape;
  const pools = get('elementRegistry').filter((shape) => shape.type === 'bpmn:Participant' && Boolean(shape.businessObject.get('processRef')));
  return pools[0] ?? get('canvas').getRootElement();
}
