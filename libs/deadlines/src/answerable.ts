import type { Answerable } from '#contract';
import type { Deadline } from './deadlines.repository.js';
import type { LegUse } from './leg-clock.js';
import type { DossierLeg } from './legs.repository.js';
import type { Lateness } from './times.js';

export interface UsedLeg extends LegUse {
  leg: DossierLeg;
}

/**
 * Who has to say sorry now: by what was decided on contests the agency that most of the lateness was left with; else who used up most beyond the
 * own budget; else who holds the dossier.
 */
export function answerableOf({ agency }: Pick<Deadline, 'agency'>, uses: readonly UsedLeg[], { decided }: Pick<Lateness, 'decided'>): Answerable {
  const left = decided?.find((share) => share.agency !== null && share.overrunMs > 0)?.agency;
  const found = decided ? uses.findLast(({ leg }) => leg.agency === (left ?? agency)) : (worst(uses) ?? uses.findLast(({ leg }) => leg.leftAt === null) ?? uses.at(-1));
  return { agency: found?.leg.agency ?? left ?? agency, since: found?.leg.enteredAt ?? null, usedMs: found?.usedMs ?? 0, budgetMs: found?.leg.budgetMs ?? 0 };
}

const worst = (uses: readonly UsedLeg[]): UsedLeg | undefined =>
  uses.filter(({ overrunMs }) => overrunMs > 0).reduce<UsedLeg | undefined>((most, one) => (most && most.overrunMs >= one.overrunMs ? most : one), undefined);
