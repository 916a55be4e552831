import { type Result, ok, reject, text } from '#kernel';
import { Ledger } from '#ledger';
import { type CommandContext, Commands } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DossierDoor } from './dossier-door.js';
import { HandOvers } from './hand-overs.js';
import { acknowledgeLegs } from './legs.repository.js';
import { legAcknowledged } from './records.js';
import type { DossierRef } from './stop-clock.js';

/** An officer confirms that the dossier has reached the agency, before anybody takes up the work. */
@Injectable()
export class AcknowledgeDossier {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DossierDoor) private readonly door: DossierDoor,
    @Inject(HandOvers) private readonly handOvers: HandOvers,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  acknowledge(ctx: CommandContext, code: string): Promise<Result<DossierRef>> {
    return this.commands.onDossier(ctx, code, async (tx, head, at, actor) => {
      const refused = await this.door.refuse(tx, ctx, head);
      if (refused) return refused;
      const legs = await acknowledgeLegs(tx, code, ctx.principal.positions.map(({ agency }) => agency), at, actor.username);
      if (legs.length === 0) return NOTHING_TO_ACKNOWLEDGE;
      await this.ledger.append(tx, code, legs.map(({ agency }) => legAcknowledged({ at, actor }, agency)));
      await this.handOvers.acknowledged(tx, { dossier: head, at, actor }, legs);
      return ok({ code });
    });
  }
}

const NOTHING_TO_ACKNOWLEDGE = reject(
  'already_done',
  text('Cơ quan của bạn không có lượt nhận hồ sơ nào chưa xác nhận', 'Your agency has no hand-over of this dossier left to acknowledge'),
);
