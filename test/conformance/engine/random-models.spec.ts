import { parseBpmn, prove } from '#bpmn';
import fc from 'fast-check';
import { and, boundary, caught, diagram, duration, end, eventGateway, flow, message, or, rounds, script, start, sub, user, xor } from './diagram.js';
import { Play, compiled } from './play.js';

/** A block with one way in and one way out; what it will do is drawn with it, so that a reference can say it beforehand. */
type Block =
  | { kind: 'task' }
  | { kind: 'skip' }
  | { kind: 'rounds'; count: number; sequential: boolean }
  | { kind: 'sequence'; blocks: Block[] }
  | { kind: 'exclusive'; blocks: Block[]; pick: number }
  | { kind: 'parallel'; blocks: Block[] }
  | { kind: 'inclusive'; blocks: Block[]; taken: boolean[] }
  | { kind: 'loop'; block: Block; again: number }
  | { kind: 'sub'; block: Block }
  | { kind: 'guarded'; path: Block; fires: boolean }
  | { kind: 'events'; onMessage: Block; onTimer: Block; message: boolean };

const { block: anyBlock } = fc.letrec<{ block: Block }>((tie) => {
  const block = tie('block');
  const blocks = fc.array(block, { minLength: 2, maxLength: 3 });
  return {
    block: fc.oneof(
      { depthSize: 'medium', maxDepth: 4, withCrossShrink: true },
      fc.constant<Block>({ kind: 'task' }),
      fc.record({ kind: fc.constant('rounds' as const), count: fc.integer({ min: 0, max: 3 }), sequential: fc.boolean() }),
      fc.record({ kind: fc.constant('sequence' as const), blocks }),
      fc.record({ kind: fc.constant('exclusive' as const), blocks: fc.array(fc.oneof(block, fc.constant<Block>({ kind: 'skip' })), { minLength: 2, maxLength: 3 }), pick: fc.nat(2) }),
      fc.record({ kind: fc.constant('parallel' as const), blocks }),
      fc.record({ kind: fc.constant('inclusive' as const), blocks, taken: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }) }),
      fc.record({ kind: fc.constant('loop' as const), block, again: fc.nat(2) }),
      fc.record({ kind: fc.constant('sub' as const), block }),
      fc.record({ kind: fc.constant('guarded' as const), path: block, fires: fc.boolean() }),
      fc.record({ kind: fc.constant('events' as const), onMessage: block, onTimer: block, message: fc.boolean() }),
    ),
  };
});

const anyModel = fc.record({ kind: fc.constant('sequence' as const), blocks: fc.array(anyBlock, { minLength: 2, maxLength: 4 }) });

interface Drawn {
  in: string;
  out: string;
  xml: string;
}

/** Draws a block and writes down how often each element must be left when the block is run `times` times. */
class Drawing {
  readonly expected = new Map<string, number>();
  /** What is told to a waiting element. */
  readonly acts = new Map<string, 'complete' | 'timer' | 'message' | 'leave'>();
  #count = 0;

  draw(block: Block, times: number): Drawn {
    const id = `n${++this.#count}`;
    switch (block.kind) {
      case 'task':
        return this.#leaf(id, user(id), times);
      case 'skip':
        return this.#leaf(id, xor(id), times);
      case 'rounds':
        return this.#leaf(id, user(id, rounds({ cardinality: String(block.count), sequential: block.sequential })), times);
      case 'sequence':
        return block.blocks.map((one) => this.draw(one, times)).reduce((before, after) => ({ in: before.in, out: after.out, xml: before.xml + after.xml + flow(before.out, after.in) }));
      case 'exclusive': {
        const pick = block.pick % block.blocks.length;
        const last = block.blocks.length - 1;
        return this.#split(id, xor, block.blocks, times, (at) => at === pick, (at) => (at === last ? undefined : `=${at === pick}`), last);
      }
      case 'parallel':
        return this.#split(id, and, block.blocks, times, () => true, () => undefined);
      case 'inclusive': {
        const taken = (at: number) => block.taken[at] === true || (at === 0 && !block.taken.slice(0, block.blocks.length).includes(true));
        return this.#split(id, or, block.blocks, times, taken, (at) => `=${taken(at)}`);
      }
      case 'loop':
        return this.#loop(id, block, times);
      case 'sub': {
        const inner = this.draw(block.block, times);
        return this.#leaf(id, sub(id, start(`${id}s`) + inner.xml + end(`${id}e`) + flow(`${id}s`, inner.in) + flow(inner.out, `${id}e`)), times);
      }
      case 'guarded':
        return this.#guarded(id, block, times);
      case 'events':
        return this.#events(id, block, times);
    }
  }

