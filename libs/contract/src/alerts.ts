import { z } from 'zod';
import { Instant, LocalDate, TextSchema } from './budget.js';

/** The rules, in the order in which they are shown. */
export const GUARD_CODES = [
  'late-supplement', 'repeated-supplement', 'stop-undelivered', 'result-unsigned', 'reopened', 'receipt-delayed', 'step-backdated', 'closed-in-bulk', 'withdrawn-resubmitted', 'due-edited', 'collected-late',
  'survey-contradicts', 'hand-over-reversed',
] as const;
export type GuardCode = (typeof GUARD_CODES)[number];

export const SEVERITIES = ['low', 'medium', 'high'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The post that follows an alert up, as a relation to the agency where it happened. */
export const GUARD_OWNERS = ['agency_leader', 'desk_head', 'chairman'] as const;
export type GuardOwner = (typeof GUARD_OWNERS)[number];

/** `explained`: accepted as honest, a false alarm. `confirmed`: it was as it looked. Both wait for the superior's second look. */
export const ALERT_STATES = ['open', 'explained', 'confirmed'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

const Why = z.string().trim().min(1).max(2000);

export const ExplainAlert = z.strictObject({ reason: Why.describe('Why it was honest') }).meta({ id: 'ExplainAlert' });
export type ExplainAlert = z.infer<typeof ExplainAlert>;

export const ConfirmAlert = z
  .strictObject({ reason: Why.describe('What was established'), document: Why.describe('Number and date of the record or decision'), measures: Why.describe('What is done about it') })
  .meta({ id: 'ConfirmAlert' });
export type ConfirmAlert = z.infer<typeof ConfirmAlert>;

export const ReviewAlert = z.strictObject({ note: Why.optional() }).meta({ id: 'ReviewAlert' });
export type ReviewAlert = z.infer<typeof ReviewAlert>;

export const ReopenAlert = z.strictObject({ reason: Why }).meta({ id: 'ReopenAlert' });
export type ReopenAlert = z.infer<typeof ReopenAlert>;

export const AssignAlert = z.strictObject({ to: z.string().min(1).max(100).describe('Account of an owner or supervisor'), reason: Why.optional() }).meta({ id: 'AssignAlert' });
export type AssignAlert = z.infer<typeof AssignAlert>;

export const AskPerson = z.strictObject({ to: z.string().min(1).max(100).describe('Account of the person concerned'), question: Why }).meta({ id: 'AskPerson' });
export type AskPerson = z.infer<typeof AskPerson>;

export const AnswerQuestion = z.strictObject({ answer: Why }).meta({ id: 'AnswerQuestion' });
export type AnswerQuestion = z.infer<typeof AnswerQuestion>;

export const PutGuard = z
  .strictObject({
    enabled: z.boolean(),
    severity: z.enum(SEVERITIES),
    owner: z.enum(GUARD_OWNERS),
    thresholds: z.record(z.string(), z.number().finite()),
    document: Why.describe('Number and date of the document that orders the change'),
  })
  .meta({ id: 'PutGuard' });
export type PutGuard = z.infer<typeof PutGuard>;

export const ScanPeriod = z.strictObject({ from: LocalDate, to: LocalDate }).meta({ id: 'ScanPeriod' });
export type ScanPeriod = z.infer<typeof ScanPeriod>;

export const ScanView = z
  .object({ id: z.uuid(), from: LocalDate, to: LocalDate, state: z.enum(['waiting', 'running', 'done']), done: z.number().int(), total: z.number().int().describe('Dossiers'), found: z.number().int().describe('Alerts that nobody had found before'), at: Instant, by: z.string() })
  .meta({ id: 'GuardScan' });
export type ScanView = z.infer<typeof ScanView>;

const Person = z.object({ username: z.string(), name: z.string() });

/** A question put to a person, as that person sees it: nothing of rule or suspicion. */
export const QuestionView = z
  .object({ id: z.uuid(), dossier: z.string().nullable(), to: Person, question: z.string(), askedBy: z.string(), askedAt: Instant, answer: z.string().nullable(), answeredAt: Instant.nullable() })
  .meta({ id: 'AlertQuestion' });
export type QuestionView = z.infer<typeof QuestionView>;
export const QuestionList = z.object({ items: z.array(QuestionView) }).meta({ id: 'AlertQuestionList' });
export type QuestionList = z.infer<typeof QuestionList>;

const AlertRow = z.object({
  id: z.uuid(), rule: z.enum(GUARD_CODES), title: z.string(), severity: z.enum(SEVERITIES), state: z.enum(ALERT_STATES),
  dossier: z.string().nullable(), agency: z.string(), agencyName: z.string(), persons: z.array(Person), summary: z.string().describe('What was seen, in a sentence'),
  happenedAt: Instant, foundAt: Instant, owner: z.enum(GUARD_OWNERS), ownerName: z.string(), assignee: Person.nullable(), reviewed: z.boolean(), version: z.number().int(),
});

export const AlertList = z.object({ items: z.array(AlertRow), next: z.string().nullable(), open: z.number().int().describe('Open ones that the reader may see, whatever the filter') }).meta({ id: 'AlertList' });
export type AlertList = z.infer<typeof AlertList>;

export const AlertView = AlertRow.extend({
  explanation: z.string().describe('What the rule looks for and why'),
  ruleVersion: z.number().int(),
  evidence: z.array(z.object({ position: z.number().int(), dossier: z.string(), seq: z.number().int(), at: Instant, kind: z.string(), kindName: z.string(), actor: z.string(), actorName: z.string(), agency: z.string().nullable(), agencyName: z.string().nullable(), element: z.string().nullable() })),
  decision: z.object({ reason: z.string(), document: z.string().nullable(), measures: z.string().nullable(), by: Person, at: Instant, reviewedBy: Person.nullable(), reviewedAt: Instant.nullable() }).nullable(),
  questions: z.array(QuestionView),
  history: z.array(z.object({ at: Instant, kind: z.string(), kindName: z.string(), by: z.string(), text: z.string() })),
  actions: z.array(z.enum(['ask', 'assign', 'explain', 'confirm', 'review', 'reopen'])),
  assignees: z.array(Person),
}).meta({ id: 'Alert' });
export type AlertView = z.infer<typeof AlertView>;

export const GuardView = z
  .object({
    code: z.enum(GUARD_CODES), title: TextSchema, explanation: TextSchema, enabled: z.boolean(), severity: z.enum(SEVERITIES), owner: z.enum(GUARD_OWNERS), version: z.number().int().describe('0: as delivered, without an order'),
    thresholds: z.array(z.object({ name: z.string(), label: TextSchema, value: z.number(), delivered: z.number(), min: z.number(), max: z.number() })),
    document: z.string().nullable(), changedBy: z.string().nullable(), changedAt: Instant.nullable(),
    counts: z.object({ open: z.number().int(), explained: z.number().int(), confirmed: z.number().int(), reviewed: z.number().int() }),
    falseAlarms: z.number().nullable().describe('explained ÷ (explained + confirmed); null where nothing is decided'),
    weeks: z.array(z.object({ from: LocalDate, found: z.number().int() })).describe('Alerts by the week in which it happened, oldest first'),
    orders: z.array(z.object({ version: z.number().int(), enabled: z.boolean(), document: z.string(), by: z.string(), at: Instant })),
  })
  .meta({ id: 'Guard' });
export type GuardView = z.infer<typeof GuardView>;

export const GuardList = z.object({ items: z.array(GuardView), mayChange: z.boolean(), behind: z.number().int().describe('Entries of the ledger not yet looked at') }).meta({ id: 'GuardList' });
export type GuardList = z.infer<typeof GuardList>;
