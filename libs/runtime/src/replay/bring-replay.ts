import { Agencies, type Directory } from '#access';
import type { WorkingCalendar } from '#calendar';
import type { AskReplay } from '#contract';
import { type Clock, type FieldError, type Rejection, type Result, localDate, ok, reject, text } from '#kernel';
import { CLOCK } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { Proofs } from '../drafts/proofs.js';
import { type LoadedRevision, Procedures } from '../procedures.js';
import { Parts } from '../trial/parts.js';
import { assumptionsOf } from './assumptions.js';
import { DirectoryHouses } from './houses.js';
import { type Observed, nothingObserved, observe } from './observe.js';
import type { Brought } from './prepare.js';
import { generatedReceipts, withVolume, yearlyVolume } from './receipts.js';
import { ReplaysRepository } from './replays.repository.js';
import type { Receipt } from './simulate.js';
import { type Subject, textsOf } from './subject.js';

/** Of the past, at most; and read from the ledger in such parts. */
const MOST_DOSSIERS = 20_000;
const AT_ONCE = 300;

/** Gathers what a replay rests on: the procedures made ready, the past or dossiers in its place, the agencies as they stand. */
@Injectable()
export class BringReplay {
  constructor(
    @Inject(Proofs) private readonly proofs: Proofs,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Parts) private readonly parts: Parts,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(ReplaysRepository) private readonly replays: ReplaysRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async bring(asked: AskReplay): Promise<Result<Brought>> {
    const subjects = await this.#subjects(asked);
    if (!subjects.ok) return subjects;
    const directory = await this.agencies.directory();
    const unknown = unknownNames(asked, directory, subjects.value);
    if (unknown.length > 0) return reject('invalid_input', text('Giả định nêu nơi hoặc bước không có', 'What is asked about names what is not there'), { errors: unknown });
    const { whatIf = null, seed = 1, runs = 5 } = asked;
    const [from, to] = period(asked, this.clock.now());
    const far = refuseFar(from, to, this.clock.now());
    if (far) return far;
    const calendars = await DirectoryHouses.calendars(this.agencies, directory);
    const calendarOf = (agency: string): WorkingCalendar => calendars.get(agency)!;
    const past = await this.#past(asked, subjects.value[0]!.part.model.code, from, to, calendars);
    if (past === null) return reject('invalid_state', text('Không có hồ sơ nào của thủ tục này trong thời kỳ đã chọn', 'There are no dossiers of this procedure in the period'), { errors: [{ path: 'source', message: text('không có hồ sơ cũ', 'has no past dossiers') }] });
    const said = yearlyVolume(subjects.value[0]!.part.model);
    const models = subjects.value.map(({ part }) => part.model);
    const receipts = past.receipts ?? generatedReceipts({ models, directory, calendarOf, from, to, perYear: asked.volume ?? said.dossiers, seed });
    if (receipts.length === 0) return reject('invalid_state', text('Không cơ quan nào tiếp nhận được thủ tục này: có bước không tìm ra cơ quan', 'No agency can receive this procedure: a step finds no agency from anywhere'));
    const generated = past.receipts === null;
    const assumptions = assumptionsOf({ subjects: subjects.value, observed: past.observed }, { volume: generated ? { given: asked.volume ?? null, said } : null, left: receipts.length === MOST_DOSSIERS && !generated });
    return ok({
      subjects: subjects.value, receipts, moreReceipts: withVolume(receipts, whatIf?.volume ?? 0, calendarOf, seed), observed: past.observed, directory, calendars, whatIf, from, to,
      head: { seed, runs, source: generated ? 'generated' : 'history', from: localDate(from), to: localDate(to), assumptions },
    });
  }

