import { and, caught, chain, duration, end, flow, procedure, start, user, xor } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* What fails for good becomes an incident and stops nothing else. */

const TIMED = procedure(
  'hen-gio',
  start('s') + caught('hen', duration('P1D')) + xor('x') + user('a') + user('b') + end('e') + end('e2') + chain('s', 'hen', 'x') + flow('x', 'a', '=so = 1') + flow('x', 'b', '=so = 2') + chain('a', 'e') + chain('b', 'e2'),
);
const PLAIN = procedure('thuong', start('s') + user('mot') + user('hai') + end('e') + chain('s', 'mot', 'hai', 'e'));
const BOTH = procedure('hai-nhanh', start('s') + and('f') + user('trai') + user('phai') + and('j') + end('e') + chain('s', 'f', 'trai', 'j', 'e') + chain('f', 'phai', 'j'));

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  for (const xml of [TIMED, PLAIN, BOTH]) await product.publish(xml);
});
afterAll(() => product.close());

const admin = () => product.as(WHO.administrator);
const incidents = async (query: string) => (await admin().get(`/incidents?${query}`)).expect(200).items;
const sql = (query: string, values: unknown[]) => product.database.dataSource.query(query, values);

describe('a timer whose step fails', () => {
  it('is tried again and again, then becomes an incident; other timers fire', async () => {
    const [bad, good] = [await product.receive('hen-gio', { data: { so: 3 } }), await product.receive('hen-gio', { data: { so: 1 } })];

    await product.advance('P1D');
    expect(await product.tokens(good)).toEqual(['a']);
    for (let tries = 1; tries < 6; tries++) {
      expect(await incidents(`state=open&dossier=${bad}`)).toEqual([]);
      await product.advance('PT1H');
    }

    const [incident] = await incidents(`state=open&dossier=${bad}`);
    expect(incident).toMatchObject({ kind: 'wakeup', topic: 'runtime.timer', procedure: 'hen-gio', element: 'hen', dossier: bad, message: expect.stringContaining('x') });
    await product.advance('P2D');
    expect(await sql('select attempts from wakeup where dossier = $1 and kind = $2', [bad, 'runtime.timer'])).toEqual([{ attempts: 6 }]);

    await sql(`update instance set variables = '{"so": 2}', version = version + 1 where dossier = $1`, [bad]);
    (await admin().post(`/incidents/${incident.id}/retry`)).expect(200);
    await product.advance('PT1S');
    expect(await product.tokens(bad)).toEqual(['b']);
    expect(await incidents(`state=closed&dossier=${bad}`)).toMatchObject([{ id: incident.id, outcome: 'retried' }]);
  });

  it('is obsolete when its dossier ends otherwise', async () => {
    const code = await product.receive('hen-gio', { data: { so: 3 } });
    await product.advance('P1D');
    for (let tries = 1; tries < 6; tries++) await product.advance('PT1H');
    expect(await incidents(`state=open&dossier=${code}`)).toHaveLength(1);

    (await product.as(WHO.desk).post(`/dossiers/${code}/withdraw`, { reason: 'xin rút' })).expect(200);

    expect(await incidents(`state=open&dossier=${code}`)).toEqual([]);
    expect(await incidents(`state=closed&dossier=${code}`)).toMatchObject([{ outcome: 'obsolete' }]);
  });

  it('retried together by procedure', async () => {
    const codes = [await product.receive('hen-gio', { data: { so: 3 } }), await product.receive('hen-gio', { data: { so: 3 } })];
    await product.advance('P1D');
    for (let tries = 1; tries < 6; tries++) await product.advance('PT1H');
    await sql(`update instance set variables = '{"so": 1}', version = version + 1 where dossier = any($1)`, [codes]);

    expect((await admin().post('/incidents/retry', { procedure: 'hen-gio' })).expect(200)).toEqual({ retried: 2, refused: [], remaining: 0 });
    await product.advance('PT1S');

    for (const code of codes) expect(await product.tokens(code)).toEqual(['a']);
  });
});

