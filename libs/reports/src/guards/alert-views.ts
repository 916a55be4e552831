import { Agencies } from '#access';
import type { AlertList, AlertView } from '#contract';
import { type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { type LedgerEntry, alertChain, entriesOfChains, kindName } from '#ledger';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AlertAuthority } from './alert-authority.js';
import { type Alert, type AlertFilter, AlertsRepository } from './alerts.repository.js';
import { AskPerson } from './ask-person.js';
import { GUARDS } from './catalogue.js';

export interface AlertQuery extends AlertFilter {
  after?: string | undefined;
  limit: number;
}

type Row = AlertList['items'][number];
type Person = Row['persons'][number];

const OWNERS = {
  agency_leader: text('Lãnh đạo cơ quan', 'Leader of the agency'),
  desk_head: text('Trưởng Bộ phận Một cửa huyện', "Head of the district's one-stop desk"),
  chairman: text('Lãnh đạo huyện', 'Leadership of the district'),
};

/** Alerts as those may read them who follow them up, and those above. */
@Injectable()
export class AlertViews {
  constructor(
    @Inject(AlertsRepository) private readonly alerts: AlertsRepository,
    @Inject(AlertAuthority) private readonly authority: AlertAuthority,
    @Inject(AskPerson) private readonly asking: AskPerson,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(DataSource) private readonly database: DataSource,
  ) {}

  async list(principal: Principal, { after, limit, ...filter }: AlertQuery, language: Language): Promise<Result<AlertList>> {
    const reach = await this.authority.reach(principal);
    if (!reach.ok) return reach;
    const cursor = after === undefined ? null : parseCursor(after);
    if (cursor === undefined) return reject('invalid_input', WRONG_CURSOR, { errors: [{ path: 'after', message: WRONG_CURSOR }] });
    const found = await this.alerts.list(reach.value, filter, cursor, limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return ok({
      items: await Promise.all(items.map((alert) => this.#row(alert, language))),
      next: found.length > limit && last ? Buffer.from(`${last.happenedAt.getTime()} ${last.id}`).toString('base64url') : null,
      open: await this.alerts.countOpen(reach.value),
    });
  }

  async get(principal: Principal, id: string, language: Language): Promise<Result<AlertView>> {
    const alert = await this.alerts.find(id);
    if (!alert || !(await this.authority.maySee(principal, alert))) return reject('not_found', text(`Không có cảnh báo ${id}`, `No alert ${id}`));
    const [row, evidence, questions, history] = await Promise.all([this.#row(alert, language), this.#evidence(alert, language), this.alerts.questionsOf(id), entriesOfChains(this.database.manager, [alertChain(id)])]);
    return ok({
      ...row, explanation: GUARDS[alert.rule].explanation[language], ruleVersion: alert.ruleVersion, evidence, decision: await this.#decision(alert), questions: await Promise.all(questions.map((one) => this.asking.view(one))),
      history: await Promise.all(history.map((entry) => this.#told(entry, language))), actions: await this.#actions(principal, alert), assignees: await this.authority.assignees(alert),
    });
  }

  async #row(alert: Alert, language: Language): Promise<Row> {
    const { id, rule, severity, state, dossier, agency, happenedAt, foundAt, owner, assignee, reviewedBy, version, facts } = alert;
    return {
      id, rule, title: GUARDS[rule].title[language], severity, state, dossier, agency, agencyName: await this.agencies.nameOf(agency, language), persons: await Promise.all(alert.persons.map((one) => this.#person(one))),
      summary: GUARDS[rule].tell(await this.#named(facts, language))[language], happenedAt: toIso(happenedAt), foundAt: toIso(foundAt), owner, ownerName: OWNERS[owner][language], assignee: assignee === null ? null : await this.#person(assignee),
      reviewed: reviewedBy !== null, version,
    };
  }

  /** Facts keep codes and instants; people read names and their own way of writing the time. */
  async #named(facts: Alert['facts'], language: Language): Promise<Alert['facts']> {
    const said = await Promise.all(Object.entries(facts).map(async ([name, value]) => [name, name === 'from' && typeof value === 'string' ? await this.agencies.nameOf(value, language) : written(value)] as const));
    return Object.fromEntries(said);
  }

  async #evidence({ evidence }: Alert, language: Language): Promise<AlertView['evidence']> {
    return Promise.all((await this.alerts.evidence(evidence)).map(async ({ at, kind, actor, agency, ...entry }) => ({
      ...entry, at: toIso(at), kind, kindName: kindName(kind)[language], actor, actorName: (await this.#person(actor)).name, agency, agencyName: agency === null ? null : await this.agencies.nameOf(agency, language),
    })));
  }

  async #decision({ reason, document, measures, decidedBy, decidedAt, reviewedBy, reviewedAt }: Alert): Promise<AlertView['decision']> {
    if (decidedBy === null || decidedAt === null || reason === null) return null;
    return { reason, document, measures, by: await this.#person(decidedBy), at: toIso(decidedAt), reviewedBy: reviewedBy === null ? null : await this.#person(reviewedBy), reviewedAt: reviewedAt && toIso(reviewedAt) };
  }

  async #told({ at, kind, actor, data }: LedgerEntry, language: Language): Promise<AlertView['history'][number]> {
    const names = await Promise.all(['to'].flatMap((name) => (typeof data[name] === 'string' ? [this.agencies.personName(data[name])] : [])));
    const parts = ['question', 'answer', 'reason', 'document', 'measures', 'note'].flatMap((name) => (typeof data[name] === 'string' ? [data[name]] : []));
    return { at: toIso(at), kind, kindName: kindName(kind)[language], by: (await this.#person(actor)).name, text: [...names, ...parts].join(' · ') };
  }

  async #actions(principal: Principal, alert: Alert): Promise<AlertView['actions']> {
    const [follows, reviews] = [await this.authority.mayFollow(principal, alert), await this.authority.mayReview(principal, alert)];
    if (alert.state === 'open') return follows ? ['ask', 'assign', 'explain', 'confirm'] : [];
    if (alert.reviewedBy !== null) return reviews ? ['reopen'] : [];
    return [...(reviews ? (['review'] as const) : []), ...(follows || reviews ? (['reopen'] as const) : [])];
  }

  async #person(username: string): Promise<Person> {
    if (username === 'system') return { username, name: 'Liên Thông' };
    if (username === 'citizen') return { username, name: 'Công dân' };
    return { username, name: await this.agencies.personName(username) };
  }
}

/** Instants as people write them; everything else as it is. */
const written = (value: Alert['facts'][string]): Alert['facts'][string] => {
  const [, year, month, day, clock] = (typeof value === 'string' ? /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(value) : null) ?? [];
  return year === undefined ? value : `${clock} ${day}/${month}/${year}`;
};

const WRONG_CURSOR = text('Con trỏ trang không hợp lệ.', 'The page cursor is not valid.');

function parseCursor(cursor: string): { at: Date; id: string } | undefined {
  const [, at, id] = /^(\d{1,13}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return at === undefined || id === undefined ? undefined : { at: new Date(Number(at)), id };
}
