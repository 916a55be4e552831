import { CalendarExhaustedError, type Stop, type WorkingCalendar } from '#calendar';
import type { ProcessModel } from '#contract';
import { Agenda, type Budget, Chance } from '#kernel';
import type { Act, Course, Stand, Thing } from './course.js';

export interface Receipt {
  at: Date;
  agency: string;
  territory: string;
  data: Record<string, unknown>;
}

/** Everything left to chance. Each question brings its own, so that two variants of a procedure meet with the same luck. */
export interface Draws {
  /** Working milliseconds that a step takes at the agency, and for how many of them an officer has hands on it and on nothing else. */
  work(thing: Thing, desk: { agency: string; role: string }, chance: Chance): { total: number; hands: number };
  /** Working milliseconds until a hand-over is acknowledged. */
  acknowledgement(agency: string, chance: Chance): number;
  /** Milliseconds until what is waited for comes; null: it never does. */
  arrival(thing: Thing, beside: readonly Thing[], chance: Chance): number | null;
  data(thing: Thing, chance: Chance): Record<string, unknown>;
}

export interface Houses {
  /** Null where nobody can be found. */
  deskOf(thing: Thing, receipt: Receipt): { agency: string; role: string } | null;
  calendarOf(agency: string): WorkingCalendar;
  officersAt(agency: string, role: string): number;
}

export interface Settings {
  receipts: readonly Receipt[];
  course: Course;
  draws: Draws;
  houses: Houses;
  /** What the intake form gives for a receipt. */
  variablesOf: (receipt: Receipt, chance: Chance) => Record<string, unknown>;
  limit: Budget | null;
  convention: ProcessModel['convention'];
  seed: string;
  /** Told of every stretch in which an officer has hands on a dossier. */
  onBusy?: (stretch: { agency: string; role: string; officer: number; from: Date; to: Date; dossier: number }) => void;
}

/** Working milliseconds, over all dossiers. */
export interface Spent {
  passes: number;
  queue: number;
  work: number;
  acknowledgement: number;
  waiting: number;
}

export interface DossierOutcome {
  end: 'ended' | 'failed' | 'unfinished';
  /** Working milliseconds by the receiving agency's calendar from receipt to result, less the time for which the clock stood; null without a result. */
  net: number | null;
  /** Null without a limit. */
  late: boolean | null;
}

export interface Simulated {
  dossiers: DossierOutcome[];
  elements: Map<string, Spent>;
  agencies: Map<string, Spent>;
  citizen: Spent;
  outside: Spent;
  /** By `agency role`: working time of all its officers with hands on dossiers, and of all steps altogether. */
  desks: Map<string, { agency: string; role: string; officers: number; hands: number; work: number }>;
}

interface Desk {
  agency: string;
  role: string;
  calendar: WorkingCalendar;
  free: number[];
  officers: number;
  queue: Job[];
  hands: number;
  work: number;
  woken: number;
}

interface Job {
  of: Dossier;
  thing: Thing;
  desk: Desk;
  openedAt: Date;
  queuedAt: Date | null;
  begunAt: Date | null;
  officer: number | null;
  over: boolean;
}

interface Wait {
  of: Dossier;
  thing: Thing;
  openedAt: Date;
  over: boolean;
}

interface Dossier {
  index: number;
  receipt: Receipt;
  stand: Stand;
  open: Map<string, Job | Wait>;
  /** Events to come that can still move it. */
  pending: number;
  stops: Stop[];
  resolvedAt: Date | null;
}

type Event =
  | { kind: 'arrives'; index: number }
  | { kind: 'queues'; job: Job }
  | { kind: 'wakes'; desk: Desk }
  | { kind: 'hands-off'; job: Job }
  | { kind: 'done'; job: Job }
  | { kind: 'comes'; wait: Wait };

/** After the last receipt; what has not ended by then never will. */
const PATIENCE = 3 * 365 * 86_400_000;
/** A dossier that goes round for so long goes round for ever. */
const MOVES = 400;

/**
 * Dossiers through a procedure, event by event: queues at each position of each agency, one thing at a time in an officer's hands, in
 * opening hours only, first come first served. Gives back control after every event, saying how many dossiers are over; the same settings give
 * the same result.
 */
