import { z } from 'zod';
import { BudgetSchema, Instant, WorkedTime } from './budget.js';
import { PaperInput } from './dossiers.js';

export const TASK_STATES = ['open', 'claimed', 'completed', 'cancelled', 'returned'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const TaskView = z
  .object({
    id: z.uuid(),
    dossier: z.string(),
    applicantName: z.string().nullable(),
    procedure: z.string(),
    procedureName: z.string(),
    element: z.string(),
    name: z.string(),
    agency: z.string(),
    agencyName: z.string(),
    role: z.string(),
    roleName: z.string(),
    assignee: z.string().nullable(),
    assigneeName: z.string().nullable(),
    state: z.enum(TASK_STATES),
    openedAt: Instant,
    endedAt: Instant.nullable(),
    budget: BudgetSchema.nullable(),
    dueAt: Instant.nullable(),
    deadlineState: z.enum(['running', 'stopped', 'met', 'missed', 'cancelled']).nullable(),
    remaining: WorkedTime.nullable().describe('Working time left; null once the step has ended or where it has no budget'),
    dossierDueAt: Instant.nullable(),
    dossierState: z.number().int(),
    returned: z.object({ reason: z.string(), by: z.string() }).nullable(),
    requires: z.object({ opinion: z.boolean(), papers: z.array(z.string()), signature: z.boolean() }),
    priority: z.number().int().describe('How often a ladder has put it before other work'),
    version: z.number().int(),
  })
  .meta({ id: 'Task' });
export type TaskView = z.infer<typeof TaskView>;

export const TaskDetail = TaskView.extend({
  form: z.record(z.string(), z.unknown()).describe('JSON Schema of what `complete` takes in `data`, with defaults and examples'),
  data: z.record(z.string(), z.unknown()).describe('What is known so far of the fields of the form'),
  paperNames: z.record(z.string(), z.string()),
  returnTargets: z.array(z.object({ element: z.string(), name: z.string(), agency: z.string(), agencyName: z.string() })),
  colleagues: z.array(z.object({ username: z.string(), name: z.string() })),
  opinion: z.string().nullable(),
  actions: z.array(z.enum(['claim', 'release', 'complete', 'return', 'delegate'])),
}).meta({ id: 'TaskDetail' });
export type TaskDetail = z.infer<typeof TaskDetail>;

export const CompletedTask = TaskDetail.extend({
  nextTasks: z.array(z.object({ id: z.uuid(), name: z.string() })).describe('Open tasks of the dossier that the caller may work now: most of all what this step has opened'),
}).meta({ id: 'CompletedTask' });
export type CompletedTask = z.infer<typeof CompletedTask>;

export const TaskList = z.object({ items: z.array(TaskView), next: z.string().nullable() }).meta({ id: 'TaskList' });
export type TaskList = z.infer<typeof TaskList>;

export const CompleteTask = z
  .strictObject({
    opinion: z.string().trim().max(5000).nullable().optional(),
    data: z.record(z.string(), z.unknown()).optional(),
    papers: z.array(PaperInput).max(200).optional(),
    doneAt: Instant.optional().describe('When the work was really done, where it is entered later; deadlines count from the entry'),
  })
  .meta({ id: 'CompleteTask' });
export type CompleteTask = z.infer<typeof CompleteTask>;

export const ReturnTask = z
  .strictObject({ to: z.string().min(1).max(200).describe('Element id of an earlier step of this dossier'), reason: z.string().trim().min(1).max(2000) })
  .meta({ id: 'ReturnTask' });
export type ReturnTask = z.infer<typeof ReturnTask>;

export const DelegateTask = z
  .strictObject({ to: z.string().min(1).max(100).describe('Username of a colleague of the same agency'), until: Instant.optional(), reason: z.string().trim().min(1).max(1000) })
  .meta({ id: 'DelegateTask' });
export type DelegateTask = z.infer<typeof DelegateTask>;
