import type { WorkingCalendar } from '#calendar';
import type { AgencyCalendarView, AgencyView, ClosureView, NationalDayView } from '#contract';
import { type Clock, type Language, type Principal, type Result } from '#kernel';
import { CLOCK } from '#platform';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Agency, Directory, type Person, type RelationFacts } from './directory.js';
import { DirectoryCache } from './directory-cache.js';
import type { AgencyKinds } from './permissions.js';
import { agencyView, calendarView, closureView, nationalDayView } from './views.js';

/**
 * The directory of agencies, people and calendars, answered from memory (see `DirectoryCache` for how fresh). May be asked inside
 * a transaction; it never sees that transaction's own changes. Without an instant, "now" of the product's clock is meant.
 */
@Injectable()
export class Agencies implements OnModuleDestroy {
  readonly #cache: DirectoryCache;

  constructor(
    @Inject(DataSource) dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#cache = new DirectoryCache(dataSource);
  }

  async onModuleDestroy(): Promise<void> {
    await this.#cache.close();
  }

  /** The whole directory as it stands at an instant, for many questions without waiting. */
  async directory(at: Date = this.clock.now()): Promise<Directory> {
    return new Directory((await this.#cache.snapshot()).index, at);
  }

  /** What was changed in this process is seen by every later question. Call it after the change has been committed. */
  refresh(): void {
    this.#cache.expire();
  }

  /** An agency of any time. */
  async get(code: string): Promise<Agency | null> {
    return (await this.directory()).get(code);
  }

  async list({ kind, at, language = 'vi' }: { kind?: string; at?: Date; language?: Language } = {}): Promise<AgencyView[]> {
    const directory = await this.directory(at);
    return directory.list({ kind }).map((agency) => agencyView(directory, agency, language));
  }

  /** See {@link Directory.resolve}. */
  async resolve(relation: string, { at, ...facts }: RelationFacts & { at: Date }): Promise<Result<string>> {
    return (await this.directory(at)).resolve(relation, facts);
  }

  async reachable(relation: string, at?: Date): Promise<string[]> {
    return (await this.directory(at)).reachable(relation);
  }

  async rolesAt(agency: string, at?: Date): Promise<string[]> {
    return (await this.directory(at)).rolesAt(agency);
  }

  /** Kind of each agency the principal works at, for the questions of `permissions.ts`. */
  async kindsOf(principal: Principal): Promise<AgencyKinds> {
    const directory = await this.directory();
    return new Map(principal.positions.flatMap(({ agency }) => [[agency, directory.get(agency)?.kind ?? '']]));
  }

  /** The agency's working time. An agency without opening hours has a calendar in which nothing is ever due. */
  async calendarOf(agency: string): Promise<WorkingCalendar> {
    return (await this.#cache.snapshot()).calendarOf(agency);
  }

  async officersAt(agency: string, at?: Date): Promise<Person[]> {
    return (await this.directory(at)).officersAt(agency);
  }

  /** An active account with its posts and those lent to it. */
  async officer(username: string, at?: Date): Promise<Principal | null> {
    return (await this.directory(at)).principal(username);
  }

  /** Names for people; a code that is not known stands for itself. */
  async nameOf(agency: string, language: Language): Promise<string> {
    return (await this.get(agency))?.name[language] ?? agency;
  }

  async roleName(role: string, language: Language): Promise<string> {
    return (await this.directory()).role(role)?.name[language] ?? role;
  }

  async personName(username: string): Promise<string> {
    return (await this.directory()).person(username)?.name ?? username;
  }

  /** Days off and make-up days of a year, or of all years known. */
  async nationalDays(language: Language, year?: number): Promise<NationalDayView[]> {
    const { tables } = await this.#cache.snapshot();
    const wanted = tables.days.filter(({ date }) => year === undefined || date.startsWith(`${year}-`));
    return wanted.map((day) => nationalDayView(day, language));
  }

  /** What shuts an agency or all of them, past and to come; null: of every agency. */
  async closures(agency: string | null): Promise<ClosureView[]> {
    const { tables } = await this.#cache.snapshot();
    return tables.closures.filter((row) => agency === null || row.agency === null || row.agency === agency).map(closureView);
  }

  /** The opening hours of all time. */
  async openingHours(agency: string): Promise<AgencyCalendarView> {
    return calendarView(agency, (await this.#cache.snapshot()).tables);
  }
}
