import { digestOf } from '#bpmn';
import { Agencies, canGovern } from '#access';
import type { DocumentControl, Finding } from '#contract';
import { type Clock, type Principal, type Rejection, type Result, SYSTEM, ok, reject, text } from '#kernel';
import { Ledger, type LedgerKind, procedureChain } from '#ledger';
import { TimerStarts } from './starts/timer-starts.js';
import { CLOCK } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CommandContext, Commands, refuseStale } from './commands.js';
import { officeOf } from './governance/office.js';
import { TakeEffect } from './governance/take-effect.js';
import { type Examined, type NewContent, Procedures, UnknownRevisionError } from './procedures.js';
import type { Revision } from './revisions.repository.js';

type Transition = 'draft' | 'check' | 'approve' | 'publish' | 'withdraw';

export interface RevisionId {
  code: string;
  number: number;
}

/** Where a draft comes from: the revision it was made from, and what its drafter says of it. */
export interface Origin {
  base?: number | null;
  note?: string | null;
}

/** An examined document that nothing stands against, on its way to being stored. */
export type Prepared = Examined & { digest: string };

/**
 * A revision's life by ISO 9001: draft → checked → approved by another person → published from a date → superseded or withdrawn.
 * Whoever checks or approves may send it back instead: that revision is over, and what was mended is handed in as the next one. Each step proves the document again, because the directory and the called procedures may have changed since.
 */
