import type { Directory } from '#access';
import { type DecidedShare, type Share, type WorkingCalendar, formatWorked, minutesOf, workedHours } from '#calendar';
import type { DossierDeadlineView, ExtensionRule, LatenessShare, LatenessView, NetLateness, WorkedTime } from '#contract';
import { type Language, text, toIso } from '#kernel';
import { remainingBy, usedBy } from './clock.js';
import { CONTEST_STATE_NAMES } from './contests/contest-names.js';
import type { Contest } from './contests/contests.repository.js';
import type { Deadline, Move } from './deadlines.repository.js';
import type { Extension } from './extensions.repository.js';
import type { ExcludedTime } from './force-majeure/excluded.repository.js';
import type { Net } from './force-majeure/net.js';
import { STOP_NAMES } from './stop-names.js';
import type { DossierStop } from './stops.repository.js';
import type { Lateness } from './times.js';

export type Names = Pick<Directory, 'get'>;

export const agencyName = (names: Names, agency: string, language: Language): string => names.get(agency)?.name[language] ?? agency;

export const worked = (ms: number, language: Language): WorkedTime => ({ hours: workedHours(ms), text: formatWorked(ms)[language] });

/** The dossier's own deadline; `remaining` is null once it has ended. */
export function deadlineView(
  calendar: WorkingCalendar, deadline: Deadline, stops: readonly DossierStop[], moves: readonly Move[], now: Date, language: Language, grounds: Grounds,
): DossierDeadlineView {
  const at = deadline.endedAt ?? now;
  return {
    budget: deadline.budget,
    startedAt: toIso(deadline.startedAt),
    dueAt: toIso(deadline.dueAt),
    state: deadline.state,
    used: worked(usedBy(calendar, deadline, stops, at), language),
    remaining: deadline.endedAt === null ? worked(remainingBy(calendar, deadline, stops, at), language) : null,
    stops: stops.map((stop) => stopView(stop, language)),
    moves: moves.map((move) => ({ at: toIso(move.at), from: move.from, to: move.to, reason: move.reason, document: move.document })),
    extension: grounds.extension && extensionView(grounds.extension, grounds.rules, language),
    extensions: mayStillExtend(deadline, now) ? grounds.rules.map(({ code, name, budget, basis }) => ({ code, name: name[language], budget, basis: basis?.text ?? null, basisConfirmed: basis?.confirmed ?? false })) : [],
  };
}

/** What the procedure allows, and what was made of it. */
export interface Grounds {
  rules: readonly ExtensionRule[];
  extension: Extension | null;
}

const mayStillExtend = ({ extension, state, dueAt }: Deadline, now: Date): boolean => !extension && (state === 'stopped' || (state === 'running' && now <= dueAt));

const extensionView = ({ rule, budget, document, reason, from, to, by, at }: Extension, rules: Grounds['rules'], language: Language): NonNullable<DossierDeadlineView['extension']> => ({
  name: rules.find(({ code }) => code === rule)?.name[language] ?? rule, budget, document, reason, from: toIso(from), to: toIso(to), by, at: toIso(at),
});

export const netView = ({ late, overrunMs, dueAt }: Omit<Net, 'dueAt'> & { dueAt: Date | null }, excluded: readonly ExcludedTime[], names: Names, language: Language): NetLateness => ({
  late,
  overrun: worked(overrunMs, language),
  dueAt: dueAt && toIso(dueAt),
  excluded: excluded.map(({ declaration, document, reason, agency, from, to }) => ({ declaration, document, reason, agency, agencyName: agencyName(names, agency, language), from: toIso(from), to: toIso(to) })),
});

export const latenessView = ({ late, overrunMs, shares, decided }: Lateness, net: NetLateness, contests: readonly Contest[], names: Names, language: Language): LatenessView => ({
  late,
  overrun: worked(overrunMs, language),
  net,
  shares: shares.map((share) => ({ ...shareView(share, names, language), agency: share.agency })),
  decided: decided && decided.map((share) => shareView(share, names, language)),
  contested: contests.filter(({ state }) => state !== 'withdrawn').map(({ agency, state, decisionDocument }) => ({
    agency, agencyName: agencyName(names, agency, language), state, stateName: CONTEST_STATE_NAMES[state][language], document: decisionDocument,
  })),
});

/** A part of an overrun; what no agency answers for is called by its document. */
export function shareView(part: Share | DecidedShare, names: Names, language: Language): LatenessShare {
  const { agency, overrunMs, share } = part;
  const document = 'document' in part ? part.document : null;
  return { agency, agencyName: agency === null ? NOBODY[language] : agencyName(names, agency, language), document, overrun: worked(overrunMs, language), minutes: minutesOf(overrunMs), share };
}

const NOBODY = text('Không tính cho cơ quan nào', 'No agency answers for it');

const stopView = (stop: DossierStop, language: Language): DossierDeadlineView['stops'][number] => ({
  kind: stop.kind,
  kindName: STOP_NAMES[stop.kind][language],
  reason: stop.reason,
  evidence: stop.evidence,
  from: toIso(stop.from),
  to: stop.to && toIso(stop.to),
});
