import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600];

/** What the product tells Prometheus. One per process; labels are closed sets, never codes of dossiers. */
export class Metrics {
  readonly registry = new Registry();

  readonly http = this.#histogram('lienthong_http_seconds', 'Time to answer a request', ['method', 'route', 'status']);
  readonly step = this.#histogram('lienthong_step_seconds', 'Time of one step transaction, lock to commit', ['command']);
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

  /** A number read when Prometheus asks. */
  gauge(name: string, help: string, read: () => Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: async function () {
        this.set(await read());
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
