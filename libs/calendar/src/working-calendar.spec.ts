import { readFileSync } from 'node:fs';
import { toIso } from '#kernel';
import { type CalendarData, CalendarDataError, CalendarExhaustedError, type Stop, buildCalendar } from './index.js';

const HOUR = 3_600_000;
const office2026 = JSON.parse(readFileSync(new URL('./office-2026.fixture.json', import.meta.url), 'utf8')) as CalendarData;
const office = buildCalendar(office2026);
const police = buildCalendar({
  ...office2026,
  openingHours: [...office2026.openingHours, { weekday: 6, opens: '07:00', closes: '11:30', validFrom: '2016-01-01', validTo: null }],
});

/** An instant in local time: `at('2026-02-12 09:00')`. */
const at = (local: string): Date => new Date(`${local.replace(' ', 'T')}:00+07:00`);
const local = (date: Date | null): string => (date === null ? 'null' : toIso(date).slice(0, 16).replace('T', ' '));
const stop = (from: string, to: string | null): Stop => ({ from: at(from), to: to === null ? null : at(to) });
const withoutCultureDay = buildCalendar({ ...office2026, days: office2026.days.filter((day) => day.date !== '2026-11-24') });

describe('adding working days to a receipt', () => {
  it.each([
    ['over Tết', office, '2026-02-12 09:00', 5, '2026-02-26 09:00', '2026-02-26 17:00'],
    ['over a make-up Saturday and National Day', office, '2026-08-20 10:00', 10, '2026-09-07 10:00', '2026-09-07 17:00'],
    ['over four days off in a row', office, '2026-04-24 16:00', 3, '2026-05-04 16:00', '2026-05-04 17:00'],
    ['with 24/11 off', office, '2026-11-20 14:00', 3, '2026-11-26 14:00', '2026-11-26 17:00'],
    ['with 24/11 worked', withoutCultureDay, '2026-11-20 14:00', 3, '2026-11-25 14:00', '2026-11-25 17:00'],
    ['one day into the year-end swap', office, '2026-01-09 10:00', 1, '2026-01-10 10:00', '2026-01-10 17:00'],
  ])('%s', (_case, calendar, received, amount, exact, endOfDay) => {
    const budget = { amount, unit: 'working_day' } as const;

    expect(local(calendar.add(at(received), budget))).toBe(exact);
    expect(local(calendar.add(at(received), budget, { convention: 'end_of_day' }))).toBe(endOfDay);
  });

  it.each([
    ['over Tết', '2026-02-12 09:00', 5, '2026-02-26 11:30', '2026-02-25 17:00'],
    ['over a make-up Saturday and National Day', '2026-08-20 10:00', 10, '2026-09-07 11:30', '2026-09-04 17:00'],
    ['over four days off in a row', '2026-04-24 16:00', 3, '2026-05-04 17:00', '2026-05-04 11:30'],
    ['received at noon: the afternoon is the first', '2026-11-20 12:00', 0.5, '2026-11-20 17:00', '2026-11-20 17:00'],
    ['received at closing time', '2026-11-20 17:00', 0.5, '2026-11-23 11:30', '2026-11-23 11:30'],
  ])('in half-days %s', (_case, received, amount, notCounted, counted) => {
    const due = (firstDay: 'counted' | 'not_counted') => local(office.add(at(received), { amount, unit: 'working_day' }, { convention: 'half_day', firstDay }));

    expect([due('not_counted'), due('counted')]).toEqual([notCounted, counted]);
  });

  it.each([
    ['end_of_day', 'counted', '2026-03-04 17:00'],
    ['end_of_day', 'not_counted', '2026-03-05 17:00'],
    ['exact', 'counted', '2026-03-05 10:00'],
    ['exact', 'not_counted', '2026-03-05 17:00'],
  ] as const)('three days by %s, the day of receipt %s', (convention, firstDay, due) => {
    expect(local(office.add(at('2026-03-02 10:00'), { amount: 3, unit: 'working_day' }, { convention, firstDay }))).toBe(due);
  });

  it.each([['counted', '2026-03-04 17:00'], ['not_counted', '2026-03-05 17:00']] as const)('three calendar days to the end, the day of receipt %s', (firstDay, due) => {
    expect(local(office.add(at('2026-03-02 10:00'), { amount: 3, unit: 'calendar_day' }, { convention: 'end_of_day', firstDay }))).toBe(due);
  });

  it('counts eight hours of the agency own opening hours: Saturday morning brings the police half a day on', () => {
    const received = at('2026-03-06 13:30');

    expect(local(office.add(received, { amount: 1, unit: 'working_day' }))).toBe('2026-03-09 11:30');
    expect(local(police.add(received, { amount: 1, unit: 'working_day' }))).toBe('2026-03-07 11:30');
  });

  it.each([
    [0.25, '2026-03-02 10:00'],
    [0.5, '2026-03-02 14:00'],
    [1.5, '2026-03-03 14:00'],
  ])('takes %d of a working day', (amount, due) => {
    expect(local(office.add(at('2026-03-02 08:00'), { amount, unit: 'working_day' }))).toBe(due);
  });

  it('begins at the next opening when received at night', () => {
    expect(local(office.add(at('2026-03-06 22:00'), { amount: 2, unit: 'working_hour' }))).toBe('2026-03-09 09:00');
  });

  it('is due at closing time, not at the next opening, when the budget ends with the session', () => {
    expect(local(office.add(at('2026-03-02 07:00'), { amount: 8, unit: 'working_hour' }))).toBe('2026-03-02 17:00');
  });

  it('goes back by working time for what must happen before an instant', () => {
    expect(local(office.addWorkingMs(at('2026-02-23 09:00'), -8 * HOUR))).toBe('2026-02-13 09:00');
    expect(local(office.addWorkingMs(at('2026-02-23 09:00'), -2 * HOUR))).toBe('2026-02-23 07:00');
  });
});