export function* simulate(settings: Settings): Generator<number, Simulated> {
  const simulation = new Run(settings);
  while (simulation.step()) yield simulation.over;
  return simulation.result();
}

class Run {
  over = 0;
  readonly #agenda = new Agenda<Event>();
  readonly #desks = new Map<string, Desk>();
  readonly #outcomes: DossierOutcome[] = [];
  readonly #elements = new Map<string, Spent>();
  readonly #agencies = new Map<string, Spent>();
  readonly #citizen = nothing();
  readonly #outside = nothing();
  readonly #until: number;
  readonly #moves = new Map<number, number>();

  constructor(private readonly settings: Settings) {
    settings.receipts.forEach(({ at }, index) => this.#agenda.put(at, { kind: 'arrives', index }));
    this.#until = settings.receipts.reduce((last, { at }) => Math.max(last, at.getTime()), 0) + PATIENCE;
  }

  step(): boolean {
    const next = this.#agenda.take();
    if (!next || next.at.getTime() > this.#until) return false;
    this.#happen(next.item, next.at);
    return true;
  }

  result(): Simulated {
    const { receipts, limit } = this.settings;
    const dossiers = receipts.map((_, index) => this.#outcomes[index] ?? { end: 'unfinished' as const, net: null, late: limit ? true : null });
    const desks = new Map([...this.#desks].map(([key, { agency, role, officers, hands, work }]) => [key, { agency, role, officers, hands, work }]));
    return { dossiers, elements: this.#elements, agencies: this.#agencies, citizen: this.#citizen, outside: this.#outside, desks };
  }

  #happen(event: Event, at: Date): void {
    switch (event.kind) {
      case 'arrives': return this.#arrive(event.index, at);
      case 'wakes': return this.#serve(event.desk, at);
      case 'queues': return this.#queue(event.job, at);
      case 'hands-off': return this.#handsOff(event.job, at);
      case 'done': return this.#done(event.job, at);
      case 'comes': return this.#come(event.wait, at);
    }
  }

  #chance(dossier: number, of: string): Chance {
    return new Chance(hash(`${this.settings.seed} ${dossier} ${of}`));
  }

  #arrive(index: number, at: Date): void {
    const receipt = this.settings.receipts[index]!;
    const stand = this.settings.course.begin({ variables: this.settings.variablesOf(receipt, this.#chance(index, 'receipt')), at });
    const dossier: Dossier = { index, receipt, stand, open: new Map(), pending: 0, stops: [], resolvedAt: null };
    this.#settle(dossier, stand, receipt.agency, at);
  }

  #move(dossier: Dossier, thing: Thing, act: Act, by: string, at: Date): void {
    const moves = (this.#moves.get(dossier.index) ?? 0) + 1;
    this.#moves.set(dossier.index, moves);
    const next = moves > MOVES ? null : this.settings.course.go(dossier.stand, thing.key, act, at);
    if (next) return this.#settle(dossier, next, by, at);
    this.#close(dossier, [...dossier.open.values()], at);
    this.#finish(dossier, 'failed', at);
  }

  /** The dossier stands elsewhere: what is gone is put down, what is new begins. */
  #settle(dossier: Dossier, stand: Stand, by: string, at: Date): void {
    dossier.stand = stand;
    const keys = new Set(stand.things.map(({ key }) => key));
    this.#close(dossier, [...dossier.open.values()].filter(({ thing }) => !keys.has(thing.key)), at);
    this.#watchClock(dossier, stand.stopped, at);
    if (stand.resolved) dossier.resolvedAt ??= at;
    if (stand.over) return this.#finish(dossier, stand.over, at);
    const fresh = stand.things.filter(({ key }) => !dossier.open.has(key));
    for (const thing of fresh) {
      if (thing.kind === 'user') this.#openWork(dossier, thing, by, at);
      else this.#openWait(dossier, thing, fresh, at);
    }
    if (dossier.pending === 0) this.#finish(dossier, 'unfinished', at);
  }

  #close(dossier: Dossier, gone: readonly (Job | Wait)[], at: Date): void {
    for (const one of gone) {
      dossier.open.delete(one.thing.key);
      if (one.over) continue;
      one.over = true;
      dossier.pending--;
      if ('desk' in one) this.#putDown(one, at);
    }
  }

  #openWork(dossier: Dossier, thing: Thing, by: string, at: Date): void {
    const { houses, draws } = this.settings;
    const where = houses.deskOf(thing, dossier.receipt);
    const desk = where && this.#desk(where);
    if (!desk) return void dossier.open.set(thing.key, { of: dossier, thing, openedAt: at, over: true });
    const job: Job = { of: dossier, thing, desk, openedAt: at, queuedAt: null, begunAt: null, officer: null, over: false };
    dossier.open.set(thing.key, job);
    dossier.pending++;
    const chance = this.#chance(dossier.index, `${thing.key} queue`);
    const answered = thing.stop ? this.#inHours(dossier, at, draws.arrival(thing, [], chance) ?? 0) : at;
    this.#spend(thing, this.#citizen, 'waiting', this.#measure(dossier.receipt.agency, at, answered));
    const acknowledged = desk.agency === by ? answered : desk.calendar.addWorkingMs(answered, draws.acknowledgement(desk.agency, chance));
    this.#spend(thing, this.#agency(desk.agency), 'acknowledgement', desk.calendar.measure(answered, acknowledged));
    this.#agenda.put(acknowledged, { kind: 'queues', job });
  }

  #openWait(dossier: Dossier, thing: Thing, fresh: readonly Thing[], at: Date): void {
    const wait: Wait = { of: dossier, thing, openedAt: at, over: false };
    dossier.open.set(thing.key, wait);
    const after = thing.kind === 'timer' ? thing.dueIn : thing.kind === 'condition' || thing.guards ? null : this.settings.draws.arrival(thing, fresh, this.#chance(dossier.index, thing.key));
    if (after === null) return void (wait.over = true);
    dossier.pending++;
    const comes = thing.kind === 'timer' || thing.kind === 'job' ? new Date(at.getTime() + after) : this.#inHours(dossier, at, after);
    this.#agenda.put(comes, { kind: 'comes', wait });
  }

  /** Citizens come when the desk is open. */
  #inHours({ receipt }: Dossier, at: Date, after: number): Date {
    return this.settings.houses.calendarOf(receipt.agency).nextOpen(new Date(at.getTime() + after));
  }

  #queue(job: Job, at: Date): void {
    if (job.over) return;
    job.queuedAt = at;
    job.desk.queue.push(job);
    this.#serve(job.desk, at);
  }

  /** As many as there are free officers, where the office is open. */
  #serve(desk: Desk, at: Date): void {
    desk.queue = desk.queue.filter(({ over }) => !over);
    if (desk.queue.length === 0 || desk.free.length === 0) return;
    const opens = desk.calendar.nextOpen(at);
    if (opens > at) {
      if (desk.woken !== opens.getTime()) this.#agenda.put(opens, { kind: 'wakes', desk });
      desk.woken = opens.getTime();
      return;
    }
    while (desk.queue.length > 0 && desk.free.length > 0) this.#begin(desk.queue.shift()!, desk.free.shift()!, at);
  }

