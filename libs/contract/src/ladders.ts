import { z } from 'zod';
import { Instant, LocalDate, TextSchema } from './budget.js';
import { told } from './told.js';

export const RUNG_ACTIONS = ['notify', 'reassign', 'raise_priority', 'apologise', 'call', 'escalate'] as const;
export type RungAction = (typeof RUNG_ACTIONS)[number];

/** What a deadline measures: a dossier, a step, or how long a receiver may take to acknowledge a hand-over. */
export const DEADLINE_SUBJECTS = ['dossier', 'task', 'hand_over'] as const;
export type DeadlineSubject = (typeof DEADLINE_SUBJECTS)[number];

/** Who a rung reaches, as a relation to the deadline; see `Offices`. */
export const RECIPIENTS = ['holder', 'agency_leader', 'desk', 'desk_leader', 'desk_head', 'chairman'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

export const DIGESTS = ['none', 'half_day', 'day'] as const;
export type Digest = (typeof DIGESTS)[number];

const LadderCode = z.string().regex(/^[a-z0-9-]{1,60}$/, 'lower case letters, digits and hyphens');
const Why = z.string().trim().min(1).max(1000);

export const RungSpec = z
  .strictObject({
    rung: LadderCode,
    name: TextSchema,
    at: z.union([
      z.strictObject({ share: z.number().positive().max(1).describe('Share of the budget used') }),
      z.strictObject({ days: z.number().min(-60).max(60).describe('Working days before (negative) or after due') }),
      z.strictObject({ hours: z.number().min(-480).max(480).describe('Working hours before (negative) or after due') }),
    ]),
    subjects: z.array(z.enum(DEADLINE_SUBJECTS)).min(1).max(DEADLINE_SUBJECTS.length),
    to: z.array(z.enum(RECIPIENTS)).min(1).max(RECIPIENTS.length),
    action: z.enum(RUNG_ACTIONS),
  })
  .meta({ id: 'RungSpec' });
export type RungSpec = z.infer<typeof RungSpec>;

const Rungs = z
  .array(RungSpec).min(1).max(30)
  .refine((rungs) => new Set(rungs.map(({ rung }) => rung)).size === rungs.length, told('hai bậc trùng mã', 'two rungs have the same code'))
  .refine((rungs) => rungs.every(({ subjects, action }) => action !== 'apologise' || subjects.every((one) => one === 'dossier')), told('thư xin lỗi là của hồ sơ, không phải của bước', 'an apology is of a dossier, not of a step'))
  .refine((rungs) => rungs.every(({ subjects, action }) => !['reassign', 'raise_priority'].includes(action) || subjects.every((one) => one === 'task')), told('chỉ bước mới chuyển người làm hoặc nâng ưu tiên được', 'only a step can be reassigned or given priority'));

const Ways = {
  quiet: z.boolean().default(false).describe('What falls outside the opening hours of who is told waits for the next opening'),
  digest: z.enum(DIGESTS).default('none').describe('Reminders of one post gathered into one message a half-day or a day'),
};

export const PutLadder = z
  .strictObject({
    name: TextSchema,
    rungs: Rungs,
    ...Ways,
    validFrom: LocalDate.optional().describe('First day on which new deadlines are armed with it; now, unless said'),
    document: Why.describe('Number and date of the document that orders the change'),
    open: z.enum(['keep', 'change']).default('keep').describe('Deadlines that run keep the version they were armed with, or are changed to this one by the order'),
  })
  .meta({ id: 'PutLadder' });
export type PutLadder = z.infer<typeof PutLadder>;

export const LadderView = z
  .object({
    code: z.string(), version: z.number().int(), name: TextSchema, rungs: z.array(RungSpec), quiet: z.boolean(), digest: z.enum(DIGESTS),
    validFrom: Instant, document: z.string(), changedBy: z.string(), changedAt: Instant,
    running: z.number().int().describe('Deadlines that run with this version'),
  })
  .meta({ id: 'Ladder' });
export type LadderView = z.infer<typeof LadderView>;

export const LadderList = z.object({ items: z.array(LadderView).describe('The versions in force') }).meta({ id: 'LadderList' });
export type LadderList = z.infer<typeof LadderList>;

export const LadderHistory = z.object({ items: z.array(LadderView).describe('Newest first') }).meta({ id: 'LadderHistory' });
export type LadderHistory = z.infer<typeof LadderHistory>;

export const PreviewLadder = z
  .strictObject({ rungs: Rungs, ...Ways, from: Instant.optional().describe('A week ago, unless said'), to: Instant.optional().describe('Now, unless said') })
  .meta({ id: 'PreviewLadder' });
export type PreviewLadder = z.infer<typeof PreviewLadder>;

const Told = z.object({ agency: z.string(), agencyName: z.string(), role: z.string(), roleName: z.string() });

export const LadderPreview = z
  .object({
    from: Instant,
    to: Instant,
    deadlines: z.number().int().describe('Deadlines of the time looked at'),
    fired: z.number().int().describe('Rungs that did fire then'),
    would: z.number().int().describe('Rungs that would have fired'),
    posts: z.array(Told.extend({ rungs: z.number().int(), messages: z.number().int().describe('After quiet hours and digest') })),
    items: z.array(z.object({ at: Instant, rung: z.string(), name: z.string(), action: z.enum(RUNG_ACTIONS), dossier: z.string(), subject: z.enum(DEADLINE_SUBJECTS), agency: z.string(), agencyName: z.string(), dueAt: Instant, to: z.array(Told) })).describe('The first 500, by instant'),
  })
  .meta({ id: 'LadderPreview' });
export type LadderPreview = z.infer<typeof LadderPreview>;

export const RUNG_ANSWERS = ['acknowledged', 'snoozed'] as const;

export const SnoozeRung = z.strictObject({ until: Instant, reason: Why }).meta({ id: 'SnoozeRung' });
export type SnoozeRung = z.infer<typeof SnoozeRung>;
export const AcknowledgeRung = z.strictObject({ reason: Why.optional() }).meta({ id: 'AcknowledgeRung' });
export type AcknowledgeRung = z.infer<typeof AcknowledgeRung>;

/** What became of telling a post: its notice is read or not yet, waits for opening hours or a digest, was told in a digest; or nobody held the post. */
export const RUNG_DELIVERIES = ['read', 'unread', 'told', 'held', 'nobody'] as const;
export type RungDelivery = (typeof RUNG_DELIVERIES)[number];

export const RungLogEntry = z
  .object({
    deadline: z.uuid(), dossier: z.string(), subject: z.enum(DEADLINE_SUBJECTS), name: z.string(), rung: z.string(), rungName: z.string(), action: z.string(),
    at: Instant, firedAt: Instant, dueAt: Instant, agency: z.string(), agencyName: z.string(), ladder: z.string(), version: z.number().int(), to: z.array(Told.extend({ delivery: z.enum(RUNG_DELIVERIES) })),
    answers: z.array(z.object({ kind: z.enum(RUNG_ANSWERS), by: z.string(), byName: z.string(), at: Instant, reason: z.string().nullable(), until: Instant.nullable() })),
    mine: z.boolean().describe('The caller is one of those told, and may answer'),
  })
  .meta({ id: 'RungLogEntry' });
export type RungLogEntry = z.infer<typeof RungLogEntry>;
export const RungLog = z.object({ items: z.array(RungLogEntry), next: z.string().nullable() }).meta({ id: 'RungLog' });
export type RungLog = z.infer<typeof RungLog>;
