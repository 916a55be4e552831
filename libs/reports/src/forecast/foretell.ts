import { type Budget, Chance } from '#kernel';
import { BEGINNING, type Course, LONGEST, type Worked } from './course.js';
import type { Model, Place } from './model.js';

/** Where an open dossier stands: what is open and for how long in working time, and how much is left until it is late. */
export interface Standing {
  dossier: string;
  revision: number;
  receiving: string;
  open: readonly { step: string; agency: string; budget: Budget | null; spent: number }[];
  /** What ended last, while nothing is open, and how long ago. */
  after: { step: string; agency: string; spent: number } | null;
  left: number;
}

export interface Foretold {
  /** That it will be late; null where too little is known. Never 0 or 1: the past proves neither. */
  chance: number | null;
  /** Settled dossiers that went through what is open now; of several steps the fewest. */
  cases: number;
  /** Where the courses that end late spend most of the time that is left, and how much of it on average. Null where none ends late. */
  reason: { step: string; agency: string; spends: number } | null;
}

/** Below this nothing is foretold. */
export const FEWEST_CASES = 10;

const COURSES = 300;
/** Of courses that lead where nobody was seen before, so great a share makes the whole unknown. */
const UNKNOWN_SHARE = 0.1;

/** The standing of a course at an instant; null when it has no limit, is settled, or is late already. */
export function standingOf(course: Course, at: Date, dueAt: Date | null, worked: Worked): Standing | null {
  const { receiving, receivedAt, settledAt, stops, visits, dossier, revision } = course;
  const stopped = Math.min(...stops.filter(({ to }) => to === null).map(({ from }) => from.getTime()), at.getTime());
  if (dueAt === null || settledAt !== null || dueAt.getTime() < stopped) return null;
  const spentSince = (agency: string, since: Date): number => worked(agency, since, at, stops);
  const open = visits.filter(({ endedAt }) => endedAt === null).map(({ step, agency, budget, openedAt }) => ({ step, agency, budget, spent: spentSince(agency, openedAt) }));
  const last = visits.reduce<(typeof visits)[number] | null>((latest, one) => (one.endedAt !== null && (latest?.endedAt == null || one.endedAt >= latest.endedAt) ? one : latest), null);
  const since = last?.endedAt ?? receivedAt;
  const after = open.length > 0 ? null : { step: last?.step ?? BEGINNING, agency: last?.agency ?? receiving, spent: spentSince(receiving, since) };
  return { dossier, revision, receiving, open, after, left: worked(receiving, new Date(stopped), dueAt, []) };
}

/** Plays the rest of the dossier's course many times over, as settled ones went. The same seed gives the same answer. */
export function foretell(model: Model, standing: Standing, seed: number): Foretold {
  const steps = standing.after ? [standing.after.step] : standing.open.map(({ step }) => step);
  const cases = Math.min(model.courses, ...steps.map((step) => model.cases(step)));
  if (cases < FEWEST_CASES) return { chance: null, cases, reason: null };
  const first = seedOf(standing.dossier, seed);
  const played = Array.from({ length: COURSES }, (_, i) => play(model, standing, new Chance(first + i * 0x9e3779b1), (i + 0.5) / COURSES));
  const known = played.filter((one) => one !== null);
  if (known.length < COURSES * (1 - UNKNOWN_SHARE)) return { chance: null, cases, reason: null };
  const late = known.filter(({ took }) => took > standing.left);
  return { chance: (late.length + 0.5) / (known.length + 1), cases, reason: reasonOf(late) };
}

interface Played {
  took: number;
  /** The time spent at each place from now on. */
  spent: Map<Place, number>;
}

/** One course from now on; null when it comes where nobody was seen, or to no end. `even`: the first draw, spread evenly over all courses. */
function play(model: Model, { revision, receiving, open, after }: Standing, chance: Chance, even: number): Played | null {
  const spent = new Map<Place, number>();
  const live: { place: Place; endsAt: number }[] = [];
  const begin = (place: Place, budget: Budget | null, at: number, draw: number, before = -1): void => {
    const took = place.durations(revision, budget).draw(draw, before) - Math.max(0, before);
    spent.set(place, (spent.get(place) ?? 0) + took);
    live.push({ place, endsAt: at + took });
  };
  const follow = (ended: Place, at: number, paused?: number): number | null => {
    const outcome = ended.outcome(live.length === 0, chance, paused);
    if (!outcome) return null;
    const then = at + outcome.pause - (paused ?? 0);
    for (const { step, agency, budget } of outcome.next) begin(model.place(step, agency ?? receiving), budget, then, chance.next());
    return outcome.next.length === 0 && live.length > 0 ? at : then;
  };
  for (const [i, { step, agency, budget, spent: before }] of open.entries()) begin(model.place(step, agency), budget, 0, i === 0 ? even : chance.next(), before);
  let took = after ? follow(model.place(after.step, after.agency), 0, after.spent) : 0;
  for (let visits = 0; took !== null && live.length > 0; visits++) {
    if (visits > LONGEST) return null;
    const next = soonestOf(live);
    const at = follow(next.place, next.endsAt);
    took = at === null ? null : Math.max(took, at);
  }
  return took === null ? null : { took, spent };
}

/** Takes out what ends first. */
function soonestOf<T extends { endsAt: number }>(live: T[]): T {
  let first = 0;
  for (let i = 1; i < live.length; i++) if (live[i]!.endsAt < live[first]!.endsAt) first = i;
  return live.splice(first, 1)[0]!;
}

function reasonOf(late: readonly Played[]): Foretold['reason'] {
  const sums = new Map<Place, number>();
  for (const { spent } of late) for (const [place, ms] of spent) sums.set(place, (sums.get(place) ?? 0) + ms);
  const [most] = [...sums].sort(([a, x], [b, y]) => y - x || (`${a.step} ${a.agency}` < `${b.step} ${b.agency}` ? -1 : 1));
  return most ? { step: most[0].step, agency: most[0].agency, spends: most[1] / late.length } : null;
}

/** FNV-1a of the code with the run's seed, so that every dossier has its own chance and keeps it. */
function seedOf(code: string, seed: number): number {
  let hash = 2_166_136_261 ^ seed;
  for (const character of code) hash = Math.imul(hash ^ character.codePointAt(0)!, 16_777_619);
  return hash >>> 0;
}
