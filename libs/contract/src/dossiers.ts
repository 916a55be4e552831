import { z } from 'zod';
import { APOLOGY_STATES } from './apologies.js';
import { CONTEST_STATES, LatenessShare } from './contests.js';
import { NetLateness } from './force-majeure.js';
import { BudgetSchema, Instant, LocalDate, WorkedTime } from './budget.js';
import { SUSPENSION_SUBJECTS } from './changes.js';
import { STOP_KINDS } from './process-model.js';
import { told } from './told.js';

/** The ten national dossier states (mã trạng thái hồ sơ). */
export const DOSSIER_STATES = {
  1: { vi: 'Mới đăng ký', en: 'Newly submitted' },
  2: { vi: 'Được tiếp nhận', en: 'Accepted' },
  3: { vi: 'Không được tiếp nhận', en: 'Not accepted' },
  4: { vi: 'Đang xử lý', en: 'In progress' },
  5: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'Supplement requested' },
  6: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Financial obligation requested' },
  7: { vi: 'Công dân yêu cầu rút hồ sơ', en: 'Withdrawn by the citizen' },
  8: { vi: 'Dừng xử lý', en: 'Processing stopped' },
  9: { vi: 'Đã xử lý xong', en: 'Resolved' },
  10: { vi: 'Đã trả kết quả', en: 'Result returned' },
} as const;

/** States in which nothing more happens to the dossier. */
export const FINAL_STATES: readonly number[] = [3, 7, 8, 10];
/** States at which lateness is decided: settled, whatever the outcome. */
export const SETTLED_STATES: readonly number[] = [3, 7, 8, 9, 10];

export const CHANNELS = ['direct', 'online', 'post'] as const;

export const Applicant = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    idNumber: z.string().trim().max(20).optional(),
    birthDate: LocalDate.optional(),
    address: z.string().trim().max(500).optional(),
    phone: z.string().trim().max(20).optional(),
    email: z.email().optional(),
    submittedBy: z.string().trim().max(200).optional(),
  })
  .meta({ id: 'Applicant' });
export type Applicant = z.infer<typeof Applicant>;

/** A paper handed in or made. A bare string is its code. */
export const PaperInput = z
  .union([
    z.string().trim().min(1).max(100),
    z.strictObject({
      code: z.string().trim().min(1).max(100),
      name: z.string().trim().max(300).optional(),
      originals: z.number().int().min(0).max(1000).optional(),
      copies: z.number().int().min(0).max(1000).optional(),
      file: z.string().max(100).optional().describe('Digest of a file uploaded before'),
      scannedAt: Instant.optional().describe('When the paper was scanned, as its file says'),
    }),
  ])
  .meta({ id: 'PaperInput' });
export type PaperInput = z.infer<typeof PaperInput>;

export const ReceiveDossier = z
  .strictObject({
    procedure: z.string().min(1).max(100),
    agency: z.string().min(1).max(100),
    applicant: Applicant,
    data: z.record(z.string(), z.unknown()).optional(),
    papers: z.array(PaperInput).max(200).optional(),
    territory: z.string().max(100).optional(),
    channel: z.enum(CHANNELS).optional(),
    ticket: z
      .strictObject({ number: z.string().trim().min(1).max(30), at: Instant })
      .optional()
      .describe('Ticket of the queue, and when it was drawn'),
    startEvent: z.string().min(1).max(200).optional().describe('Where the procedure begins, if it can in several ways; see `starts` of the procedure'),
  })
  .meta({ id: 'ReceiveDossier' });
export type ReceiveDossier = z.infer<typeof ReceiveDossier>;

export const StopClock = z
  .strictObject({
    reason: z.string().trim().min(1).max(1000),
    kind: z.enum(STOP_KINDS).optional(),
    evidence: z
      .union([z.string().trim().min(1).max(1000), z.record(z.string(), z.unknown()).refine((o) => Object.keys(o).length > 0, told('phải có bằng chứng', 'evidence is empty')), z.array(z.unknown()).min(1)])
      .describe('The document that proves the stop: form 02 issued and delivered, tax notice number, decision number'),
  })
  .meta({ id: 'StopClock' });
export type StopClock = z.infer<typeof StopClock>;

export const ResumeClock = z
  .strictObject({ evidence: z.union([z.string().max(1000), z.record(z.string(), z.unknown())]).optional(), papers: z.array(PaperInput).max(200).optional(), data: z.record(z.string(), z.unknown()).optional() })
  .meta({ id: 'ResumeClock' });
export type ResumeClock = z.infer<typeof ResumeClock>;

export const DELIVERY_WAYS = ['direct', 'sms', 'mail', 'post'] as const;

export const DeliverForm = z
  .strictObject({
    form: z.enum(['form-02', 'payment-notice']),
    number: z.string().trim().min(1).max(100).optional().describe('Of the notice of payment; form 02 has its own'),
    how: z.enum(DELIVERY_WAYS),
    proof: z.string().trim().min(1).max(500).describe('What proves it: the signature on the copy, the number of the message or of the registered letter'),
  })
  .meta({ id: 'DeliverForm' });
