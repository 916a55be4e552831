import { type Due, type TimerKind, firstDue, nextDue } from '../engine/timer-due.js';

/** A cycle is followed step by step, for months differ in length: more steps than this at once are a value that nobody meant. */
const MOST_STEPS = 100_000;

/**
 * The first instant from `from` on; null where all lie before it, as a date in the past does. `wrong` for what is no time, or a cycle
 * whose start lies too many rounds back.
 */
export function dueFrom(kind: TimerKind, value: string, from: Date): Due | null | 'wrong' {
  let due = firstDue(kind, value, from);
  if (!due) return 'wrong';
  for (let steps = 0; due && due.at < from; steps++) {
    if (steps === MOST_STEPS) return 'wrong';
    due = after(value, due);
  }
  return due;
}

/** The instants up to `until`, beginning with `due`, and the one after them. */
export function passed(value: string, due: Due, until: Date): { instants: Date[]; next: Due | null } {
  const instants: Date[] = [];
  let next: Due | null = due;
  for (; next && next.at <= until && instants.length < MOST_STEPS; next = after(value, next)) instants.push(next.at);
  return { instants, next };
}

function after(value: string, { at, repeat }: Due): Due | null {
  if (repeat === undefined || repeat === 1) return null;
  return nextDue(value, at, repeat === -1 ? -1 : repeat - 1);
}
