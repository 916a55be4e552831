import { type CalendarData, type WorkingCalendar, buildCalendar } from './index.js';

/*
 * What other systems publish as right answers of theirs, where their rules are ours. Figures only, with where they stand and under which licence:
 *
 * - working_hours (Ruby, MIT), github.com/Intrepidd/working_hours, spec/working_hours/computation_spec.rb
 * - moment-business-time (JavaScript, MIT), github.com/lennym/moment-business-time, test/spec.business-hours.js
 * - dayjs-business-time (TypeScript, MIT), github.com/rankmyapp/dayjs-business-time, test/addBusinessHours.spec.ts, businessHoursDiff.spec.ts, businessMinutesDiff.spec.ts
 * - the "workday calendar" exercise, as github.com/kwkgaya/workday-calculator, README.md gives it (no licence stated)
 *
 * Left out, for their rules are others: days added to a time of day whatever the length of the days between (working_hours, moment-business-time on
 * days of unequal length), closing time counted as open (moment-business-time), the last instant before midnight as closing time (working_hours).
 */

type Hours = Partial<Record<number, readonly (readonly [opens: string, closes: string])[]>>;

const DAYS = [1, 2, 3, 4, 5];
const NINE_TO_FIVE: Hours = Object.fromEntries(DAYS.map((day) => [day, [['09:00', '17:00']]]));

function calendar(hours: Hours, off: readonly string[] = []): WorkingCalendar {
  const data: CalendarData = {
    openingHours: Object.entries(hours).flatMap(([weekday, sessions = []]) => sessions.map(([opens, closes]) => ({ weekday: Number(weekday), opens, closes, validFrom: '1980-01-01', validTo: null }))),
    days: off.map((date) => ({ date, kind: 'off', confirmed: true, name: { vi: 'Nghỉ', en: 'Off' } })),
    closures: [],
  };
  return buildCalendar(data);
}

const at = (local: string): Date => new Date(`${local.replace(' ', 'T')}+07:00`);
const HOUR = 3_600_000;

const usual = calendar(NINE_TO_FIVE);
const brazil = calendar({ ...Object.fromEntries(DAYS.map((day) => [day, [['09:00', '17:00']]])), 3: [['09:00', '12:00'], ['13:00', '18:00']] }, ['2021-01-01', '2021-01-25', '2021-06-03']);
const mondays = calendar({ 1: [['07:00', '12:00'], ['13:00', '18:00']] });
const wholeMondays = calendar({ 1: [['00:00', '24:00']], 2: [['08:00', '18:00']] });
const workday = calendar(Object.fromEntries(DAYS.map((day) => [day, [['08:00', '16:00']]])), ['2004-05-17', '2004-05-27']);
const uneven = calendar({ 1: [['12:00', '17:00']], 2: [['09:30', '17:00']], 3: [['10:00', '17:00']], 4: [['09:00', '17:00']], 5: [['09:30', '17:00']] });