export type DeliverForm = z.infer<typeof DeliverForm>;

export const ReceivePapers = z
  .strictObject({
    from: z.string().min(1).max(100).describe('Agency that handed the paper dossier over'),
    at: Instant.optional().describe('When it was in hand; now, unless said'),
    list: z.string().trim().min(1).max(100).describe('Number of the hand-over list'),
  })
  .meta({ id: 'ReceivePapers' });
export type ReceivePapers = z.infer<typeof ReceivePapers>;

export const TIMELINESS = ['early', 'on_time', 'late'] as const;

export const AnswerSurvey = z
  .strictObject({
    secret: z.string().min(1).max(20),
    face: z.number().int().min(1).max(4).describe('1 not good, 2 fair, 3 good, 4 very good'),
    timely: z.enum(TIMELINESS).describe('When the result came, as the citizen saw it'),
    visits: z.number().int().min(0).max(2).describe('How often one had to come back to complete the papers; 2 for more than once'),
    remark: z.string().trim().max(1000).optional(),
  })
  .meta({ id: 'AnswerSurvey' });
export type AnswerSurvey = z.infer<typeof AnswerSurvey>;

export const Escalated = z.object({ to: z.array(z.object({ agency: z.string(), role: z.string() })) }).meta({ id: 'Escalated', description: 'Who was told' });
export type Escalated = z.infer<typeof Escalated>;

export const ExtendDeadline = z
  .strictObject({
    rule: z.string().trim().min(1).max(100).describe('Ground of the extension, as the procedure names it; see `extensions` of the deadline'),
    document: z.string().trim().min(1).max(300).describe('Number and date of the document that extends the limit'),
    reason: z.string().trim().min(1).max(1000),
  })
  .meta({ id: 'ExtendDeadline' });
export type ExtendDeadline = z.infer<typeof ExtendDeadline>;

export const Reason = z.strictObject({ reason: z.string().trim().min(1).max(1000) }).meta({ id: 'Reason' });
export type Reason = z.infer<typeof Reason>;

export const DeliverMessage = z.strictObject({ name: z.string().min(1).max(200), data: z.record(z.string(), z.unknown()).optional() }).meta({ id: 'DeliverMessage' });
export type DeliverMessage = z.infer<typeof DeliverMessage>;

export const StopView = z
  .object({ kind: z.enum(STOP_KINDS), kindName: z.string(), reason: z.string(), evidence: z.unknown(), from: Instant, to: Instant.nullable() })
  .meta({ id: 'Stop' });

export const LegView = z
  .object({
    agency: z.string(),
    agencyName: z.string(),
    handedBy: z.string().nullable(),
    enteredAt: Instant,
    acknowledgedAt: Instant.nullable(),
    leftAt: Instant.nullable(),
    budget: WorkedTime,
    used: WorkedTime,
    overrun: WorkedTime,
  })
  .meta({ id: 'Leg' });
export type LegView = z.infer<typeof LegView>;

export const DossierDeadlineView = z
  .object({
    budget: BudgetSchema,
    startedAt: Instant,
    dueAt: Instant,
    state: z.enum(['running', 'stopped', 'met', 'missed', 'cancelled']),
    used: WorkedTime,
    remaining: WorkedTime.nullable(),
    stops: z.array(StopView),
    moves: z.array(z.object({ at: Instant, from: Instant, to: Instant, reason: z.string(), document: z.string().nullable().describe('The document that ordered it, where one did') })),
    extension: z.object({ name: z.string(), budget: BudgetSchema, document: z.string(), reason: z.string(), from: Instant, to: Instant, by: z.string(), at: Instant }).nullable().describe('The one extension of the limit'),
    extensions: z
      .array(z.object({ code: z.string(), name: z.string(), budget: BudgetSchema, basis: z.string().nullable(), basisConfirmed: z.boolean() }))
      .describe('Grounds on which the limit may still be extended; empty once it was, or cannot be any more'),
  })
  .meta({ id: 'DossierDeadline' });
export type DossierDeadlineView = z.infer<typeof DossierDeadlineView>;

export const LatenessView = z
  .object({
    late: z.boolean(),
    overrun: WorkedTime.describe('Gross: nothing left out'),
    net: NetLateness.describe('The same without the time excluded by force majeure'),
    shares: z.array(z.object({ agency: z.string(), agencyName: z.string(), overrun: WorkedTime, minutes: z.number().int(), share: z.number() })).describe('As computed from the legs'),
    decided: z.array(LatenessShare).nullable().describe('The same after decisions on contests; null while there is none'),
    contested: z.array(z.object({ agency: z.string(), agencyName: z.string(), state: z.enum(CONTEST_STATES), stateName: z.string(), document: z.string().nullable().describe('Of the decision') })).describe('Contests that were filed and not withdrawn'),
  })
  .meta({ id: 'Lateness' });
