import { Agencies } from '#access';
import { budgetToWorkingMs } from '#calendar';
import { Agenda, type Chance, type Principal, type Result, toIso } from '#kernel';
import { Deadlines, ResumeClock } from '#deadlines';
import { DeliverForm, ReceiveDossier, WriteApology } from '#dossiers';
import type { Platform, Simulation } from '#platform';
import { CompleteTask, HoldTask, ReturnTask, TaskViews, type TaskWithoutDeadline, cursorAfter } from '#tasks';
import { ProcedureViews } from '#runtime';
import type { INestApplicationContext } from '@nestjs/common';

export interface YearSettings {
  dossiers: number;
  from: Date;
  to: Date;
  /** Share of dossiers whose papers must be supplemented. */
  supplements: number;
  /** Share of steps done late. */
  late: number;
  /** Days in which nobody works, though the calendar says otherwise. */
  storms: { from: Date; to: Date }[];
  /** Share of steps that are first sent back to the step before. */
  returns?: number;
  /** How often each procedure is asked for. */
  mix: { procedure: string; weight: number }[];
}

type Happening =
  | { kind: 'arrives' }
  | { kind: 'works'; task: TaskWithoutDeadline }
  | { kind: 'answers'; dossier: string };

export interface YearOutcome {
  received: number;
  completedTasks: number;
  supplements: number;
  /** Refusals of the product to what simulated people tried, with how often; none in a sound run. */
  refusals: Map<string, number>;
}

const HOUR = 3_600_000;
/** From here on nothing is sent back: the promise is settled. */
const RESOLVED = 9;

/**
 * A district at work in simulated time: citizens come, officers work through their inbox in opening hours, some of it late, papers are
 * supplemented, fees are paid. Everything goes through the product's own doors; nothing is written past them.
 */
