import { Agencies } from '#access';
import type { WorkingCalendar } from '#calendar';
import type { RegisterCounts, RegisterField, RegisterMapping } from '#contract';
import { type Clock, type Ids, type Principal, type Result, type Text, ok, reject, text } from '#kernel';
import { CLOCK, FileStore, IDS, inTransaction } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ImportedRepository } from './dossiers/imported.repository.js';
import { folded } from './folding.js';
import { type ImportRow, ImportsRepository, type Layout } from './imports.repository.js';
import { Effect } from './judging/effect.js';
import { type Judging, type KnownProcedure, agencyWords, columnsOf, judgeRow, procedureWords } from './judging/judge-row.js';
import { type Known, changesOf, meet, ownCode } from './judging/meeting.js';
import type { ImportedRecord, JudgedRow } from './judging/record.js';
import { channelOf, stateOf } from './judging/read-words.js';
import { Reach } from './reach.js';
import { type Header, SEARCHED_LINES, findHeader, looksLikeTcvn3, numbersColumns } from './reading/find-header.js';
import { MOST_REGISTER_BYTES, openFile } from './reading/open-file.js';
import { UnfitWorkbookError, refusedFile } from './reading/read-xlsx.js';
import type { OpenedFile, Sheet, SheetLine } from './reading/sheet.js';
import { FIELD_NAMES } from './reading/titles.js';

/** Rows of one register. */
export const MOST_ROWS = 50_000;
/** Above so many rows to be written, somebody else than the uploader has to apply. */
export const SECOND_PERSON_ROWS = 2_000;
const CHUNK = 500;
const SAMPLES = 3;

export interface RegisterUpload {
  agency: string;
  sheet?: string | undefined;
  name: string;
  content: Uint8Array;
}

interface Found {
  sheet: Sheet;
  header: Header;
  notes: Text[];
}

