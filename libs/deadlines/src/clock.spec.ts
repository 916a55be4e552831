import fc from 'fast-check';
import type { ClosedStop } from '#calendar';
import { toIso } from '#kernel';
import {
  type DeadlineClock, type Terms, breachClock, cancelClock, dueBy, endClock, overrunBy, remainingBy, resumeClockAfter, startClock, stopClockAt, usedBy,
} from './clock.js';
import { at, office } from './office-2026.fixture.js';

const HOUR = 3_600_000;
const days = (amount: number, startedAt: string, convention: Terms['convention'] = 'exact'): Terms => ({ budget: { amount, unit: 'working_day' }, convention, startedAt: at(startedAt) });
const started = (terms: Terms): DeadlineClock => startClock(office, terms, []);

describe('a deadline as a clock', () => {
  it.each([
    ['12/02 09:00', 5, '2026-02-26T09:00:00+07:00', '2026-02-26T17:00:00+07:00'],
    ['20/08 10:00', 10, '2026-09-07T10:00:00+07:00', '2026-09-07T17:00:00+07:00'],
    ['24/04 16:00', 3, '2026-05-04T16:00:00+07:00', '2026-05-04T17:00:00+07:00'],
    ['20/11 14:00', 3, '2026-11-26T14:00:00+07:00', '2026-11-26T17:00:00+07:00'],
  ])('received %s with %i working days is due %s, by whole days %s', (received, amount, exact, endOfDay) => {
    expect(toIso(started(days(amount, received)).dueAt)).toBe(exact);
    expect(toIso(started(days(amount, received, 'end_of_day')).dueAt)).toBe(endOfDay);
  });

  it('is due later by the 58.5 working hours it was stopped', () => {
    // given
    const running = started(days(10, '02/03 08:00'));
    expect(toIso(running.dueAt)).toBe('2026-03-16T08:00:00+07:00');

    // when
    const stopped = stopClockAt(running, at('05/03 10:00'));
    const again = resumeClockAfter(office, stopped, [{ from: at('05/03 10:00'), to: at('16/03 14:30') }]);

    // then
    expect(stopped).toMatchObject({ state: 'stopped', dueAt: running.dueAt });
    expect(again.state).toBe('running');
    expect(toIso(again.dueAt)).toBe('2026-03-25T10:30:00+07:00');
  });

  it('begins stopped while a stop of the dossier stands', () => {
    expect(startClock(office, days(1, '05/03 11:00'), [{ from: at('05/03 10:00'), to: null }]).state).toBe('stopped');
    expect(startClock(office, days(1, '05/03 11:00'), [{ from: at('05/03 09:00'), to: at('05/03 10:00') }])).toMatchObject({ state: 'running', dueAt: at('06/03 11:00') });
  });

  it('is in time at its due instant and missed right after', () => {
    const running = started(days(1, '05/03 10:00'));

    expect(breachClock(running, at('06/03 10:00')).state).toBe('running');
    expect(breachClock(running, at('06/03 10:00:00.001'))).toMatchObject({ state: 'missed', breachedAt: at('06/03 10:00'), endedAt: null });
    expect(endClock(office, running, [], at('06/03 10:00'))).toMatchObject({ state: 'met', breachedAt: null, overrunMs: 0 });
    expect(endClock(office, running, [], at('06/03 13:30:00.001'))).toMatchObject({ state: 'missed', breachedAt: at('06/03 10:00'), overrunMs: 1.5 * HOUR + 1 });
  });

  it('stays missed when it is stopped afterwards, its overrun held still', () => {
    // given
    const late = breachClock(started(days(1, '05/03 10:00')), at('06/03 11:00'));
    const stop = { from: at('06/03 11:00'), to: at('09/03 11:00') };

    // when
    const again = resumeClockAfter(office, stopClockAt(late, stop.from), [stop]);

    // then
    expect(again).toMatchObject({ state: 'missed', dueAt: at('06/03 10:00') });
    expect(overrunBy(office, again, [{ ...stop, to: null }], at('09/03 10:00'))).toBe(HOUR);
    expect(overrunBy(office, again, [stop], at('09/03 14:30'))).toBe(2.5 * HOUR);
  });

  it('is missed, not stopped, when the stop comes after a due instant nobody looked at', () => {
    expect(stopClockAt(started(days(1, '05/03 10:00')), at('06/03 11:00')).state).toBe('missed');
  });

  it('counts the stop until its end when it ends stopped', () => {
    const stopped = stopClockAt(started(days(2, '02/03 08:00')), at('03/03 08:00'));

    const ended = endClock(office, stopped, [{ from: at('03/03 08:00'), to: null }], at('20/03 08:00'));

    expect(ended).toMatchObject({ state: 'met', endedAt: at('20/03 08:00'), dueAt: at('23/03 08:00') });
  });

  it('ends once: neither a second end nor a stop nor a cancellation changes it', () => {
    const ended = endClock(office, started(days(1, '05/03 10:00')), [], at('05/03 16:00'));

    expect(endClock(office, ended, [], at('10/03 16:00'))).toEqual(ended);
    expect(stopClockAt(ended, at('05/03 16:30'))).toEqual(ended);
    expect(cancelClock(ended, at('05/03 16:30'))).toEqual(ended);
    expect(resumeClockAfter(office, ended, [{ from: at('05/03 12:00'), to: at('05/03 16:00') }])).toEqual(ended);
  });

  it('is neither met nor missed when what it measured went away', () => {
    expect(cancelClock(started(days(1, '05/03 10:00')), at('20/03 10:00'))).toMatchObject({ state: 'cancelled', overrunMs: 0, breachedAt: null });
  });

  it('tells what is used and what is left, net of stops', () => {
    const terms = days(2, '02/03 08:00');
    const stop = { from: at('02/03 10:00'), to: null };

    expect(usedBy(office, terms, [stop], at('04/03 10:00'))).toBe(2 * HOUR);
    expect(remainingBy(office, terms, [stop], at('04/03 10:00'))).toBe(14 * HOUR);
    expect(remainingBy(office, terms, [], at('04/03 10:00'))).toBe(-2 * HOUR);
  });

  it('moves a term in calendar days by the calendar time stopped', () => {
    const terms: Terms = { budget: { amount: 3, unit: 'calendar_day' }, convention: 'exact', startedAt: at('02/03 08:00') };
    const stops = [{ from: at('03/03 17:00'), to: at('04/03 07:00') }];

    expect(toIso(dueBy(office, terms, stops, at('06/03 08:00')))).toBe('2026-03-05T22:00:00+07:00');
  });
});

