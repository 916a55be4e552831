import { type SettlementFigures, type SettlementTable, TOTAL_KEY, checkIdentities } from './identities.js';

interface Columns {
  received?: Partial<SettlementFigures['received']>;
  settled?: Partial<SettlementFigures['settled']>;
  pending?: Partial<SettlementFigures['pending']>;
}

const line = (key: string, columns: Columns): SettlementFigures => ({
  key,
  received: { total: 0, online: 0, direct: 0, carriedOver: 0, ...columns.received },
  settled: { total: 0, early: 0, onTime: 0, late: 0, ...columns.settled },
  pending: { total: 0, inTime: 0, late: 0, ...columns.pending },
  net: { settledLate: columns.settled?.late ?? 0, pendingLate: columns.pending?.late ?? 0 },
  imported: { received: 0, settled: 0, pending: 0 },
  excused: { settledLate: 0, pendingLate: 0 },
});

/** One line that is its own total, as a printed sentence of a report is. */
const printed = (columns: Columns): SettlementTable => ({ rows: [line('a', columns)], total: line(TOTAL_KEY, columns), pendingBefore: null });

const failing = (table: SettlementTable): string[] => checkIdentities(table).filter(({ holds }) => !holds).map(({ name }) => name);

describe('identities of a settlement table', () => {
  it('hold for the 2017 figures of the district, which add up', () => {
    const solved = (key: string, total: number, early: number, onTime: number, late: number): SettlementFigures =>
      line(key, { received: { total, direct: total }, settled: { total, early, onTime, late } });

    const table = { rows: [solved('district', 1_289, 1_224, 60, 5), solved('commune', 15_368, 15_020, 324, 24)], total: solved(TOTAL_KEY, 16_657, 16_244, 384, 29), pendingBefore: null };

    expect(failing(table)).toEqual([]);
  });

  it('refuse 2019: 12 781 received and 574 carried over are not 13 555', () => {
    const table = printed({ received: { total: 13_555, direct: 12_781, carriedOver: 574 }, settled: { total: 13_555, early: 13_555 } });

    expect(failing(table)).toEqual(['3 = 4 + 5 + 6']);
    expect(checkIdentities(table)[0]!.faults).toEqual(['a', TOTAL_KEY]);
  });

  it('refuse the level-3 services of 2019: 81 and 49 are not 129', () => {
    const agencies = [81, 49].map((online, index) => line(`level-3-${index}`, { received: { total: online, online }, settled: { total: online, early: online } }));
    const total = line(TOTAL_KEY, { received: { total: 129, online: 129 }, settled: { total: 129, early: 129 } });

    expect(failing({ rows: agencies, total, pendingBefore: null })).toEqual(['Σ = total']);
  });

  it('refuse 2016: 19 423, 689 and 488 are not 20 601', () => {
    const table = printed({ received: { total: 20_601, direct: 20_601 }, settled: { total: 20_601, early: 19_423, onTime: 689, late: 488 } });

    expect(failing(table)).toEqual(['7 = 8 + 9 + 10']);
  });

  it('refuse 2016 to 2018: 53 558 cannot be solved of 4 363', () => {
    const table = printed({ received: { total: 4_363, direct: 4_363 }, settled: { total: 53_558, early: 53_558 } });

    expect(failing(table)).toEqual(['3 = 7 + 11']);
  });

  it('refuse the commune in 2023: 685 solved and 3 pending are not 681', () => {
    const table = printed({ received: { total: 681, direct: 681 }, settled: { total: 685, early: 685 }, pending: { total: 3, inTime: 3 } });

    expect(failing(table)).toEqual(['3 = 7 + 11']);
  });

  it('refuse pending dossiers that are neither in time nor late', () => {
    const table = printed({ received: { total: 3, direct: 3 }, pending: { total: 3, inTime: 1, late: 1 } });

    expect(failing(table)).toEqual(['11 = 12 + 13']);
  });

  it('refuse rows that do not add up to the total, column by column', () => {
    const row = (key: string): SettlementFigures => line(key, { received: { total: 1, online: 1 }, settled: { total: 1, early: 1 } });
    const total = line(TOTAL_KEY, { received: { total: 2, online: 2 }, settled: { total: 2, early: 1, late: 1 } });

    expect(failing({ rows: [row('a'), row('b')], total, pendingBefore: null })).toEqual(['Σ = total']);
  });

  it('refuse dossiers carried over that were not pending before, and those that vanished', () => {
    const carried = line('a', { received: { total: 1, carriedOver: 1 }, pending: { total: 1, inTime: 1 } });
    const table = (before: [string, number][]): SettlementTable => ({ rows: [carried], total: { ...carried, key: TOTAL_KEY }, pendingBefore: new Map(before) });

    expect(failing(table([['a', 1]]))).toEqual([]);
    expect(checkIdentities(table([['a', 2]])).at(-1)).toEqual({ name: '6 = 11 (n − 1)', holds: false, faults: ['a'] });
    expect(checkIdentities(table([['a', 1], ['gone', 1]])).at(-1)).toEqual({ name: '6 = 11 (n − 1)', holds: false, faults: ['gone'] });
  });
});
