import { type DeliverForm as Delivery, FINAL_STATES } from '#contract';
import { type Result, ok, reject, text } from '#kernel';
import { Ledger } from '#ledger';
import { type CommandContext, Commands, refuseStaleDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { onlyInvolved } from './deliver-message.js';
import { DossierAccessCheck } from './dossier-access.js';
import type { DossierRef } from './end-dossier.js';

/** Records that the citizen has got the form on which the clock stands: only then is the stop proved. */
@Injectable()
export class DeliverForm {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DossierAccessCheck) private readonly access: DossierAccessCheck,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  deliver(ctx: CommandContext, code: string, { form, number, how, proof }: Delivery): Promise<Result<DossierRef>> {
    return this.commands.onDossier(ctx, code, async (tx, head, at, actor) => {
      const seen = await this.access.see(ctx.principal, head, tx);
      if (!seen.ok) return seen;
      if (!seen.value.involved) return onlyInvolved();
      const stale = await refuseStaleDossier(tx, ctx, code);
      if (stale) return stale;
      if (FINAL_STATES.includes(head.state)) return reject('invalid_state', text('Hồ sơ đã kết thúc', 'The dossier has ended'));
      const delivered = form === 'form-02' ? await markDelivered(tx, code, '02', at, how) : (number ?? null);
      if (delivered === null) return form === 'form-02' ? NOTHING_TO_DELIVER : NO_NUMBER;
      const agency = seen.value.actingAgency ?? actor.agency;
      await this.ledger.append(tx, code, [{ at, actor: actor.username, agency, kind: 'form.delivered', data: { form, number: delivered, how, proof } }]);
      return ok({ code });
    });
  }
}

/** The latest of its kind that the citizen has not got yet; its number, or null where there is none. */
async function markDelivered(tx: EntityManager, dossier: string, form: string, at: Date, how: string): Promise<string | null> {
  const [rows] = await tx.query<[{ number: string }[], number]>(
    `update form_issued set delivered_at = $3, delivered_how = $4
     where id = (select id from form_issued where dossier = $1 and form = $2 order by issued_at desc, id desc limit 1) and delivered_at is null returning number`,
    [dossier, form, at, how],
  );
  return rows[0]?.number ?? null;
}

const NOTHING_TO_DELIVER = reject('already_done', text('Không có phiếu yêu cầu bổ sung nào chưa giao cho công dân', 'There is no supplement request that the citizen has not got'));
const NO_NUMBER = reject('invalid_input', text('Thông báo nộp tiền phải có số', 'A notice of payment has a number'), {
  errors: [{ path: 'number', message: text('bắt buộc phải có', 'is required') }],
});
