import { type ModdleElement, eventDefinition, is, isInterrupting, one } from '../document.js';
import { type Bounds, INK, type Point, centre, circle, node, path, polygon, rectangle } from './svg.js';

/** The symbols of BPMN 2.0, drawn by the bounds that the document gives them. */

const THIN = { 'stroke-width': 1 };
const FILLED = { fill: INK };

export function event(element: ModdleElement, bounds: Bounds): string {
  const at = centre(bounds);
  const r = bounds.width / 2;
  const end = is(element, 'EndEvent');
  const dashed = !isInterrupting(element) ? { 'stroke-dasharray': '4 3' } : {};
  const ring = is(element, 'IntermediateCatchEvent', 'IntermediateThrowEvent', 'BoundaryEvent') ? circle(at, r - 3, { ...THIN, ...dashed }) : '';
  return circle(at, r, { fill: 'white', 'stroke-width': end ? 3 : 1.4, ...dashed }) + ring + eventIcon(element, at, r * 0.5);
}

function eventIcon(element: ModdleElement, at: Point, r: number): string {
  const definition = eventDefinition(element);
  const thrown = is(element, 'EndEvent', 'IntermediateThrowEvent') ? FILLED : {};
  const { x, y } = at;
  if (is(definition, 'TimerEventDefinition')) return circle(at, r, THIN) + path(`M${x} ${y - r * 0.7}V${y}L${x + r * 0.5} ${y + r * 0.4}`, THIN);
  if (is(definition, 'MessageEventDefinition')) return envelope(at, r, thrown);
  if (is(definition, 'SignalEventDefinition')) return polygon(around(at, [[0, -r], [r * 0.95, r * 0.7], [-r * 0.95, r * 0.7]]), { ...THIN, ...thrown });
  if (is(definition, 'ErrorEventDefinition')) return polygon(around(at, [[-r, r * 0.9], [-r * 0.35, -r * 0.8], [r * 0.3, r * 0.2], [r, -r], [r * 0.4, r * 0.9], [-r * 0.3, -r * 0.1]]), { ...THIN, ...thrown });
  if (is(definition, 'EscalationEventDefinition')) return polygon(around(at, [[0, -r], [r * 0.7, r], [0, r * 0.3], [-r * 0.7, r]]), { ...THIN, ...thrown });
  if (is(definition, 'LinkEventDefinition')) return polygon(around(at, [[-r, -r * 0.4], [r * 0.2, -r * 0.4], [r * 0.2, -r * 0.9], [r, 0], [r * 0.2, r * 0.9], [r * 0.2, r * 0.4], [-r, r * 0.4]]), { ...THIN, ...thrown });
  if (is(definition, 'CompensateEventDefinition')) return polygon(around(at, [[0, -r * 0.7], [0, r * 0.7], [-r, 0]]), THIN) + polygon(around(at, [[r, -r * 0.7], [r, r * 0.7], [0, 0]]), THIN);
  if (is(definition, 'ConditionalEventDefinition')) return rectangle({ x: x - r * 0.7, y: y - r * 0.9, width: r * 1.4, height: r * 1.8 }, THIN) + [-0.5, 0, 0.5].map((row) => path(`M${x - r * 0.45} ${y + r * row}H${x + r * 0.45}`, THIN)).join('');
  if (is(definition, 'TerminateEventDefinition')) return circle(at, r * 0.95, FILLED);
  if (is(definition, 'CancelEventDefinition')) return path(`M${x - r * 0.7} ${y - r * 0.7}L${x + r * 0.7} ${y + r * 0.7}M${x + r * 0.7} ${y - r * 0.7}L${x - r * 0.7} ${y + r * 0.7}`, { 'stroke-width': 2.4 });
  return '';
}

const around = ({ x, y }: Point, offsets: readonly (readonly [number, number])[]): Point[] => offsets.map(([dx, dy]) => ({ x: x + dx, y: y + dy }));

function envelope({ x, y }: Point, r: number, more: Record<string, string>): string {
  const box = { x: x - r, y: y - r * 0.7, width: r * 2, height: r * 1.4 };
  return rectangle(box, { ...THIN, ...more }) + path(`M${box.x} ${box.y}L${x} ${y + r * 0.1}L${box.x + box.width} ${box.y}`, { ...THIN, stroke: more['fill'] ? 'white' : INK });
}

export function gateway(element: ModdleElement, bounds: Bounds): string {
  const at = centre(bounds);
  const { x, y } = at;
  const [w, h] = [bounds.width / 2, bounds.height / 2];
  const arm = w * 0.36;
  const diamond = polygon(around(at, [[0, -h], [w, 0], [0, h], [-w, 0]]), { fill: 'white' });
  if (is(element, 'ParallelGateway')) return diamond + path(`M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`, { 'stroke-width': 3 });
  if (is(element, 'InclusiveGateway')) return diamond + circle(at, arm, { 'stroke-width': 2.6 });
  if (is(element, 'EventBasedGateway')) return diamond + circle(at, w * 0.52, THIN) + circle(at, w * 0.42, THIN) + polygon(around(at, [0, 1, 2, 3, 4].map((corner) => [Math.sin((corner * 2 * Math.PI) / 5) * w * 0.3, -Math.cos((corner * 2 * Math.PI) / 5) * w * 0.3] as const)), THIN);
  if (is(element, 'ComplexGateway')) return diamond + path(`M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}M${x - arm * 0.7} ${y - arm * 0.7}L${x + arm * 0.7} ${y + arm * 0.7}M${x + arm * 0.7} ${y - arm * 0.7}L${x - arm * 0.7} ${y + arm * 0.7}`, { 'stroke-width': 2 });
  return diamond + path(`M${x - arm * 0.7} ${y - arm * 0.7}L${x + arm * 0.7} ${y + arm * 0.7}M${x + arm * 0.7} ${y - arm * 0.7}L${x - arm * 0.7} ${y + arm * 0.7}`, { 'stroke-width': 2.6 });
}

