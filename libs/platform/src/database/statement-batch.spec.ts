import { ok } from '#kernel';
import { type TestDatabase, createTestDatabase } from '../../../../test/setup/database.js';
import { NotRunError } from './statement-batch.js';
import { ahead, ask, inTransaction, write } from './transaction.js';

describe('statements that travel together', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.dataSource.query('create table note (id int primary key, body text not null)');
  });
  afterAll(() => database.close());
  afterEach(() => database.dataSource.query('truncate note'));

  it('are answered in their order, each seeing what those before it did', async () => {
    const seen = await inTransaction(database.dataSource, async (tx) => {
      const before = ahead(ask(tx, 'select count(*)::int as n from note where id >= $1', [0]));
      await write(tx, 'insert into note select i, $2 from unnest($1::int[]) as i', [[1, 2], 'x']);
      const after = ahead(ask(tx, 'select count(*)::int as n from note where id >= $1', [0]));
      const nothing = await ask(tx, 'select body from note where id = $1', [9]);
      return ok([await before, await after, nothing]);
    });

    expect(seen).toEqual(ok([[{ n: 0 }], [{ n: 2 }], []]));
  });

  it('bring values as the driver reads them, also when their description is known', async () => {
    const at = new Date('2026-11-21T08:00:00+07:00');
    const read = () => inTransaction(database.dataSource, async (tx) => ok(await ask(tx, 'select $1::timestamptz as at, $2::jsonb as data, $3::text as none, $4::bytea as bytes', [at, { a: [1] }, null, Buffer.from('ơ')])));

    for (const _time of [1, 2, 3, 4]) expect(await read()).toEqual(ok([{ at, data: { a: [1] }, none: null, bytes: Buffer.from('ơ') }]));
  });

  it('are not run behind one that fails, and the transaction is undone by the reason of that', async () => {
    const rest: unknown[] = [];
    const work = inTransaction(database.dataSource, async (tx) => {
      await write(tx, `insert into note values ($1, 'x')`, [1]);
      await write(tx, 'insert into note values ($1, $2)', [2, null]);
      await ask(tx, 'select $1::int as behind', [3]).catch((error: unknown) => rest.push(error));
      return ok(1);
    });

    await expect(work).rejects.toThrow('not-null');
    expect(rest).toEqual([expect.any(NotRunError)]);
    expect(await database.dataSource.query('select id from note')).toEqual([]);
  });

  it('tell of a question that fails by its own reason, not by that of a writing behind it', async () => {
    const work = inTransaction(database.dataSource, async (tx) => {
      const asked = ask(tx, 'select 1 / $1::int', [0]);
      await write(tx, `insert into note values ($1, 'x')`, [1]);
      return ok(await asked);
    });

    await expect(work).rejects.toThrow('division by zero');
  });

  it('leave a connection on which the same can be asked again', async () => {
    const once = (by: number) => inTransaction(database.dataSource, async (tx) => ok(await ask(tx, 'select 6 / $1::int as n', [by])));

    for (const _time of [1, 2, 3]) await expect(once(0)).rejects.toThrow('division by zero');
    for (const _time of [1, 2, 3]) expect(await once(3)).toEqual(ok([{ n: 2 }]));
    await expect(once(0)).rejects.toThrow('division by zero');
    expect(await once(2)).toEqual(ok([{ n: 3 }]));
  });

  it('are planned anew after a migration has changed what they answer', async () => {
    const read = () => inTransaction(database.dataSource, async (tx) => ok(await ask(tx, 'select * from note where id > $1', [0])));
    for (const _time of [1, 2, 3]) await read();
    await database.dataSource.query('alter table note add column more text');

    await expect(read()).rejects.toThrow('cached plan');
    expect(await read()).toEqual(ok([]));
  });

  it('are prepared from the second time on', async () => {
    const named = await inTransaction(database.dataSource, async (tx) => {
      await ask(tx, 'select $1::int as lonely', [1]);
      for (const value of [1, 2, 3]) await ask(tx, 'select $1::int as often', [value]);
      return ok(await ask(tx, `select statement from pg_prepared_statements where statement ~ ' as (lonely|often)$'`, []));
    });

    expect(named).toEqual(ok([{ statement: 'select $1::int as often' }]));
  });
});
