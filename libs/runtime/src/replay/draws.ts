import { budgetToWorkingMs } from '#calendar';
import type { JsonSchema, WhatIf } from '#contract';
import type { Chance } from '#kernel';
import type { Thing } from './course.js';
import type { Observed } from './observe.js';
import type { Draws } from './simulate.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Triangle = readonly [low: number, mode: number, high: number];

/** Where nothing was observed; each of these is told with the result. */
export const ASSUMED = {
  /** Shares of the step's budget. */
  work: [0.4, 0.8, 1.4],
  /** Working hours of a step without a budget. */
  unbudgeted: [0.25, 1, 3],
  /** Working hours until a hand-over is acknowledged. */
  acknowledgement: [0.1, 0.5, 2],
  /** Days until the citizen, or another agency, answers. */
  answer: [1, 3, 9],
  /** Minutes of software. */
  software: [1, 5, 30],
  /** Of the opening hours, the most for which officers had hands on these dossiers: they have others too, and steps are seen to take their time without long queues. */
  load: 0.4,
} as const satisfies Record<string, Triangle | number>;

export interface DrawSettings {
  observed: Observed;
  /** Whether a field of a form decides anything on the way. */
  matters: (field: string) => boolean;
  /** The share of a step's time in which an officer has hands on it, by `agency role`. */
  hands: (desk: string) => number;
  whatIf: WhatIf | null;
  kindOf: (agency: string) => string | null;
}

/** Drawn from what was observed where the same was done before, and else from the assumptions. */
export class ObservedDraws implements Draws {
  readonly #factors = new Map<string, number>();

  constructor(private readonly settings: DrawSettings) {}

  work(thing: Thing, { agency, role }: { agency: string; role: string }, chance: Chance): { total: number; hands: number } {
    const seen = this.#seen(thing, agency);
    const drawn = seen ? chance.pick(seen) : triangular(assumedWork(thing), chance);
    const total = Math.max(60_000, Math.round(drawn * this.#factor(thing, agency)));
    return { total, hands: Math.round(total * this.settings.hands(`${agency} ${role}`)) };
  }

  acknowledgement(agency: string, chance: Chance): number {
    const seen = this.settings.observed.acknowledgement.get(agency);
    return Math.round(seen ? chance.pick(seen) : triangular(ASSUMED.acknowledgement, chance) * HOUR);
  }

  /** Of messages that exclude each other, one that never came in the past does not come where another of them did. */
  arrival({ kind, stop, message }: Thing, beside: readonly Thing[], chance: Chance): number | null {
    const { messages, stops } = this.settings.observed;
    if (kind === 'job') return Math.round(triangular(ASSUMED.software, chance) * 60_000);
    const own = messages.get(message ?? '');
    if (own) return chance.pick(own);
    if (beside.some((other) => other.message !== message && messages.has(other.message ?? ''))) return null;
    const seen = stop && stops.get(stop);
    return Math.round(seen ? chance.pick(seen) : triangular(ASSUMED.answer, chance) * DAY);
  }

  data({ element, form }: Thing, chance: Chance): Record<string, unknown> {
    const seen = this.settings.observed.data.get(element);
    const given = form ? valuesOf(form, this.settings.matters, chance) : {};
    if (!seen) return given;
    return { ...given, ...onlyThose(chance.pick(seen), this.settings.matters) };
  }

  #seen(thing: Thing, agency: string): readonly number[] | undefined {
    const { work } = this.settings.observed;
    return work.get(`${thing.element} ${agency}`) ?? work.get(thing.element);
  }

  /** Turns the mean of what is drawn into the amount that is asked about. */
  #factor(thing: Thing, agency: string): number {
    const key = `${thing.element} ${agency}`;
    const known = this.#factors.get(key);
    if (known !== undefined) return known;
    const override = this.settings.whatIf?.durations?.findLast((one) => (one.element === undefined || one.element === thing.element || one.element === thing.drawn) && (one.agency === undefined || one.agency === agency || one.agency === this.settings.kindOf(agency)));
    const seen = this.#seen(thing, agency);
    const mean = seen ? seen.reduce((sum, one) => sum + one, 0) / seen.length : meanOf(assumedWork(thing));
    const factor = override ? budgetToWorkingMs(override) / Math.max(mean, 60_000) : 1;
    this.#factors.set(key, factor);
    return factor;
  }
}

function assumedWork({ step }: Thing): Triangle {
  const budget = step?.budget ? budgetToWorkingMs(step.budget) : null;
  return budget === null ? scaled(ASSUMED.unbudgeted, HOUR) : scaled(ASSUMED.work, budget);
}

const scaled = ([low, mode, high]: Triangle, by: number): Triangle => [low * by, mode * by, high * by];

const meanOf = ([low, mode, high]: Triangle): number => (low + mode + high) / 3;

export function triangular([low, mode, high]: Triangle, chance: Chance): number {
  const drawn = chance.next();
  const turn = (mode - low) / (high - low);
  return drawn < turn ? low + Math.sqrt(drawn * (high - low) * (mode - low)) : high - Math.sqrt((1 - drawn) * (high - low) * (high - mode));
}

export const onlyThose = (data: Record<string, unknown>, matters: (field: string) => boolean): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).filter(([name]) => matters(name)));

interface Field {
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  oneOf?: { const?: unknown }[];
  type?: string | string[];
  format?: string;
  minimum?: number;
  examples?: unknown[];
}

/** The fields of a form that decide anything: their defaults, else one of the choices, each as likely as the other. */
export function valuesOf(form: JsonSchema, matters: (field: string) => boolean, chance: Chance): Record<string, unknown> {
  const fields = Object.entries((form['properties'] ?? {}) as Record<string, Field>).filter(([name]) => matters(name));
  return Object.fromEntries(fields.map(([name, field]) => [name, valueOf(field, chance)]).filter(([, value]) => value !== undefined));
}

function valueOf(field: Field, chance: Chance): unknown {
  if (field.default !== undefined || field.const !== undefined) return field.default ?? field.const;
  const choices = field.enum ?? field.oneOf?.map((one) => one.const);
  if (choices?.length) return chance.pick(choices);
  if (field.examples?.length) return field.examples[0];
  const type = Array.isArray(field.type) ? field.type.find((name) => name !== 'null') : field.type;
  switch (type) {
    case 'boolean': return chance.happens(0.5);
    case 'number':
    case 'integer': return field.minimum ?? 1;
    case 'string': return field.format === 'date' ? '2026-01-01' : 'x';
    case 'array': return [];
    default: return undefined;
  }
}
