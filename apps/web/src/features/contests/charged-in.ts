import type { AttributionDetail, ContestView, LatenessShare } from '#contract';

/** What the agency of a contest is charged with now. */
export const chargedIn = ({ computed, decided }: AttributionDetail, { agency }: ContestView): LatenessShare | null => (decided ?? computed).find((share) => share.agency === agency) ?? null;
