import { z } from 'zod';
import { Instant, WorkedTime } from './budget.js';
import { NetLateness } from './force-majeure.js';

export const CONTEST_STATES = ['open', 'withdrawn', 'accepted', 'rejected'] as const;
export type ContestState = (typeof CONTEST_STATES)[number];

/** Why an agency says that the time is not its own. A closed list: it is counted by. */
export const CONTEST_GROUNDS = ['wrong_record', 'handed_late', 'handed_incomplete', 'waited_for_others', 'stop_not_recorded', 'force_majeure', 'system_failure', 'other'] as const;
export type ContestGround = (typeof CONTEST_GROUNDS)[number];

const Words = z.string().trim().min(1).max(2000);
const DocumentNumber = z.string().trim().min(1).max(300);
const AgencyCode = z.string().trim().min(1).max(120);
const Minutes = z.number().int().min(0);

export const FileContest = z
  .strictObject({
    dossier: z.string().min(1).max(120), agency: AgencyCode.describe('The agency that is charged'), ground: z.enum(CONTEST_GROUNDS), reason: Words,
    document: DocumentNumber.optional().describe('Number and date of the document that proves it'), paper: z.uuid().optional().describe('A paper of the dossier that proves it'),
  })
  .meta({ id: 'FileContest' });
export type FileContest = z.infer<typeof FileContest>;

export const DecideContest = z
  .strictObject({
    accept: z.boolean(),
    reason: Words,
    document: DocumentNumber.describe('Number and date of the decision'),
    moves: z
      .array(z.strictObject({
        to: AgencyCode.nullable().describe('Who answers for these minutes instead; null for no agency'),
        minutes: Minutes.max(10_000_000).describe('Working minutes of the overrun'),
        document: DocumentNumber.optional().describe('What shows that no agency answers for it; needed where `to` is null'),
      }))
      .max(20)
      .default([])
      .describe('Of an accepted contest, what the agency is relieved of; a part or all of it'),
  })
  .meta({ id: 'DecideContest' });
export type DecideContest = z.infer<typeof DecideContest>;

/** A part of a dossier's overrun. */
export const LatenessShare = z
  .object({
    agency: z.string().nullable().describe('Null: no agency answers for it, by the document'), agencyName: z.string(), document: z.string().nullable(),
    overrun: WorkedTime, minutes: Minutes.describe('Whole working minutes; the parts add up to those of the overrun'), share: z.number(),
  })
  .meta({ id: 'LatenessShare' });
export type LatenessShare = z.infer<typeof LatenessShare>;

export const ContestView = z
  .object({
    id: z.uuid(), dossier: z.string(), agency: z.string(), agencyName: z.string(), state: z.enum(CONTEST_STATES), stateName: z.string(), ground: z.enum(CONTEST_GROUNDS), groundName: z.string(),
    reason: z.string(), document: z.string().nullable(), paper: z.object({ id: z.uuid(), name: z.string() }).nullable(), filedBy: z.string(), filedAt: Instant, endedBy: z.string().nullable(), endedAt: Instant.nullable(),
    authority: z.string().nullable(), authorityName: z.string().nullable().describe('Who decided'), decision: z.string().nullable(), decisionDocument: z.string().nullable(),
    moves: z.array(z.object({ to: z.string().nullable(), toName: z.string(), minutes: Minutes, document: z.string().nullable() })),
    mayWithdraw: z.boolean(), mayDecide: z.boolean(), version: z.number().int(),
  })
  .meta({ id: 'Contest' });
export type ContestView = z.infer<typeof ContestView>;

const OfDossier = {
  dossier: z.string(), procedureName: z.string(), desk: z.string(), deskName: z.string(), dueAt: Instant, settledAt: Instant.nullable().describe('Null while it is open: the shares still grow'),
  overrun: WorkedTime.describe('Gross: nothing left out, whatever was decided'), minutes: Minutes, net: NetLateness,
};

export const AttributionItem = z
  .object({
    ...OfDossier, agency: z.string(), agencyName: z.string(), computed: LatenessShare.nullable().describe('Null where it was charged by a decision alone'),
    decided: LatenessShare.nullable().describe('Null while nothing was decided, or where the agency was relieved of all of it'), isDecided: z.boolean(),
    netShare: LatenessShare.nullable().describe('Its part of what is left without force majeure; null where no time is excluded, or nothing is left to it'),
    contest: z.object({ id: z.uuid(), state: z.enum(CONTEST_STATES), stateName: z.string() }).nullable().describe("The agency's last contest"),
    contestUntil: Instant.nullable().describe('Until when a contest may be filed; null while the dossier is open'), mayContest: z.boolean(), mayDecide: z.boolean(),
  })
  .meta({ id: 'AttributionItem' });
export type AttributionItem = z.infer<typeof AttributionItem>;
export const AttributionList = z.object({ items: z.array(AttributionItem), next: z.string().nullable() }).meta({ id: 'AttributionList' });
export type AttributionList = z.infer<typeof AttributionList>;

/** The state of an attribution, to filter by: of the agency's last contest, or that there is none. */
export const ATTRIBUTION_STATES = ['none', ...CONTEST_STATES] as const;
export type AttributionState = (typeof ATTRIBUTION_STATES)[number];

/** An entry of the dossier's ledger that proves something. */
const Entry = z.object({ seq: z.number().int(), at: Instant, by: z.string() });

export const AttributionDetail = z
  .object({
    ...OfDossier,
    computed: z.array(LatenessShare), decided: z.array(LatenessShare).nullable(),
    netShares: z.array(LatenessShare).nullable().describe('Whose the lateness is that is left without force majeure, as decided where it was; null where no time is excluded, or nothing is left'),
    legs: z.array(z.object({
      agency: z.string(), agencyName: z.string(), handedByName: z.string().nullable(), enteredAt: Instant, acknowledgedAt: Instant.nullable(), leftAt: Instant.nullable(),
      waited: WorkedTime.describe('Working time until the hand-over was acknowledged'), forgiven: WorkedTime.describe('Of it, what is not counted: at most the limit of acknowledgement'),
      stopped: WorkedTime.describe('Working time for which the clock stood meanwhile'), budget: WorkedTime, used: WorkedTime, overrun: WorkedTime,
      entries: z.object({ entered: Entry.nullable(), acknowledged: Entry.nullable(), left: Entry.nullable() }).describe('Entries of the ledger by which the times are known'),
    })),
    stops: z.array(z.object({ kindName: z.string(), reason: z.string(), evidence: z.unknown(), from: Instant, to: Instant.nullable() })),
    contests: z.array(ContestView),
    agencies: z.array(z.object({ agency: z.string(), agencyName: z.string() })).describe('Those that had to do with the dossier, to whom a decision may move a part'),
    papers: z.array(z.object({ id: z.uuid(), name: z.string() })).describe('Papers of the dossier that may be named as evidence; none for who may not see them'),
    mayContest: z.array(z.object({ agency: z.string(), agencyName: z.string(), until: Instant.nullable() })).describe('In whose name the reader may contest now'),
  })
  .meta({ id: 'AttributionDetail' });
export type AttributionDetail = z.infer<typeof AttributionDetail>;
