import { z } from 'zod';
import { BudgetSchema, Instant, LocalDate } from './budget.js';
import { REVISION_STATES } from './procedures.js';
import { told } from './told.js';

const long = z.string().trim().max(8000);
const words = z.string().trim().min(1).max(2000);

/** Texts of the printed procedure that a designer may write; 5.2, 5.4, 5.7, 5.8 and 6 always come from the model. */
export const DOCUMENT_SECTIONS = ['purpose', 'scope', 'references', 'definitions', 'conditions', 'sets', 'places', 'fees', 'records'] as const;
export type DocumentSection = (typeof DOCUMENT_SECTIONS)[number];

/** What people write on the ISO document of a revision. An absent field has its default, derived from the model. */
export const DocumentControl = z
  .strictObject({
    /** Số hiệu. */
    number: z.string().trim().min(1).max(60).optional(),
    /** Lần ban hành. */
    issue: z.number().int().min(1).max(999).optional(),
    revisionDate: LocalDate.optional(),
    changeNote: words.optional(),
    qualityObjective: words.optional(),
    sections: z.strictObject(Object.fromEntries(DOCUMENT_SECTIONS.map((name) => [name, long.optional()])) as Record<DocumentSection, z.ZodOptional<typeof long>>).optional(),
  })
  .meta({ id: 'DocumentControl' });
export type DocumentControl = z.infer<typeof DocumentControl>;

const Signatory = z.object({ name: z.string(), position: z.string().nullable(), at: Instant }).nullable();

export const DocumentView = z
  .object({
    procedure: z.string(), revision: z.number().int(), state: z.enum(REVISION_STATES), editable: z.boolean(),
    number: z.string(), issue: z.number().int(), revisionDate: LocalDate, changeNote: z.string().nullable(), qualityObjective: z.string(),
    sections: z.array(z.object({ section: z.enum(DOCUMENT_SECTIONS), number: z.string(), title: z.string(), text: z.string(), derived: z.boolean() })),
    drafter: Signatory, checker: Signatory, approver: Signatory,
    issues: z.array(z.object({ revision: z.number().int(), issue: z.number().int(), date: LocalDate, note: z.string().nullable() })),
    written: DocumentControl,
  })
  .meta({ id: 'RevisionDocument' });
export type DocumentView = z.infer<typeof DocumentView>;

export const DecideRevision = z.strictObject({ comment: z.string().trim().min(1).max(1000).optional() }).optional().meta({ id: 'DecideRevision' });
export type DecideRevision = z.infer<typeof DecideRevision>;

export const ReturnRevision = z.strictObject({ reason: z.string().trim().min(1).max(1000) }).meta({ id: 'ReturnRevision' });
export type ReturnRevision = z.infer<typeof ReturnRevision>;

/** The life of a procedure, read from its ledger chain, newest first. */
export const ProcedureHistory = z
  .object({
    items: z.array(
      z.object({
        seq: z.number().int(), at: Instant, kind: z.string(), kindName: z.string(), revision: z.number().int().nullable(), agency: z.string().nullable(), actor: z.string(),
        name: z.string(), position: z.string().nullable(), reason: z.string().nullable(), digest: z.string().nullable(), effectiveFrom: Instant.nullable(), hash: z.string(),
      }),
    ),
    verified: z.boolean(),
  })
  .meta({ id: 'ProcedureHistory' });
export type ProcedureHistory = z.infer<typeof ProcedureHistory>;

