import { dueFrom, passed } from './timer-course.js';

const at = (day: string): Date => new Date(`${day}T16:00:00+07:00`);
const FRIDAYS = 'R/2026-02-06T16:00:00+07:00/P1W';

describe('the first instant', () => {
  it.each<[string, 'timeCycle' | 'timeDate' | 'timeDuration', string, string | null]>([
    ['of a cycle that is to come', 'timeCycle', FRIDAYS, '2026-02-06'],
    ['of a duration counts from the effective date', 'timeDuration', 'P3D', '2026-01-04'],
    ['of a date that is past', 'timeDate', '2025-12-31T16:00:00+07:00', null],
    ['of a cycle whose rounds are all past', 'timeCycle', 'R3/2025-12-01T16:00:00+07:00/P1D', null],
    ['of a cycle that has begun is the next of its rhythm', 'timeCycle', 'R/2025-12-26T16:00:00+07:00/P1W', '2026-01-02'],
  ])('%s', (_, kind, value, day) => {
    const due = dueFrom(kind, value, at('2026-01-01'));
    expect(due === 'wrong' ? due : (due?.at ?? null)).toEqual(day === null ? null : at(day));
  });

  it('keeps count of the rounds that are past', () => {
    expect(dueFrom('timeCycle', 'R4/2025-12-30T16:00:00+07:00/P1D', at('2026-01-01'))).toEqual({ at: at('2026-01-01'), repeat: 2 });
  });

  it.each([['timeCycle', 'hằng tuần'], ['timeCycle', 'R/1900-01-01T00:00:00Z/PT1M']] as const)('%s %s is wrong', (kind, value) => {
    expect(dueFrom(kind, value, at('2026-01-01'))).toBe('wrong');
  });
});

describe('what passed', () => {
  it('is every instant up to now, and the next', () => {
    expect(passed(FRIDAYS, { at: at('2026-02-06'), repeat: -1 }, at('2026-02-21'))).toEqual({ instants: ['2026-02-06', '2026-02-13', '2026-02-20'].map(at), next: { at: at('2026-02-27'), repeat: -1 } });
  });

  it('ends with the last round, and with a timer that has one', () => {
    expect(passed(FRIDAYS, { at: at('2026-02-06'), repeat: 2 }, at('2026-03-30'))).toEqual({ instants: ['2026-02-06', '2026-02-13'].map(at), next: null });
    expect(passed('P3D', { at: at('2026-02-06') }, at('2026-02-06'))).toEqual({ instants: [at('2026-02-06')], next: null });
  });
});
