import { type AgencyKinds, Agencies, canKeepGuards } from '#access';
import type { GuardOwner } from '#contract';
import { type Principal, type Result, ROLE, holds, ok, reject, text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { Alert, AlertReach } from './alerts.repository.js';

type Concern = Pick<Alert, 'agency' | 'owner' | 'persons' | 'assignee'>;

/** Rank of a post over an agency: its leader, the head of the district's desk, the leadership. */
const RANK: Record<GuardOwner, number> = { agency_leader: 1, desk_head: 2, chairman: 3 };

/**
 * Who sees alerts, who follows them up, and who gives the second look. The person concerned never does any of it, whatever the post: what
 * concerns somebody is not even seen to exist. Administering accounts gives no look either.
 */
@Injectable()
export class AlertAuthority {
  constructor(@Inject(Agencies) private readonly agencies: Agencies) {}

  /** The agencies whose alerts the principal may see: null for all. Refuses with `not_allowed` who leads nothing. */
  async reach(principal: Principal): Promise<Result<AlertReach>> {
    const kinds = await this.agencies.kindsOf(principal);
    if (principal.kind === 'system' || postsOver(principal, null, kinds).some((post) => post !== 'agency_leader')) return ok({ agencies: null, me: principal.username });
    const own = principal.positions.filter(({ role }) => role === ROLE.leader || role === ROLE.deskHead).map(({ agency }) => agency);
    return own.length > 0 ? ok({ agencies: [...new Set(own)], me: principal.username }) : onlySupervisors();
  }

  async maySee(principal: Principal, alert: Concern): Promise<boolean> {
    if (alert.persons.includes(principal.username)) return false;
    if (alert.assignee === principal.username) return true;
    const reach = await this.reach(principal);
    return reach.ok && (reach.value.agencies === null || reach.value.agencies.includes(alert.agency));
  }

  /** The owner, whoever it is assigned to, and the leadership over both. */
  async mayFollow(principal: Principal, alert: Concern): Promise<boolean> {
    if (alert.persons.includes(principal.username)) return false;
    if (alert.assignee === principal.username) return true;
    const posts = postsOver(principal, alert.agency, await this.agencies.kindsOf(principal));
    return posts.includes(alert.owner) || posts.includes('chairman');
  }

  /** A superior of the owner, and another person than decided. What the leadership decided itself is looked at by the head of the desk, or a deputy. */
  async mayReview(principal: Principal, alert: Concern & { decidedBy: string | null }): Promise<boolean> {
    if (alert.decidedBy === null || alert.decidedBy === principal.username || alert.persons.includes(principal.username)) return false;
    const kinds = await this.agencies.kindsOf(principal);
    const posts = postsOver(principal, alert.agency, kinds);
    if (posts.includes('chairman')) return true;
    const decider = await this.agencies.officer(alert.decidedBy);
    const byLeadership = decider !== null && postsOver(decider, alert.agency, await this.agencies.kindsOf(decider)).includes('chairman');
    return byLeadership && posts.includes('desk_head');
  }

  async mayScan(principal: Principal): Promise<boolean> {
    const posts = postsOver(principal, null, await this.agencies.kindsOf(principal));
    return principal.kind === 'system' || posts.includes('desk_head') || posts.includes('chairman');
  }

  async mayChangeRules(principal: Principal): Promise<boolean> {
    return canKeepGuards(principal, await this.agencies.kindsOf(principal));
  }

  /** Who may be given an alert: holders of the posts that could own it, but for the persons concerned. */
  async assignees({ agency, persons }: Concern): Promise<{ username: string; name: string }[]> {
    const directory = await this.agencies.directory();
    const above = [...directory.list({ kind: 'one_stop_desk' }), ...directory.list({ kind: 'leadership' })].map(({ code }) => code);
    const people = [...new Map([agency, ...above].flatMap((code) => directory.officersAt(code)).map((person) => [person.username, person])).values()];
    const found = await Promise.all(people.map(async (person) => {
      const principal = directory.principal(person.username);
      return principal && !persons.includes(person.username) && postsOver(principal, agency, await this.agencies.kindsOf(principal)).length > 0 ? [person] : [];
    }));
    return found.flat();
  }
}

/** The posts that somebody holds over an agency, the lowest first; `null` for any agency. */
function postsOver(principal: Principal, agency: string | null, kinds: AgencyKinds): GuardOwner[] {
  const holdsAt = (role: string, kind: string): boolean => principal.positions.some((post) => post.role === role && kinds.get(post.agency) === kind);
  const posts: GuardOwner[] = [
    ...(agency !== null && (holds(principal, agency, ROLE.leader) || holds(principal, agency, ROLE.deskHead)) ? (['agency_leader'] as const) : []),
    ...(holdsAt(ROLE.deskHead, 'one_stop_desk') ? (['desk_head'] as const) : []),
    ...(holdsAt(ROLE.leader, 'leadership') ? (['chairman'] as const) : []),
  ];
  return posts.sort((a, b) => RANK[a] - RANK[b]);
}

const onlySupervisors = (): Result<never> =>
  reject('not_allowed', text('Chỉ lãnh đạo và trưởng bộ phận được xem cảnh báo', 'Only leaders and heads of desks may see alerts'));
