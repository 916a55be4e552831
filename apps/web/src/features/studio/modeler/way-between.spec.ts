import type { Connection, Shape } from './parts.js';
import { wayBetween } from './way-between.js';

const nodes = new Map<string, Shape>();
const node = (id: string): Shape => {
  const known = nodes.get(id) ?? ({ id, type: 'bpmn:Task', incoming: [], outgoing: [] } as unknown as Shape);
  nodes.set(id, known);
  return known;
};
const flow = (from: string, to: string): void => {
  const made = { id: `${from}-${to}`, type: 'bpmn:SequenceFlow', source: node(from), target: node(to) } as unknown as Connection;
  node(from).outgoing.push(made);
};

describe('the way between two elements', () => {
  beforeAll(() => {
    for (const [from, to] of [['a', 'x'], ['x', 'b'], ['x', 'y'], ['y', 'b'], ['y', 'a']] as const) flow(from, to);
  });

  it('is the shortest, with what it passes', () => {
    expect(wayBetween(node('a'), node('b'))).toEqual(['a-x', 'x', 'x-b']);
  });

  it('is empty where no flow leads', () => {
    expect(wayBetween(node('b'), node('a'))).toEqual([]);
  });
});
