import { feelError, isNoCondition } from './feel.js';

describe('a FEEL expression', () => {
  it.each(['= tong > 3', 'ketQua = "dat" and so > 2', 'x in [1..5]', 'some p in giayTo satisfies p = "04a"', 'for i in 1..100 return i', 'for a in list, b in list return a + b', 'date("2026-02-12") > today()'])(
    'is taken: %s',
    (expression) => {
      expect(feelError(expression)).toBeNull();
    },
  );

  it.each([
    ['', 'empty expression'],
    ['a +', 'unexpected "end" at 4'],
    ['${a}', '${…} is not FEEL'],
    ['for i in 1..1000000000 return i', 'the loops make 1000000000 rounds, more than 10000'],
    ['for i in 1..1000, j in 1..1000 return i', 'the loops make 1000000 rounds, more than 10000'],
    ['for i in 1..n return i', 'a loop over a range needs two numbers as its ends'],
    ['matches(a, "(?=b)a")', 'matches: looking ahead or behind is not supported'],
    ['if replace(ten, "(a)\\1", "") = "" then 1 else 2', 'replace: a reference back to a group is not supported'],
    ['a == 1', '== is not FEEL'],
    ['a.equals("x")', 'there is no function a.equals'],
    ['getDataObject("x") > 1', 'there is no function getDataObject'],
    ['{ f: function(x) f(x) }', 'functions cannot be defined here'],
  ])('is refused: %s', (expression, why) => {
    expect(feelError(expression)).toEqual({ vi: expect.stringMatching(/./), en: why });
  });

  it.each(['23', '= "dat"', '([1, 2])', '@"2026-02-12"', '2 * (3 + 1)'])('is no condition: %s', (expression) => {
    expect(isNoCondition(expression)).toBe(true);
  });

  it.each(['true', 'ketQua', 'so > 2', 'x in [1..5]', 'not(a)', 'a.b', 'ket-qua', 'ket-1', 'list[1]', 'get value(a, "b")', 'if a then b else 1'])('may be a condition: %s', (expression) => {
    expect(isNoCondition(expression)).toBe(false);
  });
});