export class SimulatedYear {
  readonly #agenda = new Agenda<Happening>();
  readonly #seen = new Set<string>();
  readonly #answering = new Set<string>();
  readonly #supplemented = new Set<string>();
  /** Stops of which the citizen has the form. */
  readonly #delivered = new Set<string>();
  readonly #desks = new Map<string, string>();
  readonly #papers = new Map<string, string[]>();
  readonly #outcome: YearOutcome = { received: 0, completedTasks: 0, supplements: 0, refusals: new Map() };
  #communes: string[] = [];
  /** Digest of the scan that stands for every result. */
  #scan = '';
  #observer: Principal | null = null;
  /** The task opened last, of those known. */
  #last: TaskWithoutDeadline | null = null;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly platform: Platform,
    private readonly simulation: Simulation,
    private readonly settings: YearSettings,
    private readonly chance: Chance,
  ) {}

  async run(onProgress: (received: number, at: Date) => void): Promise<YearOutcome> {
    const agencies = this.app.get(Agencies);
    const directory = await agencies.directory(this.settings.from);
    this.#communes = directory.list({ kind: 'commune' }).map((a) => a.code);
    this.#observer = directory.list({ kind: 'leadership' }).map((a) => directory.principal(`${a.code}.quan-tri`)).find((p) => p !== null) ?? null;
    for (const { procedure } of this.settings.mix) this.#papers.set(procedure, await this.#requiredPapers(procedure));
    this.#scan = must(await this.platform.files.put(Buffer.from('%PDF-1.4 bản quét mô phỏng'), 1_000)).digest;
    await this.#planArrivals();
    for (let next = this.#agenda.take(); next && next.at <= this.settings.to; next = this.#agenda.take()) {
      await this.#moveTo(next.at);
      await this.#happen(next.item);
      onProgress(this.#outcome.received, this.platform.clock.now());
    }
    must(await this.simulation.moveTo(this.settings.to));
    return this.#outcome;
  }

  /** Timers that fire on the way may open work of which no command tells. */
  async #moveTo(at: Date): Promise<void> {
    if (at <= this.platform.clock.now()) return;
    const { fired } = must(await this.simulation.moveTo(at));
    if (fired > 0) await this.#plan(await this.#tasks(this.#last ? { after: cursorAfter(this.#last) } : {}));
  }

  /** What a citizen brings: in life most bring what is asked for; who does not is asked for a supplement by chance. */
  async #requiredPapers(procedure: string): Promise<string[]> {
    const { papers } = must(await this.app.get(ProcedureViews).get(procedure, 'vi'));
    return papers.filter(({ required }) => required).map(({ code }) => code);
  }

  /** Arrivals are spread over the opening hours of the desks. */
  async #planArrivals(): Promise<void> {
    const { from, to, dossiers } = this.settings;
    for (let i = 0; i < dossiers; i++) {
      const at = new Date(this.chance.between(from.getTime(), to.getTime() - 5 * 24 * HOUR));
      this.#agenda.put(await this.#inOpeningHours(at), { kind: 'arrives' });
    }
  }

  #happen(happening: Happening): Promise<void> {
    switch (happening.kind) {
      case 'arrives': return this.#arrive();
      case 'works': return this.#work(happening.task);
      case 'answers': return this.#answer(happening.dossier);
    }
  }

  async #arrive(): Promise<void> {
    const agency = this.chance.pick(this.#communes);
    const procedure = this.chance.weighted(this.settings.mix.map(({ procedure: item, weight }) => ({ item, weight })));
    const clerk = await this.#officer(agency, 'tiep-nhan');
    if (!clerk) return this.#refused('no clerk');
    const channel = this.chance.weighted([{ item: 'direct' as const, weight: 7 }, { item: 'online' as const, weight: 2 }, { item: 'post' as const, weight: 1 }]);
    const received = await this.app.get(ReceiveDossier).receive({ principal: clerk }, { procedure, agency, applicant: { name: nameOf(this.chance) }, channel, papers: this.#papers.get(procedure) ?? [], ...(channel === 'direct' && { ticket: this.#ticket() }) }, 'vi');
    if (!received.ok) return this.#refused(received.rejection.message.en);
    this.#outcome.received++;
    this.#desks.set(received.value.code, agency);
    await this.#lookAt(received.value.code);
  }

  /** People wait their turn, up to an hour. */
  #ticket(): { number: string; at: string } {
    const { received } = this.#outcome;
    return { number: `A${received + 1}`, at: toIso(new Date(this.platform.clock.now().getTime() - (2 + (received * 7) % 58) * 60_000)) };
  }

  /** Plans when each new task of the dossier will be done, and when the citizen will answer a wait. */
  async #lookAt(dossier: string): Promise<void> {
    await this.#plan(await this.#tasks({ dossier }));
    const deadline = await this.app.get(Deadlines).deadlineOf(dossier, 'vi');
    // A dossier that is late already waits for the citizen all the same.
    const stop = deadline?.stops.find(({ to }) => to === null);
    if (stop) await this.#deliver(dossier, stop.kind, stop.from);
    if (stop && !this.#answering.has(dossier)) {
      this.#answering.add(dossier);
      const days = this.chance.between(1, 9);
      this.#agenda.put(await this.#inOpeningHours(new Date(this.platform.clock.now().getTime() + days * 24 * HOUR)), { kind: 'answers', dossier });
    }
  }

  /** The citizen gets what the clock stands on, with a signature. */
  async #deliver(dossier: string, kind: string, since: string): Promise<void> {
    if (this.#delivered.has(`${dossier} ${since}`)) return;
    this.#delivered.add(`${dossier} ${since}`);
    const clerk = await this.#officer(this.#desks.get(dossier) ?? '', 'tiep-nhan');
    if (!clerk || (kind !== 'supplement' && kind !== 'payment')) return;
    const what = kind === 'supplement' ? ({ form: 'form-02' } as const) : ({ form: 'payment-notice', number: `${dossier.slice(-4)}/TB` } as const);
    const delivered = await this.app.get(DeliverForm).deliver({ principal: clerk }, dossier, { ...what, how: 'direct', proof: 'Ký nhận trên bản lưu' });
    if (!delivered.ok && delivered.rejection.code !== 'already_done') await this.#refused(delivered.rejection.message.en);
  }

  async #tasks(which: { dossier: string } | { after: string } | Record<string, never>): Promise<TaskWithoutDeadline[]> {
    if (!this.#observer) throw new Error('the sample district has no administrator');
    return must(await this.app.get(TaskViews).list(this.#observer, { ...which, limit: 200 }, 'vi')).items;
  }

  async #plan(tasks: TaskWithoutDeadline[]): Promise<void> {
    for (const task of tasks) {
      if (!this.#last || task.openedAt > this.#last.openedAt) this.#last = task;
      if (this.#seen.has(task.id)) continue;
      this.#seen.add(task.id);
      this.#agenda.put(await this.#doneAt(task), { kind: 'works', task });
    }
  }

  async #doneAt(task: TaskWithoutDeadline): Promise<Date> {
    const calendar = await this.app.get(Agencies).calendarOf(task.agency);
    const hours = task.budget ? budgetToWorkingMs(task.budget) / HOUR : 2;
    const share = this.chance.happens(this.settings.late) ? this.chance.between(1.1, 2.2) : this.chance.between(0.15, 0.85);
    const begun = this.#afterStorms(this.platform.clock.now());
    const done = calendar.addWorkingMs(begun, Math.max(5 * 60_000, hours * share * HOUR));
    return this.#afterStorms(done);
  }

  async #inOpeningHours(at: Date): Promise<Date> {
    const calendar = await this.app.get(Agencies).calendarOf(this.#communes[0] ?? '');
    return this.#afterStorms(calendar.addWorkingMs(at, this.chance.between(0, HOUR)));
  }

  #afterStorms(at: Date): Date {
    const storm = this.settings.storms.find((s) => at >= s.from && at < s.to);
    return storm ? new Date(storm.to.getTime() + this.chance.between(0, 4 * HOUR)) : at;
  }

  async #work(task: TaskWithoutDeadline): Promise<void> {
    const officer = await this.#officer(task.agency, task.role);
    if (!officer) return this.#refused(`nobody holds ${task.role}`);
    const detail = await this.app.get(TaskViews).get(officer, task.id, 'vi');
    if (!detail.ok || !['open', 'claimed'].includes(detail.value.state)) return;
    const data = this.#dataFor(detail.value.dossier, detail.value.form);
    await this.app.get(HoldTask).claim({ principal: officer }, task.id);
    const before = detail.value.returnTargets[0];
    if (before && detail.value.dossierState < RESOLVED && this.settings.returns && this.chance.happens(this.settings.returns)) {
      const returned = await this.app.get(ReturnTask).return({ principal: officer }, task.id, { to: before.element, reason: 'Hồ sơ còn sai sót' });
      return returned.ok ? this.#lookAt(task.dossier) : this.#refused(returned.rejection.message.en);
    }
    const complete = () => this.app.get(CompleteTask).complete(
      { principal: officer }, task.id,
      { opinion: detail.value.requires.opinion ? 'Đồng ý' : null, data, papers: detail.value.requires.papers.map((code) => ({ code, file: this.#scan })) },
    );
    const first = await complete();
    const completed = !first.ok && first.rejection.code === 'apology_missing' && (await this.#apologise(task.dossier)) ? await complete() : first;
    if (!completed.ok) return this.#refused(completed.rejection.message.en);
    this.#outcome.completedTasks++;
    await this.#lookAt(task.dossier);
  }

  /** The head of the agency that answers for the delay signs with a date that lies ahead. */
  async #apologise(dossier: string): Promise<boolean> {
    const apologies = this.app.get(WriteApology);
    const open = this.#observer && (await apologies.get(this.#observer, dossier, 'vi'));
    if (!open?.ok) return false;
    const { agency, reason } = open.value;
    const head = (await this.#officer(agency, 'lanh-dao')) ?? (await this.#chairman());
    if (!head) return false;
    const calendar = await this.app.get(Agencies).calendarOf(agency);
    const appointment = toIso(calendar.addWorkingMs(this.platform.clock.now(), 24 * HOUR));
    const drafted = await apologies.draft({ principal: head }, dossier, { reason, appointment }, 'vi');
    const signed = drafted.ok ? await apologies.sign({ principal: head }, dossier, 'vi') : drafted;
    if (!signed.ok) await this.#refused(signed.rejection.message.en);
    return signed.ok;
  }

  async #chairman(): Promise<Principal | null> {
    const directory = await this.app.get(Agencies).directory();
    return directory.list({ kind: 'leadership' }).map(({ code }) => directory.principal(`${code}.lanh-dao`)).find((one) => one !== null) ?? null;
  }

  /** The form's defaults, but for a check of papers that asks for a supplement: once per dossier, for the chosen share. */
  #dataFor(dossier: string, form: Record<string, unknown>): Record<string, unknown> {
    const properties = (form['properties'] ?? {}) as Record<string, { enum?: unknown[] }>;
    const ask = Object.entries(properties).find(([, p]) => p.enum?.includes('bo-sung'));
    if (!ask || this.#supplemented.has(dossier)) return {};
    this.#supplemented.add(dossier);
    if (!this.chance.happens(this.settings.supplements)) return {};
    this.#outcome.supplements++;
    return { [ask[0]]: 'bo-sung' };
  }

  async #answer(dossier: string): Promise<void> {
    this.#answering.delete(dossier);
    const clerk = await this.#officer(this.#desks.get(dossier) ?? '', 'tiep-nhan');
    if (!clerk) return this.#refused('no clerk');
    // Meanwhile the procedure may have gone on without an answer: silence was consent.
    const deadline = await this.app.get(Deadlines).deadlineOf(dossier, 'vi');
    if (!deadline?.stops.some(({ to }) => to === null)) return this.#lookAt(dossier);
    const resumed = await this.app.get(ResumeClock).resume({ principal: clerk }, dossier, { evidence: { note: 'Công dân đã thực hiện' } });
    if (!resumed.ok && resumed.rejection.code !== 'clock_running') return this.#refused(resumed.rejection.message.en);
    await this.#lookAt(dossier);
  }

  async #officer(agency: string, role: string): Promise<Principal | null> {
    const directory = await this.app.get(Agencies).directory();
    return directory.principal(`${agency}.${role}`);
  }

  #refused(reason: string): Promise<void> {
    this.#outcome.refusals.set(reason, (this.#outcome.refusals.get(reason) ?? 0) + 1);
    return Promise.resolve();
  }
}

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Cao', 'Hà', 'Mấu', 'Pi Năng', 'Bo Bo', 'Tro', 'Đỗ', 'Võ'];
const MIDDLE = ['Văn', 'Thị', 'Hữu', 'Ngọc', 'Minh', 'Thanh', 'Quốc', 'Kim'];
const GIVEN = ['An', 'Bình', 'Chi', 'Dũng', 'Hà', 'Hạnh', 'Khánh', 'Lan', 'Mai', 'Nam', 'Phúc', 'Quyên', 'Sơn', 'Thảo', 'Vinh'];

const nameOf = (chance: Chance): string => `${chance.pick(FAMILY)} ${chance.pick(MIDDLE)} ${chance.pick(GIVEN)}`;

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.rejection.message.en);
}
