import { type Actor, type DossierHead, countingOf } from '#contract';
import { toIso } from '#kernel';
import type { LedgerDraft } from '#ledger';
import type { Deadline } from './deadlines.repository.js';
import type { RungAnswer } from './ladders/answers.repository.js';
import type { DossierLeg } from './legs.repository.js';
import type { DossierStop } from './stops.repository.js';

/** On which dossier, when and by whom something is done; every event of the house carries it. */
export interface Doing {
  dossier: DossierHead;
  at: Date;
  actor: Actor;
}

/*
 * What this room writes into the ledger. Working time in it is milliseconds, instants ISO with offset.
 */
type By = Pick<Doing, 'at' | 'actor'>;

const entry = ({ at, actor }: By, agency: string | null, kind: LedgerDraft['kind'], data: Record<string, unknown>): LedgerDraft => ({
  at, actor: actor.username, agency, kind, data,
});

const subjectOf = (deadline: Deadline): { subject: string; ref: string } => ({ subject: deadline.subjectKind, ref: deadline.subjectRef });

export const deadlineSet = (by: By, deadline: Deadline): LedgerDraft =>
  entry(by, deadline.agency, 'deadline.set', {
    ...subjectOf(deadline), budget: deadline.budget, ...countingOf(deadline), startedAt: toIso(deadline.startedAt), dueAt: toIso(deadline.dueAt), state: deadline.state,
  });

/** `netDueAt`: where time of force majeure is excluded, what the due instant is net of it. */
export const deadlineMoved = (by: By, before: Deadline, after: Deadline, reason: string, netDueAt: Date | null = null): LedgerDraft =>
  entry(by, after.agency, 'deadline.moved', { ...subjectOf(after), from: toIso(before.dueAt), to: toIso(after.dueAt), reason, ...(netDueAt && { netDueAt: toIso(netDueAt) }) });

interface Exclusion {
  declaration: string;
  document: string;
  dueAt: Date;
  netDueAt: Date;
  late: boolean;
  netLate: boolean;
  netOutcome: string | null;
}

const exclusionOf = ({ dueAt, netDueAt, ...rest }: Exclusion): Record<string, unknown> => ({ ...rest, dueAt: toIso(dueAt), netDueAt: toIso(netDueAt) });

export const timeExcluded = (by: By, reason: string, spans: readonly { agency: string; from: Date; to: Date }[], exclusion: Exclusion): LedgerDraft =>
  entry(by, null, 'force_majeure.excluded', { ...exclusionOf(exclusion), reason, spans: spans.map(({ agency, from, to }) => ({ agency, from: toIso(from), to: toIso(to) })) });

export const timeRestored = (by: By, reason: string, exclusion: Exclusion): LedgerDraft => entry(by, null, 'force_majeure.restored', { ...exclusionOf(exclusion), reason });

/** How it ended; a breach with the work not done yet is recorded as missed with no end. */
export const deadlineEnded = (by: By, deadline: Deadline): LedgerDraft =>
  entry(by, deadline.agency, deadline.state === 'met' ? 'deadline.met' : deadline.state === 'cancelled' ? 'deadline.cancelled' : 'deadline.missed', {
    ...subjectOf(deadline), dueAt: toIso(deadline.dueAt), endedAt: deadline.endedAt && toIso(deadline.endedAt), overrunMs: deadline.overrunMs,
  });

export const clockStopped = (by: By, stop: DossierStop): LedgerDraft =>
  entry(by, by.actor.agency, 'clock.stopped', { kind: stop.kind, reason: stop.reason, evidence: stop.evidence, source: stop.source });

export const clockResumed = (by: By, stop: DossierStop, evidence: unknown): LedgerDraft =>
  entry(by, by.actor.agency, 'clock.resumed', { kind: stop.kind, source: stop.source, stoppedAt: toIso(stop.from), evidence: evidence ?? null });

/** The names of the fields only: what the citizen brought may be personal, and the ledger is for ever. */
export const messageDelivered = (by: By, name: string, data: Record<string, unknown>, evidence: unknown): LedgerDraft =>
  entry(by, by.actor.agency, 'message.delivered', { name, fields: Object.keys(data), evidence: evidence ?? null });

export const legEntered = (by: By, leg: DossierLeg): LedgerDraft => entry(by, leg.agency, 'leg.entered', { handedBy: leg.handedBy });

export const legAcknowledged = (by: By, agency: string): LedgerDraft => entry(by, agency, 'leg.acknowledged', {});

export const legLeft = (by: By, leg: DossierLeg): LedgerDraft =>
  entry(by, leg.agency, 'leg.left', { enteredAt: toIso(leg.enteredAt), budgetMs: leg.budgetMs, usedMs: leg.usedMs, overrunMs: leg.overrunMs });

export const rungFired = (by: By, deadline: Deadline, rung: { rung: string; action: string; recipients: unknown }): LedgerDraft =>
  entry(by, deadline.agency, 'rung.fired', { ...subjectOf(deadline), rung: rung.rung, action: rung.action, recipients: rung.recipients, dueAt: toIso(deadline.dueAt) });

export const rungAnswered = (by: By, deadline: Deadline, { rung, kind, reason, until, agency, role }: RungAnswer): LedgerDraft =>
  entry(by, agency, kind === 'snoozed' ? 'rung.snoozed' : 'rung.acknowledged', { ...subjectOf(deadline), rung, post: `${agency}.${role}`, reason, ...(until && { until: toIso(until) }), dueAt: toIso(deadline.dueAt) });

export const ladderChanged = (by: By, deadline: Deadline, from: number, document: string): LedgerDraft =>
  entry(by, deadline.agency, 'ladder.changed', { ...subjectOf(deadline), ladder: deadline.ladder, from, to: deadline.ladderVersion, document });

/** How the dossier's promise was kept; the row of every settlement statistic. */
export interface Settlement {
  state: number;
  result: string | null;
  outcome: 'early' | 'on_time' | 'late';
  dueAt: Date | null;
  field: string | null;
  /** Where time of force majeure is excluded: the same net of it. */
  net: { outcome: 'early' | 'on_time' | 'late'; dueAt: Date } | null;
}

export const dossierSettled = (doing: Doing, { net, ...settlement }: Settlement): LedgerDraft => {
  const { agency, procedure } = doing.dossier;
  return entry(doing, agency, 'dossier.settled', { ...settlement, dueAt: settlement.dueAt && toIso(settlement.dueAt), agency, procedure, ...(net && { netOutcome: net.outcome, netDueAt: toIso(net.dueAt) }) });
};
