import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { UnknownStateError } from './errors.js';
import type { EngineState } from './live-instance.js';
import { stateText, storedState } from './state-text.js';

const SHELF = new URL('../../../../test/conformance/engine/fixtures/', import.meta.url);
const FORMAT_2 = new URL('../../../../test/conformance/engine/format-2.json', import.meta.url);
const shelved = readdirSync(SHELF).filter((file) => file.endsWith('.json')).map((file) => (JSON.parse(readFileSync(new URL(file, SHELF), 'utf8')) as { state: EngineState }).state);
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const back = (state: unknown): unknown => storedState(asJson(stateText(state as EngineState)));

describe('the text of a state', () => {
  it('gives back every state of the shelf, in the order of its keys, and is a quarter of its JSON at most', () => {
    expect(shelved.length).toBeGreaterThan(12);
    for (const state of shelved) {
      expect(JSON.stringify(back(state))).toBe(JSON.stringify(state));
      expect(Buffer.byteLength(stateText(state))).toBeLessThan(Buffer.byteLength(JSON.stringify(state)) / 4);
    }
  });

  it('is read as it was written when the format was released', () => {
    const released = JSON.parse(readFileSync(FORMAT_2, 'utf8')) as Record<string, string>;
    expect(Object.keys(released).length).toBeGreaterThan(12);
    for (const [file, text] of Object.entries(released)) expect(storedState(text)).toEqual((JSON.parse(readFileSync(new URL(file, SHELF), 'utf8')) as { state: EngineState }).state);
  });

  it('gives back any JSON', () => {
    const leaf = fc.oneof(fc.constantFrom('bpmn:Process', 'take', '', '#1;', '~Ѐ', '(', 'Đơn đăng ký'), fc.string({ unit: 'binary' }));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 5 }, leaf, fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('tree')), fc.dictionary(leaf, tie('tree'))),
    }));
    fc.assert(fc.property(tree, fc.boolean(), (one, twice) => {
      const state = twice ? { one, again: [one, { one }] } : one;
      fc.pre(typeof state === 'object' && state !== null);
      expect(back(state)).toEqual(asJson(state));
    }), { numRuns: 2_000 });
  });

  it('leaves out what JSON leaves out', () => {
    const at = new Date('2026-02-12T03:00:00Z');
    expect(back({ a: undefined, b: [undefined, Number.NaN], at, f: () => 1 })).toEqual({ b: [null, null], at: at.toISOString() });
  });

  it('gives what occurs twice as two things', () => {
    const { one, two } = back({ one: { name: 'x', list: ['y'] }, two: { name: 'x', list: ['y'] } }) as Record<'one' | 'two', object>;
    expect(one).toEqual(two);
    expect(one).not.toBe(two);
  });

  it('refuses what is neither of the formats, cut short or altered', () => {
    const text = stateText(shelved[0] as EngineState);
    for (const broken of ['', '3|n', '2', text.slice(0, -1), text.slice(0, 40), `${text}n`, '2|Ѐ', '2|~Ѐ', '2|(']) expect(() => storedState(broken)).toThrow(UnknownStateError);
  });

  it('reads a state of format 1 as it is', () => expect(storedState(shelved[0])).toBe(shelved[0]));
});
