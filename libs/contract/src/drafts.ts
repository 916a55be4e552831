import { z } from 'zod';
import { Instant } from './budget.js';
import { IsoTableRow } from './iso-table.js';
import { FindingView } from './procedures.js';

/** Key of a form, decision or scenario: its file name without the ending. */
export const PART_KEY = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}._ -]{0,118}[\p{L}\p{N}\p{M}_-])?$/u;
const Key = z.string().regex(PART_KEY);

const Bpmn = z.string().min(1);
const Forms = z.record(Key, z.record(z.string(), z.unknown())).describe('JSON Schema by key');
const Decisions = z.record(Key, z.string().min(1)).describe('DMN document by key');
const Scenarios = z.record(Key, z.record(z.string(), z.unknown())).describe('Scenario by name');
const Readme = z.string().max(200_000);

const who = { username: z.string(), name: z.string() };
export const PersonView = z.object(who).meta({ id: 'Person' });
export type PersonView = z.infer<typeof PersonView>;

export const EditorView = z.object({ ...who, at: Instant }).meta({ id: 'Editor', description: 'Somebody who has the working copy open, seen in the last minute' });
export const PresenceView = z.object({ editors: z.array(EditorView) }).meta({ id: 'Presence' });
export type PresenceView = z.infer<typeof PresenceView>;

/** Nothing of it: a blank procedure. With `from`, what else is given stands in place of the revision's. */
export const CreateDraft = z
  .strictObject({
    from: z.strictObject({ procedure: z.string().min(1).max(120), revision: z.number().int().positive().max(2 ** 31 - 1) }).optional(),
    bpmn: Bpmn.optional(),
    forms: Forms.optional(),
    decisions: Decisions.optional(),
    scenarios: Scenarios.optional(),
    readme: Readme.optional(),
    name: z.string().trim().min(1).max(300).optional().describe('Written into the document'),
    code: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(120).optional().describe('Written into the document'),
  })
  .meta({ id: 'CreateDraft' });
export type CreateDraft = z.infer<typeof CreateDraft>;

/** What is left out stays as it was saved. */
export const SaveDraft = z
  .strictObject({ bpmn: Bpmn, forms: Forms.optional(), decisions: Decisions.optional(), scenarios: Scenarios.optional(), readme: Readme.nullable().optional() })
  .meta({ id: 'SaveDraft' });
export type SaveDraft = z.infer<typeof SaveDraft>;

export const FindingCounts = z.object({ error: z.number().int(), warning: z.number().int(), info: z.number().int() }).meta({ id: 'FindingCounts' });
export type FindingCounts = z.infer<typeof FindingCounts>;

const head = {
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  baseRevision: z.number().int().nullable().describe('The revision of this procedure that it was made from or last submitted as'),
  updatedAt: Instant,
  updatedBy: PersonView,
};

export const DraftView = z
  .object({
    ...head,
    version: z.number().int(),
    counts: FindingCounts,
    bpmn: z.string(),
    forms: z.record(z.string(), z.record(z.string(), z.unknown())),
    decisions: z.record(z.string(), z.string()),
    scenarios: z.record(z.string(), z.record(z.string(), z.unknown())),
    readme: z.string().nullable(),
    editors: z.array(EditorView),
  })
  .meta({ id: 'Draft', description: 'A working copy of a procedure, shared by its designers' });
export type DraftView = z.infer<typeof DraftView>;

/** Of a saved working copy, without what was just sent. */
export const SavedDraft = DraftView.omit({ bpmn: true, forms: true, decisions: true, scenarios: true, readme: true }).meta({ id: 'SavedDraft' });
export type SavedDraft = z.infer<typeof SavedDraft>;

export const DraftList = z.object({ items: z.array(z.object({ ...head, counts: FindingCounts })), next: z.string().nullable() }).meta({ id: 'DraftList' });
export type DraftList = z.infer<typeof DraftList>;

export const SubmitDraft = z.strictObject({ note: z.string().trim().min(1).max(2000).optional() }).meta({ id: 'SubmitDraft' });
export type SubmitDraft = z.infer<typeof SubmitDraft>;

export const ProveDocument = z
  .strictObject({ bpmn: Bpmn, forms: Forms.optional(), decisions: Decisions.optional() })
  .meta({ id: 'ProveDocument', description: 'Without forms or decisions, those of the latest revision of the procedure are taken' });
export type ProveDocument = z.infer<typeof ProveDocument>;

/** Unlike a budget, which somebody gave, a sum: to two decimals. */
const WorkingDays = z.object({ amount: z.number(), unit: z.literal('working_day') });

export const ProofView = z
  .object({
    findings: z.array(FindingView),
    table: z.array(IsoTableRow),
    longestPath: z
      .object({
        elements: z.array(z.string()),
        used: WorkingDays.nullable().describe('Null where nothing on the path takes time'),
        limit: WorkingDays.nullable().describe('Null where the procedure states no limit'),
      })
      .nullable(),
  })
  .meta({ id: 'Proof' });
export type ProofView = z.infer<typeof ProofView>;

export const WriteComment = z
  .strictObject({ element: z.string().min(1).max(200).optional().describe('Id of the element that it is pinned to'), text: z.string().trim().min(1).max(4000) })
  .meta({ id: 'WriteComment' });
export type WriteComment = z.infer<typeof WriteComment>;

export const CommentView = z
  .object({
    id: z.uuid(),
    element: z.string().nullable(),
    text: z.string(),
    by: PersonView,
    at: Instant,
    resolvedAt: Instant.nullable(),
    resolvedBy: PersonView.nullable(),
  })
  .meta({ id: 'Comment' });
export type CommentView = z.infer<typeof CommentView>;

export const CommentList = z.object({ items: z.array(CommentView), next: z.string().nullable() }).meta({ id: 'CommentList' });
export type CommentList = z.infer<typeof CommentList>;
