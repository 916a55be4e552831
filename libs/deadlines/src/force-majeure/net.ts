import type { WorkingCalendar } from '#calendar';
import { dueBy, overrunBy } from '../clock.js';
import type { Deadline } from '../deadlines.repository.js';
import type { DossierLeg } from '../legs.repository.js';
import type { DossierStop } from '../stops.repository.js';
import type { ExcludedTime } from './excluded.repository.js';

/** A deadline as it would stand if the excluded time had not passed. The gross count stands beside it, unchanged. */
export interface Net {
  dueAt: Date;
  late: boolean;
  overrunMs: number;
}

type Span = Pick<ExcludedTime, 'from' | 'to'>;

export function netOf(calendar: WorkingCalendar, deadline: Deadline, stops: readonly DossierStop[], excluded: readonly Span[], now: Date): Net {
  const at = deadline.endedAt ?? now;
  const without = [...stops, ...excluded.map(({ from, to }) => ({ from, to }))];
  const dueAt = dueBy(calendar, deadline, without, at);
  const late = at > dueAt;
  return { dueAt, late, overrunMs: late ? overrunBy(calendar, deadline, without, at) : 0 };
}

/** The time that the dossier spent at the agencies within the interval, as long as its clock was not over. */
export function spansOf(legs: readonly DossierLeg[], agencies: readonly string[], from: Date, to: Date, settledAt: Date | null): { agency: string; from: Date; to: Date }[] {
  const end = settledAt !== null && settledAt < to ? settledAt : to;
  return legs
    .filter(({ agency }) => agencies.includes(agency))
    .map(({ agency, enteredAt, leftAt }) => ({ agency, from: enteredAt > from ? enteredAt : from, to: leftAt !== null && leftAt < end ? leftAt : end }))
    .filter((span) => span.from < span.to);
}
