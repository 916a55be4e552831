import { HOURS_PER_WORKING_DAY, type Text, text } from '#kernel';
import type { ClosedStop, WorkingCalendar } from '#calendar';
import { type DeadlineClock, type Terms } from './clock.js';

export type Subject = 'dossier' | 'task';

/** What is wanted of those a rung reaches: `notify` tells, `apologise` opens the apology work, `escalate` calls the superior. */
export type RungAction = 'notify' | 'apologise' | 'escalate';

/**
 * Who a rung reaches, as a relation to the deadline, resolved when the rung is armed:
 * `holder` the task's role at its agency, for a dossier the desk that received it; `agency_leader` who signs at that agency;
 * `desk` and `desk_leader` reception and leader of the receiving agency; `desk_head` head of the one-stop desk over the dossier's
 * territory; `chairman` leadership over the territory.
 */
export type Recipient = 'holder' | 'agency_leader' | 'desk' | 'desk_leader' | 'desk_head' | 'chairman';

export interface RungSpec {
  rung: string;
  /** Share of the budget used, or working days before (negative) and after the due instant. */
  at: { share: number } | { days: number };
  subjects: readonly Subject[];
  to: readonly Recipient[];
  action: RungAction;
}

export type Ladder = readonly RungSpec[];

const BOTH: readonly Subject[] = ['dossier', 'task'];

/** Ladders by name. The apology a working day before due: Decree 61/2018 as locally applied, to be confirmed. */
export const LADDERS: Readonly<Record<string, Ladder>> = {
  'mac-dinh': [
    { rung: 'canh-bao', at: { share: 0.8 }, subjects: BOTH, to: ['holder'], action: 'notify' },
    { rung: 'truoc-han', at: { days: -1 }, subjects: ['dossier'], to: ['desk', 'desk_leader'], action: 'apologise' },
    { rung: 'den-han', at: { days: 0 }, subjects: BOTH, to: ['holder', 'agency_leader'], action: 'notify' },
    { rung: 'qua-han-1', at: { days: 1 }, subjects: BOTH, to: ['agency_leader', 'desk_head'], action: 'escalate' },
    { rung: 'qua-han-3', at: { days: 3 }, subjects: BOTH, to: ['chairman'], action: 'escalate' },
  ],
};

const RUNG_NAMES: Readonly<Record<string, Text>> = {
  'canh-bao': text('Cảnh báo sắp đến hạn', 'Warning, nearly due'),
  'truoc-han': text('Trước hạn một ngày', 'A day before due'),
  'den-han': text('Đến hạn', 'Due'),
  'qua-han-1': text('Quá hạn một ngày', 'A day overdue'),
  'qua-han-3': text('Quá hạn ba ngày', 'Three days overdue'),
};

export const rungName = (rung: string): Text => RUNG_NAMES[rung] ?? text(rung, rung);

export const DEFAULT_LADDER = 'mac-dinh';

/** A diagram may name a ladder this installation does not have; it gets the default one. */
export const ladderOf = (name: string | null): Ladder => LADDERS[name ?? DEFAULT_LADDER] ?? LADDERS[DEFAULT_LADDER]!;

export interface RungPoint {
  spec: RungSpec;
  at: Date;
}

/**
 * The instants of the rungs that apply, in order of the ladder. A rung before the due instant that would come no later than the
 * start (one day before the due instant of a half-day step) is left out.
 */
export function rungsOf(calendar: WorkingCalendar, ladder: Ladder, subject: Subject, clock: DeadlineClock, stops: readonly ClosedStop[]): RungPoint[] {
  return ladder
    .filter((spec) => spec.subjects.includes(subject))
    .map((spec) => ({ spec, at: instantOf(calendar, spec, clock, stops) }))
    .filter(({ spec, at }) => !comesBeforeDue(spec) || at > clock.startedAt);
}

/**
 * Which of the rungs not fired yet are to wait or to fire. Of those already past only the latest fires, at once, and only when it
 * comes after the last that did fire: a deadline armed late says where it stands and does not repeat what it would have said.
 */
export function toArm(rungs: readonly RungPoint[], now: Date, lastFired: Date | null): RungPoint[] {
  const past = rungs.filter((rung) => rung.at <= now && (lastFired === null || rung.at > lastFired));
  const latest = past.reduce<RungPoint | null>((last, rung) => (last && last.at > rung.at ? last : rung), null);
  return rungs.filter((rung) => rung.at > now || rung === latest);
}

const comesBeforeDue = ({ at }: RungSpec): boolean => 'share' in at || at.days < 0;

/** Shares are counted in working time net of stops, days after due as well; days before due are read back from the due instant. */
function instantOf(calendar: WorkingCalendar, spec: RungSpec, clock: DeadlineClock, stops: readonly ClosedStop[]): Date {
  if ('share' in spec.at) return shareInstant(calendar, spec.at.share, clock, stops);
  const hours = spec.at.days * HOURS_PER_WORKING_DAY;
  if (hours === 0) return clock.dueAt;
  if (hours < 0) return calendar.addWorkingMs(clock.dueAt, hours * 3_600_000);
  return calendar.due(clock.dueAt, { amount: hours, unit: 'working_hour' }, stops);
}

function shareInstant(calendar: WorkingCalendar, share: number, terms: Terms & { dueAt: Date }, stops: readonly ClosedStop[]): Date {
  const budgetMs = calendar.measureNet(terms.startedAt, terms.dueAt, stops);
  return calendar.due(terms.startedAt, { amount: (budgetMs * share) / 3_600_000, unit: 'working_hour' }, stops);
}
