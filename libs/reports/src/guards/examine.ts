import { Agencies } from '#access';
import type { WorkingCalendar } from '#calendar';
import type { DomainEvents, GuardOwner } from '#contract';
import { type Clock, type Ids, ROLE, toIso } from '#kernel';
import { Ledger, type LedgerEntry, alertChain, entriesOfChains } from '#ledger';
import { CLOCK, IDS, TransactionEvents } from '#platform';
import { Procedures } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AlertsRepository } from './alerts.repository.js';
import { AskRows } from './asking.js';
import { GUARDS } from './catalogue.js';
import { type GuardSetting, guardSettings } from './guard-orders.js';
import { History } from './history.js';
import type { Found } from './rule.js';

export interface Examined {
  /** Alerts that nobody had found before. */
  found: number;
  /** Dossiers of which something will be certain only then. */
  later: { dossier: string; at: Date }[];
}

const WATCHED: ReadonlySet<string> = new Set(Object.values(GUARDS).flatMap(({ on }) => on));

/**
 * Reads dossiers' ledgers with every rule that is switched on, and keeps what they find. However often and by whomever a dossier is examined, an
 * alert is made once: its key is unique.
 */
@Injectable()
export class Examine {
  constructor(
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(AlertsRepository) private readonly alerts: AlertsRepository,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** With every rule, whatever happened. */
  dossiers(tx: EntityManager, codes: readonly string[]): Promise<Examined> {
    return this.#examine(tx, codes, () => true);
  }

  /** What fresh entries may have completed: only their dossiers, and of the rules only those that wait for such an entry. */
  async behind(tx: EntityManager, fresh: readonly LedgerEntry[]): Promise<Examined> {
    const kinds = Map.groupBy(fresh.filter(({ dossier, kind }) => !dossier.includes(':') && WATCHED.has(kind)), ({ dossier }) => dossier);
    return this.#examine(tx, [...kinds.keys()], (dossier, { rule }) => kinds.get(dossier)?.some(({ kind }) => (GUARDS[rule].on as readonly string[]).includes(kind)) ?? false);
  }

  async #examine(tx: EntityManager, codes: readonly string[], wanted: (dossier: string, setting: GuardSetting) => boolean): Promise<Examined> {
    if (codes.length === 0) return { found: 0, later: [] };
    const settings = (await guardSettings(tx)).filter(({ enabled }) => enabled);
    const entries = await entriesOfChains(tx, codes);
    const now = this.clock.now();
    const calendars = await this.#calendars(entries.flatMap(({ agency, data }) => [agency, data['agency']]));
    const examined: Examined = { found: 0, later: [] };
    for (const [dossier, own] of Map.groupBy(entries, (entry) => entry.dossier)) {
      const history = History.of(own, now, calendars);
      if (!history) continue;
      const ask = new AskRows(tx, this.procedures);
      for (const setting of settings) if (wanted(dossier, setting)) examined.found += await this.#apply(tx, setting, history, ask);
      if (ask.laterAt) examined.later.push({ dossier, at: ask.laterAt });
    }
    return examined;
  }

  async #apply(tx: EntityManager, setting: GuardSetting, history: History, ask: AskRows): Promise<number> {
    const found = await GUARDS[setting.rule].find(history, (name) => setting.thresholds[name] ?? 0, ask);
    let fresh = 0;
    for (const one of found) if (await this.#keep(tx, setting, history.code, one)) fresh++;
    return fresh;
  }

  /** True when nobody had found it before. */
  async #keep(tx: EntityManager, { rule, version, severity, owner: named }: GuardSetting, dossier: string, found: Found): Promise<boolean> {
    const at = this.clock.now();
    const owner = await this.#owner(named, found);
    const evidence = [...new Set(found.evidence.map(({ position }) => position))].sort((a, b) => a - b);
    const several = new Set(found.evidence.map((entry) => entry.dossier)).size > 1 && rule === 'closed-in-bulk';
    const kept = await this.alerts.keep(tx, {
      id: this.ids.uuid(), rule, ruleVersion: version, key: found.key, dossier: several ? null : dossier, agency: found.agency, severity, owner, persons: found.persons, facts: found.facts, evidence, happenedAt: found.at, foundAt: at,
    });
    if (!kept) return false;
    const data = { rule, ruleVersion: version, dossier: several ? null : dossier, evidence, facts: found.facts, persons: found.persons, happenedAt: toIso(found.at) };
    await this.ledger.append(tx, alertChain(kept.id), [{ at, actor: 'system', agency: found.agency, kind: 'alert.found', data }]);
    if (kept.fresh) await this.events.publish(tx, 'alert.found', { alert: kept.id, dossier: several ? null : dossier, severity, title: GUARDS[rule].title, posts: await this.#posts(owner, found.agency), at });
    return kept.fresh;
  }

  /** Where everybody who holds the owner's post is concerned himself, it is the superior's. */
  async #owner(named: GuardOwner, { agency, persons }: Found): Promise<GuardOwner> {
    if (named === 'chairman') return named;
    const directory = await this.agencies.directory();
    const holders = (await this.#posts(named, agency)).flatMap((post) => directory.officersAt(post.agency).filter(({ username }) => directory.principal(username)?.positions.some((held) => held.agency === post.agency && held.role === post.role)));
    return holders.some(({ username }) => !persons.includes(username)) ? named : 'chairman';
  }

  async #posts(owner: GuardOwner, agency: string): Promise<{ agency: string; role: string }[]> {
    if (owner === 'agency_leader') return [{ agency, role: ROLE.leader }];
    const [kind, role] = owner === 'desk_head' ? ['one_stop_desk', ROLE.deskHead] : ['leadership', ROLE.leader];
    return (await this.agencies.directory()).list({ kind }).map(({ code }) => ({ agency: code, role }));
  }

  async #calendars(named: readonly unknown[]): Promise<Map<string, WorkingCalendar>> {
    const agencies = [...new Set(named.filter((agency): agency is string => typeof agency === 'string'))];
    return new Map(await Promise.all(agencies.map(async (agency) => [agency, await this.agencies.calendarOf(agency)] as const)));
  }
}
