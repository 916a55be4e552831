import { Agencies, type Directory, supervisedAgencies } from '#access';
import type { Transfer } from '#calendar';
import { DEADLINE_SUBJECTS, type DeadlineList, type DeadlineState, type DeadlineSubject, type DeadlineView } from '#contract';
import { type Clock, type Language, type Principal, type Result, type Text, ok, reject, text, toIso } from '#kernel';
import { CLOCK } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { contestsOf, transfersIn } from './contests/contests.repository.js';
import { type Deadline, type ListedDeadline, type Place, type Rung, pageOfDeadlines, rungsOfDeadlines } from './deadlines.repository.js';
import { type ExcludedTime, excludedOf } from './force-majeure/excluded.repository.js';
import { netOf } from './force-majeure/net.js';
import { BY_HAND } from './ladders/escalate-now.js';
import { Ladders } from './ladders/ladders.js';
import type { LadderVersion } from './ladders/ladders.repository.js';
import { type DossierLeg, legsOf } from './legs.repository.js';
import { Offices } from './offices.js';
import { type DossierStop, stopsOf } from './stops.repository.js';
import { type Calendars, calendarIn, latenessAt, overrunOf } from './times.js';
import { agencyName, netView, shareView, worked } from './views.js';

export interface DeadlineQuery {
  /** `missed` has what was finished late and what is late and not finished. */
  state?: DeadlineState | undefined;
  /** Hand-overs are listed where they are asked for. */
  subject?: DeadlineSubject | 'all' | undefined;
  agency?: string | undefined;
  dossier?: string | undefined;
  /** Due before that instant. */
  before?: Date | undefined;
  /** The `next` of the page before. */
  after?: string | undefined;
  limit: number;
}

/** What a page is told by, read in one query each whatever its length. */
interface Around {
  rungs: Map<string, Rung[]>;
  ladders: readonly LadderVersion[];
  stops: Map<string, DossierStop[]>;
  legs: Map<string, DossierLeg[]>;
  excluded: Map<string, ExcludedTime[]>;
  transfers: Map<string, Transfer[]>;
  calendars: Calendars;
  names: Directory;
  now: Date;
  language: Language;
}

/** Deadlines in order of their due instants. Supervisors see those of all agencies, everybody else those of the own ones. */
@Injectable()
export class ListDeadlines {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Offices) private readonly offices: Offices,
    @Inject(Ladders) private readonly ladders: Ladders,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(principal: Principal, query: DeadlineQuery, language: Language): Promise<Result<DeadlineList>> {
    const after = query.after === undefined ? null : readCursor(query.after);
    if (after === undefined) return WRONG_CURSOR;
    const agencies = await this.#visible(principal, query.agency);
    const found = await pageOfDeadlines(this.database.manager, { ...query, subjects: subjectsOf(query.subject), after, agencies, limit: query.limit + 1 });
    const page = found.slice(0, query.limit);
    const around = await this.#around(page, language);
    const last = page.at(-1);
    return ok({ items: page.map((deadline) => view(deadline, around)), next: found.length > page.length && last ? writeCursor(last) : null });
  }

  /** Null for all agencies. */
  async #visible(principal: Principal, wanted: string | undefined): Promise<string[] | null> {
    const all = supervisedAgencies(principal, await this.agencies.kindsOf(principal)) === 'all';
    if (all) return wanted === undefined ? null : [wanted];
    const own = [...new Set(principal.positions.map(({ agency }) => agency))];
    return own.filter((agency) => wanted === undefined || agency === wanted);
  }

  async #around(page: readonly ListedDeadline[], language: Language): Promise<Around> {
    const db = this.database.manager;
    const dossiers = [...new Set(page.map(({ dossier }) => dossier))];
    const [rungs, stops, legs, names] = await Promise.all([
      rungsOfDeadlines(db, page.map(({ id }) => id)), stopsOf(db, dossiers), legsOf(db, dossiers), this.agencies.directory(),
    ]);
    return {
      rungs: Map.groupBy(rungs, ({ deadline }) => deadline),
      ladders: await this.ladders.all(),
      stops: Map.groupBy(stops, ({ dossier }) => dossier),
      legs: Map.groupBy(legs, ({ dossier }) => dossier),
      excluded: Map.groupBy(await excludedOf(db, dossiers), ({ dossier }) => dossier),
      transfers: new Map([...Map.groupBy(await contestsOf(db, dossiers), ({ dossier }) => dossier)].map(([dossier, contests]) => [dossier, transfersIn(contests)])),
      calendars: await this.offices.calendarsOf([...page, ...legs].map(({ agency }) => agency)),
      names, now: this.clock.now(), language,
    };
  }
}

