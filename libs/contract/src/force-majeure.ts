import { z } from 'zod';
import { Instant, WorkedTime } from './budget.js';

const Why = z.string().trim().min(1).max(1000);

export const DeclareForceMajeure = z
  .strictObject({
    agencies: z.array(z.string().trim().min(1).max(120)).min(1).max(500),
    from: Instant,
    to: Instant.describe('Time that has passed already; for more, declare again'),
    reason: Why,
    document: Why.describe('Number and date of the decision'),
    dryRun: z.boolean().describe('True tells which dossiers would be concerned, and changes nothing'),
  })
  .meta({ id: 'DeclareForceMajeure' });
export type DeclareForceMajeure = z.infer<typeof DeclareForceMajeure>;

export const RevokeForceMajeure = z.strictObject({ reason: Why }).meta({ id: 'RevokeForceMajeure' });
export type RevokeForceMajeure = z.infer<typeof RevokeForceMajeure>;

/** Time that a declaration takes out of the net count; the gross count keeps it. */
export const ExcludedSpan = z.object({ declaration: z.uuid(), document: z.string(), reason: z.string(), agency: z.string(), agencyName: z.string(), from: Instant, to: Instant }).meta({ id: 'ExcludedSpan' });
export type ExcludedSpan = z.infer<typeof ExcludedSpan>;

/** Lateness with and without the excluded time, always together. */
export const NetLateness = z.object({ late: z.boolean(), overrun: WorkedTime, dueAt: Instant.nullable(), excluded: z.array(ExcludedSpan) }).meta({ id: 'NetLateness' });
export type NetLateness = z.infer<typeof NetLateness>;

export const ExcusedDossier = z
  .object({
    dossier: z.string(), agency: z.string(), agencyName: z.string(), dueAt: Instant, netDueAt: Instant, overrun: WorkedTime, netOverrun: WorkedTime, late: z.boolean(), netLate: z.boolean(),
    settled: z.boolean(),
  })
  .meta({ id: 'ExcusedDossier' });
export type ExcusedDossier = z.infer<typeof ExcusedDossier>;

const Summary = {
  id: z.uuid().nullable().describe('Null for a dry run, of which nothing is kept'),
  agencies: z.array(z.object({ agency: z.string(), agencyName: z.string() })),
  from: Instant, to: Instant, reason: z.string(), document: z.string(), by: z.string(), at: Instant,
  revoked: z.object({ by: z.string(), at: Instant, reason: z.string() }).nullable(),
  counts: z.object({
    dossiers: z.number().int().describe('Dossiers that were at one of the agencies meanwhile'),
    pending: z.number().int().describe('Of them those still to be recorded'),
    late: z.number().int().describe('Late, gross'),
    excused: z.number().int().describe('Late, but not net of the excluded time'),
  }),
};

export const ForceMajeureView = z.object({ ...Summary, items: z.array(ExcusedDossier).describe('The first 500, the excused first') }).meta({ id: 'ForceMajeure' });
export type ForceMajeureView = z.infer<typeof ForceMajeureView>;
export const ForceMajeureList = z.object({ items: z.array(z.object(Summary)), mayDeclare: z.boolean() }).meta({ id: 'ForceMajeureList' });
export type ForceMajeureList = z.infer<typeof ForceMajeureList>;

export const ExcusedList = z
  .object({ items: z.array(ExcusedDossier.extend({ declarations: z.array(z.object({ id: z.uuid(), document: z.string(), reason: z.string() })) })), next: z.string().nullable() })
  .meta({ id: 'ExcusedList', description: 'Dossiers that are late gross and not net, with what excuses them' });
export type ExcusedList = z.infer<typeof ExcusedList>;