/** `open`: an expanded sub-process, whose content is drawn over it. */
export function activity(element: ModdleElement, bounds: Bounds, open: boolean): string {
  const bold = is(element, 'CallActivity') ? { 'stroke-width': 3.4 } : {};
  const dotted = element['triggeredByEvent'] === true ? { 'stroke-dasharray': '2 3' } : {};
  const double = is(element, 'Transaction') ? rectangle({ x: bounds.x + 3, y: bounds.y + 3, width: bounds.width - 6, height: bounds.height - 6 }, { rx: 7, ...THIN }) : '';
  return rectangle(bounds, { rx: 9, fill: open ? 'none' : 'white', ...bold, ...dotted }) + double + taskIcon(element, bounds) + markers(element, bounds, open);
}

function taskIcon(element: ModdleElement, bounds: Bounds): string {
  const at = { x: bounds.x + 13, y: bounds.y + 13 };
  const { x, y } = at;
  if (is(element, 'UserTask')) return circle({ x, y: y - 3 }, 3.4, THIN) + path(`M${x - 6} ${y + 7}V${y + 4}Q${x} ${y - 2} ${x + 6} ${y + 4}V${y + 7}Z`, THIN);
  if (is(element, 'ReceiveTask')) return envelope(at, 7, {});
  if (is(element, 'SendTask')) return envelope(at, 7, FILLED);
  if (is(element, 'ServiceTask')) return circle(at, 5.4, { ...THIN, 'stroke-dasharray': '2.4 1.8', 'stroke-width': 2.4 }) + circle(at, 2, THIN);
  if (is(element, 'BusinessRuleTask')) return rectangle({ x: x - 7, y: y - 6, width: 14, height: 11 }, THIN) + path(`M${x - 7} ${y - 2}H${x + 7}M${x - 7} ${y + 1.5}H${x + 7}M${x - 2} ${y - 2}V${y + 5}`, THIN);
  if (is(element, 'ScriptTask')) return rectangle({ x: x - 5, y: y - 6, width: 11, height: 12 }, THIN) + [-3, 0, 3].map((row) => path(`M${x - 2.5} ${y + row}H${x + 3.5}`, THIN)).join('');
  if (is(element, 'ManualTask')) return path(`M${x - 6} ${y - 2}L${x} ${y - 6}H${x + 5}M${x - 6} ${y - 2}V${y + 6}H${x + 4}V${y - 1}H${x - 1}`, THIN);
  return '';
}

function markers(element: ModdleElement, bounds: Bounds, open: boolean): string {
  const x = bounds.x + bounds.width / 2;
  const y = bounds.y + bounds.height - 9;
  const loop = one(element, 'loopCharacteristics');
  const plus = is(element, 'SubProcess', 'Transaction', 'AdHocSubProcess', 'CallActivity') && !open ? rectangle({ x: x - 6, y: y - 6, width: 12, height: 12 }, THIN) + path(`M${x - 3.5} ${y}H${x + 3.5}M${x} ${y - 3.5}V${y + 3.5}`, THIN) : '';
  if (!loop) return plus;
  const at = plus ? x - 16 : x;
  if (is(loop, 'StandardLoopCharacteristics')) return plus + path(`M${at + 2} ${y + 5}A5 5 0 1 0 ${at - 4} ${y + 3}l-2.4 1m2.4 -1l-.4 -3`, THIN);
  const bars = [-3.5, 0, 3.5].map((offset) => (loop['isSequential'] === true ? `M${at - 5} ${y + offset}H${at + 5}` : `M${at + offset} ${y - 5}V${y + 5}`)).join('');
  return plus + path(bars, { 'stroke-width': 1.6 });
}

/** Text annotations, data and groups. */
export function artifact(element: ModdleElement, bounds: Bounds): string {
  const { x, y, width, height } = bounds;
  if (is(element, 'TextAnnotation')) return path(`M${x + 10} ${y}H${x}V${y + height}H${x + 10}`);
  if (is(element, 'Group')) return rectangle(bounds, { rx: 9, 'stroke-dasharray': '8 4 2 4' });
  if (is(element, 'DataStoreReference')) return path(`M${x} ${y + 6}V${y + height - 6}Q${x + width / 2} ${y + height + 4} ${x + width} ${y + height - 6}V${y + 6}Q${x + width / 2} ${y - 6} ${x} ${y + 6}Q${x + width / 2} ${y + 16} ${x + width} ${y + 6}`, { fill: 'white' });
  return path(`M${x} ${y}H${x + width - 10}L${x + width} ${y + 10}V${y + height}H${x}Z`, { fill: 'white' });
}

/** A head at the end of the last piece of a line. */
export function arrow(from: Point, to: Point, filled: boolean): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const corner = (turn: number): Point => ({ x: to.x - 9 * Math.cos(angle + turn), y: to.y - 9 * Math.sin(angle + turn) });
  return polygon([to, corner(0.42), corner(-0.42)], { fill: filled ? INK : 'white', 'stroke-width': 1 });
}

/** The stroke of a default flow, near its beginning. */
export function slash(from: Point, to: Point): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const at = { x: from.x + ((to.x - from.x) / length) * 12, y: from.y + ((to.y - from.y) / length) * 12 };
  return node('g', { transform: `rotate(${(Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI} ${at.x} ${at.y})` }, path(`M${at.x - 3} ${at.y + 5}L${at.x + 3} ${at.y - 5}`));
}
