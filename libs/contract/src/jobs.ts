import { z } from 'zod';
import { Instant } from './budget.js';
import { ReceiveDossier } from './dossiers.js';

/** Any name without blanks, for without `iso:job` the topic is the element's id, in whatever letters that is written. */
export const TOPIC = /^\S{1,200}$/;
const Topic = z.string().regex(TOPIC);

const Worker = z.string().trim().min(1).max(120).describe('Name of the worker process, chosen by it; a lock belongs to the account and this name');
const LockSeconds = z.number().int().min(1).max(86_400);
const Variables = z.record(z.string().min(1).max(200), z.unknown());

/** `open`: to be fetched or held by a worker. `failed`: ended by a BPMN error. `incident`: no retry is left, a person has to look. */
export const JOB_STATES = ['open', 'done', 'failed', 'cancelled', 'incident'] as const;
export type JobState = (typeof JOB_STATES)[number];

export const FetchJobs = z
  .strictObject({
    topics: z.array(Topic).min(1).max(50).describe('Earlier topics are served first'),
    worker: Worker,
    max: z.number().int().min(1).max(100).default(1),
    lockSeconds: LockSeconds.default(300).describe('How long the jobs are kept from other workers'),
    waitSeconds: z.number().int().min(0).max(30).default(0).describe('How long to wait for a job where there is none'),
  })
  .meta({ id: 'FetchJobs' });
export type FetchJobs = z.infer<typeof FetchJobs>;

export const ExtendJob = z.strictObject({ worker: Worker, lockSeconds: LockSeconds }).meta({ id: 'ExtendJob' });
export type ExtendJob = z.infer<typeof ExtendJob>;

export const CompleteJob = z.strictObject({ worker: Worker, variables: Variables.optional() }).meta({ id: 'CompleteJob' });
export type CompleteJob = z.infer<typeof CompleteJob>;

export const FailJob = z
  .strictObject({
    worker: Worker,
    message: z.string().trim().min(1).max(2000),
    retryAfterSeconds: z.number().int().min(0).max(2_592_000).optional().describe('In place of the pause that the diagram sets'),
  })
  .meta({ id: 'FailJob' });
export type FailJob = z.infer<typeof FailJob>;

export const RaiseJobError = z
  .strictObject({ worker: Worker, code: z.string().trim().min(1).max(200).describe('Code of the BPMN error that the diagram catches'), message: z.string().trim().max(2000).default('') })
  .meta({ id: 'RaiseJobError' });
export type RaiseJobError = z.infer<typeof RaiseJobError>;

export const JobView = z
  .object({
    id: z.uuid(),
    topic: z.string(),
    dossier: z.string(),
    procedure: z.string(),
    revision: z.number().int(),
    element: z.string(),
    variables: z.record(z.string(), z.unknown()),
    loop: z.object({ index: z.number().int(), item: z.unknown() }).nullable().describe('Round of a multi-instance activity'),
    failures: z.number().int(),
    retriesLeft: z.number().int(),
    lastError: z.string().nullable(),
    worker: z.string(),
    lockedUntil: Instant,
    createdAt: Instant,
    traceparent: z.string().nullable().describe('W3C trace context of the step that opened the job, to be continued by the worker'),
  })
  .meta({ id: 'Job' });
export type JobView = z.infer<typeof JobView>;
export const JobList = z.object({ items: z.array(JobView) }).meta({ id: 'JobList' });
export type JobList = z.infer<typeof JobList>;

export const JobOutcome = z
  .object({
    id: z.uuid(),
    state: z.enum(JOB_STATES),
    retriesLeft: z.number().int(),
    lockedUntil: Instant.nullable(),
    availableAt: Instant.nullable().describe('When an open job that nobody holds may be fetched again'),
  })
  .meta({ id: 'JobOutcome' });
export type JobOutcome = z.infer<typeof JobOutcome>;

