import { setImmediate } from 'node:timers/promises';
import { Agencies } from '#access';
import type { Text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Course, type Worked, asOf } from './course.js';
import { coursesBefore, coursesOf, duesAt } from './courses.repository.js';
import { type Foretold, foretell, standingOf } from './foretell.js';
import { Model } from './model.js';

export type ForecastState = 'foretold' | 'unknown' | 'late' | 'settled' | 'no_limit';

export interface Estimate {
  dossier: string;
  state: ForecastState;
  chance: number | null;
  cases: number;
  reason: { step: string; name: Text; agency: string; spends: number } | null;
}

/** Counting goes on for so long before others get their turn. */
const SLICE_MS = 12;
const KEPT = 2;

/** Makes models of what was settled before an instant, and foretells what was open then. Neither reads anything that came later. */
@Injectable()
export class Forecaster {
  readonly #models = new Map<string, Model>();

  constructor(@Inject(Agencies) private readonly agencies: Agencies) {}

  /** The same while one run goes on from part to part. */
  async modelOf(db: EntityManager, procedure: string, before: Date): Promise<Model> {
    const key = `${procedure} ${before.toISOString()}`;
    const known = this.#models.get(key);
    if (known) return known;
    const courses = await coursesBefore(db, procedure, before);
    const model = new Model(await this.#worked(courses));
    await inSlices(courses, (course) => model.learn(course));
    this.#models.set(key, model);
    for (const old of [...this.#models.keys()].slice(0, -KEPT)) this.#models.delete(old);
    return model;
  }

  async estimate(db: EntityManager, model: Model, dossiers: readonly string[], at: Date, seed: number): Promise<Estimate[]> {
    const courses = await coursesOf(db, dossiers);
    const dues = await duesAt(db, dossiers, at);
    const worked = await this.#worked(courses);
    return inSlices(courses, (whole) => estimateOf(model, asOf(whole, at), at, dues.get(whole.dossier) ?? null, worked, seed));
  }

  async #worked(courses: readonly Course[]): Promise<Worked> {
    const codes = new Set(courses.flatMap(({ receiving, visits }) => [receiving, ...visits.map(({ agency }) => agency)]));
    const calendars = new Map(await Promise.all([...codes].map(async (code) => [code, await this.agencies.calendarOf(code)] as const)));
    return (agency, from, to, stops) => calendars.get(agency)?.measureNet(from, to, stops) ?? 0;
  }
}

function estimateOf(model: Model, course: Course, at: Date, dueAt: Date | null, worked: Worked, seed: number): Estimate {
  const none = (state: ForecastState): Estimate => ({ dossier: course.dossier, state, chance: null, cases: 0, reason: null });
  const standing = standingOf(course, at, dueAt, worked);
  if (!standing) return none(course.settledAt !== null ? 'settled' : dueAt === null ? 'no_limit' : 'late');
  const { chance, cases, reason } = foretell(model, standing, seed);
  return { dossier: course.dossier, state: chance === null ? 'unknown' : 'foretold', chance, cases, reason: named(reason, model, course) };
}

function named(reason: Foretold['reason'], model: Model, course: Course): Estimate['reason'] {
  if (!reason) return null;
  const name = course.visits.find(({ step }) => step === reason.step)?.name ?? model.nameOf(reason.step) ?? { vi: reason.step, en: reason.step };
  return { ...reason, name };
}

async function inSlices<T, R>(items: readonly T[], work: (item: T) => R): Promise<R[]> {
  const done: R[] = [];
  let since = performance.now();
  for (const item of items) {
    done.push(work(item));
    if (performance.now() - since < SLICE_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  return done;
}
