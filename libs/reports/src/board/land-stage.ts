import type { LandStage } from '#contract';

/**
 * Forms by which the steps of land procedures are known; a procedure that the designers draw themselves stands on the board the same way when its
 * steps use these keys.
 */
export const POSTING_FORM = 'niem-yet';
export const SURVEY_FORM = 'trich-do';

const STAGE_OF_FORM: Readonly<Record<string, LandStage>> = {
  'kiem-tra-thanh-phan': 'desk',
  [POSTING_FORM]: 'posting',
  [SURVEY_FORM]: 'survey',
  'in-giay-chung-nhan': 'to_print', 'ghi-bien-dong': 'to_print',
  'tham-dinh': 'signing', 'ky-giay-chung-nhan': 'signing', 'ky-giay-xa': 'signing', 'ky-xac-nhan': 'signing',
  'cap-nhat-so': 'booking', 'vao-so': 'booking',
  'thong-bao-ket-qua': 'handing_out', 'tra-ket-qua': 'handing_out',
};

/** Where several steps are open at once, the first of these tells where the dossier stands. */
const ORDER: readonly LandStage[] = ['posting', 'survey', 'to_print', 'signing', 'booking', 'handing_out', 'desk', 'checking'];

export interface LandFacts {
  /** Kinds of the stops that are open. */
  stops: readonly string[];
  /** Kinds of the agencies that have the dossier, and whether they have acknowledged it. */
  holders: readonly { kind: string; acknowledged: boolean }[];
  /** Forms of the open steps. */
  forms: readonly (string | null)[];
}

/** What the citizen has to pay comes first, then the tax branch, then the step itself. */
export function landStage({ stops, holders, forms }: LandFacts): LandStage {
  if (stops.includes('payment')) return 'awaiting_payment';
  const tax = holders.find(({ kind }) => kind === 'tax');
  if (tax) return tax.acknowledged ? 'at_tax' : 'sent_to_tax';
  const stages = forms.map((form) => STAGE_OF_FORM[form ?? ''] ?? 'checking');
  return ORDER.find((stage) => stages.includes(stage)) ?? 'elsewhere';
}
