import { z } from 'zod';
import { Instant, LocalDate } from './budget.js';
import { ProveDocument } from './drafts.js';
import { told } from './told.js';

const Code = z.string().min(1).max(120);

/** "If tax takes 5 days instead of 3": the mean of what is drawn for these steps becomes the amount. Without an element all steps of the agency, without an agency the element wherever it is done. */
const Duration = z
  .strictObject({ element: z.string().min(1).max(200).optional(), agency: Code.optional(), amount: z.number().positive().max(400), unit: z.enum(['working_hour', 'working_day']) })
  .refine(({ element, agency }) => element !== undefined || agency !== undefined, told('phải nêu một bước, một cơ quan, hoặc cả hai', 'names a step, an agency, or both'));

const WhatIf = z.strictObject({
  durations: z.array(Duration).max(50).optional(),
  officers: z.array(z.strictObject({ agency: Code, role: Code.optional(), change: z.number().int().min(-50).max(50) })).max(50).optional().describe('More or fewer people; at least one stays'),
  volume: z.number().min(-90).max(400).optional().describe('Percent more or fewer dossiers'),
});
export type WhatIf = z.infer<typeof WhatIf>;

export const REPLAY_SOURCES = ['history', 'generated'] as const;

/** A draft, or a revision. */
export const AskReplay = z
  .strictObject({
    draft: ProveDocument.optional(),
    revision: z.strictObject({ procedure: Code, number: z.number().int().positive().max(2 ** 31 - 1) }).optional(),
    from: LocalDate.optional().describe('First day of the receipts that are replayed; a year before `to` unless said otherwise'),
    to: LocalDate.optional().describe('First day after them; today unless said otherwise'),
    source: z.enum(REPLAY_SOURCES).optional().describe('History where there is any, unless said otherwise'),
    volume: z.number().int().min(1).max(50_000).optional().describe('Dossiers a year, of generated ones'),
    runs: z.number().int().min(1).max(20).optional().describe('Default 5'),
    seed: z.number().int().min(0).max(2 ** 31 - 1).optional().describe('The same seed gives the same result; default 1'),
    whatIf: WhatIf.optional(),
  })
  .refine(({ draft, revision }) => (draft === undefined) !== (revision === undefined), { ...told('hoặc bản vẽ, hoặc bản ban hành', 'either a draft or a revision'), path: ['draft'] })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, { ...told('ngày đầu phải trước ngày cuối', 'the first day comes before the last'), path: ['from'] })
  .meta({ id: 'AskReplay' });
export type AskReplay = z.infer<typeof AskReplay>;

export const REPLAY_STATES = ['waiting', 'running', 'done', 'cancelled', 'failed', 'interrupted'] as const;
export type ReplayState = (typeof REPLAY_STATES)[number];

export const REPLAY_VARIANTS = ['in_force', 'draft', 'what_if'] as const;
export type ReplayVariant = (typeof REPLAY_VARIANTS)[number];

const Spread = z.object({ mean: z.number(), low: z.number(), high: z.number() }).describe('Mean over the runs with a 95% interval');
const Hours = z.number().describe('Working hours');

const VariantView = z.object({
  variant: z.enum(REPLAY_VARIANTS),
  revision: z.number().int().nullable(),
  dossiers: z.number().int().describe('Received, in each run'),
  ended: z.number().describe('Of them that ended, as a mean over the runs'),
  unfinished: z.number(),
  lateShare: Spread.nullable().describe('Null where the procedure states no limit'),
  lateByRun: z.array(z.number()),
  duration: z.object({ mean: z.number(), p90: z.number() }).nullable().describe('Working days from receipt to result, without the time for which the clock stood'),
  histogram: z.array(z.object({ upTo: z.number(), share: z.number() })).describe('Shares of the dossiers by duration in working days; the last takes the rest'),
  limit: z.number().nullable().describe('Legal limit in working days'),
  waiting: z.array(z.object({
    agency: z.string().nullable().describe('Null for the citizen and for what is outside'),
    kind: z.enum(['agency', 'citizen', 'outside']),
    name: z.string(),
    queue: Hours, work: Hours, acknowledgement: Hours, waiting: Hours,
    load: z.number().nullable().describe('Share of the opening hours for which its officers were busy'),
    officers: z.number().nullable(),
  })).describe('Per dossier'),
  elements: z.array(z.object({
    element: z.string(), name: z.string(), passes: z.number().describe('Per dossier'), queue: Hours, work: Hours, acknowledgement: Hours, waiting: Hours, share: z.number().describe('Of all the time of a dossier'), heat: z.number().int().min(0).max(3),
  })).describe('Per dossier; time inside a called procedure counts for its call activity'),
  bottleneck: z.string().nullable().describe('Element at which most time is lost in queues; else where most time goes'),
});

export const ReplayResult = z.object({
  seed: z.number().int(),
  runs: z.number().int(),
  source: z.enum(REPLAY_SOURCES),
  from: LocalDate,
  to: LocalDate,
  assumptions: z.array(z.string()),
  variants: z.array(VariantView),
});
export type ReplayResult = z.infer<typeof ReplayResult>;
export type ReplayVariantView = z.infer<typeof VariantView>;

export const ReplayView = z
  .object({
    id: z.uuid(),
    procedure: z.string(),
    state: z.enum(REPLAY_STATES),
    done: z.number().int().describe('Dossiers worked through, over all runs and variants'),
    total: z.number().int(),
    requestedAt: Instant,
    requestedBy: z.string(),
    failure: z.string().nullable(),
    result: ReplayResult.nullable(),
  })
  .meta({ id: 'Replay' });
export type ReplayView = z.infer<typeof ReplayView>;
