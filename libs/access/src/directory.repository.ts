import { type CalendarData } from '#calendar';
import { toIso, text } from '#kernel';
import type { EntityManager } from 'typeorm';
import { AccountRow, DelegationRow, PositionRow } from './account.entities.js';
import type { Agency, DirectoryTables } from './directory.js';
import { AgencyClosureRow, AgencyRow, NationalDayRow, OpeningHoursRow, RoleRow, TerritoryRow } from './directory.entities.js';

/** All tables that every agency's calendar is made of. */
export interface CalendarTables {
  openingHours: OpeningHoursRow[];
  days: NationalDayRow[];
  closures: AgencyClosureRow[];
}

/** Counts up with every change of agencies, positions, hours, days or closures. */
export async function directoryVersion(db: EntityManager): Promise<string> {
  const [row] = await db.query<{ version: string }[]>('select version from directory_version');
  return row!.version;
}

/** To be called in the transaction of every such change. */
export async function bumpDirectoryVersion(tx: EntityManager): Promise<void> {
  await tx.query('update directory_version set version = version + 1');
}

export async function readDirectory(db: EntityManager): Promise<DirectoryTables> {
  const territories = await db.find(TerritoryRow);
  const agencies = await db.find(AgencyRow);
  const roles = await db.find(RoleRow);
  const people = await db.find(AccountRow, { select: { username: true, name: true }, where: { active: true } });
  const active = new Set(people.map(({ username }) => username));
  const positions = await db.find(PositionRow);
  const delegations = await db.find(DelegationRow);
  return {
    territories: territories.map((row) => ({ code: row.code, name: text(row.nameVi, row.nameEn), level: row.level, parent: row.parent })),
    agencies: agencies.map(toAgency),
    roles: roles.map((row) => ({ code: row.code, name: text(row.nameVi, row.nameEn) })),
    people: people.map(({ username, name }) => ({ username, name })),
    positions: positions.filter(({ username }) => active.has(username)),
    delegations: delegations.map(({ agency, role, fromUsername, toUsername, startsAt, endsAt }) => ({ agency, role, from: fromUsername, to: toUsername, startsAt, endsAt })),
  };
}

export async function readCalendarTables(db: EntityManager): Promise<CalendarTables> {
  return {
    openingHours: await db.find(OpeningHoursRow, { order: { weekday: 'ASC', opens: 'ASC', validFrom: 'ASC' } }),
    days: await db.find(NationalDayRow, { order: { date: 'ASC' } }),
    closures: await db.find(AgencyClosureRow, { order: { startsAt: 'ASC', id: 'ASC' } }),
  };
}

/** What concerns one agency: its hours, the days of the country, the closures of its own and of everybody. */
export function calendarDataOf(tables: CalendarTables, agency: string): CalendarData {
  return {
    openingHours: tables.openingHours
      .filter((row) => row.agency === agency)
      .map(({ weekday, opens, closes, validFrom, validTo }) => ({ weekday, opens: opens.slice(0, 5), closes: closes.slice(0, 5), validFrom, validTo })),
    days: tables.days.map(({ date, kind, confirmed, nameVi, nameEn }) => ({ date, kind, confirmed, name: text(nameVi, nameEn) })),
    closures: tables.closures
      .filter((row) => row.agency === null || row.agency === agency)
      .map(({ startsAt, endsAt, reason }) => ({ from: toIso(startsAt), to: toIso(endsAt), reason })),
  };
}

const toAgency = (row: AgencyRow): Agency => ({
  code: row.code,
  name: text(row.nameVi, row.nameEn),
  kind: row.kind,
  function: row.function,
  parent: row.parent,
  territory: row.territory,
  unitCode: row.unitCode,
  hotline: row.hotline,
  validFrom: row.validFrom,
  validTo: row.validTo,
  successor: row.successor,
});
