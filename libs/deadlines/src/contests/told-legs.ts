import type { Directory } from '#access';
import type { AttributionDetail } from '#contract';
import { type Language, toIso } from '#kernel';
import { chargedFrom } from '../leg-clock.js';
import type { DossierLeg } from '../legs.repository.js';
import { STOP_NAMES } from '../stop-names.js';
import { calendarIn, legUse } from '../times.js';
import { agencyName, worked } from '../views.js';
import type { Attribution } from './attribution-of.js';
import type { HandOver } from './contests.repository.js';

type LegTold = AttributionDetail['legs'][number];
type Entries = { [way in 'entered' | 'acknowledged' | 'left']: HandOver | null };

/** Every stay with the time it took and the ledger's entries that prove it. */
export function legsTold(attribution: Attribution, handOvers: readonly HandOver[], names: Directory, people: ReadonlyMap<string, string>, language: Language): LegTold[] {
  const { legs, calendars, deadline, stops, now } = attribution;
  const entries = entriesOf(legs, handOvers);
  const entry = (found: HandOver | null): LegTold['entries']['entered'] => found && { seq: found.seq, at: toIso(found.at), by: people.get(found.actor) ?? found.actor };
  return legs.map((leg, i) => {
    const calendar = calendarIn(calendars, leg.agency);
    const until = earliest(leg.leftAt ?? now, deadline.endedAt);
    const seen = earliest(leg.acknowledgedAt ?? until, until);
    const use = legUse(calendars, { deadline, stops, legs }, leg, now);
    const { entered, acknowledged, left } = entries[i]!;
    return {
      agency: leg.agency, agencyName: agencyName(names, leg.agency, language), handedByName: leg.handedBy && agencyName(names, leg.handedBy, language),
      enteredAt: toIso(leg.enteredAt), acknowledgedAt: leg.acknowledgedAt && toIso(leg.acknowledgedAt), leftAt: leg.leftAt && toIso(leg.leftAt),
      waited: worked(calendar.measureNet(leg.enteredAt, seen, stops), language), forgiven: worked(calendar.measureNet(leg.enteredAt, earliest(chargedFrom(calendar, leg, stops, until), until), stops), language),
      stopped: worked(calendar.measure(leg.enteredAt, until) - calendar.measureNet(leg.enteredAt, until, stops), language),
      budget: worked(leg.budgetMs, language), used: worked(use.usedMs, language), overrun: worked(use.overrunMs, language),
      entries: { entered: entry(entered), acknowledged: entry(acknowledged), left: entry(left) },
    };
  });
}

export const stopsTold = ({ stops }: Attribution, language: Language): AttributionDetail['stops'] =>
  stops.map(({ kind, reason, evidence, from, to }) => ({ kindName: STOP_NAMES[kind][language], reason, evidence, from: toIso(from), to: to && toIso(to) }));

/** An agency has one open stay at a time, so its entries follow each other stay by stay. The first acknowledgement of a stay counts. */
function entriesOf(legs: readonly DossierLeg[], handOvers: readonly HandOver[]): Entries[] {
  const stays: (Entries & { agency: string })[] = [];
  const current = (agency: string | null): Entries | undefined => stays.findLast((stay) => stay.agency === agency && stay.left === null);
  for (const one of handOvers) {
    if (one.kind === 'leg.entered') stays.push({ agency: one.agency ?? '', entered: one, acknowledged: null, left: null });
    const stay = current(one.agency);
    if (one.kind === 'leg.acknowledged' && stay) stay.acknowledged ??= one;
    if (one.kind === 'leg.left' && stay) stay.left = one;
  }
  const nth = (leg: DossierLeg): number => legs.filter((other) => other.agency === leg.agency).indexOf(leg);
  return legs.map((leg) => stays.filter(({ agency }) => agency === leg.agency)[nth(leg)] ?? { entered: null, acknowledged: null, left: null });
}

const earliest = (at: Date, limit: Date | null): Date => (limit !== null && limit < at ? limit : at);