describe('many incidents', () => {
  const MANY = 2_500;
  /** Timers that were given up, as they stand in the tables. */
  const giveUp = (topic: string, n: number) =>
    sql(
      `with given_up as (
         insert into wakeup (id, kind, ref, dossier, due_at, state, retry_at, attempts, created_at)
         select gen_random_uuid(), $1, 'giao-' || gen_random_uuid(), null, now() + interval '9 years', 'pending', 'infinity', 6, now() from generate_series(1, $2::int) returning id)
       insert into incident (id, kind, ref, topic, message, opened_at) select gen_random_uuid(), 'wakeup', id, $1, 'hỏng', now() from given_up`,
      [topic, n],
    );
  const retry = (topic: string, key?: string) => admin().post('/incidents/retry', { topic }, key === undefined ? {} : { 'idempotency-key': key });
  afterAll(() => sql(`delete from incident where message = 'hỏng'`, []));
  const tried = async (topic: string) => (await sql('select count(*)::int as n from wakeup where kind = $1 and retry_at is null', [topic]))[0].n;

  it('are all retried by one request, however many', async () => {
    await giveUp('dossiers.import', MANY);
    expect((await retry('dossiers.import')).expect(200)).toEqual({ retried: MANY, refused: [], remaining: 0 });
    expect(await tried('dossiers.import')).toBe(MANY);
  });

  it('a request that comes again with its key answers the same and does nothing, also while the first is under way', async () => {
    await giveUp('reports.run', 60);
    const [first, second] = await Promise.all([retry('reports.run', 'k-1'), retry('reports.run', 'k-1')]);
    await giveUp('reports.run', 5);
    const third = await retry('reports.run', 'k-1');

    for (const answer of [first, second, third]) expect(answer.expect(200)).toEqual({ retried: 60, refused: [], remaining: 0 });
    expect(await tried('reports.run')).toBe(60);
    expect(await incidents('state=open&topic=reports.run')).toHaveLength(5);
    expect((await retry('dossiers.import', 'k-1')).refusal).toBe('422 idempotency_mismatch');
    expect((await retry('reports.run', 'k-2')).expect(200)).toEqual({ retried: 5, refused: [], remaining: 0 });
  });

  it('one cut off in the middle goes on when it is asked again, and tells of all', async () => {
    await giveUp('reports.schedule', 6);
    const [, another] = await incidents('state=open&topic=reports.schedule');
    (await retry('reports.schedule', 'k-3')).expect(200);
    // As a process leaves it that died before the last of the chosen and the answer.
    await sql(`delete from command_key where key = 'k-3' or key = $1`, [`k-3\n${another.id}`]);
    await sql('update incident set closed_at = null, closed_by = null where id = $1', [another.id]);
    await sql(`update wakeup set retry_at = 'infinity' where id = (select ref from incident where id = $1)`, [another.id]);

    expect((await retry('reports.schedule', 'k-3')).expect(200)).toEqual({ retried: 6, refused: [], remaining: 0 });
    expect(await incidents('state=open&topic=reports.schedule')).toEqual([]);
  });
});

