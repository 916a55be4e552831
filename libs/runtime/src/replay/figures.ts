import type { ReplayVariant } from '#contract';
import { type Text, text } from '#kernel';
import type { Simulated, Spent } from './simulate.js';

const HOUR = 3_600_000;
const DAY = 8 * HOUR;

/** Two-sided 95% of Student's distribution, by degrees of freedom. */
const STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093];

const BARS = 12;

/** What one variant came to, over its runs; names are in both languages, for they are stored. */
export interface Figures {
  variant: ReplayVariant;
  revision: number | null;
  dossiers: number;
  ended: number;
  unfinished: number;
  lateShare: { mean: number; low: number; high: number } | null;
  lateByRun: number[];
  duration: { mean: number; p90: number } | null;
  histogram: { upTo: number; share: number }[];
  limit: number | null;
  waiting: ({ agency: string | null; kind: 'agency' | 'citizen' | 'outside'; name: Text; load: number | null; officers: number | null } & Hours)[];
  elements: ({ element: string; name: Text; passes: number; share: number; heat: number } & Hours)[];
  bottleneck: string | null;
}

interface Hours {
  queue: number;
  work: number;
  acknowledgement: number;
  waiting: number;
}

export interface Named {
  variant: ReplayVariant;
  revision: number | null;
  limit: number | null;
  bars: { width: number; bars: number };
  agencyName: (code: string) => Text;
  elementName: (element: string) => Text;
  /** Opening hours of an agency in the period, milliseconds. */
  openMs: (agency: string) => number;
}

export function figuresOf(runs: readonly Simulated[], { variant, revision, limit, bars, agencyName, elementName, openMs }: Named): Figures {
  const dossiers = runs[0]?.dossiers.length ?? 0;
  const all = runs.flatMap((run) => run.dossiers);
  const lateByRun = runs.map((run) => (run.dossiers.length === 0 ? 0 : run.dossiers.filter(({ late }) => late).length / run.dossiers.length)).map(rounded(4));
  const net = daysOf(runs);
  const per = (spent: Spent): Hours => hoursOf(spent, all.length);
  const elements = elementsOf(runs).map(([element, spent]) => ({ element, name: elementName(element), passes: rounded(3)(spent.passes / Math.max(1, all.length)), ...per(spent) }));
  const whole = elements.reduce((sum, one) => sum + totalOf(one), 0);
  const placed = elements.map((one) => ({ ...one, share: whole === 0 ? 0 : rounded(4)(totalOf(one) / whole) }));
  const hottest = Math.max(0, ...placed.map(({ share }) => share));
  return {
    variant, revision, dossiers, limit, lateByRun,
    ended: mean(runs.map((run) => run.dossiers.filter(({ end }) => end === 'ended').length)), unfinished: mean(runs.map((run) => run.dossiers.filter(({ end }) => end !== 'ended').length)),
    lateShare: all.some(({ late }) => late !== null) ? spreadOf(lateByRun) : null,
    duration: net.length === 0 ? null : { mean: rounded(2)(mean(net)), p90: rounded(2)(net[Math.ceil(net.length * 0.9) - 1]!) },
    histogram: histogramOf(net, bars),
    waiting: waitingOf(runs, all.length, agencyName, openMs),
    elements: placed.map((one) => ({ ...one, heat: heatOf(one.share, hottest) })),
    bottleneck: bottleneckOf(placed),
  };
}

/** Queues are what people and hours could mend; without queues, where the time goes. */
function bottleneckOf(elements: readonly ({ element: string } & Hours)[]): string | null {
  const queues = elements.toSorted((a, b) => b.queue - a.queue)[0];
  if (queues && queues.queue >= 0.5) return queues.element;
  const longest = elements.toSorted((a, b) => totalOf(b) - totalOf(a))[0];
  return longest && totalOf(longest) > 0 ? longest.element : null;
}

const heatOf = (share: number, hottest: number): number => (hottest === 0 || share < 0.02 ? 0 : share >= hottest * 0.75 ? 3 : share >= hottest * 0.35 ? 2 : 1);

function elementsOf(runs: readonly Simulated[]): [string, Spent][] {
  const sums = new Map<string, Spent>();
  for (const { elements } of runs) for (const [element, spent] of elements) sums.set(element, added(sums.get(element), spent));
  return [...sums].sort(([a, one], [b, other]) => spentBy(other) - spentBy(one) || (a < b ? -1 : 1));
}

