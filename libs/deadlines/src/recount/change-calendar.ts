import { Agencies, EditCalendar, type PreparedEdits, type Reach, canAdminister } from '#access';
import type { CalendarChangeList, CalendarChangeView, CalendarEdit, ChangeCalendar as Request, DomainEvents, MovedDeadline } from '#contract';
import { type Clock, type Ids, type Language, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { DIRECTORY_CHAIN, Ledger } from '#ledger';
import { CLOCK, IDS, TransactionEvents, type WakeUp, WakeUps } from '#platform';
import { type CommandContext, Commands, lockHead } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Alarms } from '../alarms.js';
import { type Deadline, liveDeadlines, updateClocks } from '../deadlines.repository.js';
import { Offices } from '../offices.js';
import { deadlineMoved } from '../records.js';
import { type DossierStop, stopsOf } from '../stops.repository.js';
import { recounted } from './recount.js';
import { type ChangeRow, type ChangeSummary, type Moved, RecountRepository } from './recount.repository.js';

/** Wake-up kind; the ref is `<change>:<lane>`. */
export const RECOUNT = 'deadline.recount';

/** Dossiers whose locks one transaction takes together: some tenths of a second. */
const CHUNK = 50;
/** Wake-ups of one change that go on side by side. */
const LANES = 2;
/** Deadlines tried out at a time. */
const PAGE = 5_000;
const SHOWN = 500;

/** What a dossier's ledger says moved its dates. */
const REASON = 'calendar';

/**
 * Changes working calendars together with what was promised by them. A try-out tells which deadlines would move. The change itself is
 * one transaction: tables, its order in the ledger, and one item for each dossier concerned. The dossiers are then counted anew in chunks,
 * by wake-ups that go on until no item is left: each under its lock and exactly once, whichever process dies.
 */
@Injectable()
export class ChangeCalendar implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(EditCalendar) private readonly edits: EditCalendar,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Offices) private readonly offices: Offices,
    @Inject(RecountRepository) private readonly changes: RecountRepository,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(RECOUNT, (tx, wakeUp) => this.#chunk(tx, wakeUp));
  }

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
      await this.wakeUps.scheduleMany(tx, Array.from({ length: LANES }, (_, lane) => ({ kind: RECOUNT, ref: `${row.id}:${lane}`, dueAt: at })));
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

  /** The next dossiers; asks to be woken again while there are more. */
  async #chunk(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    const [change] = ref.split(':') as [string];
    const row = await this.changes.find(change, tx);
    if (!row) throw new Error(`no change ${change} of calendars`);
    // The change may have been made by another process a moment ago.
    this.agencies.refresh();
    const at = this.clock.now();
    const dossiers = await this.changes.take(tx, change, CHUNK);
    for (const dossier of dossiers) await this.changes.done(tx, change, dossier, await this.#recount(tx, row, dossier, at), at);
    if (dossiers.length === CHUNK) await this.wakeUps.schedule(tx, { kind: RECOUNT, ref, dueAt: at });
  }

  async #recount(tx: EntityManager, change: ChangeRow, code: string, at: Date): Promise<Moved[]> {
    const dossier = await lockHead(tx, code);
    if (!dossier) throw new Error(`dossier ${code} of a calendar change is gone`);
    const [before, stops] = [await liveDeadlines(tx, code), await stopsOf(tx, [code])];
    const calendars = await this.offices.calendarsOf(before.map(({ agency }) => agency));
    const pairs = before
      .map((deadline) => ({ was: deadline, is: { ...deadline, dueAt: recounted(calendars.get(deadline.agency)!, deadline, stops, at) } }))
      .filter(({ was, is }) => was.dueAt.getTime() !== is.dueAt.getTime());
    if (pairs.length === 0) return [];
    const actor = { username: change.by, agency: null };
    const after = pairs.map(({ is }) => is);
    await updateClocks(tx, after);
    await this.alarms.rearm(tx, dossier, after.filter(({ state }) => state !== 'stopped'), stops, at);
    await this.ledger.append(tx, code, pairs.map(({ was, is }) => withOrder(deadlineMoved({ at, actor }, was, is, REASON), change)));
    const own = pairs.find(({ was }) => was.subjectKind === 'dossier');
    if (own) await this.events.publish(tx, 'deadline.moved', { dossier, at, actor, from: own.was.dueAt, to: own.is.dueAt, reason: REASON });
    return pairs.flatMap(({ was, is }) => moveOf(was, is.dueAt) ?? []);
  }

  async #named(moved: readonly (Moved & { dossier: string })[], language: Language): Promise<MovedDeadline[]> {
    return Promise.all(moved.map(async (one) => ({ ...one, from: toIso(new Date(one.from)), to: toIso(new Date(one.to)), agencyName: await this.agencies.nameOf(one.agency, language) })));
  }
}

function moveOf({ subjectKind, subjectRef, agency, dueAt }: Deadline, to: Date): Moved | null {
  return dueAt.getTime() === to.getTime() ? null : { subject: subjectKind, ref: subjectRef, agency, from: toIso(dueAt), to: toIso(to) };
}

/** The entry with the order that moved the date. */
const withOrder = <E extends { data: Record<string, unknown> }>(entry: E, { id, document }: ChangeRow): E => ({ ...entry, data: { ...entry.data, calendarChange: id, document } });

const summary = ({ id, document, by, at, dossiers, pending, later, earlier }: ChangeSummary) => ({ id, document, by, at: toIso(at), counts: { dossiers, pending, later, earlier } });

/** The rows that the edits took away or changed, so that what held before can be read later. */
function replacedBy({ before, after }: PreparedEdits): Record<string, unknown[]> {
  const gone = <T>(old: readonly T[], fresh: readonly T[]): T[] => old.filter((row) => !fresh.includes(row));
  return { days: gone(before.days, after.days), openingHours: gone(before.openingHours, after.openingHours), closures: gone(before.closures, after.closures) };
}

const onlyAdministrators = (): Result<never> => reject('not_allowed', text('Chỉ quản trị viên được xem các lần sửa lịch', 'Only an administrator may see changes of calendars'));
