import { type TestDatabase, createTestDatabase, samplePassword } from '../setup/database.js';
import { Client } from './client.js';
import { and, boundary, caught, chain, cycle, duration, end, flow, procedure, start, user } from './diagram.js';
import { LienthongProcess, freePort } from './process.js';
import { WHO } from './product.js';

/*
 * Timers of years, in programs whose machines stand in other zones: one with summer time, one that is ahead of Vietnam. Every instant is that of
 * Vietnam's wall clock, and nothing fires before it.
 */

const date = (value: string): string => `<bpmn:timerEventDefinition><bpmn:timeDate>${value}</bpmn:timeDate></bpmn:timerEventDefinition>`;
const YEARS = procedure(
  'nhieu-nam',
  start('s') + and('f') + caught('baNam', duration('P3Y')) + caught('ngay', date('2029-03-11T02:30')) + caught('nhuan', date('2028-02-29')) + user('hang', { budget: 900 }) + boundary('nam', 'hang', cycle('R2/P1Y'), false) +
    user('nhac', { budget: 900 }) + and('j') + user('cuoi') + end('e') + end('e2') + ['baNam', 'ngay', 'nhuan', 'hang'].map((id) => flow('f', id) + flow(id, 'j')).join('') + chain('s', 'f') + chain('j', 'cuoi', 'e') + chain('nam', 'nhac', 'e2'),
  { limit: 2000 },
);

describe.each(['America/New_York', 'Pacific/Kiritimati'])('on a machine in %s', (zone) => {
  let database: TestDatabase;
  let program: LienthongProcess;
  const as: Record<string, Client> = {};
  let code: string;

  beforeAll(async () => {
    [database, program] = await served(zone, as);
    const { code: procedureCode } = (await as['designer']!.post('/procedures', YEARS)).expect(201);
    for (const [who, step] of [['checker', 'check'], ['chairman', 'approve'], ['designer', 'publish']] as const) (await as[who]!.post(`/procedures/${procedureCode}/revisions/1/${step}`, {})).expect(200);
    await moveTo('2026-03-06T16:45:00+07:00');
    code = (await as['desk']!.post('/dossiers', { procedure: 'nhieu-nam', agency: 'xa-khanh-phu', applicant: { name: 'Bo Bo Thị Mười' } })).expect(201).code as string;
  });
  afterAll(async () => {
    await program.signal('SIGTERM');
    await database.close();
  });

  const moveTo = async (to: string): Promise<void> => void (await as['desk']!.post('/simulation/clock', { to })).expect(200);
  const waits = async (): Promise<string[]> => ((await as['desk']!.get(`/dossiers/${code}`)).expect(200).tokens as { element: string }[]).map(({ element }) => element).sort();
  const armed = async (): Promise<string[]> =>
    (await database.dataSource.query<{ due: Date }[]>(`select due_at as due from wakeup where dossier = $1 and kind = 'runtime.timer' and state = 'pending' order by due_at`, [code])).map(({ due }) => due.toISOString());

  it('arms them at the instants of the wall clock in Vietnam', async () => {
    expect(await armed()).toEqual(['2027-03-06T09:45:00.000Z', '2028-02-28T17:00:00.000Z', '2029-03-06T09:45:00.000Z', '2029-03-10T19:30:00.000Z']);
  });

  it('fires each at its own and none before', async () => {
    await moveTo('2027-03-06T16:44:59+07:00');
    expect(await waits()).toEqual(['baNam', 'hang', 'nam', 'ngay', 'nhuan']);
    await moveTo('2027-03-06T16:45:00+07:00');
    expect(await waits()).toEqual(['baNam', 'hang', 'nam', 'ngay', 'nhac', 'nhuan']);
    await moveTo('2028-02-28T23:59:59+07:00');
    expect(await waits()).toContain('nhuan');
    await moveTo('2028-03-06T16:45:00+07:00');
    expect(await waits()).toEqual(['baNam', 'hang', 'ngay', 'nhac', 'nhac']);
    await moveTo('2029-03-11T02:29:59+07:00');
    expect(await waits()).toEqual(['hang', 'ngay', 'nhac', 'nhac']);
    await moveTo('2029-03-11T02:30:00+07:00');
    expect(await waits()).toEqual(['hang', 'nhac', 'nhac']);
    expect(await armed()).toEqual([]);
  });
});

/** The real program in a zone, on the simulated clock, and the people of the sample district in front of it. */
async function served(zone: string, as: Record<string, Client>): Promise<[TestDatabase, LienthongProcess]> {
  const [database, port] = await Promise.all([createTestDatabase({ content: 'sample' }), freePort()]);
  const url = `http://127.0.0.1:${port}`;
  const program = new LienthongProcess(['serve'], { DATABASE_URL: database.url, PORT: String(port), LIENTHONG_LOG: 'error', LIENTHONG_CLOCK: 'simulated', TZ: zone });
  await program.ready(url);
  for (const [who, username] of Object.entries(WHO)) as[who] = new Client(() => url, { username, password: samplePassword() });
  return [database, program];
}
