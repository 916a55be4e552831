import fc from 'fast-check';
import { type Transfer, apportion, decide, decideAlike, holderAt, minutesOf, shareOut } from './attribution.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** An instant of March 2026 in local time: `at('02/03 08:00')`. */
const at = (local: string): Date => new Date(`2026-${local.slice(3, 5)}-${local.slice(0, 2)}T${local.slice(6)}:00+07:00`);

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
          expect(Math.abs(overrunMs - exact)).toBeLessThan(2 * MINUTE);
        }
      }),
    );
  });

  it('shares whole minutes, so that what is shown adds up: 100 minutes in three are 34, 33 and 33', () => {
    const legs = ['a', 'b', 'c'].map((agency) => ({ agency, overrunMs: HOUR }));

    expect(shareOut(100 * MINUTE, legs, 'x').map(({ overrunMs }) => overrunMs / MINUTE)).toEqual([34, 33, 33]);
    expect(shareOut(100 * MINUTE + 30_000, legs, 'x').map(({ overrunMs }) => overrunMs)).toEqual([34 * MINUTE + 30_000, 33 * MINUTE, 33 * MINUTE]);
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

describe('what was decided', () => {
  const computed = shareOut(16 * HOUR, [{ agency: 'thue', overrunMs: 9 * HOUR }, { agency: 'vpdk', overrunMs: 3 * HOUR }], 'xa');
  const move = (from: string, to: string | null, minutes: number, document: string | null = null): Transfer => ({ from, to, minutes, document });
  const told = (transfers: Transfer[]) => decide(computed, transfers).map(({ agency, document, overrunMs, share }) => [agency ?? document, overrunMs / HOUR, share]);

  it('is what was computed where nothing was', () => expect(told([])).toEqual([['thue', 12, 0.75], ['vpdk', 4, 0.25]]));

  it('moves a stated part to another agency, and what no agency answers for under its document', () => {
    expect(told([move('thue', 'xa', 120), move('thue', null, 60, 'CV 12/SCN')])).toEqual([['thue', 9, 0.5625], ['vpdk', 4, 0.25], ['xa', 2, 0.125], ['CV 12/SCN', 1, 0.0625]]);
  });

  it('takes an agency off altogether', () => expect(told([move('thue', 'vpdk', 720)])).toEqual([['vpdk', 16, 1]]));

  it('never takes more than is charged, nor anything from who is not charged', () => {
    expect(told([move('vpdk', 'xa', 9_999), move('bhxh', 'xa', 60)])).toEqual([['thue', 12, 0.75], ['xa', 4, 0.25]]);
  });

  it('goes in the order of the decisions: what came to an agency may go on', () => {
    expect(told([move('thue', 'vpdk', 720), move('vpdk', 'xa', 960)])).toEqual([['xa', 16, 1]]);
    expect(told([move('vpdk', 'xa', 960), move('thue', 'vpdk', 720)])).toEqual([['vpdk', 12, 0.75], ['xa', 4, 0.25]]);
  });

  it('moves a lateness that has no working time', () => {
    expect(decide(shareOut(0, [{ agency: 'thue', overrunMs: 1 }], 'xa'), [move('thue', null, 0, 'CV 1')])).toEqual([{ agency: null, document: 'CV 1', overrunMs: 0, share: 1 }]);
  });

  it('goes for a part of the lateness by the same fractions', () => {
    const part = shareOut(4 * HOUR, [{ agency: 'thue', overrunMs: HOUR }, { agency: 'vpdk', overrunMs: HOUR }], 'xa');
    const parts = (transfers: Transfer[]) => decideAlike(part, computed, transfers).map(({ agency, document, overrunMs }) => [agency ?? document, overrunMs / MINUTE]);

    // Of the 720 minutes of the tax branch a half and then of the rest two thirds.
    expect(parts([move('thue', 'xa', 360), move('thue', null, 240, 'CV 1')])).toEqual([['vpdk', 120], ['xa', 60], ['thue', 20], ['CV 1', 40]]);
    expect(parts([move('thue', 'vpdk', 720), move('vpdk', 'xa', 480)])).toEqual([['vpdk', 120], ['xa', 120]]);
    expect(parts([move('bhxh', 'xa', 60)])).toEqual([['thue', 120], ['vpdk', 120]]);
  });

  it('adds up to the overrun, and the fractions to 1, whatever was decided', () => {
    const agency = fc.constantFrom('a', 'b', 'c', 'd');
    const transfer = fc.record({ from: agency, to: fc.option(agency), minutes: fc.integer({ min: 0, max: 5_000 }), document: fc.constantFrom('x', 'y') });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.array(fc.record({ agency, overrunMs: fc.integer({ min: 0, max: 1e8 }) }), { maxLength: 6 }), fc.array(transfer, { maxLength: 8 }), (whole, legs, transfers) => {
        const decided = decide(shareOut(whole, legs, 'a'), transfers);

        expect(decided.reduce((sum, { overrunMs }) => sum + overrunMs, 0)).toBe(whole);
        expect(decided.reduce((sum, { overrunMs }) => sum + minutesOf(overrunMs), 0)).toBe(minutesOf(whole));
        expect(Math.round(decided.reduce((sum, { share }) => sum + share, 0) * 10_000)).toBe(10_000);
        expect(decided.every(({ overrunMs }) => overrunMs >= 0)).toBe(true);
        const half = shareOut(Math.ceil(whole / 2), legs, 'b');
        const alike = decideAlike(half, shareOut(whole, legs, 'a'), transfers);
        expect(alike.reduce((sum, { overrunMs }) => sum + overrunMs, 0)).toBe(Math.ceil(whole / 2));
        expect(alike.every(({ overrunMs }) => overrunMs >= 0)).toBe(true);
      }),
    );
  });
});
