import { redisUrl } from '../setup/database.js';
import { and, caught, chain, duration, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* The same journey in real time through each queue: a timer of two seconds in the diagram, fired by its own wake-up. */

const TIMER = procedure(
  'hai-giay',
  start('s') + user('nhan') + and('f') + caught('cho', duration('PT2S')) + user('thue', { agency: 'tax', role: 'chuyen-vien' }) + and('j') + user('tra') + end('e') + chain('s', 'nhan', 'f', 'cho', 'j', 'tra', 'e') + chain('f', 'thue', 'j'),
);

const backends: [string, () => string | null][] = [['PostgreSQL', () => ''], ['Redis', redisUrl]];

describe.each(backends)('the queue on %s', (name, url) => {
  const backend = url();
  if (backend === null) {
    it.skip(`no ${name} on this machine`, () => undefined);
    return;
  }
  let product: TestProduct;
  beforeAll(async () => {
    // A Redis database of its own: the run's Redis is shared by all test files.
    product = await TestProduct.open({ LIENTHONG_CLOCK: 'system', ...(backend && { REDIS_URL: `${backend}/7` }) });
    await product.publish(TIMER);
  });
  afterAll(() => product.close());

  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 25));
  };
  const metric = async (name: string): Promise<number> => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\d+)$`, 'm').exec((await product.anyone.get('/metrics')).body as string)?.[1] ?? 0);

  it('fires the timer, goes on, and delivers what the outbox holds', async () => {
    const codes = await Promise.all([1, 2, 3].map(() => product.receive('hai-giay', { applicant: { name: 'Nguyễn Văn A', phone: '0905123456' } })));
    for (const code of codes) await product.complete(code, 'nhan');
    expect(await product.tokens(codes[0]!)).toContain('thue');
    for (const code of codes) await product.complete(code, 'thue');

    await until(async () => (await Promise.all(codes.map((code) => product.tokens(code)))).every(([element]) => element === 'tra'));
    for (const code of codes) await product.complete(code, 'tra');

    for (const code of codes) expect((await product.as(WHO.desk).get(`/dossiers/${code}`)).expect(200)).toMatchObject({ state: 10 });
    await until(async () => (await metric('lienthong_outbox_pending')) === 0);
    expect([await metric('lienthong_nudge_failures_total'), await metric('lienthong_wakeup_failures_total'), await metric('lienthong_wakeups_past_due')]).toEqual([0, 0, 0]);
  });

  it('a timer that falls due while the process is down is fired by the next one', async () => {
    const code = await product.receive('hai-giay');
    await product.complete(code, 'nhan');
    await product.complete(code, 'thue');
    await product.restart();

    await until(async () => (await product.tokens(code))[0] === 'tra');
    const { items } = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200) as { items: { kind: string; element: string }[] };
    expect(items.filter(({ kind, element }) => kind === 'task.opened' && element === 'tra')).toHaveLength(1);
  });

  it('has no simulated clock to move', async () => {
    expect((await product.anyone.post('/simulation/clock', { advance: 'PT1H' })).refusal).toBe('409 not_simulated');
  });
});
