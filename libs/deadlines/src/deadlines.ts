import { Agencies } from '#access';
import type { Transfer } from '#calendar';
import type { DeadlineState, DossierDeadlineView, LatenessView, LegView, ProcessModel, WorkedTime } from '#contract';
import { type Clock, type Language, toIso } from '#kernel';
import { CLOCK } from '#platform';
import { Procedures, readHead } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Contest, contestsOf, transfersIn } from './contests/contests.repository.js';
import { type Deadline, dossierDeadlines, movesOf, taskDeadlines } from './deadlines.repository.js';
import { type DossierLeg, legsOf } from './legs.repository.js';
import { remainingBy } from './clock.js';
import { extensionOf } from './extensions.repository.js';
import { type ExcludedTime, excludedOf } from './force-majeure/excluded.repository.js';
import { netOf } from './force-majeure/net.js';
import { Offices } from './offices.js';
import { type DossierStop, stopsOf } from './stops.repository.js';
import { type Calendars, calendarIn, latenessAt, legUse } from './times.js';
import { type Names, agencyName, deadlineView, latenessView, netView, worked } from './views.js';

/** What a list needs of a deadline. */
export interface DeadlineBrief {
  dueAt: Date;
  state: DeadlineState;
}

/** What an inbox needs of a step's deadline; `remaining` is null once it has ended. */
export interface TaskDeadline extends DeadlineBrief {
  remaining: WorkedTime | null;
}

/** The time of one dossier as its page shows it. */
export interface DossierTimesView {
  deadline: DossierDeadlineView | null;
  legs: LegView[];
  lateness: LatenessView;
}

interface Known {
  deadline: Deadline | null;
  stops: DossierStop[];
  legs: DossierLeg[];
  excluded: ExcludedTime[];
  contests: Contest[];
  transfers: Transfer[];
  calendars: Calendars;
  names: Names;
  now: Date;
}

/** Readings of deadlines, legs and lateness. Who may read them is the caller's to know. */
@Injectable()
export class Deadlines {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Offices) private readonly offices: Offices,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Deadline, legs and lateness of one dossier, read together. */
  async timesOf(dossier: string, language: Language): Promise<DossierTimesView> {
    const known = await this.#know(dossier);
    return { deadline: await this.#deadline(known, language), legs: legViews(known, language), lateness: lateness(known, language) };
  }

  /** Null for a dossier without a budget. */
  async deadlineOf(dossier: string, language: Language): Promise<DossierDeadlineView | null> {
    return this.#deadline(await this.#know(dossier), language);
  }

  async legsOf(dossier: string, language: Language): Promise<LegView[]> {
    return legViews(await this.#know(dossier), language);
  }

  async lateness(dossier: string, language: Language): Promise<LatenessView> {
    return lateness(await this.#know(dossier), language);
  }

  /** By task id; tasks without a budget are absent. */
  async forTasks(tasks: readonly string[], language: Language): Promise<Map<string, TaskDeadline>> {
    const deadlines = tasks.length === 0 ? [] : await taskDeadlines(this.database.manager, tasks);
    const calendars = await this.offices.calendarsOf(deadlines.map(({ agency }) => agency));
    const stops = Map.groupBy(await stopsOf(this.database.manager, [...new Set(deadlines.map(({ dossier }) => dossier))]), ({ dossier }) => dossier);
    const now = this.clock.now();
    return new Map(
      deadlines.map((deadline) => {
        const { subjectRef, dueAt, state, agency, dossier, endedAt } = deadline;
        const left = endedAt === null ? worked(remainingBy(calendarIn(calendars, agency), deadline, stops.get(dossier) ?? [], now), language) : null;
        return [subjectRef, { dueAt, state, remaining: left }];
      }),
    );
  }

  /** By dossier code; dossiers without a budget are absent. */
  async forDossiers(dossiers: readonly string[]): Promise<Map<string, DeadlineBrief>> {
    return brief(dossiers.length === 0 ? [] : await dossierDeadlines(this.database.manager, dossiers));
  }

  async #know(dossier: string): Promise<Known> {
    const db = this.database.manager;
    const [deadlines, stops, legs, excluded, contests, names] = await Promise.all([
      dossierDeadlines(db, [dossier]), stopsOf(db, [dossier]), legsOf(db, [dossier]), excludedOf(db, [dossier]), contestsOf(db, [dossier]), this.agencies.directory(),
    ]);
    const deadline = deadlines[0] ?? null;
    const calendars = await this.offices.calendarsOf([...deadlines, ...legs].map(({ agency }) => agency));
    return { deadline, stops, legs, excluded, contests, transfers: transfersIn(contests), calendars, names, now: this.clock.now() };
  }

  async #deadline({ deadline, stops, calendars, now }: Known, language: Language): Promise<DossierDeadlineView | null> {
    if (!deadline) return null;
    const db = this.database.manager;
    const [moves, extension, model] = await Promise.all([movesOf(db, deadline), extensionOf(db, deadline.dossier), this.#modelOf(deadline.dossier)]);
    return deadlineView(calendarIn(calendars, deadline.agency), deadline, stops, moves, now, language, { rules: model?.extensions ?? [], extension });
  }

  async #modelOf(dossier: string): Promise<ProcessModel | null> {
    const { procedure, revision } = await readHead(this.database.manager, dossier);
    return this.procedures.findModel(procedure, revision);
  }
}

const brief = (deadlines: readonly Deadline[]): Map<string, DeadlineBrief> =>
  new Map(deadlines.map(({ subjectRef, dueAt, state }) => [subjectRef, { dueAt, state }]));

function lateness(known: Known, language: Language): LatenessView {
  const { deadline, stops, excluded, contests, calendars, names, now } = known;
  const net = deadline ? netOf(calendarIn(calendars, deadline.agency), deadline, stops, excluded, now) : { late: false, overrunMs: 0, dueAt: null };
  return latenessView(latenessAt(calendars, known, now), netView(net, excluded, names, language), contests, names, language);
}

function legViews(known: Known, language: Language): LegView[] {
  return known.legs.map((leg) => {
    const use = legUse(known.calendars, known, leg, known.now);
    return {
      agency: leg.agency,
      agencyName: agencyName(known.names, leg.agency, language),
      handedBy: leg.handedBy,
      enteredAt: toIso(leg.enteredAt),
      acknowledgedAt: leg.acknowledgedAt && toIso(leg.acknowledgedAt),
      leftAt: leg.leftAt && toIso(leg.leftAt),
      budget: worked(leg.budgetMs, language),
      used: worked(use.usedMs, language),
      overrun: worked(use.overrunMs, language),
    };
  });
}
