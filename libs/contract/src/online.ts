import { z } from 'zod';
import { Instant, WorkedTime } from './budget.js';
import { ReceiveDossier } from './dossiers.js';

/** What a desk may say to what came over the portal; each ends the wait. */
export const SUBMISSION_ANSWERS = ['accepted', 'refused', 'supplement'] as const;
export type SubmissionAnswer = (typeof SUBMISSION_ANSWERS)[number];

export const RegisterSubmission = ReceiveDossier.omit({ channel: true, startEvent: true })
  .extend({
    portalCode: z.string().trim().min(1).max(100).describe('Number that the portal gave it; one number waits once'),
    submittedAt: Instant.describe('When the portal took it in; the reply is counted from there'),
  })
  .meta({ id: 'RegisterSubmission' });
export type RegisterSubmission = z.infer<typeof RegisterSubmission>;

export const AnswerSubmission = z.strictObject({ reason: z.string().trim().min(1).max(1000) }).meta({ id: 'AnswerSubmission' });
export type AnswerSubmission = z.infer<typeof AnswerSubmission>;

export const SubmissionView = z
  .object({
    id: z.uuid(), portalCode: z.string(), procedure: z.string(), procedureName: z.string(), agency: z.string(), agencyName: z.string(),
    applicantName: z.string().nullable().describe('Null where the reader may not see people'),
    submittedAt: Instant, registeredAt: Instant, replyDueAt: Instant.describe('Eight working hours of the agency after the submission'),
    left: WorkedTime.nullable().describe('Null once answered; negative when overdue'), late: z.boolean(), used: WorkedTime,
    answer: z.enum(SUBMISSION_ANSWERS).nullable(), answeredBy: z.string().nullable(), answeredAt: Instant.nullable(), reason: z.string().nullable(), dossier: z.string().nullable(),
    mayAnswer: z.boolean(), version: z.number().int(),
  })
  .meta({ id: 'Submission' });
export type SubmissionView = z.infer<typeof SubmissionView>;
export const SubmissionList = z.object({ items: z.array(SubmissionView), next: z.string().nullable() }).meta({ id: 'SubmissionList' });
export type SubmissionList = z.infer<typeof SubmissionList>;

const Counts = { submitted: z.number().int(), inTime: z.number().int(), late: z.number().int(), waiting: z.number().int(), overdue: z.number().int(), accepted: z.number().int(), refused: z.number().int(), supplement: z.number().int() };
export const ReplyReport = z
  .object({ from: Instant, to: Instant, rows: z.array(z.object({ agency: z.string(), agencyName: z.string(), ...Counts })), total: z.object(Counts) })
  .meta({ id: 'ReplyReport', description: 'Submissions of a period by how they were replied to; submitted = inTime + late + waiting, overdue is a part of waiting' });
export type ReplyReport = z.infer<typeof ReplyReport>;
