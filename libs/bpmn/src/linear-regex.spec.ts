import fc from 'fast-check';
import { regexFunctions } from './feel-functions.js';
import { LinearRegex, MOST_STEPS, RegexRefusedError } from './linear-regex.js';

const { matches, replace, split } = regexFunctions;

describe('regular expressions of FEEL', () => {
  it.each([
    ['foobar', '^fo*b', true],
    ['foobar', '^Fo*b', false],
    ['056095001234', '^\\d{12}$', true],
    ['05609500123', '^\\d{12}$', false],
    ['ab', 'a|b', true],
    ['xyz', '(a|b)+', false],
    ['Nguyễn', '^\\p{Lu}\\p{Ll}+$', true],
    ['a.b', 'a\\.b', true],
    ['', '^$', true],
    ['aaa', '^a{2,3}?$', true],
    ['a]b', '[\\]]', true],
    ['abcd', '^(?:ab|abc)d$', true],
  ])('%j matches %j: %s', (input, pattern, expected) => expect(matches(input, pattern)).toBe(expected));

  it('by flags', () => {
    expect(matches('FOO\nbar', '^foo$', 'im')).toBe(true);
    expect(matches('a\nb', 'a.b')).toBe(false);
    expect(matches('a\nb', 'a.b', 's')).toBe(true);
  });

  it('replace and split', () => {
    expect(replace('aoi', '[aeiou]', '[$0]')).toBe('[a][o][i]');
    expect(replace('2026-02-12', '(\\d+)-(\\d+)-(\\d+)', '$3/$2/$1')).toBe('12/02/2026');
    expect(split('John Doe', '\\s')).toEqual(['John', 'Doe']);
    expect(split('a;b;c;;', ';')).toEqual(['a', 'b', 'c', '', '']);
    expect(split('abc', '')).toEqual(['a', 'b', 'c']);
  });

  it('null for what they do not take', () => {
    expect(matches(1, 'a')).toBeNull();
    expect(matches('a', '(')).toBeNull();
    expect(matches('a', null)).toBeNull();
  });

  it.each(['(a+)+$', '(a|aa)*$', '(a*)*b', '^(([a-z])+.)+[A-Z]([a-z])+$', 'a*a*a*a*a*b', '(.*)*x'])('%s looks at each character once by each instruction', (pattern) => {
    const text = `${'a'.repeat(20_000)}!`;
    const short = new LinearRegex(pattern);
    short.find(text.slice(0, 10_000));
    const long = new LinearRegex(pattern);
    long.find(text);
    expect(long.steps).toBeLessThanOrEqual(2 * short.steps + 100);
  });

  it('what takes too long or needs to go back is refused', () => {
    expect(() => matches('a'.repeat(MOST_STEPS), 'b')).toThrow(RegexRefusedError);
    expect(() => replace('a'.repeat(200_000), '(a.*b|a)', '')).toThrow(RegexRefusedError);
    for (const pattern of ['(a)\\1', '(?=a)b', '(?<!a)b', '(a{1000}){1000}']) expect(() => matches('a', pattern)).toThrow(RegexRefusedError);
  });

  it('as JavaScript matches them, whatever they are', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '(a)', '(a|b)', '(?:ab)', 'é', '(a|ab)', '(b*)');
    const piece = fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}', '*?', '+?')).map(([one, often]) => one + often);
    const pattern = fc.tuple(fc.constantFrom('', '^'), fc.array(piece, { maxLength: 4 }), fc.constantFrom('', '$', '|b', '|^a')).map(([start, pieces, end]) => start + pieces.join('') + end);
    fc.assert(
      fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 8 }), (source, text) => {
        const expected = new RegExp(source, 'u').exec(text);
        const found = new LinearRegex(source).find(text);
        expect(found && text.slice(found[0], found[1])).toBe(expected && expected[0]);
        expect(found?.[0] ?? -1).toBe(expected?.index ?? -1);
      }),
      { numRuns: 2_000 },
    );
  });
});
