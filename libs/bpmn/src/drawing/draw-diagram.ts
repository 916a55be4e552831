import { type BpmnDocument, type ModdleElement, is, list, one } from '../document.js';
import { isActivity, isSubProcess } from '../graph.js';
import { activity, artifact, arrow, event, gateway, slash } from './symbols.js';
import { type Bounds, type Point, centre, circle, letters, node, polyline, rectangle, wrap } from './svg.js';

/** A drawing, to be cut into sheets. */
export interface Drawing {
  bounds: Bounds;
  /** Of the whole, or of a part of it. */
  svg(part?: Bounds): string;
}

/** Width of the band with the name of a pool or lane. */
const BAND = 30;
const MARGIN = 12;

interface Piece {
  bounds: Bounds;
  svg: string;
}

/**
 * The diagram of a document by its diagram interchange (BPMN DI), as vector lines: what a printed procedure shows. Null where the document
 * has no drawing. Elements without a shape are left out, as a modeler leaves them out.
 */
export function drawDiagram({ definitions }: BpmnDocument): Drawing | null {
  const planes = list(definitions, 'diagrams').flatMap((diagram) => one(diagram, 'plane') ?? []);
  const drawn = planes.flatMap((plane) => list(plane, 'planeElement'));
  const shapes = drawn.filter((di) => di.$type === 'bpmndi:BPMNShape').flatMap(pieceOfShape);
  const edges = drawn.filter((di) => di.$type === 'bpmndi:BPMNEdge').flatMap(pieceOfEdge);
  // Pools, lanes and open sub-processes lie below, flows above them, then whatever the flows lead to.
  const pieces = [...shapes.filter(({ layer }) => layer === 'ground'), ...edges, ...shapes.filter(({ layer }) => layer === 'figure')];
  if (pieces.length === 0) return null;
  const bounds = around(pieces.map((piece) => piece.bounds));
  return { bounds, svg: (part = bounds) => sheet(pieces.filter((piece) => touches(piece.bounds, part)), part) };
}