describe('same day', () => {
  it.each([
    ['before the cut-off', '2026-03-02 14:59', '2026-03-02 17:00'],
    ['at the cut-off', '2026-03-02 15:00', '2026-03-02 17:00'],
    ['after the cut-off', '2026-03-02 15:01', '2026-03-03 17:00'],
    ['before opening', '2026-03-02 05:00', '2026-03-02 17:00'],
    ['after the cut-off before a weekend', '2026-03-06 16:00', '2026-03-09 17:00'],
    ['on a day off', '2026-02-17 09:00', '2026-02-23 17:00'],
  ])('received %s', (_case, received, due) => {
    expect(local(office.add(at(received), { amount: 1, unit: 'same_day' }))).toBe(due);
  });

  it('goes to the next working day once the day is over, though the cut-off is not reached', () => {
    expect(local(police.add(at('2026-03-07 10:00'), { amount: 1, unit: 'same_day' }))).toBe('2026-03-07 11:30');
    expect(local(police.add(at('2026-03-07 12:00'), { amount: 1, unit: 'same_day' }))).toBe('2026-03-09 17:00');
  });

  it('takes another cut-off from the policy', () => {
    expect(local(office.add(at('2026-03-02 10:30'), { amount: 1, unit: 'same_day' }, { cutoff: '10:00' }))).toBe('2026-03-03 17:00');
  });
});

describe('calendar days and months', () => {
  it('ends at the same time of a working day', () => {
    expect(local(office.add(at('2026-03-02 09:00'), { amount: 15, unit: 'calendar_day' }))).toBe('2026-03-17 09:00');
  });

  it('ends with the next working day when the last day is off', () => {
    expect(local(office.add(at('2026-02-09 09:00'), { amount: 7, unit: 'calendar_day' }))).toBe('2026-02-23 17:00');
  });

  it('ends at closing time by the end-of-day convention', () => {
    expect(local(office.add(at('2026-03-02 09:00'), { amount: 15, unit: 'calendar_day' }, { convention: 'end_of_day' }))).toBe('2026-03-17 17:00');
  });

  it('counts months by date and the 31st as the last of a short month', () => {
    expect(local(office.add(at('2026-03-10 09:00'), { amount: 1, unit: 'month' }))).toBe('2026-04-10 09:00');
    expect(local(office.add(at('2026-03-31 09:00'), { amount: 3, unit: 'month' }))).toBe('2026-06-30 09:00');
  });

  it('counts half a month as fifteen days', () => {
    expect(local(office.add(at('2026-03-02 09:00'), { amount: 0.5, unit: 'month' }))).toBe('2026-03-17 09:00');
  });
});

