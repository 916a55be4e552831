import { Agencies, type Directory } from '#access';
import { type DecidedShare, type Share, decideAlike, holderAt, minutesOf, shareOut } from '#calendar';
import { type Clock, SYSTEM } from '#kernel';
import { CLOCK, CONFIG, type Config } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Deadline, dossierDeadlines } from '../deadlines.repository.js';
import { type ExcludedTime, excludedOf } from '../force-majeure/excluded.repository.js';
import { type Net, netOf } from '../force-majeure/net.js';
import { type DossierLeg, legsOf } from '../legs.repository.js';
import { Offices } from '../offices.js';
import { type DossierStop, stopsOf } from '../stops.repository.js';
import { type Calendars, type Lateness, calendarIn, latenessAt, legUse } from '../times.js';
import { type Contest, contestsOf, placeOf, proceduresOf, transfersIn } from './contests.repository.js';

/** Whose a dossier's lateness is, with everything it rests on. */
export interface Attribution {
  procedure: string;
  revision: number;
  deadline: Deadline;
  lateness: Lateness;
  net: Net;
  /** Whose the net lateness is, as decided where it was; null where no time is excluded, or none of it is late. */
  netShares: (Share | DecidedShare)[] | null;
  legs: DossierLeg[];
  stops: DossierStop[];
  excluded: ExcludedTime[];
  /** In order of filing. */
  contests: Contest[];
  calendars: Calendars;
  now: Date;
}

/** Reads attributions as they stand now; nothing of them is kept but the contests. */
@Injectable()
export class Attributor {
  constructor(
    @Inject(Offices) private readonly offices: Offices,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** In the order of the dossiers; those without a deadline are absent. */
  async of(db: EntityManager, dossiers: readonly string[]): Promise<Attribution[]> {
    if (dossiers.length === 0) return [];
    const [heads, deadlines, stops, legs, excluded, contests] = [
      await proceduresOf(db, dossiers), await dossierDeadlines(db, dossiers), await stopsOf(db, dossiers), await legsOf(db, dossiers), await excludedOf(db, dossiers), await contestsOf(db, dossiers),
    ];
    const calendars = await this.offices.calendarsOf([...deadlines, ...legs].map(({ agency }) => agency));
    const now = this.clock.now();
    const own = <T extends { dossier: string }>(rows: readonly T[], dossier: string): T[] => rows.filter((row) => row.dossier === dossier);
    return dossiers.flatMap((dossier): Attribution[] => {
      const [head, deadline] = [heads.find(({ code }) => code === dossier), deadlines.find((one) => one.dossier === dossier)];
      if (!head || !deadline) return [];
      const its = { stops: own(stops, dossier), legs: own(legs, dossier), excluded: own(excluded, dossier), contests: own(contests, dossier) };
      const lateness = latenessAt(calendars, { deadline, stops: its.stops, legs: its.legs, transfers: transfersIn(its.contests) }, now);
      const net = netOf(calendarIn(calendars, deadline.agency), deadline, its.stops, its.excluded, now);
      const known = { procedure: head.procedure, revision: head.revision, deadline, lateness, net, ...its, calendars, now };
      return [{ ...known, netShares: netSharesOf(known) }];
    });
  }

  /** The last instant at which the agency may contest; null while the dossier is open, when it may at any time. */
  async until({ deadline, contests }: Attribution, agency: string): Promise<Date | null> {
    if (deadline.endedAt === null) return null;
    const charged = [deadline.endedAt, ...contests.filter(({ state, moves }) => state === 'accepted' && moves.some(({ to }) => to === agency)).map(({ endedAt }) => endedAt!)];
    const from = charged.reduce((last, at) => (at > last ? at : last));
    const calendar = await this.offices.calendarOf(agency);
    return calendar.hasTimeAfter(from) ? calendar.add(from, { amount: this.config.contestDays, unit: 'working_day' }, { convention: 'end_of_day' }) : from;
  }

  /** The agency in whose name it acts by now: itself, or the one that took it over. */
  async present(agency: string): Promise<string> {
    const found = await this.agencies.resolve(`agency:${agency}`, { receiving: agency, territory: '', at: this.clock.now() });
    return found.ok ? found.value : agency;
  }

  /** The offices over an agency whose heads decide on its contests: the one it belongs to, then the leadership of the district. */
  async over(agency: string): Promise<string[]> {
    const directory = await this.agencies.directory();
    return [...new Set([parentOf(directory, agency), ...directory.list({ kind: 'leadership' }).map(({ code }) => code)])].filter((code) => code !== null && code !== agency) as string[];
  }

  async nameOf(username: string): Promise<string> {
    return username === SYSTEM.username ? SYSTEM.name : this.agencies.personName(username);
  }
}

/** The same sharing without the time that force majeure excludes: a stay is shorter by what was excluded at its agency. */
function netSharesOf({ deadline, lateness, net, legs, stops, excluded, contests, calendars, now }: Omit<Attribution, 'netShares'>): Attribution['netShares'] {
  if (excluded.length === 0 || !net.late) return null;
  const overruns = legs.map((leg) => {
    const calendar = calendarIn(calendars, leg.agency);
    const until = leg.leftAt ?? now;
    const own = excluded.filter((span) => span.agency === leg.agency && span.from < until && span.to > leg.enteredAt);
    const lost = own.reduce((sum, { from, to }) => sum + calendar.measureNet(from > leg.enteredAt ? from : leg.enteredAt, to < until ? to : until, stops), 0);
    return { agency: leg.agency, overrunMs: Math.max(0, legUse(calendars, { deadline, stops, legs }, leg, now).usedMs - lost - leg.budgetMs) };
  });
  const shares = shareOut(net.overrunMs, overruns, holderAt(legs, net.dueAt, deadline.agency));
  const transfers = transfersIn(contests);
  return transfers.length > 0 ? decideAlike(shares, lateness.shares, transfers) : shares;
}

const parentOf = (directory: Directory, agency: string): string | null => directory.get(agency)?.parent ?? null;

/** What an agency answers for now: as decided, else as computed; null where nothing is charged to it. */
export const chargeOf = ({ lateness }: Pick<Attribution, 'lateness'>, agency: string): Share | DecidedShare | null =>
  (lateness.decided ?? lateness.shares).find((share) => share.agency === agency) ?? null;

export const minutesCharged = (share: Pick<Share, 'overrunMs'> | null): number => (share ? minutesOf(share.overrunMs) : 0);

/** The agencies that had to do with the dossier: those to whom a part can be moved. */
export const involvedIn = ({ deadline, legs }: Pick<Attribution, 'deadline' | 'legs'>): string[] => [...new Set([deadline.agency, ...legs.map(({ agency }) => agency)])].sort();

/** Whether the agency's matter was decided, and nothing was put on it since: the decision stands. */
export function isFinal(contests: readonly Contest[], agency: string): boolean {
  const own = contests.filter((one) => one.agency === agency && (one.state === 'accepted' || one.state === 'rejected'));
  const last = Math.max(...own.map(placeOf));
  return own.length > 0 && !contests.some((one) => one.state === 'accepted' && placeOf(one) > last && one.moves.some(({ to }) => to === agency));
}
