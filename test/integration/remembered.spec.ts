import { statements } from './statements.js';
import { type Remembered, WakeUps, loadConfig, memoryOf } from '#platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import { createHttpApp } from '../../apps/api/src/http-app.js';
import { openProduct } from '../../apps/worker/src/worker-app.js';
import { samplePassword } from '../setup/database.js';
import { type Answer, Client } from './client.js';
import { and, boundary, caught, chain, duration, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* What a process remembers of a dossier is what the database holds, and where another process moved it nobody is told a wrong thing. */

const LINE = procedure('mot-hang', start('s') + user('a') + user('b') + user('c') + end('e') + chain('s', 'a', 'b', 'c', 'e'));
const BRANCHES = procedure('hai-nhanh', start('s') + and('f') + user('a') + user('b') + and('j') + user('c') + end('e') + chain('s', 'f', 'a', 'j', 'c', 'e') + chain('f', 'b', 'j'));

const OFFICES = procedure('hai-co-quan', start('s') + user('a') + user('b', { agency: 'tax', role: 'chuyen-vien', budget: 2 }) + user('c') + user('d', { milestone: 9 }) + user('f') + end('e') + chain('s', 'a', 'b', 'c', 'd', 'f', 'e'));

const TIMED = procedure('hen-ngay', start('s') + user('a') + caught('t', duration('PT0S')) + user('b') + end('e') + chain('s', 'a', 't', 'b', 'e'));
const BESIDE = procedure(
  'hen-canh', start('s') + and('f') + user('a') + boundary('x', 'a', duration('PT0S')) + user('x1') + user('b') + end('e') + end('e2') + end('e3') + chain('s', 'f', 'a', 'e') + chain('f', 'b', 'e2') + chain('x', 'x1', 'e3'),
);

let product: TestProduct;
let second: NestExpressApplication;
let other: Client;
beforeAll(async () => {
  product = await TestProduct.open({ LIENTHONG_CLOCK: 'system', LIENTHONG_ROLE: 'api' });
  for (const xml of [LINE, BRANCHES, OFFICES, TIMED, BESIDE]) await product.publish(xml);
  second = await createHttpApp(await openProduct(loadConfig({ LIENTHONG_LOG: 'fatal', LIENTHONG_ROLE: 'api', DATABASE_URL: product.database.url })));
  await second.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(second.getHttpServer().address() as AddressInfo).port}`;
  other = new Client(() => url, { username: WHO.desk, password: samplePassword() });
});
afterAll(async () => {
  await second?.close();
  await product.close();
});

const sql = <Row = Record<string, unknown>>(text: string, parameters: unknown[] = []): Promise<Row[]> => product.database.dataSource.query(text, parameters);
const taskAt = async (code: string, element: string): Promise<string> => (await product.tasks(code)).find((task) => task.element === element)!.id;
const complete = async (by: Client, code: string, element: string): Promise<Answer> => by.post(`/tasks/${await taskAt(code, element)}/complete`, { opinion: 'Đồng ý' });
const here = (): Client => product.as(WHO.desk);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What the process knows of the dossier and could go by; null where its turn is over. */
async function remembered(code: string): Promise<Remembered | null> {
  const known = memoryOf(product.part(DataSource)).all().find((one) => one.code === code);
  const [row] = await sql<{ turn: number }>('select turn from dossier where code = $1', [code]);
  return known && known.turn === row!.turn ? known : null;
}

async function held(code: string): Promise<Record<string, unknown>> {
  const [head] = await sql(
    `select code, procedure, revision, agency, territory, state, data, received_at as "receivedAt", ended_at is not null or state > 9 as ended, adoption::int from dossier where code = $1`, [code],
  );
  const [end] = await sql('select seq, hash from ledger_entry where dossier = $1 order by seq desc limit 1', [code]);
  const instances = await sql(`select id, version, variables, status, revision from instance where dossier = $1 and status = 'running'`, [code]);
  const tasks = await sql(
    `select id, dossier, instance, execution_id as "executionId", procedure, revision, element, name_vi as "nameVi", name_en as "nameEn", agency, role, assignee, state, requires, budget,
       form, opened_at as "openedAt", claimed_at as "claimedAt", ended_at as "endedAt", opinion, output, detour, handed_by as "handedBy", priority, version
     from task where dossier = $1 and state in ('open', 'claimed') order by opened_at, id`, [code],
  );
  const legs = await sql(
    `select id, dossier, agency, handed_by as "handedBy", entered_at as "enteredAt", acknowledged_at as "acknowledgedAt", acknowledged_by as "acknowledgedBy", left_at as "leftAt",
       budget_ms::int as "budgetMs", used_ms::int as "usedMs", overrun_ms::int as "overrunMs", acknowledge_ms::int as "acknowledgeMs"
     from leg where dossier = $1 and left_at is null order by entered_at, id`, [code],
  );
  const deadlines = await sql(
    `select id, subject_kind as "subjectKind", subject_ref as "subjectRef", dossier, agency, role, jsonb_build_object('amount', budget_amount, 'unit', budget_unit) as budget, convention,
       started_at as "startedAt", due_at as "dueAt", state, breached_at as "breachedAt", ended_at as "endedAt", overrun_ms::int as "overrunMs", ladder, ladder_version as "ladderVersion",
       first_day as "firstDay", cutoff, extension_amount as "extension"
     from deadline where dossier = $1 and (ended_at is null or subject_kind = 'dossier') order by id`, [code],
  );
  const stops = await sql(
    `select id, dossier, kind, reason, evidence, source, started_at as "from", started_by as "startedBy", ended_at as "to" from deadline_stop where dossier = $1 order by started_at, id`, [code],
  );
  return plain({ head, chain: end, instances, tasks, times: { legs, deadlines: deadlines.map(withoutNulls), stops } }) as Record<string, unknown>;
}

/** What a deadline need not have, it has not at all. */
const withoutNulls = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== null || !['firstDay', 'cutoff', 'extension'].includes(name)));

async function expectTrue(code: string): Promise<string[]> {
  const known = await remembered(code);
  const truth = await held(code);
  const { wakeUps = [], ...parts } = Object.fromEntries(known?.parts ?? []) as Record<string, unknown> & { wakeUps?: { id: string }[] };
  for (const wakeUp of wakeUps) {
    const [row] = await sql(`select id, kind, ref, dossier, due_at as "dueAt", trace from wakeup where id = $1`, [wakeUp.id]);
    expect(row).toMatchObject(wakeUp);
  }
  for (const [part, value] of Object.entries(parts)) expect([part, plain(value)]).toEqual([part, Array.isArray(truth[part]) ? truth[part].map((row) => expect.objectContaining(row as object)) : expect.objectContaining(truth[part] as object)]);
  return Object.keys(parts).sort();
}

const ALL = ['chain', 'head', 'instances', 'tasks', 'times'];

describe('what is remembered', () => {
  it('is what the database holds, after every command', async () => {
    const code = await product.receive('hai-nhanh');
    await expectTrue(code);
    const task = await taskAt(code, 'a');
    for (const [path, body] of [['claim', {}], ['release', {}], ['claim', {}], ['complete', { opinion: 'Đồng ý', data: { so: 1, ngay: '2026-01-01' } }]] as const) {
      (await here().post(`/tasks/${task}/${path}`, body)).expect(200);
      await expectTrue(code);
    }
    expect(await expectTrue(code)).toEqual(ALL);
    (await complete(here(), code, 'b')).expect(200);
    expect(await expectTrue(code)).toEqual(ALL);
    (await here().post(`/tasks/${await taskAt(code, 'c')}/return`, { to: 'b', reason: 'Thiếu chữ ký' })).expect(200);
    await expectTrue(code);
    (await complete(here(), code, 'b')).expect(200);
    await expectTrue(code);
    (await complete(here(), code, 'c')).expect(200);
    await expectTrue(code);
    expect((await here().get(`/dossiers/${code}/ledger?limit=1`)).expect(200).verified).toBe(true);
  });

  it.each(['acknowledge', 'claim', 'complete'])('is true of its time: hand-overs that end by %s, stops, endings, settlement', async (how) => {
    const code = await product.receive('hai-co-quan');
    expect(await expectTrue(code)).toEqual(ALL);
    const tax = product.as(WHO.tax);
    const doing: (() => Promise<Answer>)[] = [
      () => complete(here(), code, 'a'),
      () => here().post(`/dossiers/${code}/stop`, { reason: 'supplement', evidence: 'Phiếu 02' }),
      () => here().post(`/dossiers/${code}/resume`, {}),
      async () => (how === 'acknowledge' ? tax.post(`/dossiers/${code}/acknowledge`) : tax.post(`/tasks/${await taskAt(code, 'b')}/${how}`, how === 'claim' ? {} : { opinion: 'Đồng ý' })),
      async () => (how === 'complete' ? tax.get(`/dossiers/${code}`) : complete(tax, code, 'b')),
      () => complete(here(), code, 'c'),
      () => complete(here(), code, 'd'),
      () => complete(here(), code, 'f'),
    ];
    for (const [at, does] of doing.entries()) {
      expect([at, (await does()).status]).toEqual([at, 200]);
      await expectTrue(code);
      if (at === 4) expect(await expectTrue(code)).toEqual(ALL);
    }
    const [wrong] = await sql<{ n: number }>(
      `select count(*)::int as n from deadline d where dossier = $1 and (ended_at is null or exists (select from wakeup w where w.dossier = $1 and w.state = 'pending' and w.kind like 'deadline.%'))`, [code],
    );
    expect(wrong!.n).toBe(0);
    expect(await sql('select agency, left_at is not null as left, acknowledged_at is not null as known from leg where dossier = $1 order by entered_at, left_at', [code])).toEqual([
      { agency: 'xa-khanh-phu', left: true, known: true }, { agency: 'ct-khanh-vinh', left: true, known: true }, { agency: 'xa-khanh-phu', left: true, known: true },
    ]);
  });

  it('is not gone by when the dossier is changed by hand, or held by a suspension', async () => {
    const code = await product.receive('mot-hang');
    (await complete(here(), code, 'a')).expect(200);
    expect(await remembered(code)).not.toBeNull();
    await sql('update dossier set state = 5 where code = $1', [code]);
    expect(await remembered(code)).toBeNull();
    expect((await complete(here(), code, 'b')).refusal).toBe('409 clock_stopped');
    await sql('update dossier set state = 2 where code = $1', [code]);
    (await complete(here(), code, 'b')).expect(200);

    const { id } = (await product.as(WHO.administrator).post('/suspensions', { subject: 'agency', ref: 'xa-khanh-phu', reason: 'Thanh tra' })).expect(201);
    expect((await complete(here(), code, 'c')).refusal).toBe('409 invalid_state');
    (await product.as(WHO.administrator).send('DELETE', `/suspensions/${id}`, { reason: 'Xong' })).expect(200);
    (await complete(here(), code, 'c')).expect(200);
  });
});

describe('two processes', () => {
  it('move one dossier in turn, neither going by what the other has changed', async () => {
    const code = await product.receive('mot-hang');
    (await complete(here(), code, 'a')).expect(200);
    (await complete(other, code, 'b')).expect(200);
    (await complete(here(), code, 'c')).expect(200);

    const ledger = (await here().get(`/dossiers/${code}/ledger?limit=200`)).expect(200) as { verified: boolean; items: { kind: string; element: string }[] };
    expect(ledger.verified).toBe(true);
    expect(ledger.items.filter(({ kind }) => kind === 'task.completed').map(({ element }) => element)).toEqual(['a', 'b', 'c']);
  });

  it('refuse what the other has done already, and what was remembered as taken is asked for again', async () => {
    const code = await product.receive('mot-hang');
    (await complete(here(), code, 'a')).expect(200);
    const task = await taskAt(code, 'b');
    (await here().post(`/tasks/${task}/claim`, {})).expect(200);
    (await other.post(`/tasks/${task}/release`, {})).expect(200);
    expect((await here().post(`/tasks/${task}/release`, {})).refusal).toBe('409 invalid_state');
    (await other.post(`/tasks/${task}/complete`, { opinion: 'Đồng ý' })).expect(200);
    expect((await here().post(`/tasks/${task}/complete`, { opinion: 'Đồng ý' })).refusal).toBe('409 invalid_state');
    expect(await product.tokens(code)).toEqual(['c']);
  });
});

describe('a timer', () => {
  const due = async (code: string): Promise<string> => (await sql<{ id: string }>(`select id from wakeup where dossier = $1 and kind = 'runtime.timer' and state = 'pending'`, [code]))[0]!.id;
  const fire = (id: string): Promise<boolean> => product.part(WakeUps).fire(id);
  const states = (code: string): Promise<{ state: string }[]> => sql(`select state from wakeup where dossier = $1 and kind = 'runtime.timer'`, [code]);
  const suspension = async (): Promise<() => Promise<unknown>> => {
    const { id } = (await product.as(WHO.administrator).post('/suspensions', { subject: 'agency', ref: 'xa-khanh-phu', reason: 'Thanh tra' })).expect(201);
    return () => product.as(WHO.administrator).send('DELETE', `/suspensions/${id}`, { reason: 'Xong' });
  };

  it('that the process has armed fires without a question, and so does what follows', async () => {
    const code = await product.receive('hen-ngay');
    (await complete(here(), code, 'a')).expect(200);
    const id = await due(code);
    statements.forget();

    expect(await fire(id)).toBe(true);

    expect(statements.sent.filter((text) => /^\s*select/i.test(text) && /\b(from|join) (dossier|instance|waiting|task|ledger_entry|wakeup)\b/.test(text))).toEqual([]);
    expect(await product.tokens(code)).toEqual(['b']);
    expect(await expectTrue(code)).toEqual(ALL);
    expect(await fire(id)).toBe(false);
    (await complete(here(), code, 'b')).expect(200);
    expect((await here().get(`/dossiers/${code}/ledger?limit=1`)).expect(200).verified).toBe(true);
  });

  it('fires once where two processes come to it, and though the other has moved the dossier since', async () => {
    const code = await product.receive('hen-canh');
    const id = await due(code);
    (await complete(other, code, 'b')).expect(200);

    expect(await Promise.all([fire(id), second.get(WakeUps).fire(id), fire(id)]).then((fired) => fired.filter(Boolean))).toEqual([true]);

    expect(await product.tokens(code)).toEqual(['x1']);
    await expectTrue(code);
  });

  it('does not fire when what it belongs to has ended elsewhere', async () => {
    const code = await product.receive('hen-canh');
    const id = await due(code);
    (await complete(other, code, 'a')).expect(200);

    expect(await fire(id)).toBe(false);

    expect(await product.tokens(code)).toEqual(['b']);
    expect(await states(code)).toEqual([{ state: 'cancelled' }]);
  });

  it('sleeps with its dossier and fires when that goes on', async () => {
    const code = await product.receive('hen-ngay');
    (await complete(here(), code, 'a')).expect(200);
    const id = await due(code);
    const resume = await suspension();

    expect(await fire(id)).toBe(true);
    expect(await product.tokens(code)).toEqual(['t']);

    await resume();
    expect(await fire(await due(code))).toBe(true);
    expect(await product.tokens(code)).toEqual(['b']);
    await expectTrue(code);
  });
});

describe('a batch of migrations', () => {
  it('is decided without waiting for steps that are under way', async () => {
    const code = await product.receive('mot-hang');
    await product.publish(procedure('mot-hang', start('s') + user('a') + user('moi') + user('b') + user('c') + end('e') + chain('s', 'a', 'moi', 'b', 'c', 'e')));
    const step = product.database.dataSource.createQueryRunner();
    await step.startTransaction();
    await step.query('select 1 from dossier where code = $1 for update', [code]);

    const decided = await product.as(WHO.designer).post('/procedures/mot-hang/migrations', { from: 1, to: 2, document: 'QĐ 9', dryRun: false });

    await step.rollbackTransaction();
    await step.release();
    expect(decided.expect(200).counts.pending).toBeGreaterThan(0);
  });
});