  #leaf(id: string, xml: string, times: number): Drawn {
    this.expected.set(id, times);
    return { in: id, out: id, xml };
  }

  #split(id: string, gateway: typeof xor, blocks: Block[], times: number, taken: (at: number) => boolean, condition: (at: number) => string | undefined, byDefault?: number): Drawn {
    this.expected.set(`${id}j`, times);
    const drawn = blocks.map((one, at) => ({ at, ...this.draw(one, taken(at) ? times : 0) }));
    const flows = drawn.map(({ at, ...branch }) => branch.xml + flow(`${id}f`, branch.in, condition(at), `${id}f${at}`) + flow(branch.out, `${id}j`));
    return { in: `${id}f`, out: `${id}j`, xml: gateway(`${id}f`, '', byDefault === undefined ? '' : `default="${id}f${byDefault}"`) + gateway(`${id}j`) + flows.join('') };
  }

  #loop(id: string, { block, again }: Extract<Block, { kind: 'loop' }>, times: number): Drawn {
    const inner = this.draw(block, times * (again + 1));
    const counted = script(`${id}c`, `{ ${id}: if ${id} = null then 1 else ${id} + 1 }`) + script(`${id}r`, `{ ${id}: 0 }`);
    const xml = xor(`${id}m`) + inner.xml + counted + xor(`${id}g`, '', `default="${id}d"`) + flow(`${id}m`, inner.in) + flow(inner.out, `${id}c`) + flow(`${id}c`, `${id}g`);
    return { in: `${id}m`, out: `${id}r`, xml: xml + flow(`${id}g`, `${id}m`, `=${id} <= ${again}`) + flow(`${id}g`, `${id}r`, undefined, `${id}d`) };
  }

  #guarded(id: string, { path, fires }: Extract<Block, { kind: 'guarded' }>, times: number): Drawn {
    const inner = this.draw(path, fires ? times : 0);
    this.expected.set(id, fires ? 0 : times).set(`${id}b`, fires ? times : 0);
    this.acts.set(id, fires ? 'leave' : 'complete').set(`${id}b`, fires ? 'timer' : 'leave');
    const xml = user(id) + boundary(`${id}b`, id, duration('PT1H')) + inner.xml + xor(`${id}j`);
    return { in: id, out: `${id}j`, xml: xml + flow(id, `${id}j`) + flow(`${id}b`, inner.in) + flow(inner.out, `${id}j`) };
  }

  #events(id: string, block: Extract<Block, { kind: 'events' }>, times: number): Drawn {
    const onMessage = this.draw(block.onMessage, block.message ? times : 0);
    const onTimer = this.draw(block.onTimer, block.message ? 0 : times);
    this.expected.set(`${id}m`, block.message ? times : 0).set(`${id}t`, block.message ? 0 : times);
    this.acts.set(`${id}m`, block.message ? 'message' : 'leave').set(`${id}t`, block.message ? 'leave' : 'timer');
    const xml = eventGateway(id) + caught(`${id}m`, message('M1')) + caught(`${id}t`, duration('PT1H')) + onMessage.xml + onTimer.xml + xor(`${id}j`);
    const flows = flow(id, `${id}m`) + flow(id, `${id}t`) + flow(`${id}m`, onMessage.in) + flow(`${id}t`, onTimer.in) + flow(onMessage.out, `${id}j`) + flow(onTimer.out, `${id}j`);
    return { in: id, out: `${id}j`, xml: xml + flows };
  }
}

/** Goes on with any of what waits, as the choices say, until nothing is left to tell. */
function finish(run: Play, drawing: Drawing, choices: number[]): void {
  for (let step = 0; run.status === 'running' && step < 500; step++) {
    const open = run.instance.waiting().filter(({ element }) => drawing.acts.get(element) !== 'leave').sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
    const chosen = open[(choices[step % choices.length] ?? 0) % open.length];
    if (!chosen) return;
    const { executionId } = chosen;
    const kind = drawing.acts.get(chosen.element) ?? 'complete';
    run.apply(kind === 'message' ? { kind, name: 'paid', executionId } : { kind: kind as 'complete', executionId });
  }
}

const keyOf = ({ element, loop }: { element: string; loop?: { index: number } }) => `${element} ${loop?.index ?? 0}`;

async function errorsOf(xml: string): Promise<string[]> {
  const parsed = await parseBpmn(xml);
  return parsed.ok ? prove(parsed.value).filter(({ severity }) => severity === 'error').map(({ rule, element }) => `${rule} ${element}`) : ['malformed'];
}

it('any block-structured model is published and does what it says, hot and recovered after every step', async () => {
  const choices = fc.array(fc.nat(9), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(anyModel, choices, async (block, chosen) => {
      const drawing = new Drawing();
      const drawn = drawing.draw(block, 1);
      const xml = diagram(start('S') + drawn.xml + end('E') + flow('S', drawn.in) + flow(drawn.out, 'E'));
      expect(await errorsOf(xml)).toEqual([]);
      const process = await compiled(xml);
      const [hot, cold] = [new Play(process, {}, false), new Play(process, {}, true)];
      for (const run of [hot, cold]) finish(run, drawing, chosen);
      expect(hot.status).toBe('completed');
      const ended = new Map([...drawing.expected.keys()].map((element) => [element, hot.ended(element)]));
      expect(ended).toEqual(drawing.expected);
      expect(hot.ended('E')).toBe(1);
      expect(cold.log).toEqual(hot.log);
    }),
    { numRuns: 100 },
  );
});
