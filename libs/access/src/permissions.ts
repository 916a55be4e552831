import { type Principal, ROLE, holds, holdsRole, worksAt } from '#kernel';

/*
 * Who may do what, as pure questions about a principal. Nothing here reads the database: the callers bring the facts, and turn
 * "no" into 403, or into 404 where the thing itself must stay unseen.
 */

/** Kind of each agency the principal works at, by code; see `Agencies.kindsOf`. */
export type AgencyKinds = ReadonlyMap<string, string>;

/** The agencies a dossier has to do with: where it was received, and every one it has reached. */
export interface DossierAccess {
  receivingAgency: string;
  involvedAgencies: readonly string[];
}

export interface TaskAccess {
  agency: string;
  role: string;
  assignee: string | null;
}

/** Steps in the life of a procedure's revision (ISO 9001: drafted, checked, approved by another person, issued). */
export type GovernanceStep = 'draft' | 'check' | 'approve' | 'publish' | 'withdraw';

const isSystem = (principal: Principal): boolean => principal.kind === 'system';

const holdsRoleAtKind = (principal: Principal, role: string, kind: string, kinds: AgencyKinds): boolean =>
  principal.positions.some((position) => position.role === role && kinds.get(position.agency) === kind);

/** The chairman and deputies: `lanh-dao` of an agency of kind `leadership`. */
const leadsDistrict = (principal: Principal, kinds: AgencyKinds): boolean => holdsRoleAtKind(principal, ROLE.leader, 'leadership', kinds);

/** A waiting task is for every holder of its position, a claimed or delegated one for its assignee as long as they work there. */
export function canWorkTask(principal: Principal, task: TaskAccess): boolean {
  if (task.assignee === null) return holds(principal, task.agency, task.role);
  return task.assignee === principal.username && worksAt(principal, task.agency);
}

/** Lists and boards over other people's work. How far it reaches says {@link supervisedAgencies}. */
export const canSupervise = (principal: Principal, kinds: AgencyKinds): boolean =>
  isSystem(principal) || holdsRole(principal, ROLE.deskHead) || leadsDistrict(principal, kinds) || holdsRole(principal, ROLE.administrator);

/**
 * Whose tasks and deadlines the principal may list: of all agencies (administrator, district leadership, head of the district's
 * one-stop desk), else of those where they are desk head or leader.
 */
export function supervisedAgencies(principal: Principal, kinds: AgencyKinds): 'all' | string[] {
  const all =
    isSystem(principal) ||
    holdsRole(principal, ROLE.administrator) ||
    leadsDistrict(principal, kinds) ||
    holdsRoleAtKind(principal, ROLE.deskHead, 'one_stop_desk', kinds);
  if (all) return 'all';
  const own = principal.positions.filter(({ role }) => role === ROLE.deskHead || role === ROLE.leader);
  return [...new Set(own.map(({ agency }) => agency))];
}

const isInvolved = (dossier: DossierAccess, agency: string): boolean => dossier.receivingAgency === agency || dossier.involvedAgencies.includes(agency);

/** That the dossier exists and how far it is. To everybody else it does not exist. */
export const canSeeDossier = (principal: Principal, dossier: DossierAccess, kinds: AgencyKinds): boolean =>
  supervisedAgencies(principal, kinds) === 'all' || principal.positions.some(({ agency }) => isInvolved(dossier, agency));

/**
 * The papers themselves. Administering accounts gives no look into them. A paper of a compartment (`police`) is for officers of
 * the involved agencies of that compartment (kinds `police_*`) alone, whoever supervises them.
 */
export function canSeePapers(principal: Principal, dossier: DossierAccess, compartment: string | null, kinds: AgencyKinds): boolean {
  if (isSystem(principal)) return true;
  const officer = { ...principal, positions: principal.positions.filter(({ role }) => role !== ROLE.administrator) };
  if (compartment === null) return canSeeDossier(officer, dossier, kinds);
  return officer.positions.some(({ agency }) => isInvolved(dossier, agency) && kinds.get(agency)?.startsWith(`${compartment}_`));
}

/** Stop and resume a dossier's clock: an officer of an agency that has to do with it; supervising from above is not enough. */
export const canStopClock = (principal: Principal, dossier: DossierAccess): boolean =>
  isSystem(principal) || principal.positions.some(({ agency, role }) => role !== ROLE.administrator && isInvolved(dossier, agency));

/** Agencies, national days, opening hours, accounts. */
export const canAdminister = (principal: Principal): boolean => isSystem(principal) || holdsRole(principal, ROLE.administrator);

/** Ladders of reminders: what they say concerns everybody's desk. */
export const canKeepLadders = (principal: Principal): boolean => canAdminister(principal) || holdsRole(principal, ROLE.deskHead);

/** Only the chairman and deputies of the district declare force majeure, and revoke it. */
export const canDeclareForceMajeure = (principal: Principal, kinds: AgencyKinds): boolean => isSystem(principal) || leadsDistrict(principal, kinds);

/** What counts as a sign of faking, and from where on: ordered by the leadership of the district. */
export const canKeepGuards = (principal: Principal, kinds: AgencyKinds): boolean => isSystem(principal) || leadsDistrict(principal, kinds);

/** That an agency ends and another takes over is decided above; administrators and the leadership of the district record it. */
export const canMergeAgencies = (principal: Principal, kinds: AgencyKinds): boolean => canAdminister(principal) || leadsDistrict(principal, kinds);

/** The apology is signed by the head of the agency that answers for the delay, or by the leadership over it. */
export const canSignApology = (principal: Principal, agency: string, kinds: AgencyKinds): boolean =>
  isSystem(principal) || holds(principal, agency, ROLE.leader) || leadsDistrict(principal, kinds);

/** The share of a lateness is contested by the head of the agency that is charged, or of the one that took it over. */
export const canContest = (principal: Principal, agency: string): boolean => isSystem(principal) || holds(principal, agency, ROLE.leader);

/**
 * A contest is decided by the head of an office over the charged agency: the one it belongs to, or the leadership of the district; never by
 * somebody who works at an agency that the decision concerns (the charged one, and whoever would bear it then).
 */
export function decidesContestsAt(principal: Principal, { over, concerned }: { over: readonly string[]; concerned: readonly string[] }): string | null {
  if (concerned.some((agency) => worksAt(principal, agency))) return null;
  return over.find((agency) => !concerned.includes(agency) && holds(principal, agency, ROLE.leader)) ?? null;
}

/**
 * Who may take a revision a step on. Approving needs the leadership and a person other than the drafter (`revision.draftedBy`);
 * the chairman who checked somebody else's draft may approve it too.
 */
export function canGovern(principal: Principal, step: GovernanceStep, kinds: AgencyKinds, revision?: { draftedBy: string }): boolean {
  if (isSystem(principal)) return true;
  const leads = leadsDistrict(principal, kinds);
  const has = (...roles: string[]): boolean => roles.some((role) => holdsRole(principal, role));
  switch (step) {
    case 'draft':
      return has(ROLE.designer, ROLE.administrator);
    case 'check':
      return leads || has(ROLE.checker, ROLE.designer, ROLE.administrator);
    case 'approve':
      return leads && principal.username !== revision?.draftedBy;
    case 'publish':
    case 'withdraw':
      return leads || has(ROLE.designer, ROLE.administrator);
  }
}
