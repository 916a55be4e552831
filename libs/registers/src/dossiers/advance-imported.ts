import { Agencies } from '#access';
import { type AdvanceImported as Request, type DomainEvents, IMPORTED_MOVES, SETTLED_STATES } from '#contract';
import { type Result, type Text, ok, reject, text, toIso } from '#kernel';
import { Ledger, lastSeqOf } from '#ledger';
import { TransactionEvents } from '#platform';
import { type CommandContext, Commands, actorOf, refuseStale } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { registerEntry } from '../entries.js';
import type { Known } from '../judging/meeting.js';
import { type ImportedRecord, changedFacts } from '../judging/record.js';
import { ImportedRepository } from './imported.repository.js';
import { ImportedDossiers, mayAdvance, unknownImported } from './imported-dossiers.js';

/** Goes on with a dossier of a register by hand until it is finished. Whether it was late follows from the instants, never from what is said. */
@Injectable()
export class AdvanceImported {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(ImportedDossiers) private readonly dossiers: ImportedDossiers,
    @Inject(ImportedRepository) private readonly imported: ImportedRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
  ) {}

  /** Refuses with `not_found`, `not_allowed`, `stale_version`, `invalid_state` and `invalid_input` (an instant before the last one, or to come). */
  advance(ctx: CommandContext, code: string, input: Request): Promise<Result<{ code: string }>> {
    return this.commands.run(ctx, async (tx, at) => {
      const known = await this.imported.lock(tx, code);
      if (!known || !(await this.dossiers.sees(ctx.principal, known))) return unknownImported(code);
      const directory = await this.agencies.directory();
      const over = refuseFinished(known);
      if (!over && !mayAdvance(ctx.principal, known, directory)) return reject('not_allowed', NOT_ALLOWED);
      const refused = (ctx.ifMatch === undefined ? null : refuseStale(ctx, await lastSeqOf(tx, code))) ?? over ?? refuseMove(known.record, input) ?? refuseInstant(known.record, new Date(input.at), at);
      if (refused) return refused;
      const calendar = await this.agencies.calendarOf(known.record.agency);
      const record = moved(known.record, input, (settled, due) => calendar.classify(settled, due, 'half_day'));
      const actor = actorOf(ctx.principal, known.record.agency);
      const [version, changed] = [known.version + 1, changedFacts(known.record, record)];
      await this.imported.update(tx, [{ code, version, record }]);
      await this.imported.setAdvanced(tx, code, at);
      await this.imported.addVersions(tx, [{ code, version, kind: 'advanced', record, import: null, line: null, document: input.document, changed, by: actor.username, at }]);
      await this.ledger.append(tx, code, [registerEntry(record, { at, actor: actor.username, agency: actor.agency, kind: 'register.advanced', version, source: { document: input.document }, changed, was: known.record })]);
      await this.events.publish(tx, 'register.changed', { at, codes: [code], agencies: [record.agency, known.record.holder ?? record.agency] });
      return ok({ code });
    });
  }
}

function moved(record: ImportedRecord, { to, at }: Request, classify: (settled: Date, due: Date | null) => ImportedRecord['outcome']): ImportedRecord {
  const state = IMPORTED_MOVES[to];
  const instant = toIso(new Date(at));
  if (!SETTLED_STATES.includes(state)) return { ...record, state, stoppedAt: to === 'working' ? null : instant };
  const settledAt = record.settledAt ?? instant;
  const returnedAt = to === 'returned' ? instant : record.returnedAt;
  return { ...record, state, settledAt, returnedAt, stoppedAt: null, holder: null, outcome: record.outcome ?? classify(new Date(settledAt), record.dueAt === null ? null : new Date(record.dueAt)) };
}

/** Lateness is decided when it is resolved; from there only the return is left. */
function refuseMove({ state, settledAt }: ImportedRecord, { to }: Request): Result<never> | null {
  if (settledAt !== null && to !== 'returned') return reject('invalid_state', text('Hồ sơ đã có kết quả; chỉ còn việc trả kết quả', 'The dossier is resolved; only the return is left'));
  return IMPORTED_MOVES[to] === state ? reject('already_done', text('Hồ sơ đã ở trạng thái này', 'The dossier is in that state already')) : null;
}

function refuseInstant({ receivedAt, settledAt, stoppedAt }: ImportedRecord, at: Date, now: Date): Result<never> | null {
  const last = [receivedAt, settledAt, stoppedAt].flatMap((one) => (one === null ? [] : [new Date(one)])).reduce((a, b) => (a > b ? a : b));
  if (at > now) return wrongInstant(text('không được ở tương lai', 'must not lie in the future'));
  return at < last ? wrongInstant(text('không được trước mốc đã ghi gần nhất', 'must not come before the last instant on record')) : null;
}

const wrongInstant = (message: Text): Result<never> => reject('invalid_input', text(`Thời điểm ${message.vi}`, `The instant ${message.en}`), { errors: [{ path: 'at', message }] });

function refuseFinished({ record }: Known): Result<never> | null {
  const ended = record.state === 10 || (record.settledAt !== null && record.state !== 9);
  return ended ? reject('invalid_state', text('Hồ sơ đã kết thúc', 'The dossier has ended')) : null;
}

const NOT_ALLOWED = text('Chỉ bộ phận tiếp nhận, trưởng bộ phận hoặc lãnh đạo của cơ quan liên quan được cập nhật hồ sơ này', 'Only the reception, the head of the desk or a leader of an agency concerned may update this dossier');