/** Reads a register and judges every row of it. Nothing of it counts before it is applied: what is kept is the file, and what is to be said of it. */
@Injectable()
export class CheckRegister {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Reach) private readonly reach: Reach,
    @Inject(ImportsRepository) private readonly imports: ImportsRepository,
    @Inject(ImportedRepository) private readonly imported: ImportedRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Answers the id of the upload. Refuses with `not_allowed`, `too_large`, `invalid_input` (a file that cannot be read, a sheet without a head). */
  async upload(principal: Principal, { agency, sheet, name, content }: RegisterUpload): Promise<Result<string>> {
    const within = await this.reach.within(principal, agency);
    if (!within.ok) return within;
    const opened = await openFile(content);
    if (!opened.ok) return opened;
    const found = await whole(() => findTable(opened.value, sheet));
    if (!found.ok) return found;
    const stored = await this.files.put(content, MOST_REGISTER_BYTES);
    if (!stored.ok) return stored;
    const row = {
      id: this.ids.uuid(), agency, fileName: name.slice(0, 200), fileDigest: stored.value.digest, fileSize: stored.value.size, state: 'checked' as const,
      mapping: await this.#mappingFor(agency, found.value.header), uploadedBy: principal.username, uploadedAt: this.clock.now(), appliedBy: null, appliedAt: null, endedAt: null,
    };
    const judging = await this.#judging(row, within.value);
    return whole(() => inTransaction(this.database, async (tx) => this.#judge(tx, row, found.value, judging)));
  }

  /** Reads the file again by another mapping. */
  async map(principal: Principal, id: string, mapping: RegisterMapping, remember: boolean): Promise<Result<string>> {
    const known = await this.imports.find(id);
    const within = known ? await this.reach.within(principal, known.agency) : null;
    if (!known || !within?.ok) return within && !within.ok ? within : unknownImport(id);
    const wrong = await this.#wrongMapping(mapping);
    if (wrong) return reject('invalid_input', wrong.message, { errors: [wrong] });
    const opened = await openFile(await this.#content(known.fileDigest));
    if (!opened.ok) return opened;
    const found = await whole(() => findTable(opened.value, known.layout.sheet ?? undefined));
    if (!found.ok) return found;
    const judging = await this.#judging({ agency: known.agency, mapping }, within.value);
    return whole(() => inTransaction(this.database, async (tx) => {
      const row = await this.imports.lock(tx, id);
      if (row?.state !== 'checked') return notOpen();
      await this.imports.dropRows(tx, id);
      if (remember) await this.imports.saveProfile(tx, row.agency, profileOf(mapping, found.value.header.titles), principal.username, this.clock.now());
      return this.#judge(tx, { ...row, mapping }, found.value, judging);
    }));
  }

  async #content(digest: string): Promise<Uint8Array> {
    const file = await this.files.read(digest);
    if (!file) throw new Error(`the register ${digest} is gone from the store`);
    const pieces: Uint8Array[] = [];
    for await (const piece of file) pieces.push(piece as Uint8Array);
    return Buffer.concat(pieces);
  }

  async #mappingFor(agency: string, { fields, titles }: Header): Promise<RegisterMapping> {
    const profile = await this.imports.profile(agency);
    const remembered = titles.flatMap((title, index) => (profile?.titles[folded(title)] ? [[index, profile.titles[folded(title)]!] as const] : []));
    const taken = new Set(remembered.map(([, field]) => field));
    const guessed = [...fields].filter(([index, field]) => !taken.has(field) && !remembered.some(([at]) => at === index));
    const { agencies = {}, procedures = {}, states = {}, channels = {} } = profile ?? {};
    return { columns: Object.fromEntries([...remembered, ...guessed]), agencies, procedures, states, channels };
  }

  async #wrongMapping({ columns, agencies, procedures }: RegisterMapping): Promise<{ path: string; message: Text } | null> {
    const fields = Object.values(columns);
    const twice = fields.find((field, at) => fields.indexOf(field) !== at);
    if (twice) return { path: 'mapping.columns', message: text(`Hai cột cùng là "${FIELD_NAMES[twice].vi}"`, `Two columns are "${FIELD_NAMES[twice].en}"`) };
    const missing = (['code', 'received'] as const).find((field) => !fields.includes(field));
    if (missing) return { path: 'mapping.columns', message: missingColumn(missing) };
    const directory = await this.agencies.directory();
    const stranger = Object.values(agencies).find((code) => !directory.get(code));
    if (stranger !== undefined) return { path: 'mapping.agencies', message: text(`Không có cơ quan "${stranger}"`, `No agency "${stranger}"`) };
    const known = await this.#procedures();
    const nothing = Object.values(procedures).find((code) => !known.has(code));
    return nothing === undefined ? null : { path: 'mapping.procedures', message: text(`Không có thủ tục "${nothing}"`, `No procedure "${nothing}"`) };
  }

  async #judge(tx: EntityManager, row: Omit<ImportRow, 'layout' | 'effect' | 'counts'>, found: Found, judging: Judging): Promise<Result<string>> {
    const book = new Judged(judging);
    const begun = { ...row, layout: layoutOf(found, [], book), effect: book.effect.view(), counts: book.counts };
    await this.imports.save(tx, begun);
    const samples: string[][] = [];
    let pending: JudgedRow[] = [];
    for await (const line of rowsBelow(found)) {
      if (book.counts.rows + pending.length >= MOST_ROWS) return reject('too_large', TOO_MANY, { errors: [{ path: 'file', message: TOO_MANY }] });
      if (samples.length < SAMPLES) samples.push(line.cells);
      pending.push(book.judge(line));
      if (pending.length < CHUNK) continue;
      await this.#meet(tx, row, book, pending);
      pending = [];
      await new Promise(setImmediate);
    }
    await this.#meet(tx, row, book, pending);
    if (book.counts.rows === 0) return reject('invalid_input', NO_ROWS, { errors: [{ path: 'file', message: NO_ROWS }] });
    await this.imports.save(tx, { ...begun, layout: layoutOf(found, samples, book), effect: book.effect.view(), counts: book.counts });
    return ok(row.id);
  }

  /** Against what is here already. */
  async #meet(tx: EntityManager, { id, agency }: { id: string; agency: string }, book: Judged, rows: readonly JudgedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const codes = rows.flatMap(({ record }) => (record ? [ownCode(agency, record.sourceCode)] : []));
    const known = new Map((await this.imported.known(codes, tx)).map((one) => [one.code, one]));
    const running = await this.imported.running(codes, tx);
    await this.imports.addRows(tx, id, rows.map((row) => book.settle(row, agency, known, running)));
  }

  async #judging({ agency, mapping }: { agency: string; mapping: RegisterMapping }, within: ReadonlySet<string>): Promise<Judging> {
    const directory = await this.agencies.directory();
    const calendars = new Map<string, WorkingCalendar>();
    for (const code of within) calendars.set(code, await this.agencies.calendarOf(code));
    return {
      agency, within, mapping, columns: columnsOf(mapping), directory, calendars, procedures: await this.#procedures(), now: this.clock.now(),
      agencies: new Map(directory.list().flatMap(({ code, name }) => [[agencyWords(name.en), code], [agencyWords(name.vi), code]])),
    };
  }

  /** By code and by name. */
  async #procedures(): Promise<Map<string, KnownProcedure>> {
    const rows = await this.database.query<KnownProcedure[]>(
      `select distinct on (procedure) procedure as code, model -> 'name' as name, model ->> 'field' as field from revision where model ->> 'kind' is distinct from 'component' order by procedure, number desc`,
    );
    return new Map([...rows.map((row) => [procedureWords(row.name.vi), row] as const), ...rows.map((row) => [row.code, row] as const)]);
  }
}

