import { z } from 'zod';
import { DEADLINE_SUBJECTS } from './ladders.js';
import { BudgetSchema, Instant, WorkedTime } from './budget.js';
import { NetLateness } from './force-majeure.js';

export const DEADLINE_STATES = ['running', 'stopped', 'met', 'missed', 'cancelled'] as const;
export type DeadlineState = (typeof DEADLINE_STATES)[number];

export const DeadlineView = z
  .object({
    id: z.uuid(),
    subject: z.object({ kind: z.enum(DEADLINE_SUBJECTS), ref: z.string(), name: z.string() }),
    dossier: z.string(),
    procedureName: z.string(),
    agency: z.string(),
    agencyName: z.string(),
    role: z.string().nullable(),
    budget: BudgetSchema,
    startedAt: Instant,
    dueAt: Instant,
    endedAt: Instant.nullable(),
    state: z.enum(DEADLINE_STATES),
    overrun: WorkedTime.describe('Gross: nothing left out'),
    net: NetLateness.describe('The same without the time excluded by force majeure'),
    atFault: z.array(z.object({ agency: z.string().describe('Empty where by a decision no agency answers for the part'), agencyName: z.string(), share: z.number() })),
    decided: z.boolean().describe('Whether a decision on a contest changed who answers'),
    rungs: z.array(
      z.object({ rung: z.string(), name: z.string(), at: Instant, firedAt: Instant.nullable(), to: z.array(z.string()), toNames: z.array(z.string()), action: z.string() }),
    ),
  })
  .meta({ id: 'Deadline' });
export type DeadlineView = z.infer<typeof DeadlineView>;
export const DeadlineList = z.object({ items: z.array(DeadlineView), next: z.string().nullable() }).meta({ id: 'DeadlineList' });
export type DeadlineList = z.infer<typeof DeadlineList>;

const counts = <K extends string>(...keys: K[]) => z.object(Object.fromEntries(keys.map((k) => [k, z.number().int()])) as Record<K, z.ZodNumber>);

export const SettlementRow = z
  .object({
    key: z.string(),
    name: z.string(),
    received: counts('total', 'online', 'direct', 'carriedOver'),
    settled: counts('total', 'early', 'onTime', 'late'),
    pending: counts('total', 'inTime', 'late'),
    imported: counts('received', 'settled', 'pending').describe('Of these, from registers of other systems'),
    net: counts('settledLate', 'pendingLate').describe('Late, less those that force majeure excuses; the columns beside stay gross'),
    excused: counts('settledLate', 'pendingLate').describe('Late gross and not net: what is late gross is net and excused together'),
  })
  .meta({ id: 'SettlementRow', description: 'One row of Biểu 06/VPCP/KSTT; unit: dossiers' });
export type SettlementRow = z.infer<typeof SettlementRow>;

export const SettlementReport = z
  .object({
    from: Instant,
    to: Instant,
    by: z.enum(['agency', 'field', 'procedure', 'officer']),
    ledgerPosition: z.number().int(),
    digest: z
      .string()
      .describe('SHA-256 over the canonical JSON (RFC 8785) of period, arrangement, filters, ledger position, identities and all figures without names, so it is the same in every language. Net figures are in it where they differ from the gross ones'),
    identities: z.array(z.object({ name: z.string(), holds: z.boolean() })),
    rows: z.array(SettlementRow),
    total: SettlementRow,
    documents: z.array(z.object({ document: z.string(), dossiers: z.number().int() })).describe('Documents by which late dossiers are excused'),
    passages: z.array(z.object({ from: z.string(), to: z.string(), document: z.string(), dossiers: z.number().int() })).describe('Open dossiers that passed from an agency that ended to another in the period'),
  })
  .meta({ id: 'SettlementReport' });
export type SettlementReport = z.infer<typeof SettlementReport>;

export const NoticeView = z
  .object({ id: z.uuid(), kind: z.string(), dossier: z.string().nullable(), body: z.string(), agency: z.string().nullable(), role: z.string().nullable(), createdAt: Instant, readAt: Instant.nullable() })
  .meta({ id: 'Notice' });
export type NoticeView = z.infer<typeof NoticeView>;
export const NoticeList = z.object({ items: z.array(NoticeView), next: z.string().nullable(), unread: z.number().int() }).meta({ id: 'NoticeList' });
export type NoticeList = z.infer<typeof NoticeList>;

export const MoveClock = z
  .union([
    z.strictObject({ to: Instant }),
    z.strictObject({ advance: z.string().regex(/^P(?=.)(\d{1,6}W)?(\d{1,6}D)?(T(?=\d)(\d{1,6}H)?(\d{1,6}M)?(\d{1,6}S)?)?$/, 'ISO 8601 duration of weeks, days, hours, minutes, seconds') }),
  ])
  .meta({ id: 'MoveClock' });
export type MoveClock = z.infer<typeof MoveClock>;
export const ClockView = z.object({ now: Instant, simulated: z.boolean(), fired: z.number().int().optional() }).meta({ id: 'Clock' });
export type ClockView = z.infer<typeof ClockView>;

export const Problem = z
  .object({
    type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(), code: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document' });
export type Problem = z.infer<typeof Problem>;
