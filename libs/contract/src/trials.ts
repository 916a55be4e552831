import { z } from 'zod';
import { BudgetSchema, Instant } from './budget.js';
import { ProveDocument } from './drafts.js';
import { STOP_KINDS } from './process-model.js';

const Wait = z.string().min(1).max(400).describe('Key of something that waits, as the answer before named it');
const Data = z.record(z.string(), z.unknown());
const Duration = z.string().regex(/^P(?=.)(?:\d+[YMWD])*(?:T(?=.)(?:\d+[HMS])+)?$/).describe('ISO 8601: PT1H, P1D');

const TrialAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('complete'), wait: Wait, data: Data.optional() }),
  z.strictObject({ kind: z.literal('fail'), wait: Wait, code: z.string().min(1).max(200), message: z.string().max(2000).optional() }),
  z.strictObject({ kind: z.literal('message'), wait: Wait, data: Data.optional() }),
  z.strictObject({ kind: z.literal('signal'), name: z.string().min(1).max(200), data: Data.optional() }),
  z.strictObject({ kind: z.literal('timer'), wait: Wait }),
  z.strictObject({ kind: z.literal('advance'), by: Duration }),
]);
export type TrialAction = z.infer<typeof TrialAction>;

/** What was done so far, all of it: it is done again from the start, so that the answer never rests on anything but the draft itself. */
export const RunTrial = ProveDocument.extend({
  agency: z.string().min(1).max(120).describe('Agency that receives the dossier'),
  receivedAt: Instant.optional().describe('Now unless said otherwise'),
  startEvent: z.string().min(1).max(200).optional(),
  data: Data.optional().describe('Of the intake form'),
  actions: z.array(TrialAction).max(300),
}).meta({ id: 'RunTrial' });
export type RunTrial = z.infer<typeof RunTrial>;

const AgencyRef = z.object({ code: z.string(), name: z.string() });

export const TrialWait = z
  .object({
    wait: z.string(),
    kind: z.enum(['user', 'job', 'timer', 'message', 'signal', 'condition']),
    element: z.string(),
    drawnAt: z.string().describe('Element of the draft itself: the call activity where a called procedure waits'),
    procedure: z.string(),
    name: z.string(),
    since: Instant,
    guards: z.string().nullable().describe('Element that it is attached to'),
    agency: AgencyRef.nullable(),
    unresolved: z.string().nullable().describe('Why no agency can be found'),
    role: AgencyRef.nullable(),
    budget: BudgetSchema.nullable(),
    dueAt: Instant.nullable().describe('Of a step by the calendar of its agency, of a timer as drawn'),
    form: z.record(z.string(), z.unknown()).nullable(),
    requires: z.object({ opinion: z.boolean(), signature: z.boolean(), papersOut: z.array(z.string()) }).nullable(),
    message: z.string().nullable(),
    stops: z.enum(STOP_KINDS).nullable().describe('The clock of the dossier stands while it waits'),
    errors: z.array(z.string()).describe('Codes of errors that the diagram catches here'),
  })
  .meta({ id: 'TrialWait' });
export type TrialWait = z.infer<typeof TrialWait>;

export const TRIAL_EVENTS = ['received', 'opened', 'completed', 'cancelled', 'job_failed', 'message', 'timer', 'signal', 'condition', 'called', 'returned', 'milestone', 'thrown', 'stopped', 'resumed', 'ended', 'failed'] as const;
export type TrialEvent = (typeof TRIAL_EVENTS)[number];

export const TrialView = z
  .object({
    now: Instant,
    receivedAt: Instant,
    status: z.enum(['running', 'ended', 'failed']),
    end: z.string().nullable().describe('End event, or the error in which it failed'),
    state: z.number().int().describe('National state of the dossier'),
    dueAt: Instant.nullable().describe('Of the dossier; null without a legal limit'),
    late: z.boolean(),
    stopped: z.boolean(),
    waits: z.array(TrialWait),
    variables: Data,
    intake: z.record(z.string(), z.unknown()).nullable().describe('Form of intake'),
    log: z.array(z.object({ at: Instant, event: z.enum(TRIAL_EVENTS), name: z.string(), element: z.string().nullable(), agency: z.string().nullable(), action: z.number().int().describe('Number of the action that caused it, 0 for the receipt') })),
    taken: z.array(z.string()).describe('Sequence flows of the draft that were taken'),
  })
  .meta({ id: 'Trial' });
export type TrialView = z.infer<typeof TrialView>;
