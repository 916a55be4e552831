import { startClock } from './clock.js';
import type { DeadlineSubject, RungSpec } from '#contract';
import { type RungPoint, rungsOf, soonest, toArm } from './ladder.js';
import { at, office } from './office-2026.fixture.js';

const rung = (code: string, at: RungSpec['at'], subjects: DeadlineSubject[] = ['dossier', 'task']): RungSpec => ({ rung: code, name: { vi: code, en: code }, at, subjects, to: ['holder'], action: 'notify' });

const DEFAULT = [rung('canh-bao', { share: 0.8 }), rung('truoc-han', { days: -1 }, ['dossier']), rung('den-han', { days: 0 }), rung('qua-han-1', { days: 1 }), rung('qua-han-3', { days: 3 })];

const instants = (subject: DeadlineSubject, amount: number, start: string): Record<string, Date> => {
  const clock = startClock(office, { budget: { amount, unit: 'working_day' }, convention: 'exact', startedAt: at(start) }, []);
  return Object.fromEntries(rungsOf(office, DEFAULT, subject, clock, []).map(({ spec, at: when }) => [spec.rung, when]));
};

describe('the default ladder', () => {
  it('has its rungs of a dossier in working time around the due instant', () => {
    expect(instants('dossier', 10, '02/03 08:00')).toEqual({
      'canh-bao': at('12/03 08:00'),
      'truoc-han': at('13/03 08:00'),
      'den-han': at('16/03 08:00'),
      'qua-han-1': at('17/03 08:00'),
      'qua-han-3': at('19/03 08:00'),
    });
  });

  it('asks no apology for a step', () => expect(instants('task', 10, '02/03 08:00')).not.toHaveProperty('truoc-han'));

  it('leaves out the day before due where it would come before the beginning', () => {
    expect(instants('dossier', 1, '02/03 08:00')).not.toHaveProperty('truoc-han');
    expect(instants('dossier', 1.5, '02/03 08:00')).toMatchObject({ 'truoc-han': at('02/03 14:00'), 'canh-bao': at('03/03 09:36') });
  });

  it('counts shares net of stops', () => {
    const stop = { from: at('03/03 08:00'), to: at('05/03 08:00') };
    const terms = { budget: { amount: 10, unit: 'working_day' as const }, convention: 'exact' as const, startedAt: at('02/03 08:00') };
    const clock = startClock(office, terms, [stop]);

    const [warning, , due] = rungsOf(office, DEFAULT, 'dossier', clock, [stop]);

    expect([warning?.at, due?.at]).toEqual([at('16/03 08:00'), at('18/03 08:00')]);
  });

  it('counts working hours before and after due as well', () => {
    const clock = startClock(office, { budget: { amount: 2, unit: 'working_day' }, convention: 'exact', startedAt: at('02/03 08:00') }, []);
    const points = rungsOf(office, [rung('truoc', { hours: -2 }), rung('sau', { hours: 4 })], 'task', clock, []);
    expect(points.map((point) => point.at)).toEqual([at('03/03 16:00'), at('04/03 14:00')]);
  });
});

describe('arming', () => {
  const rungOf = (name: string): RungSpec => rung(name, { days: 0 }, ['task']);
  const point = (name: string, when: string): RungPoint => ({ spec: rungOf(name), at: at(when) });
  const rungs = [point('a', '02/03 08:00'), point('b', '03/03 08:00'), point('c', '04/03 08:00')];
  const armed = (now: string, lastFired: Date | null = null): string[] => toArm(rungs, at(now), lastFired).map(({ spec }) => spec.rung);

  it('awaits everything still to come', () => expect(armed('01/03 08:00')).toEqual(['a', 'b', 'c']));

  it('fires only the latest of what has passed', () => expect(armed('03/03 09:00')).toEqual(['b', 'c']));

  it('does not go back behind a rung that has fired', () => expect(armed('03/03 09:00', at('03/03 08:30'))).toEqual(['c']));
});

describe('the soonest', () => {
  it('are all of the first instant, and none of none', () => {
    const of = (name: string, day: string): { name: string; at: Date } => ({ name, at: at(`${day} 08:00`) });
    expect(soonest([of('b', '05/03'), of('a', '04/03'), of('c', '04/03')]).map(({ name }) => name)).toEqual(['a', 'c']);
    expect(soonest([])).toEqual([]);
  });
});
