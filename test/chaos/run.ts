import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type References, findFaults, journeysOf } from './checker.js';
import { type Harm, Injuries } from './injuries.js';
import { Model } from './model.js';
import { type Kind, Office } from './office.js';
import { Random } from './random.js';
import { type Clock, PASSWORD, type Queue, type Scene, kindsOf, openHouse, setScene } from './scene.js';

export interface ChaosSettings {
  dossiers: number;
  /** How long the injuries last; receptions are spread over the first three quarters. */
  minutes: number;
  seed: number;
  clock: Clock;
  queue?: Queue;
  say?: (line: string) => void;
}

export interface ChaosReport {
  dossiers: number;
  completions: number;
  stops: number;
  seconds: number;
  harm: Harm;
  answers: Record<string, number>;
  faults: { check: string; faults: string[] }[];
  /** Where everything lies that was kept; null when nothing was found and all was removed. */
  folder: string | null;
}

const SETTLE_LIMIT_MS = 900_000;
const DAY_S = 86_400;
const run = promisify(execFile);

/** One run: a quiet part that shows how each kind of dossier goes, the injuries, the return to rest, the comparison. */
export async function runChaos(settings: ChaosSettings): Promise<ChaosReport> {
  const random = new Random(settings.seed);
  const scene = await setScene(settings.clock, settings.queue ?? 'redis');
  let faults: ChaosReport['faults'] = [{ check: 'the run itself', faults: ['it did not come to its end'] }];
  try {
    const play = new Play(scene, random, settings);
    const report = await play.run();
    faults = report.faults;
    return { ...report, folder: faults.length > 0 ? scene.folder : null };
  } finally {
    await scene.close(faults.length > 0);
  }
}

class Play {
  readonly #model = new Model();
  readonly #office: Office;
  readonly #began = Date.now();
  #over = false;

