import { Agencies, EditCalendar, type PreparedEdits, type Reach, canAdminister } from '#access';
import type { CalendarChangeList, CalendarChangeView, CalendarEdit, ChangeCalendar as Request, MovedDeadline } from '#contract';
import { type Clock, type Ids, type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { DIRECTORY_CHAIN, Ledger } from '#ledger';
import { CLOCK, IDS } from '#platform';
import { type CommandContext, Commands } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Deadline } from '../deadlines.repository.js';
import { type DossierStop, stopsOf } from '../stops.repository.js';
import { RecountDeadlines, moveOf } from './recount-deadlines.js';
import { recounted } from './recount.js';
import { type ChangeRow, type ChangeSummary, type Moved, RecountRepository } from './recount.repository.js';

/** Deadlines tried out at a time. */
const PAGE = 5_000;
const SHOWN = 500;

/**
 * Changes working calendars together with what was promised by them. A try-out tells which deadlines would move. The change itself is
 * one transaction: tables, its order in the ledger, and one item for each dossier concerned, which {@link RecountDeadlines} then counts anew.
 */
@Injectable()
export class ChangeCalendar {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(EditCalendar) private readonly edits: EditCalendar,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(RecountRepository) private readonly changes: RecountRepository,
    @Inject(RecountDeadlines) private readonly recount: RecountDeadlines,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async change(ctx: CommandContext, { changes, document, dryRun }: Request, language: Language): Promise<Result<CalendarChangeView>> {
    if (dryRun) return this.#tryOut(ctx, changes, document, language);
    const made = await this.apply(ctx, changes, document);
    return made.ok ? this.get(ctx.principal, made.value, language) : made;
  }

  /** Answers the id of the change. `version`: of the one national day edited, as its editor saw it. */
  apply(ctx: CommandContext, changes: CalendarEdit[], document: string, version?: number): Promise<Result<string>> {
    return this.commands.run(ctx, async (tx, at, actor) => {
      const applied = await this.edits.apply(tx, ctx.principal, changes, document, version);
      if (!applied.ok) return applied;
      const row: ChangeRow = { id: this.ids.uuid(), changes, document, by: actor.username, at };
      await this.changes.insert(tx, row, replacedBy(applied.value));
      for (const { agency, from, to } of applied.value.reaches) await this.changes.addItems(tx, row.id, agency === null ? null : [agency], from, to);
      await this.recount.begin(tx, row);
      await this.ledger.append(tx, DIRECTORY_CHAIN, [{ at, actor: actor.username, agency: actor.agency, kind: 'directory.changed', data: { calendarChange: row.id, changes, document } }]);
      return ok(row.id);
    });
  }

  async get(principal: Principal, id: string, language: Language): Promise<Result<CalendarChangeView>> {
    if (!canAdminister(principal)) return onlyAdministrators();
    const row = await this.changes.find(id);
    if (!row) return reject('not_found', text(`Không có lần sửa lịch ${id}`, `No change ${id} of calendars`));
    return ok({ ...summary(row), changes: row.changes, moved: await this.#named(await this.changes.moved(id, SHOWN), language) });
  }

  async list(principal: Principal): Promise<Result<CalendarChangeList>> {
    if (!canAdminister(principal)) return onlyAdministrators();
    return ok({ items: (await this.changes.list()).map((row) => ({ ...summary(row), changes: row.changes })) });
  }

  async #tryOut(ctx: CommandContext, changes: CalendarEdit[], document: string, language: Language): Promise<Result<CalendarChangeView>> {
    const prepared = await this.edits.prepare(ctx.principal, changes, document);
    if (!prepared.ok) return prepared;
    const now = this.clock.now();
    const moved = new Map<string, Moved & { dossier: string }>();
    const dossiers = new Set<string>();
    for (const reach of prepared.value.reaches) {
      for await (const { deadline, stops } of this.#concerned(reach)) {
        const { id, dossier, agency } = deadline;
        dossiers.add(dossier);
        const move = moveOf(deadline, recounted(prepared.value.calendarOf(agency), deadline, stops, now));
        if (move) moved.set(id, { ...move, dossier });
      }
    }
    const all = [...moved.values()].sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
    const later = all.filter(({ from, to }) => Date.parse(to) > Date.parse(from)).length;
    const counts = { dossiers: dossiers.size, pending: dossiers.size, later, earlier: all.length - later };
    return ok({ id: null, document, by: ctx.principal.username, at: toIso(now), counts, changes, moved: await this.#named(all.slice(0, SHOWN), language) });
  }

  /** Page by page, each deadline with its dossier's stops. */
  async *#concerned({ agency, from, to }: Reach): AsyncGenerator<{ deadline: Deadline; stops: DossierStop[] }> {
    for (let after: string | null = null; ; ) {
      const page: Deadline[] = await this.changes.openDeadlines(agency === null ? null : [agency], from, to, after, PAGE);
      const stops = Map.groupBy(await stopsOf(this.database.manager, [...new Set(page.map(({ dossier }) => dossier))]), ({ dossier }) => dossier);
      for (const deadline of page) yield { deadline, stops: stops.get(deadline.dossier) ?? [] };
      if (page.length < PAGE) return;
      after = page.at(-1)!.id;
    }
  }

  async #named(moved: readonly (Moved & { dossier: string })[], language: Language): Promise<MovedDeadline[]> {
    return Promise.all(moved.map(async (one) => ({ ...one, from: toIso(new Date(one.from)), to: toIso(new Date(one.to)), agencyName: await this.agencies.nameOf(one.agency, language) })));
  }
}

const summary = ({ id, document, by, at, dossiers, pending, later, earlier }: ChangeSummary) => ({ id, document, by, at: toIso(at), counts: { dossiers, pending, later, earlier } });

/** The rows that the edits took away or changed, so that what held before can be read later. */
function replacedBy({ before, after }: PreparedEdits): Record<string, unknown[]> {
  const gone = <T>(old: readonly T[], fresh: readonly T[]): T[] => old.filter((row) => !fresh.includes(row));
  return { days: gone(before.days, after.days), openingHours: gone(before.openingHours, after.openingHours), closures: gone(before.closures, after.closures) };
}

const onlyAdministrators = (): Result<never> => reject('not_allowed', text('Chỉ quản trị viên được xem các lần sửa lịch', 'Only an administrator may see changes of calendars'));
