import type { Budget } from '#kernel';
import { type CalendarData, type CountingPolicy, type Lateness, type LatenessPolicy, type Stop, type WorkingCalendar, buildCalendar } from './index.js';

/*
 * A hundred thousand questions to four hundred calendars, answered a second time by an oracle that knows no days, no tables and no arithmetic: it
 * walks from minute to minute and asks of each whether somebody works. The same seed gives the same questions.
 */

const CALENDARS = 400;
const QUESTIONS = 250;
const MINUTE = 60_000;
const DAY = 1_440;
const DAYS = 75;
const END = DAYS * DAY;
const FIRST = Date.parse('2026-02-01T00:00:00+07:00');

/** Mulberry32. */
function dice(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const upTo = (n: number): number => Math.floor(next() * n);
  return { upTo, chance: (p: number): boolean => next() < p, one: <T>(list: readonly T[]): T => list[upTo(list.length)]! };
}
type Dice = ReturnType<typeof dice>;

const instant = (minute: number): Date => new Date(FIRST + minute * MINUTE);
const dateOf = (day: number): string => new Date(Date.UTC(2026, 1, 1 + day)).toISOString().slice(0, 10);
const clockTime = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Days of an office: usual, summer, winter, without a break, and one with three sessions of which two touch. */
const HOURS = [
  [['07:00', '11:30'], ['13:30', '17:00']],
  [['07:00', '11:00'], ['13:30', '17:00']],
  [['07:30', '11:30'], ['13:00', '16:30']],
  [['08:00', '16:00']],
  [['06:30', '10:00'], ['10:00', '11:15'], ['14:00', '18:10']],
] as const;

function week(roll: Dice, validFrom: string, validTo: string | null): CalendarData['openingHours'] {
  const hours = roll.one(HOURS);
  const usual = [1, 2, 3, 4, 5].flatMap((weekday) => hours.map(([opens, closes]) => ({ weekday, opens, closes, validFrom, validTo })));
  const saturday = roll.chance(0.4) ? [{ weekday: 6, opens: hours[0][0], closes: hours[0][1], validFrom, validTo }] : [];
  const odd = roll.chance(0.2) ? [{ weekday: 1 + roll.upTo(7), opens: clockTime(roll.upTo(700)), closes: clockTime(701 + roll.upTo(700)), validFrom, validTo }] : [];
  return [...usual.filter(({ weekday }) => weekday > 1 || !roll.chance(0.05)), ...saturday, ...odd];
}

/** Opening hours for good or by season, days off and made up for, closures. */
function tables(roll: Dice): CalendarData {
  const change = 5 + roll.upTo(60);
  const seasonal = roll.chance(0.5);
  const special = new Map(Array.from({ length: roll.upTo(9) }, () => [roll.upTo(DAYS), roll.chance(0.6) ? ('off' as const) : ('make_up' as const)]));
  return {
    openingHours: seasonal ? [...week(roll, dateOf(-20), dateOf(change - 1)), ...week(roll, dateOf(change), null)] : week(roll, dateOf(-20), null),
    days: [...special].map(([day, kind]) => ({ date: dateOf(day), kind, confirmed: true, name: { vi: 'Ngày', en: 'Day' } })),
    closures: Array.from({ length: roll.upTo(4) }, () => {
      const from = roll.upTo(END - 4_000);
      return { from: instant(from).toISOString(), to: instant(from + 1 + roll.upTo(roll.chance(0.5) ? 500 : 4_000)).toISOString(), reason: 'Bão' };
    }),
  };
}

/** Whether somebody works in each minute, asked of the tables row by row. */
function walkTables({ openingHours, days, closures }: CalendarData): Uint8Array {
  const open = new Uint8Array(END);
  const shut = closures.map(({ from, to }) => [Date.parse(from), Date.parse(to)] as const);
  for (let day = 0; day < DAYS; day++) {
    const date = dateOf(day);
    const kind = days.find((special) => special.date === date)?.kind;
    const valid = openingHours.filter(({ validFrom, validTo }) => validFrom <= date && (validTo === null || date <= validTo));
    const weekday = kind === 'make_up' ? [1, 2, 3, 4, 5].find((usual) => valid.some((row) => row.weekday === usual)) : ((day + 6) % 7) + 1;
    const sessions = valid.filter((row) => row.weekday === weekday && kind !== 'off').map(({ opens, closes }) => [minutesOf(opens), minutesOf(closes)] as const);
    for (let time = 0; time < DAY; time++) {
      const at = FIRST + (day * DAY + time) * MINUTE;
      if (sessions.some(([opens, closes]) => opens <= time && time < closes) && !shut.some(([from, to]) => from <= at && at < to)) open[day * DAY + time] = 1;
    }
  }
  return open;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Thrown where the answer lies behind the last minute; the question is asked anew. */
class TooFar extends Error {}

/** Answers by walking. Instants are minutes since FIRST. */
class Oracle {
  constructor(private readonly open: Uint8Array) {}

  isOpen(at: number): boolean {
    if (at >= END) throw new TooFar();
    return this.open[at] === 1;
  }

  worked(from: number, to: number, stopped?: Uint8Array): number {
    let count = 0;
    for (let at = from; at < to; at++) if (this.isOpen(at) && !stopped?.[at]) count++;
    return count;
  }

  /** The minute by which so many have been worked. */
  after(from: number, wanted: number): number {
    let at = from;
    for (let left = wanted; left > 0; at++) if (this.isOpen(at)) left--;
    return at;
  }

  nextOpen(at: number): number {
    let next = at;
    while (!this.isOpen(next)) next++;
    return next;
  }

  /** Whether the day has a worked minute, or one from `since` on. */
  hasWork(day: number, since = day * DAY): boolean {
    for (let at = since; at < (day + 1) * DAY; at++) if (this.isOpen(at)) return true;
    return false;
  }

  /** End of the last worked minute of that day, or of the next day that has one. */
  closing(day: number): number {
    let found = day;
    while (!this.hasWork(found)) found++;
    let end = (found + 1) * DAY;
    while (!this.isOpen(end - 1)) end--;
    return end;
  }

  /** Begins and ends of sessions: unbroken work within a day. */
  beginsSession(at: number): boolean {
    return this.isOpen(at) && (at % DAY === 0 || !this.isOpen(at - 1));
  }

  endOfSession(at: number): number {
    let end = at;
    while (end % DAY !== 0 || end === at) {
      if (!this.isOpen(end)) break;
      end++;
    }
    return end;
  }

  due(start: number, { amount, unit }: Budget, policy: CountingPolicy): number {
    if (unit === 'same_day') return this.#sameDay(start, minutesOf(policy.cutoff ?? '15:00'));
    if (unit === 'working_hour') return this.after(start, amount * 60);
    if (unit === 'working_day') return this.#workingDays(start, amount, policy);
    return this.land(this.nominal(start, amount, unit, policy), policy);
  }

  #workingDays(start: number, amount: number, { convention = 'exact', firstDay }: CountingPolicy): number {
    if (convention === 'exact') return this.after(firstDay === 'not_counted' ? midnightAfter(start) : start, amount * 480);
    if (convention === 'end_of_day') {
      let day = Math.floor(start / DAY);
      let left = Math.ceil(amount);
      if (firstDay === 'counted' && this.hasWork(day, start)) left--;
      for (; left > 0; left--) do day++; while (!this.hasWork(day));
      return this.closing(day);
    }
    let left = Math.ceil(amount * 2);
    let at = start;
    if (this.isOpen(at)) {
      const end = this.endOfSession(at);
      if (firstDay === 'counted') left--;
      if (left === 0) return end;
      at = end;
    }
    for (;;) {
      at = this.nextOpen(at);
      const end = this.endOfSession(at);
      if (--left === 0) return end;
      at = end;
    }
  }

  #sameDay(start: number, cutoff: number): number {
    const day = Math.floor(start / DAY);
    return start % DAY <= cutoff && this.hasWork(day, start) ? this.closing(day) : this.closing(day + 1);
  }

  /** The end of calendar time before days off are looked at. Whole days end at midnight. */
  nominal(start: number, amount: number, unit: Budget['unit'], policy: CountingPolicy): number {
    const end = unit === 'month' ? monthsAfter(start, Math.floor(amount)) + (amount % 1) * 30 * DAY : start + amount * DAY;
    if (!byWholeDays(policy)) return end;
    return midnightAfter(end) - (policy.convention !== 'exact' && policy.firstDay === 'counted' ? DAY : 0);
  }

  land(nominal: number, policy: CountingPolicy): number {
    const day = Math.floor((byWholeDays(policy) ? nominal - 1 : nominal) / DAY);
    return this.hasWork(day) && !byWholeDays(policy) ? nominal : this.closing(day);
  }

  /** Later by the time stopped: worked minutes, or minutes as such for calendar time. */
  dueWithStops(start: number, budget: Budget, policy: CountingPolicy, stopped: Uint8Array): number {
    const inCalendarTime = budget.unit === 'calendar_day' || budget.unit === 'month';
    let due = this.due(start, budget, policy);
    let nominal = inCalendarTime ? this.nominal(start, budget.amount, budget.unit, policy) : due;
    for (let at = start; at < due; at++) {
      if (at >= END) throw new TooFar();
      if (!stopped[at]) continue;
      let end = at;
      while (end < END && stopped[end]) end++;
      if (inCalendarTime) {
        nominal = (at > nominal ? due : nominal) + end - at;
        due = this.land(nominal, policy);
      } else {
        due = this.after(due, this.worked(at, end));
      }
      at = end - 1;
    }
    return due;
  }

  classify(resolved: number, due: number, policy: LatenessPolicy): Lateness {
    if (resolved > due) return 'late';
    if (policy === 'exact') return resolved < due ? 'early' : 'on_time';
    if (policy === 'day') return Math.floor(resolved / DAY) < Math.floor(due / DAY) ? 'early' : 'on_time';
    let begun = due;
    while (begun >= 0 && !this.beginsSession(begun)) begun--;
    if (begun < 0) throw new TooFar();
    return resolved < begun ? 'early' : 'on_time';
  }
}

const midnightAfter = (at: number): number => (Math.floor(at / DAY) + 1) * DAY;
const byWholeDays = ({ convention = 'exact', firstDay }: CountingPolicy): boolean => convention !== 'exact' || firstDay === 'not_counted';

/** The same day of the month and time of day, or the last day of a shorter month. */
function monthsAfter(at: number, months: number): number {
  const day = Math.floor(at / DAY);
  const [year, month, date] = dateOf(day).split('-').map(Number) as [number, number, number];
  let wanted = date;
  while (new Date(Date.UTC(year, month - 1 + months, wanted)).getUTCDate() !== wanted) wanted--;
  return Math.round((Date.UTC(year, month - 1 + months, wanted) - Date.UTC(2026, 1, 1)) / MINUTE) + (at % DAY);
}

const POLICIES: readonly CountingPolicy[] = [
  {}, { convention: 'exact', firstDay: 'counted' }, { convention: 'exact', firstDay: 'not_counted' }, { convention: 'end_of_day' }, { convention: 'end_of_day', firstDay: 'counted' },
  { convention: 'half_day' }, { convention: 'half_day', firstDay: 'counted' }, { cutoff: '10:00' },
];

function budget(roll: Dice): Budget {
  const unit = roll.one(['working_hour', 'working_day', 'working_day', 'same_day', 'calendar_day', 'month'] as const);
  const amounts = { working_hour: [0.5, 1, 2, 4, 7.75, 20], working_day: [0.25, 0.5, 1, 1.5, 3, 5, 10], same_day: [1], calendar_day: [1, 2, 7, 15], month: [0.5, 1, 1.5] };
  return { unit, amount: roll.one(amounts[unit]) };
}

function stops(roll: Dice): { stops: (Stop & { to: Date })[]; stopped: Uint8Array } {
  const stopped = new Uint8Array(END);
  const made = Array.from({ length: roll.chance(0.5) ? 0 : 1 + roll.upTo(3) }, () => {
    const from = roll.upTo(END / 2);
    const to = from + roll.upTo(roll.chance(0.5) ? 600 : 6_000);
    stopped.fill(1, from, to);
    return { from: instant(from), to: instant(to) };
  });
  return { stops: made, stopped };
}

interface Case {
  kind: string;
  ours: unknown;
  theirs: unknown;
  asked: unknown;
}

/** One question, by whichever of the calendar's verbs the dice choose. */
function ask(roll: Dice, calendar: WorkingCalendar, oracle: Oracle): Case {
  const at = roll.upTo(END / 2);
  const kind = roll.one(['due', 'due', 'due', 'due', 'measure', 'open', 'classify'] as const);
  const given = stops(roll);
  switch (kind) {
    case 'due': {
      const [wanted, policy] = [budget(roll), roll.one(POLICIES)];
      const theirs = oracle.dueWithStops(at, wanted, policy, given.stopped);
      return { kind: `due ${wanted.unit}`, ours: minuteOf(calendar.due(instant(at), wanted, given.stops, policy)), theirs, asked: { at: instant(at), wanted, policy, stops: given.stops } };
    }
    case 'measure': {
      const to = at + roll.upTo(20 * DAY);
      const theirs = [oracle.worked(at, to), oracle.worked(at, to, given.stopped)];
      return { kind, ours: [calendar.measure(instant(at), instant(to)) / MINUTE, calendar.measureNet(instant(at), instant(to), given.stops) / MINUTE], theirs, asked: { at, to, stops: given.stops } };
    }
    case 'open':
      return { kind, ours: [calendar.isOpen(instant(at)), minuteOf(calendar.nextOpen(instant(at)))], theirs: [oracle.isOpen(at), oracle.nextOpen(at)], asked: { at: instant(at) } };
    case 'classify': {
      const policy = roll.one(['half_day', 'day', 'exact'] as const);
      const due = roll.chance(0.5) ? oracle.after(at, 1 + roll.upTo(3_000)) : at + roll.upTo(3 * DAY);
      const resolved = Math.max(0, due + roll.upTo(1_400) - 1_000);
      return { kind: `classify ${policy}`, ours: calendar.classify(instant(resolved), instant(due), policy), theirs: oracle.classify(resolved, due, policy), asked: { resolved: instant(resolved), due: instant(due) } };
    }
  }
}

const minuteOf = (at: Date): number => (at.getTime() - FIRST) / MINUTE;

it('agrees with the oracle in a hundred thousand cases', () => {
  const roll = dice(20_260_217);
  const answered = new Map<string, number>();
  const wrong: (Case & { data: CalendarData })[] = [];
  for (let n = 0; n < CALENDARS; n++) {
    const data = tables(roll);
    const [calendar, oracle] = [buildCalendar(data), new Oracle(walkTables(data))];
    for (let asked = 0; asked < QUESTIONS; ) {
      try {
        const one = ask(roll, calendar, oracle);
        if (JSON.stringify(one.ours) !== JSON.stringify(one.theirs) && wrong.length < 3) wrong.push({ ...one, data });
        answered.set(one.kind, (answered.get(one.kind) ?? 0) + 1);
        asked++;
      } catch (error) {
        if (!(error instanceof TooFar)) throw error;
      }
    }
  }

  expect(wrong).toEqual([]);
  expect([...answered.values()].reduce((sum, count) => sum + count, 0)).toBe(100_000);
  expect([...answered.keys()].sort()).toEqual(['classify day', 'classify exact', 'classify half_day', 'due calendar_day', 'due month', 'due same_day', 'due working_day', 'due working_hour', 'measure', 'open']);
  expect(Math.min(...answered.values())).toBeGreaterThan(2_000);
}, 120_000);
