import { Agencies, canSeeDossier, canStopClock } from '#access';
import type { DossierHead } from '#contract';
import { type Result, reject, text } from '#kernel';
import { type CommandContext, refuseStaleDossier, unknownDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type DossierLeg, legsOf } from './legs.repository.js';

/** Who may touch a dossier's clock: an officer of the agency that received it or of one that holds it now. */
@Injectable()
export class DossierDoor {
  constructor(@Inject(Agencies) private readonly agencies: Agencies) {}

  /** Null for those who may and know its present version; `not_allowed` for those who may only look; `not_found` for everybody else. */
  async refuse(tx: EntityManager, ctx: CommandContext, head: DossierHead): Promise<Result<never> | null> {
    const { principal } = ctx;
    const legs = await legsOf(tx, [head.code]);
    const access = (of: readonly DossierLeg[]) => ({ receivingAgency: head.agency, involvedAgencies: of.map(({ agency }) => agency) });
    if (!canSeeDossier(principal, access(legs), await this.agencies.kindsOf(principal))) return unknownDossier(head.code);
    if (canStopClock(principal, access(legs.filter(({ leftAt }) => leftAt === null)))) return refuseStaleDossier(tx, ctx, head.code);
    return reject('not_allowed', text('Chỉ cơ quan tiếp nhận hoặc đang giữ hồ sơ được làm việc này', 'Only the agency that received the dossier or holds it now may do this'));
  }
}
