import { createLog } from '#platform';
import { type TestDatabase, createTestDatabase } from '../../../../test/setup/database.js';
import { JobBell } from './job-bell.js';

const FOR_EVER = 60_000;
const silent = createLog({ logLevel: 'silent', production: true });

describe('JobBell', () => {
  let database: TestDatabase;
  let here: JobBell;
  let there: JobBell;
  const signal = new AbortController().signal;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(() => {
    here = new JobBell(database.dataSource, silent);
    there = new JobBell(database.dataSource, silent);
  });
  afterEach(() => Promise.all([here.onModuleDestroy(), there.onModuleDestroy()]));

  it('is heard in this process and in others', async () => {
    const [near, far] = [await here.listen(['thue']), await there.listen(['dat', 'thue'])];

    here.ring(['thue']);

    await Promise.all([near.rung(FOR_EVER, signal), far.rung(FOR_EVER, signal)]);
  });

  it('counts when it rang before anybody asked, once', async () => {
    const listening = await here.listen(['thue']);
    here.ring(['thue']);

    await listening.rung(FOR_EVER, signal);

    const second = listening.rung(0, signal).then(() => 'over');
    expect(await second).toBe('over');
  });

  it('is not heard for other topics', async () => {
    const [other, own] = [await there.listen(['dat']), await there.listen(['thue'])];
    let heard = false;
    const asked = other.rung(FOR_EVER, signal).then(() => (heard = true));

    here.ring(['thue']);
    await own.rung(FOR_EVER, signal);

    expect(heard).toBe(false);
    await there.onModuleDestroy();
    await asked;
  });

  it('is waited for no longer when the one who asked is gone or the process ends', async () => {
    const gone = new AbortController();
    const listening = await here.listen(['thue']);
    const asked = listening.rung(FOR_EVER, gone.signal);
    gone.abort();
    await asked;
    await listening.rung(FOR_EVER, gone.signal);

    const last = listening.rung(FOR_EVER, signal);
    await here.onModuleDestroy();
    await last;
    expect(here.closed).toBe(true);
  });

  it('is heard again after its connection was cut', async () => {
    await there.listen(['thue']);
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lienthong jobs' and datname = current_database()`;
    await database.dataSource.query(cut);
    for (let hears = false; !hears; ) {
      const listening = await there.listen(['thue']);
      here.ring(['thue']);
      const before = performance.now();
      await listening.rung(200, signal);
      hears = performance.now() - before < 200;
      listening.close();
    }
  });
});
