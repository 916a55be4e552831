import { Agencies, type Directory, canKeepLadders } from '#access';
import { heldUntil } from '#calendar';
import type { LadderPreview, PreviewLadder as Request } from '#contract';
import { type Clock, type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { CLOCK } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { closedBy } from '../clock.js';
import { type RanDeadline, deadlinesRanBetween, firedBetween } from '../deadlines.repository.js';
import { type RungPoint, rungsOf } from '../ladder.js';
import { Offices, type Post } from '../offices.js';
import { type DossierStop, stopsOf } from '../stops.repository.js';
import { type Calendars, calendarIn } from '../times.js';
import { agencyName } from '../views.js';
import { onlyKeepers } from './change-ladder.js';

const WEEK_MS = 7 * 86_400_000;
/** Longer spans are not looked at in one go. */
const LONGEST_MS = 31 * 86_400_000;
const SHOWN = 500;

interface WouldFire {
  deadline: RanDeadline;
  point: RungPoint;
  to: Post[];
}

/** Runs a ladder that nobody has ordered yet over the deadlines of the last week: who would have been told what, and how often. */
@Injectable()
export class PreviewLadder {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Offices) private readonly offices: Offices,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Over the deadlines armed with the ladder of that code; those of all ladders for a code that does not exist yet. */
  async preview(principal: Principal, code: string, request: Request, language: Language): Promise<Result<LadderPreview>> {
    if (!canKeepLadders(principal)) return onlyKeepers();
    const to = request.to ? new Date(request.to) : this.clock.now();
    const from = request.from ? new Date(request.from) : new Date(to.getTime() - WEEK_MS);
    if (from >= to || to.getTime() - from.getTime() > LONGEST_MS) return WRONG_SPAN;
    const db = this.database.manager;
    const ran = await deadlinesRanBetween(db, code, from, to);
    const stops = Map.groupBy(await stopsOf(db, [...new Set(ran.map(({ dossier }) => dossier))]), ({ dossier }) => dossier);
    const calendars = await this.offices.calendarsOf(ran.map(({ agency }) => agency));
    const would = (await Promise.all(ran.map((deadline) => this.#would(deadline, request, stops.get(deadline.dossier) ?? [], calendars, from, to)))).flat();
    would.sort((a, b) => a.point.at.getTime() - b.point.at.getTime());
    const directory = await this.agencies.directory();
    return ok({
      from: toIso(from), to: toIso(to), deadlines: ran.length, fired: await firedBetween(db, code, from, to), would: would.length,
      posts: await this.#posts(would, request, directory, language),
      items: would.slice(0, SHOWN).map(({ deadline, point, to: told }) => ({
        at: toIso(point.at), rung: point.spec.rung, name: point.spec.name[language], action: point.spec.action, dossier: deadline.dossier, subject: deadline.subjectKind,
        agency: deadline.agency, agencyName: agencyName(directory, deadline.agency, language), dueAt: toIso(deadline.dueAt), to: told.map((post) => named(post, directory, language)),
      })),
    });
  }

  /** Rungs reached in the span, while the work was not done and its clock did not stand. */
  async #would(deadline: RanDeadline, { rungs }: Request, stops: readonly DossierStop[], calendars: Calendars, from: Date, to: Date): Promise<WouldFire[]> {
    const closed = closedBy(stops, deadline.endedAt ?? to);
    const points = rungsOf(calendarIn(calendars, deadline.agency), rungs, deadline.subjectKind, deadline, closed).filter(
      ({ at }) => at >= from && at < to && (deadline.endedAt === null || at < deadline.endedAt) && !closed.some((stop) => stop.from <= at && at < stop.to),
    );
    return Promise.all(points.map(async (point) => ({ deadline, point, to: await this.offices.recipients(point.spec.to, deadline, deadline.head) })));
  }

  async #posts(would: readonly WouldFire[], { quiet, digest }: Request, directory: Directory, language: Language): Promise<LadderPreview['posts']> {
    const told = would.flatMap(({ to, point }) => to.map((post) => ({ post, point })));
    const byPost = [...Map.groupBy(told, ({ post }) => `${post.agency}.${post.role}`).values()];
    const calendars = await this.offices.calendarsOf(told.map(({ post }) => post.agency));
    const messages = (one: typeof told): number =>
      new Set(one.map(({ post, point }, i) => {
        const spacing = { quiet, digest: point.spec.action === 'notify' ? digest : ('none' as const) };
        return spacing.digest === 'none' ? `one ${i}` : heldUntil(calendarIn(calendars, post.agency), point.at, spacing).getTime();
      })).size;
    return byPost.map((one) => ({ ...named(one[0]!.post, directory, language), rungs: one.length, messages: messages(one) })).sort((a, b) => b.rungs - a.rungs);
  }
}

export const named = ({ agency, role }: Post, directory: Directory, language: Language): LadderPreview['items'][number]['to'][number] => ({
  agency, agencyName: agencyName(directory, agency, language), role, roleName: directory.role(role)?.name[language] ?? role,
});

const WRONG_SPAN = reject('invalid_input', text('Khoảng xem trước phải từ một phút đến 31 ngày', 'The span must be 31 days at most, and end after it begins'), {
  errors: [{ path: 'to', message: text('phải sau thời điểm bắt đầu, trong vòng 31 ngày', 'must come after the beginning, within 31 days') }],
});
