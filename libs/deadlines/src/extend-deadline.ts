import type { DomainEvents, DossierHead, ExtendDeadline as Order, ExtensionRule } from '#contract';
import { type Principal, type Result, ROLE, ok, reject, text } from '#kernel';
import { Ledger } from '#ledger';
import { TransactionEvents } from '#platform';
import { type CommandContext, Commands, Procedures } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms } from './alarms.js';
import { type Deadline, dossierDeadlines, extendDeadline, updateClocks } from './deadlines.repository.js';
import { DossierDoor } from './dossier-door.js';
import { insertExtension } from './extensions.repository.js';
import { openLegs } from './legs.repository.js';
import { Offices } from './offices.js';
import { type Doing, deadlineMoved } from './records.js';
import { recounted } from './recount/recount.js';
import { type DossierRef, refuseSettled } from './stop-clock.js';
import { stopsOf } from './stops.repository.js';

const REASON = 'extension';

/**
 * The head of an agency extends the dossier's limit: once, before it has passed, on a ground that the procedure names, with the document. Due
 * instant and appointment move together, by one recorded event.
 */
@Injectable()
export class ExtendDeadline {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DossierDoor) private readonly door: DossierDoor,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Offices) private readonly offices: Offices,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
  ) {}

  extend(ctx: CommandContext, code: string, order: Order): Promise<Result<DossierRef>> {
    return this.commands.onDossier(ctx, code, async (tx, head, at, actor) => {
      const refused = (await this.door.refuse(tx, ctx, head)) ?? (await refuseOthers(tx, ctx.principal, head)) ?? refuseSettled(head);
      if (refused) return refused;
      const deadline = (await dossierDeadlines(tx, [code]))[0];
      if (!deadline) return WITHOUT_LIMIT;
      if (deadline.extension) return EXTENDED;
      if (deadline.state === 'missed' || (deadline.state === 'running' && at > deadline.dueAt)) return OVERDUE;
      if (await isPromisedAnew(tx, code)) return PROMISED_ANEW;
      const { extensions = [] } = await this.procedures.modelOf(head.procedure, head.revision);
      const rule = extensions.find((one) => one.code === order.rule);
      if (!rule) return noRule(order.rule, extensions);
      await this.#write(tx, { dossier: head, at, actor }, deadline, rule, order);
      return ok({ code });
    });
  }

  async #write(tx: EntityManager, doing: Doing, before: Deadline, rule: ExtensionRule, { document, reason }: Order): Promise<void> {
    const { dossier: head, at, actor } = doing;
    const extended = { ...before, extension: rule.budget };
    const stops = await stopsOf(tx, [head.code]);
    const after = { ...extended, dueAt: recounted(await this.offices.calendarOf(before.agency), extended, stops, at) };
    await extendDeadline(tx, after);
    await updateClocks(tx, [after]);
    await this.alarms.rearm(tx, [{ head, deadlines: after.state === 'stopped' ? [] : [after], stops }], at);
    await insertExtension(tx, { dossier: head.code, rule: rule.code, budget: rule.budget, document, reason, from: before.dueAt, to: after.dueAt, by: actor.username, at });
    const moved = deadlineMoved(doing, before, after, REASON);
    await this.ledger.append(tx, head.code, [{ ...moved, data: { ...moved.data, rule: rule.code, budget: rule.budget, basis: rule.basis, document, because: reason } }]);
    await this.events.publish(tx, 'deadline.moved', { dossier: head, at, actor, from: before.dueAt, to: after.dueAt, reason: REASON, extension: { rule: rule.code, name: rule.name, document, reason } });
  }
}

/** Who signs for the agency that received the dossier or holds it now. */
async function refuseOthers(tx: EntityManager, { positions }: Principal, head: DossierHead): Promise<Result<never> | null> {
  const agencies = [head.agency, ...(await openLegs(tx, head.code)).map(({ agency }) => agency)];
  if (positions.some(({ agency, role }) => role === ROLE.leader && agencies.includes(agency))) return null;
  return reject('not_allowed', text('Chỉ lãnh đạo cơ quan tiếp nhận hoặc đang giữ hồ sơ được gia hạn', 'Only the head of the agency that received the dossier or holds it may extend the limit'));
}

/** An apology has promised another day already; there is one new appointment at most. */
async function isPromisedAnew(tx: EntityManager, code: string): Promise<boolean> {
  const [row] = await tx.query<{ promised: boolean }[]>('select appointment_at is not null as promised from dossier where code = $1', [code]);
  return row?.promised ?? false;
}

const WITHOUT_LIMIT = reject('invalid_state', text('Hồ sơ này không có thời hạn', 'This dossier has no time limit'));
const EXTENDED = reject('already_done', text('Hồ sơ này đã được gia hạn một lần, không gia hạn nữa', 'The limit of this dossier was extended once already'));
const OVERDUE = reject('invalid_state', text('Hồ sơ đã quá hạn: không gia hạn được nữa, phải xin lỗi và hẹn lại', 'The dossier is overdue: it cannot be extended any more; an apology with a new appointment is due'));
const PROMISED_ANEW = reject('invalid_state', text('Đã xin lỗi và hẹn lại ngày trả kết quả, không gia hạn thêm', 'The dossier was apologised for and promised anew; there is no extension besides'));

function noRule(given: string, rules: readonly ExtensionRule[]): Result<never> {
  const known = rules.map(({ code }) => code).join(', ');
  const message = rules.length === 0 ? text('thủ tục này không cho gia hạn', 'the procedure names no ground for an extension') : text(`thủ tục này chỉ cho gia hạn theo: ${known}`, `the procedure knows: ${known}`);
  return reject('invalid_input', text(`Không gia hạn được theo "${given}": ${message.vi}`, `No extension by "${given}": ${message.en}`), { errors: [{ path: 'rule', message }] });
}
