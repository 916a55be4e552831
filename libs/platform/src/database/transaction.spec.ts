import { RejectedError, ok, reject, text } from '#kernel';
import type { EntityManager } from 'typeorm';
import { type TestDatabase, createTestDatabase } from '../../../../test/setup/database.js';
import { BrokenTransactionError, NestedTransactionError, UnexpectedRowsError } from './errors.js';
import { afterCommit, byCode, inTransaction, lockDossier, write } from './transaction.js';

describe('inTransaction', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.dataSource.query('create table note (id int primary key, body text not null)');
  });
  afterAll(() => database.close());
  afterEach(() => database.dataSource.query('truncate note'));

  const insert = (id: number) => 'insert into note values (' + id + `, 'x')`;
  const count = async (): Promise<number> => (await database.dataSource.query<{ n: number }[]>('select count(*)::int n from note'))[0]!.n;

  it('commits what ended well, then runs the hooks', async () => {
    const seen: number[] = [];

    const result = await inTransaction(database.dataSource, async (tx) => {
      await tx.query(insert(1));
      afterCommit(tx, () => seen.push(1));
      expect(seen).toEqual([]);
      return ok('done');
    });

    expect(result).toEqual(ok('done'));
    expect(await count()).toBe(1);
    expect(seen).toEqual([1]);
  });

  it.each([
    ['by value', async () => reject('invalid_state', text('không', 'no'))],
    [
      'by exception',
      async () => {
        throw new RejectedError(reject('invalid_state', text('không', 'no')).rejection);
      },
    ],
  ])('rolls back a refusal %s and runs no hook', async (_how, refuse) => {
    const seen: number[] = [];

    const result = await inTransaction(database.dataSource, async (tx) => {
      await tx.query(insert(1));
      afterCommit(tx, () => seen.push(1));
      return refuse();
    });

    expect(result).toMatchObject({ ok: false, rejection: { code: 'invalid_state' } });
    expect(await count()).toBe(0);
    expect(seen).toEqual([]);
  });

  it('rolls back and passes on a fault', async () => {
    const work = inTransaction(database.dataSource, async (tx) => {
      await tx.query(insert(1));
      throw new Error('fault');
    });

    await expect(work).rejects.toThrow('fault');
    expect(await count()).toBe(0);
  });

  it('refuses a transaction inside a transaction, and allows one after it', async () => {
    const nested = inTransaction(database.dataSource, () => inTransaction(database.dataSource, async () => ok(1)));

    await expect(nested).rejects.toThrow(NestedTransactionError);
    expect(await inTransaction(database.dataSource, async () => ok(2))).toEqual(ok(2));
  });

  it('does not mistake a broken transaction for a committed one', async () => {
    const work = inTransaction(database.dataSource, async (tx) => {
      await tx.query(insert(1));
      await tx.query(insert(1)).catch(() => undefined);
      return ok(1);
    });

    await expect(work).rejects.toThrow(BrokenTransactionError);
    expect(await count()).toBe(0);
  });

  it.each([
    ['that was waited for', async (tx: EntityManager, id: number) => void (await tx.query('update note set body = body where id = $1', [id]))],
    ['that nobody waited for', (tx: EntityManager, id: number) => write(tx, 'update note set body = body where id = $1', [id])],
  ])('tries again after a deadlock of a statement %s', async (_how, update) => {
    await database.dataSource.query(`insert into note values (1, 'a'), (2, 'b')`);
    const bothHold = gate(2);
    let tries = 0;
    const crosswise = (first: number, second: number) =>
      inTransaction(database.dataSource, async (tx) => {
        tries++;
        await tx.query('select 1 from note where id = $1 for update', [first]);
        if (tries <= 2) await bothHold();
        await update(tx, second);
        return ok(first);
      });

    const results = await Promise.all([crosswise(1, 2), crosswise(2, 1)]);

    expect(results).toEqual([ok(1), ok(2)]);
    expect(tries).toBeGreaterThan(2);
  });

  it('answers what is asked after a writing that nobody waits for as if it had been waited for', async () => {
    const seen = await inTransaction(database.dataSource, async (tx) => {
      await write(tx, `insert into note values ($1, 'x')`, [1]);
      await write(tx, `update note set body = 'y' where id = $1`, [1], { rows: 1 });
      return ok(await tx.query('select body from note'));
    });

    expect(seen).toEqual(ok([{ body: 'y' }]));
    expect(await count()).toBe(1);
  });

  it.each([
    ['and nothing follows', async () => undefined],
    ['and something follows', async (tx: EntityManager) => void (await tx.query('select 1'))],
    ['and what follows is not let fail', async (tx: EntityManager) => void (await tx.query('select 1').catch(() => undefined))],
  ])('is undone by its own reason when a writing fails that nobody waits for, %s', async (_what, follow) => {
    const work = inTransaction(database.dataSource, async (tx) => {
      await tx.query(insert(1));
      await write(tx, `insert into note values ($1, 'twice')`, [1]);
      await follow(tx);
      return ok(1);
    });

    await expect(work).rejects.toThrow('note_pkey');
    expect(await count()).toBe(0);
  });

  it('is undone when a writing concerns another number of rows than it must', async () => {
    const work = inTransaction(database.dataSource, async (tx) => {
      await tx.query(insert(1));
      await write(tx, `update note set body = 'y' where id = $1`, [2], { rows: 1 });
      return ok(1);
    });

    await expect(work).rejects.toThrow(UnexpectedRowsError);
    expect(await count()).toBe(0);
  });

  it('leaves a connection that can be used after a writing failed', async () => {
    for (let time = 0; time < 12; time++) {
      const work = inTransaction(database.dataSource, async (tx) => ok(await write(tx, 'insert into note values ($1, null)', [time])));
      await expect(work).rejects.toThrow('not-null');
    }

    await inTransaction(database.dataSource, async (tx) => ok(await write(tx, `insert into note values ($1, 'x')`, [1])));

    expect(await count()).toBe(1);
  });

  it('prepares a statement with parameters when it is asked again, and no other', async () => {
    const prepared = await inTransaction(database.dataSource, async (tx) => {
      await tx.query('select $1::int as once', [1]);
      for (const value of [1, 2, 3]) await tx.query('select $1::int as again', [value]);
      for (const _time of [1, 2]) await tx.query('select 1 as plain');
      return ok(await tx.query(`select statement from pg_prepared_statements where statement ~ ' as (once|again|plain)$'`));
    });

    expect(prepared).toEqual(ok([{ statement: 'select $1::int as again' }]));
  });

  it('locks a dossier that exists only', async () => {
    const locked = await inTransaction(database.dataSource, async (tx) => ok(await lockDossier(tx, byCode('none'))));

    expect(locked).toEqual(ok(false));
  });
});

/** Lets nobody pass before `count` have come. */
function gate(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  return () => {
    if (--count === 0) resolve();
    return promise;
  };
}
