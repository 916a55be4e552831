import { ok } from '#kernel';
import { type TestDatabase, createTestDatabase } from '../../../../test/setup/database.js';
import { UnexpectedRowsError } from './errors.js';
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

  it('can be asked again on a connection that was to learn them behind one that failed', async () => {
    const twice = (by: number) =>
      inTransaction(database.dataSource, async (tx) => {
        const first = ahead(ask(tx, 'select 6 / $1::int as n', [by]));
        const behind = ahead(ask(tx, 'select $1::int as behind', [by]));
        return ok([await first, await behind]);
      });
    await twice(1);
    await expect(twice(0)).rejects.toThrow('division by zero');

    expect(await twice(2)).toEqual(ok([[{ n: 3 }], [{ behind: 2 }]]));
  });
});

describe('writings that join', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.dataSource.query(`
      create table one (id int primary key, body text not null);
      create table two (id int primary key, one int references one deferrable initially deferred)`);
  });
  afterAll(() => database.close());
  afterEach(() => database.dataSource.query('truncate one, two'));

  const rows = async (table: string): Promise<unknown[]> => database.dataSource.query(`select * from ${table} order by id`);
  const both = (id: number, rowsOfTwo = 1) =>
    inTransaction(database.dataSource, async (tx) => {
      await write(tx, 'insert into one (id, body) values ($1, $2)', [id, 'x'], { joins: true });
      await write(tx, 'insert into two (id, one) values ($1, $2)', [id, id], { joins: true, rows: rowsOfTwo });
      return ok(id);
    });

  it('are written together, each with its own values', async () => {
    for (const id of [1, 2, 3]) expect(await both(id)).toEqual(ok(id));

    expect(await rows('one')).toEqual([1, 2, 3].map((id) => ({ id, body: 'x' })));
    expect(await rows('two')).toEqual([1, 2, 3].map((id) => ({ id, one: id })));
  });

  it('are all undone when one of them concerns another number of rows than it must', async () => {
    await expect(both(1, 2)).rejects.toThrow(UnexpectedRowsError);

    expect([await rows('one'), await rows('two')]).toEqual([[], []]);
    expect(await both(1)).toEqual(ok(1));
  });

  it('tell of what only the end of the transaction finds wrong, and nothing of it stays', async () => {
    const orphan = inTransaction(database.dataSource, async (tx) => {
      await write(tx, 'insert into one (id, body) values ($1, $2)', [1, 'x'], { joins: true });
      await write(tx, 'insert into two (id, one) values ($1, $2)', [1, 9], { joins: true });
      return ok(1);
    });

    await expect(orphan).rejects.toThrow('foreign key');
    expect([await rows('one'), await rows('two')]).toEqual([[], []]);
  });
});
