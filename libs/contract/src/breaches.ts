import { z } from 'zod';
import { APOLOGY_STATES } from './apologies.js';
import { Instant, WorkedTime } from './budget.js';
import { CONTEST_STATES } from './contests.js';

/** What was late: a whole dossier, or one step of it. */
export const BREACH_LEVELS = ['dossier', 'task'] as const;
export type BreachLevel = (typeof BREACH_LEVELS)[number];

export const BREACH_SORTS = ['overrun', 'net', 'due', 'dossier'] as const;
export type BreachSort = (typeof BREACH_SORTS)[number];

const Count = z.number().int().min(0);
const Facet = z.array(z.object({ code: z.string(), name: z.string(), count: Count }));

export const BreachView = z
  .object({
    id: z.string(), level: z.enum(BREACH_LEVELS), dossier: z.string(), procedure: z.string(), procedureName: z.string(), field: z.string().nullable(),
    step: z.string().nullable().describe('Name of the step; null for the whole dossier'),
    agency: z.string().describe('Who received the dossier'), agencyName: z.string(),
    dueAt: Instant.nullable().describe('Late since'), endedAt: Instant.nullable().describe('When it was settled or done; null while it is open'),
    overrun: WorkedTime.describe('Gross: nothing left out; until the end of the period while it is open'),
    net: z.object({ late: z.boolean(), overrun: WorkedTime, documents: z.array(z.string()) }).describe('Without the time excluded by force majeure, and by which documents'),
    shares: z.array(z.object({ agency: z.string().describe('Empty: no agency answers for it, by the document'), agencyName: z.string(), share: z.number(), overrun: WorkedTime, document: z.string().nullable() })).describe('Whose the lateness is, as decided where a share was contested; the shares add up to 1'),
    holders: z.array(z.object({ agency: z.string(), agencyName: z.string(), username: z.string().nullable(), name: z.string().nullable(), role: z.string(), roleName: z.string() })).describe('Who had it in hand when the due instant passed; no name where nobody had taken it up'),
    apology: z.enum(APOLOGY_STATES).nullable(),
    contest: z.enum(CONTEST_STATES).nullable().describe('How the last contest of a share stands; open as long as one is'),
  })
  .meta({ id: 'Breach' });
export type BreachView = z.infer<typeof BreachView>;

export const BreachList = z
  .object({
    from: Instant, to: Instant.describe('Not later than now'),
    totals: z.object({ dossiers: Count, openDossiers: Count, netDossiers: Count, steps: Count, openSteps: Count }).describe('Of all pages'),
    agencies: Facet.describe('Agencies charged'), fields: Facet, procedures: Facet, officers: Facet,
    items: z.array(BreachView), next: z.number().int().nullable().describe('Give it as `after`'),
  })
  .meta({ id: 'BreachList', description: 'What was late in a period, settled or still open, and why' });
export type BreachList = z.infer<typeof BreachList>;
