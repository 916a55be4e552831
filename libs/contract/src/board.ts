import { z } from 'zod';
import { Instant, WorkedTime } from './budget.js';
import { DEADLINE_STATES } from './supervision.js';

/** How an open dossier stands in time; each is in exactly one. `none`: no limit was set. */
export const TIME_BUCKETS = ['late', 'today', 'near', 'on_time', 'stopped', 'none'] as const;
export type TimeBucket = (typeof TIME_BUCKETS)[number];

/** The columns of the tower: how a dossier stands, and beside it whether somebody has yet to acknowledge it. */
export const TOWER_COLUMNS = [...TIME_BUCKETS, 'waiting'] as const;
export type TowerColumn = (typeof TOWER_COLUMNS)[number];

const Count = z.number().int().min(0);
const Counts = z.object({ late: Count, today: Count, near: Count, on_time: Count, stopped: Count, none: Count, waiting: Count, total: Count });
export type TowerCounts = z.infer<typeof Counts>;

export const TowerView = z
  .object({
    at: Instant,
    rows: z.array(z.object({ agency: z.string(), agencyName: z.string(), counts: Counts })).describe('By the agency that has the dossier now; one that two agencies have stands in both rows'),
    total: Counts.describe('Every dossier once'),
  })
  .meta({ id: 'Tower', description: 'Open dossiers by the agency that has them and by time left; `waiting` are those of them that an agency has not acknowledged' });
export type TowerView = z.infer<typeof TowerView>;

export const TowerDossier = z
  .object({
    code: z.string(), procedure: z.string().nullable().describe('Null: a register names none of ours'), procedureName: z.string(), agency: z.string(), agencyName: z.string(), imported: z.boolean().describe('Known from a register alone'),
    holders: z.array(z.object({ agency: z.string(), agencyName: z.string(), since: Instant, acknowledged: z.boolean() })),
    bucket: z.enum(TIME_BUCKETS), startedAt: Instant, dueAt: Instant.nullable(), state: z.enum(DEADLINE_STATES).nullable(),
    left: WorkedTime.nullable().describe('Working time left, negative when late, by the calendar of the agency that answers for the limit'),
    lateChance: z.number().nullable().describe('By the last forecast, while it is in time; null: none, or not enough history'),
  })
  .meta({ id: 'TowerDossier' });
export type TowerDossier = z.infer<typeof TowerDossier>;

export const TowerList = z.object({ items: z.array(TowerDossier).describe('Those due first come first'), next: z.string().nullable() }).meta({ id: 'TowerList' });
export type TowerList = z.infer<typeof TowerList>;

export const BoardChange = z.object({ dossiers: z.array(z.string()), agencies: z.array(z.string()) }).meta({ id: 'BoardChange', description: 'What an event `changed` of the board tells: read again what you show of them' });
export type BoardChange = z.infer<typeof BoardChange>;

export const HeatmapView = z
  .object({
    procedure: z.string(), revision: z.number().int().nullable().describe('Null: all revisions, elements of one id taken together'), from: Instant, to: Instant,
    sample: z.number().int().describe('At most so many steps of an element are measured for median and p90, chosen by their ids'),
    elements: z.array(
      z.object({
        element: z.string(), name: z.string(),
        done: Count.describe('Steps completed in the period'), open: Count.describe('Steps open now'), waiting: Count.describe('Of these, taken up by nobody'),
        sampled: Count, median: WorkedTime.nullable(), p90: WorkedTime.nullable(), acknowledge: WorkedTime.nullable().describe('Median working time until somebody took the step up'),
        limited: Count.describe('Completed steps that had a limit'), overrun: z.number().nullable().describe('Share of these that were late; null where none had a limit'),
        share: z.number().describe('Share of the working time of all elements'),
      }),
    ),
  })
  .meta({ id: 'Heatmap', description: 'What steps of a revision took in a period; working time of the agency, net of stops' });
export type HeatmapView = z.infer<typeof HeatmapView>;

const Score = {
  done: Count.describe('Steps completed in the period'), limited: Count.describe('Of these, with a limit'), onTime: Count, late: Count,
  sampled: Count, median: WorkedTime.nullable().describe('Median working time of a step, net of stops'), open: Count.describe('Steps held now'),
  use: z.number().nullable().describe('Median share of the budget that was used: of stays for an agency, of steps for an officer'),
  lateCharged: Count.describe('Late dossiers of the period: that the agency has a share in, or that were in the hands of the officer when they came to be late'),
  oldestAt: Instant.nullable().describe('When the oldest of the steps held now was opened'),
};

export const ScoresView = z
  .object({
    from: Instant, to: Instant, sample: z.number().int(), own: z.boolean().describe('Only the reader: officers see themselves'),
    agencies: z.array(z.object({
      agency: z.string(), agencyName: z.string(), ...Score,
      settled: Count.describe('Dossiers that it received and that were settled in the period'), lateHours: z.number().describe('Its shares of the lateness, in working hours'), waiting: Count.describe('Dossiers that it has not acknowledged yet'),
      stays: Count.describe('Stays of dossiers that ended in the period and had a budget'),
      index2: z.number().nullable().describe('Mean mark of these stays: shorter than the budget 2, as long 1, longer 0'),
    })),
    officers: z.array(z.object({ username: z.string(), name: z.string(), agency: z.string(), agencyName: z.string(), ...Score })),
  })
  .meta({ id: 'Scores', description: 'What agencies and officers did in a period, those with most late steps first' });
export type ScoresView = z.infer<typeof ScoresView>;
