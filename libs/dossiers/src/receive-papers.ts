import { Agencies } from '#access';
import { FINAL_STATES, type ReceivePapers as Arrival } from '#contract';
import { type Result, ok, reject, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { type CommandContext, Commands, refuseStaleDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { onlyInvolved } from './deliver-message.js';
import { DossierAccessCheck } from './dossier-access.js';
import type { DossierRef } from './end-dossier.js';

/** The bag with the papers has come from the agency before: when, and by which hand-over list. What the screen says is another matter. */
@Injectable()
export class ReceivePapers {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DossierAccessCheck) private readonly access: DossierAccessCheck,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  receive(ctx: CommandContext, code: string, { from, at: said, list }: Arrival): Promise<Result<DossierRef>> {
    return this.commands.onDossier(ctx, code, async (tx, head, at, actor) => {
      const seen = await this.access.see(ctx.principal, head, tx);
      if (!seen.ok) return seen;
      if (!seen.value.involved) return onlyInvolved();
      const stale = await refuseStaleDossier(tx, ctx, code);
      if (stale) return stale;
      if (FINAL_STATES.includes(head.state)) return reject('invalid_state', text('Hồ sơ đã kết thúc', 'The dossier has ended'));
      const agency = seen.value.actingAgency ?? head.agency;
      const arrived = said === undefined ? at : new Date(said);
      if (from === agency || !(await this.agencies.get(from))) return wrong('from', 'phải là cơ quan khác, đã giao hồ sơ', 'must be the other agency, which handed it over');
      if (arrived > at) return wrong('at', 'không được ở tương lai', 'must not lie in the future');
      if (arrived < head.receivedAt) return wrong('at', 'không được trước khi tiếp nhận hồ sơ', 'must not be before the dossier was received');
      await this.ledger.append(tx, code, [{ at, actor: actor.username, agency, kind: 'papers.received', data: { from, at: toIso(arrived), list } }]);
      return ok({ code });
    });
  }
}

function wrong(path: string, vi: string, en: string): Result<never> {
  return reject('invalid_input', text('Thông tin giao nhận chưa đúng', 'The hand-over is not valid'), { errors: [{ path, message: text(vi, en) }] });
}
