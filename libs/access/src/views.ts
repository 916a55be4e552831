import type { AgencyCalendarView, AgencyView, ClosureView, NationalDayView, PrincipalView } from '#contract';
import { type Language, type Principal, toIso } from '#kernel';
import type { Agency, Directory } from './directory.js';
import type { AgencyClosureRow, NationalDayRow } from './directory.entities.js';
import { type CalendarTables, calendarDataOf } from './directory.repository.js';
import { type AgencyKinds, canAdminister, canSupervise } from './permissions.js';

export function agencyView(directory: Directory, agency: Agency, language: Language): AgencyView {
  const { name, ...facts } = agency;
  const roles = directory.rolesAt(agency.code).map((code) => ({ code, name: roleName(directory, code, language) }));
  return { ...facts, name: name[language], roles };
}

export function principalView(directory: Directory, principal: Principal, language: Language): PrincipalView {
  const positions = principal.positions.map(({ agency, role }) => ({
    agency,
    agencyName: directory.get(agency)?.name[language] ?? agency,
    agencyKind: directory.get(agency)?.kind ?? '',
    role,
    roleName: roleName(directory, role, language),
  }));
  const kinds: AgencyKinds = new Map(principal.positions.map(({ agency }) => [agency, directory.get(agency)?.kind ?? '']));
  const { username, name } = principal;
  return { username, name, positions, supervises: canSupervise(principal, kinds), administers: canAdminister(principal) };
}

export function nationalDayView(day: NationalDayRow, language: Language): NationalDayView {
  const { date, kind, nameVi, nameEn, confirmed, source, version } = day;
  return { date, kind, name: language === 'vi' ? nameVi : nameEn, nameVi, nameEn, confirmed, source, version };
}

export const calendarView = (agency: string, tables: CalendarTables): AgencyCalendarView => ({
  agency,
  openingHours: calendarDataOf(tables, agency).openingHours.map((row) => ({ ...row })),
});

export const closureView = ({ id, agency, startsAt, endsAt, reason, document }: AgencyClosureRow): ClosureView => ({ id, agency, from: toIso(startsAt), to: toIso(endsAt), reason, document });

const roleName = (directory: Directory, code: string, language: Language): string => directory.role(code)?.name[language] ?? code;
