import { readDate, writeDate } from './local-date.js';

describe('dates as people write them', () => {
  it('reads the day first, with any usual separator or none', () => {
    expect(['12/2/2026', '12-02-2026', '12.02.2026', ' 12 2 2026 ', '12022026'].map(readDate)).toEqual(Array(5).fill('2026-02-12'));
  });

  it('refuses what the calendar does not have', () => {
    expect(['31/02/2026', '02/13/2026', '2026-02-12', '12/2', ''].map(readDate)).toEqual(Array(5).fill(null));
    expect(readDate('29/02/2028')).toBe('2028-02-29');
  });

  it('writes what it reads', () => {
    expect(writeDate('2026-02-12')).toBe('12/02/2026');
    expect(writeDate('')).toBe('');
  });
});
