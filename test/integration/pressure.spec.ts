import { and, boundary, chain, duration, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* Many people at once: nobody waits for ever, no code is lost or given twice, nothing is left behind. */

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.publish(
    procedure('dong-nguoi', start('s') + and('f') + user('a') + user('b', { agency: 'tax', role: 'chuyen-vien' }) + boundary('t', 'b', duration('P30D'), false) + and('j') + user('c') + end('e') + end('et') + chain('s', 'f', 'a', 'j', 'c', 'e') + chain('f', 'b', 'j') + chain('t', 'et')),
  );
});
afterAll(() => product.close());

/** Of dossiers; the product itself always has some that come again every day. */
const pendingWakeUps = async (): Promise<number> => {
  const [row] = await product.database.dataSource.query<[{ n: number }]>(`select count(*)::int as n from wakeup where state = 'pending' and dossier is not null`);
  return row.n;
};

it('sixty intakes at once at one desk, every fourth refused: codes without gaps', async () => {
  const body = (i: number): object => ({ procedure: 'dong-nguoi', agency: 'xa-khanh-phu', applicant: { name: `Người ${i}` }, ...(i % 4 === 0 && { territory: 'khong-co' }) });
  const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => product.as(WHO.desk).post('/dossiers', body(i))));

  expect(answers.filter(({ status }) => status === 400)).toHaveLength(15);
  const numbers = answers.filter(({ status }) => status === 201).map(({ body: { code } }) => Number((code as string).slice(-4))).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 45 }, (_, i) => i + 1));
});

it('readers and writers together on few connections', async () => {
  const { items } = (await product.as(WHO.desk).get('/tasks?limit=200')).expect(200) as { items: { id: string; dossier: string }[] };
  const work = items.flatMap(({ id, dossier }) => [
    product.as(WHO.desk).post(`/tasks/${id}/complete`, {}), product.as(WHO.desk).get(`/dossiers/${dossier}`), product.as(WHO.tax).get(`/dossiers/${dossier}/ledger`),
    product.as(WHO.deskHead).get('/reports/settlement?from=2026-01-01&to=2027-01-01'), product.as(WHO.tax).get('/tasks'),
  ]);
  expect(new Set((await Promise.all(work)).map(({ status }) => status))).toEqual(new Set([200]));
});

it('many commands on one dossier at once: one after the other, and the chain holds', async () => {
  const code = await product.receive('dong-nguoi');
  const stops = Array.from({ length: 20 }, (_, i) => product.as(WHO.desk).post(`/dossiers/${code}/${i % 2 ? 'resume' : 'stop'}`, i % 2 ? {} : { reason: 'khảo sát', kind: 'site_survey', evidence: 'biên bản' }));
  for (const { status } of await Promise.all(stops)) expect([200, 409]).toContain(status);
  const ledger = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
  expect([ledger.verified, ledger.items.map((e: { seq: number }) => e.seq)]).toEqual([true, ledger.items.map((_: unknown, i: number) => i + 1)]);
});

it('ended dossiers, however they ended, leave no wake-up behind', async () => {
  const { items } = (await product.as(WHO.desk).get('/dossiers?limit=200')).expect(200) as { items: { code: string }[] };
  expect(await pendingWakeUps()).toBeGreaterThan(items.length);
  for (const [i, { code }] of items.entries()) {
    const how = ['withdraw', 'discontinue', 'complete'][i % 3]!;
    if (how === 'complete') for (const { element } of await product.tasks(code)) await product.complete(code, element);
    if (how === 'complete') for (const { element } of await product.tasks(code)) await product.complete(code, element);
    else (await product.as(WHO.desk).post(`/dossiers/${code}/${how}`, { reason: 'Theo đơn của công dân' })).expect(200);
  }
  expect(await pendingWakeUps()).toBe(0);
  expect(await product.tasks(items[0]!.code)).toEqual([]);
});

it('is measured by route, method and status, without codes of dossiers', async () => {
  const metrics = (await product.anyone.get('/metrics')).body as string;
  expect(metrics).toMatch(/^lienthong_http_seconds_count\{method="POST",route="\/api\/v1\/dossiers",status="201"\} \d+$/m);
  expect(metrics).toMatch(/^lienthong_http_seconds_count\{method="GET",route="\/api\/v1\/dossiers\/:code",status="200"\} \d+$/m);
  expect(metrics).not.toMatch(/H32-26/);
});

it('every identity of the statistics holds after all this', async () => {
  for (const [from, to] of [['2026-01-01', '2027-01-01'], ['2026-01-05', '2026-01-06'], ['2026-01-06', '2026-02-01']]) {
    const { identities } = (await product.as(WHO.deskHead).get(`/reports/settlement?from=${from}&to=${to}`)).expect(200);
    expect(identities.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  }
});
