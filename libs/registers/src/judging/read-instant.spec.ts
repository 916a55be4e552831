import { readInstant } from './read-instant.js';

describe('days as registers write them', () => {
  it.each([
    ['15/03/2026', '2026-03-15', null], ['5/3/2026', '2026-03-05', null], ['15-03-2026', '2026-03-15', null], ['15.03.2026', '2026-03-15', null], ['2026-03-15', '2026-03-15', null], ['2026/3/15', '2026-03-15', null],
    ['15/03/2026 7:30', '2026-03-15', '07:30'], ['07:30 15/03/2026', '2026-03-15', '07:30'], ['15/03/2026 7h30', '2026-03-15', '07:30'], ['15/03/2026 14 giờ', '2026-03-15', '14:00'], ['15/03/2026 lúc 7 giờ 30 phút', '2026-03-15', '07:30'], ['15/03/2026, 16:30:59', '2026-03-15', '16:30'],
    ['2026-03-15T16:30:00+07:00', '2026-03-15', '16:30'], ['2026-03-15T16:30:00Z', '2026-03-15', '23:30'], ['2026-03-15T18:30Z', '2026-03-16', '01:30'], ['2026-03-15 16:30', '2026-03-15', '16:30'],
    ['ngày 15 tháng 3 năm 2026', '2026-03-15', null], ['46096', '2026-03-15', null], ['46096.5', '2026-03-15', '12:00'], ['29/02/2024', '2024-02-29', null],
  ])('%s', (written, day, time) => {
    expect(readInstant(written)).toEqual({ day, time, shortYear: false });
  });

  it('takes a two-digit year for one of this century, and says so', () => {
    expect(readInstant('15/03/26')).toEqual({ day: '2026-03-15', time: null, shortYear: true });
  });

  it.each([
    ['31/02/2026', 'no_such_day'], ['29/02/2026', 'no_such_day'], ['00/01/2026', 'no_such_day'], ['32/01/2026', 'no_such_day'], ['15/13/2026', 'no_such_day'], ['03/15/2026', 'month_first'], ['15/03/1926', 'no_such_day'],
    ['hôm qua', 'unreadable'], ['15/03', 'unreadable'], ['15/03/2026 25:00', 'unreadable'], ['15/03/2026 – 17/03/2026', 'unreadable'], ['12', 'unreadable'],
  ])('%s is refused as %s', (written, reason) => {
    expect(readInstant(written)).toBe(reason);
  });
});
