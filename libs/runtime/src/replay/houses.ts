import type { Agencies, Directory } from '#access';
import type { WorkingCalendar } from '#calendar';
import type { WhatIf } from '#contract';
import type { Thing } from './course.js';
import type { Houses, Receipt } from './simulate.js';

/** The agencies as they stand now, with as many officers as the directory has, or as one asks what if. */
export class DirectoryHouses implements Houses {
  readonly #desks = new Map<string, string | null>();
  readonly #officers = new Map<string, number>();

  constructor(
    private readonly directory: Directory,
    private readonly calendars: ReadonlyMap<string, WorkingCalendar>,
    private readonly changes: NonNullable<WhatIf['officers']> = [],
  ) {}

  /** With the calendars of all agencies, so that nothing has to be waited for afterwards. */
  static async calendars(agencies: Agencies, directory: Directory): Promise<Map<string, WorkingCalendar>> {
    const codes = directory.list().map(({ code }) => code);
    return new Map(await Promise.all(codes.map(async (code) => [code, await agencies.calendarOf(code)] as const)));
  }

  /** As tasks are routed. */
  deskOf({ relation, step }: Thing, { agency: receiving, territory }: Receipt): { agency: string; role: string } | null {
    if (relation === null || !step) return null;
    const key = `${relation} ${receiving} ${territory}`;
    let found = this.#desks.get(key);
    if (found === undefined) {
      const facts = { receiving, territory };
      const named = /^[a-z0-9-]+$/.test(relation) ? this.directory.resolve(`agency:${relation}`, facts) : null;
      const resolved = named?.ok ? named : this.directory.resolve(relation, facts);
      found = resolved.ok ? resolved.value : null;
      this.#desks.set(key, found);
    }
    return found === null ? null : { agency: found, role: step.role };
  }

  calendarOf(agency: string): WorkingCalendar {
    const calendar = this.calendars.get(agency);
    if (!calendar) throw new Error(`the calendar of ${agency} was not brought`);
    return calendar;
  }

  officersAt(agency: string, role: string): number {
    const key = `${agency} ${role}`;
    const known = this.#officers.get(key);
    if (known !== undefined) return known;
    const holders = this.directory.officersAt(agency).filter(({ username }) => this.directory.principal(username)?.positions.some((one) => one.agency === agency && one.role === role));
    const change = this.changes.filter((one) => (one.agency === agency || one.agency === this.kindOf(agency)) && (one.role === undefined || one.role === role)).reduce((sum, one) => sum + one.change, 0);
    const officers = Math.max(1, Math.max(1, holders.length) + change);
    this.#officers.set(key, officers);
    return officers;
  }

  kindOf(agency: string): string | null {
    return this.directory.get(agency)?.kind ?? null;
  }
}
