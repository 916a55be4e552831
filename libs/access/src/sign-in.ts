import { createHash, randomBytes } from 'node:crypto';
import { type Clock, type Principal, type Result, ok, reject, text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { closeSession, countFailure, findAccount, findSession, openSession } from './accounts.repository.js';
import type { AccountRow } from './account.entities.js';
import { Agencies } from './agencies.js';
import { hashPassword, isPassword } from './passwords.js';

/**
 * The clock of sessions and lock-outs: real time even where the product's clock is simulated, because the person who types the
 * password lives in it. Moving the simulated clock by a month must not sign everybody out.
 */
export const SESSION_CLOCK = Symbol('Clock of sessions');

export interface SignedIn {
  /** Known to the client alone; only its SHA-256 is kept. */
  token: string;
  principal: Principal;
  expiresAt: Date;
}

const SESSION_MS = 12 * 3_600_000;
const TOKEN_BYTES = 32;

/** How long a session closed by another process may still be honoured by this one, in real time. */
const UNCHECKED_MS = 2_000;
const REMEMBERED_SESSIONS = 5_000;

/**
 * One answer for an unknown name, a wrong password, and an account that is locked for having tried too often, in about the same
 * time: whoever tries names learns nothing.
 */
const WRONG = reject(
  'wrong_credentials',
  text(
    'Tên đăng nhập hoặc mật khẩu không đúng. Sau nhiều lần sai liên tiếp, tài khoản bị tạm khóa tối đa 15 phút.',
    'The username or the password is wrong. After several failures in a row an account is locked for up to 15 minutes.',
  ),
);

@Injectable()
export class SignIn {
  readonly #sessions = new Map<string, { username: string; expiresAt: Date; checkedAt: number }>();
  /** Checked against when there is no account, so that its absence takes as long as a wrong password. */
  readonly #nobodysHash = hashPassword(randomBytes(16).toString('hex'));

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(SESSION_CLOCK) private readonly clock: Clock,
  ) {}

  /** Refused with `wrong_credentials` for every reason there is. */
  async signIn(username: string, password: string): Promise<Result<SignedIn>> {
    const now = this.clock.now();
    const account = await findAccount(this.dataSource.manager, username.trim().toLowerCase());
    const matches = await isPassword(account?.passwordHash ?? (await this.#nobodysHash), password);
    if (account === null || isLocked(account, now)) return WRONG;
    if (!matches) {
      await countFailure(this.dataSource.manager, account.username, now);
      return WRONG;
    }
    return this.#open(account, now);
  }

  /** Whose session it is, with the positions held at this moment; `null` for a token unknown, expired, or of a closed account. */
  async authenticate(token: string): Promise<Principal | null> {
    const session = await this.#session(hashOf(token));
    if (session === null || session.expiresAt <= this.clock.now()) return null;
    return this.agencies.officer(session.username);
  }

  /** Ends the session; nothing to end is fine. */
  async signOut(token: string): Promise<void> {
    const tokenHash = hashOf(token);
    this.#sessions.delete(tokenHash);
    await closeSession(this.dataSource.manager, tokenHash);
  }

  async #open(account: AccountRow, now: Date): Promise<Result<SignedIn>> {
    this.agencies.refresh();
    const principal = await this.agencies.officer(account.username);
    if (principal === null) return WRONG;
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const expiresAt = new Date(now.getTime() + SESSION_MS);
    const session = { tokenHash: hashOf(token), username: account.username, createdAt: now, expiresAt };
    await this.dataSource.transaction((tx) => openSession(tx, session));
    return ok({ token, principal, expiresAt });
  }

  async #session(tokenHash: string): Promise<{ username: string; expiresAt: Date } | null> {
    const known = this.#sessions.get(tokenHash);
    const checkedAt = performance.now();
    if (known && checkedAt - known.checkedAt < UNCHECKED_MS) return known;
    const session = await findSession(this.dataSource.manager, tokenHash);
    this.#sessions.delete(tokenHash);
    if (session) this.#remember(tokenHash, { username: session.username, expiresAt: session.expiresAt, checkedAt });
    return session;
  }

  #remember(tokenHash: string, session: { username: string; expiresAt: Date; checkedAt: number }): void {
    this.#sessions.set(tokenHash, session);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > REMEMBERED_SESSIONS && oldest !== undefined) this.#sessions.delete(oldest);
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const isLocked = ({ lockedUntil }: AccountRow, now: Date): boolean => lockedUntil !== null && now < lockedUntil;
