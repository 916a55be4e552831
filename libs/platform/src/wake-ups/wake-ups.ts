import { type Clock, type Ids, RejectedError, type Text, ok, systemClock, toldBy } from '#kernel';
import type { DataSource, EntityManager } from 'typeorm';
import { type Together, afterCommit, ahead, ask, heldBy, inTransaction, lockDossier, write } from '../database/transaction.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import { RETRY_PAUSE } from '../retry.js';
import { continued, traceparent } from '../traces.js';
import type { DossierLock, WakeUp, WakeUpFilter, WakeUpHandler, WakeUpRequest } from './wake-up.js';

export interface WakeUpParts {
  dataSource: DataSource;
  clock: Clock;
  ids: Ids;
  metrics: Metrics;
  log: Log;
}

/** In the transaction that stops trying; `reason` tells the last failure. */
export type GiveUpHandler = (tx: EntityManager, wakeUp: WakeUp & { reason: Text }) => Promise<void>;

/** Failures after which a person has to look: with {@link RETRY_PAUSE} about a minute. */
const GIVE_UP_AFTER = 6;

/** What a process remembers of a dossier: the wake-ups that its last transaction scheduled. */
const SCHEDULED = 'wakeUps';

/** Told of wake-ups after their commit, so that somebody may see to their being on time. */
export type ScheduledListener = (scheduled: readonly { id: string; dueAt: Date }[]) => void;

/**
 * The durable alarm clock. The table `wakeup` is the truth: what it holds as pending and due is fired once in effect,
 * by whichever process comes first, however often it is told to. Being on time is the business of {@link AlarmClock};
 * a test or the simulator fires without it.
 */
export class WakeUps {
  readonly #handlers = new Map<string, WakeUpHandler>();
  readonly #resting = new Map<string, WakeUpHandler>();
  #giveUp: GiveUpHandler | null = null;
  #lock: DossierLock = lockDossier;
  #listener: ScheduledListener = () => undefined;

  constructor(private readonly parts: WakeUpParts) {}

  /** Schedules, or moves what is already pending for the same kind and ref. */
  async schedule(tx: EntityManager, request: WakeUpRequest): Promise<void> {
    await this.scheduleMany(tx, [request]);
  }

