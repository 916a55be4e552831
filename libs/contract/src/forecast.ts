import { z } from 'zod';
import { Instant, WorkedTime } from './budget.js';

const Count = z.number().int().min(0);
const Share = z.number().min(0).max(1);

const Foretold = {
  chance: Share.nullable().describe('Chance that it will be late, from the history of its remaining steps; null: not enough history, which is not 0'),
  cases: Count.describe('Settled dossiers that went through what is open now'),
  reason: z
    .object({
      name: z.string().nullable(), agency: z.string().nullable(), agencyName: z.string().nullable(),
      spends: WorkedTime.describe('Working time still spent there, on average over the courses that end late'),
    })
    .nullable()
    .describe('The remaining step that makes most of it; names are null where the step is of a closed compartment (police) that the reader is not in'),
};

const ForecastDossier = z
  .object({
    code: z.string(), procedure: z.string(), procedureName: z.string(), agency: z.string(), agencyName: z.string(),
    holders: z.array(z.object({ agency: z.string(), agencyName: z.string() })), dueAt: Instant.nullable(), stopped: z.boolean(), ...Foretold,
  })
  .meta({ id: 'ForecastDossier' });

export const ForecastRunView = z
  .object({ id: z.string(), modelAt: Instant.describe('What happened later is not in the model'), state: z.enum(['running', 'done']), done: Count, total: Count, seed: z.number().int(), endedAt: Instant.nullable() })
  .meta({ id: 'ForecastRun' });
export type ForecastRunView = z.infer<typeof ForecastRunView>;

export const ForecastList = z
  .object({
    run: ForecastRunView.nullable().describe('The last finished one, by which the items were made'),
    running: ForecastRunView.nullable(),
    known: Count, unknown: Count.describe('Open dossiers in time for which there is not enough history, or which came after the model'),
    items: z.array(ForecastDossier).describe('Those most likely late first; dossiers that are late already are not in it'),
    next: z.string().nullable(),
  })
  .meta({ id: 'ForecastList', description: 'An estimate from the past: neither a finding of lateness nor a rule of law' });
export type ForecastList = z.infer<typeof ForecastList>;

export const ForecastOne = z
  .object({ code: z.string(), at: Instant, ...Foretold, state: z.enum(['foretold', 'unknown', 'late', 'settled', 'no_limit']) })
  .meta({ id: 'ForecastOne', description: 'Counted on demand, from where the dossier stands now' });
export type ForecastOne = z.infer<typeof ForecastOne>;

const Quality = {
  count: Count.describe('Dossiers foretold in the past whose end is known'), late: Count,
  brier: z.number().nullable().describe('Mean squared error, 0 is perfect'),
  skill: z.number().nullable().describe('1 − error / error of telling the share of late ones for each; 0 or less: of no use'),
  auc: z.number().nullable().describe('Chance that a dossier that was late had been given more than one that was not'),
  top: z.object({ count: Count, late: Count }).describe('The tenth that was given most'),
  bins: z.array(z.object({ from: Share, count: Count, foretold: Share, late: Count })).describe('By tens of per cent foretold'),
};

export const ForecastQuality = z
  .object({
    run: ForecastRunView,
    instants: z.array(Instant).describe('The past instants at which the model, made of what was known then, foretold what was open'),
    unknown: Count.describe('Without enough history at that instant'),
    ...Quality,
    procedures: z.array(z.object({ procedure: z.string(), procedureName: z.string(), unknown: Count, ...Quality })),
  })
  .meta({ id: 'ForecastQuality', description: 'How the forecasts of the past came out' });
export type ForecastQuality = z.infer<typeof ForecastQuality>;

export const RefreshForecast = z.strictObject({ seed: z.number().int().min(0).max(2 ** 31 - 1).optional() }).meta({ id: 'RefreshForecast' });
export type RefreshForecast = z.infer<typeof RefreshForecast>;
