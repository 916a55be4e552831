import type { NestExpressApplication } from '@nestjs/platform-express';
import { createHttpApp } from '../../apps/api/src/http-app.js';
import { openProduct } from '../../apps/worker/src/worker-app.js';
import { loadConfig } from '#platform';
import type { Answer } from './client.js';
import { and, boundary, call, chain, duration, end, procedure, start, stopsUntil, messageRoot, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* Running dossiers moved to another revision of their procedure: tried out, in batches, each once. */

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
});
afterAll(() => product.close());

const migrate = (code: string, body: object, by: string = WHO.designer): Promise<Answer> => product.as(by).post(`/procedures/${code}/migrations`, { document: 'QĐ 12/QĐ-UBND', dryRun: false, ...body });
const look = async (code: string, id: string) => (await product.as(WHO.designer).get(`/procedures/${code}/migrations/${id}`)).expect(200);
const ledgerOf = async (dossier: string): Promise<{ kind: string; data: Record<string, unknown> }[]> => {
  const { items, verified } = (await product.as(WHO.desk).get(`/dossiers/${dossier}/ledger?limit=200`)).expect(200);
  expect(verified).toBe(true);
  return items;
};
const line = (code: string, ...steps: string[]): string => procedure(code, start('s') + steps.map((id) => user(id)).join('') + end('e') + chain('s', ...steps, 'e'));

describe('a dry run', () => {
  it('shows the difference, and of every dossier whether it can be moved and why not, and changes nothing', async () => {
    await product.publish(line('thu', 'a', 'b', 'c'));
    const [atA, atB] = [await product.receive('thu'), await product.receive('thu')];
    await product.complete(atB, 'a');
    await product.publish(line('thu', 'b', 'c', 'd'));
    const before = await product.countRows();

    const plan = (await product.as(WHO.designer).post('/procedures/thu/migrations', { from: 1, to: 2, document: 'QĐ 1', dryRun: true }, { 'accept-language': 'en' })).expect(200);

    expect(plan).toMatchObject({ id: null, counts: { possible: 1, refused: 1, migrated: 0, pending: 0 } });
    const ids = (list: { element: string }[]): string[] => list.map(({ element }) => element).sort();
    expect([ids(plan.diff.kept), plan.diff.moved, ids(plan.diff.removed), ids(plan.diff.added)]).toEqual([['b', 'c', 'e', 's'], [], ['a'], ['d']]);
    expect(plan.items).toEqual(expect.arrayContaining([
      { dossier: atA, state: 'refused', reason: expect.stringContaining('"a"'), at: null },
      { dossier: atB, state: 'possible', reason: null, at: null },
    ]));
    expect(await product.countRows()).toEqual(before);
  });
});

