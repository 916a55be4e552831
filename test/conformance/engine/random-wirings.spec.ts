import { parseBpmn, prove } from '#bpmn';
import fc from 'fast-check';
import { and, diagram, end, flow, or, script, start, xor } from './diagram.js';
import { Play, compiled } from './play.js';

const KINDS = { task: (id: string, _inner?: string, _attributes?: string) => script(id, `{ ${id}: true }`), xor, and, or };

interface Node {
  kind: keyof typeof KINDS;
  to: number[];
  /** What its conditions say; they come first, then a default. */
  choose: boolean;
}

/** Any wiring of a few elements without loops, structured or not, most of it wrong. */
const wiring: fc.Arbitrary<Node[]> = fc.integer({ min: 2, max: 7 }).chain((size) =>
  fc.tuple(
    ...Array.from({ length: size }, (_, at) =>
      fc.record({
        kind: fc.constantFrom<Node['kind']>('task', 'xor', 'and', 'or'),
        to: fc.uniqueArray(fc.integer({ min: at + 1, max: size }), { minLength: 1, maxLength: 3 }),
        choose: fc.boolean(),
      }),
    ),
  ),
);

function drawn(nodes: Node[]): string {
  const name = (at: number): string => (at === nodes.length ? 'e' : `n${at}`);
  const elements = nodes.map(({ kind, to, choose }, at) => {
    const chooses = (kind === 'xor' || kind === 'or') && to.length > 1;
    const last = to.length - 1;
    const flows = to.map((target, index) => flow(name(at), name(target), chooses && index < last ? `=${String(choose === (index === 0))}` : undefined, `f${at}-${index}`));
    return KINDS[kind](name(at), '', chooses ? `default="f${at}-${last}"` : '') + flows.join('');
  });
  return diagram(start('s') + flow('s', 'n0') + elements.join('') + end('e'));
}

async function isPublished(xml: string): Promise<boolean> {
  const parsed = await parseBpmn(xml);
  return parsed.ok && !prove(parsed.value).some(({ severity }) => severity === 'error');
}

it('a wiring that the proof lets pass comes to its end, hot and recovered', async () => {
  let published = 0;
  await fc.assert(
    fc.asyncProperty(wiring, async (nodes) => {
      const xml = drawn(nodes);
      if (!(await isPublished(xml))) return;
      published += 1;
      const process = await compiled(xml);
      const hot = new Play(process, {}, false);
      expect(hot.status).toBe('completed');
      expect(new Play(process, {}, true).log).toEqual(hot.log);
    }),
    { numRuns: 300, seed: 20260212 },
  );
  expect(published).toBeGreaterThan(40);
});
