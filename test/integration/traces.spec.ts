import { recordTraces } from '#platform';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { chain, duration, element, end, caught, procedure, start, user } from './diagram.js';
import { WHO } from './product.js';
import { openWithSoftware, software } from './software.js';

const WAITS = procedure('doi-gio', start('s') + user('xem') + caught('doi', duration('P2D')) + element('serviceTask', 'tinh') + user('sau') + end('e') + chain('s', 'xem', 'doi', 'tinh', 'sau', 'e'));
const TAX = 'ct-khanh-vinh';

const CALLER = { trace: '4bf92f3577b34da6a3ce929d0e0e4736', span: '00f067aa0ba902b7' };

describe('traces', () => {
  const exporter = new InMemorySpanExporter();
  let spans: ReadableSpan[];
  let untracedRows: number;
  let fetched: { traceparent: string | null }[];

  beforeAll(async () => {
    const product = await openWithSoftware({ [TAX]: ['tinh'] });
    await product.publish(WAITS);
    const first = await product.receive('doi-gio');
    const [row] = await product.database.dataSource.query<{ n: number }[]>('select count(*)::int as n from wakeup where trace is not null');
    untracedRows = row!.n;
    const stop = await recordTraces(new SimpleSpanProcessor({ exporter }));

    const [task] = await product.tasks(first);
    exporter.reset();
    (await product.as(WHO.desk).post(`/tasks/${task!.id}/complete`, { opinion: 'Đồng ý' }, { traceparent: `00-${CALLER.trace}-${CALLER.span}-01` })).expect(200);
    await product.advance('P3D');
    fetched = (await software(product, TAX).post('/jobs/fetch', { topics: ['tinh'], worker: 'may-1' })).expect(200).items;
    await product.close();
    spans = exporter.getFinishedSpans();
    await stop();
  }, 120_000);

  const named = (name: string): ReadableSpan[] => spans.filter((span) => span.name === name && span.spanContext().traceId === CALLER.trace);
  const pathOf = (span: ReadableSpan): string[] => {
    const parent = spans.find((one) => one.spanContext().spanId === span.parentSpanContext?.spanId);
    return [...(parent ? pathOf(parent) : []), span.name];
  };

  it('lead from the request through the command and the step to the database, in the trace that the caller brought', () => {
    const [request] = named('POST /api/v1/tasks/:id/complete');
    const [written] = named('update instance').filter((span) => pathOf(span).includes('command tasks.complete'));

    expect(request!.parentSpanContext?.spanId).toBe(CALLER.span);
    expect(request!.attributes).toMatchObject({ 'http.route': '/api/v1/tasks/:id/complete', 'http.response.status_code': 200 });
    expect(pathOf(written!)).toEqual(['POST /api/v1/tasks/:id/complete', 'command tasks.complete', 'step', 'update instance']);
    expect(named('commit').map(pathOf)).toContainEqual(['POST /api/v1/tasks/:id/complete', 'command tasks.complete', 'commit']);
  });

  it('go on where the timer fires days later, through its own step', () => {
    const steps = named('step').map(pathOf);

    expect(steps).toContainEqual(['POST /api/v1/tasks/:id/complete', 'command tasks.complete', 'step', 'wakeup runtime.timer', 'step']);
  });

  it('are handed to the worker of a job, to go on outside', () => {
    expect(fetched.map(({ traceparent }) => traceparent?.split('-')[1])).toEqual([CALLER.trace]);
  });

  it('carry no names and no values of people, and cost rows nothing while nobody listens', () => {
    const told = JSON.stringify(spans.map(({ name, attributes }) => ({ name, attributes })));

    expect(told).not.toMatch(/Nguyễn|Đồng ý/);
    expect(untracedRows).toBe(0);
  });
});