/** What all rows of one file come to. */
class Judged {
  readonly counts: RegisterCounts = { rows: 0, accepted: 0, warned: 0, corrects: 0, known: 0, refused: 0 };
  readonly effect: Effect;
  readonly unmatched: Layout['unmatched'] = { agencies: {}, procedures: {}, states: {}, channels: {} };
  readonly #lines = new Map<string, number>();

  constructor(private readonly judging: Judging) {
    this.effect = new Effect(judging.now);
  }

  judge(line: SheetLine): JudgedRow {
    const { record, findings } = judgeRow(line, this.judging);
    this.#noteWords(line, findings.map(({ field }) => field));
    const first = record && this.#lines.get(record.sourceCode);
    if (record && first === undefined) this.#lines.set(record.sourceCode, line.line);
    const twice = { severity: 'refusal' as const, field: 'code' as const, message: text(`Trùng mã với dòng ${first}`, `The same code as in line ${first}`) };
    return { line: line.line, cells: line.cells, verdict: 'accepted', record: first === undefined || first === null ? record : null, findings: typeof first === 'number' ? [...findings, twice] : findings };
  }

  settle(row: JudgedRow, source: string, known: ReadonlyMap<string, Known>, running: ReadonlySet<string>): JudgedRow {
    const settled = row.record ? this.#met(row, row.record, source, known, running) : { ...row, verdict: 'refused' as const };
    this.counts.rows += 1;
    this.counts[settled.verdict] += 1;
    return settled;
  }

  #met(row: JudgedRow, record: ImportedRecord, source: string, known: ReadonlyMap<string, Known>, running: ReadonlySet<string>): JudgedRow {
    const code = ownCode(source, record.sourceCode);
    const before = known.get(code);
    const meeting = meet(record, source, before, running.has(code));
    if (meeting.verdict === 'refused') return { ...row, verdict: 'refused', record: null, findings: [...row.findings, { severity: 'refusal', field: 'code', message: meeting.reason }] };
    if (meeting.verdict === 'known') return { ...row, verdict: 'known' };
    this.effect.add(record, this.#calendarOf(record.agency));
    if (meeting.verdict === 'new') return { ...row, verdict: row.findings.length > 0 ? 'warned' : 'accepted' };
    this.effect.remove(before!.record, this.#calendarOf(before!.record.agency));
    return { ...row, verdict: 'corrects', findings: [...changesOf(before!.record, record, meeting.changed), ...row.findings] };
  }

  #calendarOf(agency: string): WorkingCalendar {
    return this.judging.calendars.get(agency) ?? this.judging.calendars.get(this.judging.agency)!;
  }

  /** Words that nobody has given a meaning yet, to be chosen for on the screen. */
  #noteWords({ cells }: SheetLine, fields: readonly (RegisterField | null)[]): void {
    const { mapping, columns } = this.judging;
    const note = (field: RegisterField, kind: keyof Layout['unmatched'], unknown: (cell: string) => boolean): void => {
      const cell = cells[columns.get(field) ?? -1] ?? '';
      if (cell === '' || !fields.includes(field) || mapping[kind][cell] !== undefined || !unknown(cell)) return;
      const words = this.unmatched[kind];
      if (words[cell] !== undefined || Object.keys(words).length < MOST_WORDS) words[cell] = (words[cell] ?? 0) + 1;
    };
    for (const field of ['agency', 'holder', 'attributed'] as const) note(field, 'agencies', (cell) => !this.judging.directory.get(cell.toLowerCase()) && !this.judging.agencies.has(agencyWords(cell)));
    note('procedure', 'procedures', (cell) => !this.judging.procedures.has(procedureWords(cell)) && !this.judging.procedures.has(cell.toLowerCase()));
    note('state', 'states', (cell) => stateOf(cell) === null);
    note('channel', 'channels', (cell) => channelOf(cell) === null);
  }
}

