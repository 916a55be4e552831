import fc from 'fast-check';
import { apportion, holderAt, shareOut } from './attribution.js';
import { at } from './office-2026.fixture.js';

const HOUR = 3_600_000;

describe('sharing lateness out', () => {
  it('charges the tax branch 12 hours (75 %) and the land registry 4 (25 %)', () => {
    const shares = shareOut(16 * HOUR, [
      { agency: 'thue', overrunMs: 9 * HOUR }, { agency: 'xa', overrunMs: 0 }, { agency: 'vpdk', overrunMs: 3 * HOUR },
    ], 'xa');

    expect(shares).toEqual([
      { agency: 'thue', overrunMs: 12 * HOUR, share: 0.75 },
      { agency: 'vpdk', overrunMs: 4 * HOUR, share: 0.25 },
    ]);
  });

  it('adds up the legs of one agency', () => {
    const shares = shareOut(4 * HOUR, [{ agency: 'a', overrunMs: HOUR }, { agency: 'b', overrunMs: 2 * HOUR }, { agency: 'a', overrunMs: HOUR }], 'b');

    expect(shares.map(({ agency, share }) => [agency, share])).toEqual([['a', 0.5], ['b', 0.5]]);
  });

  it('charges the holder at the due instant when every leg kept its budget', () => {
    expect(shareOut(2 * HOUR, [{ agency: 'a', overrunMs: 0 }], 'b')).toEqual([{ agency: 'b', overrunMs: 2 * HOUR, share: 1 }]);
  });

  it('says who answers for a lateness outside opening hours, which has no working time', () => {
    expect(shareOut(0, [{ agency: 'a', overrunMs: 5 }], 'b')).toEqual([{ agency: 'a', overrunMs: 0, share: 1 }]);
  });

  it('makes parts and shares that add up exactly, whatever the overruns', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e10 }), fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 12 }), (whole, overruns) => {
        const shares = shareOut(whole, overruns.map((overrunMs, i) => ({ agency: `a${i}`, overrunMs })), 'x');

        expect(shares.reduce((sum, { overrunMs }) => sum + overrunMs, 0)).toBe(whole);
        expect(Math.round(shares.reduce((sum, { share }) => sum + share, 0) * 10_000)).toBe(10_000);
        for (const { overrunMs, agency } of shares) {
          const exact = (whole * overruns[Number(agency.slice(1))]!) / overruns.reduce((sum, part) => sum + part, 0);
          expect(Math.abs(overrunMs - exact)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('gives what is left over to the largest remainders', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(100, [2, 1])).toEqual([67, 33]);
  });
});

describe('who holds a dossier', () => {
  const legs = [
    { agency: 'xa', enteredAt: at('02/03 08:00'), leftAt: at('03/03 08:00') },
    { agency: 'huyen', enteredAt: at('03/03 08:00'), leftAt: null },
    { agency: 'thue', enteredAt: at('04/03 08:00'), leftAt: at('05/03 08:00') },
  ];

  it.each([
    ['02/03 10:00', 'xa'],
    ['03/03 08:00', 'huyen'],
    ['04/03 10:00', 'thue'],
    ['06/03 08:00', 'huyen'],
  ])('at %s it is %s', (instant, holder) => expect(holderAt(legs, at(instant), 'noi-nhan')).toBe(holder));

  it('is the last to have left while nobody holds it', () => {
    expect(holderAt([legs[0]!, legs[2]!], at('07/03 08:00'), 'noi-nhan')).toBe('thue');
  });

  it('is the receiving agency where there is no leg yet', () => expect(holderAt([], at('02/03 08:00'), 'noi-nhan')).toBe('noi-nhan'));
});
