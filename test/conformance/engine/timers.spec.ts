import { caught, chain, cycle, date, diagram, duration, end, start, sub, boundary, error, user } from './diagram.js';
import { feature } from './play.js';

const until = (definition: string) => diagram(start('s') + caught('w', definition) + user('x') + chain('s', 'w', 'x'));

describe('timer (10.5.5)', () => {
  const dues: [string, string, string][] = [
    ['a duration counts from now', duration('PT1H'), '2026-02-12T10:00:00+07:00'],
    ['a duration of months ends on the last day of a shorter one', duration('P1M'), '2026-03-12T09:00:00+07:00'],
    ['a date with its zone', date('2026-03-01T00:00:00Z'), '2026-03-01T07:00:00+07:00'],
    ['a date and time without a zone is local', date('2026-03-01T08:30:00'), '2026-03-01T08:30:00+07:00'],
    ['a bare date is its first instant', date('2026-03-01'), '2026-03-01T00:00:00+07:00'],
    ['FEEL with its sign', duration('=limit'), '2026-02-15T09:00:00+07:00'],
    ['FEEL without its sign', duration('limit'), '2026-02-15T09:00:00+07:00'],
    ['FEEL that gives a duration', duration('=duration("P1D")'), '2026-02-13T09:00:00+07:00'],
    ['FEEL that gives a date and time', date('=date and time(day + "T12:00:00+07:00")'), '2026-03-01T12:00:00+07:00'],
    ['FEEL that counts from now', date('=now() + duration("PT2H")'), '2026-02-12T11:00:00+07:00'],
  ];
  for (const [name, definition, due] of dues) {
    feature(name, until(definition), { variables: { limit: 'P3D', day: '2026-03-01' } }, (run) => {
      expect(run.find('w')).toMatchObject({ kind: 'timer', dueAt: new Date(due) });
      expect(run.timer('w').waiting).toEqual(['x']);
    });
  }

  feature('never fires by itself, however late the instance is recovered', until(date('2020-01-01T00:00:00Z')), {}, (run) => {
    run.now = new Date('2030-01-01T00:00:00Z');
    expect(run.signal('nothing').waiting).toEqual(['w']);
  });

  feature('a cycle elsewhere than on a boundary fires once', until(cycle('R3/PT1H')), {}, (run) => expect(run.timer('w').waiting).toEqual(['x']));

  const wrong: [string, string][] = [['=missing', 'null'], ['banana', 'null'], ['', ''], ['PT', ''], ['2026-02-30', ''], ['0 0 * * *', '']];
  for (const [value] of wrong) {
    feature(`"${value}" fails the instance`, until(duration(value)), {}, (run) => {
      expect(run.status).toBe('failed');
      expect(run.last.error?.element).toBe('w');
      expect(run.last.error?.code).toBeUndefined();
    });
  }

  feature('the fault is told, and no error event catches it', diagram(start('s') + sub('u', caught('w', duration('=missing'))) + boundary('b', 'u', error()) + end('e') + chain('s', 'u', 'e') + chain('b', 'e')), {}, (run) => {
    expect(run.last.error?.message).toBe('The timeDuration "=missing" of <w> gives null, which is not a valid timer value.');
    expect(run.status).toBe('failed');
  });
});
