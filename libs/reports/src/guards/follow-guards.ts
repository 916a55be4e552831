import { type Clock, localDate, ok } from '#kernel';
import { type LedgerGap, followLedger } from '#ledger';
import { CLOCK, CONFIG, type Config, type WakeUp, WakeUps, inTransaction } from '#platform';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { sweepDueDates } from './asking.js';
import { Examine, type Examined } from './examine.js';
import { GUARD, GuardScans } from './guard-scans.js';

const LEDGER = 'ledger';
const SWEEP = 'sweep';

/** Entries that one transaction reads behind the writers, and dossiers that it examines or sweeps. */
const ENTRIES = 400;
const DOSSIERS = 100;
const SWEPT = 2_000;

/** Pause between two looks at the ledger. */
const PAUSE_MS = 15_000;
/** In simulated time a look every evening, when offices have closed. */
const EVENING_HOUR = 18;

/**
 * Guards run behind the ledger, never in a step: a wake-up reads what was written since the saved position, examines the dossiers it belongs to,
 * and moves the position, all in one transaction; a process that dies leaves it where it was. Once a day the due dates of all open dossiers are
 * compared with the ledger, for what was changed past it leaves no entry.
 */
@Injectable()
export class FollowGuards implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Examine) private readonly examine: Examine,
    @Inject(GuardScans) private readonly scans: GuardScans,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(GUARD, (tx, wakeUp) => this.#turn(tx, wakeUp));
  }

  /** There is one such wake-up, whatever the number of processes; starting moves it to the next look. */
  async onApplicationBootstrap(): Promise<void> {
    await inTransaction(this.database, async (tx) => ok(await this.#again(tx, LEDGER, this.#next())));
  }

  /** How many entries wait to be looked at. */
  async behind(): Promise<number> {
    const [row] = await this.database.query<{ behind: string }[]>('select greatest(0, (select coalesce(max(position), 0) from ledger_entry) - position) as behind from guard_position');
    return Number(row?.behind ?? 0);
  }

  async #turn(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    if (ref === LEDGER) return this.#follow(tx);
    if (ref === SWEEP) return this.#sweep(tx);
    const [what, id] = [ref.slice(0, ref.indexOf(':')), ref.slice(ref.indexOf(':') + 1)];
    if (what === 'dossier') return void (await this.#examined(tx, [id]));
    if (await this.scans.step(tx, id, DOSSIERS, (codes) => this.#examined(tx, codes))) await this.#again(tx, ref, this.clock.now());
  }

  async #follow(tx: EntityManager): Promise<void> {
    const [saved] = await tx.query<{ position: string; gap: LedgerGap | null; sweptOn: string | null }[]>(`select position, gap, to_char(swept_on, 'YYYY-MM-DD') as "sweptOn" from guard_position for update`);
    const { entries, position, gap, more } = await followLedger(tx, Number(saved!.position), ENTRIES, saved!.gap);
    await this.#keep(tx, await this.examine.behind(tx, entries));
    await tx.query('update guard_position set position = $1, gap = $2', [position, gap && JSON.stringify(gap)]);
    if (!more && saved!.sweptOn !== localDate(this.clock.now())) await this.#beginSweep(tx);
    await this.#again(tx, LEDGER, more ? this.clock.now() : this.#next());
  }

  async #beginSweep(tx: EntityManager): Promise<void> {
    await tx.query(`update guard_position set swept_on = $1, sweep_after = ''`, [localDate(this.clock.now())]);
    await this.#again(tx, SWEEP, this.clock.now());
  }

  async #sweep(tx: EntityManager): Promise<void> {
    const [saved] = await tx.query<{ after: string | null }[]>('select sweep_after as after from guard_position for update');
    if (saved?.after == null) return;
    const { last, suspect } = await sweepDueDates(tx, saved.after, SWEPT);
    await this.#examined(tx, suspect);
    await tx.query('update guard_position set sweep_after = $1', [last]);
    if (last !== null) await this.#again(tx, SWEEP, this.clock.now());
  }

  async #examined(tx: EntityManager, codes: readonly string[]): Promise<number> {
    return this.#keep(tx, await this.examine.dossiers(tx, codes));
  }

  /** What is certain only later is looked at again then. */
  async #keep(tx: EntityManager, { found, later }: Examined): Promise<number> {
    await this.wakeUps.scheduleMany(tx, later.map(({ dossier, at }) => ({ kind: GUARD, ref: `dossier:${dossier}`, dueAt: at })));
    return found;
  }

  #again(tx: EntityManager, ref: string, dueAt: Date): Promise<void> {
    return this.wakeUps.schedule(tx, { kind: GUARD, ref, dueAt });
  }

  #next(): Date {
    const now = this.clock.now();
    if (this.config.clock !== 'simulated') return new Date(now.getTime() + PAUSE_MS);
    const evening = new Date(`${localDate(now)}T${EVENING_HOUR}:00:00+07:00`);
    return evening > now ? evening : new Date(evening.getTime() + 86_400_000);
  }
}