  #begin(job: Job, officer: number, at: Date): void {
    const { desk, thing, of } = job;
    const { total, hands } = this.settings.draws.work(thing, desk, this.#chance(of.index, `${thing.key} work`));
    Object.assign(job, { officer, begunAt: at });
    this.#spend(thing, this.#agency(desk.agency), 'queue', desk.calendar.measure(job.queuedAt!, at));
    this.#agenda.put(desk.calendar.addWorkingMs(at, hands), { kind: 'hands-off', job });
    this.#agenda.put(desk.calendar.addWorkingMs(at, Math.max(total, hands)), { kind: 'done', job });
  }

  #handsOff(job: Job, at: Date): void {
    if (job.officer === null) return;
    const { desk, officer, begunAt } = job;
    job.officer = null;
    const held = desk.calendar.measure(begunAt!, at);
    desk.hands += held;
    this.settings.onBusy?.({ agency: desk.agency, role: desk.role, officer, from: begunAt!, to: at, dossier: job.of.index });
    desk.free.push(officer);
    this.#serve(desk, at);
  }

  /** Work that is not needed any more leaves the hands that hold it. */
  #putDown(job: Job, at: Date): void {
    if (job.begunAt) this.#worked(job, at);
    this.#handsOff(job, at);
  }

  #worked({ thing, desk, begunAt }: Job, at: Date): void {
    const worked = desk.calendar.measure(begunAt!, at);
    desk.work += worked;
    this.#spend(thing, this.#agency(desk.agency), 'work', worked);
    this.#spend(thing, this.#agency(desk.agency), 'passes', 1);
  }

  #done(job: Job, at: Date): void {
    if (job.over) return;
    this.#handsOff(job, at);
    job.over = true;
    job.of.pending--;
    this.#worked(job, at);
    this.#move(job.of, job.thing, { kind: 'complete', data: this.settings.draws.data(job.thing, this.#chance(job.of.index, `${job.thing.key} data`)) }, job.desk.agency, at);
  }

  #come(wait: Wait, at: Date): void {
    if (wait.over) return;
    wait.over = true;
    const { of, thing, openedAt } = wait;
    of.pending--;
    const from = thing.guards ? at : openedAt;
    this.#spend(thing, thing.stop ? this.#citizen : this.#outside, 'waiting', this.#measure(of.receipt.agency, from, at));
    if (!thing.guards) this.#spend(thing, thing.stop ? this.#citizen : this.#outside, 'passes', 1);
    const data = thing.kind === 'timer' ? {} : this.settings.draws.data(thing, this.#chance(of.index, `${thing.key} data`));
    this.#move(of, thing, thing.kind === 'timer' ? { kind: 'timer' } : { kind: thing.kind === 'job' ? 'complete' : 'message', data }, of.receipt.agency, at);
  }

  #watchClock({ stops }: Dossier, stands: boolean, at: Date): void {
    const last = stops.at(-1);
    if (stands && last?.to !== null) stops.push({ from: at, to: null });
    if (!stands && last?.to === null) last.to = at;
  }

  #finish(dossier: Dossier, end: DossierOutcome['end'], at: Date): void {
    const { receipt, index, stops } = dossier;
    const calendar = this.settings.houses.calendarOf(receipt.agency);
    const resolvedAt = end === 'unfinished' ? null : (dossier.resolvedAt ?? at);
    const closed = stops.map(({ from, to }) => ({ from, to: to ?? at }));
    const net = resolvedAt && calendar.measureNet(receipt.at, resolvedAt, closed);
    this.#outcomes[index] = { end, net, late: this.#late(calendar, receipt.at, resolvedAt, closed) };
    this.over++;
  }

  #late(calendar: WorkingCalendar, from: Date, resolvedAt: Date | null, stops: { from: Date; to: Date }[]): boolean | null {
    const { limit, convention } = this.settings;
    if (!limit) return null;
    return resolvedAt === null || resolvedAt > calendar.due(from, limit, stops, { convention });
  }

  /** Null where the agency never opens. */
  #desk({ agency, role }: { agency: string; role: string }): Desk | null {
    const key = `${agency} ${role}`;
    const known = this.#desks.get(key);
    if (known) return known;
    const calendar = this.settings.houses.calendarOf(agency);
    if (!opensEver(calendar, this.settings.receipts[0]?.at ?? new Date(0))) return null;
    const officers = Math.max(1, this.settings.houses.officersAt(agency, role));
    const desk: Desk = { agency, role, calendar, officers, free: Array.from({ length: officers }, (_, index) => index), queue: [], hands: 0, work: 0, woken: 0 };
    this.#desks.set(key, desk);
    return desk;
  }

  #measure(agency: string, from: Date, to: Date): number {
    return this.settings.houses.calendarOf(agency).measure(from, to);
  }

  #agency(code: string): Spent {
    const spent = this.#agencies.get(code) ?? nothing();
    this.#agencies.set(code, spent);
    return spent;
  }

  #spend({ drawn }: Thing, who: Spent, what: keyof Spent, amount: number): void {
    const element = this.#elements.get(drawn) ?? nothing();
    this.#elements.set(drawn, element);
    element[what] += amount;
    who[what] += amount;
  }
}

const nothing = (): Spent => ({ passes: 0, queue: 0, work: 0, acknowledgement: 0, waiting: 0 });

function opensEver(calendar: WorkingCalendar, at: Date): boolean {
  try {
    calendar.nextOpen(at);
    return true;
  } catch (fault) {
    if (fault instanceof CalendarExhaustedError) return false;
    throw fault;
  }
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
