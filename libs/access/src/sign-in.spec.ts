import { readFileSync } from 'node:fs';
import { ManualClock, type Result, ok } from '#kernel';
import { inTransaction } from '#platform';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { ACCESS_ENTITIES, Agencies, SignIn, type SignedIn, seedDirectory } from './index.js';

const sample: unknown = JSON.parse(readFileSync(new URL('../../../apps/cli/seed/khanh-vinh.json', import.meta.url), 'utf8'));
const PASSWORD = 'mat-khau-thu';
const CLERK = 'xa-khanh-phu.tiep-nhan';

describe('signing in', () => {
  let database: TestDatabase;
  let agencies: Agencies;
  let clock: ManualClock;
  let signIn: SignIn;

  beforeEach(async () => {
    database = await createTestDatabase({ entities: ACCESS_ENTITIES });
    clock = new ManualClock('2026-03-02T08:00:00+07:00');
    agencies = new Agencies(database.dataSource, clock);
    signIn = new SignIn(database.dataSource, agencies, clock);
    await seedWith(PASSWORD);
  });
  afterEach(async () => {
    await agencies.onModuleDestroy();
    await database.close();
  });

  const seedWith = (demoPassword: string): Promise<unknown> =>
    inTransaction(database.dataSource, async (tx) => ok(await seedDirectory(tx, sample, { demoPassword, now: clock.now() })));
  const signedIn = (result: Result<SignedIn>): SignedIn => {
    if (!result.ok) throw new Error(result.rejection.message.en);
    return result.value;
  };
  const failTimes = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) await signIn.signIn(CLERK, 'sai');
  };

  it('opens a session of twelve hours for the right password', async () => {
    const session = signedIn(await signIn.signIn(CLERK, PASSWORD));

    expect(session.principal).toMatchObject({ kind: 'officer', username: CLERK, positions: [{ agency: 'xa-khanh-phu', role: 'tiep-nhan' }] });
    expect(session.expiresAt).toEqual(new Date('2026-03-02T20:00:00+07:00'));
    expect(await signIn.authenticate(session.token)).toEqual(session.principal);
  });

  it('answers an unknown name exactly as a wrong password', async () => {
    const wrong = await signIn.signIn(CLERK, 'sai');

    expect(wrong).toMatchObject({ ok: false, rejection: { code: 'wrong_credentials' } });
    expect(await signIn.signIn('khong-co.ai', 'sai')).toEqual(wrong);
  });

  it('keeps neither the password nor the token', async () => {
    const { token } = signedIn(await signIn.signIn(CLERK, PASSWORD));
    const [account] = await database.dataSource.query<{ hash: string }[]>('select password_hash as hash from account where username = $1', [CLERK]);
    const sessions = await database.dataSource.query<{ token_hash: string }[]>('select token_hash from session');

    expect(account?.hash).toMatch(/^\$argon2id\$/);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(sessions).toEqual([{ token_hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  it('locks an account after five failures, for a minute, with the same answer', async () => {
    await failTimes(5);

    const locked = await signIn.signIn(CLERK, PASSWORD);
    clock.set('2026-03-02T08:01:00+07:00');

    expect(locked).toMatchObject({ ok: false, rejection: { code: 'wrong_credentials' } });
    expect(await signIn.signIn(CLERK, PASSWORD)).toMatchObject({ ok: true });
  });

  it('doubles the wait with every further failure', async () => {
    await failTimes(5);
    clock.set('2026-03-02T08:01:00+07:00');
    await failTimes(1);

    clock.set('2026-03-02T08:02:59+07:00');
    const early = await signIn.signIn(CLERK, PASSWORD);
    clock.set('2026-03-02T08:03:00+07:00');

    expect(early.ok).toBe(false);
    expect((await signIn.signIn(CLERK, PASSWORD)).ok).toBe(true);
  });

  it('forgets four failures at the next success', async () => {
    await failTimes(4);
    await signIn.signIn(CLERK, PASSWORD);
    await failTimes(4);

    expect((await signIn.signIn(CLERK, PASSWORD)).ok).toBe(true);
  });

  it('ends a session by signing out, by its time, and by closing the account', async () => {
    const first = signedIn(await signIn.signIn(CLERK, PASSWORD));
    const second = signedIn(await signIn.signIn(CLERK, PASSWORD));

    await signIn.signOut(first.token);
    expect(await signIn.authenticate(first.token)).toBeNull();
    expect(await signIn.authenticate(second.token)).not.toBeNull();

    clock.set(second.expiresAt);
    expect(await signIn.authenticate(second.token)).toBeNull();

    const third = signedIn(await signIn.signIn(CLERK, PASSWORD));
    await database.dataSource.query('update account set active = false where username = $1', [CLERK]);
    await database.dataSource.query('update directory_version set version = version + 1');
    agencies.refresh();
    expect(await signIn.authenticate(third.token)).toBeNull();
    expect((await signIn.signIn(CLERK, PASSWORD)).ok).toBe(false);
  });

  it('knows no forged token', async () => {
    expect(await signIn.authenticate('x'.repeat(43))).toBeNull();
  });

  it('gives all demo accounts the password of the latest start', async () => {
    await seedWith('mat-khau-moi');

    expect((await signIn.signIn(CLERK, PASSWORD)).ok).toBe(false);
    expect((await signIn.signIn(CLERK, 'mat-khau-moi')).ok).toBe(true);
  });
});
