import { ok } from '#kernel';
import { inTransaction } from '#platform';
import type { EntityManager } from 'typeorm';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { type Followed, type LedgerGap, followLedger } from './follow.js';
import { Ledger } from './ledger.js';

/* Positions are given before the commit: whoever reads behind the writers must neither wait for ever nor leave one out. */

let database: TestDatabase;
let ledger: Ledger;
beforeEach(async () => {
  database = await createTestDatabase({ poolSize: 6 });
  ledger = new Ledger(database.dataSource);
});
afterEach(() => database.close());

const write = (tx: EntityManager, chain: string) => ledger.append(tx, `guard:${chain}`, [{ at: new Date('2026-01-05T00:00:00Z'), actor: 'a', agency: null, kind: 'guard.changed', data: {} }]);
const committed = async (chain: string): Promise<void> => void (await inTransaction(database.dataSource, async (tx) => ok(await write(tx, chain))));
const follow = (after = 0, gap: LedgerGap | null = null, limit = 100): Promise<Followed> => followLedger(database.dataSource.manager, after, limit, gap);
const chains = ({ entries }: Followed): string[] => entries.map(({ dossier }) => dossier.slice('guard:'.length));

/** A writer that has its position and waits before it commits or undoes what it did. */
async function halfway(chain: string): Promise<{ commit: () => Promise<unknown>; undo: () => Promise<unknown> }> {
  const runner = database.dataSource.createQueryRunner();
  await runner.startTransaction();
  await write(runner.manager, chain);
  const over = (how: 'commitTransaction' | 'rollbackTransaction') => async (): Promise<void> => {
    await runner[how]();
    await runner.release();
  };
  return { commit: over('commitTransaction'), undo: over('rollbackTransaction') };
}

it('reads in order, in pages, each entry once', async () => {
  for (const chain of ['a', 'b', 'c']) await committed(chain);

  const first = await follow(0, null, 2);
  const second = await follow(first.position, first.gap, 2);

  expect([chains(first), first.more, chains(second), second.more]).toEqual([['a', 'b'], true, ['c'], false]);
  expect(chains(await follow(second.position))).toEqual([]);
});

it('waits before an entry that is still being written, and reads it in its place', async () => {
  await committed('a');
  const slow = await halfway('slow');
  await committed('b');

  const before = await follow();
  expect([chains(before), before.gap?.at]).toEqual([['a'], before.position + 1]);
  expect(chains(await follow(before.position, before.gap))).toEqual([]);
  await slow.commit();
  expect(chains(await follow(before.position, before.gap))).toEqual(['slow', 'b']);
});

it('goes on over a position that was undone, at once when nobody writes', async () => {
  await committed('a');
  const slow = await halfway('slow');
  await committed('b');
  await slow.undo();

  expect(chains(await follow())).toEqual(['a', 'b']);
});

it('does not wait for writers that came after the gap was seen', async () => {
  await committed('a');
  const slow = await halfway('slow');
  await committed('b');
  const before = await follow();
  await slow.undo();
  const other = await halfway('other');

  const after = await follow(before.position, before.gap);

  expect(chains(after)).toEqual(['b']);
  await other.commit();
  expect(chains(await follow(after.position, after.gap))).toEqual(['other']);
});

it('leaves nothing out under many writers, some of which undo what they did', async () => {
  const seen: string[] = [];
  let at: Followed = { entries: [], position: 0, gap: null, more: false };
  const look = async (): Promise<void> => {
    at = await follow(at.position, at.gap);
    seen.push(...chains(at));
  };
  const writer = async (name: number): Promise<void> => {
    for (let i = 0; i < 12; i++) {
      const half = await halfway(`${name}-${i}`);
      await (i % 5 === name ? half.undo() : half.commit());
    }
  };
  let writing = true;
  const all = Promise.all([0, 1, 2, 3].map(writer)).finally(() => (writing = false));
  while (writing) await look();
  await all;
  await look();

  const kept = await database.dataSource.query<{ dossier: string }[]>('select dossier from ledger_entry order by position');
  expect(seen).toEqual(kept.map(({ dossier }) => dossier.slice('guard:'.length)));
});
