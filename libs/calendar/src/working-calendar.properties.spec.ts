import fc from 'fast-check';
import { ZONE } from '#kernel';
import { type CalendarData, type Stop, type WorkingCalendar, buildCalendar } from './index.js';

const MINUTE = 60_000;
const FIRST = Date.parse('2026-02-01T00:00:00+07:00');
const MINUTES = 42 * 24 * 60;
const name = { vi: 'Ngày', en: 'Day' };

const ZONE_CLOCK = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });

/** Date and time of day of every minute, by the time zone database. */
const CLOCK = Array.from({ length: MINUTES }, (_, i) => {
  return ZONE_CLOCK.format(FIRST + i * MINUTE).split(', ') as [date: string, time: string];
});

/**
 * The slow truth: six weeks asked minute by minute of the tables as they stand, sharing nothing with the calendar under test.
 * `open[i]` tells whether the i-th minute is worked.
 */
function minuteByMinute(data: CalendarData): Uint8Array {
  return Uint8Array.from(CLOCK, ([date, time], i) => (isWorked(data, date, time, FIRST + i * MINUTE) ? 1 : 0));
}

function isWorked(data: CalendarData, date: string, time: string, instant: number): boolean {
  if (data.closures.some((closure) => Date.parse(closure.from) <= instant && instant < Date.parse(closure.to))) return false;
  const special = data.days.find((day) => day.date === date)?.kind;
  if (special === 'off') return false;
  const weekday = new Date(date).getUTCDay() || 7;
  const worksOn = (day: number): boolean =>
    data.openingHours.some((row) => row.weekday === day && row.opens <= time && time < row.closes && row.validFrom <= date && date <= (row.validTo ?? '9999'));
  if (special === undefined) return worksOn(weekday);
  const usual = [1, 2, 3, 4, 5].find((day) => data.openingHours.some((row) => row.weekday === day && row.validFrom <= date && date <= (row.validTo ?? '9999')));
  return usual !== undefined && worksOn(usual);
}

const minuteOfDay = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const dateOf = (day: number): string => new Date(Date.UTC(2026, 1, 1 + day)).toISOString().slice(0, 10);
const instantOf = (minute: number): Date => new Date(FIRST + minute * MINUTE);

const openingHours = fc
  .record({ weekday: fc.integer({ min: 1, max: 7 }), from: fc.integer({ min: 0, max: 1300 }), length: fc.integer({ min: 1, max: 139 }), since: fc.integer({ min: -5, max: 20 }), until: fc.option(fc.integer({ min: 20, max: 45 })) })
  .map((row) => ({
    weekday: row.weekday,
    opens: minuteOfDay(row.from),
    closes: minuteOfDay(row.from + row.length),
    validFrom: dateOf(row.since),
    validTo: row.until === null ? null : dateOf(row.until),
  }));

const calendarData: fc.Arbitrary<CalendarData> = fc.record({
  openingHours: fc.array(openingHours, { minLength: 4, maxLength: 16 }),
  days: fc.uniqueArray(
    fc.record({ date: fc.integer({ min: 0, max: 41 }).map(dateOf), kind: fc.constantFrom('off' as const, 'make_up' as const), confirmed: fc.boolean(), name: fc.constant(name) }),
    { selector: (day) => day.date, maxLength: 8 },
  ),
  closures: fc.array(
    fc.tuple(fc.integer({ min: 0, max: MINUTES - 3000 }), fc.integer({ min: 1, max: 2999 })).map(([from, length]) => ({
      from: instantOf(from).toISOString(),
      to: instantOf(from + length).toISOString(),
      reason: 'Bão',
    })),
    { maxLength: 3 },
  ),
});

const minute = fc.integer({ min: 0, max: MINUTES - 1 });
const stops: fc.Arbitrary<Stop[]> = fc.array(
  fc.tuple(minute, fc.integer({ min: 0, max: 8000 })).map(([from, length]) => ({ from: instantOf(from), to: instantOf(from + length) })),
  { maxLength: 5 },
);

/** Worked minutes of [from, to), those in a stop left out. */
function countMinutes(open: Uint8Array, from: number, to: number, stopped: readonly Stop[] = []): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const instant = FIRST + i * MINUTE;
    if (open[i] && !stopped.some((stop) => stop.from.getTime() <= instant && instant < stop.to!.getTime())) count++;
  }
  return count;
}

/** Calendars are few and asked much: the oracle of one takes longer than all questions about it. */
function check(runs: number, question: (calendar: WorkingCalendar, open: Uint8Array) => void): void {
  fc.assert(
    fc.property(calendarData, (data) => question(buildCalendar(data), minuteByMinute(data))),
    { numRuns: runs },
  );
}

describe('the calendar against minute-by-minute counting', () => {
  it('measures the same working time, gross and net of stops', () => {
    check(25, (calendar, open) => {
      fc.assert(
        fc.property(minute, minute, stops, (a, b, stopped) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          expect(calendar.measure(instantOf(from), instantOf(to))).toBe(countMinutes(open, from, to) * MINUTE);
          expect(calendar.measureNet(instantOf(from), instantOf(to), stopped)).toBe(countMinutes(open, from, to, stopped) * MINUTE);
        }),
        { numRuns: 20 },
      );
    });
  });

  it('is open when the minute is worked, and next opens at the next minute worked', () => {
    check(15, (calendar, open) => {
      fc.assert(
        fc.property(minute, (i) => {
          expect(calendar.isOpen(instantOf(i))).toBe(open[i] === 1);
          const next = open.indexOf(1, i);
          if (next >= 0) expect(calendar.nextOpen(instantOf(i))).toEqual(instantOf(next));
        }),
        { numRuns: 60 },
      );
    });
  });

  it('adds working time up to the first instant by which it has passed, with and without stops', () => {
    check(25, (calendar, open) => {
      fc.assert(
        fc.property(minute, fc.integer({ min: 1, max: 2400 }), stops, (from, amount, stopped) => {
          const wanted = { amount: amount / 60, unit: 'working_hour' } as const;
          if (countMinutes(open, from, MINUTES, stopped) >= amount) {
            expect(calendar.due(instantOf(from), wanted, stopped)).toEqual(instantOf(firstMinuteBy(open, from, amount, stopped)));
          }
        }),
        { numRuns: 20 },
      );
    });
  });
});

