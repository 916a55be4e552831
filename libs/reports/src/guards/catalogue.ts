import type { GuardCode } from '#contract';
import { closedInBulk } from './rules/closed-in-bulk.js';
import { collectedLate } from './rules/collected-late.js';
import { dueEdited } from './rules/due-edited.js';
import { handOverReversed } from './rules/hand-over-reversed.js';
import { lateSupplement } from './rules/late-supplement.js';
import { receiptDelayed } from './rules/receipt-delayed.js';
import { reopened } from './rules/reopened.js';
import { repeatedSupplement } from './rules/repeated-supplement.js';
import { resultUnsigned } from './rules/result-unsigned.js';
import { stepBackdated } from './rules/step-backdated.js';
import { stopUndelivered } from './rules/stop-undelivered.js';
import { surveyContradicts } from './rules/survey-contradicts.js';
import { withdrawnResubmitted } from './rules/withdrawn-resubmitted.js';
import type { GuardRule } from './rule.js';

/** Every rule by its code; a code without a rule, or a rule without a code, does not compile. */
export const GUARDS: Record<GuardCode, GuardRule> = {
  'late-supplement': lateSupplement,
  'repeated-supplement': repeatedSupplement,
  'stop-undelivered': stopUndelivered,
  'result-unsigned': resultUnsigned,
  reopened,
  'receipt-delayed': receiptDelayed,
  'step-backdated': stepBackdated,
  'closed-in-bulk': closedInBulk,
  'withdrawn-resubmitted': withdrawnResubmitted,
  'due-edited': dueEdited,
  'collected-late': collectedLate,
  'survey-contradicts': surveyContradicts,
  'hand-over-reversed': handOverReversed,
};
