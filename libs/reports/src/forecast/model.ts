import { budgetToWorkingMs } from '#calendar';
import type { Budget, Chance, Text } from '#kernel';
import { BEGINNING, type Course, type Visit, type Worked, isBroken } from './course.js';
import { type Durations, shrunk } from './durations.js';

/** Null stands for the agency that received the dossier. */
interface Next {
  step: string;
  agency: string | null;
  budget: Budget | null;
}

/** What followed a step: steps that opened after a pause, or nothing; where nothing else was open, nothing means that the dossier was settled. */
export interface Outcome {
  next: readonly Next[];
  pause: number;
}

/** As many cases of one agency as this are half of what is drawn from; the others are those of all agencies. */
const TRUST = 5;
const MINUTE = 60_000;

/** What was seen of a step, at one agency or at all of them. */
class Seen {
  readonly took: number[] = [];
  readonly tookBy = new Map<number, number[]>();
  /** While nothing else was open, and while other branches were. */
  readonly alone: Outcome[] = [];
  readonly beside: Outcome[] = [];

  followed(isAlone: boolean): readonly Outcome[] {
    const [first, second] = isAlone ? [this.alone, this.beside] : [this.beside, this.alone];
    return first.length > 0 ? first : second;
  }
}

/** A step at an agency: how long it takes there, and what comes after it. */
export class Place {
  readonly #durations = new Map<number, Durations>();

  constructor(
    readonly step: string,
    readonly agency: string,
    private readonly own: Seen,
    private readonly all: Seen,
  ) {}

  /** From the revision at this agency to all agencies, each as far as it goes. */
  durations(revision: number, budget: Budget | null): Durations {
    const key = revision * 1e9 + (budget ? Math.round(budgetToWorkingMs(budget) / MINUTE) + 1 : 0);
    let known = this.#durations.get(key);
    if (!known) this.#durations.set(key, (known = shrunk([this.own.tookBy.get(revision) ?? [], this.own.took, this.all.took], budget)));
    return known;
  }

  /** Null where nobody ever saw what follows. `paused`: so much of the pause has passed already. */
  outcome(isAlone: boolean, chance: Chance, paused = -1): Outcome | null {
    const [where, which] = [chance.next(), chance.next()];
    const [own, all] = [this.own.followed(isAlone), this.all.followed(isAlone)];
    const pool = where < own.length / (own.length + TRUST) ? own : all;
    if (paused < 0) return pool[Math.floor(which * pool.length)] ?? null;
    const later = all.filter(({ pause }) => pause > paused);
    const one = later[Math.floor(which * later.length)] ?? all[Math.floor(which * all.length)] ?? null;
    return one && { ...one, pause: Math.max(one.pause, paused) };
  }
}

/**
 * What settled dossiers of one procedure tell: how long each step takes at each agency, and what follows it. Branches that run side by side need
 * no drawing here: a step that ends while another is open mostly opens nothing, and the last of them opens what comes after the join.
 */
export class Model {
  readonly #all = new Map<string, Seen>();
  readonly #own = new Map<string, Map<string, Seen>>();
  readonly #places = new Map<string, Map<string, Place>>();
  readonly #names = new Map<string, Text>();
  #courses = 0;
  #skipped = 0;

  constructor(private readonly worked: Worked) {}

  /** Settled dossiers it was made from, and those that were left out because they contradict themselves. */
  get courses(): number {
    return this.#courses;
  }

  get skipped(): number {
    return this.#skipped;
  }

  /** All that is learnt is learnt before the first question. */
  learn(course: Course): void {
    if (course.settledAt === null || isBroken(course)) return void this.#skipped++;
    const visits = untilSettled(course, course.settledAt);
    this.#learnDurations(course, visits);
    this.#learnOutcomes(course, visits, course.settledAt);
    this.#courses++;
  }

  /** Past stays at the step, whatever the agency. */
  cases(step: string): number {
    return step === BEGINNING ? this.#courses : (this.#all.get(step)?.took.length ?? 0);
  }

