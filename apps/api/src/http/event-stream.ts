import type { Response } from 'express';

const HEARTBEAT_MS = 15_000;
/** After so long the client comes again, and its session is looked at again. */
const LIFETIME_MS = 600_000;
const RETRY_MS = 2_000;

/** Server-sent events over one answer. The head goes out with the first event, so that a refusal before it is still a problem document. */
export class EventStream {
  #timers: NodeJS.Timeout[] = [];

  constructor(private readonly response: Response) {
    response.once('close', () => this.#timers.forEach(clearInterval));
  }

  send(id: string, event: string, data: object): void {
    this.#open();
    this.#write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  onceGone(done: () => void): void {
    this.#open();
    if (this.response.closed) done();
    else this.response.once('close', done);
  }

  end(): void {
    this.#open();
    this.response.end();
  }

  #open(): void {
    if (this.response.headersSent || this.response.closed) return;
    // Neither compressed nor kept back on its way: an event is worth what it is early.
    this.response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' });
    this.#write(`retry: ${RETRY_MS}\n\n`);
    this.#timers = [setInterval(() => this.#write(': .\n\n'), HEARTBEAT_MS), setTimeout(() => this.response.end(), LIFETIME_MS)];
    for (const timer of this.#timers) timer.unref();
  }

  #write(text: string): void {
    if (!this.response.writableEnded && !this.response.destroyed) this.response.write(text);
  }
}
