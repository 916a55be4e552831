import { type TableSketch, decided, dmn, library, literal, NOW, table } from './dmn.fixture.js';
import { readDecisions } from './library.js';

/** Circular 01/2021/TT-BTC as the research has it: per room, with a cap. */
const KARAOKE = [
  table({ id: 'bieu', inputs: ['diaBan: string = "thanh-pho","noi-khac"', 'loai: string = "cap-moi","doi-chu"'], outputs: ['donGia: number', 'tranPhi: number'], rules: [
    '"thanh-pho" | "cap-moi" | 2000000 | 12000000', '"noi-khac" | "cap-moi" | 1000000 | 6000000', '- | "doi-chu" | 500000 | 500000',
  ] }),
  literal('phi', 'min(bieu.donGia * soPhong, bieu.tranPhi)', ['bieu']),
];

describe('a decision requirement graph', () => {
  it.each([
    ['thanh-pho', 'cap-moi', 1, 2_000_000],
    ['thanh-pho', 'cap-moi', 6, 12_000_000],
    ['thanh-pho', 'cap-moi', 7, 12_000_000],
    ['noi-khac', 'cap-moi', 5, 5_000_000],
    ['noi-khac', 'cap-moi', 20, 6_000_000],
    ['noi-khac', 'doi-chu', 20, 500_000],
  ])('fee of a karaoke place: %s, %s, %d rooms → %d', async (diaBan, loai, soPhong, fee) => {
    expect(await decided({ diaBan, loai, soPhong }, ...KARAOKE)).toBe(fee);
  });

  it('names what is decided by it: the key of its file means the decision that no other needs', async () => {
    const read = await library(...KARAOKE);
    expect([read.find('bang')?.id, read.find('bieu')?.id, read.find('khac')]).toEqual(['phi', 'bieu', null]);
  });

  it('gives variables by name, by its own name, or under the one asked for', async () => {
    const read = await library(...KARAOKE);
    const data = { diaBan: 'noi-khac', loai: 'cap-moi', soPhong: 2 };
    expect(read.outputOf('bieu', null, data, NOW)).toEqual({ donGia: 1_000_000, tranPhi: 6_000_000 });
    expect(read.outputOf('bang', null, data, NOW)).toEqual({ phi: 2_000_000 });
    expect(read.outputOf('bang', 'lePhi', data, NOW)).toEqual({ lePhi: 2_000_000 });
  });
});

describe('hit policies', () => {
  const grades = (policy: string, more: Partial<TableSketch> = {}): string =>
    table({ policy, inputs: ['diem: number'], outputs: ['hang: string = "gioi","kha","dat"'], rules: ['>= 5 | "dat"', '>= 7 | "kha"', '>= 9 | "gioi"'], ...more });

  it.each<[string, unknown]>([
    ['FIRST', 'dat'],
    ['PRIORITY', 'gioi'],
    ['RULE ORDER', ['dat', 'kha', 'gioi']],
    ['OUTPUT ORDER', ['gioi', 'kha', 'dat']],
    ['COLLECT', ['dat', 'kha', 'gioi']],
  ])('%s of 9.5 points gives %j', async (policy, expected) => {
    expect(await decided({ diem: 9.5 }, grades(policy))).toEqual(expected);
  });

  it('UNIQUE and ANY refuse what contradicts itself, with the decision and its rules named', async () => {
    expect(await decided({ diem: 8 }, grades('UNIQUE'))).toBe('Decision "Bảng d" (bang, rule 2): rules 1, 2 all hit where the table allows one');
    expect(await decided({ diem: 8 }, grades('ANY'))).toBe('Decision "Bảng d" (bang, rule 2): rules 1, 2 hit with different outputs');
    expect(await decided({ diem: 8 }, grades('ANY', { rules: ['>= 5 | "dat"', '>= 7 | "dat"'] }))).toBe('dat');
  });

  it.each<[string, unknown]>([['SUM', 60], ['MIN', 10], ['MAX', 30], ['COUNT', 3]])('COLLECT with %s gives %j', async (aggregation, expected) => {
    expect(await decided({ x: 1 }, table({ policy: 'COLLECT', aggregation, inputs: ['x: number'], outputs: ['y: number'], rules: ['- | 10', '1 | 20', '> 0 | 30', '> 1 | 40'] }))).toBe(expected);
  });

  it('refuses where no rule hits one that must, gives the default where there is one, and an empty list where lists are asked for', async () => {
    expect(await decided({ diem: 3 }, grades('FIRST'))).toBe('Decision "Bảng d" (bang): no rule fits diem = 3');
    expect(await decided({ diem: 3 }, grades('FIRST', { otherwise: ['"dat"'] }))).toBe('dat');
    expect(await decided({ diem: 3 }, grades('RULE ORDER'))).toEqual([]);
    expect(await decided({ diem: 3 }, table({ policy: 'COLLECT', aggregation: 'COUNT', inputs: ['diem: number'], outputs: ['n: number'], rules: ['>= 5 | 1'] }))).toBe(0);
  });
});