function waitingOf(runs: readonly Simulated[], dossiers: number, nameOf: (code: string) => Text, openMs: (agency: string) => number): Figures['waiting'] {
  const sums = new Map<string, Spent>();
  for (const { agencies } of runs) for (const [agency, spent] of agencies) sums.set(agency, added(sums.get(agency), spent));
  const rows = [...sums].map(([agency, spent]) => {
    const desks = runs.flatMap((run) => [...run.desks.values()].filter((desk) => desk.agency === agency));
    const officers = desks.reduce((sum, desk) => sum + desk.officers, 0) / runs.length;
    const load = desks.reduce((sum, desk) => sum + desk.hands, 0) / Math.max(1, officers * runs.length * openMs(agency));
    return { agency, kind: 'agency' as const, name: nameOf(agency), ...hoursOf(spent, dossiers), load: rounded(3)(load), officers: Math.round(officers) };
  });
  const others = (['citizen', 'outside'] as const).map((kind) => ({ agency: null, kind, name: OTHERS[kind], ...hoursOf(runs.reduce<Spent | undefined>((sum, run) => added(sum, run[kind]), undefined), dossiers), load: null, officers: null }));
  const all = [...rows, ...others.filter((one) => totalOf(one) > 0)];
  return all.sort((a, b) => totalOf(b) - totalOf(a) || ((a.agency ?? a.kind) < (b.agency ?? b.kind) ? -1 : 1));
}

const OTHERS = { citizen: text('Người dân', 'The citizen'), outside: text('Bên ngoài, phần mềm, hẹn giờ', 'Outside, software, timers') };

const added = (sum: Spent | undefined, one: Spent): Spent =>
  sum ? { passes: sum.passes + one.passes, queue: sum.queue + one.queue, work: sum.work + one.work, acknowledgement: sum.acknowledgement + one.acknowledgement, waiting: sum.waiting + one.waiting } : { ...one };

const spentBy = ({ queue, work, acknowledgement, waiting }: Spent): number => queue + work + acknowledgement + waiting;

const totalOf = ({ queue, work, acknowledgement, waiting }: Hours): number => queue + work + acknowledgement + waiting;

function hoursOf(spent: Spent | undefined, dossiers: number): Hours {
  const per = (ms = 0): number => rounded(3)(ms / HOUR / Math.max(1, dossiers));
  return { queue: per(spent?.queue), work: per(spent?.work), acknowledgement: per(spent?.acknowledgement), waiting: per(spent?.waiting) };
}

export function spreadOf(values: readonly number[]): { mean: number; low: number; high: number } {
  const middle = mean(values);
  const degrees = values.length - 1;
  if (degrees < 1) return { mean: middle, low: middle, high: middle };
  const deviation = Math.sqrt(values.reduce((sum, one) => sum + (one - middle) ** 2, 0) / degrees);
  const half = ((STUDENT[degrees - 1] ?? 1.96) * deviation) / Math.sqrt(values.length);
  return { mean: rounded(4)(middle), low: rounded(4)(Math.max(0, middle - half)), high: rounded(4)(Math.min(1, middle + half)) };
}

/** Working days of every dossier that has its result, in order. */
const daysOf = (runs: readonly Simulated[]): number[] => runs.flatMap((run) => run.dossiers.flatMap(({ net }) => (net === null ? [] : [net / DAY]))).sort((a, b) => a - b);

/** The same bars for all variants: whole working days, as many as bring it to a dozen bars. */
export function barsOf(variants: readonly (readonly Simulated[])[]): { width: number; bars: number } {
  const last = Math.max(1, ...variants.map((runs) => daysOf(runs)).map((days) => days[Math.ceil(days.length * 0.98) - 1] ?? 1));
  const width = Math.ceil(last / BARS);
  return { width, bars: Math.ceil(last / width) };
}

function histogramOf(days: readonly number[], { width, bars }: { width: number; bars: number }): Figures['histogram'] {
  if (days.length === 0) return [];
  return Array.from({ length: bars }, (_, bar) => {
    const [from, to] = [bar === 0 ? -1 : bar * width, bar === bars - 1 ? Infinity : (bar + 1) * width];
    return { upTo: (bar + 1) * width, share: rounded(4)(days.filter((one) => one > from && one <= to).length / days.length) };
  });
}

const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length);

const rounded = (digits: number) => (value: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
