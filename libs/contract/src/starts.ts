import { z } from 'zod';
import { Instant } from './budget.js';

const Variables = z.record(z.string().min(1).max(200), z.unknown());

export const START_KINDS = ['none', 'message', 'signal', 'timer', 'condition'] as const;
export type StartKind = (typeof START_KINDS)[number];

/** A way in which a dossier of the procedure can begin, as the desk chooses it and a system finds it. */
export const StartView = z
  .object({
    element: z.string().describe('What `startEvent` takes'),
    name: z.string(),
    triggers: z.array(z.object({ kind: z.enum(START_KINDS), value: z.string().nullable().describe('Name of the message or signal, time of the timer, condition') })).describe('Empty: begun by hand'),
    all: z.boolean().describe('Each of the triggers must have occurred, not any'),
    agencies: z.array(z.string()).describe('Where a timer or signal opens dossiers, as the diagram says it'),
    nextDue: Instant.nullable().describe('When its timer opens the next dossiers'),
  })
  .meta({ id: 'ProcedureStart' });
export type StartView = z.infer<typeof StartView>;

export const SendSignal = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    data: Variables.optional(),
    agencies: z.array(z.string().min(1).max(120)).min(1).max(500).optional().describe('Only dossiers that these received, and openings at these; otherwise all'),
  })
  .meta({ id: 'SendSignal' });
export type SendSignal = z.infer<typeof SendSignal>;

const Count = z.number().int();

export const SignalView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    agencies: z.array(z.string()).nullable(),
    dossier: z.string().nullable().describe('In which the signal was thrown; null for one that was sent'),
    by: z.string(),
    at: Instant,
    dossiers: z.object({ done: Count, left: Count, failed: Count }).describe('Dossiers in which something waited for it; done also where nothing waited any more when its turn came'),
    starts: z.object({ done: Count, left: Count, failed: Count }).describe('Dossiers to be opened by it'),
    opened: z.array(z.string()).describe('The first hundred of the dossiers opened'),
    failures: z.array(z.object({ dossier: z.string().nullable(), procedure: z.string().nullable(), agency: z.string().nullable(), reason: z.string() })).describe('The first hundred; each is an incident, too'),
  })
  .meta({ id: 'Signal' });
export type SignalView = z.infer<typeof SignalView>;
