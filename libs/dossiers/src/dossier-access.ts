import { Agencies, type AgencyKinds, type DossierAccess, canSeeDossier, canSeePapers } from '#access';
import { type Principal, type Result, ROLE, holds, ok, reject, text } from '#kernel';
import { unknownDossier } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { WhereaboutsRepository } from './whereabouts.repository.js';

/** What one reader may see of one dossier. */
export interface Sight {
  /** Applicant, data and open papers; not for who only administers accounts. */
  personal: boolean;
  /** The look-up secret, to print the receipt again. */
  secret: boolean;
  /** An officer of an agency that received or has reached the dossier, so may add to it. */
  involved: boolean;
  /** The agency in whose name the reader acts here; null for those who only watch. */
  actingAgency: string | null;
  paper(compartment: string | null): boolean;
}

/** Who sees what of a dossier. Whoever has no business with it is told that there is none. */
@Injectable()
export class DossierAccessCheck {
  constructor(
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(WhereaboutsRepository) private readonly whereabouts: WhereaboutsRepository,
  ) {}

  /** Refused with `not_found`, never `not_allowed`. */
  async see(principal: Principal, dossier: { code: string; agency: string }, tx?: EntityManager): Promise<Result<Sight>> {
    const access: DossierAccess = { receivingAgency: dossier.agency, involvedAgencies: await this.whereabouts.involvedAgencies(dossier.code, tx) };
    const kinds = await this.agencies.kindsOf(principal);
    return canSeeDossier(principal, access, kinds) ? ok(sightOf(principal, access, kinds)) : unknownDossier(dossier.code);
  }
}

function sightOf(principal: Principal, access: DossierAccess, kinds: AgencyKinds): Sight {
  const officer = principal.positions.filter(({ role }) => role !== ROLE.administrator).map(({ agency }) => agency);
  const involvedAt = [access.receivingAgency, ...access.involvedAgencies].filter((agency) => officer.includes(agency));
  return {
    personal: canSeePapers(principal, access, null, kinds),
    secret: officer.includes(access.receivingAgency),
    involved: involvedAt.length > 0,
    actingAgency: involvedAt[0] ?? null,
    paper: (compartment) => canSeePapers(principal, access, compartment, kinds),
  };
}

/** Null when the person may take in dossiers at the agency, and so also withdraw and refuse them. */
export function refuseWithoutReception(principal: Principal, agency: string): Result<never> | null {
  if (holds(principal, agency, ROLE.reception)) return null;
  return reject('not_allowed', text(`Chỉ cán bộ tiếp nhận của cơ quan "${agency}" được làm việc này`, `Only a reception officer of the agency "${agency}" may do this`));
}

/** Null when the person may end the processing of a dossier that the agency received: its leaders, its desk head, its reception. */
export function refuseWithoutAuthority(principal: Principal, agency: string): Result<never> | null {
  if ([ROLE.leader, ROLE.deskHead, ROLE.reception].some((role) => holds(principal, agency, role))) return null;
  return reject('not_allowed', text(`Chỉ lãnh đạo hoặc bộ phận tiếp nhận của cơ quan "${agency}" được làm việc này`, `Only the leaders or the reception of the agency "${agency}" may do this`));
}
