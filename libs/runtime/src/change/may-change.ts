import { type DossierHead } from '#contract';
import { type Principal, ROLE, type Rejection, holds, holdsRole, reject, text, worksAt } from '#kernel';
import { unknownDossier } from '../commands.js';

/** Stepping in by hand: the leader or the head of the desk of the receiving agency, or an administrator. To strangers there is no such dossier. */
export function refuseStranger(principal: Principal, { code, agency }: DossierHead): { ok: false; rejection: Rejection } | null {
  const allowed = principal.kind === 'system' || holdsRole(principal, ROLE.administrator) || holds(principal, agency, ROLE.leader) || holds(principal, agency, ROLE.deskHead);
  if (allowed) return null;
  if (!worksAt(principal, agency)) return unknownDossier(code) as { ok: false; rejection: Rejection };
  return reject('not_allowed', text('Chỉ lãnh đạo hoặc trưởng bộ phận của cơ quan tiếp nhận, hoặc quản trị viên, được can thiệp', 'Only the leader or desk head of the receiving agency, or an administrator, may step in'));
}

/** The agencies in whose dossiers the principal may step in; null for all. */
export function agenciesToStepIn(principal: Principal): string[] | null {
  if (principal.kind === 'system' || holdsRole(principal, ROLE.administrator)) return null;
  const own = principal.positions.filter(({ role }) => role === ROLE.leader || role === ROLE.deskHead);
  return [...new Set(own.map(({ agency }) => agency))];
}
