import { Agencies, canGovern } from '#access';
import type { MigrateDossiers as Request, MigrationList, MigrationView } from '#contract';
import { type Clock, type Ids, type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { Ledger, procedureChain } from '#ledger';
import { CLOCK, IDS, type WakeUp, WakeUps } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CommandContext, Commands } from '../commands.js';
import { Procedures } from '../procedures.js';
import { splitRef } from '../runtime.js';
import { type BatchRow, BatchesRepository, type ItemRow } from './batches.repository.js';
import { diffOf, elementsOf, proposeMapping } from './element-mapping.js';
import { type Revisions, planMove } from './plan-move.js';

export const MIGRATION = 'runtime.migration';

/** Dossiers of one batch; a dry run of so many takes some seconds. */
const MOST = 5_000;
const PAGE = 200;

type Planned = Revisions & { dossiers: string[] };

/**
 * Moves running dossiers to another revision of their procedure. A dry run says of each whether it can be moved and why not. A batch has
 * one wake-up for each dossier, due at once: each is moved in a transaction of its own, under its lock, by whichever process comes first,
 * and what a killed process left is taken up by the next.
 */
@Injectable()
export class MigrateDossiers implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(BatchesRepository) private readonly batches: BatchesRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(MIGRATION, (tx, wakeUp) => this.#move(tx, wakeUp));
  }

  async migrate(ctx: CommandContext, code: string, request: Request, language: Language): Promise<Result<MigrationView>> {
    const planned = await this.#plan(ctx.principal, code, request);
    if (!planned.ok) return planned;
    const { mapping, dossiers } = planned.value;
    const { from, to, document } = request;
    const batch = { id: this.ids.uuid(), procedure: code, from, to, mapping, document, by: ctx.principal.username, at: this.clock.now() };
    if (request.dryRun) return ok(view(null, batch, planned.value, await this.#tryOut(planned.value), language));
    return this.commands.run(ctx, async (tx, at, actor) => {
      await this.batches.insert(tx, { ...batch, at }, dossiers);
      await this.wakeUps.scheduleMany(tx, dossiers.map((dossier) => ({ kind: MIGRATION, ref: `${batch.id}:${dossier}`, dossier, dueAt: at })));
      const moved = diffOf(elementsOf(planned.value.from.compiled), elementsOf(planned.value.to.compiled), mapping).moved.map((pair) => [pair.from.element, pair.to.element]);
      await this.ledger.append(tx, procedureChain(code), [
        { at, actor: actor.username, agency: actor.agency, kind: 'procedure.migrated', data: { migration: batch.id, from, to, document, dossiers: dossiers.length, moved } },
      ]);
      return ok(view(batch.id, { ...batch, at }, planned.value, dossiers.map((dossier) => ({ dossier, state: 'pending', reason: null, at: null })), language));
    });
  }

  async get(principal: Principal, code: string, id: string, language: Language): Promise<Result<MigrationView>> {
    if (!(await this.#mayGovern(principal))) return notAllowed();
    const batch = await this.batches.find(id);
    if (batch?.procedure !== code) return reject('not_found', text(`Không có đợt chuyển ${id}`, `No migration ${id}`));
    return ok(view(id, batch, await this.#revisions(batch), await this.batches.items(id), language));
  }

  async list(principal: Principal, code: string): Promise<Result<MigrationList>> {
    if (!(await this.#mayGovern(principal))) return notAllowed();
    const rows = await this.batches.ofProcedure(code);
    const items = rows.map(({ id, from, to, document, by, at, pending, migrated, refused }) => ({ id, from, to, document, by, at: toIso(at), counts: { possible: 0, pending, migrated, refused } }));
    return ok({ items });
  }

  async #plan(principal: Principal, code: string, { from, to, mapping, dossiers }: Request): Promise<Result<Planned>> {
    if (!(await this.#mayGovern(principal))) return notAllowed();
    const [old, fresh] = [await this.procedures.revisions.find(code, from), await this.procedures.revisions.find(code, to)];
    if (!old || !fresh) return reject('not_found', text(`Không có lần ban hành ${old ? to : from} của quy trình "${code}"`, `No revision ${old ? to : from} of procedure "${code}"`));
    if (from === to) return wrong('to', 'phải khác bản cũ', 'must be another than the old one');
    if (fresh.state !== 'published' || !fresh.effectiveFrom || fresh.effectiveFrom > this.clock.now()) {
      return reject('not_effective', text(`Bản ${code}/${to} chưa có hiệu lực`, `Revision ${code}/${to} is not in force`));
    }
    const revisions = { from: await this.procedures.load(code, from), to: await this.procedures.load(code, to) };
    const proposed = proposeMapping(elementsOf(revisions.from.compiled), elementsOf(revisions.to.compiled), mapping);
    if (!proposed.ok) return proposed;
    const chosen = await this.#choose(code, from, dossiers);
    return chosen.ok ? ok({ ...revisions, mapping: proposed.value, dossiers: chosen.value }) : chosen;
  }

  async #choose(code: string, from: number, named: readonly string[] | undefined): Promise<Result<string[]>> {
    if (named) {
      const known = new Set((await this.batches.candidates(named)).map((one) => one.code));
      const unknown = named.findIndex((one) => !known.has(one));
      return unknown < 0 ? ok([...new Set(named)]) : wrong(`dossiers.${unknown}`, 'không có hồ sơ này', 'there is no such dossier');
    }
    const running = await this.batches.running(code, from, MOST + 1);
    return running.length <= MOST ? ok(running) : reject('too_large', text(`Có hơn ${MOST} hồ sơ: hãy nêu từng nhóm hồ sơ`, `There are more than ${MOST} dossiers: name them in groups`));
  }

  async #tryOut({ dossiers, ...revisions }: Planned): Promise<ItemRow[]> {
    const items: ItemRow[] = [];
    for (let at = 0; at < dossiers.length; at += PAGE) {
      for (const candidate of await this.batches.candidates(dossiers.slice(at, at + PAGE))) {
        const plan = planMove(candidate, revisions, this.clock.now());
        items.push({ dossier: candidate.code, state: plan.ok ? 'possible' : 'refused', reason: plan.ok ? null : plan.rejection.message, at: null });
      }
    }
    return items;
  }

  /** Under the dossier's lock, which whoever fires a wake-up of a dossier holds. */
  async #move(tx: EntityManager, { ref, dossier }: WakeUp): Promise<void> {
    const [id] = splitRef(ref);
    if (dossier === null || !(await this.batches.isPending(tx, id, dossier))) return;
    const batch = await this.batches.find(id, tx);
    const [candidate] = await this.batches.candidates([dossier], tx);
    if (!batch || !candidate) throw new Error(`migration ${ref} has no batch or no dossier`);
    const at = this.clock.now();
    const plan = planMove(candidate, await this.#revisions(batch), at);
    await this.batches.decide(tx, id, { dossier, state: plan.ok ? 'migrated' : 'refused', reason: plan.ok ? null : plan.rejection.message, at });
    if (!plan.ok) return;
    await this.batches.move(tx, candidate, batch.to, plan.value);
    const moved = plan.value.waiting.filter(({ before, after }) => before.element !== after.element).map(({ before, after }) => [before.element, after.element]);
    const { from, to, document, by } = batch;
    await this.ledger.append(tx, dossier, [{ at, actor: by, agency: null, kind: 'instance.migrated', data: { migration: id, from, to, document, moved } }]);
  }

  async #revisions({ procedure, from, to, mapping }: BatchRow): Promise<Revisions> {
    return { from: await this.procedures.load(procedure, from), to: await this.procedures.load(procedure, to), mapping };
  }

  async #mayGovern(principal: Principal): Promise<boolean> {
    return canGovern(principal, 'publish', await this.agencies.kindsOf(principal));
  }
}

function view(id: string | null, batch: BatchRow, { from, to, mapping }: Revisions, items: readonly ItemRow[], language: Language): MigrationView {
  const counts = { possible: 0, pending: 0, migrated: 0, refused: 0 };
  for (const { state } of items) counts[state]++;
  return {
    id, procedure: batch.procedure, from: batch.from, to: batch.to, document: batch.document, by: batch.by, at: toIso(batch.at),
    diff: diffOf(elementsOf(from.compiled), elementsOf(to.compiled), mapping), counts,
    items: items.map(({ dossier, state, reason, at }) => ({ dossier, state, reason: reason?.[language] ?? null, at: at && toIso(at) })),
  };
}

const wrong = (path: string, vi: string, en: string): Result<never> => reject('invalid_input', text('Dữ liệu gửi lên chưa đúng', 'The input is not valid'), { errors: [{ path, message: text(vi, en) }] });

const notAllowed = (): Result<never> => reject('not_allowed', text('Bạn không có quyền chuyển hồ sơ sang bản quy trình khác', 'You may not move dossiers to another revision'));
