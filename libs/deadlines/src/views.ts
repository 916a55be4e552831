import type { Directory } from '#access';
import { type WorkingCalendar, formatWorked, workedHours } from '#calendar';
import type { DossierDeadlineView, LatenessView, NetLateness, WorkedTime } from '#contract';
import { type Language, toIso } from '#kernel';
import { remainingBy, usedBy } from './clock.js';
import type { Deadline, Move } from './deadlines.repository.js';
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
  calendar: WorkingCalendar, deadline: Deadline, stops: readonly DossierStop[], moves: readonly Move[], now: Date, language: Language,
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
  };
}

export const netView = ({ late, overrunMs, dueAt }: Omit<Net, 'dueAt'> & { dueAt: Date | null }, excluded: readonly ExcludedTime[], names: Names, language: Language): NetLateness => ({
  late,
  overrun: worked(overrunMs, language),
  dueAt: dueAt && toIso(dueAt),
  excluded: excluded.map(({ declaration, document, reason, agency, from, to }) => ({ declaration, document, reason, agency, agencyName: agencyName(names, agency, language), from: toIso(from), to: toIso(to) })),
});

export const latenessView = ({ late, overrunMs, shares }: Lateness, net: NetLateness, names: Names, language: Language): LatenessView => ({
  late,
  overrun: worked(overrunMs, language),
  net,
  shares: shares.map(({ agency, overrunMs: part, share }) => ({ agency, agencyName: agencyName(names, agency, language), overrun: worked(part, language), share })),
});

const stopView = (stop: DossierStop, language: Language): DossierDeadlineView['stops'][number] => ({
  kind: stop.kind,
  kindName: STOP_NAMES[stop.kind][language],
  reason: stop.reason,
  evidence: stop.evidence,
  from: toIso(stop.from),
  to: stop.to && toIso(stop.to),
});
