import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600];

/** What the product tells Prometheus. One per process; labels are closed sets, never codes of dossiers. */
export class Metrics {
  readonly registry = new Registry();

  readonly http = this.#histogram('lienthong_http_seconds', 'Time to answer a request', ['method', 'route', 'status']);
  readonly step = this.#histogram('lienthong_step_seconds', 'Time of one writing transaction, first lock to commit, by command or kind of wake-up', ['command']);
  readonly refusals = this.#counter('lienthong_command_refusals_total', 'Commands refused, by code; stale_version: somebody else was faster', ['code']);
  readonly retries = this.#counter('lienthong_transaction_retries_total', 'Transactions run again: after a deadlock or a serialisation failure, or because somebody else had moved the remembered dossier', ['reason']);
  readonly liveCache = this.#counter('lienthong_live_cache_total', 'Instances that a step needed: hit was hot in this process, miss was recovered', ['outcome']);
  readonly removed = this.#counter('lienthong_upkeep_removed_total', 'Rows removed because their time of keeping was over, by table', ['table']);
  readonly wakeUpLateness = this.#histogram('lienthong_wakeup_lateness_seconds', 'Time from the due instant of a wake-up to its firing', [
    'kind',
  ]);
  readonly wakeUpFailures = this.#counter('lienthong_wakeup_failures_total', 'Wake-ups whose handler failed, by kind', ['kind']);
  readonly outboxFailures = this.#counter('lienthong_outbox_failures_total', 'Outbox messages whose handler failed, by kind', ['kind']);
  readonly nudgeFailures = this.#counter('lienthong_nudge_failures_total', 'Nudges that could not be sent; the sweep does their work', [
    'channel',
  ]);

  constructor({ process = true }: { process?: boolean } = {}) {
    if (process) collectDefaultMetrics({ register: this.registry });
  }

  /** A number read when Prometheus asks; one that cannot be read is NaN and spoils no other. */
  gauge(name: string, help: string, read: () => Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: async function () {
        this.set(await read().catch(() => Number.NaN));
      },
    });
  }

  /** The same for several numbers of one name. Labels that are no longer read vanish. */
  gauges<Label extends string>(name: string, help: string, labelNames: readonly Label[], read: () => Promise<({ value: number } & Record<Label, string>)[]>): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      collect: async function () {
        const rows = await read().catch(() => []);
        this.reset();
        for (const { value, ...labels } of rows) this.set(labels as unknown as Record<Label, string>, value);
      },
    });
  }

  #histogram<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets: SECONDS, registers: [this.registry] });
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }
}
