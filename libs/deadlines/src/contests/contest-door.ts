import { Agencies, canSeeDossier } from '#access';
import type { DossierHead } from '#contract';
import { type Principal, type Result, ROLE, type Text, holds, ok, reject, text } from '#kernel';
import { unknownDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Attribution, Attributor, involvedIn } from './attribution-of.js';
import { type Contest, findContest } from './contests.repository.js';

/** A dossier's lateness for a command of the person, who is told that there is none where the dossier is none of their business. */
@Injectable()
export class ContestDoor {
  constructor(
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Attributor) private readonly attributor: Attributor,
  ) {}

  async see(tx: EntityManager, principal: Principal, code: string, receiving: string): Promise<Result<Attribution>> {
    const [attribution] = await this.attributor.of(tx, [code]);
    const involved = attribution ? [...involvedIn(attribution), ...(await Promise.all(involvedIn(attribution).map((one) => this.attributor.present(one))))] : [];
    const sees = canSeeDossier(principal, { receivingAgency: receiving, involvedAgencies: involved }, await this.agencies.kindsOf(principal)) || (await this.#leadsOver(principal, involved));
    if (!sees) return unknownDossier(code);
    return attribution ? ok(attribution) : reject('invalid_state', text('Hồ sơ này không có thời hạn nên không có phần chậm', 'The dossier has no limit, so there is no lateness'));
  }

  /** The contest and its dossier's lateness, read under the dossier's lock. */
  async seeContest(tx: EntityManager, principal: Principal, id: string, head: DossierHead): Promise<Result<{ contest: Contest; attribution: Attribution }>> {
    const contest = await findContest(tx, id);
    if (!contest) return noContest(id);
    const seen = await this.see(tx, principal, head.code, head.agency);
    return seen.ok ? ok({ contest, attribution: seen.value }) : noContest(id);
  }

  /** Heads of offices over an agency decide on its contests, so they see whose a lateness is though the dossier never came to them. */
  async #leadsOver(principal: Principal, involved: readonly string[]): Promise<boolean> {
    const directory = await this.agencies.directory();
    return involved.some((agency) => holds(principal, directory.get(agency)?.parent ?? '', ROLE.leader));
  }

  async nameOf(agency: string): Promise<Text> {
    return (await this.agencies.get(agency))?.name ?? text(agency, agency);
  }
}

export const noContest = (id: string): Result<never> => reject('not_found', text(`Không có kiến nghị ${id}`, `There is no contest ${id}`));

export const ended = ({ state }: Contest): Result<never> => reject('already_done', ENDED[state as keyof typeof ENDED]);

const ENDED = {
  withdrawn: text('Kiến nghị này đã được rút', 'This contest was withdrawn'), accepted: text('Kiến nghị này đã được quyết định: chấp nhận', 'This contest was decided already: accepted'),
  rejected: text('Kiến nghị này đã được quyết định: không chấp nhận', 'This contest was decided already: rejected'),
};
