import { Agencies } from '#access';
import type { WorkingCalendar } from '#calendar';
import type { DossierHead, Recipient } from '#contract';
import { ROLE } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { Deadline } from './deadlines.repository.js';

export interface Post {
  agency: string;
  role: string;
}

/** The directory as deadlines need it: whose working time counts, and who is told. */
@Injectable()
export class Offices {
  constructor(@Inject(Agencies) private readonly agencies: Agencies) {}

  calendarOf(agency: string): Promise<WorkingCalendar> {
    return this.agencies.calendarOf(agency);
  }

  /** Calendars of several agencies at once, by code. */
  async calendarsOf(agencies: Iterable<string>): Promise<Map<string, WorkingCalendar>> {
    return new Map(await Promise.all([...new Set(agencies)].map(async (agency) => [agency, await this.calendarOf(agency)] as const)));
  }

  /**
   * The posts that a rung reaches, each once. `holder`: the task's role at its agency, for a dossier the desk that received it; `agency_leader`: who
   * signs at that agency; `desk`, `desk_leader`: reception and leader of the receiving agency; `desk_head`: head of the one-stop desk over the
   * dossier's territory; `chairman`: leadership over the territory. A relation that the directory cannot resolve reaches nobody.
   */
  async recipients(relations: readonly Recipient[], deadline: Pick<Deadline, 'agency' | 'role'>, head: Pick<DossierHead, 'agency' | 'territory' | 'receivedAt'>): Promise<Post[]> {
    const posts = await Promise.all(relations.map((relation) => this.#post(relation, deadline, head)));
    const found = posts.filter((post): post is Post => post !== null);
    return [...new Map(found.map((post) => [`${post.agency}.${post.role}`, post])).values()];
  }

  async #post(relation: Recipient, deadline: Pick<Deadline, 'agency' | 'role'>, head: Pick<DossierHead, 'agency' | 'territory' | 'receivedAt'>): Promise<Post | null> {
    switch (relation) {
      case 'holder':
        return { agency: deadline.agency, role: deadline.role ?? ROLE.reception };
      case 'agency_leader':
        return { agency: deadline.agency, role: ROLE.leader };
      case 'desk':
        return { agency: head.agency, role: ROLE.reception };
      case 'desk_leader':
        return { agency: head.agency, role: ROLE.leader };
      case 'desk_head':
        return this.#over(head, 'one_stop_desk', ROLE.deskHead);
      case 'chairman':
        return this.#over(head, 'leadership', ROLE.leader);
    }
  }

  async #over(head: Pick<DossierHead, 'agency' | 'territory' | 'receivedAt'>, relation: string, role: string): Promise<Post | null> {
    const agency = await this.agencies.resolve(relation, { receiving: head.agency, territory: head.territory, at: head.receivedAt });
    return agency.ok ? { agency: agency.value, role } : null;
  }
}
