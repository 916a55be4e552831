import type { ReportKind } from '#contract';
import type { ReportDefinition } from './definition.js';
import { digitisation } from './digitisation.js';
import { evaluation } from './evaluation.js';
import { late } from './late.js';
import { online } from './online.js';
import { payment } from './payment.js';
import { quarterly } from './quarterly.js';
import { register } from './register.js';
import { settlement, settlementCentre } from './settlement-table.js';
import { slip } from './slip.js';
import { timeliness } from './timeliness.js';

/** Every report there is, in the order in which they are offered. */
export const CATALOGUE: Record<ReportKind, ReportDefinition> = {
  settlement, settlement_centre: settlementCentre, quarterly, timeliness, late, register, slip, online, digitisation, payment, evaluation,
};