describe('an instance whose state cannot be loaded', () => {
  const spoil = async (code: string, state: string | null): Promise<unknown> => {
    const [{ state: sound }] = await sql('select state from instance where dossier = $1', [code]);
    await sql('update instance set state = $2, version = version + 1 where dossier = $1', [code, state]);
    return sound;
  };

  it.each([['of another version', '{"v": 99}'], ['of another shape', '{"v": 1, "process": "thuong", "core": {"nonsense": true}, "rounds": {}, "compensable": []}'], ['gone', null]])(
    '%s: refused with an incident, the other dossiers go on, and a retry after the repair frees it',
    async (_, broken) => {
      const [bad, good] = [await product.receive('thuong'), await product.receive('thuong')];
      const sound = await spoil(bad, broken);
      const [task] = await product.tasks(bad);

      const refused = await product.as(`${task!.agency}.${task!.role}`).post(`/tasks/${task!.id}/complete`, {});
      await product.complete(good, 'mot');

      expect(refused.refusal).toBe('409 invalid_state');
      expect(refused.body.detail).toContain('sự cố');
      expect(await product.tokens(good)).toEqual(['hai']);
      const [incident, ...more] = await incidents(`state=open&dossier=${bad}`);
      expect([incident, more]).toMatchObject([{ kind: 'instance', procedure: 'thuong', dossier: bad }, []]);

      expect((await admin().post(`/incidents/${incident.id}/retry`)).refusal).toBe('409 invalid_state');
      expect(await incidents(`state=open&dossier=${bad}`)).toHaveLength(1);
      await sql('update instance set state = $2 where dossier = $1', [bad, JSON.stringify(sound)]);
      (await admin().post(`/incidents/${incident.id}/retry`)).expect(200);
      await product.complete(bad, 'mot');
      expect(await product.tokens(bad)).toEqual(['hai']);
    },
  );

  it.each([['a number', '7'], ['a list', '[]'], ['of another process', '{"v": 1, "process": "khac", "core": {}, "rounds": {}, "compensable": []}'], ['gone', null]])('a modification of one whose state is %s: refused with an incident', async (_, broken) => {
    const code = await product.receive('thuong');
    await spoil(code, broken);
    const asked = await admin().post(`/dossiers/${code}/modifications`, { cancel: ['mot'], start: ['hai'], reason: 'Nhầm bước' });
    expect(asked.refusal).toBe('409 invalid_state');
    expect(asked.body.detail).toContain('sự cố');
    expect(await incidents(`state=open&dossier=${code}`)).toMatchObject([{ kind: 'instance' }]);
  });

  it('that has lost one of several waits is as poisoned as one that has lost all', async () => {
    const code = await product.receive('hai-nhanh');
    const sound = await spoil(code, null);
    await sql('update instance set state = $2 where dossier = $1', [code, JSON.stringify(sound).replaceAll('trai', 'trái')]);
    const [task] = (await product.tasks(code)).filter(({ element }) => element === 'trai');

    expect((await product.as(`${task!.agency}.${task!.role}`).post(`/tasks/${task!.id}/complete`, {})).refusal).toBe('409 invalid_state');

    const said = async (language: string) => (await admin().get(`/incidents?state=open&dossier=${code}`, { 'accept-language': language })).expect(200).items;
    expect(await said('vi')).toMatchObject([{ kind: 'instance', message: expect.stringMatching(/^Không đọc được trạng thái của quy trình hai-nhanh .*: trạng thái đã lưu thiếu .* là việc đang chờ$/) }]);
    expect(await said('en')).toMatchObject([{ kind: 'instance', message: expect.stringMatching(/^instance .* of hai-nhanh cannot be loaded: .* is not in its state$/) }]);
    await sql('update instance set state = $2 where dossier = $1', [code, JSON.stringify(sound)]);
    await product.complete(code, 'trai');
    expect(await product.tokens(code)).toEqual(['phai']);
  });

  it('is one incident however often it is met', async () => {
    const code = await product.receive('thuong');
    await spoil(code, '{"v": 99}');
    const [task] = await product.tasks(code);
    for (let n = 0; n < 3; n++) expect((await product.as(`${task!.agency}.${task!.role}`).post(`/tasks/${task!.id}/complete`, {})).status).toBe(409);
    expect(await incidents(`dossier=${code}`)).toHaveLength(1);
    expect((await product.anyone.get('/metrics')).body).toMatch(/^lienthong_incidents_open [1-9]/m);
  });
});

it('an incident of before there were two texts says the same in both languages', async () => {
  await sql(`insert into incident (id, kind, ref, procedure, message, opened_at) values (gen_random_uuid(), 'wakeup', gen_random_uuid(), 'cu', 'timer x: no way', now())`, []);
  for (const language of ['vi', 'en']) expect((await admin().get('/incidents?procedure=cu', { 'accept-language': language })).expect(200).items).toMatchObject([{ message: 'timer x: no way' }]);
  await sql(`delete from incident where procedure = 'cu'`, []);
});

it('pages of incidents come newest first', async () => {
  const all = await incidents('limit=200');
  const first = (await admin().get('/incidents?limit=2')).expect(200);
  const second = (await admin().get(`/incidents?limit=2&after=${first.next}`)).expect(200);
  expect((await admin().get(`/incidents?q=${encodeURIComponent('CANNOT be Lóaded')}&limit=200`)).expect(200).items).toEqual(all.filter(({ kind }: { kind: string }) => kind === 'instance'));
  expect((await admin().get('/incidents?q=%25')).expect(200).items).toEqual([]);
  expect([...first.items, ...second.items].map(({ id }: { id: string }) => id)).toEqual(all.slice(0, 4).map(({ id }: { id: string }) => id));
});