export type LatenessView = z.infer<typeof LatenessView>;

export const PaperView = z
  .object({
    id: z.string(), code: z.string(), name: z.string(), direction: z.enum(['in', 'out']), originals: z.number(), copies: z.number(),
    agency: z.string(), compartment: z.string().nullable(), fileName: z.string().nullable(), hasFile: z.boolean(), addedAt: Instant,
  })
  .meta({ id: 'Paper' });
export type PaperView = z.infer<typeof PaperView>;

/** Where the tokens of a dossier are, for its diagram. */
export const TokenView = z
  .object({ procedure: z.string(), revision: z.number(), element: z.string(), kind: z.string(), name: z.string(), since: Instant, path: z.array(z.string()) })
  .meta({ id: 'Token' });
export type TokenView = z.infer<typeof TokenView>;

export const DossierView = z
  .object({
    code: z.string(),
    secret: z.string().nullable().describe('Look-up secret printed on the receipt; only for the agency that received the dossier'),
    procedure: z.string(),
    procedureName: z.string(),
    revision: z.number().int(),
    agency: z.string(),
    agencyName: z.string(),
    territory: z.string(),
    channel: z.enum(CHANNELS),
    applicant: Applicant.nullable(),
    data: z.record(z.string(), z.unknown()).nullable(),
    state: z.number().int(),
    stateName: z.string(),
    result: z.string().nullable(),
    receivedAt: Instant,
    dueAt: Instant.nullable(),
    appointmentAt: Instant.nullable().describe('Promised anew by the apology; the due date stays and lateness counts from it'),
    apology: z.enum(APOLOGY_STATES).nullable(),
    legalProfile: z.string().describe('The set of forms in force at receipt'),
    resolvedAt: Instant.nullable(),
    returnedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    deadline: DossierDeadlineView.nullable(),
    legs: z.array(LegView),
    lateness: LatenessView,
    papers: z.array(PaperView).nullable().describe('Null where the reader may not see papers'),
    missingPapers: z.array(z.string()).nullable(),
    tokens: z.array(TokenView),
    suspended: z.object({ subject: z.enum(SUSPENSION_SUBJECTS), id: z.uuid(), reason: z.string(), by: z.string() }).nullable().describe('Why no step can be taken now'),
    version: z.number().int(),
  })
  .meta({ id: 'Dossier' });
export type DossierView = z.infer<typeof DossierView>;

export const DossierRow = z
  .object({
    code: z.string(), imported: z.boolean().describe('Known from a register alone, with no procedure running'), procedure: z.string().nullable(), procedureName: z.string(), agency: z.string(), agencyName: z.string(), applicantName: z.string().nullable(),
    state: z.number().int(), stateName: z.string(), receivedAt: Instant, dueAt: Instant.nullable(), deadlineState: z.string().nullable(), holders: z.array(z.string()),
  })
  .meta({ id: 'DossierRow' });
export const DossierList = z.object({ items: z.array(DossierRow), next: z.string().nullable() }).meta({ id: 'DossierList' });
export type DossierList = z.infer<typeof DossierList>;

export const PublicDossierView = z
  .object({
    code: z.string(),
    procedureName: z.string(),
    state: z.number().int(),
    stateName: z.string(),
    receivedAt: Instant,
    dueAt: Instant.nullable(),
    holders: z.array(z.object({ agencyName: z.string(), since: Instant })),
    stopped: z.object({ kindName: z.string(), reason: z.string(), since: Instant }).nullable(),
    appointmentAt: Instant.nullable(),
    apology: z.object({ agencyName: z.string(), reason: z.string(), sentAt: Instant }).nullable(),
    whatToDo: z.string().nullable(),
    late: z.boolean(),
    extension: z.object({ document: z.string(), reason: z.string(), from: Instant, to: Instant, at: Instant }).nullable().describe('The limit was extended: from which date to which, by which document'),
    excluded: z.array(z.object({ document: z.string(), reason: z.string(), from: Instant, to: Instant })).describe('Time of declared force majeure; it does not change whether the dossier is late'),
    resolvedAt: Instant.nullable(),
    returnedAt: Instant.nullable(),
    survey: z.enum(['not_yet', 'open', 'answered']).describe('Whether the citizen may say how it went: once the result is there, once'),
  })
  .meta({ id: 'PublicDossier' });
export type PublicDossierView = z.infer<typeof PublicDossierView>;

export const LedgerEntryView = z
  .object({
    seq: z.number().int(), at: Instant, actor: z.string(), agency: z.string().nullable(), kind: z.string(), kindName: z.string(), element: z.string().nullable(),
    data: z.record(z.string(), z.unknown()), hash: z.string(), previousHash: z.string(),
  })
  .meta({ id: 'LedgerEntry' });
export const LedgerView = z.object({ items: z.array(LedgerEntryView), next: z.string().nullable(), verified: z.boolean() }).meta({ id: 'Ledger' });
export type LedgerView = z.infer<typeof LedgerView>;
