import { Agencies } from '#access';
import type { DomainEvents } from '#contract';
import { type Clock, type Principal, type Result, ok, reject, text } from '#kernel';
import { Ledger } from '#ledger';
import { CLOCK, TransactionEvents, type WakeUp, WakeUps } from '#platform';
import { type CommandContext, Commands } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SECOND_PERSON_ROWS, notOpen, unknownImport } from './check-register.js';
import { ImportedRepository, type VersionRow } from './dossiers/imported.repository.js';
import { registerEntry } from './entries.js';
import { type ImportRow, ImportsRepository, type RowOutcome, type StoredRow } from './imports.repository.js';
import { type Known, meet, ownCode } from './judging/meeting.js';
import type { ChangedFact, Finding, ImportedRecord } from './judging/record.js';
import { Reach } from './reach.js';

/** Wake-up kind; the ref is the import. */
export const DOSSIERS_IMPORT = 'dossiers.import';

/** Rows of one transaction: some tenths of a second. */
const CHUNK = 200;

type Waiting = StoredRow & { record: ImportedRecord; code: string };
interface Done {
  line: number;
  outcome: RowOutcome;
  findings: Finding[];
}
interface Change {
  row: Waiting;
  known: Known;
  changed: ChangedFact[];
}

/**
 * Writes what was judged sound, in chunks by wake-ups: each chunk is one transaction that marks its rows, so that a row is written once,
 * whichever process dies and however often it is told. What has changed since the check is looked at again under the lock.
 */
@Injectable()
export class ApplyRegister implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reach) private readonly reach: Reach,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(ImportsRepository) private readonly imports: ImportsRepository,
    @Inject(ImportedRepository) private readonly imported: ImportedRepository,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(DOSSIERS_IMPORT, (tx, wakeUp) => this.#chunk(tx, wakeUp));
  }

  /** Refuses with `same_person` where so many rows need a second pair of eyes, and with `invalid_state` what was begun or cancelled. */
  apply(ctx: CommandContext, id: string): Promise<Result<string>> {
    return this.#open(ctx, id, async (tx, row, at) => {
      if (row.uploadedBy === ctx.principal.username && needsSecond(row)) return reject('same_person', SECOND_PERSON);
      await this.imports.begin(tx, id, ctx.principal.username, at);
      await this.wakeUps.schedule(tx, { kind: DOSSIERS_IMPORT, ref: id, dueAt: at });
      return ok(id);
    });
  }

  /** Only before it is applied: what is written is corrected, not taken back. */
  cancel(ctx: CommandContext, id: string): Promise<Result<string>> {
    return this.#open(ctx, id, async (tx, _row, at) => {
      await this.imports.dropRows(tx, id);
      await this.imports.end(tx, id, 'cancelled', at);
      return ok(id);
    });
  }

  #open(ctx: CommandContext, id: string, work: (tx: EntityManager, row: ImportRow, at: Date) => Promise<Result<string>>): Promise<Result<string>> {
    return this.commands.run(ctx, async (tx, at) => {
      const row = await this.imports.lock(tx, id);
      if (!row) return unknownImport(id);
      const within = await this.reach.within(ctx.principal, row.agency);
      if (!within.ok) return within;
      return row.state === 'checked' ? work(tx, row, at) : notOpen();
    });
  }

  async #chunk(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    const row = await this.imports.lock(tx, ref);
    if (row?.state !== 'applying') return;
    const at = this.clock.now();
    const rows = (await this.imports.next(tx, ref, CHUNK)).map((one) => ({ ...one, code: ownCode(row.agency, one.record.sourceCode) }));
    const by = await this.#applier(row);
    if (rows.length > 0) await this.imports.done(tx, ref, await this.#write(tx, row, rows, at, by));
    if (rows.length === CHUNK) await this.wakeUps.schedule(tx, { kind: DOSSIERS_IMPORT, ref, dueAt: at });
    else await this.#finish(tx, row, at, by);
  }

  async #applier({ appliedBy, agency }: ImportRow): Promise<{ username: string; agency: string | null }> {
    const username = appliedBy ?? 'system';
    const person: Principal | null = await this.agencies.officer(username);
    const post = person?.positions.find((one) => one.agency === agency) ?? person?.positions[0];
    return { username, agency: post?.agency ?? null };
  }

  async #write(tx: EntityManager, batch: ImportRow, rows: readonly Waiting[], at: Date, by: { username: string; agency: string | null }): Promise<Done[]> {
    const running = await this.imported.running(rows.map(({ code }) => code), tx);
    const known = new Map((await this.imported.lockKnown(tx, rows.map(({ code }) => code))).map((one) => [one.code, one]));
    const written = await this.imported.insert(tx, batch.agency, rows.filter(({ code }) => !known.has(code) && !running.has(code)));
    // Somebody else wrote these between the two statements.
    const late = rows.filter(({ code }) => !known.has(code) && !written.has(code)).map(({ code }) => code);
    for (const one of await this.imported.lockKnown(tx, late)) known.set(one.code, one);
    const fresh = rows.filter(({ code }) => written.has(code));
    const met = rows.filter(({ code }) => !written.has(code)).map((row) => ({ row, ...againstKnown(row, batch.agency, known.get(row.code), running.has(row.code)) }));
    const changes = met.flatMap(({ row, changed }): Change[] => (changed ? [{ row, known: known.get(row.code)!, changed }] : []));
    await this.#record(tx, batch, fresh, changes, at, by);
    return [...fresh.map(({ line, findings }): Done => ({ line, findings, outcome: 'written' })), ...met.map(({ row: { line }, outcome, findings }): Done => ({ line, outcome, findings }))];
  }

  async #record(tx: EntityManager, batch: ImportRow, fresh: readonly Waiting[], changes: readonly Change[], at: Date, by: { username: string; agency: string | null }): Promise<void> {
    const source = (line: number) => ({ import: batch.id, file: batch.fileDigest, line });
    const base = { import: batch.id, document: null, by: by.username, at };
    await this.imported.update(tx, changes.map(({ row, known }) => ({ code: row.code, version: known.version + 1, record: row.record })));
    await this.imported.addVersions(tx, [
      ...fresh.map(({ code, line, record }): VersionRow => ({ ...base, code, version: 1, kind: 'imported', record, line, changed: [] })),
      ...changes.map(({ row: { code, line, record }, known, changed }): VersionRow => ({ ...base, code, version: known.version + 1, kind: 'corrected', record, line, changed })),
    ]);
    const written = { at, actor: by.username, agency: by.agency };
    for (const { code, line, record } of fresh) await this.ledger.append(tx, code, [registerEntry(record, { ...written, kind: 'register.imported', version: 1, source: source(line) })]);
    for (const { row: { code, line, record }, known, changed } of changes) {
      await this.ledger.append(tx, code, [registerEntry(record, { ...written, kind: 'register.corrected', version: known.version + 1, source: source(line), changed, was: known.record })]);
    }
    const touched = [...fresh, ...changes.map(({ row }) => row)];
    if (touched.length > 0) await this.events.publish(tx, 'register.changed', { at, codes: touched.map(({ code }) => code), agencies: [...new Set(touched.flatMap(({ record: { agency, holder } }) => [agency, holder ?? agency]))] });
  }

  async #finish(tx: EntityManager, { id, agency, fileDigest, fileName }: ImportRow, at: Date, by: { username: string; agency: string | null }): Promise<void> {
    await this.imports.end(tx, id, 'applied', at);
    const counts = await this.imports.progress(id, tx);
    await this.ledger.append(tx, registerChain(agency), [{ at, actor: by.username, agency: by.agency, kind: 'register.applied', data: { import: id, file: fileDigest, name: fileName, ...counts } }]);
  }
}