  constructor(
    private readonly scene: Scene,
    private readonly random: Random,
    private readonly settings: ChaosSettings,
  ) {
    const clients = { entrances: () => scene.entrances(), model: this.#model, sessionsRunOut: settings.clock === 'simulated' };
    this.#office = new Office({ clients, model: this.#model, postgres: scene.postgres, random, password: PASSWORD });
  }

  async run(): Promise<Omit<ChaosReport, 'folder'>> {
    const { scene, settings } = this;
    await openHouse(scene, this.#office, () => this.#lienthong('migrate'));
    const kinds = await kindsOf(this.#office, settings.clock);
    this.#office.open();
    const time = this.#passTime();
    const references = await this.#quietly(kinds);
    this.#say('at rest: every kind of dossier went its way once; now the injuries');
    const { harm, failures } = await this.#injured(kinds);
    this.#say('injuries over; what is open goes on to its end');
    await this.#settle();
    await this.#office.close();
    this.#over = true;
    await time;
    const faults = [...(await findFaults({ postgres: scene.postgres, model: this.#model, references })), ...(await this.#findOwnFaults(failures))];
    return {
      dossiers: this.#model.received.size, completions: this.#model.completed.size, stops: [...this.#model.stopped.values()].reduce((sum, n) => sum + n, 0),
      seconds: Math.round((Date.now() - this.#began) / 1000), harm, answers: this.#model.answers, faults: faults.filter(({ faults: some }) => some.length > 0),
    };
  }

  async #quietly(kinds: readonly Kind[]): Promise<References> {
    const codes = new Map<string, string>();
    for (const kind of kinds) if (!codes.has(kind.name)) codes.set(kind.name, await this.#office.receive(kind));
    await this.#untilEnded(180_000);
    const journeys = await journeysOf(this.scene.postgres, [...codes.values()]);
    return new Map([...codes].map(([kind, code]) => [kind, journeys.get(code) ?? '']));
  }

  async #injured(kinds: readonly Kind[]): Promise<{ harm: Harm; failures: unknown[] }> {
    const { scene, random, settings } = this;
    const injuries = new Injuries(scene, random);
    const span = settings.minutes * 60_000;
    const began = Date.now();
    injuries.begin();
    this.#office.stopClocks();
    let received = false;
    const receptions = this.#receive(kinds, settings.dossiers, span * 0.75).catch((error: unknown) => void this.#office.failures.push(error)).finally(() => (received = true));
    while ((Date.now() - began < span || !received) && this.#office.failures.length === 0) {
      await pause(Math.min(10_000, span / 4));
      await this.#tell(injuries.harm);
    }
    await injuries.end();
    await receptions;
    return { harm: { ...injuries.harm, 'starts refused while something was away': scene.processes.reduce((sum, { refusedStarts }) => sum + refusedStarts, 0) }, failures: injuries.failures };
  }

  /** At a steady pace, as people come to a desk; where the house is slow the queue before it grows, up to twenty. */
  async #receive(kinds: readonly Kind[], dossiers: number, span: number): Promise<void> {
    const began = Date.now();
    const numbers = Array.from({ length: dossiers }, (_, i) => i).values();
    const lane = async (): Promise<void> => {
      for (const i of numbers) {
        await pause(Math.max(0, began + (span * i) / dossiers - Date.now()));
        await this.#office.receive(this.random.pick(kinds)!);
      }
    };
    await Promise.all(Array.from({ length: 20 }, lane));
  }

  async #settle(): Promise<void> {
    await this.#untilEnded(SETTLE_LIMIT_MS);
    for (const limit = Date.now() + 20_000; Date.now() < limit; await pause(250)) if ((await this.#pending()) === 0) return;
  }

  /** Answers also when the limit is over: the checker tells what is left. */
  async #untilEnded(limitMs: number): Promise<void> {
    for (const limit = Date.now() + limitMs; Date.now() < limit; await pause(500)) {
      const [row] = await this.scene.postgres.ask<{ running: number }>(`select count(*)::int as running from instance where status = 'running'`);
      if (row?.running === 0 || this.#office.failures.length > 0) return;
    }
  }

  async #pending(): Promise<number> {
    const [row] = await this.scene.postgres.ask<{ n: number }>(
      `select ((select count(*) from outbox where delivered_at is null) + (select count(*) from wakeup where state = 'pending' and due_at < clock_timestamp()))::int as n`,
    );
    return row?.n ?? 0;
  }

  /** The simulated clock jumps from the first to the last moment, injuries or not. */
  async #passTime(): Promise<void> {
    if (this.settings.clock !== 'simulated') return;
    while (!this.#over) {
      const seconds = this.random.happens(0.5) ? 1 + Math.floor(this.random.between(0, 600)) : Math.floor(this.random.between(600, DAY_S));
      await this.#office.as('ubnd-khanh-vinh.quan-tri').post('/simulation/clock', { advance: `PT${seconds}S` });
      await pause(this.random.between(50, 800));
    }
  }

  async #findOwnFaults(failures: unknown[]): Promise<ChaosReport['faults']> {
    const broken = [...this.#office.failures, ...failures].map((error) => (error instanceof Error ? (error.stack ?? error.message) : String(error)));
    const panics = (await this.scene.postgres.log()).split('\n').filter((line) => / (PANIC|ERROR): .*(corrupt|duplicate key|violates)/.test(line));
    return [
      { check: 'the run itself', faults: broken },
      { check: 'no process ends by itself', faults: this.scene.processes.flatMap(({ faults }) => faults) },
      { check: 'no constraint of the schema had to step in', faults: panics },
      { check: 'every ledger chain verifies', faults: await this.#lienthong('verify-ledger').then(() => [], (error: Error) => [error.message]) },
    ];
  }

  async #lienthong(command: string): Promise<void> {
    const { PATH = '', HOME = '' } = process.env;
    await run(process.execPath, [path.resolve('dist/apps/cli/src/main.js'), command], { env: { PATH, HOME, DATABASE_URL: this.scene.postgres.url, LIENTHONG_DATA: path.join(this.scene.folder, 'data') }, maxBuffer: 2 ** 28 });
  }

  async #tell(harm: Harm): Promise<void> {
    const [row] = await this.scene.postgres.ask<{ running: number }>(`select count(distinct dossier)::int as running from instance where status = 'running'`);
    const done = this.#model.received.size - (row?.running ?? 0);
    this.#say(`${this.#model.received.size} received, ${done} ended, ${this.#model.completed.size} completions; ${Object.entries(harm).map(([what, n]) => `${what} ${n}`).join(', ')}`);
  }

  #say(line: string): void {
    this.settings.say?.(`${String(Math.round((Date.now() - this.#began) / 1000)).padStart(5)} s  ${line}`);
  }
}