/** `job`: no retry left, or a BPMN error that nothing catches. `wakeup`: a timer or deadline that fails. `instance`: a state that cannot be loaded. */
export const INCIDENT_KINDS = ['job', 'wakeup', 'instance'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export const IncidentView = z
  .object({
    id: z.uuid(),
    kind: z.enum(INCIDENT_KINDS),
    dossier: z.string().nullable(),
    procedure: z.string().nullable(),
    element: z.string().nullable(),
    topic: z.string().nullable().describe('Of a job its topic, of a wake-up its kind'),
    message: z.string(),
    openedAt: Instant,
    closedAt: Instant.nullable(),
    closedBy: z.string().nullable(),
    outcome: z.enum(['retried', 'obsolete']).nullable(),
  })
  .meta({ id: 'Incident' });
export type IncidentView = z.infer<typeof IncidentView>;
export const IncidentList = z.object({ items: z.array(IncidentView), next: z.string().nullable() }).meta({ id: 'IncidentList' });
export type IncidentList = z.infer<typeof IncidentList>;

export const RetryIncidents = z
  .strictObject({ topic: z.string().min(1).max(200).optional(), procedure: z.string().min(1).max(120).optional() })
  .describe('At least one of them; of both given, both must fit')
  .meta({ id: 'RetryIncidents' });
export type RetryIncidents = z.infer<typeof RetryIncidents>;

export const RetriedIncidents = z
  .object({
    retried: z.number().int(),
    refused: z.array(z.object({ id: z.uuid(), message: z.string() })),
    remaining: z.number().int().describe('Incidents of the same choice that were opened meanwhile'),
  })
  .meta({ id: 'RetriedIncidents' });
export type RetriedIncidents = z.infer<typeof RetriedIncidents>;

export const PutJobScopes = z.strictObject({ agency: z.string().min(1).max(120), topics: z.array(Topic).max(200).describe('All topics of the agency; what is left out is taken away') }).meta({ id: 'PutJobScopes' });
export type PutJobScopes = z.infer<typeof PutJobScopes>;
export const JobScopes = z.object({ agency: z.string(), topics: z.array(z.string()) }).meta({ id: 'JobScopes' });
export type JobScopes = z.infer<typeof JobScopes>;
export const JobScopeList = z.object({ items: z.array(JobScopes) }).meta({ id: 'JobScopeList' });
export type JobScopeList = z.infer<typeof JobScopeList>;

/** What a message says that may begin a dossier: as a desk would write it down, but for the message's own name and payload. */
export const MessageStart = ReceiveDossier.partial().omit({ startEvent: true }).meta({ id: 'MessageStart' });
export type MessageStart = z.infer<typeof MessageStart>;

export const SendMessage = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    correlationKey: z.string().trim().min(1).max(200).describe('Code of a dossier, or the business key that the waiting element gives itself'),
    payload: Variables.optional(),
    messageId: z.string().trim().min(1).max(200).optional().describe("The sender's own id: the same one again answers with the first outcome and does nothing"),
    ttlSeconds: z.number().int().min(0).max(31_622_400).default(86_400).describe('How long a message that nothing waits for is kept; 0 refuses it instead'),
    start: MessageStart.optional().describe('The dossier to be opened where the message begins a procedure and no open dossier has its key: `agency` and `applicant` at least, `procedure` where several begin so'),
  })
  .meta({ id: 'SendMessage' });
export type SendMessage = z.infer<typeof SendMessage>;

export const MessageOutcome = z
  .object({
    id: z.uuid(),
    outcome: z.enum(['delivered', 'buffered', 'started']).describe('What became of the message when it came in'),
    dossier: z.string().nullable(),
    catchers: z.number().int().describe('How many waiting elements took it then'),
    expiresAt: Instant.nullable().describe('Of a buffered message'),
  })
  .meta({ id: 'MessageOutcome' });
export type MessageOutcome = z.infer<typeof MessageOutcome>;
