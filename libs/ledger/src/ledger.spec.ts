import { ManualClock, ok } from '#kernel';
import { inTransaction } from '#platform';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { UnrecordableDataError } from './chain.js';
import { DIRECTORY_CHAIN, Ledger, type LedgerDraft, procedureChain } from './ledger.js';

const clock = new ManualClock('2026-02-12T09:00:00+07:00');

const draft = (rest: Partial<LedgerDraft> = {}): LedgerDraft => ({ at: clock.now(), actor: 'xa-a.tiep-nhan', agency: 'xa-a', kind: 'dossier.data', data: {}, ...rest });

describe('the ledger', () => {
  let database: TestDatabase;
  let ledger: Ledger;

  beforeEach(async () => {
    database = await createTestDatabase();
    ledger = new Ledger(database.dataSource);
  });

  afterEach(() => database.close());

  const append = async (chain: string, ...drafts: LedgerDraft[]): Promise<void> => {
    await inTransaction(database.dataSource, async (tx) => ok(await ledger.append(tx, chain, drafts)));
  };

  /** As somebody with the keys of the database server could, around the trigger. */
  const tamper = async (sql: string): Promise<void> => {
    await database.dataSource.query('alter table ledger_entry disable trigger ledger_entry_append_only');
    await database.dataSource.query(sql);
    await database.dataSource.query('alter table ledger_entry enable trigger ledger_entry_append_only');
  };

  const page = async (chain: string, after: string | undefined, limit: number) => {
    const result = await ledger.entriesOf(chain, { after, limit, language: 'vi' });
    if (!result.ok) throw new Error(result.rejection.code);
    return result.value;
  };

  it('continues the chain of a dossier over batches and transactions', async () => {
    // given
    await append('D-1', draft({ kind: 'dossier.received', data: { channel: 'online' } }), draft({ kind: 'leg.entered', element: 'Task_1' }));

    // when
    await append('D-1', draft({ kind: 'task.completed', data: { opinion: 'Đủ điều kiện', hours: 0.25 } }));

    // then
    const { items, next, verified } = await page('D-1', undefined, 50);
    expect(items.map(({ seq, kind, element }) => ({ seq, kind, element }))).toEqual([
      { seq: 1, kind: 'dossier.received', element: null },
      { seq: 2, kind: 'leg.entered', element: 'Task_1' },
      { seq: 3, kind: 'task.completed', element: null },
    ]);
    expect(items.map(({ previousHash }) => previousHash)).toEqual(['0'.repeat(64), items[0]!.hash, items[1]!.hash]);
    expect(items[2]).toMatchObject({ at: '2026-02-12T09:00:00+07:00', kindName: 'Hoàn thành việc', data: { opinion: 'Đủ điều kiện', hours: 0.25 } });
    expect({ next, verified }).toEqual({ next: null, verified: true });
  });

  it('continues within one transaction', async () => {
    await inTransaction(database.dataSource, async (tx) => {
      await ledger.append(tx, 'D-1', [draft()]);
      await ledger.append(tx, 'D-1', [draft(), draft()]);
      return ok(undefined);
    });

    expect((await page('D-1', undefined, 50)).items).toHaveLength(3);
    expect(await ledger.verify('D-1')).toBeNull();
  });

  it('keeps nothing of a transaction that was rolled back', async () => {
    const failing = inTransaction(database.dataSource, async (tx) => {
      await ledger.append(tx, 'D-1', [draft()]);
      throw new Error('later trouble');
    });

    await expect(failing).rejects.toThrow('later trouble');
    expect((await page('D-1', undefined, 50)).items).toEqual([]);
  });

  it('refuses data that cannot be recorded', async () => {
    await expect(append('D-1', draft({ data: { amount: Number.NaN } }))).rejects.toThrow(UnrecordableDataError);
  });

  it('lists a chain in pages', async () => {
    await append('D-1', draft(), draft(), draft());

    const first = await page('D-1', undefined, 2);
    const second = await page('D-1', first.next!, 2);

    expect([first.items.map(({ seq }) => seq), second.items.map(({ seq }) => seq), second.next]).toEqual([[1, 2], [3], null]);
  });

  it.each(['x', '-1', '1.5', '2147483648'])('refuses the cursor "%s"', async (after) => {
    expect(await ledger.entriesOf('D-1', { after, limit: 2, language: 'vi' })).toMatchObject({ ok: false, rejection: { code: 'invalid_input' } });
  });

  it('lets chains without a dossier be written at once from many sides', async () => {
    await Promise.all(Array.from({ length: 8 }, () => append(DIRECTORY_CHAIN, draft({ kind: 'directory.changed' }))));
    await Promise.all(Array.from({ length: 8 }, () => append(procedureChain('karaoke'), draft({ kind: 'procedure.checked' }))));

    expect(await ledger.verifyAll()).toEqual({ entries: 16, chains: 2, fault: null });
  });

  it.each(['update ledger_entry set actor = actor', 'delete from ledger_entry', 'truncate ledger_entry', 'delete from ledger_checkpoint'])('lets nobody %s', async (sql) => {
    await append('D-1', draft());

    await expect(database.dataSource.query(sql)).rejects.toThrow('append-only');
  });

  describe('verifying', () => {
    beforeEach(async () => {
      await append('D-1', draft({ data: { n: 1 } }), draft({ data: { n: 2 } }), draft({ data: { n: 3 } }));
      await append('D-2', draft(), draft());
    });

    it('finds every chain sound and tells its progress', async () => {
      const progress: unknown[] = [];

      expect(await ledger.verifyAll({ onProgress: (told) => progress.push(told) })).toEqual({ entries: 5, chains: 2, fault: null });
      expect(progress).toEqual([{ entries: 5, total: 5 }]);
    });

    it.each([
      ['altered data', `update ledger_entry set data = '{"n": 9}' where dossier = 'D-1' and seq = 2`, { dossier: 'D-1', seq: 2, position: 2, reason: 'altered' }],
      ['an altered instant', `update ledger_entry set at = at + interval '1 second' where dossier = 'D-2' and seq = 1`, { dossier: 'D-2', seq: 1, position: 4, reason: 'altered' }],
      ['a removed entry', `delete from ledger_entry where dossier = 'D-1' and seq = 2`, { dossier: 'D-1', seq: 3, position: 3, reason: 'removed' }],
      [
        'entries that changed places',
        `update ledger_entry set seq = seq + 10 where dossier = 'D-1' and seq > 1; update ledger_entry set seq = 15 - seq where seq > 10`,
        { dossier: 'D-1', seq: 2, position: 3, reason: 'reordered' },
      ],
    ])('finds %s', async (_, sql, fault) => {
      await tamper(sql);

      expect((await ledger.verifyAll()).fault).toEqual(fault);
      expect(await ledger.verify(fault.dossier)).toEqual(fault);
      expect((await page(fault.dossier, undefined, 1)).verified).toBe(false);
    });

    it('does not see a tail cut off, which checkpoints do', async () => {
      await tamper(`delete from ledger_entry where dossier = 'D-1' and seq = 3`);

      expect((await ledger.verifyAll()).fault).toBeNull();
    });
  });

  it('knows the position below which nothing can appear any more', async () => {
    // given
    await append('D-1', draft());
    let committed = false;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let written = (): void => undefined;
    const writing = new Promise<void>((resolve) => (written = resolve));
    const slow = inTransaction(database.dataSource, async (tx) => {
      await ledger.append(tx, 'D-2', [draft()]);
      written();
      await held;
      committed = true;
      return ok(undefined);
    });
    await writing;

    // when
    const asked = ledger.position().then((position) => ({ position, committed }));
    release();

    // then
    expect(await asked).toEqual({ position: 2, committed: true });
    await slow;
  });
});
