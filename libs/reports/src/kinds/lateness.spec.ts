import { readFileSync } from 'node:fs';
import { shareOut } from '#calendar';
import { type ContestFound, faults } from './lateness.js';

/** What the first release wrote about contests: filed, withdrawn, filed again and accepted in part, and one that was rejected. Read alike for ever. */
const RELEASED = JSON.parse(readFileSync(new URL('../../../ledger/fixtures/contests-1.json', import.meta.url), 'utf8')) as (ContestFound & { data: { decided?: { agency: string | null; minutes: number; document: string | null }[] } })[];

const MINUTE = 60_000;
const computed = shareOut(180 * MINUTE, [{ agency: 'ct-khanh-vinh', overrunMs: 10 }, { agency: 'vpdk-khanh-vinh', overrunMs: 5 }], 'xa-khanh-phu');
const read = (count: number) => faults(computed, RELEASED.slice(0, count));
const told = ({ atFault }: ReturnType<typeof read>) => atFault.map(({ agency, overrunMs, document }) => [agency, overrunMs / MINUTE, document]);

describe('contests in the ledger', () => {
  it('leave the shares as computed until they are decided', () => {
    for (const count of [0, 1, 2, 3]) expect(told(read(count))).toEqual([['ct-khanh-vinh', 120, null], ['vpdk-khanh-vinh', 60, null]]);
    expect([0, 1, 2, 3, 4, 5, 6].map((count) => read(count).contested)).toEqual([false, true, false, true, false, true, false]);
  });

  it('give the shares that were written with the decision', () => {
    const written = RELEASED[3]!.data.decided!.map(({ agency, minutes, document }) => [agency ?? '', minutes, document]);

    expect(told(read(4))).toEqual(written);
    expect(written).toEqual([['vpdk-khanh-vinh', 60, null], ['xa-khanh-phu', 60, null], ['ct-khanh-vinh', 20, null], ['', 40, 'BB 3/ĐL']]);
    expect(read(4)).toMatchObject({ decisions: ['TB 20/TB-UBND'], computed: [{ agency: 'ct-khanh-vinh' }, { agency: 'vpdk-khanh-vinh' }] });
  });

  it('change nothing when they are rejected', () => expect(told(read(6))).toEqual(told(read(4))));
});
