import { z } from 'zod';
import { Instant, WorkedTime } from './budget.js';

/** Where an open land dossier stands, as its registry asks; each is in exactly one. */
export const LAND_STAGES = ['desk', 'checking', 'posting', 'survey', 'sent_to_tax', 'at_tax', 'awaiting_payment', 'to_print', 'signing', 'booking', 'handing_out', 'elsewhere'] as const;
export type LandStage = (typeof LAND_STAGES)[number];

const Count = z.number().int().min(0);
const Holder = z.object({ agency: z.string(), agencyName: z.string(), since: Instant, acknowledged: z.boolean() });

export const LandDossier = z
  .object({
    code: z.string(), procedure: z.string(), procedureName: z.string(),
    sheet: z.string().nullable().describe('Tờ bản đồ số'), plot: z.string().nullable().describe('Thửa đất số'), area: z.number().nullable(), place: z.string().nullable(),
    commune: z.string(), communeName: z.string(), stage: z.enum(LAND_STAGES), steps: z.array(z.object({ name: z.string(), officer: z.string().nullable() })),
    holders: z.array(Holder), receivedAt: Instant, dueAt: Instant.nullable(), late: z.boolean(), stopped: z.boolean(),
    left: WorkedTime.nullable().describe('Working time left, negative when late'),
    notice: z.object({ number: z.string().nullable(), amount: z.number().nullable(), payBy: z.string().nullable(), since: Instant }).nullable().describe('Of the tax branch, while its payment is waited for'),
    posting: z.object({ from: Instant, days: z.number().int().describe('Days of posting up to now'), of: z.number().int().nullable().describe('Days it lasts'), endsAt: Instant.nullable() }).nullable(),
    shares: z.array(z.object({ agency: z.string(), agencyName: z.string(), share: z.number() })).describe('Of those that are late'),
  })
  .meta({ id: 'LandDossier' });
export type LandDossier = z.infer<typeof LandDossier>;

export const LandSurvey = z
  .object({
    task: z.string(), code: z.string(), procedureName: z.string(), sheet: z.string().nullable(), plot: z.string().nullable(), place: z.string().nullable(), communeName: z.string(), stepName: z.string(),
    agencyName: z.string(), officer: z.string().nullable(), openedAt: Instant, dueAt: Instant.nullable(), left: WorkedTime.nullable(), late: z.boolean(),
  })
  .meta({ id: 'LandSurvey' });
export type LandSurvey = z.infer<typeof LandSurvey>;

export const LandBoardView = z
  .object({
    at: Instant, total: Count, late: Count, stopped: Count,
    stages: z.array(z.object({ stage: z.enum(LAND_STAGES), count: Count, late: Count })),
    communes: z.array(z.object({ code: z.string(), name: z.string(), count: Count, late: Count })),
    faults: z.array(z.object({ agency: z.string(), agencyName: z.string(), dossiers: Count })).describe('Open late dossiers that an agency has a share in'),
    items: z.array(LandDossier).describe('The first 500, those due first first'),
    surveys: z.array(LandSurvey).describe('Steps of measuring that are open, by their own limit'),
  })
  .meta({ id: 'LandBoard', description: 'Open dossiers of the field of land, by plot and by stage' });
export type LandBoardView = z.infer<typeof LandBoardView>;