@Injectable()
export class GovernRevision {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TimerStarts) private readonly timers: TimerStarts,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TakeEffect) private readonly effect: TakeEffect,
  ) {}

  /** Stores a document as the next draft of its procedure. A document with blocking findings is refused whole. */
  async draft(ctx: CommandContext, content: NewContent): Promise<Result<RevisionId>> {
    const prepared = await this.prepare(ctx.principal, content);
    if (!prepared.ok) return prepared;
    return this.commands.run(ctx, async (tx, at) => ok(await this.store(tx, ctx.principal, prepared.value, at)));
  }

  /** The first half of drafting, outside the transaction: whether this person may, and whether nothing stands against the document. */
  async prepare(principal: Principal, content: NewContent): Promise<Result<Prepared>> {
    const allowed = await this.#allowed(principal, 'draft');
    if (!allowed.ok) return allowed;
    const examined = await this.procedures.examine(content, this.clock.now());
    if (!examined.ok) return examined;
    const { model, findings, content: whole } = examined.value;
    return refuseBlocking(findings) ?? ok({ ...examined.value, digest: digestOf(whole.bpmn, model.forms, whole) });
  }

  /** The second half: the next revision of the procedure, as a draft, in the caller's transaction. */
  async store(tx: EntityManager, principal: Principal, { model, findings, content, digest }: Prepared, at: Date, { base = null, note = null }: Origin = {}): Promise<RevisionId> {
    const number = await this.procedures.revisions.nextNumber(tx, model, at);
    await this.procedures.revisions.insert(tx, { number, digest, model, findings, content, base, note, by: principal.username, at });
    await this.procedures.revisions.inheritDocument(tx, model.code, number);
    await this.#record(tx, principal, 'procedure.drafted', model.code, number, at, { digest, ...(base !== null && { base }), ...(note !== null && { note }) });
    return { code: model.code, number };
  }

  check(ctx: CommandContext, code: string, number: number, comment?: string): Promise<Result<RevisionId>> {
    return this.#move(ctx, 'check', code, number, ['draft'], async (tx, revision, at) => {
      const proof = await this.#proveAgain(tx, revision, at);
      if (!proof.ok) return proof;
      await this.procedures.revisions.setChecked(tx, revision, ctx.principal.username, at, proof.value);
      await this.#record(tx, ctx.principal, 'procedure.checked', code, number, at, { digest: revision.digest, document: digestOf(JSON.stringify(revision.document)), ...(comment ? { comment } : {}) });
      return ok(undefined);
    });
  }

  approve(ctx: CommandContext, code: string, number: number, comment?: string): Promise<Result<RevisionId>> {
    return this.#move(ctx, 'approve', code, number, ['checked'], async (tx, revision, at) => {
      if (revision.draftedBy === ctx.principal.username) {
        return reject('same_person', text('Người phê duyệt phải khác người soạn thảo', 'The approver must be another person than the drafter'));
      }
      await this.procedures.revisions.setApproved(tx, revision, ctx.principal.username, at);
      await this.#record(tx, ctx.principal, 'procedure.approved', code, number, at, { digest: revision.digest, ...(comment ? { comment } : {}) });
      return ok(undefined);
    });
  }

  publish(ctx: CommandContext, code: string, number: number, effectiveFrom?: Date): Promise<Result<RevisionId>> {
    return this.#move(ctx, 'publish', code, number, ['approved'], async (tx, revision, at) => {
      const from = effectiveFrom ?? at;
      if (from < at && ctx.principal !== SYSTEM) {
        return reject('invalid_input', text('Ngày hiệu lực không được trước thời điểm ban hành', 'The effective date may not lie before the publication'), {
          errors: [{ path: 'effectiveFrom', message: text('phải từ thời điểm hiện tại trở đi', 'must not be in the past') }],
        });
      }
      const proof = await this.#proveAgain(tx, revision, at);
      if (!proof.ok) return proof;
      const bindings = await this.procedures.bindings(revision.model, from > at ? from : at, tx);
      if (!bindings.ok) return bindings;
      await this.procedures.revisions.setPublished(tx, revision, ctx.principal.username, at, from, bindings.value);
      await this.#record(tx, ctx.principal, 'procedure.published', code, number, at, { digest: revision.digest, effectiveFrom: from.toISOString() });
      await this.effect.plan(tx, revision, from, at, ctx.principal.username);
      return this.timers.publish(tx, revision, from);
    });
  }

  /** Who checks sends back a draft, who approves a checked revision. */
  sendBack(ctx: CommandContext, code: string, number: number, reason: string): Promise<Result<RevisionId>> {
    return this.#move(ctx, 'return', code, number, ['draft', 'checked'], async (tx, revision, at) => {
      await this.procedures.revisions.setReturned(tx, revision, ctx.principal.username, at, reason);
      await this.#record(tx, ctx.principal, 'procedure.returned', code, number, at, { digest: revision.digest, reason });
      return ok(undefined);
    });
  }

  /** What is written on the ISO document, whole; as long as the revision is a draft. */
  document(ctx: CommandContext, code: string, number: number, document: DocumentControl): Promise<Result<RevisionId>> {
    return this.#move(ctx, 'draft', code, number, ['draft'], async (tx, revision, at) => {
      await this.procedures.revisions.setDocument(tx, revision, document);
      await this.#record(tx, ctx.principal, 'procedure.document', code, number, at, { digest: revision.digest, document: digestOf(JSON.stringify(document)) });
      return ok(undefined);
    });
  }

  withdraw(ctx: CommandContext, code: string, number: number, reason: string): Promise<Result<RevisionId>> {
    return this.#move(ctx, 'withdraw', code, number, ['draft', 'checked', 'approved', 'published'], async (tx, revision, at) => {
      await this.procedures.revisions.setWithdrawn(tx, revision, ctx.principal.username, at, reason);
      await this.timers.disarm(tx, revision);
      await this.#record(tx, ctx.principal, 'procedure.withdrawn', code, number, at, { digest: revision.digest, reason });
      return ok(undefined);
    });
  }

  #move(
    ctx: CommandContext,
    transition: Transition | 'return',
    code: string,
    number: number,
    from: Revision['state'][],
    write: (tx: EntityManager, revision: Revision, at: Date) => Promise<Result<void>>,
  ): Promise<Result<RevisionId>> {
    return this.commands.run(ctx, async (tx, at) => {
      const revision = await this.procedures.revisions.lock(tx, code, number);
      if (!revision) return reject('not_found', text(`Không có lần ban hành ${number} của quy trình "${code}"`, `No revision ${number} of procedure "${code}"`));
      const allowed = await this.#allowed(ctx.principal, transition === 'return' ? (revision.state === 'checked' ? 'approve' : 'check') : transition);
      if (!allowed.ok) return allowed;
      const stale = refuseStale(ctx, revision.version);
      if (stale) return stale;
      if (!from.includes(revision.state)) {
        return reject('invalid_state', text(`Bản ${code}/${number} đang ở trạng thái "${revision.state}", không thể thực hiện bước này`, `Revision ${code}/${number} is "${revision.state}": this step is not possible`));
      }
      const written = await write(tx, revision, at);
      if (!written.ok) return written;
      return ok({ code, number });
    });
  }

  async #proveAgain(tx: EntityManager, revision: Revision, at: Date): Promise<Result<Finding[]>> {
    const content = await this.procedures.revisions.content(revision.procedure, revision.number, tx);
    if (!content) throw new UnknownRevisionError(revision.procedure, revision.number);
    const examined = await this.procedures.examine(content, at, tx);
    if (!examined.ok) return examined;
    return refuseBlocking(examined.value.findings) ?? ok(examined.value.findings);
  }

  async #allowed(principal: Principal, transition: Transition): Promise<Result<void>> {
    if (principal === SYSTEM) return ok(undefined);
    const kinds = await this.agencies.kindsOf(principal);
    return canGovern(principal, transition, kinds)
      ? ok(undefined)
      : reject('not_allowed', text('Bạn không có quyền thực hiện bước này với quy trình', 'You are not allowed to take this step with a procedure'));
  }

  #record(tx: EntityManager, principal: Principal, kind: LedgerKind, code: string, number: number, at: Date, data: Record<string, unknown>): Promise<void> {
    return this.ledger.append(tx, procedureChain(code), [
      { at, actor: principal.username, agency: officeOf(principal, kind)?.agency ?? null, kind, element: null, data: { revision: number, ...data, by: { name: principal.name, role: officeOf(principal, kind)?.role ?? null } } },
    ]);
  }
}

function refuseBlocking(findings: Finding[]): { ok: false; rejection: Rejection } | null {
  const blocking = findings.filter((f) => f.severity === 'error');
  if (blocking.length === 0) return null;
  return reject(
    'blocking_findings',
    text(`Sơ đồ có ${blocking.length} lỗi phải sửa trước`, `The diagram has ${blocking.length} finding(s) that must be mended first`),
    { details: { findings } },
  );
}
