import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* A revision that is not in the database any more (a backup put together by hand, foreign keys dropped): its dossiers wait for an administrator, all others go on. */

const diagram = (code: string): string =>
  procedure(code, start('s') + user('mot', { opinion: true, papers: ['ket-qua'] }) + user('hai') + end('e') + chain('s', 'mot', 'hai', 'e'), { papers: ['don'] });

let product: TestProduct;
let bad: string;
let good: string;
let task: string;

beforeAll(async () => {
  product = await TestProduct.open();
  for (const code of ['mat-ban', 'con-ban']) await product.publish(diagram(code));
  [bad, good] = [await product.receive('mat-ban', { papers: ['don'] }), await product.receive('con-ban', { papers: ['don'] })];
  task = (await product.tasks(bad))[0]!.id;
});
afterAll(() => product.close());

const sql = (query: string, values: unknown[] = []) => product.database.dataSource.query(query, values);
const admin = () => product.as(WHO.administrator);
const desk = () => product.as(WHO.desk);
const incidents = async (): Promise<{ id: string }[]> => (await admin().get(`/incidents?dossier=${bad}`)).expect(200).items;

/** Takes the rows of the procedure away and gives back how to restore them. */
async function lose(): Promise<() => Promise<unknown>> {
  const keys = await sql(
    `select conrelid::regclass::text as "table", conname as name, pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'f' and confrelid in ('revision'::regclass, 'procedure'::regclass)`,
  ) as { table: string; name: string; definition: string }[];
  for (const { table, name } of keys) await sql(`alter table ${table} drop constraint ${name}`);
  await sql(`create table kept_procedure as select * from procedure where code = 'mat-ban'`);
  await sql(`create table kept_revision as select * from revision where procedure = 'mat-ban'`);
  await sql('alter table revision disable trigger user');
  await sql(`delete from procedure where code = 'mat-ban'`);
  await sql(`delete from revision where procedure = 'mat-ban'`);
  await product.restart();
  return async () => {
    await sql('insert into procedure select * from kept_procedure');
    await sql('insert into revision select * from kept_revision');
  };
}

const done = { opinion: 'Đồng ý', papers: ['ket-qua'] };
const commands: [string, () => Promise<{ refusal: string; status: number; body: { detail?: string } }>][] = [
  ['completing a task', () => desk().post(`/tasks/${task}/complete`, done)],
  ['withdrawing', () => desk().post(`/dossiers/${bad}/withdraw`, { reason: 'Xin rút' })],
  ['adding a paper', () => desk().post(`/dossiers/${bad}/papers`, { code: 'don' })],
  ['a message', () => desk().post(`/dossiers/${bad}/messages`, { name: 'nop-tien' })],
  ['a modification', () => admin().post(`/dossiers/${bad}/modifications`, { cancel: ['mot'], start: ['hai'], reason: 'Nhầm bước' })],
];

it('refuses every command that needs it, with one incident; the dossier can be read, and other dossiers go on', async () => {
  const restore = await lose();
  const rows = await product.countRows();

  for (const [name, command] of commands) {
    const answer = await command();
    expect([name, answer.refusal, answer.body.detail]).toEqual([name, '409 invalid_state', expect.stringContaining('đã ghi sự cố')]);
  }
  expect(await product.countRows()).toEqual(rows);
  const [incident, ...more] = await incidents();
  expect([incident, more]).toMatchObject([{ kind: 'instance', procedure: 'mat-ban', dossier: bad, outcome: null }, []]);
  expect((await admin().post(`/incidents/${incident!.id}/retry`)).refusal).toBe('409 invalid_state');

  expect((await desk().get(`/dossiers/${bad}`)).expect(200)).toMatchObject({ procedureName: 'mat-ban', tokens: [{ element: 'mot', name: 'mot' }] });
  expect((await desk().get('/dossiers')).expect(200).items.map(({ code }: { code: string }) => code)).toEqual(expect.arrayContaining([bad, good]));
  expect((await desk().get('/tasks')).expect(200).items.map(({ dossier }: { dossier: string }) => dossier)).toEqual(expect.arrayContaining([bad, good]));
  const [{ secret }] = await sql('select secret from dossier where code = $1', [bad]);
  expect((await product.anyone.get(`/public/dossiers/${bad}?secret=${secret}`)).expect(200)).toMatchObject({ procedureName: 'mat-ban' });
  await product.complete(good, 'mot', done);
  expect(await product.tokens(good)).toEqual(['hai']);

  await restore();
  (await admin().post(`/incidents/${incident!.id}/retry`)).expect(200);
  await product.complete(bad, 'mot', done);
  expect(await product.tokens(bad)).toEqual(['hai']);
});
