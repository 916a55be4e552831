import { z } from 'zod';
import { Instant } from './budget.js';

const Why = z.string().trim().min(1).max(2000);
const Element = z.string().min(1).max(200);

export const SUSPENSION_SUBJECTS = ['dossier', 'procedure', 'agency'] as const;
export type SuspensionSubject = (typeof SUSPENSION_SUBJECTS)[number];

export const Suspend = z
  .strictObject({
    subject: z.enum(SUSPENSION_SUBJECTS).describe('An agency stands for the dossiers that it received'),
    ref: z.string().trim().min(1).max(120).describe('Code of the dossier, the procedure or the agency'),
    reason: Why,
  })
  .meta({ id: 'Suspend' });
export type Suspend = z.infer<typeof Suspend>;

export const Resume = z.strictObject({ reason: Why }).meta({ id: 'Resume' });
export type Resume = z.infer<typeof Resume>;

export const SuspensionView = z
  .object({
    id: z.uuid(),
    subject: z.enum(SUSPENSION_SUBJECTS),
    ref: z.string(),
    reason: z.string(),
    by: z.string(),
    at: Instant,
    resumed: z.object({ by: z.string(), at: Instant, reason: z.string() }).nullable(),
  })
  .meta({ id: 'Suspension' });
export type SuspensionView = z.infer<typeof SuspensionView>;
export const SuspensionList = z.object({ items: z.array(SuspensionView) }).meta({ id: 'SuspensionList' });
export type SuspensionList = z.infer<typeof SuspensionList>;

export const RequestModification = z
  .strictObject({
    cancel: z.array(Element).max(50).default([]).describe('Elements at which tokens wait; all that wait there are cancelled'),
    start: z.array(Element).max(50).default([]).describe('Elements that begin as if a sequence flow led there'),
    procedure: z.string().min(1).max(120).optional().describe('Of a called procedure that runs once in the dossier; otherwise the dossier\'s own'),
    reason: Why,
  })
  .meta({ id: 'RequestModification' });
export type RequestModification = z.infer<typeof RequestModification>;

export const MODIFICATION_STATES = ['requested', 'executed', 'refused'] as const;
export type ModificationState = (typeof MODIFICATION_STATES)[number];

export const ModificationView = z
  .object({
    id: z.uuid(),
    dossier: z.string(),
    procedure: z.string(),
    cancel: z.array(z.string()),
    start: z.array(z.string()),
    names: z.record(z.string(), z.string()).describe('By element, what the diagram calls it'),
    reason: z.string(),
    state: z.enum(MODIFICATION_STATES),
    requested: z.object({ by: z.string(), at: Instant }),
    decided: z.object({ by: z.string(), at: Instant, reason: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Modification' });
export type ModificationView = z.infer<typeof ModificationView>;
export const ModificationList = z.object({ items: z.array(ModificationView) }).meta({ id: 'ModificationList' });
export type ModificationList = z.infer<typeof ModificationList>;

const RevisionNumber = z.number().int().positive().max(2 ** 31 - 1);

export const MigrateDossiers = z
  .strictObject({
    from: RevisionNumber,
    to: RevisionNumber,
    mapping: z.record(Element, Element.nullable()).optional().describe('Corrections of the proposed mapping: element of the old revision to element of the new one, null for none'),
    dossiers: z.array(z.string().min(1).max(120)).min(1).max(5000).optional().describe('Otherwise all that run on the old revision'),
    document: Why.describe('The decision that orders it'),
    dryRun: z.boolean(),
  })
  .meta({ id: 'MigrateDossiers' });
export type MigrateDossiers = z.infer<typeof MigrateDossiers>;

export const ElementView = z.object({ element: z.string(), type: z.string(), name: z.string().nullable() });
export type ElementView = z.infer<typeof ElementView>;

export const MigrationDiff = z.object({
  kept: z.array(ElementView),
  moved: z.array(z.object({ from: ElementView, to: ElementView })),
  removed: z.array(ElementView),
  added: z.array(ElementView),
});
export type MigrationDiff = z.infer<typeof MigrationDiff>;

const MigrationCounts = z.object({ possible: z.number().int(), pending: z.number().int(), migrated: z.number().int(), refused: z.number().int() });

export const MIGRATION_ITEM_STATES = ['possible', 'pending', 'migrated', 'refused'] as const;
export type MigrationItemState = (typeof MIGRATION_ITEM_STATES)[number];

export const MigrationView = z
  .object({
    id: z.uuid().nullable().describe('Null for a dry run, of which nothing is kept'),
    procedure: z.string(),
    from: z.number().int(),
    to: z.number().int(),
    document: z.string(),
    by: z.string(),
    at: Instant,
    diff: MigrationDiff,
    counts: MigrationCounts,
    items: z.array(z.object({ dossier: z.string(), state: z.enum(MIGRATION_ITEM_STATES), reason: z.string().nullable(), at: Instant.nullable() })),
  })
  .meta({ id: 'Migration' });
export type MigrationView = z.infer<typeof MigrationView>;

/** The batches of one procedure without their dossiers, newest first. */
export const MigrationList = z
  .object({ items: z.array(z.object({ id: z.uuid(), from: z.number().int(), to: z.number().int(), document: z.string(), by: z.string(), at: Instant, counts: MigrationCounts })) })
  .meta({ id: 'MigrationList' });
export type MigrationList = z.infer<typeof MigrationList>;