const subjectsOf = (subject: DeadlineQuery['subject']): readonly DeadlineSubject[] =>
  subject === undefined ? ['dossier', 'task'] : subject === 'all' ? DEADLINE_SUBJECTS : [subject];

function view(deadline: ListedDeadline, around: Around): DeadlineView {
  const { calendars, names, now, language } = around;
  const stops = around.stops.get(deadline.dossier) ?? [];
  // A step is held up by what befell its own agency, the dossier by all.
  const excluded = (around.excluded.get(deadline.dossier) ?? []).filter(({ agency }) => deadline.subjectKind === 'dossier' || agency === deadline.agency);
  return {
    id: deadline.id,
    subject: { kind: deadline.subjectKind, ref: deadline.subjectRef, name: deadline.name[language] },
    dossier: deadline.dossier,
    procedureName: deadline.procedureName[language],
    agency: deadline.agency,
    agencyName: agencyName(names, deadline.agency, language),
    role: deadline.role,
    budget: deadline.budget,
    startedAt: toIso(deadline.startedAt),
    dueAt: toIso(deadline.dueAt),
    endedAt: deadline.endedAt && toIso(deadline.endedAt),
    state: deadline.state,
    overrun: worked(overrunOf(calendars, deadline, stops, now), language),
    net: netView(netOf(calendarIn(calendars, deadline.agency), deadline, stops, excluded, now), excluded, names, language),
    ...atFault(deadline, stops, around),
    rungs: (around.rungs.get(deadline.id) ?? []).map((rung) => rungView(rung, rungName(around.ladders, deadline, rung.rung)[language], names, language)),
  };
}

/** A step that is late is its own agency's; a dossier's lateness is shared out over its legs, or as it was decided. */
function atFault(deadline: Deadline, stops: readonly DossierStop[], { calendars, legs, transfers, now, names, language }: Around): Pick<DeadlineView, 'atFault' | 'decided'> {
  if (deadline.state !== 'missed') return { atFault: [], decided: false };
  if (deadline.subjectKind !== 'dossier') return { atFault: [{ agency: deadline.agency, agencyName: agencyName(names, deadline.agency, language), share: 1 }], decided: false };
  const { shares, decided } = latenessAt(calendars, { deadline, stops, legs: legs.get(deadline.dossier) ?? [], transfers: transfers.get(deadline.dossier) ?? [] }, now);
  const told = (decided ?? shares).map((part) => shareView(part, names, language));
  return { atFault: told.map(({ agency, agencyName: name, document, share }) => ({ agency: agency ?? '', agencyName: document ? `${name} (${document})` : name, share })), decided: decided !== null };
}

const rungView = ({ rung, at, firedAt, recipients, action }: Rung, name: string, directory: Directory, language: Language): DeadlineView['rungs'][number] => ({
  rung, name, at: toIso(at), firedAt: firedAt && toIso(firedAt), action,
  to: recipients.map(({ agency, role }) => `${agency}.${role}`),
  toNames: recipients.map(({ agency, role }) => `${directory.role(role)?.name[language] ?? role}, ${agencyName(directory, agency, language)}`),
});

/** As the version that the deadline was armed with calls it; one that fired by an earlier version, as that did. */
export function rungName(ladders: readonly LadderVersion[], { ladder, ladderVersion }: Pick<Deadline, 'ladder' | 'ladderVersion'>, rung: string): Text {
  const own = ladders.filter(({ code, version }) => code === ladder && version <= ladderVersion).toReversed();
  return own.flatMap(({ rungs }) => rungs).find((spec) => spec.rung === rung)?.name ?? (rung.startsWith(BY_HAND) ? text('Nhắc ngay', 'Told at once') : text(rung, rung));
}

const WRONG_CURSOR = reject('invalid_input', text('Con trỏ trang không hợp lệ', 'The page cursor is not valid'), {
  errors: [{ path: 'after', message: text('không hợp lệ', 'is not valid') }],
});

const writeCursor = ({ dueAt, id }: Place): string => Buffer.from(`${dueAt.toISOString()}|${id}`).toString('base64url');

function readCursor(cursor: string): Place | undefined {
  const [, dueAt, id] = /^(\d{4}-[\d:.TZ-]+)\|([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (dueAt === undefined || id === undefined || Number.isNaN(Date.parse(dueAt))) return undefined;
  return { dueAt: new Date(dueAt), id };
}