  /** The one in force, what is asked about where that is another, and the same with what is asked. */
  async #subjects({ draft, revision, whatIf }: AskReplay): Promise<Result<Subject[]>> {
    const asked = draft ? await this.#ofDraft(draft) : await this.#ofRevision(revision!.procedure, revision!.number);
    if (!asked.ok) return asked;
    const standing = await this.procedures.inForce(asked.value.part.model.code, this.clock.now());
    const isStanding = standing?.number === asked.value.revision;
    const base = standing && !isStanding ? await this.#ofRevision(standing.procedure, standing.number) : null;
    const changes = whatIf && ((whatIf.durations?.length ?? 0) > 0 || (whatIf.officers?.length ?? 0) > 0 || (whatIf.volume ?? 0) !== 0);
    return ok([
      ...(base?.ok ? [{ ...base.value, variant: 'in_force' as const }] : []),
      { ...asked.value, variant: isStanding ? ('in_force' as const) : ('draft' as const) },
      ...(changes ? [{ ...asked.value, variant: 'what_if' as const }] : []),
    ]);
  }

  async #ofDraft({ bpmn, forms, decisions }: NonNullable<AskReplay['draft']>): Promise<Result<Omit<Subject, 'variant'>>> {
    const examined = await this.proofs.examine({ bpmn: Buffer.from(bpmn, 'utf8'), ...(forms && { forms }), ...(decisions && { decisions }) });
    if (!examined.ok) return examined;
    const part = await this.parts.ofDraft(examined.value, this.clock.now());
    if (!part.ok) return part;
    const called = await this.#calledTexts(Object.values(examined.value.model.calls), async (code) => (await this.procedures.inForce(code, this.clock.now()))?.number);
    return ok({ revision: null, part: part.value, texts: [...textsOf(examined.value.content), ...called] });
  }

  async #ofRevision(code: string, number: number): Promise<Result<Omit<Subject, 'variant'>>> {
    const content = await this.procedures.revisions.content(code, number);
    if (!content) return reject('not_found', text(`Không có lần ban hành ${number} của quy trình "${code}"`, `No revision ${number} of procedure "${code}"`));
    const loaded: LoadedRevision = await this.procedures.load(code, number);
    const called = await this.#calledTexts(Object.keys(loaded.bindings), (callee) => Promise.resolve(loaded.bindings[callee]));
    return ok({ revision: number, part: await this.parts.ofRevision(loaded), texts: [...textsOf(content), ...called] });
  }

  async #calledTexts(codes: readonly string[], numberOf: (code: string) => Promise<number | undefined>): Promise<string[]> {
    const texts: string[] = [];
    for (const code of new Set(codes)) {
      const number = await numberOf(code);
      const called = number === undefined ? null : await this.#ofRevision(code, number);
      if (called?.ok) texts.push(...called.value.texts);
    }
    return texts;
  }

  /** Null where history is insisted on and there is none. */
  async #past({ source }: AskReplay, code: string, from: Date, to: Date, calendars: ReadonlyMap<string, WorkingCalendar>): Promise<{ receipts: Receipt[] | null; observed: Observed } | null> {
    const observed = nothingObserved();
    const dossiers = source === 'generated' ? [] : (await this.replays.received(code, from, to, MOST_DOSSIERS)).filter(({ agency }) => calendars.has(agency));
    if (dossiers.length === 0) return source === 'history' ? null : { receipts: null, observed };
    const calendarOf = (agency: string): WorkingCalendar => calendars.get(agency) ?? calendars.get(dossiers[0]!.agency)!;
    for (let at = 0; at < dossiers.length; at += AT_ONCE) {
      const lines = await this.replays.lines(dossiers.slice(at, at + AT_ONCE).map((one) => one.code));
      for (const ofOne of Map.groupBy(lines, ({ dossier }) => dossier).values()) observe(observed, ofOne, calendarOf);
    }
    return { receipts: dossiers.map(({ agency, territory, receivedAt, data }) => ({ at: receivedAt, agency, territory, data })), observed };
  }
}

/** The last year, unless said otherwise. */
function period({ from, to }: AskReplay, now: Date): [Date, Date] {
  const until = to === undefined ? startOf(localDate(new Date(now.getTime() + 86_400_000))) : startOf(to);
  return [from === undefined ? new Date(until.getTime() - 365 * 86_400_000) : startOf(from), until];
}

/** Two years at most, and not far from today: nobody knows the holidays beyond. */
function refuseFar(from: Date, to: Date, now: Date): { ok: false; rejection: Rejection } | null {
  const years = (count: number): number => count * 366 * 86_400_000;
  const wrong = (path: string, vi: string, en: string): { ok: false; rejection: Rejection } => reject('invalid_input', text('Thời kỳ chưa đúng', 'The period is not valid'), { errors: [{ path, message: text(vi, en) }] });
  if (to.getTime() > now.getTime() + years(2)) return wrong('to', 'không quá hai năm sau hôm nay', 'at most two years from today');
  if (from >= to || from.getTime() < now.getTime() - years(10)) return wrong('from', 'trước ngày cuối, và không quá mười năm trước hôm nay', 'before the last day, and at most ten years ago');
  return to.getTime() - from.getTime() > years(2) ? wrong('from', 'thời kỳ dài nhất hai năm', 'the period is at most two years') : null;
}

const startOf = (date: string): Date => new Date(`${date}T00:00:00+07:00`);

function unknownNames({ whatIf }: AskReplay, directory: Directory, subjects: readonly Subject[]): FieldError[] {
  const kinds = new Set(directory.list().map(({ kind }) => kind));
  const agency = (path: string, code: string | undefined): FieldError[] =>
    code === undefined || directory.get(code) || kinds.has(code) ? [] : [{ path, message: text(`không có cơ quan hay loại cơ quan "${code}"`, `there is no agency or kind of agency "${code}"`) }];
  const element = (path: string, id: string | undefined): FieldError[] =>
    id === undefined || subjects.some(({ part }) => part.compiled.index.activity(id)) || subjects.some(({ part }) => Object.values(part.model.calls).some((code) => part.called(code)?.compiled.index.activity(id)))
      ? [] : [{ path, message: text(`không có bước "${id}"`, `there is no step "${id}"`) }];
  return [
    ...(whatIf?.durations ?? []).flatMap((one, index) => [...agency(`whatIf.durations.${index}.agency`, one.agency), ...element(`whatIf.durations.${index}.element`, one.element)]),
    ...(whatIf?.officers ?? []).flatMap((one, index) => agency(`whatIf.officers.${index}.agency`, one.agency)),
  ];
}
