import type { Plan, PlanFlow, PlanNode } from './plan-flow.js';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Layout {
  boxes: Map<string, Box>;
  lanes: Map<string, Box>;
  pool: Box;
  ways: Map<string, Point[]>;
}

const HEAD = 30;
const COLUMN = 160;
const ROW = 130;
const PADDING = 20;
const SIZES: Record<string, [number, number]> = { userTask: [110, 80], serviceTask: [110, 80], startEvent: [36, 36], endEvent: [36, 36], intermediateCatchEvent: [36, 36], exclusiveGateway: [50, 50], parallelGateway: [50, 50] };

/** Lanes as bands, time from left to right: bpmn-auto-layout draws no lanes. */
export function layOut({ nodes, flows }: Plan, laneOf: ReadonlyMap<string, string>): Layout {
  const order = new Map(nodes.map(({ id }, index) => [id, index]));
  const columns = columnsOf(nodes, flows, order);
  const rows = rowsOf(nodes, laneOf, columns);
  const lanes = new Map<string, Box>();
  const width = HEAD + PADDING * 2 + (Math.max(...columns.values()) + 1) * COLUMN;
  let y = 80;
  for (const lane of new Set(nodes.map(({ id }) => laneOf.get(id) ?? ''))) {
    const height = ROW * Math.max(1, ...nodes.filter(({ id }) => laneOf.get(id) === lane).map(({ id }) => (rows.get(id) ?? 0) + 1)) + PADDING;
    lanes.set(lane, { x: 160 + HEAD, y, width: width - HEAD, height });
    y += height;
  }
  const boxes = new Map(nodes.map((node) => [node.id, boxOf(node, lanes.get(laneOf.get(node.id) ?? ''), columns.get(node.id) ?? 0, rows.get(node.id) ?? 0)]));
  return { boxes, lanes, pool: { x: 160, y: 80, width, height: y - 80 }, ways: new Map(flows.map((flow, index) => [flow.id, wayOf(flow, boxes, index)])) };
}

const isBack = ({ from, to }: PlanFlow, order: ReadonlyMap<string, number>): boolean => (order.get(to) ?? 0) <= (order.get(from) ?? 0);

/** The end stands right of all that leads to it: a column is one more than the furthest before it. */
function columnsOf(nodes: readonly PlanNode[], flows: readonly PlanFlow[], order: ReadonlyMap<string, number>): Map<string, number> {
  const columns = new Map(nodes.map(({ id }) => [id, 0]));
  for (const { id } of nodes) {
    for (const flow of flows) if (flow.from === id && !isBack(flow, order)) columns.set(flow.to, Math.max(columns.get(flow.to) ?? 0, (columns.get(id) ?? 0) + 1));
  }
  return columns;
}

/** Elements of one lane and column stand one below the other. */
function rowsOf(nodes: readonly PlanNode[], laneOf: ReadonlyMap<string, string>, columns: ReadonlyMap<string, number>): Map<string, number> {
  const taken = new Map<string, number>();
  return new Map(
    nodes.map(({ id }) => {
      const cell = `${laneOf.get(id)}|${columns.get(id)}`;
      const row = taken.get(cell) ?? 0;
      taken.set(cell, row + 1);
      return [id, row];
    }),
  );
}

function boxOf({ type }: PlanNode, lane: Box | undefined, column: number, row: number): Box {
  const [width, height] = SIZES[type] ?? [110, 80];
  const [centreX, centreY] = [(lane?.x ?? 0) + PADDING + COLUMN * (column + 0.5), (lane?.y ?? 0) + PADDING / 2 + ROW * (row + 0.5)];
  return { x: Math.round(centreX - width / 2), y: Math.round(centreY - height / 2), width, height };
}

const CHANNELS = 5;

/** Straight to the neighbour; round others below, and back above. */
function wayOf({ from, to }: PlanFlow, boxes: ReadonlyMap<string, Box>, index: number): Point[] {
  const [source, target] = [boxes.get(from), boxes.get(to)];
  if (!source || !target) return [];
  const [a, b] = [centre(source), centre(target)];
  const [right, left] = [{ x: source.x + source.width, y: a.y }, { x: target.x, y: b.y }];
  const shift = (index % CHANNELS) * 4;
  if (target.x <= source.x) {
    const above = Math.min(a.y, b.y) - 50 - shift;
    return [{ x: a.x, y: source.y }, { x: a.x, y: above }, { x: b.x, y: above }, { x: b.x, y: target.y }];
  }
  const isNear = b.x - a.x < COLUMN * 1.5;
  if (isNear && a.y === b.y) return [right, left];
  const turn = target.x - 12 - shift;
  if (isNear) return [right, { x: turn, y: a.y }, { x: turn, y: b.y }, left];
  const below = a.y + 50 + shift;
  return [{ x: a.x, y: source.y + source.height }, { x: a.x, y: below }, { x: turn, y: below }, { x: turn, y: b.y }, left];
}

const centre = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });
