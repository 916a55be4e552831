import { type TimerKind, firstDue, isTimerValue, nextDue } from './timer-due.js';

const now = new Date('2026-01-31T09:00:00+07:00');

describe('firstDue', () => {
  const valid: [TimerKind, string, string, number | null][] = [
    ['timeDuration', 'PT90M', '2026-01-31T10:30:00+07:00', null],
    ['timeDuration', 'P1M', '2026-02-28T09:00:00+07:00', null],
    ['timeDuration', 'P1Y2M3DT4H', '2027-04-03T13:00:00+07:00', null],
    ['timeDuration', 'P2W', '2026-02-14T09:00:00+07:00', null],
    ['timeDate', '2026-02-01T00:00:00Z', '2026-02-01T07:00:00+07:00', null],
    ['timeDate', ' 2026-02-01T00:00 ', '2026-02-01T00:00:00+07:00', null],
    ['timeDate', '2020-01-01', '2020-01-01T00:00:00+07:00', null],
    ['timeCycle', 'R3/PT1H', '2026-01-31T10:00:00+07:00', 3],
    ['timeCycle', 'R/P1D', '2026-02-01T09:00:00+07:00', -1],
    ['timeCycle', 'R2/2026-03-01T08:00:00+07:00/P1D', '2026-03-01T08:00:00+07:00', 2],
  ];
  it.each(valid)('%s %s is due at %s', (kind, value, at, repeat) => {
    expect(firstDue(kind, value, now)).toEqual({ at: new Date(at), ...(repeat !== null && { repeat }) });
  });

  const wrong: [TimerKind, string][] = [
    ['timeDuration', 'P'], ['timeDuration', 'PT'], ['timeDuration', '1 hour'], ['timeDuration', '2026-02-01'], ['timeDuration', ''],
    ['timeDate', '2026-02-30'], ['timeDate', 'PT1H'], ['timeDate', '2026-02-01T25:00:00Z'],
    ['timeCycle', 'PT1H'], ['timeCycle', 'R0/PT1H'], ['timeCycle', 'R3/PT0S'], ['timeCycle', 'R3/PT1H/2026-03-01'], ['timeCycle', '0 0 * * *'],
    ['timeDuration', 'P9000Y'], ['timeDate', '9999-01-01'], ['timeDate', '9999-12-31T23:59:59Z'],
  ];
  it.each(wrong)('%s "%s" is no value', (kind, value) => {
    expect(firstDue(kind, value, now)).toBeNull();
    expect(isTimerValue(kind, value)).toBe(false);
  });
});

describe('nextDue', () => {
  it('counts from the last due instant, not from a later firing', () => {
    expect(nextDue('R3/PT1H', new Date('2026-01-31T10:00:00+07:00'), 2)).toEqual({ at: new Date('2026-01-31T11:00:00+07:00'), repeat: 2 });
  });

  it('goes on by its interval from a start of its own', () => {
    const start = new Date('2026-03-01T08:00:00+07:00');
    expect(nextDue('R2/2026-03-01T08:00:00+07:00/P1D', start, 1)).toEqual({ at: new Date('2026-03-02T08:00:00+07:00'), repeat: 1 });
  });
});