  /** As the first of the courses called it; null where it was never seen. */
  nameOf(step: string): Text | null {
    return this.#names.get(step) ?? null;
  }

  place(step: string, agency: string): Place {
    return inside(this.#places, step, agency, () => new Place(step, agency, inside(this.#own, step, agency, () => new Seen()), this.#at(step)));
  }

  #at(step: string): Seen {
    const known = this.#all.get(step) ?? new Seen();
    this.#all.set(step, known);
    return known;
  }

  #learnDurations({ revision, stops }: Course, visits: readonly Ended[]): void {
    for (const { step, name, agency, openedAt, endedAt } of visits) {
      if (!this.#names.has(step)) this.#names.set(step, name);
      const took = this.worked(agency, openedAt, endedAt, stops);
      const own = inside(this.#own, step, agency, () => new Seen());
      for (const seen of [own, this.#at(step)]) seen.took.push(took);
      const before = own.tookBy.get(revision);
      if (before) before.push(took);
      else own.tookBy.set(revision, [took]);
    }
  }

  #learnOutcomes(course: Course, visits: readonly Ended[], settledAt: Date): void {
    const causes = visits.map((visit) => causeOf(visit, visits));
    for (const ended of [null, ...visits]) {
      const followers = visits.filter((_, i) => causes[i] === ended);
      const isAlone = ended === null || !visits.some((other, i) => other !== ended && causes[i] !== ended && isOpenBeside(other, ended));
      const from = ended?.endedAt ?? course.receivedAt;
      const to = followers[0]?.openedAt ?? (isAlone ? settledAt : from);
      const next = followers.map(({ step, agency, budget }) => ({ step, agency: agency === course.receiving ? null : agency, budget }));
      const outcome: Outcome = { next, pause: this.worked(course.receiving, from, to, course.stops) };
      const [step, agency] = ended ? [ended.step, ended.agency] : [BEGINNING, course.receiving];
      for (const seen of [inside(this.#own, step, agency, () => new Seen()), this.#at(step)]) seen[isAlone ? 'alone' : 'beside'].push(outcome);
    }
  }
}

type Ended = Visit & { endedAt: Date };

/** What came before the dossier was settled, in order; handing out its result is not foretold. */
const untilSettled = ({ visits }: Course, settledAt: Date): Ended[] =>
  visits
    .filter(({ openedAt }) => openedAt < settledAt)
    .map((visit) => ({ ...visit, endedAt: visit.endedAt !== null && visit.endedAt < settledAt ? visit.endedAt : settledAt }))
    .sort((a, b) => (comesAfter(a, b) ? 1 : -1));

/** The last step that had ended when this one opened; null for the beginning. */
function causeOf(visit: Ended, visits: readonly Ended[]): Ended | null {
  return visits.reduce<Ended | null>((last, one) => (one.endedAt <= visit.openedAt && one.openedAt < visit.openedAt && (last === null || one.endedAt >= last.endedAt) ? one : last), null);
}

/** Open when the other ended, or ended with it but told later. */
function isOpenBeside(other: Ended, ended: Ended): boolean {
  if (other.openedAt >= ended.endedAt) return false;
  return other.endedAt > ended.endedAt || (other.endedAt.getTime() === ended.endedAt.getTime() && comesAfter(other, ended));
}

const comesAfter = (one: Visit, other: Visit): boolean => one.openedAt > other.openedAt || (one.openedAt.getTime() === other.openedAt.getTime() && `${one.step} ${one.agency}` > `${other.step} ${other.agency}`);

function inside<T>(map: Map<string, Map<string, T>>, outer: string, inner: string, make: () => T): T {
  let within = map.get(outer);
  if (!within) map.set(outer, (within = new Map<string, T>()));
  let found = within.get(inner);
  if (found === undefined) within.set(inner, (found = make()));
  return found;
}
