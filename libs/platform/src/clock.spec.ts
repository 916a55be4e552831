import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { SimulatedClock } from './clock.js';

describe('SimulatedClock', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it('starts on a Monday morning, stands still, and is found where it was left', async () => {
    const clock = await SimulatedClock.open(database.dataSource);
    expect(clock.now()).toEqual(new Date('2026-01-05T07:00:00+07:00'));

    await clock.set(new Date('2026-02-12T09:00:00+07:00'));

    expect((await SimulatedClock.open(database.dataSource)).now()).toEqual(new Date('2026-02-12T09:00:00+07:00'));
  });

  it('never goes back', async () => {
    const clock = await SimulatedClock.open(database.dataSource);
    const stands = clock.now();

    await expect(clock.set(new Date('2025-12-31T00:00:00+07:00'))).rejects.toThrow(RangeError);

    expect(clock.now()).toEqual(stands);
  });
});