describe('adding working time', () => {
  it.each([
    ['working_hours', usual, '1991-11-15 14:00:42', 2, '1991-11-15 16:00:42'],
    ['working_hours', usual, '1991-11-18 14:00:42', -7, '1991-11-15 15:00:42'],
    ['working_hours', usual, '1991-11-15 16:00:00', 3, '1991-11-18 11:00:00'],
    ['working_hours', mondays, '1991-11-11 05:00:00', 6, '1991-11-11 14:00:00'],
    ['working_hours', usual, '1991-11-15 16:30:42', 45 / 60, '1991-11-18 09:15:42'],
    ['working_hours', usual, '1991-11-15 16:59:42', 120 / 3600, '1991-11-18 09:01:42'],
    ['working_hours', calendar({ 1: [['00:00', '24:00']] }), '2014-04-07 23:59:30', 60 / 3600, '2014-04-14 00:00:30'],
    ['working_hours', wholeMondays, '2014-04-08 00:00:30', -60 / 3600, '2014-04-07 23:59:00'],
    ['moment-business-time', usual, '2015-02-26 10:12:34', 2, '2015-02-26 12:12:34'],
    ['moment-business-time', usual, '2015-02-28 10:13:00', 2, '2015-03-02 11:00:00'],
    ['moment-business-time', usual, '2015-02-26 10:12:34', 9, '2015-02-27 11:12:34'],
    ['moment-business-time', usual, '2015-02-26 10:12:34', 19, '2015-03-02 13:12:34'],
    ['moment-business-time', usual, '2016-03-21 15:30:00', 17, '2016-03-23 16:30:00'],
    ['moment-business-time', usual, '2016-03-21 15:30:00', 18, '2016-03-24 09:30:00'],
    ['moment-business-time', usual, '2015-02-26 10:12:34', 108, '2015-03-17 14:12:34'],
    ['moment-business-time', usual, '2015-02-26 16:59:59.700', 45 / 60, '2015-02-27 09:44:59.700'],
    ['moment-business-time', usual, '2015-02-26 10:12:34', 600 / 60, '2015-02-27 12:12:34'],
    ['moment-business-time', usual, '2015-02-26 16:59:59.700', 0.555 / 3600, '2015-02-27 09:00:00.255'],
    ['moment-business-time', usual, '2015-02-26 10:12:34', 9 + 48 / 60 + 17 / 3600, '2015-02-27 12:00:51'],
    ['moment-business-time', usual, '2015-02-26 16:12:34', -2, '2015-02-26 14:12:34'],
    ['moment-business-time', usual, '2015-03-01 16:12:34', -2, '2015-02-27 15:00:00'],
    ['moment-business-time', usual, '2015-02-26 16:12:34', -9, '2015-02-25 15:12:34'],
    ['moment-business-time', usual, '2015-02-26 16:12:34', -19, '2015-02-24 13:12:34'],
    ['moment-business-time', usual, '2015-02-26 16:12:34', -108, '2015-02-09 12:12:34'],
    ['moment-business-time', usual, '2015-02-26 09:00:20', -45 / 3600, '2015-02-25 16:59:35'],
    ['moment-business-time', usual, '2015-02-26 16:12:34', -(9 + 48 / 60 + 17 / 3600), '2015-02-25 14:24:17'],
    ['moment-business-time', uneven, '2015-02-23 10:00:00', 2, '2015-02-23 14:00:00'],
    ['moment-business-time', uneven, '2015-02-23 10:00:00', 15, '2015-02-25 12:30:00'],
    ['dayjs-business-time', brazil, '2021-02-08 09:00:00', 3, '2021-02-08 12:00:00'],
    ['dayjs-business-time', brazil, '2021-02-03 11:30:00', 5, '2021-02-03 17:30:00'],
    ['dayjs-business-time', brazil, '2021-02-19 15:00:00', 4, '2021-02-22 11:00:00'],
    ['dayjs-business-time', brazil, '2021-06-02 17:00:00', 2, '2021-06-04 10:00:00'],
    ['dayjs-business-time', brazil, '2021-01-22 12:00:00', 16, '2021-01-27 12:00:00'],
  ])('%s: %#', (_source, hours, from, amount, due) => {
    expect(hours.addWorkingMs(at(from), amount * HOUR)).toEqual(at(due));
  });

  it.each([
    ['2015-02-26 10:12:34', 2, '2015-03-02'],
    ['2015-02-26 10:12:34', 10, '2015-03-12'],
    ['2015-02-26 10:12:34', 100, '2015-07-16'],
    ['2015-02-28 10:13:00', 1, '2015-03-02'],
  ])('moment-business-time, days: %s and %d', (from, amount, date) => {
    expect(usual.add(at(from), { amount, unit: 'working_day' }).toISOString().slice(0, 10)).toBe(date);
  });

  it.each([
    ['2004-05-24 18:05:00', -5.5, '2004-05-14 12:00'],
    ['2004-05-24 19:03:00', 44.723656, '2004-07-27 13:47'],
    ['2004-05-24 18:03:00', -6.7470217, '2004-05-13 10:02'],
    ['2004-05-24 08:03:00', 12.782709, '2004-06-10 14:18'],
    ['2004-05-24 07:03:00', 8.276628, '2004-06-04 10:12'],
    ['2004-05-24 15:07:00', 0.25, '2004-05-25 09:07'],
    ['2004-05-24 04:00:00', 0.5, '2004-05-24 12:00'],
  ])('workday calendar: %s and %d days is %s', (from, days, due) => {
    const exact = workday.addWorkingMs(at(from), days * 8 * HOUR);

    // They cut the seconds off, away from the start where the days are negative.
    expect(Math.abs(exact.getTime() - at(`${due}:00`).getTime())).toBeLessThan(60_000);
  });
});

