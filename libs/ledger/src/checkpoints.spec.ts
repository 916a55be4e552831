import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ManualClock, ok, randomIds } from '#kernel';
import { inTransaction, loadConfig } from '#platform';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { Checkpoints } from './checkpoints.js';
import { Ledger, type LedgerDraft } from './ledger.js';

const clock = new ManualClock('2026-02-12T09:00:00+07:00');
const draft: LedgerDraft = { at: clock.now(), actor: 'xa-a.tiep-nhan', agency: 'xa-a', kind: 'dossier.data', data: {} };

describe('checkpoints', () => {
  let database: TestDatabase;
  let folder: string;
  let ledger: Ledger;
  let checkpoints: Checkpoints;

  beforeEach(async () => {
    database = await createTestDatabase();
    folder = await mkdtemp(path.join(tmpdir(), 'lienthong-keys-'));
    ledger = new Ledger(database.dataSource);
    checkpoints = open();
    await append('D-1', 3);
    await append('D-2', 2);
  });

  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (dataFolder = folder): Checkpoints => new Checkpoints(database.dataSource, ledger, clock, randomIds, loadConfig({ LIENTHONG_DATA: dataFolder }));

  const append = async (chain: string, count: number): Promise<void> => {
    await inTransaction(database.dataSource, async (tx) => ok(await ledger.append(tx, chain, Array.from({ length: count }, () => draft))));
  };

  const tamper = async (table: string, sql: string): Promise<void> => {
    await database.dataSource.query(`alter table ${table} disable trigger all`);
    await database.dataSource.query(sql);
  };

  it('hold while the ledger grows, whichever process verifies them', async () => {
    await checkpoints.checkpoint();
    await append('D-1', 1);
    const second = await checkpoints.checkpoint();
    await append('D-0', 1);

    expect(second).toMatchObject({ position: 6, chains: 2, at: '2026-02-12T02:00:00.000Z' });
    expect(await open().verify()).toBeNull();
  });

  it('cover a ledger without entries', async () => {
    const empty = await createTestDatabase();
    const over = new Checkpoints(empty.dataSource, new Ledger(empty.dataSource), clock, randomIds, loadConfig({ LIENTHONG_DATA: folder }));

    expect(await over.checkpoint()).toMatchObject({ position: 0, chains: 0 });
    expect(await over.verify()).toBeNull();
    await empty.close();
  });

  it('find a tail that was cut off', async () => {
    const { id } = await checkpoints.checkpoint();

    await tamper('ledger_entry', `delete from ledger_entry where dossier = 'D-1' and seq = 3`);

    expect((await ledger.verifyAll()).fault).toBeNull();
    expect(await checkpoints.verify()).toEqual({ checkpoint: id, position: 5, reason: 'heads' });
  });

  it('find a whole chain that was removed', async () => {
    await checkpoints.checkpoint();

    await tamper('ledger_entry', `delete from ledger_entry where dossier = 'D-2'`);

    expect(await checkpoints.verify()).toMatchObject({ reason: 'heads' });
  });

  it('find that a checkpoint itself was adjusted', async () => {
    await checkpoints.checkpoint();

    await tamper('ledger_checkpoint', 'update ledger_checkpoint set chains = 1');

    expect(await checkpoints.verify()).toMatchObject({ reason: 'signature' });
  });

  it('find one signed with a key of nobody', async () => {
    const elsewhere = await mkdtemp(path.join(tmpdir(), 'lienthong-keys-'));
    await open(elsewhere).checkpoint();

    expect(await checkpoints.verify()).toMatchObject({ reason: 'unknown_key' });
    expect(await checkpoints.verify({ publicKeys: [await open(elsewhere).publicKey()] })).toBeNull();
    await rm(elsewhere, { recursive: true });
  });

  it('prove with an exported one what a swept table no longer can', async () => {
    const exported = await checkpoints.checkpoint();

    await tamper('ledger_entry', `delete from ledger_entry where dossier = 'D-1' and seq = 3`);
    await tamper('ledger_checkpoint', 'delete from ledger_checkpoint');

    expect(await checkpoints.verify()).toBeNull();
    expect(await checkpoints.verify({ exported: [exported] })).toMatchObject({ checkpoint: exported.id, reason: 'heads' });
  });

  it('keep the key in a file for its owner alone, and the same one for all', async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => open().publicKey()));

    expect(new Set(keys).size).toBe(1);
    expect((await stat(path.join(folder, 'keys', 'ledger-ed25519.pem'))).mode & 0o777).toBe(0o600);
  });

  it('refuse to sign with a key file that is broken, rather than make another', async () => {
    await checkpoints.publicKey();
    await writeFile(path.join(folder, 'keys', 'ledger-ed25519.pem'), 'not a key');

    await expect(open().checkpoint()).rejects.toThrow();
  });
});
