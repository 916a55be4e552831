import { type Stop, type WorkingCalendar } from '#calendar';
import { closedBy } from './clock.js';

const HOUR_MS = 3_600_000;

/** A dossier's stay at one agency. The receiving agency acknowledges its first leg by the receipt itself. */
export interface Leg {
  agency: string;
  enteredAt: Date;
  acknowledgedAt: Date | null;
  leftAt: Date | null;
  /** Working ms allowed to the agency's steps on this leg. */
  budgetMs: number;
  /** Working ms in which the hand-over is to be acknowledged; waiting beyond is the receiver's own time. */
  acknowledgeMs: number;
}

export interface LegUse {
  usedMs: number;
  overrunMs: number;
}

/** From when the stay is charged to the agency: its acknowledgement, at the latest the end of the acknowledgement limit. */
export function chargedFrom(calendar: WorkingCalendar, leg: Leg, stops: readonly Stop[], until: Date): Date {
  const limit = calendar.due(leg.enteredAt, { amount: leg.acknowledgeMs / HOUR_MS, unit: 'working_hour' }, closedBy(stops, until));
  return leg.acknowledgedAt !== null && leg.acknowledgedAt < limit ? leg.acknowledgedAt : limit;
}

/**
 * Working time the agency had the dossier, net of stops, in its own calendar. Counted until it left, until `now` where it has
 * not, and never beyond `settledAt`: once the dossier is resolved, waiting for the citizen to collect is nobody's delay.
 */
export function useOf(calendar: WorkingCalendar, leg: Leg, stops: readonly Stop[], now: Date, settledAt: Date | null): LegUse {
  const left = leg.leftAt ?? now;
  const until = settledAt !== null && settledAt < left ? settledAt : left;
  if (until <= leg.enteredAt) return { usedMs: 0, overrunMs: 0 };
  const usedMs = calendar.measureNet(chargedFrom(calendar, leg, stops, until), until, closedBy(stops, until));
  return { usedMs, overrunMs: Math.max(0, usedMs - leg.budgetMs) };
}
