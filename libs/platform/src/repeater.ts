/** Runs a piece of work, then again a pause after it ended, until stopped. A failure is told and does not end it. */
export class Repeater {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = true;

  constructor(
    private readonly pauseMs: number,
    private readonly work: () => Promise<unknown>,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.#stopped = false;
    this.#run();
  }

  /** Waits for the work that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #run(): void {
    this.#running = this.work()
      .then(() => undefined, this.onError)
      .finally(() => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.#run(), this.pauseMs);
      });
  }
}
