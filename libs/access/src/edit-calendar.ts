import { CalendarDataError, type WorkingCalendar, buildCalendar } from '#calendar';
import type { CalendarEdit } from '#contract';
import { type Clock, type Ids, type Principal, type Rejection, type Result, localDate, ok, reject, text } from '#kernel';
import { CLOCK, IDS, afterCommit } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Agencies } from './agencies.js';
import { type Reach, editTables, reachOf } from './calendar-edits.js';
import { AgencyClosureRow, NationalDayRow, OpeningHoursRow } from './directory.entities.js';
import { calendarsOf } from './directory-cache.js';
import { type CalendarTables, bumpDirectoryVersion, readCalendarTables } from './directory.repository.js';
import { canAdminister } from './permissions.js';

/** Edits that were found possible, and what they come to. */
export interface PreparedEdits {
  before: CalendarTables;
  after: CalendarTables;
  /** Whom and when each edit concerns, in the order of the edits. */
  reaches: Reach[];
  /** The working time of an agency once the edits are made. */
  calendarOf(agency: string): WorkingCalendar;
}

/**
 * Changes of the calendar tables, for administrators: national days, opening hours (for good or for a season), closures. What they do to
 * deadlines that run is counted by the room of deadlines.
 */
@Injectable()
export class EditCalendar {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** What the edits would come to, one after the other. Writes nothing. `version`: of the one national day that is edited, as its editor saw it. */
  async prepare(principal: Principal, edits: readonly CalendarEdit[], document: string, version?: number, db: EntityManager = this.database.manager): Promise<Result<PreparedEdits>> {
    if (!canAdminister(principal)) return reject('not_allowed', text('Chỉ quản trị viên được sửa lịch làm việc', 'Only an administrator may change working calendars'));
    const before = await readCalendarTables(db);
    const reaches: Reach[] = [];
    let after = before;
    for (const [at, edit] of edits.entries()) {
      const refused = this.#refuseDay(edit, after, version) ?? (await this.#refuse(edit, after, `changes.${at}`));
      if (refused) return refused;
      reaches.push(reachOf(edit, after));
      after = editTables(after, edit, this.ids, document);
    }
    return ok({ before, after, reaches, calendarOf: calendarsOf(after) });
  }

  /** Makes the edits in the caller's transaction; this process sees them when that has committed. Edits wait for each other. */
  async apply(tx: EntityManager, principal: Principal, edits: readonly CalendarEdit[], document: string, version?: number): Promise<Result<PreparedEdits>> {
    await bumpDirectoryVersion(tx);
    const prepared = await this.prepare(principal, edits, document, version, tx);
    if (!prepared.ok) return prepared;
    const { before, after } = prepared.value;
    await replace(tx, NationalDayRow, 'date', before.days, after.days);
    await replace(tx, OpeningHoursRow, 'id', before.openingHours, after.openingHours);
    await replace(tx, AgencyClosureRow, 'id', before.closures, after.closures);
    afterCommit(tx, () => this.agencies.refresh());
    return prepared;
  }

  #refuseDay(edit: CalendarEdit, { days }: CalendarTables, version: number | undefined): Refused | null {
    if (edit.kind !== 'national_day') return null;
    const known = days.find(({ date }) => date === edit.date);
    if (edit.day === null && !known) return reject('not_found', text(`Ngày ${edit.date} không có trong bảng ngày nghỉ`, `${edit.date} is not in the table of national days`));
    if (version === undefined || known?.version === version) return null;
    return reject('stale_version', text(`Ngày ${edit.date} đã được người khác thay đổi`, `${edit.date} has been changed by somebody else`));
  }

  async #refuse(edit: CalendarEdit, tables: CalendarTables, path: string): Promise<Refused | null> {
    switch (edit.kind) {
      case 'national_day':
        return null;
      case 'opening_hours':
        return (await this.#refuseUnknown(edit.agency)) ?? this.#refuseWeek(edit, path);
      case 'closure':
        if (!(Date.parse(edit.from) < Date.parse(edit.to))) return invalid(`${path}.to`, text('phải sau thời điểm bắt đầu', 'must come after the beginning'));
        return edit.agency === null ? null : this.#refuseUnknown(edit.agency);
      case 'closure_removed':
        return tables.closures.some(({ id }) => id === edit.id) ? null : reject('not_found', text('Không có đợt đóng cửa này', 'There is no such closure'));
    }
  }

  async #refuseUnknown(agency: string): Promise<Refused | null> {
    if (await this.agencies.get(agency)) return null;
    return reject('agency_not_found', text(`Không có cơ quan "${agency}"`, `There is no agency "${agency}"`));
  }

  /** Hours may not be changed for the past: time that has been counted stays counted. Storms are declared afterwards too, so a closure may. */
  #refuseWeek({ validFrom, validTo, week }: Extract<CalendarEdit, { kind: 'opening_hours' }>, path: string): Refused | null {
    if (validFrom < localDate(this.clock.now())) return invalid(`${path}.validFrom`, text('không được ở trong quá khứ', 'must not lie in the past'));
    if (validTo !== null && validTo < validFrom) return invalid(`${path}.validTo`, text('phải sau ngày bắt đầu', 'must come after the first day'));
    try {
      buildCalendar({ openingHours: week.map((session) => ({ ...session, validFrom, validTo })), days: [], closures: [] });
      return null;
    } catch (error) {
      if (!(error instanceof CalendarDataError)) throw error;
      return invalid(`${path}.${error.path.replace('openingHours', 'week')}`, text('giờ mở cửa không hợp lệ', 'is no valid session'));
    }
  }
}

type Refused = { ok: false; rejection: Rejection };

const invalid = (path: string, message: Refused['rejection']['message']): Refused =>
  reject('invalid_input', text('Dữ liệu không hợp lệ', 'The input is not valid'), { errors: [{ path, message }] });

/** Removes rows that are gone, inserts new ones and rewrites those that differ. */
async function replace<T extends object, K extends keyof T & string>(tx: EntityManager, entity: new () => T, key: K, before: readonly T[], after: readonly T[]): Promise<void> {
  const [old, fresh] = [before, after].map((rows) => new Map(rows.map((row) => [row[key], row]))) as [Map<T[K], T>, Map<T[K], T>];
  const gone = [...old.keys()].filter((id) => !fresh.has(id));
  const changed = [...fresh].filter(([id, row]) => old.get(id) !== row).map(([, row]) => row);
  if (gone.length > 0) await tx.delete(entity, gone);
  if (changed.length > 0) await tx.save(entity, changed.map((row) => Object.assign(new entity(), row)));
}
