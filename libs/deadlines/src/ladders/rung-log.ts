import { Agencies, supervisedAgencies } from '#access';
import type { RungLog as Log, RungLogEntry } from '#contract';
import { type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type FiredPage, type FiredRung, firedRungs } from '../deadlines.repository.js';
import { rungName } from '../list-deadlines.js';
import { agencyName } from '../views.js';
import { postOf } from './answer-rung.js';
import { answersOf } from './answers.repository.js';
import { Ladders } from './ladders.js';
import { named } from './preview-ladder.js';
import { deliveriesOf } from './rung-delivery.repository.js';

/** `mine`: only what the caller was told. */
export interface RungLogQuery extends Pick<FiredPage, 'dossier' | 'agency' | 'mine' | 'action' | 'from' | 'to' | 'answered' | 'undelivered' | 'limit'> {
  after?: string | undefined;
}

/** What the ladders have done: which rung fired when, who was told, and what they said to it. */
@Injectable()
export class RungLog {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ladders) private readonly ladders: Ladders,
  ) {}

  /** Newest first. Supervisors see all agencies' rungs, everybody else those of the own agencies and those they were told by. */
  async list(principal: Principal, query: RungLogQuery, language: Language): Promise<Result<Log>> {
    const after = query.after === undefined ? null : cursorOf(query.after);
    if (after === undefined) return WRONG_CURSOR;
    const all = supervisedAgencies(principal, await this.agencies.kindsOf(principal)) === 'all';
    const posts = principal.positions.map(({ agency, role }) => ({ agency, role }));
    const found = await firedRungs(this.database.manager, { ...query, after, limit: query.limit + 1, own: all ? null : [...new Set(posts.map(({ agency }) => agency))], posts });
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    return ok({ items: await this.#views(principal, page, language), next: found.length > page.length && last ? toCursor(last) : null });
  }

  async #views(principal: Principal, page: readonly FiredRung[], language: Language): Promise<RungLogEntry[]> {
    const [answers, directory, ladders] = [await answersOf(this.database.manager, [...new Set(page.map(({ deadline }) => deadline))]), await this.agencies.directory(), await this.ladders.all()];
    const told = page.flatMap(({ dossier, firedAt, recipients }) => recipients.map((post) => ({ ...post, dossier, firedAt })));
    const deliveries = await deliveriesOf(this.database.manager, told);
    let place = 0;
    return page.map(({ deadline, dossier, subjectKind, name, rung, action, at, firedAt, dueAt, agency, ladder, ladderVersion, recipients, ended }) => ({
      deadline, dossier, subject: subjectKind, name: name[language], rung, rungName: rungName(ladders, { ladder, ladderVersion }, rung)[language], action,
      at: toIso(at), firedAt: toIso(firedAt), dueAt: toIso(dueAt), agency, agencyName: agencyName(directory, agency, language), ladder, version: ladderVersion,
      to: recipients.map((post) => ({ ...named(post, directory, language), delivery: deliveries[place++]! })),
      answers: answers.filter((one) => one.deadline === deadline && one.rung === rung).map((one) => ({ kind: one.kind, by: one.by, byName: directory.person(one.by)?.name ?? one.by, at: toIso(one.at), reason: one.reason, until: one.until && toIso(one.until) })),
      mine: !ended && postOf({ recipients }, principal.positions) !== undefined,
    }));
  }
}

const toCursor = ({ firedAt, deadline, rung }: FiredRung): string => Buffer.from(`${firedAt.toISOString()}|${deadline}|${rung}`).toString('base64url');

function cursorOf(cursor: string): { firedAt: Date; deadline: string; rung: string } | undefined {
  const [, firedAt, deadline, rung] = /^(\d{4}-[\d:.TZ-]+)\|([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\|([a-z0-9-]+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (!firedAt || !deadline || !rung || Number.isNaN(Date.parse(firedAt))) return undefined;
  return { firedAt: new Date(firedAt), deadline, rung };
}

const WRONG_CURSOR = reject('invalid_input', text('Con trỏ trang không hợp lệ', 'The page cursor is not valid'), {
  errors: [{ path: 'after', message: text('không hợp lệ', 'is not valid') }],
});
