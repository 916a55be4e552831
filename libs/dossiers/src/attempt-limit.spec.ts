import { ManualClock } from '#kernel';
import { AttemptLimit } from './attempt-limit.js';

describe('attempt limit', () => {
  const clock = new ManualClock('2026-02-12T09:00:00+07:00');

  it('closes a key after ten failures and opens it when they are a quarter of an hour old', () => {
    const limit = new AttemptLimit(clock);
    for (let i = 0; i < 9; i++) limit.failed('a');
    expect(limit.isClosed('a')).toBe(false);

    limit.failed('a');
    expect([limit.isClosed('a'), limit.isClosed('b')]).toEqual([true, false]);

    clock.set('2026-02-12T09:15:01+07:00');
    expect(limit.isClosed('a')).toBe(false);
  });

  it('does not grow without end', () => {
    const limit = new AttemptLimit(clock);
    for (let i = 0; i < 10; i++) limit.failed('first');
    for (let i = 0; i < 10_000; i++) limit.failed(String(i));

    expect(limit.isClosed('first')).toBe(false);
  });
});