describe('stops', () => {
  const tenDays = { amount: 10, unit: 'working_day' } as const;

  it('lengthens by exactly the working time stopped', () => {
    const received = at('2026-03-02 08:00');
    const stops = [stop('2026-03-05 10:00', '2026-03-16 14:30')];

    expect(local(office.due(received, tenDays, []))).toBe('2026-03-16 08:00');
    expect(office.measure(stops[0]!.from, stops[0]!.to!)).toBe(58.5 * HOUR);
    expect(local(office.due(received, tenDays, stops))).toBe('2026-03-25 10:30');
  });

  it('counts overlapping stops once', () => {
    const stops = [stop('2026-03-05 10:00', '2026-03-12 09:00'), stop('2026-03-09 08:00', '2026-03-16 14:30')];

    expect(local(office.due(at('2026-03-02 08:00'), tenDays, stops))).toBe('2026-03-25 10:30');
    expect(office.measureNet(at('2026-03-02 08:00'), at('2026-03-25 10:30'), stops)).toBe(80 * HOUR);
  });

  it('has no due instant while a stop is open', () => {
    expect(office.due(at('2026-03-02 08:00'), tenDays, [stop('2026-03-05 10:00', null)])).toBeNull();
  });

  it('measures an open stop until the instant asked for', () => {
    expect(office.measureNet(at('2026-03-02 08:00'), at('2026-03-10 08:00'), [stop('2026-03-03 08:00', null)])).toBe(8 * HOUR);
  });

  it('does not save what was late before it stopped', () => {
    const stops = [stop('2026-03-16 08:00', '2026-03-20 08:00')];

    expect(local(office.due(at('2026-03-02 08:00'), tenDays, stops))).toBe('2026-03-16 08:00');
  });

  it('ignores time stopped before the start', () => {
    expect(local(office.due(at('2026-03-02 08:00'), tenDays, [stop('2026-02-24 08:00', '2026-03-02 09:00')]))).toBe('2026-03-16 09:00');
  });

  it('lengthens calendar days by the calendar time stopped', () => {
    const posting = { amount: 15, unit: 'calendar_day' } as const;

    expect(local(office.due(at('2026-03-02 09:00'), posting, [stop('2026-03-06 10:00', '2026-03-07 12:00')]))).toBe('2026-03-18 11:00');
    expect(local(office.due(at('2026-03-02 09:00'), posting, [stop('2026-03-06 10:00', '2026-03-10 10:00')]))).toBe('2026-03-23 17:00');
  });

  it('gives back what was left of a calendar term that had run over a weekend', () => {
    const term = { amount: 5, unit: 'calendar_day' } as const;
    const received = at('2026-03-02 09:00');

    expect(local(office.due(received, term, []))).toBe('2026-03-09 17:00');
    expect(local(office.due(received, term, [stop('2026-03-09 09:00', '2026-03-10 09:00')]))).toBe('2026-03-10 17:00');
  });
});

describe('openness', () => {
  it('is open from opening until just before closing', () => {
    expect(['07:00', '11:29', '13:30', '16:59'].map((time) => office.isOpen(at(`2026-03-02 ${time}`)))).toEqual([true, true, true, true]);
    expect(['06:59', '11:30', '13:29', '17:00'].map((time) => office.isOpen(at(`2026-03-02 ${time}`)))).toEqual([false, false, false, false]);
  });

  it('finds the next opening', () => {
    expect(local(office.nextOpen(at('2026-02-13 17:00')))).toBe('2026-02-23 07:00');
    expect(local(office.nextOpen(at('2026-03-02 08:15')))).toBe('2026-03-02 08:15');
    expect(local(office.nextOpen(at('2015-06-01 08:00')))).toBe('2016-01-01 07:00');
  });

  it('knows the session of an instant', () => {
    const afternoon = office.sessionOf(at('2026-03-02 17:00'));

    expect([local(afternoon!.from), local(afternoon!.to)]).toEqual(['2026-03-02 13:30', '2026-03-02 17:00']);
    expect(office.sessionOf(at('2026-03-02 12:00'))).toBeNull();
  });

  it('takes a local closure out, to the minute', () => {
    const storm = { from: '2026-11-04T09:00:00+07:00', to: '2026-11-06T14:00:00+07:00', reason: 'Bão số 12' };
    const calendar = buildCalendar({ ...office2026, closures: [storm] });

    expect(calendar.measure(at('2026-11-04 07:00'), at('2026-11-06 17:00'))).toBe(5 * HOUR);
    expect(calendar.isOpen(at('2026-11-05 08:00'))).toBe(false);
  });

  it('changes hours on the day they change', () => {
    const winter = buildCalendar({
      openingHours: [
        { weekday: 1, opens: '07:00', closes: '11:00', validFrom: '2026-01-01', validTo: '2026-03-02' },
        { weekday: 1, opens: '07:30', closes: '11:30', validFrom: '2026-03-03', validTo: null },
      ],
      days: [],
      closures: [],
    });

    expect(local(winter.nextOpen(at('2026-03-02 00:00')))).toBe('2026-03-02 07:00');
    expect(local(winter.nextOpen(at('2026-03-03 00:00')))).toBe('2026-03-09 07:30');
  });

  it('works a make-up Saturday by the hours of a Monday, for the police too', () => {
    expect(office.measure(at('2026-08-22 00:00'), at('2026-08-23 00:00'))).toBe(8 * HOUR);
    expect(police.measure(at('2026-08-22 00:00'), at('2026-08-23 00:00'))).toBe(8 * HOUR);
  });
});

