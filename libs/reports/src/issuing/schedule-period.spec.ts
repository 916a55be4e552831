import { instant } from '../history.fixture.js';
import { boundaryAfter, boundaryBefore } from './schedule-period.js';

describe('periods of schedules', () => {
  it.each([
    ['day', '03-04T07:30', '03-04', '03-05'], ['week', '03-04T07:30', '03-02', '03-09'], ['week', '03-02', '03-02', '03-09'], ['week', '03-08T23:59', '03-02', '03-09'],
    ['month', '02-28T23:59', '02-01', '03-01'], ['month', '01-31', '01-01', '02-01'], ['quarter', '03-31T23:59', '01-01', '04-01'], ['quarter', '04-01', '04-01', '07-01'],
  ] as const)('of a %s hold %s from %s to %s', (every, at, from, to) => {
    expect([boundaryBefore(every, instant(at)), boundaryAfter(every, instant(at))]).toEqual([instant(from), instant(to)]);
  });
});
