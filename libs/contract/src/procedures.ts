import { z } from 'zod';
import { BudgetSchema, Instant } from './budget.js';
import { StartView } from './starts.js';
import { IsoTableHead, IsoTableRow, UnreadCell } from './iso-table.js';

export const REVISION_STATES = ['draft', 'checked', 'approved', 'published', 'superseded', 'withdrawn', 'returned'] as const;
export type RevisionState = (typeof REVISION_STATES)[number];

/** A finding as shown: the message in the reader's language. */
export const FindingView = z
  .object({
    severity: z.enum(['error', 'warning', 'info']),
    rule: z.string(),
    element: z.string().nullable(),
    message: z.string(),
    path: z.array(z.string()).optional(),
    decision: z.object({ key: z.string(), decision: z.string().nullable(), rule: z.number().int().nullable() }).optional().describe('Where in the decisions, of a finding about one'),
    witness: z.array(z.object({ fired: z.array(z.string()), tokens: z.array(z.string()) })).optional(),
  })
  .meta({ id: 'Finding' });
export type FindingView = z.infer<typeof FindingView>;

const stamp = z.object({ by: z.string(), at: Instant }).nullable();

export const RevisionView = z
  .object({
    code: z.string(),
    revision: z.number().int(),
    name: z.string(),
    kind: z.enum(['procedure', 'component']),
    state: z.enum(REVISION_STATES),
    digest: z.string(),
    effectiveFrom: Instant.nullable(),
    drafted: stamp,
    checked: stamp,
    approved: stamp,
    published: stamp,
    ended: stamp,
    endReason: z.string().nullable(),
    base: z.number().int().nullable().describe('The revision that it was made from, where that is known'),
    note: z.string().nullable().describe('What the drafter says of it'),
    findings: z.array(FindingView),
  })
  .meta({ id: 'Revision' });
export type RevisionView = z.infer<typeof RevisionView>;

export const ProcedureView = z
  .object({
    code: z.string(),
    name: z.string(),
    kind: z.enum(['procedure', 'component']),
    field: z.string().nullable(),
    level: z.string().nullable(),
    legalLimit: BudgetSchema.nullable(),
    basis: z.object({ text: z.string(), confirmed: z.boolean() }).nullable(),
    inForce: z.number().int().nullable(),
    papers: z.array(z.object({ code: z.string(), name: z.string(), originals: z.number(), copies: z.number(), required: z.boolean() })),
    table: z.array(IsoTableRow),
    starts: z.array(StartView).describe('The ways in which a dossier of the revision shown can begin'),
    intakeForm: z.record(z.string(), z.unknown()).nullable(),
    revisions: z.array(RevisionView),
  })
  .meta({ id: 'Procedure' });
export type ProcedureView = z.infer<typeof ProcedureView>;

export const ProcedureList = z
  .object({
    items: z.array(
      z.object({
        code: z.string(), name: z.string(), kind: z.enum(['procedure', 'component']), field: z.string().nullable(),
        legalLimit: BudgetSchema.nullable(), inForce: z.number().int().nullable(), latest: z.number().int(), latestState: z.enum(REVISION_STATES),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'ProcedureList' });
export type ProcedureList = z.infer<typeof ProcedureList>;

export const PublishRevision = z.strictObject({ effectiveFrom: Instant.optional() }).meta({ id: 'PublishRevision' });
export type PublishRevision = z.infer<typeof PublishRevision>;

export const WithdrawRevision = z.strictObject({ reason: z.string().trim().min(1).max(1000) }).meta({ id: 'WithdrawRevision' });
export type WithdrawRevision = z.infer<typeof WithdrawRevision>;

/** A diagram made from a table, or a table put onto one: its rows as they are now, what could not be read, and what the proof says. */
export const DrawnIsoTableView = z
  .object({ bpmn: z.string(), head: IsoTableHead.nullable(), rows: z.array(IsoTableRow), unread: z.array(UnreadCell), findings: z.array(FindingView) })
  .meta({ id: 'DrawnIsoTable' });
export type DrawnIsoTableView = z.infer<typeof DrawnIsoTableView>;

/** A document of another tool, translated: what was given a meaning here, and what was not and why. */
export const ForeignImportView = z
  .object({
    bpmn: z.string(),
    tool: z.string().nullable(),
    mapped: z.array(z.object({ element: z.string().nullable(), what: z.string(), to: z.string() })),
    dropped: z.array(z.object({ element: z.string().nullable(), what: z.string(), reason: z.string() })),
    findings: z.array(FindingView),
  })
  .meta({ id: 'ForeignImport' });
export type ForeignImportView = z.infer<typeof ForeignImportView>;