describe('a migration', () => {
  it('keeps task, deadline and timer as they are, and goes on by the new revision', async () => {
    const shape = (limit: string, budget: number, ...more: string[]): string => procedure(
      'giu', start('s') + user('a', { budget }) + boundary('hen', 'a', duration(limit), false) + user('nhac') + more.map((id) => user(id)).join('') + end('e') + chain('s', 'a', ...more, 'e') + chain('hen', 'nhac', 'e'),
    );
    await product.publish(shape('P2D', 3, 'b'));
    const code = await product.receive('giu');
    await product.advance('P1D');
    const task = (await product.tasks(code))[0];
    await product.publish(shape('P9D', 1, 'moi', 'b'));

    const { id } = (await migrate('giu', { from: 1, to: 2 })).expect(200);
    await product.advance('PT1S');

    expect(await look('giu', id)).toMatchObject({ counts: { migrated: 1, pending: 0, refused: 0 }, items: [{ dossier: code, state: 'migrated', at: expect.any(String) }] });
    expect((await product.tasks(code))[0]).toEqual(task);
    expect((await product.as(WHO.desk).get(`/dossiers/${code}`)).expect(200).tokens).toMatchObject([{ revision: 2 }, { revision: 2 }]);
    await product.advance('PT22H');
    expect(await product.tokens(code)).toEqual(['a', 'hen']);
    await product.advance('PT2H');
    expect(await product.tokens(code)).toEqual(['a', 'nhac']);
    await product.complete(code, 'a');
    expect(await product.tokens(code)).toEqual(['moi', 'nhac']);
    const entries = await ledgerOf(code);
    expect(entries.filter(({ kind }) => kind === 'instance.migrated')).toMatchObject([{ data: { migration: id, from: 1, to: 2, document: 'QĐ 12/QĐ-UBND' } }]);
    expect(entries.filter(({ kind }) => kind === 'deadline.moved')).toEqual([]);
  });

  it('follows a correction to another element, hot and after a restart', async () => {
    await product.publish(line('doi', 'a', 'b'));
    const [one, other] = [await product.receive('doi'), await product.receive('doi')];
    await product.publish(line('doi', 'nhan', 'xem', 'b'));
    expect((await migrate('doi', { from: 1, to: 2, dryRun: true })).expect(200).counts).toMatchObject({ possible: 0, refused: 2 });

    const { id } = (await migrate('doi', { from: 1, to: 2, mapping: { a: 'nhan' }, dossiers: [one] })).expect(200);
    await product.advance('PT1S');
    expect((await look('doi', id)).counts).toMatchObject({ migrated: 1 });
    (await migrate('doi', { from: 1, to: 2, mapping: { a: 'nhan' } })).expect(200);
    await product.advance('PT1S');

    for (const code of [one, other]) {
      expect(await product.tokens(code)).toEqual(['nhan']);
      const [task] = await product.tasks(code);
      (await product.as(WHO.desk).post(`/tasks/${task?.id}/complete`, { opinion: 'Đồng ý' })).expect(200);
      expect(await product.tokens(code)).toEqual(['xem']);
      if (code === one) await product.restart();
    }
  });

  it('moves what can be moved and says of the others why they stay', async () => {
    const branches = (...ids: string[]): string => procedure('re', start('s') + and('f') + ids.map((id) => user(id)).join('') + and('j') + user('z') + end('e') + ids.map((id) => chain('f', id, 'j')).join('') + chain('s', 'f') + chain('j', 'z', 'e'));
    await product.publish(branches('a', 'b'));
    const [stays, goes] = [await product.receive('re'), await product.receive('re')];
    await product.complete(stays, 'a');
    for (const element of ['a', 'b']) await product.complete(goes, element);
    await product.publish(branches('a', 'b', 'c'));

    const { id } = (await migrate('re', { from: 1, to: 2 })).expect(200);
    await product.advance('PT1S');

    const { counts, items } = await look('re', id);
    expect(counts).toEqual({ possible: 0, pending: 0, migrated: 1, refused: 1 });
    expect((await product.as(WHO.designer).get('/procedures/re/migrations')).expect(200).items).toMatchObject([{ id, from: 1, to: 2, counts }]);
    expect((await product.as(WHO.desk).get('/procedures/re/migrations')).refusal).toBe('403 not_allowed');
    expect(items.find(({ dossier }: { dossier: string }) => dossier === stays)).toMatchObject({ state: 'refused', reason: expect.stringContaining('"j"') });
    await product.complete(stays, 'b');
    for (const code of [stays, goes]) await product.complete(code, 'z');
  });

  it('leaves a called procedure as it is, and a dossier whose clock would run otherwise where it is', async () => {
    await product.publish(procedure('goi-con', start('s') + user('con') + end('e') + chain('s', 'con', 'e'), { kind: 'component' }));
    const caller = (...more: string[]): string => procedure('goi', start('s') + call('k', 'goi-con') + more.map((id) => user(id)).join('') + end('e') + chain('s', 'k', ...more, 'e'));
    await product.publish(caller('b'));
    const code = await product.receive('goi');
    await product.publish(caller('moi', 'b'));
    (await migrate('goi', { from: 1, to: 2 })).expect(200);
    await product.advance('PT1S');
    await product.complete(code, 'con');
    expect(await product.tokens(code)).toEqual(['moi']);

    const clock = (kind: string): string => procedure('dong-ho', start('s') + stopsUntil('cho', 'tin', kind, 'tax-notice') + user('b') + end('e') + chain('s', 'cho', 'b', 'e'), { roots: messageRoot('tin') });
    await product.publish(clock('payment'));
    const stopped = await product.receive('dong-ho');
    await product.publish(clock('site_survey'));
    const { items } = (await migrate('dong-ho', { from: 1, to: 2, dryRun: true })).expect(200);
    expect(items).toEqual([{ dossier: stopped, state: 'refused', reason: expect.stringContaining('"cho"'), at: null }]);
  });

  it('reaches a suspended dossier and does not wake it', async () => {
    await product.publish(line('ngung', 'a', 'b'));
    const code = await product.receive('ngung');
    (await product.as(WHO.administrator).post('/suspensions', { subject: 'dossier', ref: code, reason: 'Chờ chuyển' })).expect(201);
    await product.publish(line('ngung', 'a', 'moi', 'b'));
    const { id } = (await migrate('ngung', { from: 1, to: 2 })).expect(200);
    await product.advance('PT1S');
    expect((await look('ngung', id)).counts.migrated).toBe(1);
    const [task] = await product.tasks(code);
    expect((await product.as(WHO.desk).post(`/tasks/${task?.id}/complete`, { opinion: 'Đồng ý' })).refusal).toBe('409 invalid_state');
  });

  it('refuses one dossier whose state cannot be read, and moves the others', async () => {
    await product.publish(line('hong', 'a', 'b'));
    const [broken, whole] = [await product.receive('hong'), await product.receive('hong')];
    await product.database.dataSource.query(`update instance set state = '{"v": 9, "process": "hong"}' where dossier = $1`, [broken]);
    await product.publish(line('hong', 'a', 'moi', 'b'));
    const { id } = (await migrate('hong', { from: 1, to: 2 })).expect(200);
    await product.advance('PT1S');
    const { items } = await look('hong', id);
    expect(Object.fromEntries(items.map(({ dossier, state }: { dossier: string; state: string }) => [dossier, state]))).toEqual({ [broken]: 'refused', [whole]: 'migrated' });
  });
});

