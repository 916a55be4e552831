import { TestProduct, WHO } from './product.js';

describe('metrics', () => {
  let product: TestProduct;
  let told: string;

  beforeAll(async () => {
    product = await TestProduct.open();
    const code = await product.receive(await anyProcedure(product));
    const [task] = await product.tasks(code);
    (await product.as(WHO.desk).post(`/tasks/${task!.id}/claim`, {}, { 'if-match': '"99"' })).expect(412);
    (await product.as(`${task!.agency}.${task!.role}`).post(`/tasks/${task!.id}/claim`)).expect(200);
    told = (await product.anyone.get('/metrics')).expect(200);
  });
  afterAll(() => product?.close());

  it.each([
    ['commands by name, refused ones too', /lienthong_step_seconds_count\{command="tasks.claim"\} 2/],
    ['refusals by code', /lienthong_command_refusals_total\{code="stale_version"\} 1/],
    ['requests by route', /lienthong_http_seconds_count\{method="POST",route="\/api\/v1\/tasks\/:id\/claim",status="200"\} 1/],
    ['wake-ups, queue, outbox, incidents', /lienthong_wakeups_pending [1-9][^]*lienthong_outbox_pending \d[^]*lienthong_queue_depth\{channel="wakeup"\} \d[^]*lienthong_incidents_open 0/],
  ])('tell of %s', (_, line) => {
    expect(told).toMatch(line);
  });
});

async function anyProcedure(product: TestProduct): Promise<string> {
  const { items } = (await product.as(WHO.desk).get('/procedures')).expect(200) as { items: { code: string; kind: string; inForce: number | null }[] };
  return items.find(({ kind, inForce }) => kind === 'procedure' && inForce !== null)!.code;
}
