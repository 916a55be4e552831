import { type Clock, type Rejection, reject, text } from '#kernel';
import { CLOCK, LOG, type Log } from '#platform';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { setImmediate } from 'node:timers/promises';
import { type Brought, dossiersOf, replay } from './prepare.js';
import { ReplaysRepository, type StoredResult } from './replays.repository.js';

/** Between two looks at what else there is to do: a request waits no longer than this for a replay. */
const SLICE_MS = 12;
const BEAT_MS = 500;
const WAITING_LIMIT = 8;

/**
 * Counts replays one after the other, in slices between which every request of the process gets its turn. What is to be counted is kept in
 * memory and only what came out in the database: when the process goes, its replays are interrupted, and asking again with the same seed
 * gives what they would have given.
 */
@Injectable()
export class ReplayRunner implements OnModuleDestroy {
  readonly #waiting = new Map<string, Brought>();
  readonly #unwanted = new Set<string>();
  #running: { id: string; done: Promise<void> } | null = null;
  #closing = false;

  constructor(
    @Inject(ReplaysRepository) private readonly replays: ReplaysRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  refuseBusy(): { ok: false; rejection: Rejection } | null {
    if (this.#waiting.size < WAITING_LIMIT) return null;
    return reject('too_many_requests', text(`Đang có ${WAITING_LIMIT} lần chạy lại chờ; hãy thử lại sau`, `${WAITING_LIMIT} replays are waiting already: try again later`));
  }

  add(id: string, brought: Brought): void {
    this.#waiting.set(id, brought);
    if (!this.#running) this.#next();
  }

  cancel(id: string): void {
    this.#waiting.delete(id);
    if (this.#running?.id === id) this.#unwanted.add(id);
  }

  async onModuleDestroy(): Promise<void> {
    this.#closing = true;
    const waiting = [...this.#waiting.keys()];
    this.#waiting.clear();
    await this.#running?.done;
    for (const id of waiting) await this.replays.end(null, id, 'interrupted', this.clock.now());
  }

  #next(): void {
    const [first] = this.#waiting;
    if (!first || this.#closing) return void (this.#running = null);
    const [id, brought] = first;
    this.#waiting.delete(id);
    this.#running = { id, done: this.#run(id, brought).finally(() => this.#next()) };
  }

  async #run(id: string, brought: Brought): Promise<void> {
    try {
      await this.replays.begin(id, dossiersOf(brought));
      const result = await this.#count(id, replay(brought));
      if (result) await this.replays.end(null, id, 'done', this.clock.now(), { result });
      else await this.replays.end(null, id, this.#closing ? 'interrupted' : 'cancelled', this.clock.now());
    } catch (fault) {
      this.log.error({ err: fault, replay: id }, 'a replay failed');
      await this.replays.end(null, id, 'failed', this.clock.now(), { failure: text('Không chạy lại được: lỗi hệ thống', 'The replay failed: a fault of the system') }).catch(() => undefined);
    } finally {
      this.#unwanted.delete(id);
    }
  }

  /** Null where it is not wanted any more. */
  async #count(id: string, counting: Generator<number, StoredResult>): Promise<StoredResult | null> {
    let beaten = performance.now();
    for (;;) {
      const until = performance.now() + SLICE_MS;
      let next = counting.next();
      while (!next.done && performance.now() < until) next = counting.next();
      if (next.done) return next.value;
      await setImmediate();
      if (this.#closing || this.#unwanted.has(id)) return null;
      if (performance.now() - beaten < BEAT_MS) continue;
      beaten = performance.now();
      const ended = await this.replays.beat([id, ...this.#waiting.keys()], id, next.value);
      for (const gone of ended) this.cancel(gone);
    }
  }
}
