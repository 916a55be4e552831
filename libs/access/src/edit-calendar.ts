import { CalendarDataError, buildCalendar } from '#calendar';
import type { PutNationalDay } from '#contract';
import { type Clock, type Ids, type Principal, type Rejection, type Result, localDate, ok, reject, text } from '#kernel';
import { CLOCK, IDS, afterCommit } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, LessThan, MoreThanOrEqual, Or } from 'typeorm';
import { Agencies } from './agencies.js';
import { AgencyClosureRow, AgencyRow, NationalDayRow, OpeningHoursRow } from './directory.entities.js';
import { bumpDirectoryVersion } from './directory.repository.js';
import { canAdminister } from './permissions.js';

/** One session of a weekday as an administrator enters it. */
export interface WeeklySession {
  weekday: number;
  opens: string;
  closes: string;
}

export interface NewClosure {
  /** `null`: all agencies. */
  agency: string | null;
  from: Date;
  to: Date;
  reason: string;
  /** Number of the document that declares it. */
  document?: string | null;
}

/**
 * Changes of the calendar tables, for administrators. Each takes the transaction it is part of (made by `inTransaction`) and is
 * seen by this process when that has committed. Due instants already given do not move by themselves.
 */
@Injectable()
export class EditCalendar {
  constructor(
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Makes or replaces a day. `version` is the one the caller saw, where it wants to be told of a change in between. */
  async putNationalDay(tx: EntityManager, principal: Principal, date: string, input: PutNationalDay, version?: number): Promise<Result<NationalDayRow>> {
    const refused = refuseStranger(principal);
    if (refused) return refused;
    const known = await tx.findOne(NationalDayRow, { where: { date }, lock: { mode: 'pessimistic_write' } });
    if (version !== undefined && known?.version !== version) return staleDay(date);
    const row = { date, ...input, source: input.source ?? null, version: (known?.version ?? 0) + 1 };
    await tx.upsert(NationalDayRow, row, ['date']);
    await this.#changed(tx);
    return ok(row);
  }

  async removeNationalDay(tx: EntityManager, principal: Principal, date: string, version?: number): Promise<Result<void>> {
    const refused = refuseStranger(principal);
    if (refused) return refused;
    const known = await tx.findOne(NationalDayRow, { where: { date }, lock: { mode: 'pessimistic_write' } });
    if (known === null) return reject('not_found', text(`Ngày ${date} không có trong bảng ngày nghỉ`, `${date} is not in the table of national days`));
    if (version !== undefined && known.version !== version) return staleDay(date);
    await tx.delete(NationalDayRow, { date });
    await this.#changed(tx);
    return ok(undefined);
  }

  /**
   * The agency's week from a date on, which may not lie in the past: time that has been counted stays counted. What was to come
   * from that date is replaced.
   */
  async setOpeningHours(tx: EntityManager, principal: Principal, agency: string, validFrom: string, week: readonly WeeklySession[]): Promise<Result<void>> {
    const refused = refuseStranger(principal) ?? (await this.#refuseUnknown(tx, agency)) ?? this.#refuseWeek(validFrom, week);
    if (refused) return refused;
    await tx.delete(OpeningHoursRow, { agency, validFrom: MoreThanOrEqual(validFrom) });
    const until = dayBefore(validFrom);
    await tx.update(OpeningHoursRow, { agency, validFrom: LessThan(validFrom), validTo: Or(IsNull(), MoreThanOrEqual(validFrom)) }, { validTo: until });
    await tx.insert(OpeningHoursRow, week.map((session) => ({ id: this.ids.uuid(), agency, ...session, validFrom, validTo: null })));
    await this.#changed(tx);
    return ok(undefined);
  }

  /** Storms are declared afterwards too, so a closure may lie in the past. */
  async addClosure(tx: EntityManager, principal: Principal, closure: NewClosure): Promise<Result<{ id: string }>> {
    const refused = refuseStranger(principal) ?? (closure.agency === null ? null : await this.#refuseUnknown(tx, closure.agency));
    if (refused) return refused;
    const { agency, from, to, reason } = closure;
    if (!(from < to)) return invalid('to', text('phải sau thời điểm bắt đầu', 'must come after the beginning'));
    const id = this.ids.uuid();
    await tx.insert(AgencyClosureRow, { id, agency, startsAt: from, endsAt: to, reason, document: closure.document ?? null });
    await this.#changed(tx);
    return ok({ id });
  }

  async removeClosure(tx: EntityManager, principal: Principal, id: string): Promise<Result<void>> {
    const refused = refuseStranger(principal);
    if (refused) return refused;
    const { affected } = await tx.delete(AgencyClosureRow, { id });
    if (!affected) return reject('not_found', text('Không có đợt đóng cửa này', 'There is no such closure'));
    await this.#changed(tx);
    return ok(undefined);
  }

  async #changed(tx: EntityManager): Promise<void> {
    await bumpDirectoryVersion(tx);
    afterCommit(tx, () => this.agencies.refresh());
  }

  async #refuseUnknown(tx: EntityManager, agency: string): Promise<Refused | null> {
    if (await tx.existsBy(AgencyRow, { code: agency })) return null;
    return reject('agency_not_found', text(`Không có cơ quan "${agency}"`, `There is no agency "${agency}"`));
  }

  #refuseWeek(validFrom: string, week: readonly WeeklySession[]): Refused | null {
    if (validFrom < localDate(this.clock.now())) return invalid('validFrom', text('không được ở trong quá khứ', 'must not lie in the past'));
    if (week.length === 0) return invalid('openingHours', text('phải có ít nhất một buổi làm việc', 'must have at least one session'));
    try {
      buildCalendar({ openingHours: week.map((session) => ({ ...session, validFrom, validTo: null })), days: [], closures: [] });
      return null;
    } catch (error) {
      if (!(error instanceof CalendarDataError)) throw error;
      return invalid(error.path, text('giờ mở cửa không hợp lệ', 'is no valid session'));
    }
  }
}

type Refused = { ok: false; rejection: Rejection };

const refuseStranger = (principal: Principal): Refused | null =>
  canAdminister(principal) ? null : reject('not_allowed', text('Chỉ quản trị viên được sửa lịch làm việc', 'Only an administrator may change working calendars'));

const invalid = (path: string, message: Refused['rejection']['message']): Refused =>
  reject('invalid_input', text('Dữ liệu không hợp lệ', 'The input is not valid'), { errors: [{ path, message }] });

const staleDay = (date: string): Refused =>
  reject('stale_version', text(`Ngày ${date} đã được người khác thay đổi`, `${date} has been changed by somebody else`));

const dayBefore = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
