import type { DossierHead, ModificationList, ModificationView, RequestModification } from '#contract';
import { type FieldError, type Ids, type Principal, type Rejection, type Result, ok, reject, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { IDS } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type CommandContext, Commands, unknownDossier } from '../commands.js';
import { readHead } from '../dossier-head.js';
import type { Modification } from '../engine/engine.js';
import { type InstanceRow, InstancesRepository } from '../instances.repository.js';
import { Procedures } from '../procedures.js';
import { reviveInstance } from '../revive-instance.js';
import { Runtime, leadsNowhere } from '../runtime.js';
import { unlessEndless } from '../technical-failure.js';
import { elementsOf } from './element-mapping.js';
import { agenciesToStepIn, refuseStranger } from './may-change.js';
import { type ModificationRow, ModificationsRepository } from './modifications.repository.js';

/** Undecided requests shown at once; more than these nobody has. */
const MOST_LISTED = 500;

/** Steps in where a dossier went wrong: one person requests, another confirms, and the tokens move in one step. */
@Injectable()
export class ModifyDossier {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(ModificationsRepository) private readonly requests: ModificationsRepository,
    @Inject(InstancesRepository) private readonly instances: InstancesRepository,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(DataSource) private readonly database: DataSource,
  ) {}

  /** Tried out at once, so that what cannot be done is refused to the one who asks. */
  request(ctx: CommandContext, code: string, input: RequestModification): Promise<Result<ModificationView>> {
    return this.commands.onDossier(ctx, code, async (tx, head, at, actor) => {
      const refusal = refuseStranger(ctx.principal, head) ?? (await this.runtime.refuseSuspended(tx, head));
      if (refusal) return refusal;
      const chosen = await this.#instance(tx, head, input.procedure);
      if (!chosen.ok) return chosen;
      const instance = chosen.value;
      const cancel = await this.#waitingAt(tx, code, instance, input.cancel);
      if (!cancel.ok) return cancel;
      const tried = await this.#tryOut(tx, instance, at, { cancel: cancel.value.map(({ executionId }) => executionId), start: input.start });
      if (!tried.ok) return tried;
      const row: ModificationRow = {
        id: this.ids.uuid(), dossier: code, instance: instance.id, procedure: instance.procedure, revision: instance.revision, cancel: cancel.value, start: [...new Set(input.start)], reason: input.reason,
        state: 'requested', requestedBy: actor.username, requestedAt: at, decidedBy: null, decidedAt: null, decision: null,
      };
      await this.requests.insert(tx, row);
      await this.ledger.append(tx, code, [{ at, actor: actor.username, agency: actor.agency, kind: 'modification.requested', data: { ...facts(row), reason: row.reason } }]);
      return ok(await this.#view(row));
    });
  }

  confirm(ctx: CommandContext, id: string): Promise<Result<ModificationView>> {
    return this.#decide(ctx, id, async (tx, head, at, actor, row) => {
      if (row.requestedBy === ctx.principal.username) return reject('same_person', text('Người xác nhận phải khác người đề nghị', 'The confirmer must be another person than the requester'));
      const { instance, start, reason } = row;
      await this.ledger.append(tx, head.code, [
        { at, actor: actor.username, agency: actor.agency, kind: 'instance.modified', data: { ...facts(row), reason, requestedBy: row.requestedBy } },
      ]);
      const moved = await this.runtime.modify(tx, head, { at, actor }, instance, { cancel: row.cancel.map(({ executionId }) => executionId), start });
      return moved.ok ? ok({ ...row, state: 'executed', decidedBy: actor.username, decidedAt: at }) : moved;
    });
  }

  /** By anybody who could have confirmed it, and by the requester. */
  refuse(ctx: CommandContext, id: string, reason: string): Promise<Result<ModificationView>> {
    return this.#decide(ctx, id, async (tx, head, at, actor, row) => {
      await this.ledger.append(tx, head.code, [{ at, actor: actor.username, agency: actor.agency, kind: 'modification.refused', data: { ...facts(row), reason } }]);
      return ok({ ...row, state: 'refused', decidedBy: actor.username, decidedAt: at, decision: reason });
    });
  }

  /** What waits for a second person, among the dossiers in which the principal may step in. */
  async requested(principal: Principal): Promise<ModificationList> {
    const rows = await this.requests.requested(agenciesToStepIn(principal), MOST_LISTED);
    return { items: await Promise.all(rows.map((row) => this.#view(row))) };
  }

  async list(principal: Principal, code: string): Promise<Result<ModificationList>> {
    const [known] = await this.database.query<unknown[]>('select 1 from dossier where code = $1', [code]);
    if (!known) return unknownDossier(code);
    const refusal = refuseStranger(principal, await readHead(this.database.manager, code));
    if (refusal) return refusal;
    const rows = await this.requests.ofDossier(code, this.database.manager);
    return ok({ items: await Promise.all(rows.map((row) => this.#view(row))) });
  }

  async #decide(
    ctx: CommandContext, id: string, decide: (tx: EntityManager, head: DossierHead, at: Date, actor: { username: string; agency: string | null }, row: ModificationRow) => Promise<Result<ModificationRow>>,
  ): Promise<Result<ModificationView>> {
    const seen = await this.requests.find(id);
    if (!seen) return unknownRequest(id);
    return this.commands.onDossier(ctx, seen.dossier, async (tx, head, at, actor) => {
      const refusal = refuseStranger(ctx.principal, head);
      if (refusal) return refusal.rejection.code === 'not_found' ? unknownRequest(id) : refusal;
      const row = await this.requests.find(id, tx);
      if (row?.state !== 'requested') return reject('already_done', text('Đề nghị này đã được quyết định', 'The request has been decided already'));
      const decided = await decide(tx, head, at, actor, row);
      if (!decided.ok) return decided;
      await this.requests.decide(tx, decided.value);
      return ok(await this.#view(decided.value));
    });
  }

  async #instance(tx: EntityManager, head: DossierHead, procedure: string | undefined): Promise<Result<InstanceRow>> {
    const running = await this.instances.running(tx, head);
    const [instance, another] = running.filter((row) => (procedure === undefined ? row.parent === null : row.procedure === procedure));
    if (!instance) return reject('invalid_state', text('Hồ sơ không có quy trình đang chạy như vậy', 'No such procedure runs in the dossier'));
    return another ? reject('invalid_state', text(`Quy trình "${instance.procedure}" đang chạy nhiều lần trong hồ sơ`, `"${instance.procedure}" runs several times in the dossier`)) : ok(instance);
  }

  async #waitingAt(tx: EntityManager, code: string, instance: InstanceRow, elements: readonly string[]): Promise<Result<ModificationRow['cancel']>> {
    const waiting = (await this.instances.waiting(tx, code)).filter((row) => row.instance === instance.id);
    const errors: FieldError[] = elements.flatMap((element, at) => (waiting.some((row) => row.element === element) ? [] : [{ path: `cancel.${at}`, message: text('không có gì đang chờ ở bước này', 'nothing waits at this element') }]));
    if (errors.length > 0) return reject('invalid_input', text('Dữ liệu gửi lên chưa đúng', 'The input is not valid'), { errors });
    return ok(waiting.filter(({ element }) => elements.includes(element)).map(({ executionId, element }) => ({ executionId, element })));
  }

  async #view(row: ModificationRow): Promise<ModificationView> {
    const cancel = row.cancel.map(({ element }) => element);
    const { compiled } = await this.procedures.load(row.procedure, row.revision);
    const named = elementsOf(compiled).filter(({ element }) => cancel.includes(element) || row.start.includes(element));
    return {
      id: row.id, dossier: row.dossier, procedure: row.procedure, cancel, start: row.start, names: Object.fromEntries(named.map(({ element, name }) => [element, name ?? element])),
      reason: row.reason, state: row.state, requested: { by: row.requestedBy, at: toIso(row.requestedAt) },
      decided: row.decidedBy && row.decidedAt ? { by: row.decidedBy, at: toIso(row.decidedAt), reason: row.decision } : null,
    };
  }

  /** On a copy of the instance that is thrown away. */
  async #tryOut(tx: EntityManager, row: InstanceRow, now: Date, modification: Modification): Promise<Result<void>> {
    const { compiled } = await this.procedures.load(row.procedure, row.revision);
    const live = await reviveInstance(tx, this.instances, row, compiled, now);
    const applied = unlessEndless(() => live.apply({ kind: 'modify', ...modification }, now));
    if (!applied.ok) return applied;
    return applied.value.status === 'running' && live.waiting().length > 0 ? ok(undefined) : leadsNowhere();
  }
}

const facts = ({ id, procedure, cancel, start }: ModificationRow): Record<string, unknown> => ({ request: id, procedure, cancel: cancel.map(({ element }) => element), start });

const unknownRequest = (id: string): { ok: false; rejection: Rejection } => reject('not_found', text(`Không có đề nghị ${id}`, `No request ${id}`));
