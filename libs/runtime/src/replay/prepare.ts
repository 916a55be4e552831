import type { Directory } from '#access';
import { type WorkingCalendar, budgetToWorkingMs } from '#calendar';
import type { WhatIf } from '#contract';
import { type Chance, type Text, text } from '#kernel';
import { ASSUMED, ObservedDraws, onlyThose, valuesOf } from './draws.js';
import { intakeForm } from '../form.js';
import { type Named, barsOf, figuresOf } from './figures.js';
import { DirectoryHouses } from './houses.js';
import type { Observed } from './observe.js';
import type { StoredResult } from './replays.repository.js';
import { type Receipt, type Settings, type Simulated, simulate } from './simulate.js';
import { type Subject, courseOf, dossierVariable, elementName, mattersIn } from './subject.js';

/** Everything that a replay rests on, brought before it begins: from here on nothing is asked and nothing is waited for. */
export interface Brought {
  subjects: readonly Subject[];
  receipts: readonly Receipt[];
  moreReceipts: readonly Receipt[];
  observed: Observed;
  directory: Directory;
  calendars: ReadonlyMap<string, WorkingCalendar>;
  whatIf: WhatIf | null;
  head: Omit<StoredResult, 'variants'>;
  from: Date;
  to: Date;
}

/** Dossiers that are worked through altogether: every variant in every run, and once to see how busy the desks are. */
export const dossiersOf = ({ subjects, receipts, moreReceipts, head }: Brought): number =>
  subjects.reduce((sum, { variant }) => sum + (variant === 'what_if' ? moreReceipts : receipts).length * (head.runs + (variant === 'what_if' ? 0 : 1)), 0);

/** The whole replay; gives back control now and then, saying how many dossiers are worked through. */
export function* replay(brought: Brought): Generator<number, StoredResult> {
  const hands = new Map<string, number>();
  const came: { subject: Subject; runs: Simulated[] }[] = [];
  let done = 0;
  for (const subject of brought.subjects) {
    const prepared = prepare(brought, subject, hands);
    if (subject.variant !== 'what_if') {
      const seen = yield* counted(simulate({ ...prepared, seed: `${brought.head.seed} calibration`, draws: prepared.unhurried }), done);
      for (const [key, share] of handsOf(seen, brought)) if (!hands.has(key)) hands.set(key, share);
      done += prepared.receipts.length;
    }
    const runs: Simulated[] = [];
    for (let run = 1; run <= brought.head.runs; run++) {
      runs.push(yield* counted(simulate({ ...prepared, seed: `${brought.head.seed} ${run}` }), done));
      done += prepared.receipts.length;
    }
    came.push({ subject, runs });
  }
  const bars = barsOf(came.map(({ runs }) => runs));
  const variants = came.map(({ subject, runs }) => figuresOf(runs, { ...namesOf(brought, subject), bars }));
  return { ...brought.head, variants };
}

function* counted(simulation: Generator<number, Simulated>, before: number): Generator<number, Simulated> {
  for (;;) {
    const next = simulation.next();
    if (next.done) return next.value;
    yield before + next.value;
  }
}

function prepare({ observed, directory, calendars, receipts, moreReceipts, whatIf }: Brought, subject: Subject, hands: ReadonlyMap<string, number>): Omit<Settings, 'seed'> & { unhurried: ObservedDraws } {
  const asked = subject.variant === 'what_if' ? whatIf : null;
  const houses = new DirectoryHouses(directory, calendars, asked?.officers);
  const matters = mattersIn(subject.texts);
  const { part, texts } = subject;
  const form = intakeForm(part.model);
  const draws = (shareOf: (desk: string) => number): ObservedDraws => new ObservedDraws({ observed, matters, hands: shareOf, whatIf: asked, kindOf: (agency) => houses.kindOf(agency) });
  return {
    receipts: subject.variant === 'what_if' ? moreReceipts : receipts, course: courseOf(subject), houses, draws: draws((desk) => hands.get(desk) ?? 1), unhurried: draws(() => 0), limit: part.model.legalLimit, convention: part.model.convention,
    variablesOf: (receipt: Receipt, chance: Chance) => ({ ...(form ? valuesOf(form, matters, chance) : {}), ...onlyThose(receipt.data, matters), dossier: dossierVariable(part, texts, receipt) }),
  };
}

/** Officers got that work done: so they cannot have had hands on it for more than their hours. */
function handsOf({ desks }: Simulated, { calendars, from, to }: Brought): [string, number][] {
  return [...desks].map(([key, { agency, officers, work }]) => {
    const capacity = officers * (calendars.get(agency)?.measure(from, to) ?? 0);
    return [key, work === 0 ? 1 : Math.min(1, (ASSUMED.load * capacity) / work)];
  });
}

function namesOf({ directory, calendars, from, to }: Brought, { variant, revision, part }: Subject): Omit<Named, 'bars'> {
  const { legalLimit } = part.model;
  const agencyName = (code: string): Text => directory.get(code)?.name ?? text(code, code);
  return {
    variant, revision, limit: legalLimit && Math.round((budgetToWorkingMs(legalLimit) / budgetToWorkingMs({ amount: 1, unit: 'working_day' })) * 100) / 100,
    agencyName, elementName: (element) => elementName(part, element), openMs: (agency) => calendars.get(agency)?.measure(from, to) ?? 0,
  };
}
