import { BUDGET_UNITS } from '#kernel';
import { z } from 'zod';
import { BudgetSchema } from './budget.js';
import { STOP_KINDS } from './process-model.js';

export const ISO_ROW_KINDS = ['step', 'choice', 'wait', 'call', 'software', 'group'] as const;
export type IsoRowKind = (typeof ISO_ROW_KINDS)[number];

/** As the diagram has it or several budgets sum to; what is read from a diagram that may be wrong is shown as it is, without bounds. */
const Time = z.object({ amount: z.number(), unit: z.enum(BUDGET_UNITS) });

const coded = z.object({ code: z.string(), name: z.string() });

/** Where it goes on after a row: the numbers of the rows that follow, none where the procedure ends there. */
const IsoWay = z.object({
  /** In words: "hồ sơ chưa đủ". Empty for the way that is taken where no other fits. */
  when: z.string(),
  to: z.array(z.string()),
  /** Name of the end that is reached; null where it goes on. */
  end: z.string().nullable(),
  /** Element of the condition or event, for the canvas. */
  element: z.string().nullable(),
});

/**
 * One row of the ISO table (TT, Trình tự, Trách nhiệm, Thời gian, Biểu mẫu/Kết quả), in the reading order of the flow. Parallel branches
 * count 3a, 3b (3a.1, 3a.2 where a branch has several rows); choices and events are told in words in `ways`.
 */
export const IsoTableRow = z
  .object({
    number: z.string(),
    /** Of the diagram; null for a row that has none yet. */
    element: z.string().nullable(),
    kind: z.enum(ISO_ROW_KINDS),
    /** Trình tự. */
    activity: z.string(),
    /** Trách nhiệm: relation and role as `iso:step` has them (null: nobody of an agency, e.g. the citizen), and as people say it. */
    responsible: z.object({ agency: z.string().nullable(), role: z.string().nullable(), names: z.array(z.string()) }),
    time: Time.nullable(),
    /** Biểu mẫu: papers that the step needs. */
    forms: z.array(coded),
    /** Kết quả: papers that the step makes. */
    results: z.array(coded),
    /** Key of the form that completing the step takes. */
    form: z.string().nullable(),
    note: z.string(),
    /** The clock stands while the row waits. */
    stop: z.object({ kind: z.enum(STOP_KINDS), evidence: z.string().nullable() }).nullable(),
    /** Empty where the next row simply follows. */
    ways: z.array(IsoWay),
    /** The innermost set of parallel branches that the row stands in, and its branch. */
    branch: z.object({ group: z.string(), track: z.string() }).nullable(),
  })
  .meta({ id: 'IsoTableRow', description: 'Một dòng của bảng ISO: TT, Trình tự, Trách nhiệm, Thời gian, Biểu mẫu/Kết quả' });
export type IsoTableRow = z.infer<typeof IsoTableRow>;

export const ISO_COLUMNS = ['number', 'activity', 'responsible', 'time', 'forms', 'results', 'note'] as const;
export type IsoColumn = (typeof ISO_COLUMNS)[number];

/** What of a table could not be read: the row by its number as written, the column, what stands there, and why. */
export const UnreadCell = z
  .object({ row: z.string(), column: z.enum([...ISO_COLUMNS, 'table']), element: z.string().nullable(), text: z.string(), reason: z.string() })
  .meta({ id: 'UnreadCell' });
export type UnreadCell = z.infer<typeof UnreadCell>;

/** What stands above an ISO table of its procedure. */
export const IsoTableHead = z
  .strictObject({
    code: z.string().trim().min(1).max(80).regex(/^[a-z0-9][a-z0-9-]*$/),
    name: z.string().trim().min(1).max(300),
    field: z.string().max(300).nullable().optional(),
    level: z.string().max(100).nullable().optional(),
    legalLimit: BudgetSchema.nullable().optional(),
    basis: z.string().max(500).nullable().optional(),
    papers: z.array(coded).max(100).optional(),
  })
  .meta({ id: 'IsoTableHead' });
export type IsoTableHead = z.infer<typeof IsoTableHead>;

export const DrawIsoTable = z.strictObject({ rows: z.array(IsoTableRow).min(1).max(300), head: IsoTableHead }).meta({ id: 'DrawIsoTable' });
export type DrawIsoTable = z.infer<typeof DrawIsoTable>;

export const ApplyIsoTable = z.strictObject({ bpmn: z.string().min(1), rows: z.array(IsoTableRow).min(1).max(500) }).meta({ id: 'ApplyIsoTable' });
export type ApplyIsoTable = z.infer<typeof ApplyIsoTable>;
