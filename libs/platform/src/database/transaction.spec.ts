import { RejectedError, ok, reject, text } from '#kernel';
import { type TestDatabase, createTestDatabase } from '../../../../test/setup/database.js';
import { BrokenTransactionError, NestedTransactionError } from './errors.js';
import { afterCommit, inTransaction, lockDossier } from './transaction.js';

describe('inTransaction', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.dataSource.query('create table note (id int primary key, body text not null)');
  });
  afterAll(() => database.close());
  afterEach(() => database.dataSource.query('truncate note'));

  const write = (id: number) => 'insert into note values (' + id + `, 'x')`;
  const count = async (): Promise<number> => (await database.dataSource.query<{ n: number }[]>('select count(*)::int n from note'))[0]!.n;

  it('commits what ended well, then runs the hooks', async () => {
    const seen: number[] = [];

    const result = await inTransaction(database.dataSource, async (tx) => {
      await tx.query(write(1));
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
      await tx.query(write(1));
      afterCommit(tx, () => seen.push(1));
      return refuse();
    });

    expect(result).toMatchObject({ ok: false, rejection: { code: 'invalid_state' } });
    expect(await count()).toBe(0);
    expect(seen).toEqual([]);
  });

  it('rolls back and passes on a fault', async () => {
    const work = inTransaction(database.dataSource, async (tx) => {
      await tx.query(write(1));
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
      await tx.query(write(1));
      await tx.query(write(1)).catch(() => undefined);
      return ok(1);
    });

    await expect(work).rejects.toThrow(BrokenTransactionError);
    expect(await count()).toBe(0);
  });

  it('tries again after a deadlock', async () => {
    await database.dataSource.query(`insert into note values (1, 'a'), (2, 'b')`);
    const bothHold = gate(2);
    let tries = 0;
    const crosswise = (first: number, second: number) =>
      inTransaction(database.dataSource, async (tx) => {
        tries++;
        await tx.query('select 1 from note where id = $1 for update', [first]);
        if (tries <= 2) await bothHold();
        await tx.query('update note set body = body where id = $1', [second]);
        return ok(first);
      });

    const results = await Promise.all([crosswise(1, 2), crosswise(2, 1)]);

    expect(results).toEqual([ok(1), ok(2)]);
    expect(tries).toBeGreaterThan(2);
  });

  it('locks a dossier that exists only', async () => {
    const locked = await inTransaction(database.dataSource, async (tx) => ok(await lockDossier(tx, 'none')));

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