/** The chain of whose register it is: which files were taken in, and what became of their rows. */
export const registerChain = (agency: string): string => `register:${agency}`;

export const needsSecond = ({ counts }: Pick<ImportRow, 'counts'>): boolean => counts.accepted + counts.warned + counts.corrects > SECOND_PERSON_ROWS;

/** A row that was to be new and is not, or that would correct what it did not see, is refused; the file can be uploaded again. */
function againstKnown({ verdict, record, findings }: Waiting, source: string, known: Known | undefined, runsHere: boolean): { outcome: RowOutcome; findings: Finding[]; changed: ChangedFact[] | null } {
  const meeting = meet(record, source, known, runsHere);
  if (meeting.verdict === 'known') return { outcome: 'known', findings, changed: null };
  if (meeting.verdict === 'corrects' && verdict === 'corrects') return { outcome: 'corrected', findings, changed: meeting.changed };
  const reason = meeting.verdict === 'refused' ? meeting.reason : CHANGED_MEANWHILE;
  return { outcome: 'refused', findings: [...findings, { severity: 'refusal', field: 'code', message: reason }], changed: null };
}

const CHANGED_MEANWHILE = text('Hồ sơ này vừa được nhập từ lần khác, sau khi kiểm tra; hãy tải sổ lên lại để xem thay đổi', 'This dossier was written by another import after the check; upload the register again to see what changes');
const SECOND_PERSON = text(`Sổ ghi hơn ${SECOND_PERSON_ROWS} hồ sơ: cần người thứ hai có quyền áp dụng, không phải người tải lên`, `More than ${SECOND_PERSON_ROWS} dossiers are to be written: a second person with the right has to apply it, not the uploader`);
