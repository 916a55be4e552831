import { chain, end, forEach, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* Many clients at one instance: they wait for each other and for nothing else. */

const CLIENTS = 50;
let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.publish(procedure('dong-nguoi', start('s') + user('gop', { inner: forEach('=nguoi', 'ai') }) + user('cuoi') + end('e') + chain('s', 'gop', 'cuoi', 'e')));
});
afterAll(() => product.close());

/** What the database counted; a connection tells its counts at its end for certain, hence the restart. */
async function counts(committed: number): Promise<{ committed: number; undone: number }> {
  await product.restart();
  for (;;) {
    const [row] = await product.database.dataSource.query<{ committed: number; undone: number }[]>(
      'select xact_commit::int as committed, (deadlocks + xact_rollback)::int as undone from pg_stat_database where datname = current_database()',
    );
    if (row && row.committed >= committed) return row;
  }
}

it('50 parallel branches of one instance completed at once: each once, none refused, none rolled back', async () => {
  const code = await product.receive('dong-nguoi', { data: { nguoi: Array.from({ length: CLIENTS }, (_, n) => n) } });
  const tasks = await product.tasks(code);
  expect(tasks).toHaveLength(CLIENTS);
  const before = await counts(0);

  const answers = await Promise.all(tasks.map(({ id }) => product.as(WHO.desk).post(`/tasks/${id}/complete`, {})));

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: CLIENTS }, () => 200));
  expect(await product.tokens(code)).toEqual(['cuoi']);
  expect((await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=1`)).expect(200).verified).toBe(true);
  const completed = `select 1 from ledger_entry where dossier = $1 and kind = 'task.completed' and element = 'gop'`;
  expect(await product.database.dataSource.query(completed, [code])).toHaveLength(CLIENTS);
  const [{ version }] = await product.database.dataSource.query('select version from instance where dossier = $1', [code]);
  expect(version).toBe(1 + CLIENTS);
  expect((await counts(before.committed + CLIENTS)).undone).toBe(before.undone);
});

it('each branch by two clients at once: one of the two is refused', async () => {
  const code = await product.receive('dong-nguoi', { data: { nguoi: Array.from({ length: CLIENTS }, (_, n) => n) } });
  const tasks = await product.tasks(code);

  const answers = await Promise.all(tasks.flatMap(({ id }) => [1, 2].map(() => product.as(WHO.desk).post(`/tasks/${id}/complete`, {}))));

  const statuses = answers.map(({ status }) => status);
  expect([statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 409).length]).toEqual([CLIENTS, CLIENTS]);
  expect(await product.tokens(code)).toEqual(['cuoi']);
});
