import fc from 'fast-check';
import { NOW, decided, dmn, flawsOf, library, literal, table } from './dmn.fixture.js';
import { readDecisions } from './library.js';

const numbers = (...rules: string[]): string => table({ inputs: ['x: number'], outputs: ['y: string'], rules });

describe('what is wrong in a decision', () => {
  it.each<[string, string[], string[]]>([
    ['nothing', [numbers('< 5 | "a"', '>= 5 | "b"')], []],
    ['an overlap', [numbers('<= 5 | "a"', '>= 5 | "b"')], ['decision-overlap 2']],
    ['an overlap of ranges', [numbers('[0..10) | "a"', '[9..20] | "b"', '< 0 | "c"', '> 20 | "d"')], ['decision-overlap 2']],
    ['a gap between numbers', [numbers('< 5 | "a"', '> 5 | "b"')], ['decision-gap']],
    ['a gap between names', [table({ inputs: ['x: string = "a","b","c"'], outputs: ['y: number'], rules: ['"a" | 1', '"b" | 2'] })], ['decision-gap']],
    ['no gap where the names are complete', [table({ inputs: ['x: string = "a","b"', 'z: boolean'], outputs: ['y: number'], rules: ['"a" | - | 1', '"b" | true | 2', '"b" | false | 3'] })], []],
    ['a gap where the table has a default', [table({ inputs: ['x: boolean'], outputs: ['y: number'], rules: ['true | 1'], otherwise: ['0'] })], []],
    ['days next to each other', [table({ inputs: ['d: date'], outputs: ['y: number'], rules: ['<= date("2025-06-30") | 1', '>= date("2025-07-01") | 2'] })], []],
    ['a day forgotten', [table({ inputs: ['d: date'], outputs: ['y: number'], rules: ['< date("2025-06-30") | 1', '>= date("2025-07-01") | 2'] })], ['decision-gap']],
    ['a cell that is only known when evaluated', [numbers('? > z | "a"', '<= 5 | "b"')], []],
    ['FEEL that is none', [numbers('< | "a"', '>= 5 | 1 +')], ['decision-feel 1', 'decision-feel 2']],
    ['an unknown output', [table({ inputs: ['x: boolean'], outputs: ['y: string = "a","b"'], rules: ['true | "c"', 'false | "a"'] })], ['decision-output 1']],
    ['an output of another type', [numbers('- | 5')], ['decision-output 1']],
    ['ANY with contradictions', [table({ policy: 'ANY', inputs: ['x: number'], outputs: ['y: number'], rules: ['< 5 | 1', '< 9 | 2', '- | 2'] })], ['decision-overlap 2', 'decision-overlap 3']],
    ['a sum of two outputs', [table({ policy: 'COLLECT', aggregation: 'SUM', inputs: ['x: number'], outputs: ['y: number', 'z: number'], rules: ['- | 1 | 2'] })], ['decision-output']],
    ['a priority without order', [table({ policy: 'PRIORITY', inputs: ['x: number'], outputs: ['y: number'], rules: ['- | 1'] })], ['decision-output']],
    ['a decision that is not there', [literal('a', 'b + 1', ['b'])], ['decision-requirement']],
    ['a circle', [literal('a', 'b + 1', ['b']), literal('b', 'a + 1', ['a'])], ['decision-requirement', 'decision-requirement']],
    ['a logic that is not evaluated', ['<decision id="a" name="a"><context/></decision>'], ['decision-unsupported']],
  ])('%s', async (_, decisions, expected) => {
    expect(await flawsOf(...decisions)).toEqual(expected);
  });

  it('says where rules overlap and what no rule takes, in both languages', async () => {
    const [{ message: overlap } = { message: null }] = (await library(numbers('<= 5 | "a"', '>= 5 | "b"'))).flaws;
    expect(overlap).toEqual({
      vi: 'Quyết định «Bảng d» (bang): Quy tắc 1 và 2 cùng khớp khi x = 5, trong khi chính sách UNIQUE không cho phép.',
      en: 'Decision "Bảng d" (bang): Rules 1 and 2 both hit where x = 5, which hit policy UNIQUE does not allow.',
    });
    const [{ message: gap } = { message: null }] = (await library(numbers('< 5 | "a"', '>= 9 | "b"'))).flaws;
    expect(gap?.en).toContain('No rule fits x = 5;');
  });

  it.each([
    ['no XML', '<definitions'],
    ['a diagram', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'],
    ['a document type', `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${dmn(literal('a', '1')).replace(/^<\?.*\n/, '')}`],
    ['an entity bomb', `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${dmn(literal('a', '"&b;"')).replace(/^<\?.*\n/, '')}`],
    ['nothing decided', dmn()],
  ])('%s is refused as a whole', async (_, source) => {
    expect((await readDecisions({ k: source })).flaws.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['error decision-malformed']);
  });
});

/** Any table of two columns over small numbers and names. */
const cell = fc.oneof(
  fc.constant('-'),
  fc.tuple(fc.constantFrom('<', '<=', '>', '>='), fc.integer({ min: 0, max: 4 })).map(([sign, value]) => `${sign} ${value}`),
  fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }).map((values) => values.join(', ')),
  fc.tuple(fc.constantFrom('[', '('), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }), fc.constantFrom(']', ')')).map(([open, a, b, close]) => `${open}${Math.min(a, b)}..${Math.max(a, b)}${close}`),
);
const name = fc.oneof(fc.constant('-'), fc.uniqueArray(fc.constantFrom('"a"', '"b"', '"c"'), { minLength: 1, maxLength: 2 }).map((names) => names.join(', ')), fc.constantFrom('not("a")', 'not("b", "c")'));
const rules = fc.array(fc.tuple(cell, name), { minLength: 1, maxLength: 5 });

describe('what is proven of a table', () => {
  it('is what evaluating every value finds', async () => {
    await fc.assert(
      fc.asyncProperty(rules, async (rows) => {
        const source = table({ inputs: ['x: number', 'z: string = "a","b","c"'], outputs: ['y: number'], rules: rows.map(([x, z], index) => `${x} | ${z} | ${index}`) });
        const said = (await flawsOf(source)).map((flaw) => flaw.split(' ')[0]);
        const found = await Promise.all([-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5].flatMap((x) => ['a', 'b', 'c'].map((z) => decided({ x, z }, source))));
        expect(said.includes('decision-gap')).toBe(found.some((value) => String(value).includes('no rule fits')));
        expect(said.includes('decision-overlap')).toBe(found.some((value) => String(value).includes('all hit')));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps a sum the sum of its rules, and the first the first, whatever the table', async () => {
    await fc.assert(
      fc.asyncProperty(rules, fc.integer({ min: -1, max: 5 }), fc.constantFrom('a', 'b', 'c'), async (rows, x, z) => {
        const sketch = { inputs: ['x: number', 'z: string'], outputs: ['y: number'], rules: rows.map(([a, b], index) => `${a} | ${b} | ${10 ** index}`) };
        const hits = (await library(table({ ...sketch, policy: 'RULE ORDER' }))).decide('bang', { x, z }, NOW);
        const values = hits.value as number[];
        expect(values).toEqual(hits.hits.map((rule) => 10 ** (rule - 1)));
        expect(await decided({ x, z }, table({ ...sketch, policy: 'COLLECT', aggregation: 'SUM' }))).toBe(values.length === 0 ? null : values.reduce((a, b) => a + b));
        if (values.length > 0) expect(await decided({ x, z }, table({ ...sketch, policy: 'FIRST' }))).toBe(values[0]);
      }),
      { numRuns: 60 },
    );
  });
});
