import { parseBpmn, prove } from '#bpmn';
import { Agencies, type Directory, canAdminister } from '#access';
import type { Adopt as Request, DeclineOffer } from '#contract';
import { type FieldError, type Principal, ROLE, type Result, holds, ok, reject, text } from '#kernel';
import { Ledger, type LedgerKind, procedureChain } from '#ledger';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CommandContext, Commands, refuseStale } from '../commands.js';
import { Procedures } from '../procedures.js';
import type { Revision } from '../revisions.repository.js';
import { AdoptionsRepository } from './adoptions.repository.js';
import { officeOf } from './office.js';
import { refusedOverrides, withOverrides } from './overrides.js';

/** For an agency: its leader, or an administrator. */
export const mayDecideFor = (principal: Principal, agency: string): boolean => canAdminister(principal) || holds(principal, agency, ROLE.leader);

/**
 * An agency takes over the standard set, or an update of it, from a date, with what it changes for itself. Decisions are only added; a
 * dossier keeps the one that held at its receipt.
 */
@Injectable()
export class Adopt {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(AdoptionsRepository) private readonly adoptions: AdoptionsRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  adopt(ctx: CommandContext, procedure: string, agency: string, request: Request): Promise<Result<void>> {
    return this.commands.run(ctx, async (tx, at) => {
      const guarded = await this.#guard(tx, ctx, procedure, agency, at);
      if (!guarded.ok) return guarded;
      const from = request.effectiveFrom ? new Date(request.effectiveFrom) : at;
      if (from < at) return invalid([{ path: 'effectiveFrom', message: text('phải từ thời điểm hiện tại trở đi', 'must not be in the past') }]);
      const overrides = request.overrides ?? [];
      const chosen = await this.#choose(tx, procedure, agency, request, from, guarded.value);
      if (!chosen.ok) return chosen;
      const seq = await this.adoptions.insert(tx, {
        agency, procedure, revision: request.revision, effectiveFrom: from, overrides, document: request.document, note: request.note ?? null, decidedBy: ctx.principal.username, decidedAt: at,
      });
      await this.#record(tx, ctx.principal, 'procedure.adopted', procedure, at, {
        revision: request.revision, digest: chosen.value?.digest ?? null, adopter: agency, adoption: seq, effectiveFrom: from.toISOString(), overrides, document: request.document, ...(request.note ? { note: request.note } : {}),
      });
      return ok(undefined);
    });
  }

  /** An offered update is not taken over for now; it may be later. */
  decline(ctx: CommandContext, procedure: string, agency: string, { revision, reason }: DeclineOffer): Promise<Result<void>> {
    return this.commands.run(ctx, async (tx, at) => {
      const guarded = await this.#guard(tx, ctx, procedure, agency, at);
      if (!guarded.ok) return guarded;
      const offered = await this.procedures.inForce(procedure, at, tx);
      const holding = await this.adoptions.holding(procedure, agency, at, tx);
      if (offered?.number !== revision || !holding?.revision || holding.revision === revision) {
        return reject('invalid_state', text(`Bản ${revision} hiện không phải bản cập nhật được đề nghị cho cơ quan này`, `Revision ${revision} is not offered to this agency as an update`));
      }
      await this.adoptions.refuse(tx, { agency, procedure, revision, reason, by: ctx.principal.username, at });
      await this.#record(tx, ctx.principal, 'procedure.offer-declined', procedure, at, { revision, digest: offered.digest, adopter: agency, reason });
      return ok(undefined);
    });
  }

  async #guard(tx: EntityManager, ctx: CommandContext, procedure: string, agency: string, at: Date): Promise<Result<Directory>> {
    await this.procedures.revisions.lock(tx, procedure, 1);
    if ((await this.procedures.revisions.all(procedure, tx)).length === 0) return reject('not_found', text(`Không có quy trình "${procedure}"`, `No procedure "${procedure}"`));
    const directory = await this.agencies.directory(at);
    if (!directory.get(agency)) return reject('not_found', text(`Không có cơ quan "${agency}"`, `There is no agency "${agency}"`));
    if (!mayDecideFor(ctx.principal, agency)) return reject('not_allowed', text('Chỉ lãnh đạo cơ quan hoặc quản trị viên quyết định việc áp dụng', 'Only the leader of the agency or an administrator decides on the adoption'));
    const decisions = (await this.adoptions.all(procedure, tx)).filter((one) => one.agency === agency);
    const stale = refuseStale(ctx, Math.max(0, ...decisions.map(({ seq }) => seq)));
    if (stale) return stale;
    if (!directory.reachable('receiving').includes(agency)) return reject('invalid_state', text('Cơ quan này không có bộ phận tiếp nhận hồ sơ', 'This agency receives no dossiers'));
    return ok(directory);
  }

  async #choose(tx: EntityManager, procedure: string, agency: string, { revision: number, overrides = [] }: Request, from: Date, directory: Directory): Promise<Result<Revision | null>> {
    if (number === null) return overrides.length === 0 ? ok(null) : invalid([{ path: 'overrides', message: text('cần một bản để điều chỉnh', 'need a revision to change') }]);
    const revision = await this.procedures.revisions.find(procedure, number, tx);
    if (!revision || !['published', 'superseded'].includes(revision.state)) {
      return invalid([{ path: 'revision', message: text(`không có bản ${number} đã ban hành`, `there is no published revision ${number}`) }]);
    }
    if (revision.model.kind !== 'procedure') return invalid([{ path: 'revision', message: text('quy trình thành phần không tiếp nhận hồ sơ', 'a component takes in no dossier') }]);
    if (!revision.effectiveFrom || from < revision.effectiveFrom) {
      return invalid([{ path: 'effectiveFrom', message: text('bản chuẩn chưa có hiệu lực vào ngày này', 'the standard is not in force on that day') }]);
    }
    const errors = refusedOverrides(revision.model, overrides, { directory, agency });
    if (errors.length === 0 && overrides.length > 0) errors.push(...(await this.#overLimit(tx, revision, overrides)));
    return errors.length > 0 ? invalid(errors) : ok(revision);
  }

  /** Over the longest way, as the proof of a publication counts it. */
  async #overLimit(tx: EntityManager, revision: Revision, overrides: NonNullable<Request['overrides']>): Promise<FieldError[]> {
    const parsed = await parseBpmn((await this.procedures.revisions.bpmn(revision.procedure, revision.number, tx)) ?? Buffer.alloc(0));
    if (!parsed.ok) return [];
    const components = new Map(await Promise.all(Object.entries(revision.bindings).map(async ([code, number]) => [code, await this.procedures.modelOf(code, number)] as const)));
    const found = prove(parsed.value, { model: withOverrides(revision.model, overrides), component: (code: string) => components.get(code) ?? null });
    return found.filter(({ rule }) => rule === 'budget-exceeds-limit').map(({ message }) => ({ path: 'overrides', message }));
  }

  #record(tx: EntityManager, principal: Principal, kind: LedgerKind, procedure: string, at: Date, data: Record<string, unknown>): Promise<void> {
    const office = officeOf(principal, kind);
    return this.ledger.append(tx, procedureChain(procedure), [
      { at, actor: principal.username, agency: office?.agency ?? null, kind, element: null, data: { ...data, by: { name: principal.name, role: office?.role ?? null } } },
    ]);
  }
}

const invalid = (errors: FieldError[]): Result<never> => reject('invalid_input', text('Việc áp dụng chưa đúng', 'The adoption is not valid'), { errors });