describe('refused is', () => {
  beforeAll(async () => {
    await product.publish(line('sai', 'a', 'b'));
    await product.publish(line('sai', 'a', 'b', 'c'));
    await product.as(WHO.designer).post('/procedures', line('sai', 'a', 'd'));
    await product.publish(line('khac', 'a'));
  });

  it.each([
    ['a revision that there is not', { from: 1, to: 99 }, '404 not_found'],
    ['the same revision', { from: 1, to: 1 }, '400 invalid_input'],
    ['a revision that is not in force', { from: 1, to: 3 }, '409 not_effective'],
    ['an unknown dossier', { from: 1, to: 2, dossiers: ['khong-co'] }, '400 invalid_input'],
    ['a mapping of what there is not', { from: 1, to: 2, mapping: { q: 'a' } }, '400 invalid_input'],
    ['a mapping to another type', { from: 1, to: 2, mapping: { a: 'e' } }, '400 invalid_input'],
    ['no document', { from: 1, to: 2, document: ' ' }, '400 invalid_input'],
    ['no word on whether it is meant', { from: 1, to: 2, dryRun: undefined }, '400 invalid_input'],
    ['a revision that is no number', { from: 'x', to: 2 }, '400 invalid_input'],
  ])('%s', async (_, body, refusal) => {
    expect((await migrate('sai', body)).refusal).toBe(refusal);
  });

  it('who may not publish, an unknown procedure and an unknown migration', async () => {
    for (const dryRun of [true, false]) expect((await migrate('sai', { from: 1, to: 2, dryRun }, WHO.desk)).refusal).toBe('403 not_allowed');
    expect((await migrate('khong-co', { from: 1, to: 2 })).refusal).toBe('404 not_found');
    const unknown = '6a1a64c2-7a3c-4d43-8f6b-1f2f7e6f6a11';
    expect((await product.as(WHO.designer).get(`/procedures/sai/migrations/${unknown}`)).refusal).toBe('404 not_found');
    expect((await product.as(WHO.desk).get(`/procedures/sai/migrations/${unknown}`)).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.designer).get('/procedures/sai/migrations/x')).refusal).toBe('400 invalid_input');
    const other = (await migrate('sai', { from: 1, to: 2, dossiers: [await product.receive('khac')] })).expect(200);
    await product.advance('PT1S');
    expect((await look('sai', other.id)).items).toMatchObject([{ state: 'refused' }]);
    expect((await product.as(WHO.designer).get(`/procedures/khac/migrations/${other.id}`)).refusal).toBe('404 not_found');
  });
});

describe('a batch whose process goes away half-way', () => {
  it('is finished by the others, each dossier once, also the one whose transaction died', async () => {
    const real = await TestProduct.open({ LIENTHONG_CLOCK: 'system' });
    let second: NestExpressApplication | undefined;
    try {
      await real.publish(line('dot', 'a', 'b'));
      const codes: string[] = [];
      for (let n = 0; n < 40; n++) codes.push(await real.receive('dot'));
      await real.publish(line('dot', 'a', 'moi', 'b'));
      second = await createHttpApp(await openProduct(loadConfig({ LIENTHONG_LOG: 'fatal', DATABASE_URL: real.database.url })));
      await second.init();
      const { dataSource } = real.database;
      const held = dataSource.createQueryRunner();
      await held.startTransaction();
      await held.query('select 1 from instance where dossier = $1 for update', [codes[20]]);
      const { id } = (await real.as(WHO.designer).post('/procedures/dot/migrations', { from: 1, to: 2, document: 'QĐ 3', dryRun: false })).expect(200);
      const halfWay = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'update instance set state%'`;
      while ((await dataSource.query<unknown[]>(halfWay)).length === 0) await new Promise((resolve) => setImmediate(resolve));
      await dataSource.query(`select pg_terminate_backend(pid) from (${halfWay}) as died`);
      await held.rollbackTransaction();
      await held.release();
      await real.restart();

      const counts = async () => (await real.as(WHO.designer).get(`/procedures/dot/migrations/${id}`)).expect(200).counts;
      while ((await counts()).pending > 0) await new Promise((resolve) => setImmediate(resolve));

      expect(await counts()).toEqual({ possible: 0, pending: 0, migrated: 40, refused: 0 });
      const told = await real.database.dataSource.query<{ dossier: string; n: number }[]>(`select dossier, count(*)::int as n from ledger_entry where kind = 'instance.migrated' group by dossier`);
      expect(told.map(({ n }) => n)).toEqual(codes.map(() => 1));
      await real.complete(codes[0] as string, 'a');
      expect(await real.tokens(codes[0] as string)).toEqual(['moi']);
    } finally {
      await second?.close();
      await real.close();
    }
  });
});