describe('cells', () => {
  it.each<[string, string, unknown, boolean]>([
    ['number', '[1..5)', 5, false], ['number', '[1..5)', 1, true], ['number', '1, 3, > 10', 3, true], ['number', 'not(3)', 3, false],
    ['string', '"a", "b"', 'b', true], ['string', 'not("a")', 'b', true], ['boolean', 'true', false, false],
    ['date', '>= date("2025-07-01")', '2025-07-01', true], ['date', '[date("2025-01-01")..date("2025-06-30")]', '2025-07-01', false],
    ['number', '[1..5]', null, false], ['number', 'not(3)', null, true], ['string', '-', null, true],
  ])('of type %s: %s takes %j: %s', async (type, cell, value, hits) => {
    expect(await decided({ v: value }, table({ policy: 'FIRST', inputs: [`v: ${type}`], outputs: ['o: boolean'], rules: [`${cell} | true`], otherwise: ['false'] }))).toBe(hits);
  });

  it('see the clock of the step', async () => {
    const when = table({ policy: 'FIRST', inputs: ['today(): date'], outputs: ['luat: string'], rules: ['< date("2025-07-01") | "VN-2018"', '- | "VN-2025"'] });
    const read = await library(when);
    expect([read.decide('bang', {}, new Date('2025-06-30T16:59:00Z')).value, read.decide('bang', {}, new Date('2025-06-30T17:00:00Z')).value]).toEqual(['VN-2018', 'VN-2025']);
  });
});

describe('types and values', () => {
  const fee = table({ policy: 'FIRST', inputs: ['soPhong: number = [1..50]'], outputs: ['phi: number = 1,2'], rules: ['< 10 | 1', '>= 10 | x'] });

  it.each<[Record<string, unknown>, string]>([
    [{ soPhong: 'ba' }, 'Decision "Bảng d" (bang): value "ba" of "soPhong" is no number'],
    [{ soPhong: 0 }, 'Decision "Bảng d" (bang): value 0 of "soPhong" is not among [1..50]'],
    [{ soPhong: 12, x: 'a' }, 'Decision "Bảng d" (bang, rule 2): output "a" of "phi" is no number'],
    [{ soPhong: 12, x: 3 }, 'Decision "Bảng d" (bang, rule 2): output 3 is not among 1,2'],
    [{}, 'Decision "Bảng d" (bang): no rule fits soPhong = null'],
  ])('of %j: %s', async (data, message) => {
    expect(await decided(data, fee)).toBe(message);
  });

  it('reads DMN 1.2, 1.4 and 1.5 too', async () => {
    for (const edition of ['http://www.omg.org/spec/DMN/20180521/MODEL/', 'https://www.omg.org/spec/DMN/20211108/MODEL/', 'https://www.omg.org/spec/DMN/20230324/MODEL/']) {
      const read = await readDecisions({ k: dmn(literal('a', '1 + 1')).replace('https://www.omg.org/spec/DMN/20191111/MODEL/', edition) });
      expect([read.flaws, read.decide('k', {}, NOW).value]).toEqual([[], 2]);
    }
  });
});
