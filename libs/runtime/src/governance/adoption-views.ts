import { Agencies, type Agency, type Directory } from '#access';
import type { AdoptionDetail, AdoptionList, AdoptionOffers, AdoptionView, StepOverride } from '#contract';
import { type Clock, type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { CLOCK } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { type Revision, RevisionsRepository } from '../revisions.repository.js';
import { mayDecideFor } from './adopt.js';
import { type Adoption, AdoptionsRepository, type Refusal } from './adoptions.repository.js';
import { Differences } from './differences.js';
import { isOwnStep, refusedOverride } from './overrides.js';

type Decision = NonNullable<AdoptionView['adopted']>;
type Steps = AdoptionList['steps'];

/** Everything about one procedure that the readings below are made of. */
interface Gathered {
  code: string;
  now: Date;
  revisions: Revision[];
  standard: Revision | null;
  decisions: Adoption[];
  refusals: Refusal[];
  directory: Directory;
  principal: Principal;
  language: Language;
}

/** Who follows which revision of the standard set, with what of its own, and what an update would change for each. */
@Injectable()
export class AdoptionViews {
  constructor(
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(AdoptionsRepository) private readonly adoptions: AdoptionsRepository,
    @Inject(Differences) private readonly differences: Differences,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Every agency that receives dossiers, the communes first. */
  async list(principal: Principal, code: string, language: Language): Promise<Result<AdoptionList>> {
    const gathered = await this.#gather(principal, code, language);
    if (!gathered.ok) return gathered;
    const agencies = receivers(gathered.value.directory);
    return ok({ items: agencies.map((agency) => adoptionView(gathered.value, agency)), steps: stepsOf(gathered.value, null) });
  }

  async get(principal: Principal, code: string, agency: string, language: Language): Promise<Result<{ view: AdoptionDetail; version: number }>> {
    const gathered = await this.#gather(principal, code, language);
    if (!gathered.ok) return gathered;
    const { directory, decisions } = gathered.value;
    const known = directory.get(agency);
    if (!known) return reject('not_found', text(`Không có cơ quan "${agency}"`, `There is no agency "${agency}"`));
    const own = decisions.filter((one) => one.agency === agency);
    const roles = directory.rolesAt(agency).map((role) => ({ role, name: directory.role(role)?.name[language] ?? role }));
    const view = {
      ...adoptionView(gathered.value, known), steps: stepsOf(gathered.value, agency), roles,
      history: own.toSorted((a, b) => b.seq - a.seq).map((one) => decisionView(gathered.value, one)),
    };
    return ok({ view, version: Math.max(0, ...own.map(({ seq }) => seq)) });
  }

  /** To each agency on an earlier revision than the standard in force: what changes, and which of its overrides still fit. */
  async offers(principal: Principal, code: string, language: Language): Promise<Result<AdoptionOffers>> {
    const gathered = await this.#gather(principal, code, language);
    if (!gathered.ok) return gathered;
    const { directory, standard } = gathered.value;
    const items: AdoptionOffers['items'] = [];
    for (const agency of receivers(directory)) {
      const { adopted, offer, agencyName } = adoptionView(gathered.value, agency);
      if (!standard || !offer || adopted?.revision == null) continue;
      const diff = await this.differences.ofProcedure(code, adopted.revision, offer.revision, language);
      if (!diff.ok) return diff;
      items.push({
        procedure: code, agency: agency.code, agencyName, from: adopted.revision, to: offer.revision, effectiveFrom: toIso(standard.effectiveFrom ?? standard.draftedAt), refused: offer.refused, diff: diff.value,
        overrides: adopted.overrides.map((one) => {
          const override: StepOverride = { element: one.element, ...(one.role !== null && { role: one.role }), ...(one.budget && { budget: one.budget }) };
          const conflict = refusedOverride(standard.model, override, { directory, agency: agency.code });
          return { ...one, fits: conflict === null, reason: conflict?.message[language] ?? null };
        }),
      });
    }
    return ok({ items });
  }

  async #gather(principal: Principal, code: string, language: Language): Promise<Result<Gathered>> {
    const now = this.clock.now();
    const revisions = await this.revisions.all(code);
    if (revisions.length === 0) return reject('not_found', text(`Không có quy trình "${code}"`, `No procedure "${code}"`));
    const [standard, decisions, refusals, directory] = await Promise.all([
      this.revisions.inForce(code, now), this.adoptions.all(code), this.adoptions.refusals(code), this.agencies.directory(now),
    ]);
    return ok({ code, now, revisions, standard, decisions, refusals, directory, principal, language });
  }
}

const receivers = (directory: Directory): Agency[] =>
  directory.reachable('receiving').flatMap((code) => directory.get(code) ?? []).toSorted((a, b) => Number(b.kind === 'commune') - Number(a.kind === 'commune') || a.name.vi.localeCompare(b.name.vi, 'vi'));

function adoptionView(gathered: Gathered, agency: Agency): AdoptionView {
  const { code, now, revisions, standard, decisions, refusals, principal, language } = gathered;
  const own = decisions.filter((one) => one.agency === agency.code);
  const holding = own.find(({ effectiveFrom }) => effectiveFrom <= now);
  const followed = revisions.find(({ number, state }) => number === holding?.revision && state !== 'withdrawn');
  const adopted = holding && followed ? decisionView(gathered, holding) : null;
  const upcoming = own.findLast(({ effectiveFrom }) => effectiveFrom > now);
  const revision = followed?.number ?? standard?.number ?? null;
  const behind = adopted !== null && standard !== null && standard.number !== revision;
  const refused = refusals.find((one) => one.agency === agency.code && one.revision === standard?.number);
  return {
    procedure: code, agency: agency.code, agencyName: agency.name[language], kind: agency.kind, revision, adopted, standard: standard?.number ?? null,
    upcoming: upcoming ? decisionView(gathered, upcoming) : null,
    differs: behind || (adopted?.overrides.length ?? 0) > 0,
    offer: behind ? { revision: standard.number, refused: refused ? { reason: refused.reason, by: refused.by, at: toIso(refused.at) } : null } : null,
    mayDecide: mayDecideFor(principal, agency.code),
  };
}

function decisionView(gathered: Gathered, adoption: Adoption): Decision {
  const { directory, language, revisions } = gathered;
  const model = revisions.find(({ number }) => number === adoption.revision)?.model;
  const roleName = (role: string): string => directory.role(role)?.name[language] ?? role;
  return {
    revision: adoption.revision, effectiveFrom: toIso(adoption.effectiveFrom), document: adoption.document, note: adoption.note,
    by: directory.person(adoption.decidedBy)?.name ?? adoption.decidedBy, at: toIso(adoption.decidedAt),
    overrides: adoption.overrides.map(({ element, role, budget }) => {
      const step = model?.steps[element];
      return {
        element, step: step?.name[language] ?? element, role: role ?? null, roleName: role === undefined ? null : roleName(role), budget: budget ?? null,
        standard: step ? { role: step.role, roleName: roleName(step.role), budget: step.budget } : null,
      };
    }),
  };
}

/** Of the standard in force; those that the agency does itself, where one is named. */
function stepsOf({ standard, directory, language }: Gathered, agency: string | null): Steps {
  const steps = Object.values(standard?.model.steps ?? {}).filter((step) => agency === null || isOwnStep(step, { directory, agency }));
  return steps.map(({ element, name, role, agency: relation, budget }) => ({ element, name: name[language], role, roleName: directory.role(role)?.name[language] ?? role, agency: relation, budget }));
}
