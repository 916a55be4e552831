import { type Clock, type Ids, type Result, type Text, localDate, reject, text } from '#kernel';
import { lastSafePosition } from '#ledger';
import { CLOCK, IDS, type WakeUp, WakeUps } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { differingFacts } from '../compare-facts.js';
import { CATALOGUE } from '../kinds/catalogue.js';
import type { OwnFigures } from '../kinds/definition.js';
import { readFigures } from '../kinds/read-figures.js';
import { scopeWith, sealed } from '../make-reports.js';
import { ReportNames } from '../names.js';
import type { ReportTable } from '../table/figures.js';
import { IssuesRepository, type Run } from './issues.repository.js';

/** Wake-up kind; the ref is the run. */
export const REPORT_RUN = 'reports.run';

/** Rows of a long report that one transaction reads. */
export const PART = 2_000;

/**
 * Makes what is to be issued, part by part, each part in a transaction of its own, so that its progress is seen and a process that dies
 * costs one part. All parts are of the ledger position that the first step fixed, so that nothing that happens meanwhile gets in between.
 */
@Injectable()
export class RunReports implements OnModuleInit {
  constructor(
    @Inject(IssuesRepository) private readonly issues: IssuesRepository,
    @Inject(ReportNames) private readonly names: ReportNames,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(REPORT_RUN, (tx, wakeUp) => this.#step(tx, wakeUp));
  }

  async begin(tx: EntityManager, run: Parameters<IssuesRepository['insertRun']>[1]): Promise<void> {
    await this.issues.insertRun(tx, run);
    await this.#again(tx, run.id);
  }

  /** Starts a run over that failed, or nudges one that stands. What is done is done once. */
  async retry(tx: EntityManager, id: string): Promise<boolean> {
    const run = await this.issues.lockRun(tx, id);
    if (!run || run.state === 'done') return false;
    if (run.state === 'failed') {
      await this.issues.dropParts(tx, id);
      await this.issues.saveRun(tx, { ...run, state: 'waiting', position: 0, done: 0, total: 1, cursor: null, failure: null }, null);
    }
    await this.#again(tx, id);
    return true;
  }

  async #step(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    const run = await this.issues.lockRun(tx, ref);
    if (!run || run.state === 'done' || run.state === 'failed') return;
    if (run.state === 'waiting') {
      // On its own: nobody writes into the ledger while the lock is held.
      await this.issues.saveRun(tx, { ...run, state: 'running', position: await lastSafePosition(tx) }, null);
      return this.#again(tx, run.id);
    }
    await this.#part(tx, run);
  }

  async #part(tx: EntityManager, run: Run): Promise<void> {
    const { kind, request: { asked, agencies }, position, cursor, done } = run;
    const names = await this.names.fetch(tx);
    const figures = await readFigures(tx, kind, scopeWith(kind, asked, agencies, position, { after: cursor, limit: PART }), names);
    if (CATALOGUE[kind].paged) await this.issues.addPart(tx, run.id, done, figures.rows);
    const total = Math.max(done + 1 + (figures.next ? 1 : 0), Math.ceil(sizeOf(figures) / PART));
    if (figures.next) {
      await this.issues.saveRun(tx, { ...run, done: done + 1, total, cursor: figures.next }, null);
      return this.#again(tx, run.id);
    }
    const rows = CATALOGUE[kind].paged ? await this.issues.parts(tx, run.id) : figures.rows;
    await this.#finish(tx, { ...run, done: done + 1, total: done + 1, cursor: null }, sealed(kind, asked, scopeWith(kind, asked, agencies, position, null), { ...figures, rows }, names));
  }

  async #finish(tx: EntityManager, run: Run, made: Result<ReportTable>): Promise<void> {
    const at = this.clock.now();
    await this.issues.dropParts(tx, run.id);
    const refused = made.ok ? ((await this.#refusedCorrection(tx, run)) ?? (await this.#refusedFacts(tx, run))) : made.rejection.message;
    if (!made.ok || refused) return this.issues.saveRun(tx, { ...run, state: 'failed', failure: refused }, at);
    const issue = this.ids.uuid();
    await this.issues.insertIssue(tx, run, made.value, issue, Number(localDate(at).slice(0, 4)), at);
    await this.issues.saveRun(tx, { ...run, state: 'done', issue }, at);
  }

  async #refusedCorrection(tx: EntityManager, { corrects }: Run): Promise<Text | null> {
    const earlier = corrects === null ? null : await this.issues.issue(corrects, tx);
    return earlier?.correctedBy ? CORRECTED : null;
  }

  /** What goes out is compared with the ledger itself once more: entry by entry, which a glance at the screen need not wait for. */
  async #refusedFacts(tx: EntityManager, { request: { asked }, position }: Run): Promise<Text | null> {
    const wrong = await differingFacts(tx, { from: new Date(asked.from), to: new Date(asked.to), position });
    return wrong.length === 0 ? null : text(`Số liệu đã tóm tắt không khớp sổ cái ở vị trí ${wrong.join(', ')}; không phát hành.`, `The facts counted do not agree with the ledger at position ${wrong.join(', ')}; nothing is issued.`);
  }

  #again(tx: EntityManager, run: string): Promise<void> {
    return this.wakeUps.schedule(tx, { kind: REPORT_RUN, ref: run, dueAt: this.clock.now() });
  }
}

/** How many rows there are in all: the whole of a page's total line. */
const sizeOf = ({ columns, total, rows }: OwnFigures): number => {
  const count = total?.[columns.findIndex(({ key }) => key === 'count')];
  return typeof count === 'number' ? count : rows.length;
};

const CORRECTED = text('Lần phát hành này đã được đính chính; hãy đính chính lần mới nhất.', 'That issue has been corrected already; correct the newest one.');
export const alreadyCorrected = (): Result<never> => reject('already_done', CORRECTED);
