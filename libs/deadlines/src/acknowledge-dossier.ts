import { type Result, ok, reject, text } from '#kernel';
import { type CommandContext, Commands } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DossierDoor } from './dossier-door.js';
import { HandOvers } from './hand-overs.js';
import type { DossierRef } from './stop-clock.js';

/** An officer confirms that the dossier has reached the agency, before anybody takes up the work. */
@Injectable()
export class AcknowledgeDossier {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DossierDoor) private readonly door: DossierDoor,
    @Inject(HandOvers) private readonly handOvers: HandOvers,
  ) {}

  acknowledge(ctx: CommandContext, code: string): Promise<Result<DossierRef>> {
    return this.commands.onDossier(ctx, code, async (tx, head, at, actor) => {
      const refused = await this.door.refuse(tx, ctx, head);
      if (refused) return refused;
      const count = await this.handOvers.acknowledge(tx, { dossier: head, at, actor }, ctx.principal.positions.map(({ agency }) => agency), actor.username);
      return count > 0 ? ok({ code }) : NOTHING_TO_ACKNOWLEDGE;
    });
  }
}

const NOTHING_TO_ACKNOWLEDGE = reject(
  'already_done',
  text('Cơ quan của bạn không có lượt nhận hồ sơ nào chưa xác nhận', 'Your agency has no hand-over of this dossier left to acknowledge'),
);
