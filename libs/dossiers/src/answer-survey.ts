import type { AnswerSurvey as Answer } from '#contract';
import { type Principal, type Result, ok, reject, text } from '#kernel';
import { Ledger } from '#ledger';
import { Commands } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { DossierRef } from './end-dossier.js';
import { STATE } from './dossier-states.js';
import { DossiersRepository } from './dossiers.repository.js';
import { PublicLookUp } from './public-look-up.js';

/** Who answers stands in no directory; the code and the secret of the receipt are all that is known. */
const CITIZEN: Principal = { kind: 'citizen', username: 'citizen', name: 'Công dân', positions: [] };

/** Four faces and two questions, once a dossier, from the moment the result is there. What was said is never changed. */
@Injectable()
export class AnswerSurvey {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicLookUp) private readonly lookUp: PublicLookUp,
    @Inject(DossiersRepository) private readonly dossiers: DossiersRepository,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  /** Code and secret are asked as the look-up asks them, with its limit of attempts. */
  async answer(code: string, { secret, face, timely, visits, remark }: Answer): Promise<Result<DossierRef>> {
    const found = await this.lookUp.find(code, secret, 'vi');
    if (!found.ok) return found;
    return this.commands.onDossier({ principal: CITIZEN, name: 'public.survey' }, found.value.code, async (tx, head, at, actor) => {
      if (head.state !== STATE.resolved && head.state !== STATE.returned) return NO_RESULT_YET;
      if (await this.dossiers.isSurveyed(head.code, tx)) return ANSWERED;
      await tx.query('insert into survey (dossier, face, timely, visits, remark, answered_at) values ($1, $2, $3, $4, $5, $6)', [head.code, face, timely, visits, remark || null, at]);
      await this.ledger.append(tx, head.code, [{ at, actor: actor.username, agency: null, kind: 'dossier.surveyed', data: { face, timely, visits } }]);
      return ok({ code: head.code });
    });
  }
}

const NO_RESULT_YET = reject('invalid_state', text('Hồ sơ chưa có kết quả, chưa đánh giá được', 'There is no result yet that could be judged'));
const ANSWERED = reject('already_done', text('Hồ sơ này đã được đánh giá. Xin cảm ơn ông, bà.', 'This dossier has been judged already. Thank you.'));
