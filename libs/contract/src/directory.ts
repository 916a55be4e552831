import { z } from 'zod';
import { LocalDate } from './budget.js';

export const AGENCY_KINDS = [
  'commune', 'district_office', 'land_registry', 'tax', 'police_district', 'police_commune', 'insurance', 'one_stop_desk', 'leadership',
] as const;

export const AgencyView = z
  .object({
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    function: z.string().nullable(),
    parent: z.string().nullable(),
    territory: z.string(),
    unitCode: z.string(),
    hotline: z.string().nullable(),
    validFrom: LocalDate,
    validTo: LocalDate.nullable(),
    successor: z.string().nullable(),
    roles: z.array(z.object({ code: z.string(), name: z.string() })),
  })
  .meta({ id: 'Agency' });
export type AgencyView = z.infer<typeof AgencyView>;

export const AgencyList = z.object({ items: z.array(AgencyView), next: z.string().nullable() }).meta({ id: 'AgencyList' });
export type AgencyList = z.infer<typeof AgencyList>;

export const SignIn = z.strictObject({ username: z.string().min(1).max(100), password: z.string().min(1).max(200) }).meta({ id: 'SignIn' });
export type SignIn = z.infer<typeof SignIn>;

export const PositionView = z.object({ agency: z.string(), agencyName: z.string(), agencyKind: z.string(), role: z.string(), roleName: z.string() }).meta({ id: 'Position' });
export const PrincipalView = z
  .object({ username: z.string(), name: z.string(), positions: z.array(PositionView), supervises: z.boolean(), administers: z.boolean() })
  .meta({ id: 'Principal' });
export type PrincipalView = z.infer<typeof PrincipalView>;

export const SessionView = z.object({ token: z.string(), expiresAt: z.string(), principal: PrincipalView }).meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;

export const NationalDayView = z
  .object({ date: LocalDate, kind: z.enum(['off', 'make_up']), name: z.string(), nameVi: z.string(), nameEn: z.string(), confirmed: z.boolean(), source: z.string().nullable(), version: z.number().int() })
  .meta({ id: 'NationalDay' });
export type NationalDayView = z.infer<typeof NationalDayView>;

export const NationalDayList = z.object({ items: z.array(NationalDayView) }).meta({ id: 'NationalDayList' });

export const PutNationalDay = z
  .strictObject({ kind: z.enum(['off', 'make_up']), nameVi: z.string().min(1).max(200), nameEn: z.string().min(1).max(200), confirmed: z.boolean(), source: z.string().max(500).nullable().optional() })
  .meta({ id: 'PutNationalDay' });
export type PutNationalDay = z.infer<typeof PutNationalDay>;

export const OpeningHoursView = z
  .object({ weekday: z.number().int(), opens: z.string(), closes: z.string(), validFrom: LocalDate, validTo: LocalDate.nullable() })
  .meta({ id: 'OpeningHours' });
export const AgencyCalendarView = z.object({ agency: z.string(), openingHours: z.array(OpeningHoursView) }).meta({ id: 'AgencyCalendar' });
export type AgencyCalendarView = z.infer<typeof AgencyCalendarView>;

const MergerWhy = z.string().trim().min(1).max(1000);
export const MergeAgency = z
  .strictObject({
    into: z.string().trim().min(1).max(120).describe('The agency that takes over'),
    effectiveFrom: LocalDate.describe('First day on which the other agency answers for everything'),
    document: MergerWhy.describe('Number and date of the decision'),
    staff: z.boolean().default(true).describe('Posts at the agency that ends go on at the other; without them work that somebody had taken up is open again'),
    dryRun: z.boolean().default(false).describe('True tells how much would pass over, and changes nothing'),
  })
  .meta({ id: 'MergeAgency' });
export type MergeAgency = z.infer<typeof MergeAgency>;

export const MergerView = z
  .object({
    id: z.uuid().nullable().describe('Null for a dry run, of which nothing is kept'),
    agency: z.string(), agencyName: z.string(), into: z.string(), intoName: z.string(), effectiveFrom: z.string(), document: z.string(), staff: z.boolean(),
    open: z.number().int().describe('Dossiers of which something is still open at the agency that ends'), passed: z.number().int().describe('Dossiers that have passed over'),
    done: z.boolean(), by: z.string(), at: z.string(),
  })
  .meta({ id: 'Merger' });
export type MergerView = z.infer<typeof MergerView>;
export const MergerList = z.object({ items: z.array(MergerView) }).meta({ id: 'MergerList' });
export type MergerList = z.infer<typeof MergerList>;
