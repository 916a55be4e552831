import { Agencies, type Directory, canContest, canSeePapers, supervisedAgencies } from '#access';
import { minutesOf } from '#calendar';
import { type AttributionDetail, type AttributionItem, type AttributionList, type AttributionState, type ContestView } from '#contract';
import { type Clock, type Language, type Principal, type Result, ROLE, ok, reject, text, toIso } from '#kernel';
import { CLOCK } from '#platform';
import { Procedures, readHead } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { agencyName, netView, shareView, worked } from '../views.js';
import { type Attribution, Attributor, chargeOf, involvedIn, isFinal } from './attribution-of.js';
import { ContestDoor, noContest } from './contest-door.js';
import { CONTEST_GROUND_NAMES, CONTEST_STATE_NAMES } from './contest-names.js';
import { type Contest, type LatePage, type LatePlace, findContest, handOversOf, pageOfLate, papersOf, withPredecessors } from './contests.repository.js';
import { DecideContest } from './decide-contest.js';
import { legsTold, stopsTold } from './told-legs.js';

export interface AttributionQuery {
  agency?: string | undefined;
  state?: AttributionState | undefined;
  /** Settled from then on, before then; an open dossier counts as of now. */
  from?: Date | undefined;
  to?: Date | undefined;
  after?: string | undefined;
  limit: number;
}

type Head = Pick<AttributionItem, 'dossier' | 'procedureName' | 'desk' | 'deskName' | 'dueAt' | 'settledAt' | 'overrun' | 'minutes' | 'net'>;

/** Late dossiers whose shares are computed together. */
const PAGE = 100;

