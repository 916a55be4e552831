import { LocalDate, TextSchema } from '#contract';
import { type Ids, randomIds } from '#kernel';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { AccountRow, PositionRow } from './account.entities.js';
import { AgencyRow, NationalDayRow, OpeningHoursRow, RoleRow, TerritoryRow } from './directory.entities.js';
import { bumpDirectoryVersion } from './directory.repository.js';
import { hashPassword, isPassword } from './passwords.js';

const code = z.string().regex(/^[a-z0-9-]+$/);
const timeOfDay = z.string().regex(/^\d{2}:\d{2}$/);

/** A directory as a file: see `apps/cli/seed`. */
export const DirectorySeed = z.strictObject({
  about: TextSchema,
  unitCodesConfirmed: z.boolean(),
  territories: z.array(z.strictObject({ code, name: TextSchema, level: z.enum(['province', 'district', 'commune']), parent: code.nullable() })),
  roles: z.array(z.strictObject({ code, name: TextSchema })),
  /** Weeks by name, for agencies to refer to. */
  openingHours: z.record(z.string(), z.array(z.strictObject({ weekday: z.number().int().min(1).max(7), opens: timeOfDay, closes: timeOfDay }))),
  agencies: z.array(
    z.strictObject({
      code,
      name: TextSchema,
      kind: z.string().regex(/^[a-z_]+$/),
      function: code.nullable(),
      parent: code.nullable(),
      territory: code,
      unitCode: z.string(),
      hotline: z.string().nullable().optional(),
      hours: z.string(),
      validFrom: LocalDate,
      validTo: LocalDate.nullable().optional(),
      successor: code.nullable().optional(),
      /** Name of the demo officer of each role; the account is `<agency>.<role>`. */
      staff: z.record(code, z.string()),
    }),
  ),
  nationalDays: z.array(z.strictObject({ date: LocalDate, kind: z.enum(['off', 'make_up']), name: TextSchema, confirmed: z.boolean(), source: z.string() })),
});
export type DirectorySeed = z.infer<typeof DirectorySeed>;

export interface SeedOptions {
  /** Makes the demo accounts, and gives those there are this password; `null` leaves accounts alone. */
  demoPassword: string | null;
  now: Date;
  ids?: Ids;
}

/** What the seeding added. */
export interface SeedOutcome {
  agencies: number;
  accounts: number;
  nationalDays: number;
}

/**
 * Adds what the database does not have and changes nothing that is there: an administrator's edits survive every start. Opening
 * hours come with their agency; national days come by whole years, so that a day somebody removed stays removed. Fails with
 * `ZodError` when the file is wrong. Afterwards call `Agencies.refresh()`.
 */
export async function seedDirectory(tx: EntityManager, data: unknown, { demoPassword, now, ids = randomIds }: SeedOptions): Promise<SeedOutcome> {
  const seed = DirectorySeed.parse(data);
  await addMissing(tx, seed);
  const agencies = await addAgencies(tx, seed, ids);
  const nationalDays = await addNationalDays(tx, seed);
  const accounts = demoPassword === null ? 0 : await addDemoAccounts(tx, seed, demoPassword, now, ids);
  if (agencies + nationalDays + accounts > 0) await bumpDirectoryVersion(tx);
  return { agencies, accounts, nationalDays };
}

/** Whether this database has demo accounts, whose password was then set at an earlier start. */
export const hasDemoAccounts = (db: EntityManager): Promise<boolean> => db.existsBy(AccountRow, { demo: true });

async function addMissing(tx: EntityManager, seed: DirectorySeed): Promise<void> {
  const territories = seed.territories.map(({ name, ...rest }) => ({ ...rest, nameVi: name.vi, nameEn: name.en }));
  const roles = seed.roles.map(({ code, name }) => ({ code, nameVi: name.vi, nameEn: name.en }));
  await tx.createQueryBuilder().insert().into(TerritoryRow).values(territories).orIgnore().execute();
  await tx.createQueryBuilder().insert().into(RoleRow).values(roles).orIgnore().execute();
}

async function addAgencies(tx: EntityManager, seed: DirectorySeed, ids: Ids): Promise<number> {
  const known = new Set((await tx.find(AgencyRow, { select: { code: true } })).map((row) => row.code));
  const missing = seed.agencies.filter((agency) => !known.has(agency.code));
  const rows = missing.map(({ name, hours: _hours, staff: _staff, ...rest }) => ({
    ...rest,
    nameVi: name.vi,
    nameEn: name.en,
    unitCodeConfirmed: seed.unitCodesConfirmed,
    version: 1,
  }));
  await tx.insert(AgencyRow, rows);
  await tx.insert(OpeningHoursRow, missing.flatMap((agency) => openingHoursOf(seed, agency, ids)));
  return missing.length;
}

function openingHoursOf(seed: DirectorySeed, agency: DirectorySeed['agencies'][number], ids: Ids): OpeningHoursRow[] {
  const week = seed.openingHours[agency.hours];
  if (!week) throw new Error(`agency "${agency.code}" refers to opening hours "${agency.hours}", which the file does not have`);
  return week.map((session) => ({ id: ids.uuid(), agency: agency.code, ...session, validFrom: agency.validFrom, validTo: null }));
}

async function addNationalDays(tx: EntityManager, seed: DirectorySeed): Promise<number> {
  const known = new Set((await tx.find(NationalDayRow)).map(({ date }) => date.slice(0, 4)));
  const missing = seed.nationalDays.filter(({ date }) => !known.has(date.slice(0, 4)));
  await tx.insert(NationalDayRow, missing.map(({ name, ...day }) => ({ ...day, nameVi: name.vi, nameEn: name.en, version: 1 })));
  return missing.length;
}

/** All demo accounts share one password and therefore one hash, made once. */
async function addDemoAccounts(tx: EntityManager, seed: DirectorySeed, password: string, now: Date, ids: Ids): Promise<number> {
  const known = await tx.find(AccountRow, { select: { username: true, demo: true, passwordHash: true } });
  const passwordHash = await demoHash(tx, known, password);
  const usernames = new Set(known.map(({ username }) => username));
  const staff = seed.agencies.flatMap((agency) =>
    Object.entries(agency.staff).map(([role, name]) => ({ username: `${agency.code}.${role}`, name, agency: agency.code, role, validFrom: agency.validFrom })),
  );
  const missing = staff.filter(({ username }) => !usernames.has(username));
  await tx.insert(AccountRow, missing.map(({ username, name }) => ({ username, name, passwordHash, active: true, demo: true, failedAttempts: 0, createdAt: now })));
  await tx.insert(PositionRow, missing.map(({ username, agency, role, validFrom }) => ({ id: ids.uuid(), username, agency, role, validFrom, validTo: null })));
  return missing.length;
}

async function demoHash(tx: EntityManager, known: readonly AccountRow[], password: string): Promise<string> {
  const current = known.find(({ demo }) => demo)?.passwordHash;
  if (current !== undefined && (await isPassword(current, password))) return current;
  const passwordHash = await hashPassword(password);
  await tx.update(AccountRow, { demo: true }, { passwordHash });
  return passwordHash;
}
