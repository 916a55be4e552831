import { z } from 'zod';
import { Instant, LocalDate } from './budget.js';

const Count = z.number().int().min(0);
const Late = z.object({ gross: Count, net: Count });
const Period = z.object({ from: Instant, to: Instant, received: Count, settled: Count, settledLate: Late, late: Late.describe('Settled late in the period, or open and late at its end') });
const Group = z.array(z.object({ name: z.string(), answers: Count, satisfied: z.number() }));
const Slow = z.array(z.object({ code: z.string(), name: z.string(), settled: Count, late: Count, share: z.number() }));

export const LateTarget = z
  .object({ agency: z.string(), agencyName: z.string(), share: z.number(), validFrom: LocalDate, document: z.string(), setBy: z.string(), setAt: Instant })
  .meta({ id: 'LateTarget', description: 'The share of late dossiers that an agency has set itself by a document; no limit of the law' });
export type LateTarget = z.infer<typeof LateTarget>;

export const LateTargetList = z.object({ items: z.array(LateTarget).describe('Newest first') }).meta({ id: 'LateTargetList' });
export type LateTargetList = z.infer<typeof LateTargetList>;

export const SetLateTarget = z
  .strictObject({
    agency: z.string().min(1).max(120), share: z.number().min(0).max(1), validFrom: LocalDate,
    document: z.string().trim().min(1).max(1000).describe('Number and date of the document that orders it'),
  })
  .meta({ id: 'SetLateTarget' });
export type SetLateTarget = z.infer<typeof SetLateTarget>;

export const ChairmanView = z
  .object({
    at: Instant, agency: z.string().nullable().describe('Null: the whole district'), agencyName: z.string(),
    week: Period, month: Period,
    open: z.object({ total: Count, late: Count, lateNet: Count, today: Count, near: Count, stopped: Count, waiting: Count }),
    faults: z.array(z.object({ agency: z.string(), agencyName: z.string(), dossiers: Count, hours: z.number(), share: z.number() })).describe('Late dossiers of the month by the agency at fault; shares of the hours'),
    procedures: Slow.describe('The five with most late this month'), communes: Slow,
    land: z.object({ total: Count, late: Count, sentToTax: Count, awaitingPayment: Count, toPrint: Count }),
    work: z.object({
      toSign: Count.describe('Steps waiting for the reader as a leader'), apologies: Count, approvals: Count.describe('Revisions of procedures to approve'), modifications: Count.describe('Requested changes of dossiers to confirm'), declarations: Count.describe('Declarations of force majeure that touch this month'),
      contests: Count.describe('Contests of shares of lateness to decide'), alerts: Count.describe('Findings of the guards that nobody has explained'),
    }),
    satisfaction: z.object({ answers: Count, satisfied: z.number().describe('Share of faces 3 and 4'), fields: Group, ages: Group }).nullable().describe('Of the citizens who answered this month; null while nobody has'),
    trend: z.array(z.object({ month: z.string(), settled: Count, late: Late, target: z.number().nullable() })).describe('The last six months, the present one last'),
    target: LateTarget.nullable(),
    maySetTarget: z.boolean(), mayDeclare: z.boolean(),
  })
  .meta({ id: 'ChairmanView', description: 'One page for who leads: this week and this month, gross and net, and whose the lateness is' });
export type ChairmanView = z.infer<typeof ChairmanView>;