const sheet = (pieces: readonly Piece[], { x, y, width, height }: Bounds): string =>
  node('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `${x} ${y} ${width} ${height}`, width, height }, pieces.map(({ svg }) => svg).join(''));

function pieceOfShape(di: ModdleElement): (Piece & { layer: 'ground' | 'figure' })[] {
  const element = one(di, 'bpmnElement');
  const bounds = boundsOf(one(di, 'bounds'));
  if (!element || !bounds) return [];
  const named = labelBounds(di);
  const whole = named ? around([bounds, named], 0) : bounds;
  if (is(element, 'Participant', 'Lane')) return [{ layer: 'ground', bounds, svg: band(element, bounds, di['isHorizontal'] !== false) }];
  const open = isSubProcess(element) && di['isExpanded'] !== false && (di['isExpanded'] === true || list(element, 'flowElements').length > 0);
  if (open) return [{ layer: 'ground', bounds, svg: activity(element, bounds, true) + titled(element, bounds) }];
  if (isActivity(element)) return [{ layer: 'figure', bounds, svg: activity(element, bounds, false) + inside(element, bounds) }];
  if (/Event$/.test(element.$type)) return [{ layer: 'figure', bounds: whole, svg: event(element, bounds) + below(element, bounds, named) }];
  if (/Gateway$/.test(element.$type)) return [{ layer: 'figure', bounds: whole, svg: gateway(element, bounds) + below(element, bounds, named) }];
  if (is(element, 'TextAnnotation')) return [{ layer: 'figure', bounds, svg: artifact(element, bounds) + note(element, bounds) }];
  return [{ layer: 'figure', bounds: whole, svg: artifact(element, bounds) + below(element, bounds, named) }];
}

function pieceOfEdge(di: ModdleElement): Piece[] {
  const element = one(di, 'bpmnElement');
  const points = list(di, 'waypoint').map((point) => ({ x: Number(point['x']), y: Number(point['y']) }));
  const [first, second] = points;
  const [before, last] = points.slice(-2);
  if (!element || !first || !second || !before || !last) return [];
  const message = is(element, 'MessageFlow');
  const loose = is(element, 'Association', 'DataInputAssociation', 'DataOutputAssociation');
  const line = polyline(points, { ...(message && { 'stroke-dasharray': '8 5' }), ...(loose && { 'stroke-dasharray': '1 4' }) });
  const head = loose ? '' : arrow(before, last, !message);
  const tail = message ? circle(first, 3.5, { fill: 'white' }) : one(one(element, 'sourceRef'), 'default') === element ? slash(first, second) : '';
  const named = labelBounds(di);
  const whole = around([...points.map((point) => ({ ...point, width: 0, height: 0 })), ...(named ? [named] : [])], 0);
  return [{ bounds: whole, svg: line + head + tail + flowName(element, points, named) }];
}

function band(element: ModdleElement, bounds: Bounds, horizontal: boolean): string {
  const name = element.name?.trim() ?? '';
  const strip = horizontal ? { ...bounds, width: BAND } : { ...bounds, height: BAND };
  const lines = wrap(name, (horizontal ? bounds.height : bounds.width) - 10, 11);
  const isPool = is(element, 'Participant');
  return rectangle(bounds, { 'stroke-width': isPool ? 1.6 : 1, fill: 'white' }) + rectangle(strip, { 'stroke-width': 1, fill: isPool ? '#eef2f2' : 'white' }) + (name ? letters(lines, centre(strip), { turned: horizontal, bold: isPool }) : '');
}

const inside = (element: ModdleElement, bounds: Bounds): string =>
  element.name ? letters(wrap(element.name, bounds.width - 10, 11), { ...centre(bounds), y: centre(bounds).y + (is(element, 'Task') ? 0 : 4) }) : '';

const titled = (element: ModdleElement, bounds: Bounds): string =>
  element.name ? letters(wrap(element.name, bounds.width - 20, 11), { x: centre(bounds).x, y: bounds.y + 5 }, { from: 'top', bold: true }) : '';

const LABEL_WIDTH = 96;

const below = (element: ModdleElement, bounds: Bounds, named: Bounds | null): string => {
  if (!element.name) return '';
  const at = named ? { x: named.x + named.width / 2, y: named.y } : { x: centre(bounds).x, y: bounds.y + bounds.height + 4 };
  return letters(wrap(element.name, Math.max(named?.width ?? 0, LABEL_WIDTH), 10.5), at, { from: 'top', size: 10.5 });
};

const note = (element: ModdleElement, bounds: Bounds): string => {
  const written = typeof element['text'] === 'string' ? element['text'] : '';
  return written.trim() ? letters(wrap(written, bounds.width - 12, 10.5), { x: bounds.x + 7, y: bounds.y + 3 }, { from: 'top', anchor: 'start', size: 10.5 }) : '';
};

function flowName(element: ModdleElement, points: readonly Point[], named: Bounds | null): string {
  if (!element.name) return '';
  const [one, other] = [points[Math.floor((points.length - 1) / 2)], points[Math.floor((points.length - 1) / 2) + 1]];
  const middle = { x: ((one?.x ?? 0) + (other?.x ?? 0)) / 2, y: ((one?.y ?? 0) + (other?.y ?? 0)) / 2 - 16 };
  const at = named ? { x: named.x + named.width / 2, y: named.y } : middle;
  const lines = wrap(element.name, Math.max(named?.width ?? 0, 80), 10);
  // A white ground, so that the line does not run through the words.
  const halo = rectangle({ x: at.x - 40, y: at.y, width: 80, height: lines.length * 12 }, { fill: 'white', stroke: 'none', opacity: 0.75 });
  return (named ? '' : halo) + letters(lines, at, { from: 'top', size: 10 });
}

function boundsOf(bounds: ModdleElement | undefined): Bounds | null {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((side) => Number(bounds?.[side]));
  return [x, y, width, height].every((value) => Number.isFinite(value)) ? { x: x!, y: y!, width: width!, height: height! } : null;
}

const labelBounds = (di: ModdleElement): Bounds | null => boundsOf(one(one(di, 'label'), 'bounds'));

function around(all: readonly Bounds[], margin = MARGIN): Bounds {
  const x = Math.min(...all.map((one) => one.x)) - margin;
  const y = Math.min(...all.map((one) => one.y)) - margin;
  return { x, y, width: Math.max(...all.map((one) => one.x + one.width)) + margin - x, height: Math.max(...all.map((one) => one.y + one.height)) + margin - y };
}

const touches = (one: Bounds, other: Bounds): boolean =>
  one.x <= other.x + other.width && other.x <= one.x + one.width && one.y <= other.y + other.height && other.y <= one.y + one.height;