const MOST_WORDS = 200;

const layoutOf = ({ sheet, header, notes }: Found, samples: string[][], { unmatched }: Judged): Layout => ({
  sheet: sheet.name, headerLine: header.line, titles: header.titles, samples, notes, unmatched,
});

const profileOf = ({ columns, ...words }: RegisterMapping, titles: readonly string[]) => ({
  ...words, titles: Object.fromEntries(Object.entries(columns).flatMap(([index, field]) => (titles[Number(index)] ? [[folded(titles[Number(index)]!), field]] : []))),
});

/** The first visible sheet with a head, or the one that is named. */
async function findTable({ sheets, hidden }: OpenedFile, wanted: string | undefined): Promise<Result<Found>> {
  const notes = hidden.length > 0 ? [text(`Bỏ qua trang tính ẩn: ${hidden.join(', ')}`, `Hidden sheets are left out: ${hidden.join(', ')}`)] : [];
  const asked = wanted === undefined ? sheets : sheets.filter(({ name }) => name === wanted);
  if (wanted !== undefined && asked.length === 0) return reject('invalid_input', text(`Không có trang tính "${wanted}"`, `No sheet "${wanted}"`), { errors: [{ path: 'sheet', message: text('không có', 'does not exist') }] });
  for (const sheet of asked) {
    const lines = await leading(sheet);
    if (looksLikeTcvn3(lines)) return reject('invalid_input', TCVN3, { errors: [{ path: 'file', message: TCVN3 }] });
    const header = findHeader(lines);
    if (!header) continue;
    const left = sheets.filter((one) => one !== sheet).map(({ name }) => name);
    return ok({ sheet, header, notes: left.length > 0 ? [...notes, text(`Chỉ đọc trang tính "${sheet.name}"; chưa đọc: ${left.join(', ')}`, `Only the sheet "${sheet.name}" is read; not read: ${left.join(', ')}`)] : notes });
  }
  return reject('invalid_input', NO_HEADER, { errors: [{ path: 'file', message: NO_HEADER }] });
}

async function leading(sheet: Sheet): Promise<SheetLine[]> {
  const lines: SheetLine[] = [];
  for await (const line of sheet.lines()) {
    lines.push(line);
    if (lines.length >= SEARCHED_LINES) break;
  }
  return lines;
}

/** Everything below the head that has anything written in it. */
async function* rowsBelow({ sheet, header }: Found): AsyncGenerator<SheetLine> {
  let first = true;
  for await (const line of sheet.lines()) {
    if (line.line <= header.line || line.cells.every((cell) => cell === '')) continue;
    if (first && numbersColumns(line)) { first = false; continue; }
    first = false;
    yield line;
  }
}

/** A workbook that breaks off in the middle is refused as a whole. */
async function whole<T>(read: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnfitWorkbookError) return refusedFile(error);
    throw error;
  }
}

export const unknownImport = (id: string): Result<never> => reject('not_found', text(`Không có lần nhập sổ ${id}`, `No import ${id}`));
export const notOpen = (): Result<never> => reject('invalid_state', text('Lần nhập này đã áp dụng hoặc đã hủy', 'This import was applied or cancelled already'));

const missingColumn = (field: RegisterField): Text => text(`Thiếu cột "${FIELD_NAMES[field].vi}"`, `The column "${FIELD_NAMES[field].en}" is missing`);
const NO_HEADER = text(
  'Không tìm thấy dòng tiêu đề của sổ trong 40 dòng đầu (cần ít nhất ba cột có tên). Có thể tải mẫu về để đối chiếu.',
  'No head of a register was found within the first 40 lines (at least three named columns are needed). The template can be downloaded to compare.',
);
const NO_ROWS = text('Dưới dòng tiêu đề không có dòng nào.', 'There is no row below the head.');
const TOO_MANY = text('Sổ có hơn 50.000 dòng. Hãy tách theo năm rồi nhập từng phần.', 'The register has more than 50,000 rows. Split it by year and import the parts.');
const TCVN3 = text('Sổ gõ bằng phông TCVN3 (ABC), không phải Unicode. Hãy chuyển mã sang Unicode (Unikey: Ctrl+Shift+F6) rồi tải lên lại.', 'The register is typed in a TCVN3 (ABC) font, not in Unicode. Convert it to Unicode and upload again.');