describe('for any budget and any stops', () => {
  const MINUTE = 60_000;
  const start = at('02/02 07:00').getTime();
  const instant = fc.integer({ min: 0, max: 60 * 24 * 60 }).map((minutes) => new Date(start + minutes * MINUTE));
  const budget = fc.integer({ min: 1, max: 60 * 40 }).map((quarterHours) => ({ amount: quarterHours / 4, unit: 'working_hour' as const }));
  /** Stops one after the other, as a dossier has them. */
  const stops = fc.array(fc.tuple(instant, fc.integer({ min: 1, max: 20_000 })), { maxLength: 6 }).map((pairs) => {
    const ordered = pairs.sort(([a], [b]) => a.getTime() - b.getTime());
    let free = 0;
    return ordered.map(([from, minutes]): ClosedStop => {
      const begin = Math.max(from.getTime(), free);
      free = begin + minutes * MINUTE;
      return { from: new Date(begin), to: new Date(free) };
    });
  });

  /** Runs the machine through the stops as they come; those after the due instant meet a missed deadline. */
  const live = (terms: Terms, all: readonly ClosedStop[]): DeadlineClock =>
    all.reduce((clock, stop, i) => resumeClockAfter(office, stopClockAt(clock, stop.from), all.slice(0, i + 1)), started(terms));

  it('the due instant moves by exactly the working time stopped while it ran', () => {
    fc.assert(
      fc.property(instant, budget, stops, (startedAt, allowed, all) => {
        const terms: Terms = { budget: allowed, convention: 'exact', startedAt };
        const clock = live(terms, all);
        const standing = all.filter((stop) => stop.from < clock.dueAt).map((stop) => ({ ...stop, from: stop.from < startedAt ? startedAt : stop.from }));
        const stopped = standing.reduce((sum, { from, to }) => sum + office.measure(from, to), 0);

        expect(office.measure(startedAt, clock.dueAt)).toBe(allowed.amount * HOUR + stopped);
        expect(usedBy(office, terms, all, clock.dueAt)).toBe(allowed.amount * HOUR);
      }),
      { numRuns: 300 },
    );
  });

  it('what is used and what is left make up the budget at every instant', () => {
    fc.assert(
      fc.property(instant, budget, stops, instant, (startedAt, allowed, all, now) => {
        fc.pre(now >= startedAt);
        const terms: Terms = { budget: allowed, convention: 'exact', startedAt };
        const seen = all.filter(({ from }) => from < now);

        expect(usedBy(office, terms, seen, now) + remainingBy(office, terms, seen, now)).toBe(allowed.amount * HOUR);
      }),
      { numRuns: 300 },
    );
  });
});
