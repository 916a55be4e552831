import type { DeliverMessage as Message } from '#contract';
import { type Result, ok, reject, text } from '#kernel';
import { Ledger } from '#ledger';
import { type CommandContext, Commands, Runtime, refuseStaleDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DossierAccessCheck } from './dossier-access.js';
import type { DossierRef } from './end-dossier.js';

/** Tells a waiting procedure that something happened outside it: the citizen paid, an answer came in. */
@Injectable()
export class DeliverMessage {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DossierAccessCheck) private readonly access: DossierAccessCheck,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  /** For officers of an agency that received or has reached the dossier. `invalid_state` when nothing waits for the message. */
  deliver(ctx: CommandContext, code: string, { name, data = {} }: Message): Promise<Result<DossierRef>> {
    return this.commands.onDossier(ctx, code, async (tx, head, at, actor) => {
      const seen = await this.access.see(ctx.principal, head, tx);
      if (!seen.ok) return seen;
      if (!seen.value.involved) return onlyInvolved();
      const stale = await refuseStaleDossier(tx, ctx, code);
      if (stale) return stale;
      const by = { at, actor: { ...actor, agency: seen.value.actingAgency } };
      await this.ledger.append(tx, code, [{ at, actor: actor.username, agency: by.actor.agency, kind: 'message.delivered', data: { name, data } }]);
      const taken = await this.runtime.deliverMessage(tx, head, name, data, by);
      if (!taken.ok) return taken;
      return taken.value > 0 ? ok({ code }) : nothingWaits(name);
    });
  }
}

export const onlyInvolved = (): Result<never> =>
  reject('not_allowed', text('Chỉ cán bộ của cơ quan đã nhận hồ sơ này được làm việc này', 'Only officers of an agency that has received this dossier may do this'));

/** Refusing rolls back the entry written before the step, which had to come first for the order of the chain. */
const nothingWaits = (name: string): Result<never> =>
  reject('invalid_state', text(`Hồ sơ không chờ thông điệp "${name}"`, `The dossier does not wait for the message "${name}"`));
