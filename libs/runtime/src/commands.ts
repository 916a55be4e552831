import type { Actor, DossierHead } from '#contract';
import { type Clock, type Ids, type Principal, type Rejection, type Result, ok, reject, text } from '#kernel';
import { lastSeqOf } from '#ledger';
import { CLOCK, type CommandKey, type DossierNamed, IDS, Metrics, inTransaction, note, recall, remember, traced } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { lockHead, lockHeadOf } from './dossier-head.js';
import { InstancesRepository } from './instances.repository.js';
import { IncidentsRepository } from './jobs/incidents.repository.js';
import { PoisonedInstanceError } from './poisoned-instance.js';
import { UnknownRevisionError } from './procedures.js';
import { poisoned } from './revive-instance.js';

/** Who commands, and the key by which a repeated command is recognised. */
export interface CommandContext {
  principal: Principal;
  /** What the command is called in metrics and traces, one of a closed set: `tasks.complete`. */
  name?: string;
  key?: Omit<CommandKey, 'actor'>;
  /** The version of the resource that the client believes in (`If-Match`); another one is refused with `stale_version`. */
  ifMatch?: number;
}

/** One of the transactions of a command: repeated with the command, it does nothing either. No key that comes over HTTP has a line break. */
export const partOf = ({ principal, key }: CommandContext, part: string): CommandContext => ({ principal, ...(key && { key: { ...key, key: `${key.key}\n${part}` } }) });

export type Work<T> = (tx: EntityManager, at: Date, actor: Actor) => Promise<Result<T>>;
export type DossierWork<T> = (tx: EntityManager, head: DossierHead, at: Date, actor: Actor) => Promise<Result<T>>;

/**
 * The one way into a writing transaction. A refusal rolls everything back; a repeated command key answers with the first outcome.
 * The instant of a command is read after its lock is held, so that the ledger of one dossier never runs backwards.
 */
@Injectable()
export class Commands {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(InstancesRepository) private readonly instances: InstancesRepository,
  ) {}

  run<T>(ctx: CommandContext, work: Work<T>): Promise<Result<T>> {
    return this.#measured(ctx, (tx) => this.#once(tx, ctx, () => work(tx, this.clock.now(), actorOf(ctx.principal))));
  }

  onDossier<T>(ctx: CommandContext, code: string, work: DossierWork<T>): Promise<Result<T>> {
    return this.#measured(ctx, (tx) =>
      this.#once(tx, ctx, async () => {
        const head = await lockHead(tx, code);
        if (!head) return unknownDossier(code);
        return this.#withDiagram(tx, head, () => work(tx, head, this.clock.now(), actorOf(ctx.principal, head.agency)));
      }),
    );
  }

  /**
   * The same for the dossier of something, such as a task, that `read` reads again under the lock; its answer comes with the lock, so that
   * nothing is waited for twice. Where there is no such thing, `work` is given neither.
   */
  onDossierOf<Seen, T>(
    ctx: CommandContext, dossier: DossierNamed, read: (tx: EntityManager) => Promise<Seen>,
    work: (tx: EntityManager, found: { head: DossierHead; seen: Seen } | null, at: Date) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.#measured(ctx, (tx) =>
      this.#once(tx, ctx, async () => {
        const [head, seen] = await Promise.all([lockHeadOf(tx, dossier), read(tx)]);
        return head ? this.#withDiagram(tx, head, () => work(tx, { head, seen }, this.clock.now())) : work(tx, null, this.clock.now());
      }),
    );
  }

  /** What a command of several transactions answered when its key came before; null where it has not been answered. */
  async answered<T>({ key, principal }: CommandContext): Promise<Result<T> | null> {
    const known = key && (await recall(this.database.manager, { ...key, actor: principal.username }));
    return known ? (known.ok ? ok(known.value.body as T) : known) : null;
  }

  /** Timed and traced, whichever way it ends. */
  #measured<T>(ctx: CommandContext, work: (tx: EntityManager) => Promise<Result<T>>): Promise<Result<T>> {
    const command = ctx.name ?? 'internal';
    return traced(`command ${command}`, { 'enduser.id': ctx.principal.username }, async () => {
      const end = this.metrics.step.startTimer({ command });
      const result = await this.#take(work);
      end();
      if (!result.ok) this.metrics.refusals.inc({ code: result.rejection.code });
      if (!result.ok) note({ 'lienthong.refusal': result.rejection.code });
      return result;
    });
  }

  /** What a command wants of a revision that is not in the database any more makes the instance that runs by it as poisoned as a state that is gone. */
  async #withDiagram<T>(tx: EntityManager, { code }: DossierHead, work: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnknownRevisionError)) throw error;
      const rows = await this.instances.ofDossier(tx, code);
      const lost = rows.find(({ procedure, revision }) => procedure === error.procedure && revision === error.number) ?? rows[0];
      throw lost ? poisoned(lost, error) : error;
    }
  }

  /** An instance that cannot be loaded becomes an incident, in a transaction of its own, and the command a refusal that says so. */
  async #take<T>(work: (tx: EntityManager) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await inTransaction(this.database, work);
    } catch (error) {
      if (!(error instanceof PoisonedInstanceError)) throw error;
      const { instance: ref, dossier, procedure, told: message } = error;
      const incident = { id: this.ids.uuid(), kind: 'instance' as const, ref, dossier, procedure, element: null, topic: null, message };
      await inTransaction(this.database, async (tx) => ok(await this.incidents.open(tx, incident, this.clock.now())));
      return cannotBeLoaded(dossier);
    }
  }

  /** What a command answers must survive JSON, for a repeated command is answered from its stored outcome. */
  async #once<T>(tx: EntityManager, ctx: CommandContext, work: () => Promise<Result<T>>): Promise<Result<T>> {
    if (!ctx.key) return work();
    const remembered = await remember(tx, this.clock, { ...ctx.key, actor: ctx.principal.username }, async () => {
      const result = await work();
      return result.ok ? ok({ status: 200, body: result.value }) : result;
    });
    return remembered.ok ? ok(remembered.value.body as T) : remembered;
  }
}

const cannotBeLoaded = (dossier: string): Result<never> =>
  reject(
    'invalid_state',
    text(
      `Không đọc được trạng thái quy trình của hồ sơ ${dossier}; đã ghi sự cố cho quản trị viên`,
      `The process of dossier ${dossier} cannot be loaded; an incident was opened for the administrators`,
    ),
  );

/** Null when the client named no version or the present one. */
export const refuseStale = (ctx: CommandContext, version: number): { ok: false; rejection: Rejection } | null =>
  ctx.ifMatch === undefined || ctx.ifMatch === version
    ? null
    : reject('stale_version', text('Dữ liệu đã được người khác thay đổi, hãy tải lại', 'It was changed in the meantime: load it again'));

/**
 * The same for a dossier, whose version is the number of its ledger entries. Asked after the access check, so that a stranger learns
 * nothing by it.
 */
export const refuseStaleDossier = async (tx: EntityManager, ctx: CommandContext, code: string): Promise<{ ok: false; rejection: Rejection } | null> =>
  ctx.ifMatch === undefined ? null : refuseStale(ctx, await lastSeqOf(tx, code));

export const unknownDossier = (code: string): Result<never> =>
  reject('not_found', text(`Không tìm thấy hồ sơ ${code}`, `No dossier ${code}`));

/** The position acted from: the one at `preferred` where the person has one there, else the first. */
export function actorOf(principal: Principal, preferred?: string): Actor {
  const position = principal.positions.find((p) => p.agency === preferred) ?? principal.positions[0];
  return { username: principal.username, agency: position?.agency ?? null };
}
