import fc from 'fast-check';
import { chart, readDocument } from './diagram.fixture.js';
import { graphOf } from './graph.js';
import { soundFindings } from './sound.js';

/** A block with one way in and one way out, sound by construction. */
type Block = { kind: 'task' } | { kind: 'sequence' | 'xor' | 'and' | 'or'; blocks: Block[] } | { kind: 'loop'; block: Block };

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'medium', maxDepth: 4 },
    fc.constant<Block>({ kind: 'task' }),
    fc.record({ kind: fc.constantFrom('sequence' as const, 'xor' as const, 'and' as const, 'or' as const), blocks: fc.array(tie('block'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ kind: fc.constant('loop' as const), block: tie('block') }),
  ),
}));

const MOST = 60;
const model = fc.record({ kind: fc.constant('sequence' as const), blocks: fc.tuple(fc.record({ kind: fc.constant('and' as const), blocks: fc.array(block, { minLength: 2, maxLength: 3 }) }), block, block).map((all): Block[] => all) });

interface Drawn {
  statements: string[];
  elements: number;
}

/** Draws a block from an element to the next as statements of `chart`. */
function draw(root: Block): Drawn {
  let count = 0;
  const statements: string[] = [];
  const add = (kind: string): string => {
    statements.push(`${kind} n${++count}`);
    return `n${count}`;
  };
  const link = (from: string, to: string): void => void statements.push(`${from}>${to}`);
  const put = (one: Block, from: string): string => {
    if (one.kind === 'sequence') return one.blocks.reduce((at, next) => put(next, at), from);
    if (one.kind === 'task') {
      const id = add('task');
      link(from, id);
      return id;
    }
    const opens = add(one.kind === 'loop' ? 'xor' : one.kind);
    link(from, opens);
    if (one.kind === 'loop') {
      const end = put(one.block, opens);
      const closes = add('xor');
      link(end, closes);
      link(closes, opens);
      return closes;
    }
    const ends = one.blocks.map((inner) => put({ kind: 'sequence', blocks: [{ kind: 'task' }, inner] }, opens));
    const closes = add(one.kind);
    for (const end of ends) link(end, closes);
    return closes;
  };
  statements.push('start s', 'end e');
  link(put(root, 's'), 'e');
  return { statements, elements: count + 2 };
}

const judged = async (statements: readonly string[]) => soundFindings(graphOf(await readDocument(chart(statements.join(';')))));

/** What the first parallel block is turned into, so that the whole is no longer sound. */
const MUTATIONS: [string, (statements: string[], opens: string, closes: string) => string[]][] = [
  ['its join joins nothing', (all, _, closes) => all.map((one) => (one === `and ${closes}` ? `xor ${closes}` : one))],
  ['its split chooses', (all, opens) => all.map((one) => (one === `and ${opens}` ? `xor ${opens}` : one))],
  ['one branch may leave to the end', (all, _, closes) => {
    const last = all.findIndex((one) => one.endsWith(`>${closes}`));
    return all.flatMap((one, index) => (index === last ? ['xor out', `${one.split('>')[0]}>out>${closes}`, 'out>e'] : [one]));
  }],
];

describe('soundness of random models', () => {
  it('refuses none of a hundred sound ones of up to sixty elements, and catches an unsound mutation of each, with its counter-example', async () => {
    let [proven, largest] = [0, 0];
    await fc.assert(
      fc.asyncProperty(model, fc.nat(MUTATIONS.length - 1), async (root, which) => {
        const { statements, elements } = draw(root);
        fc.pre(elements <= MOST);
        [proven, largest] = [proven + 1, Math.max(largest, elements)];
        expect(await judged(statements)).toEqual([]);

        // the first block of the model is parallel: its split is n1, its join the last element before what follows it
        const closes = joinOf(statements, 'n1');
        const found = await judged(MUTATIONS[which]?.[1](statements, 'n1', closes) ?? []);
        expect(found.map(({ severity }) => severity)).toContain('error');
        for (const { rule, witness } of found) if (!['dead-element', 'proof-bounded'].includes(rule)) expect(witness?.at(-1)?.tokens.length).toBeGreaterThan(0);
      }),
      { numRuns: 100, seed: 20260301, endOnFailure: true },
    );
    expect(proven).toBe(100);
    expect(largest).toBeGreaterThan(45);
  }, 180_000);
});

/** The parallel gateway that as many flows lead to as leave the split, drawn after all its branches. */
function joinOf(statements: readonly string[], split: string): string {
  let depth = 0;
  for (const statement of statements) {
    const [kind, id] = statement.split(' ');
    if (kind !== 'and') continue;
    depth += statements.filter((one) => one.startsWith(`${id}>`)).length > 1 || id === split ? 1 : -1;
    if (depth === 0) return id ?? '';
  }
  throw new Error(`${split} is not joined`);
}