describe('measuring', () => {
  it.each([
    ['working_hours', usual, '2014-04-11 20:00:00', '2014-04-14 05:00:00', 0],
    ['working_hours', usual, '2014-04-13 09:10:24', '2014-04-14 09:10:24', 624 / 60],
    ['working_hours', usual, '2014-04-07 10:00:00', '2014-04-07 15:00:00', 300],
    ['working_hours', usual, '2014-04-07 07:00:00', '2014-04-07 20:00:00', 480],
    ['working_hours', calendar({ 1: [['00:00', '24:00']] }), '2014-04-06 12:00:00', '2016-04-06 12:00:00', 24 * 105 * 60],
    ['working_hours', mondays, '2014-04-07 11:59:00', '2014-04-07 13:01:00', 2],
    ['working_hours', mondays, '2014-04-07 11:00:00', '2014-04-14 13:00:00', 660],
    ['dayjs-business-time', brazil, '2021-02-08 09:00:00', '2021-02-08 11:00:00', 120],
    ['dayjs-business-time', brazil, '2021-02-08 16:45:00', '2021-02-09 16:45:00', 480],
    ['dayjs-business-time', brazil, '2021-02-10 10:30:00', '2021-02-10 16:00:00', 270],
    ['dayjs-business-time', brazil, '2021-06-02 10:00:00', '2021-06-04 12:00:00', 600],
    ['dayjs-business-time', brazil, '2021-02-05 15:00:00', '2021-02-08 14:30:00', 450],
    ['dayjs-business-time', brazil, '2021-01-22 14:00:00', '2021-01-26 11:00:00', 300],
    ['dayjs-business-time', brazil, '2021-02-08 16:45:00', '2021-02-09 10:15:00', 90],
    ['dayjs-business-time', brazil, '2021-02-10 11:30:00', '2021-02-10 13:35:00', 65],
    ['dayjs-business-time', brazil, '2021-06-02 17:00:00', '2021-06-04 10:00:00', 120],
    ['dayjs-business-time', brazil, '2021-02-05 16:30:00', '2021-02-08 11:00:00', 150],
  ])('%s: %#', (_source, hours, from, to, minutes) => {
    expect(hours.measure(at(from), at(to))).toBe(minutes * 60_000);
  });
});

describe('opening', () => {
  const may = calendar(NINE_TO_FIVE, ['2014-05-01']);

  it.each([
    ['working_hours', may, '2014-05-01 12:00:00', '2014-05-02 09:00:00'],
    ['working_hours', may, '2014-06-01 12:00:00', '2014-06-02 09:00:00'],
    ['working_hours', may, '2014-04-07 09:00:00', '2014-04-07 09:00:00'],
    ['working_hours', may, '2014-04-07 08:59:00', '2014-04-07 09:00:00'],
    ['working_hours', may, '2014-04-07 17:00:00', '2014-04-08 09:00:00'],
    ['working_hours', mondays, '2014-04-07 12:00:00', '2014-04-07 13:00:00'],
    ['moment-business-time', usual, '2015-02-28 10:13:00', '2015-03-02 09:00:00'],
    ['moment-business-time', usual, '2015-02-26 17:30:00', '2015-02-27 09:00:00'],
    ['moment-business-time', usual, '2015-02-26 07:30:00', '2015-02-26 09:00:00'],
    ['moment-business-time', usual, '2015-02-26 10:12:34', '2015-02-26 10:12:34'],
  ])('%s: %#', (_source, hours, from, open) => {
    expect(hours.nextOpen(at(from))).toEqual(at(open));
    expect(hours.isOpen(at(open))).toBe(true);
  });
});
