import { type WorkingCalendar, buildCalendar } from '#calendar';
import { StandingConnection } from '#platform';
import type { DataSource, EntityManager } from 'typeorm';
import { DirectoryIndex } from './directory.js';
import { type CalendarTables, calendarDataOf, directoryVersion, readCalendarTables, readDirectory } from './directory.repository.js';

/** One reading of the whole directory: a few hundred rows, and the calendars made of them so far. */
export interface Snapshot {
  readonly version: string;
  readonly index: DirectoryIndex;
  readonly tables: CalendarTables;
  calendarOf(agency: string): WorkingCalendar;
}

/** How long this process may not notice a change made by another one. Its own changes it notices at once. */
const UNCHECKED_MS = 500;

/**
 * The directory in memory. Its version in the database is looked at again when the last look is half a second of real time old;
 * callers that come together share one look.
 */
export class DirectoryCache {
  #snapshot: Snapshot | null = null;
  #checkedAt = -Infinity;
  #checking: Promise<Snapshot> | null = null;
  readonly #connection: StandingConnection;

  constructor(dataSource: DataSource) {
    this.#connection = new StandingConnection(dataSource);
  }

  async snapshot(): Promise<Snapshot> {
    if (this.#snapshot && performance.now() - this.#checkedAt < UNCHECKED_MS) return this.#snapshot;
    return (this.#checking ??= this.#startCheck());
  }

  /** From now on nothing is answered that was read before. */
  expire(): void {
    this.#checkedAt = -Infinity;
    this.#checking = null;
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  /** Only the latest check counts: one that was overtaken by {@link expire} still answers its callers, and changes nothing. */
  #startCheck(): Promise<Snapshot> {
    const checkedAt = performance.now();
    const check: Promise<Snapshot> = this.#connection.read((db) => this.#check(db)).then((snapshot) => {
      if (this.#checking === check) [this.#snapshot, this.#checkedAt] = [snapshot, checkedAt];
      return snapshot;
    });
    const done = (): void => {
      if (this.#checking === check) this.#checking = null;
    };
    check.then(done, done);
    return check;
  }

  /** The version is read before the tables: a change in between makes the next check read again. */
  async #check(db: EntityManager): Promise<Snapshot> {
    const version = await directoryVersion(db);
    if (this.#snapshot?.version === version) return this.#snapshot;
    return snapshotOf(version, new DirectoryIndex(await readDirectory(db)), await readCalendarTables(db));
  }
}

const snapshotOf = (version: string, index: DirectoryIndex, tables: CalendarTables): Snapshot => ({ version, index, tables, calendarOf: calendarsOf(tables) });

/** The calendar of each agency by the tables, made when it is first asked for. Agencies with equal tables share one: most do. */
export function calendarsOf(tables: CalendarTables): (agency: string) => WorkingCalendar {
  const byAgency = new Map<string, WorkingCalendar>();
  const byContent = new Map<string, WorkingCalendar>();
  return (agency) => {
    const known = byAgency.get(agency);
    if (known) return known;
    const data = calendarDataOf(tables, agency);
    const key = JSON.stringify([data.openingHours, data.closures]);
    const calendar = byContent.get(key) ?? buildCalendar(data);
    byContent.set(key, calendar);
    byAgency.set(agency, calendar);
    return calendar;
  };
}