describe('early, on time, late', () => {
  const due = at('2026-03-04 15:00');

  it.each([
    ['half_day', '2026-03-04 13:29', 'early'],
    ['half_day', '2026-03-04 13:30', 'on_time'],
    ['half_day', '2026-03-04 15:00', 'on_time'],
    ['half_day', '2026-03-04 15:01', 'late'],
    ['day', '2026-03-03 17:00', 'early'],
    ['day', '2026-03-04 07:00', 'on_time'],
    ['day', '2026-03-04 15:01', 'late'],
    ['exact', '2026-03-04 14:59', 'early'],
    ['exact', '2026-03-04 15:00', 'on_time'],
    ['exact', '2026-03-04 15:01', 'late'],
  ] as const)('%s: resolved at %s is %s', (policy, resolvedAt, expected) => {
    expect(office.classify(at(resolvedAt), due, policy)).toBe(expected);
  });

  it('takes the session before when it is due outside opening hours', () => {
    expect(office.classify(at('2026-03-06 13:29'), at('2026-03-08 10:00'))).toBe('early');
    expect(office.classify(at('2026-03-06 13:30'), at('2026-03-08 10:00'))).toBe('on_time');
  });

  it('calls everything early that has no due instant', () => {
    expect(office.classify(at('2026-03-06 13:29'), null)).toBe('early');
  });
});

describe('calendars that end or contradict themselves', () => {
  const monday = { weekday: 1, opens: '07:00', closes: '11:00', validFrom: '2026-01-01', validTo: '2026-01-31' };

  it('says that there is no working time at all instead of searching for it', () => {
    const empty = buildCalendar({ openingHours: [], days: [], closures: [] });

    expect(() => empty.add(at('2026-03-02 08:00'), { amount: 1, unit: 'working_day' })).toThrow(CalendarExhaustedError);
    expect(() => empty.add(at('2026-03-02 08:00'), { amount: 1, unit: 'same_day' })).toThrow(CalendarExhaustedError);
    expect(() => empty.nextOpen(at('2026-03-02 08:00'))).toThrow(CalendarExhaustedError);
    expect(empty.isOpen(at('2026-03-02 08:00'))).toBe(false);
  });

  it('says that the opening hours have ended', () => {
    const ended = buildCalendar({ openingHours: [monday], days: [], closures: [] });

    expect(local(ended.add(at('2026-01-01 08:00'), { amount: 16, unit: 'working_hour' }))).toBe('2026-01-26 11:00');
    expect(() => ended.add(at('2026-01-01 08:00'), { amount: 17, unit: 'working_hour' })).toThrow(CalendarExhaustedError);
  });

  it('grows far beyond the range it was built for', () => {
    const calendar = buildCalendar(office2026, { from: '2026-01-01', to: '2026-12-31' });

    expect(calendar.add(at('2026-01-05 07:00'), { amount: 10_000, unit: 'working_day' }).getUTCFullYear()).toBe(2064);
  });

  it.each([
    ['shut before open', { openingHours: [{ ...monday, closes: '06:00' }], days: [], closures: [] }, 'openingHours.0'],
    ['no weekday', { openingHours: [{ ...monday, weekday: 8 }], days: [], closures: [] }, 'openingHours.0'],
    ['no date', { openingHours: [{ ...monday, validFrom: '01/01/2026' }], days: [], closures: [] }, 'openingHours.0'],
    ['a day listed twice', { openingHours: [], days: [office2026.days[0]!, office2026.days[0]!], closures: [] }, 'days.1'],
    ['a closure backwards', { openingHours: [], days: [], closures: [{ from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z', reason: '' }] }, 'closures.0'],
  ])('refuses %s, naming the row', (_case, data, path) => {
    expect(() => buildCalendar(data)).toThrow(CalendarDataError);
    expect(() => buildCalendar(data)).toThrow(path);
  });

  it('refuses an invalid date', () => {
    expect(() => office.isOpen(new Date(NaN))).toThrow(RangeError);
  });
});
