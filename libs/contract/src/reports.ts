import { z } from 'zod';
import { Instant } from './budget.js';
import { told } from './told.js';

export const REPORT_KINDS = ['settlement', 'settlement_centre', 'register', 'slip', 'late', 'digitisation', 'online', 'payment', 'evaluation', 'quarterly', 'timeliness'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export const REPORT_CHANNELS = ['direct', 'online', 'post'] as const;

/** What a report may be narrowed down by, besides its period. */
export const REPORT_FILTERS = ['agency', 'field', 'procedure', 'officer', 'channel'] as const;
export type ReportFilter = (typeof REPORT_FILTERS)[number];

export const REPORT_GROUPINGS = ['agency', 'field', 'procedure', 'officer', 'month'] as const;
export type ReportGrouping = (typeof REPORT_GROUPINGS)[number];

/** `share` is a fraction of 1, `hours` working hours, `score` a mark of an index; `null` in a cell of any kind says that nothing is known. */
export const COLUMN_TYPES = ['text', 'count', 'money', 'share', 'hours', 'score', 'day', 'instant'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

export const REPORT_FORMATS = ['xlsx', 'pdf', 'csv'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const Named = z.string().trim().min(1).max(200);

/** What a report is asked with; the period is [from, to). */
export const ReportParameters = z
  .strictObject({
    from: Instant, to: Instant, by: z.enum(REPORT_GROUPINGS).optional(),
    agency: Named.optional(), field: Named.optional(), procedure: Named.optional(), officer: Named.optional().describe('Who received the dossier'), channel: z.enum(REPORT_CHANNELS).optional(), dossier: Named.optional(),
  })
  .meta({ id: 'ReportParameters' });
export type ReportParameters = z.infer<typeof ReportParameters>;

export const ReportCell = z.union([z.string(), z.number(), z.null()]);
export type ReportCell = z.infer<typeof ReportCell>;

export const ReportIdentity = z.object({ name: z.string(), holds: z.boolean(), faults: z.array(z.string()) }).meta({ id: 'ReportIdentity' });
export type ReportIdentity = z.infer<typeof ReportIdentity>;

export const ReportView = z
  .object({
    kind: z.enum(REPORT_KINDS), title: z.string(), form: z.string().nullable(), unit: z.string(), agency: z.string(), parameters: ReportParameters,
    columns: z.array(z.object({ key: z.string(), name: z.string(), group: z.string().nullable(), type: z.enum(COLUMN_TYPES), adds: z.array(z.string()).describe('Columns that it is the sum of'), number: z.string().describe('As the form numbers it'), apart: z.string().nullable().describe('Not on the form: stands beside this column of it') })),
    rows: z.array(z.object({ key: z.string(), cells: z.array(ReportCell) })),
    total: z.array(ReportCell).nullable(),
    identities: z.array(ReportIdentity), notes: z.array(z.string()), ledgerPosition: z.number().int(), digest: z.string().describe('SHA-256 over the canonical JSON (RFC 8785) of kind, parameters, agencies, ledger position, columns, the rows given and the total: of a page it is that page\'s own, of a file or an issue the whole report\'s. Of Biểu 06 and II.06a it is the one of `GET /reports/settlement`'),
    next: z.string().nullable().describe('Cursor of the rest, where it is long'),
  })
  .meta({ id: 'Report', description: 'Any report as a table' });
export type ReportView = z.infer<typeof ReportView>;

export const ReportCatalogue = z
  .object({ items: z.array(z.object({ kind: z.enum(REPORT_KINDS), title: z.string(), form: z.string().nullable(), groupings: z.array(z.enum(REPORT_GROUPINGS)), filters: z.array(z.enum(REPORT_FILTERS)), charted: z.boolean(), agencyKind: z.string().nullable().describe('Only what agencies of this kind answer for'), paged: z.boolean(), perDossier: z.boolean() })) })
  .meta({ id: 'ReportCatalogue' });
export type ReportCatalogue = z.infer<typeof ReportCatalogue>;

const Choice = z.object({ key: z.string(), name: z.string() });
export const ReportChoices = z
  .object({ agencies: z.array(Choice.extend({ kind: z.string() })), fields: z.array(Choice), procedures: z.array(Choice.extend({ fields: z.array(z.string()) })), officers: z.array(Choice.extend({ agencies: z.array(z.string()) })) })
  .meta({ id: 'ReportChoices', description: 'What reports of the caller may be narrowed down by; agencies that have ended are among them, for old periods' });
export type ReportChoices = z.infer<typeof ReportChoices>;

/** Columns of Biểu 06 by their numbers, and the rates that reports print beside them. */
export const FORM_COLUMNS = ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13'] as const;
export type FormColumn = (typeof FORM_COLUMNS)[number];
const Figure = z.number().min(0).max(1e9);
const Rate = z.number().min(0).max(1000).describe('Per cent, as printed');

export const PrintedRow = z
  .strictObject({
    name: z.string().trim().min(1).max(300),
    figures: z.partialRecord(z.enum(FORM_COLUMNS), Figure).describe('What the paper gives; an identity is judged where all its figures are given'),
    rates: z.strictObject({ early: Rate.optional(), onTime: Rate.optional(), late: Rate.optional(), settled: Rate.optional() }).optional(),
    pendingBefore: Figure.optional().describe('Column 11 of the period before'),
  })
  .meta({ id: 'PrintedRow' });
export type PrintedRow = z.infer<typeof PrintedRow>;

export const CheckReport = z.strictObject({ rows: z.array(PrintedRow).min(1).max(2000), total: PrintedRow.optional() }).meta({ id: 'CheckReport' });
export type CheckReport = z.infer<typeof CheckReport>;

export const CheckedReport = z
  .object({
    rows: z.array(PrintedRow), total: PrintedRow.nullable(), holds: z.boolean(), judged: z.number().int(),
    findings: z.array(z.object({ identity: z.string(), row: z.string(), stated: z.number(), computed: z.number(), text: z.string() })),
    unread: z.array(z.object({ line: z.number().int(), reason: z.string() })),
  })
  .meta({ id: 'CheckedReport' });
export type CheckedReport = z.infer<typeof CheckedReport>;

export const IssueReport = z
  .strictObject({ kind: z.enum(REPORT_KINDS), parameters: ReportParameters, corrects: z.uuid().optional(), reason: z.string().trim().min(1).max(1000).optional().describe('Why the earlier one is corrected') })
  .refine(({ corrects, reason }) => (corrects === undefined) === (reason === undefined), { ...told('chỉ bản đính chính mới nêu lý do, và phải nêu', 'a correction, and only one, says why'), path: ['reason'] })
  .meta({ id: 'IssueReport' });
export type IssueReport = z.infer<typeof IssueReport>;

export const RUN_STATES = ['waiting', 'running', 'done', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

export const ReportRunView = z
  .object({
    id: z.uuid(), kind: z.enum(REPORT_KINDS), title: z.string(), parameters: ReportParameters, state: z.enum(RUN_STATES), done: z.number().int(), total: z.number().int(), failure: z.string().nullable(), issue: z.uuid().nullable(),
    by: z.string(), at: Instant,
  })
  .meta({ id: 'ReportRun' });
export type ReportRunView = z.infer<typeof ReportRunView>;
export const ReportRunList = z.object({ items: z.array(ReportRunView) }).meta({ id: 'ReportRunList' });
export type ReportRunList = z.infer<typeof ReportRunList>;

const IssueHead = {
  id: z.uuid(), number: z.string(), kind: z.enum(REPORT_KINDS), title: z.string(), parameters: ReportParameters, ledgerPosition: z.number().int(), digest: z.string(),
  corrects: z.uuid().nullable(), correctedBy: z.uuid().nullable(), reason: z.string().nullable(), by: z.string(), at: Instant,
};
export const ReportIssueView = z.object({ ...IssueHead, report: ReportView }).meta({ id: 'ReportIssue' });
export type ReportIssueView = z.infer<typeof ReportIssueView>;
export const ReportIssueList = z.object({ items: z.array(z.object(IssueHead)), next: z.string().nullable() }).meta({ id: 'ReportIssueList' });
export type ReportIssueList = z.infer<typeof ReportIssueList>;

export const ReportComparison = z
  .object({ before: z.object(IssueHead), after: z.object(IssueHead), differences: z.array(z.object({ row: z.string(), column: z.string(), before: ReportCell, after: ReportCell })), same: z.boolean() })
  .meta({ id: 'ReportComparison' });
export type ReportComparison = z.infer<typeof ReportComparison>;

export const SCHEDULE_PERIODS = ['day', 'week', 'month', 'quarter'] as const;
export type SchedulePeriod = (typeof SCHEDULE_PERIODS)[number];

export const ScheduleReport = z
  .strictObject({
    kind: z.enum(REPORT_KINDS).exclude(['slip']), every: z.enum(SCHEDULE_PERIODS),
    parameters: ReportParameters.omit({ from: true, to: true, dossier: true }).describe('The period is the last whole one'),
  })
  .meta({ id: 'ScheduleReport' });
export type ScheduleReport = z.infer<typeof ScheduleReport>;

export const ReportScheduleView = z
  .object({ id: z.uuid(), kind: z.enum(REPORT_KINDS), title: z.string(), every: z.enum(SCHEDULE_PERIODS), by: z.string(), at: Instant, nextAt: Instant.nullable(), lastIssue: z.uuid().nullable(), issues: z.number().int() })
  .meta({ id: 'ReportSchedule' });
export type ReportScheduleView = z.infer<typeof ReportScheduleView>;
export const ReportScheduleList = z.object({ items: z.array(ReportScheduleView) }).meta({ id: 'ReportScheduleList' });
export type ReportScheduleList = z.infer<typeof ReportScheduleList>;