  /** Of several requests with one kind and ref the last counts. */
  async scheduleMany(tx: EntityManager, requests: readonly WakeUpRequest[], { joins }: Together = {}): Promise<void> {
    const rows = [...new Map(requests.map((request) => [JSON.stringify([request.kind, request.ref]), request])).values()];
    if (rows.length === 0) return;
    const trace = traceparent();
    const scheduled = rows.map(({ kind, ref, dossier = null, dueAt }): Scheduled => ({ id: this.parts.ids.uuid(), kind, ref, dossier, dueAt, trace }));
    await write(tx, SCHEDULE, [
      scheduled.map(({ id }) => id),
      scheduled.map(({ kind }) => kind),
      scheduled.map(({ ref }) => ref),
      scheduled.map(({ dossier }) => dossier),
      scheduled.map(({ dueAt }) => dueAt),
      this.parts.clock.now(),
      trace,
    ], { joins });
    this.#keep(tx, scheduled);
    afterCommit(tx, () => this.#listener(scheduled));
  }

  /** True when something was pending. */
  async cancel(tx: EntityManager, kind: string, ref: string): Promise<boolean> {
    return (await this.cancelWhere(tx, { kind, refs: [ref] })) > 0;
  }

  /** Answers how many were pending. */
  async cancelWhere(tx: EntityManager, filter: WakeUpFilter): Promise<number> {
    const [, cancelled] = await tx.query<[unknown, number]>(...cancelling(filter));
    return cancelled;
  }

  /** The same without waiting for how many there were. */
  async disarm(tx: EntityManager, filter: WakeUpFilter, { joins }: Together = {}): Promise<void> {
    await write(tx, ...cancelling(filter), { joins });
  }

  /** Exactly one handler for a kind. `resting` is told in the transaction that gives one up, which holds no dossier's lock. */
  register(kind: string, handler: WakeUpHandler, resting?: WakeUpHandler): void {
    if (this.#handlers.has(kind)) throw new Error(`Wake-up kind ${kind} has two handlers`);
    this.#handlers.set(kind, handler);
    if (resting) this.#resting.set(kind, resting);
  }

  /** How a dossier's lock is taken by whoever remembers more of dossiers than their turn. */
  locksBy(lock: DossierLock): void {
    this.#lock = lock;
  }

  /**
   * The one handler of wake-ups that have failed six times: they stay pending, but rest until `rearm`, a new `schedule` or `cancel`.
   * Without it they are tried for ever.
   */
  onGivenUp(handler: GiveUpHandler): void {
    if (this.#giveUp) throw new Error('Wake-ups that are given up have two handlers');
    this.#giveUp = handler;
  }

  /** Which of these are pending and have not failed. */
  async untried(tx: EntityManager, kind: string, refs: readonly string[]): Promise<string[]> {
    const rows = await ask<{ ref: string }>(tx, `select ref from wakeup where kind = $1 and ref = any($2) and state = 'pending' and attempts = 0`, [kind, refs]);
    return rows.map(({ ref }) => ref);
  }

  /** Has a wake-up tried at once that was given up. False when it is no longer pending. */
  async rearm(tx: EntityManager, id: string): Promise<boolean> {
    const [[row]] = await tx.query<[{ due_at: Date }[], number]>(REARM, [id]);
    if (row) afterCommit(tx, () => this.#listener([{ id, dueAt: row.due_at }]));
    return row !== undefined;
  }

  /** Boot's proof that each kind the product schedules is handled, and that nothing else is. */
  assertHandlers(kinds: readonly string[]): void {
    const missing = kinds.filter((kind) => !this.#handlers.has(kind));
    const unknown = [...this.#handlers.keys()].filter((kind) => !kinds.includes(kind));
    if (missing.length > 0) throw new Error(`Wake-up kinds without a handler: ${missing.join(', ')}`);
    if (unknown.length > 0) throw new Error(`Handlers of unknown wake-up kinds: ${unknown.join(', ')}`);
  }

  /**
   * Fires one wake-up if it is pending and due, else does nothing. True when it was fired by this call. A failure of the
   * handler is recorded and postponed, not thrown.
   */
  async fire(id: string): Promise<boolean> {
    const took = performance.now();
    try {
      const fired = await inTransaction(this.parts.dataSource, async (tx) => ok(await this.#fireIn(tx, id)));
      if (!fired.ok) throw new RejectedError(fired.rejection);
      if (fired.value) this.#observe(fired.value, performance.now() - took);
      return fired.value !== null;
    } catch (error) {
      await this.#postpone(id, error);
      return false;
    }
  }

  /** Ids of what is pending and past due, oldest first, grouped so that the wake-ups of one dossier stay in their order. */
  async pastDue(limit: number): Promise<string[][]> {
    const rows = await this.parts.dataSource.query<{ id: string; dossier: string | null }[]>(PAST_DUE, [this.#instant(), limit]);
    return [...Map.groupBy(rows, ({ id, dossier }) => dossier ?? id).values()].map((group) => group.map(({ id }) => id));
  }

  /** The first pending wake-up due by `until`, leaving out those named. */
  async next(until: Date, except: readonly string[]): Promise<{ id: string; dueAt: Date } | null> {
    const [row] = await this.parts.dataSource.query<{ id: string; due_at: Date }[]>(NEXT, [until, except]);
    return row ? { id: row.id, dueAt: row.due_at } : null;
  }

  /** What falls due between now and `until`, in pages: `after` is the last of the page before. */
  async upcoming(until: Date, limit: number, after?: { id: string; dueAt: Date }): Promise<{ id: string; dueAt: Date }[]> {
    const rows = await this.parts.dataSource.query<{ id: string; due_at: Date }[]>(UPCOMING, [
      until,
      limit,
      after?.dueAt ?? new Date(0),
      after?.id ?? NIL,
    ]);
    return rows.map((row) => ({ id: row.id, dueAt: row.due_at }));
  }

  async count(): Promise<{ pending: number; pastDue: number }> {
    const [row] = await this.parts.dataSource.query<{ pending: number; past_due: number }[]>(COUNT, [this.#instant()]);
    return { pending: row?.pending ?? 0, pastDue: row?.past_due ?? 0 };
  }

  /** The one listener; the alarm clock's. */
  onScheduled(listener: ScheduledListener): void {
    this.#listener = listener;
  }

  /** The dossier's lock comes first, like everywhere. Marked before it is handled, so that the handler may schedule the same kind and ref anew. */
  async #fireIn(tx: EntityManager, id: string): Promise<WakeUp | null> {
    const locked = ahead(this.#lock(tx, { named: DOSSIER_OF, parameter: id }));
    const found = this.#markKnown(tx, id) ?? (await this.#mark(tx, id));
    await locked;
    if (!found) return null;
    const { trace, ...wakeUp } = found;
    await continued(trace, `wakeup ${wakeUp.kind}`, {}, () => this.#handlerOf(wakeUp.kind)(tx, wakeUp));
    return wakeUp;
  }

  async #mark(tx: EntityManager, id: string): Promise<Fired | null> {
    const [row] = await ask<Row>(tx, `${MARK_FIRED} returning kind, ref, dossier, due_at, attempts, trace`, [id, this.#instant(), this.parts.clock.now()]);
    return row ? { id, kind: row.kind, ref: row.ref, dossier: row.dossier, dueAt: row.due_at, attempts: row.attempts, trace: row.trace } : null;
  }

  /** Of a dossier that is recalled nothing needs to be asked: where the mark concerns no row, what is recalled has faded. */
  #markKnown(tx: EntityManager, id: string): Fired | null {
    const known = heldBy(tx)?.take<readonly Scheduled[]>(id, SCHEDULED, [])?.find((one) => one.id === id);
    if (!known) return null;
    void write(tx, MARK_FIRED, [id, this.#instant(), this.parts.clock.now()], { rows: 1 });
    return { ...known, attempts: 0 };
  }

  /** What a transaction schedules for a dossier that it holds is known to the next one. */
  #keep(tx: EntityManager, scheduled: readonly Scheduled[]): void {
    const held = heldBy(tx);
    for (const [dossier, ones] of Map.groupBy(scheduled, (one) => one.dossier)) {
      if (!held || dossier === null) continue;
      const all = [...((held.kept(dossier, SCHEDULED) as readonly Scheduled[] | undefined) ?? []), ...ones];
      held.keep(dossier, SCHEDULED, all, all.map(({ id }) => id));
    }
  }

  #handlerOf(kind: string): WakeUpHandler {
    const handler = this.#handlers.get(kind);
    if (!handler) throw new Error(`Wake-up kind ${kind} has no handler`);
    return handler;
  }

  async #postpone(id: string, error: unknown): Promise<void> {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 2000);
    const postponed = await inTransaction(this.parts.dataSource, async (tx) => {
      const [[row]] = await tx.query<[Row[], number]>(POSTPONE, [id, reason, this.#instant()]);
      if (row && this.#giveUp && row.attempts >= GIVE_UP_AFTER) await this.#rest(tx, id, row, toldBy(error));
      return ok(row ?? null);
    });
    if (!postponed.ok || !postponed.value) return;
    const { kind, attempts } = postponed.value;
    this.parts.metrics.wakeUpFailures.inc({ kind });
    this.parts.log.error({ wakeUp: id, kind, attempts, err: error }, 'a wake-up failed');
  }

  async #rest(tx: EntityManager, id: string, { kind, ref, dossier, due_at: dueAt, attempts }: Row, reason: Text): Promise<void> {
    await tx.query(REST, [id]);
    await this.#giveUp?.(tx, { id, kind, ref, dossier, dueAt, attempts, reason });
    await this.#resting.get(kind)?.(tx, { id, kind, ref, dossier, dueAt, attempts });
  }

  #observe({ kind, dueAt }: WakeUp, tookMs: number): void {
    this.parts.metrics.step.observe({ command: kind }, tookMs / 1000);
    const late = this.parts.clock.now().getTime() - dueAt.getTime();
    this.parts.metrics.wakeUpLateness.observe({ kind }, Math.max(0, late) / 1000);
  }

  /** In real time the database's clock decides what is due, the same for all processes; null stands for it. */
  #instant(): Date | null {
    return this.parts.clock === systemClock ? null : this.parts.clock.now();
  }
}

interface Scheduled extends Omit<WakeUp, 'attempts'> {
  /** Of the transaction that scheduled it. */
  trace: string | null;
}

type Fired = Scheduled & WakeUp;

interface Row {
  kind: string;
  ref: string;
  dossier: string | null;
  due_at: Date;
  attempts: number;
  /** Of the transaction that scheduled it. */
  trace: string | null;
}

const NIL = '00000000-0000-0000-0000-000000000000';

/** A moved wake-up gets a new id: a nudge for the old instant then finds nothing. */
const SCHEDULE = `
insert into wakeup (id, kind, ref, dossier, due_at, state, created_at, trace)
select id, kind, ref, dossier, due_at, 'pending', $6::timestamptz, $7::text
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) as asked (id, kind, ref, dossier, due_at)
on conflict (kind, ref) where state = 'pending'
do update set id = excluded.id, dossier = excluded.dossier, due_at = excluded.due_at, created_at = excluded.created_at, trace = excluded.trace,
  attempts = 0, retry_at = null, last_error = null`;

/** Only the conditions that are given: a prepared statement with all of them could use no index. */
function cancelling({ kind, dossier, refs }: WakeUpFilter): [sql: string, parameters: unknown[]] {
  const given = Object.entries({ 'kind =': kind, 'dossier =': dossier, 'ref = any': refs }).filter(([, value]) => value !== undefined);
  if (given.length === 0) throw new Error('cancelWhere needs a condition');
  const conditions = given.map(([condition], at) => `${condition}($${at + 1})`);
  return [`update wakeup set state = 'cancelled' where state = 'pending' and ${conditions.join(' and ')}`, given.map(([, value]) => value)];
}

/** Of one that is pending only: whoever is told of another has nothing to wait for. */
const DOSSIER_OF = `select dossier from wakeup where id = $1 and state = 'pending'`;

const MARK_FIRED = `
update wakeup set state = 'fired', fired_at = coalesce($3::timestamptz, clock_timestamp()), retry_at = null
where id = $1 and state = 'pending' and due_at <= coalesce($2::timestamptz, clock_timestamp()) and retry_at is distinct from 'infinity'`;

const POSTPONE = `
update wakeup set attempts = attempts + 1, last_error = $2, retry_at = coalesce($3::timestamptz, clock_timestamp()) + ${RETRY_PAUSE}
where id = $1 and state = 'pending' returning kind, ref, dossier, due_at, attempts`;

/** No sweep comes to infinity. */
const REST = `update wakeup set retry_at = 'infinity' where id = $1`;

const REARM = `update wakeup set retry_at = null, attempts = 0 where id = $1 and state = 'pending' returning due_at`;

/** Whatever another process is just firing is locked there and skipped here. */
const PAST_DUE = `
select id, dossier from wakeup
where state = 'pending' and due_at <= coalesce($1::timestamptz, clock_timestamp())
  and (retry_at is null or retry_at <= coalesce($1::timestamptz, clock_timestamp()))
order by due_at, created_at, id limit $2 for update skip locked`;

const NEXT = `
select id, due_at from wakeup where state = 'pending' and due_at <= $1 and id <> all ($2::uuid[]) and (retry_at is null or retry_at <= $1)
order by due_at, created_at, id limit 1`;

const UPCOMING = `
select id, due_at from wakeup
where state = 'pending' and due_at > clock_timestamp() and due_at <= $1 and (due_at, id) > ($3, $4::uuid)
order by due_at, id limit $2`;

const COUNT = `
select count(*)::int as pending, (count(*) filter (where due_at <= coalesce($1::timestamptz, clock_timestamp())))::int as past_due
from wakeup where state = 'pending'`;
