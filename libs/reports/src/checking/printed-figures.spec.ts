import type { PrintedRow } from '#contract';
import { checkPrinted } from './printed-figures.js';

/** What the reports of the district, the award dossier and the commune print, figure for figure. */
const S0_RECEIVED: PrintedRow = { name: 'Huyện 2019', figures: { 3: 13_555, 5: 12_781, 6: 574 } };
const S0_COMMUNE_RATES: PrintedRow = { name: 'Cấp xã 2019', figures: {}, rates: { early: 97.7, onTime: 0.02, late: 0.3 } };
const S0_LEVEL_3: PrintedRow[] = [{ name: 'Huyện', figures: { 4: 81 } }, { name: 'Xã', figures: { 4: 49 } }];
const S1_2016: PrintedRow = { name: 'Năm 2016', figures: { 7: 20_601, 8: 19_423, 9: 689, 10: 488 } };
const S1_2016_2018: PrintedRow = { name: '2016–2018', figures: { 3: 4_363, 7: 53_558 }, rates: { settled: 98.45 } };
const S4_2023: PrintedRow = { name: '5 tháng 2023', figures: { 3: 681, 7: 685, 11: 3 } };
const S2_2017: PrintedRow[] = [
  { name: 'Cấp huyện', figures: { 7: 1_289, 8: 1_224, 9: 60, 10: 5 } },
  { name: 'Cấp xã', figures: { 7: 15_368, 8: 15_020, 9: 324, 10: 24 } },
];
const S2_TOTAL: PrintedRow = { name: 'Tổng cộng', figures: { 7: 16_657, 8: 16_244, 9: 384, 10: 29 } };

const failing = (rows: PrintedRow[], total: PrintedRow | null = null): [string, number, number][] =>
  checkPrinted(rows, total, 'vi').findings.map(({ identity, stated, computed }) => [identity.split(':')[0]!, stated, computed]);

describe('printed figures', () => {
  it.each<[string, PrintedRow[], PrintedRow | null, [string, number, number][]]>([
    ['2019: received and carried over', [S0_RECEIVED], null, [['3 = 4 + 5 + 6', 13_555, 13_355]]],
    ['2019: rates of the communes', [S0_COMMUNE_RATES], null, [['8 % + 9 % + 10 % = 100 %', 100, 98.02]]],
    ['2019: services of level 3', S0_LEVEL_3, { name: 'Tổng', figures: { 4: 129 } }, [['Σ = total', 129, 130]]],
    ['2016', [S1_2016], null, [['7 = 8 + 9 + 10', 20_601, 20_600]]],
    ['2016 to 2018', [S1_2016_2018], null, [['7 ≤ 3', 53_558, 4_363], ['3 = 7 / 7 %', 4_363, 54_401]]],
    ['2023 of the commune', [S4_2023], null, [['3 = 7 + 11', 681, 688]]],
  ])('are refused: %s', (_, rows, total, expected) => {
    expect(failing(rows, total)).toEqual(expected);
  });

  it('hold where they add up: the district in 2017', () => {
    expect(checkPrinted(S2_2017, S2_TOTAL, 'vi')).toEqual({ judged: 7, findings: [] });
  });

  it.each<[string, number[], number]>([['residence of the communes', [17, 32, 14, 13, 1, 4, 4], 85], ['residence in all', [153, 64, 14, 13, 1, 4, 4], 253], ['late items of 2017', [5, 24], 29]])('hold where they add up: %s', (_, parts, whole) => {
    expect(checkPrinted(parts.map((n, index) => ({ name: `${index}`, figures: { 7: n } })), { name: 'Tổng', figures: { 7: whole } }, 'vi')).toEqual({ judged: 1, findings: [] });
  });

  it('hold as rates with the rounding of two decimals', () => {
    const rates = { early: 94.96, onTime: 4.65, late: 0.39 };

    expect(failing([{ ...S2_2017[0]!, rates }])).toEqual([]);
  });

  it('are named with row and figures', () => {
    expect(checkPrinted([S4_2023], null, 'vi').findings[0]).toEqual({
      identity: '3 = 7 + 11: tổng nhận = đã giải quyết + đang giải quyết', row: '5 tháng 2023', stated: 681, computed: 688, text: '5 tháng 2023: in 681, tính lại 685 + 3 = 688',
    });
  });

  it('are not judged where the paper leaves a term out', () => {
    expect(checkPrinted([{ name: 'a', figures: { 3: 10, 8: 4 } }], null, 'vi').judged).toBe(0);
  });

  it('carried over must be what was pending before', () => {
    expect(failing([{ name: 'a', figures: { 6: 5 }, pendingBefore: 4 }])).toEqual([['6 = 11 (n − 1)', 5, 4]]);
  });
});
