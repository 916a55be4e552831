import { Agencies } from '#access';
import { type Clock, SYSTEM, type Text, ToldError, text } from '#kernel';
import { Ledger } from '#ledger';
import { CLOCK, type WakeUp, WakeUps } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SuspensionsRepository } from '../change/suspensions.repository.js';
import { readHead } from '../dossier-head.js';
import { Procedures } from '../procedures.js';
import { Runtime, splitRef } from '../runtime.js';
import { Openings } from './openings.js';
import { SIGNAL, type SignalRow, SignalsRepository } from './signals.repository.js';
import { StartsRepository } from './starts.repository.js';
import { SPREAD } from './throw-signal.js';

/** Signals that cause each other without a person between go round in a circle sooner or later: this is where it is cut. */
const MOST_DEPTH = 10;

/**
 * Brings a signal to everything that waits for it: a wake-up for each dossier concerned and for each dossier to be opened, so that each is
 * a transaction of its own and what a killed process left is taken up by the next. What begins to wait later does not hear it.
 */
@Injectable()
export class SpreadSignal implements OnModuleInit {
  constructor(
    @Inject(SignalsRepository) private readonly signals: SignalsRepository,
    @Inject(StartsRepository) private readonly starts: StartsRepository,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Openings) private readonly openings: Openings,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(SuspensionsRepository) private readonly suspensions: SuspensionsRepository,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(SPREAD, (tx, wakeUp) => this.#spreadThrown(tx, wakeUp));
    this.wakeUps.register(SIGNAL, (tx, wakeUp) => this.#deliver(tx, wakeUp));
  }

  async spread(tx: EntityManager, signal: SignalRow, at: Date): Promise<void> {
    const dossiers = await this.signals.address(tx, signal, at);
    await this.wakeUps.scheduleMany(tx, dossiers.map((dossier) => ({ kind: SIGNAL, ref: `${signal.id}:${dossier}`, dossier, dueAt: at })));
    const directory = await this.agencies.directory(at);
    for (const place of await this.starts.beganBy('signal', signal.name, at, tx)) {
      const { starts } = await this.procedures.modelOf(place.procedure, place.revision);
      const named = (starts?.[place.element]?.agencies ?? []).flatMap((relation) => directory.reachable(relation));
      const meant = [...new Set(named)].filter((agency) => signal.agencies?.includes(agency) ?? true);
      await this.openings.queue(tx, meant.map((agency) => ({ ...place, agency })), { broadcast: signal.id }, at);
    }
  }

  async #spreadThrown(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    const signal = await this.signals.find(ref, tx);
    if (!signal) throw new Error(`there is no signal ${ref}`);
    if (signal.depth > MOST_DEPTH) throw new SignalCircleError(signal);
    await this.spread(tx, signal, this.clock.now());
  }

  /** Under the dossier's lock. One that stands suspended hears it when the suspension ends, which schedules it anew. */
  async #deliver(tx: EntityManager, { ref, dossier }: WakeUp): Promise<void> {
    const [id] = splitRef(ref);
    if (dossier === null || !(await this.signals.isPending(tx, id, dossier))) return;
    const signal = await this.signals.find(id, tx);
    const head = await readHead(tx, dossier);
    if (!signal || (await this.suspensions.puttingToSleep(tx, head.code))) return;
    const at = this.clock.now();
    const awaited = !head.ended && (await this.signals.isAwaited(tx, dossier, signal.name));
    await this.signals.decide(tx, id, dossier, awaited ? await this.#tell(tx, head, signal, at) : 0, at);
  }

  async #tell(tx: EntityManager, head: Awaited<ReturnType<typeof readHead>>, { id, name, data, depth }: SignalRow, at: Date): Promise<number> {
    const actor = { username: SYSTEM.username, agency: null };
    await this.ledger.append(tx, head.code, [{ at, actor: actor.username, agency: null, kind: 'signal.delivered', data: { signal: id, name, data } }]);
    const taken = await this.runtime.deliverSignal(tx, head, name, data, { at, actor, depth: depth + 1 });
    if (!taken.ok) throw new SignalFailedError(id, head.code, taken.rejection.message);
    return taken.value;
  }
}

/** The step that a signal asked for was refused; the wake-up keeps the reason, is tried again, and becomes an incident. */
export class SignalFailedError extends ToldError {
  constructor(readonly signal: string, readonly dossier: string, reason: Text) {
    super(reason);
  }
}

/** Dossiers signal each other without end. */
export class SignalCircleError extends ToldError {
  constructor({ name, dossier, depth }: SignalRow) {
    super(text(
      `Tín hiệu "${name}" phát ra ở ${dossier} là do ${depth} tín hiệu nối tiếp nhau gây ra: các sơ đồ phát tín hiệu cho nhau thành vòng`,
      `the signal "${name}" thrown in ${dossier} was caused by ${depth} signals in a row: the diagrams signal each other in a circle`,
    ));
  }
}
