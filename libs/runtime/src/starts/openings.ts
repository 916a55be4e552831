import type { Applicant, MessageStart } from '#contract';
import { type Clock, type Ids, type Result, SYSTEM, type Text, ToldError, text } from '#kernel';
import { CLOCK, IDS, type WakeUp, WakeUps } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RevisionsRepository } from '../revisions.repository.js';
import type { StepBy } from '../step-by.js';
import { type Started, whatStarted } from './started.js';
import type { StartPlace } from './starts.repository.js';

/** Of a dossier to be opened; ref: the opening's id. */
export const OPENING = 'runtime.opening';

/** A dossier that something other than a desk opens. */
export interface Opening extends StartPlace, Pick<MessageStart, 'papers' | 'territory' | 'channel'> {
  agency: string;
  /** Null: the agency itself. */
  applicant: Applicant | null;
  data: Record<string, unknown>;
  /** What came with the event beside the dossier's data. */
  payload: Record<string, unknown>;
  started: Started;
  /** Business key under which the event says that it begins. */
  key?: string;
  by: StepBy;
}

/** Gives the code of the dossier. */
export type OpenDossier = (tx: EntityManager, opening: Opening) => Promise<Result<string>>;

interface Queued extends StartPlace {
  agency: string;
}

interface OpeningRow extends Queued {
  dueAt: Date | null;
  broadcast: string | null;
  name: string | null;
  data: Record<string, unknown> | null;
  depth: number | null;
}

/**
 * Opens the dossiers of timers and signals, each by a wake-up in a transaction of its own: one that cannot be opened is tried again,
 * becomes an incident in the end, and hinders no other.
 */
@Injectable()
export class Openings implements OnModuleInit {
  #open: OpenDossier | null = null;

  constructor(
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(OPENING, (tx, wakeUp) => this.#fire(tx, wakeUp));
  }

  /** The room that keeps dossiers says how one is opened. */
  register(open: OpenDossier): void {
    if (this.#open) throw new Error('Dossiers are opened by two rooms');
    this.#open = open;
  }

  open(tx: EntityManager, opening: Opening): Promise<Result<string>> {
    if (!this.#open) throw new Error('No room opens dossiers');
    return this.#open(tx, opening);
  }

  /** Of what was queued before for the same cause nothing is queued again; gives how many are new. */
  async queue(tx: EntityManager, queued: readonly Queued[], cause: { dueAt: Date } | { broadcast: string }, at: Date): Promise<number> {
    const rows = queued.map((one) => ({ id: this.ids.uuid(), ...one }));
    const added = await tx.query<{ id: string }[]>(
      `insert into dossier_opening (id, procedure, revision, element, agency, due_at, broadcast, state, created_at)
       select o.id, o.procedure, o.revision, o.element, o.agency, $2, $3, 'pending', $4
       from jsonb_to_recordset($1::jsonb) as o (id uuid, procedure text, revision integer, element text, agency text) on conflict do nothing returning id`,
      [JSON.stringify(rows), 'dueAt' in cause ? cause.dueAt : null, 'broadcast' in cause ? cause.broadcast : null, at],
    );
    await this.wakeUps.scheduleMany(tx, added.map(({ id }) => ({ kind: OPENING, ref: id, dueAt: at })));
    return added.length;
  }

  /** Where an opening belongs, for the incident that it has become. */
  async placeOf(tx: EntityManager, id: string): Promise<{ procedure: string; element: string } | null> {
    const [found] = await tx.query<{ procedure: string; element: string }[]>('select procedure, element from dossier_opening where id = $1', [id]);
    return found ?? null;
  }

  /** A revision that has been withdrawn meanwhile opens nothing. */
  async #fire(tx: EntityManager, { ref: id }: WakeUp): Promise<void> {
    const row = await this.#lock(tx, id);
    if (!row) return;
    const { procedure, revision: number, element, agency } = row;
    const revision = await this.revisions.find(procedure, number, tx);
    const at = this.clock.now();
    if (revision?.state === 'withdrawn') return this.#decide(tx, id, 'dropped', null, at);
    const by = { at, actor: { username: SYSTEM.username, agency }, depth: (row.depth ?? 0) + 1 };
    const opened = await this.open(tx, { procedure, revision: number, element, agency, applicant: null, data: row.data ?? {}, payload: {}, started: whatStarted(row), by });
    if (!opened.ok) throw new OpeningFailedError(row, opened.rejection.message);
    await this.#decide(tx, id, 'opened', opened.value, at);
  }

  async #lock(tx: EntityManager, id: string): Promise<OpeningRow | null> {
    const [row] = await tx.query<OpeningRow[]>(
      `select o.procedure, o.revision, o.element, o.agency, o.due_at as "dueAt", o.broadcast, b.name, b.data, b.depth
       from dossier_opening o left join signal_broadcast b on b.id = o.broadcast where o.id = $1 and o.state = 'pending' for update of o`,
      [id],
    );
    return row ?? null;
  }

  async #decide(tx: EntityManager, id: string, state: 'opened' | 'dropped', dossier: string | null, at: Date): Promise<void> {
    await tx.query('update dossier_opening set state = $2, dossier = $3, done_at = $4 where id = $1', [id, state, dossier, at]);
  }
}

/** The wake-up keeps the reason and is tried again; after six times it is an incident. */
export class OpeningFailedError extends ToldError {
  constructor({ procedure, element, agency }: Queued, { vi, en }: Text) {
    super(text(`${procedure}, bắt đầu ở ${element}, tại ${agency}: ${vi}`, `${procedure}, start ${element}, at ${agency}: ${en}`));
  }
}