describe('whole days and half-days against minute-by-minute counting', () => {
  const policies = fc.record({ convention: fc.constantFrom('end_of_day' as const, 'half_day' as const), firstDay: fc.constantFrom('counted' as const, 'not_counted' as const) });
  const halves = fc.integer({ min: 1, max: 12 });

  it('is due at the end of the nth day or session', () => {
    check(25, (calendar, open) => {
      fc.assert(
        fc.property(minute, halves, policies, (from, count, policy) => {
          const amount = policy.convention === 'half_day' ? count / 2 : count;
          const due = nthEnd(open, from, count, policy);
          if (due !== null) expect(calendar.add(instantOf(from), { amount, unit: 'working_day' }, policy)).toEqual(instantOf(due));
        }),
        { numRuns: 40 },
      );
    });
  });

  it('begins to count to the minute on the next day where the first is not counted', () => {
    check(15, (calendar, open) => {
      fc.assert(
        fc.property(minute, fc.integer({ min: 1, max: 5 }), (from, days) => {
          const midnight = (Math.floor(from / 1440) + 1) * 1440;
          if (countMinutes(open, midnight, MINUTES) < days * 480) return;
          expect(calendar.add(instantOf(from), { amount: days, unit: 'working_day' }, { firstDay: 'not_counted' })).toEqual(instantOf(firstMinuteBy(open, midnight, days * 480, [])));
        }),
        { numRuns: 40 },
      );
    });
  });
});

/** Minute at which the nth day (or session) after that of the receipt ends; with `counted`, that one being the first if it still has time to come. */
function nthEnd(open: Uint8Array, from: number, count: number, { convention, firstDay }: { convention: 'end_of_day' | 'half_day'; firstDay: 'counted' | 'not_counted' }): number | null {
  const sessions: [opens: number, closes: number][] = [];
  for (let i = 0; i < MINUTES; i++) {
    if (!open[i]) continue;
    const opens = i;
    while (i < MINUTES && open[i] && (i === opens || i % 1440 !== 0)) i++;
    sessions.push([opens, i]);
    if (open[i]) i--;
  }
  const units = convention === 'half_day' ? sessions : [...Map.groupBy(sessions, ([opens]) => Math.floor(opens / 1440)).values()].map((day): [number, number] => [Math.floor(day[0]![0] / 1440) * 1440, day.at(-1)![1]]);
  const toCome = units.filter(([opens, closes]) => closes > from && (firstDay === 'counted' || opens > from));
  return toCome.length < count ? null : toCome[count - 1]![1];
}

describe('laws of working time', () => {
  const calendar = buildCalendar({
    openingHours: [1, 2, 3, 4, 5].flatMap((weekday) => [
      { weekday, opens: '07:00', closes: '11:30', validFrom: '2016-01-01', validTo: null },
      { weekday, opens: '13:30', closes: '17:00', validFrom: '2016-01-01', validTo: null },
    ]),
    days: [{ date: '2026-02-17', kind: 'off', confirmed: true, name }],
    closures: [],
  });
  const instant = fc.integer({ min: FIRST, max: FIRST + MINUTES * MINUTE }).map((ms) => new Date(ms));
  const amount = fc.integer({ min: 1, max: 200 * 3_600_000 });

  it('measuring undoes adding, forwards and backwards', () => {
    fc.assert(
      fc.property(instant, amount, (start, ms) => {
        expect(calendar.measure(start, calendar.addWorkingMs(start, ms))).toBe(ms);
        expect(calendar.measure(calendar.addWorkingMs(start, -ms), start)).toBe(ms);
      }),
    );
  });

  it('a later receipt or a bigger budget is never due earlier', () => {
    const convention = fc.constantFrom('exact' as const, 'end_of_day' as const, 'half_day' as const);
    const firstDay = fc.constantFrom('counted' as const, 'not_counted' as const, undefined);
    const unit = fc.constantFrom('working_hour' as const, 'working_day' as const, 'same_day' as const);
    const days = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(instant, instant, days, days, unit, convention, firstDay, (a, b, m, n, u, c, f) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        const [less, more] = [Math.min(m, n), Math.max(m, n)];
        const due = (start: Date, count: number): number => calendar.add(start, { amount: count, unit: u }, { convention: c, ...(f && { firstDay: f }) }).getTime();
        expect(due(first, less)).toBeLessThanOrEqual(due(second, less));
        expect(due(first, less)).toBeLessThanOrEqual(due(first, more));
      }),
    );
  });

  it('time is never lost between two measurements', () => {
    fc.assert(
      fc.property(instant, instant, instant, (a, b, c) => {
        const [first, second, third] = [a, b, c].sort((x, y) => x.getTime() - y.getTime()) as [Date, Date, Date];
        expect(calendar.measure(first, second) + calendar.measure(second, third)).toBe(calendar.measure(first, third));
      }),
    );
  });
});

/** Index of the minute boundary by which `amount` worked, unstopped minutes have passed since `from`. */
function firstMinuteBy(open: Uint8Array, from: number, amount: number, stopped: readonly Stop[]): number {
  let passed = 0;
  let i = from;
  while (passed < amount) passed += countMinutes(open, i, ++i, stopped);
  return i;
}