/** Whose the lateness of dossiers is, shown to the agencies that are charged and to those who supervise them. */
@Injectable()
export class Attributions {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Attributor) private readonly attributor: Attributor,
    @Inject(ContestDoor) private readonly door: ContestDoor,
    @Inject(DecideContest) private readonly decisions: DecideContest,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A row for each agency that is charged, or was before a decision. Supervisors see all agencies of theirs, heads those under them too, everybody else the own ones. The last due first. */
  async list(principal: Principal, query: AttributionQuery, language: Language): Promise<Result<AttributionList>> {
    const after = query.after === undefined ? null : readCursor(query.after);
    if (after === undefined) return WRONG_CURSOR;
    if (query.from && query.to && query.from >= query.to) return WRONG_PERIOD;
    const agencies = await this.#visible(principal, query.agency);
    const items: AttributionItem[] = [];
    for (let last = after; ; ) {
      const found = await pageOfLate(this.database.manager, { ...scopeOf(query, agencies, this.clock.now()), after: last, limit: PAGE });
      for (const attribution of await this.attributor.of(this.database.manager, found.map(({ dossier }) => dossier))) {
        items.push(...(await this.#items(principal, attribution, { agencies, state: query.state }, language)));
        if (items.length >= query.limit) return ok({ items, next: writeCursor(attribution.deadline) });
      }
      last = found.at(-1) ?? null;
      if (!last || found.length < PAGE) return ok({ items, next: null });
    }
  }

  /** The whole of one dossier: shares, legs with the entries that prove them, stops, contests. For whoever may see the dossier. */
  async detail(principal: Principal, code: string, language: Language): Promise<Result<AttributionDetail>> {
    const db = this.database.manager;
    const known = await db.query<unknown[]>('select 1 from dossier where code = $1', [code]);
    if (known.length === 0) return reject('not_found', text(`Không tìm thấy hồ sơ ${code}`, `No dossier ${code}`));
    const head = await readHead(db, code);
    const seen = await this.door.see(db, principal, code, head.agency);
    if (!seen.ok) return seen;
    const attribution = seen.value;
    const names = await this.agencies.directory();
    const { lateness, contests } = attribution;
    const involved = involvedIn(attribution);
    const people = await this.#people([...(await handOversOf(db, code)).map(({ actor }) => actor), ...contests.flatMap(({ filedBy, endedBy }) => [filedBy, endedBy ?? filedBy])]);
    const personal = canSeePapers(principal, { receivingAgency: head.agency, involvedAgencies: involved }, null, await this.agencies.kindsOf(principal));
    const papers = personal ? await papersOf(db, code) : [];
    return ok({
      ...(await this.#head(attribution, names, language)),
      computed: lateness.shares.map((share) => shareView(share, names, language)),
      decided: lateness.decided && lateness.decided.map((share) => shareView(share, names, language)),
      netShares: attribution.netShares && attribution.netShares.map((share) => shareView(share, names, language)),
      legs: legsTold(attribution, await handOversOf(db, code), names, people, language),
      stops: stopsTold(attribution, language),
      contests: await Promise.all(contests.map((contest) => this.#contest(principal, contest, names, people, papers, language))),
      agencies: involved.map((agency) => ({ agency, agencyName: agencyName(names, agency, language) })),
      papers,
      mayContest: (await Promise.all(involved.map(async (agency) => ((await this.#mayContest(principal, attribution, agency)) ? [{ agency, agencyName: agencyName(names, agency, language), until: await this.#until(attribution, agency) }] : [])))).flat(),
    });
  }

  async contest(principal: Principal, id: string, language: Language): Promise<Result<ContestView>> {
    const db = this.database.manager;
    const contest = await findContest(db, id);
    if (!contest) return noContest(id);
    const seen = await this.door.see(db, principal, contest.dossier, (await readHead(db, contest.dossier)).agency);
    if (!seen.ok) return noContest(id);
    const people = await this.#people([contest.filedBy, ...(contest.endedBy ? [contest.endedBy] : [])]);
    return ok(await this.#contest(principal, contest, await this.agencies.directory(), people, await papersOf(db, contest.dossier), language));
  }

  /** Null for all agencies. */
  async #visible(principal: Principal, wanted: string | undefined): Promise<string[] | null> {
    const supervised = supervisedAgencies(principal, await this.agencies.kindsOf(principal));
    if (supervised === 'all') return wanted === undefined ? null : [wanted];
    const own = principal.positions.filter(({ role }) => role !== ROLE.administrator).map(({ agency }) => agency);
    const led = principal.positions.filter(({ role }) => role === ROLE.leader).map(({ agency }) => agency);
    const all = await withPredecessors(this.database.manager, [...new Set([...own, ...supervised])], led);
    return wanted === undefined ? all : all.filter((one) => one === wanted);
  }

  async #items(principal: Principal, attribution: Attribution, { agencies, state }: { agencies: readonly string[] | null; state: AttributionState | undefined }, language: Language): Promise<AttributionItem[]> {
    const { lateness, contests } = attribution;
    if (!lateness.late) return [];
    const names = await this.agencies.directory();
    const head = await this.#head(attribution, names, language);
    const charged = [...new Set([...lateness.shares, ...(lateness.decided ?? [])].flatMap(({ agency }) => (agency === null ? [] : [agency])))];
    const wanted = charged.filter((agency) => (agencies?.includes(agency) ?? true) && (state === undefined || state === (contestOf(contests, agency)?.state ?? 'none')));
    return Promise.all(wanted.map((agency) => this.#item(principal, attribution, agency, head, names, language)));
  }

  async #item(principal: Principal, attribution: Attribution, agency: string, head: Head, names: Directory, language: Language): Promise<AttributionItem> {
    const { shares, decided } = attribution.lateness;
    const contest = contestOf(attribution.contests, agency);
    const [computed, after, net] = [shares, decided ?? [], attribution.netShares ?? []].map((parts) => parts.find((one) => one.agency === agency));
    return {
      ...head, agency, agencyName: agencyName(names, agency, language),
      computed: computed ? shareView(computed, names, language) : null, decided: after ? shareView(after, names, language) : null, isDecided: decided !== null,
      netShare: net ? shareView(net, names, language) : null,
      contest: contest && { id: contest.id, state: contest.state, stateName: CONTEST_STATE_NAMES[contest.state][language] },
      contestUntil: await this.#until(attribution, agency), mayContest: await this.#mayContest(principal, attribution, agency),
      mayDecide: contest?.state === 'open' && (await this.decisions.authorityOf(principal, agency, [])) !== null,
    };
  }

  async #head({ procedure, revision, deadline, lateness, net, excluded }: Attribution, names: Directory, language: Language): Promise<Head> {
    return {
      dossier: deadline.dossier, procedureName: (await this.procedures.nameOf(procedure, revision))[language], desk: deadline.agency, deskName: agencyName(names, deadline.agency, language),
      dueAt: toIso(deadline.dueAt), settledAt: deadline.endedAt && toIso(deadline.endedAt), overrun: worked(lateness.overrunMs, language), minutes: minutesOf(lateness.overrunMs), net: netView(net, excluded, names, language),
    };
  }

  async #contest(principal: Principal, contest: Contest, names: Directory, people: ReadonlyMap<string, string>, papers: readonly { id: string; name: string }[], language: Language): Promise<ContestView> {
    const { agency, state, ground, authority, endedBy, endedAt, moves, paper, filedBy, filedAt, ...rest } = contest;
    const open = state === 'open';
    return {
      ...rest, agency, agencyName: agencyName(names, agency, language), state, stateName: CONTEST_STATE_NAMES[state][language], ground, groundName: CONTEST_GROUND_NAMES[ground][language],
      paper: paper === null ? null : { id: paper, name: papers.find(({ id }) => id === paper)?.name ?? '' }, filedBy: people.get(filedBy) ?? filedBy, filedAt: toIso(filedAt),
      endedBy: endedBy && (people.get(endedBy) ?? endedBy), endedAt: endedAt && toIso(endedAt), authority, authorityName: authority && agencyName(names, authority, language),
      moves: moves.map((move) => ({ ...move, toName: move.to === null ? NOBODY[language] : agencyName(names, move.to, language) })),
      mayWithdraw: open && canContest(principal, await this.attributor.present(agency)), mayDecide: open && (await this.decisions.authorityOf(principal, agency, [])) !== null,
    };
  }

  async #mayContest(principal: Principal, attribution: Attribution, agency: string): Promise<boolean> {
    const { contests, lateness, now } = attribution;
    if (!lateness.late || !chargeOf(attribution, agency) || isFinal(contests, agency) || contests.some((one) => one.agency === agency && one.state === 'open')) return false;
    if (!canContest(principal, await this.attributor.present(agency))) return false;
    const until = await this.attributor.until(attribution, agency);
    return until === null || now <= until;
  }

  async #until(attribution: Attribution, agency: string): Promise<string | null> {
    const until = await this.attributor.until(attribution, agency);
    return until && toIso(until);
  }

  async #people(usernames: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return new Map(await Promise.all([...new Set(usernames)].map(async (username) => [username, await this.attributor.nameOf(username)] as const)));
  }
}

const contestOf = (contests: readonly Contest[], agency: string): Contest | null => contests.findLast((one) => one.agency === agency) ?? null;

function scopeOf({ state, from, to }: AttributionQuery, agencies: readonly string[] | null, now: Date): Omit<LatePage, 'after' | 'limit'> {
  return { agencies, state: state === undefined || state === 'none' ? null : state, from: from ?? null, to: to ?? null, now };
}

const NOBODY = text('Không tính cho cơ quan nào', 'No agency answers for it');

const WRONG_CURSOR = reject('invalid_input', text('Con trỏ trang không hợp lệ', 'The page cursor is not valid'), { errors: [{ path: 'after', message: text('không hợp lệ', 'is not valid') }] });
const PERIOD = text('ngày kết thúc phải sau ngày bắt đầu', 'the end must come after the beginning');
const WRONG_PERIOD = reject('invalid_input', text('Khoảng thời gian chưa đúng', 'The period is not valid'), { errors: [{ path: 'to', message: PERIOD }] });

const writeCursor = ({ dueAt, dossier }: LatePlace): string => Buffer.from(`${dueAt.toISOString()}|${dossier}`).toString('base64url');

function readCursor(cursor: string): LatePlace | undefined {
  const [, dueAt, dossier] = /^(\d{4}-[\d:.TZ-]+)\|(.{1,120})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  return dueAt === undefined || dossier === undefined || Number.isNaN(Date.parse(dueAt)) ? undefined : { dueAt: new Date(dueAt), dossier };
}
