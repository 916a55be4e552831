import { type DossierHead, SETTLED_STATES } from '#contract';
import { type Principal, type Result, ok, reject, text } from '#kernel';
import { Ledger, type LedgerKind } from '#ledger';
import { type CommandContext, Commands, Runtime, refuseStaleDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LegalProfiles } from './apology/legal-profiles.js';
import { type By, ChangeState } from './change-state.js';
import { DossierAccessCheck, refuseWithoutAuthority, refuseWithoutReception } from './dossier-access.js';
import { STATE } from './dossier-states.js';
import { DossiersRepository } from './dossiers.repository.js';
import { IssueForm } from './issue-form.js';

export interface DossierRef {
  code: string;
}

interface Ending {
  state: number;
  kind: LedgerKind;
  refuseBy(principal: Principal, agency: string): Result<never> | null;
  refuseIn(state: number): Result<never> | null;
}

const WITHDRAWAL: Ending = { state: STATE.withdrawn, kind: 'dossier.withdrawn', refuseBy: refuseWithoutReception, refuseIn: refuseSettled };
const REFUSAL: Ending = { state: STATE.refused, kind: 'dossier.refused', refuseBy: refuseWithoutReception, refuseIn: refuseUnlessAccepted };
const STOP: Ending = { state: STATE.discontinued, kind: 'dossier.stopped', refuseBy: refuseWithoutAuthority, refuseIn: refuseSettled };

/** Ends a dossier before its procedure does: all work on it is cancelled, and it keeps the reason for ever. */
@Injectable()
export class EndDossier {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DossierAccessCheck) private readonly access: DossierAccessCheck,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(ChangeState) private readonly change: ChangeState,
    @Inject(IssueForm) private readonly forms: IssueForm,
    @Inject(DossiersRepository) private readonly dossiers: DossiersRepository,
    @Inject(LegalProfiles) private readonly profiles: LegalProfiles,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  /** On the citizen's request, told at the desk that received it. Not after it was settled. */
  withdraw(ctx: CommandContext, code: string, input: { reason: string }): Promise<Result<DossierRef>> {
    return this.#end(ctx, code, input.reason, WITHDRAWAL);
  }

  /** Not competent or not eligible: only before processing began. Issues form 03. */
  refuse(ctx: CommandContext, code: string, input: { reason: string }): Promise<Result<DossierRef>> {
    return this.#end(ctx, code, input.reason, REFUSAL, (tx, head, by) => this.forms.issue(tx, head, '03', { reason: input.reason }, by, true));
  }

  /** The agency stops processing (dừng xử lý). Not after it was settled. By the profile of 2025 the citizen gets form 05. */
  discontinue(ctx: CommandContext, code: string, input: { reason: string }): Promise<Result<DossierRef>> {
    return this.#end(ctx, code, input.reason, STOP, (tx, head, by) => this.#noticeOfStopping(tx, head, input.reason, by));
  }

  async #noticeOfStopping(tx: EntityManager, head: DossierHead, reason: string, by: By): Promise<void> {
    const profile = (await this.dossiers.find(head.code, tx))!.legalProfile;
    const form = await this.profiles.form(profile, 'stopping', tx);
    if (form) await this.forms.issue(tx, head, form.number as '05', { reason }, by, false);
  }

  #end(ctx: CommandContext, code: string, reason: string, ending: Ending, also?: (tx: EntityManager, head: DossierHead, by: By) => Promise<unknown>): Promise<Result<DossierRef>> {
    return this.commands.onDossier(ctx, code, async (tx, head, at, actor) => {
      const seen = await this.access.see(ctx.principal, head, tx);
      if (!seen.ok) return seen;
      const refused = ending.refuseBy(ctx.principal, head.agency) ?? (await refuseStaleDossier(tx, ctx, code)) ?? ending.refuseIn(head.state);
      if (refused) return refused;
      const by = { at, actor };
      await this.ledger.append(tx, code, [{ at, actor: actor.username, agency: actor.agency, kind: ending.kind, data: { reason } }]);
      await also?.(tx, head, by);
      const cancelled = await this.runtime.cancelAll(tx, head, by);
      if (!cancelled.ok) return cancelled;
      await this.change.to(tx, code, ending.state, by, { reason });
      return ok({ code });
    });
  }
}

function refuseSettled(state: number): Result<never> | null {
  if (!SETTLED_STATES.includes(state)) return null;
  return reject('invalid_state', text('Hồ sơ đã giải quyết xong hoặc đã kết thúc', 'The dossier is resolved or has ended already'));
}

function refuseUnlessAccepted(state: number): Result<never> | null {
  if (state === STATE.accepted) return null;
  return reject('invalid_state', text('Chỉ từ chối được hồ sơ vừa tiếp nhận, chưa chuyển xử lý', 'Only a dossier that was accepted and not yet passed on can be refused'));
}