export const CHANGE_KINDS = ['added', 'removed', 'changed', 'moved'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

const Attribute = z.object({ attribute: z.string(), label: z.string(), from: z.string().nullable(), to: z.string().nullable() });

/** Difference of two revisions, in the reader's language. `moved` is of the drawing alone. */
export const RevisionDiff = z
  .object({
    changes: z.array(z.object({ element: z.string().nullable(), type: z.string(), name: z.string(), change: z.enum(CHANGE_KINDS), attributes: z.array(Attribute) })),
    rows: z.array(
      z.object({
        change: z.enum(['same', ...CHANGE_KINDS]), element: z.string().nullable(), activity: z.string(), fromNo: z.string().nullable(), toNo: z.string().nullable(),
        cells: z.array(z.object({ column: z.enum(['activity', 'responsible', 'time', 'forms', 'results', 'ways']), from: z.string().nullable(), to: z.string().nullable() })),
      }),
    ),
    counts: z.object({ added: z.number(), removed: z.number(), changed: z.number(), moved: z.number() }),
  })
  .meta({ id: 'RevisionDiff' });
export type RevisionDiff = z.infer<typeof RevisionDiff>;

const DiffSide = z.union([
  z.strictObject({ bpmn: z.string().min(1), forms: z.record(z.string(), z.record(z.string(), z.unknown())).optional(), decisions: z.record(z.string(), z.string()).optional() }),
  z.strictObject({ procedure: z.string().min(1).max(120), revision: z.number().int().positive() }),
]);
export type DiffSide = z.infer<typeof DiffSide>;
export const AskDiff = z.strictObject({ a: DiffSide, b: DiffSide }).meta({ id: 'AskDiff' });
export type AskDiff = z.infer<typeof AskDiff>;

export const ProceduresInForce = z
  .object({
    at: Instant, quarter: z.object({ name: z.string(), from: Instant, to: Instant }),
    items: z.array(
      z.object({
        code: z.string(), name: z.string(), kind: z.enum(['procedure', 'component']), field: z.string().nullable(), revision: z.number().int(), number: z.string(),
        issue: z.number().int(), effectiveFrom: Instant, approver: z.string().nullable(), legalLimit: BudgetSchema.nullable(),
      }),
    ),
    changes: z.array(
      z.object({ change: z.enum(['new', 'revised', 'withdrawn']), code: z.string(), name: z.string(), revision: z.number().int(), number: z.string(), at: Instant, note: z.string().nullable() }),
    ),
  })
  .meta({ id: 'ProceduresInForce' });
export type ProceduresInForce = z.infer<typeof ProceduresInForce>;

/** What an agency changes in the standard for itself: who does a step of its own, and how much sooner. */
export const StepOverride = z
  .strictObject({ element: z.string().min(1).max(200), role: z.string().min(1).max(120).optional(), budget: BudgetSchema.optional() })
  .refine((one) => one.role !== undefined || one.budget !== undefined, told('phải nêu vị trí hoặc thời hạn', 'role or budget is needed'))
  .meta({ id: 'StepOverride' });
export type StepOverride = z.infer<typeof StepOverride>;

export const Adopt = z
  .strictObject({
    /** Null: the agency follows the standard again. */
    revision: z.number().int().positive().nullable(),
    effectiveFrom: Instant.optional(),
    overrides: z.array(StepOverride).max(200).optional(),
    /** The decision: number and date. */
    document: z.string().trim().min(1).max(300),
    note: z.string().trim().min(1).max(1000).optional(),
  })
  .meta({ id: 'Adopt' });
export type Adopt = z.infer<typeof Adopt>;

export const DeclineOffer = z.strictObject({ revision: z.number().int().positive(), reason: z.string().trim().min(1).max(1000) }).meta({ id: 'DeclineOffer' });
export type DeclineOffer = z.infer<typeof DeclineOffer>;

const OverrideView = z.object({
  element: z.string(), step: z.string(), role: z.string().nullable(), roleName: z.string().nullable(), budget: BudgetSchema.nullable(),
  standard: z.object({ role: z.string(), roleName: z.string(), budget: BudgetSchema.nullable() }).nullable(),
});

const DecisionView = z.object({
  revision: z.number().int().nullable(), effectiveFrom: Instant, overrides: z.array(OverrideView), document: z.string(), note: z.string().nullable(), by: z.string(), at: Instant,
});

export const AdoptionView = z
  .object({
    procedure: z.string(), agency: z.string(), agencyName: z.string(), kind: z.string(),
    /** Revision that a dossier received now would follow. */
    revision: z.number().int().nullable(),
    /** Of the decision that holds; null where the agency follows the standard without one. */
    adopted: DecisionView.nullable(),
    /** Decided already, holding later. */
    upcoming: DecisionView.nullable(),
    standard: z.number().int().nullable(),
    /** True where the revision in use is not the standard in force. */
    differs: z.boolean(),
    offer: z.object({ revision: z.number().int(), refused: z.object({ reason: z.string(), by: z.string(), at: Instant }).nullable() }).nullable(),
    /** Whether the reader may decide for the agency. */
    mayDecide: z.boolean(),
  })
  .meta({ id: 'Adoption' });
export type AdoptionView = z.infer<typeof AdoptionView>;

export const AdoptionList = z
  .object({
    items: z.array(AdoptionView),
    /** Steps of the standard in force, for the form of overrides. */
    steps: z.array(z.object({ element: z.string(), name: z.string(), role: z.string(), roleName: z.string(), agency: z.string(), budget: BudgetSchema.nullable() })),
  })
  .meta({ id: 'AdoptionList' });
export type AdoptionList = z.infer<typeof AdoptionList>;

export const AdoptionDetail = AdoptionView.extend({
  history: z.array(DecisionView),
  /** Steps that the agency does itself, with the roles that exist there: what may be overridden. */
  steps: z.array(z.object({ element: z.string(), name: z.string(), role: z.string(), roleName: z.string(), budget: BudgetSchema.nullable() })),
  roles: z.array(z.object({ role: z.string(), name: z.string() })),
}).meta({ id: 'AdoptionDetail' });
export type AdoptionDetail = z.infer<typeof AdoptionDetail>;

/** The update of the standard, offered to an agency that adopted an earlier revision. */
export const AdoptionOffers = z
  .object({
    items: z.array(
      z.object({
        procedure: z.string(), agency: z.string(), agencyName: z.string(), from: z.number().int(), to: z.number().int(), effectiveFrom: Instant,
        refused: z.object({ reason: z.string(), by: z.string(), at: Instant }).nullable(),
        overrides: z.array(OverrideView.extend({ fits: z.boolean(), reason: z.string().nullable() })),
        diff: RevisionDiff,
      }),
    ),
  })
  .meta({ id: 'AdoptionOffers' });
export type AdoptionOffers = z.infer<typeof AdoptionOffers>;

