import type { DomainEvents } from '#contract';
import type { LedgerDraft } from '#ledger';
import { minutesOf } from '#calendar';
import { answerableOf } from '../answerable.js';
import type { Doing } from '../records.js';
import { legUse } from '../times.js';
import { type Attribution, minutesCharged, chargeOf } from './attribution-of.js';
import type { Contest } from './contests.repository.js';

/*
 * What contests write into the ledger (a released format: `ledger/fixtures/contests-1.json`) and tell the other rooms. Parts are whole working minutes.
 */

export const contestFiled = ({ at, actor }: Doing, contest: Pick<Contest, 'id' | 'agency' | 'ground' | 'reason' | 'document' | 'paper'>, attribution: Attribution): LedgerDraft => {
  const { id, agency, ground, reason, document, paper } = contest;
  return { at, actor: actor.username, agency, kind: 'contest.filed', data: { contest: id, agency, ground, reason, document, paper, minutes: minutesCharged(chargeOf(attribution, agency)) } };
};

export const contestWithdrawn = ({ at, actor }: Doing, { id, agency }: Contest): LedgerDraft =>
  ({ at, actor: actor.username, agency, kind: 'contest.withdrawn', data: { contest: id, agency } });

/** With the shares as computed and as they are from now on, so that a reader of the ledger need not compute anything. */
export const contestDecided = ({ at, actor }: Doing, contest: Contest, { lateness }: Attribution): LedgerDraft => {
  const { id, agency, state, authority, decision, decisionDocument, moves } = contest;
  return {
    at, actor: actor.username, agency: authority, kind: 'contest.decided',
    data: {
      contest: id, agency, outcome: state, reason: decision, document: decisionDocument, moves, minutes: minutesOf(lateness.overrunMs),
      computed: lateness.shares.map((share) => ({ agency: share.agency, minutes: minutesOf(share.overrunMs) })),
      decided: (lateness.decided ?? lateness.shares.map((share) => ({ ...share, document: null }))).map((share) => ({ agency: share.agency, document: share.document, minutes: minutesOf(share.overrunMs) })),
    },
  };
};

type Contested = DomainEvents['attribution.contested'];

/** `attribution` is as it stands after what is told. */
export function contestedEvent(doing: Doing, what: Contested['what'], contest: Contest, attribution: Attribution, authorities: string[]): Contested {
  const { deadline, lateness, legs, calendars, stops, now } = attribution;
  const uses = legs.map((leg) => ({ leg, ...legUse(calendars, { deadline, stops, legs }, leg, now) }));
  return {
    dossier: doing.dossier, at: doing.at, actor: doing.actor, what, agency: contest.agency, authorities,
    reason: what === 'filed' || what === 'withdrawn' ? contest.reason : (contest.decision ?? ''), document: what === 'filed' ? contest.document : contest.decisionDocument,
    bearers: contest.moves.flatMap(({ to }) => (to === null ? [] : [to])), answerable: answerableOf(deadline, uses, lateness),
  };
}
