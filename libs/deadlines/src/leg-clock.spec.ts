import { type Leg, chargedFrom, useOf } from './leg-clock.js';
import { at, office } from './office-2026.fixture.js';

const HOUR = 3_600_000;
const leg = (rest: Partial<Leg> = {}): Leg => ({ agency: 'thue', enteredAt: at('02/03 08:00'), acknowledgedAt: null, leftAt: null, budgetMs: 8 * HOUR, acknowledgeMs: 2 * HOUR, ...rest });

describe('the time of an agency', () => {
  it.each([
    ['acknowledged at once', at('02/03 08:00'), '02/03 08:00'],
    ['acknowledged within the limit', at('02/03 09:30'), '02/03 09:30'],
    ['acknowledged too late', at('03/03 09:30'), '02/03 10:00'],
    ['never acknowledged', null, '02/03 10:00'],
  ])('is charged from its acknowledgement or the end of the limit: %s', (_, acknowledgedAt, from) => {
    expect(chargedFrom(office, leg({ acknowledgedAt }), [], at('05/03 08:00'))).toEqual(at(from));
  });

  it('has its limit in working hours: handed over Friday 16:30, charged from Monday 08:30', () => {
    expect(chargedFrom(office, leg({ enteredAt: at('06/03 16:30') }), [], at('10/03 08:00'))).toEqual(at('09/03 08:30'));
  });

  it('is what was worked from then until the dossier left, beyond the budget an overrun', () => {
    const left = leg({ acknowledgedAt: at('02/03 09:00'), leftAt: at('04/03 09:30') });

    expect(useOf(office, left, [], at('30/03 09:00'), null)).toEqual({ usedMs: 16.5 * HOUR, overrunMs: 8.5 * HOUR });
  });

  it('runs on while the dossier is there, and stands while the clock does', () => {
    const here = leg({ acknowledgedAt: at('02/03 08:00') });
    const stop = { from: at('02/03 10:00'), to: null };

    expect(useOf(office, here, [], at('02/03 16:00'), null)).toEqual({ usedMs: 6 * HOUR, overrunMs: 0 });
    expect(useOf(office, here, [stop], at('20/03 16:00'), null)).toEqual({ usedMs: 2 * HOUR, overrunMs: 0 });
  });

  it('is not charged beyond the settlement: the citizen may take his time to collect', () => {
    const desk = leg({ acknowledgedAt: at('02/03 08:00') });

    expect(useOf(office, desk, [], at('30/03 08:00'), at('02/03 11:00'))).toEqual({ usedMs: 3 * HOUR, overrunMs: 0 });
    expect(useOf(office, leg({ enteredAt: at('04/03 08:00') }), [], at('30/03 08:00'), at('04/03 08:00'))).toEqual({ usedMs: 0, overrunMs: 0 });
  });
});
