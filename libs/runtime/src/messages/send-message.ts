import type { Actor, DossierHead, MessageOutcome, SendMessage as Message } from '#contract';
import { type Clock, type Ids, type Principal, ROLE, type Result, SYSTEM, ok, reject, text, toIso } from '#kernel';
import { Ledger, type LedgerDraft } from '#ledger';
import { CLOCK, IDS, type WakeUp, WakeUps } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CommandContext, Commands, unknownDossier } from '../commands.js';
import { Runtime } from '../runtime.js';
import { BeginByMessage, type Begun } from '../starts/begin-by-message.js';
import { type MessageRow, MessagesRepository } from './messages.repository.js';

export const MESSAGE_EXPIRY = 'runtime.message-expiry';

/** A message is looked for a place again when what waited for it is gone by the time its dossier is locked. */
const MOST_TRIES = 3;

/**
 * Brings a message to the elements that wait for it, by the code of their dossier or by a key of their own; one that nothing waits for
 * is kept until something does or its time is over. Delivering locks the dossier; keeping locks the key, and never both in that order.
 */
@Injectable()
export class SendMessage implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(MessagesRepository) private readonly messages: MessagesRepository,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(BeginByMessage) private readonly beginning: BeginByMessage,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(MESSAGE_EXPIRY, (tx, wakeUp) => this.#expire(tx, wakeUp));
  }

  /** For software accounts, and for officers of agencies that have to do with the dossier; to others there is no such dossier. */
  async send(ctx: CommandContext, message: Message): Promise<Result<MessageOutcome>> {
    const { correlationKey: key, name } = message;
    if (await this.messages.isDossier(key)) return this.#toDossier(ctx, key, message);
    for (let tries = 0; ; tries++) {
      const [dossier, another] = await this.messages.dossiersByKey(name, key);
      if (another !== undefined) return ambiguous(key);
      const moved = { meanwhile: false };
      const sent = dossier === undefined ? await this.#beginOrKeep(ctx, message, moved) : await this.#toKey(ctx, dossier, message, moved);
      if (!moved.meanwhile || tries === MOST_TRIES) return sent;
    }
  }

  #toDossier(ctx: CommandContext, code: string, message: Message): Promise<Result<MessageOutcome>> {
    return this.#onDossier(ctx, code, message, async (tx, head, at, actor) => {
      if (await this.messages.waitsInDossier(tx, code, message.name)) {
        return this.#deliver(tx, head, at, actor, message, (payload) => this.runtime.deliverMessage(tx, head, message.name, payload, { at, actor }));
      }
      if (head.ended) return nothingWaits(message.name);
      return this.#keep(tx, at, actor, message, code);
    });
  }

  #toKey(ctx: CommandContext, code: string, message: Message, moved: { meanwhile: boolean }): Promise<Result<MessageOutcome>> {
    return this.#onDossier(ctx, code, message, async (tx, head, at, actor) => {
      const catchers = await this.messages.catchersByKey(tx, code, message.name, message.correlationKey);
      if (catchers.length === 0) {
        moved.meanwhile = true;
        return nothingWaits(message.name);
      }
      return this.#deliver(tx, head, at, actor, message, (payload) => this.runtime.deliverMessage(tx, head, message.name, payload, { at, actor }, catchers));
    });
  }

  /**
   * Nothing waits by the key. Where a procedure in force begins by the message, it goes to the open dossier that began under its key, or
   * opens one.
   */
  async #beginOrKeep(ctx: CommandContext, message: Message, moved: { meanwhile: boolean }): Promise<Result<MessageOutcome>> {
    const { name, correlationKey: key } = message;
    const sent = message.messageId === undefined ? null : await this.messages.findSent(ctx.principal.username, message.messageId);
    if (sent) return ok(view(sent));
    const places = await this.beginning.places(name);
    if (places.length === 0) return message.start ? nothingBegins(name) : this.#keepForKey(ctx, message, moved);
    const dossier = await this.beginning.openUnder(name, key);
    if (dossier !== null) {
      const told = await this.#toDossier(ctx, dossier, { ...message, correlationKey: dossier });
      moved.meanwhile = !told.ok && (await this.beginning.openUnder(name, key)) !== dossier;
      return hiding(dossier, key, told);
    }
    const begun = await this.beginning.settle(ctx.principal, message, places);
    return begun.ok ? this.#begin(ctx, message, begun.value, moved) : begun;
  }

  /** The row comes before the dossier, as before a step. */
  #begin(ctx: CommandContext, message: Message, begun: Begun, moved: { meanwhile: boolean }): Promise<Result<MessageOutcome>> {
    const { name, correlationKey: key } = message;
    return this.commands.run(ctx, async (tx, at) => {
      const first = await this.#first(tx, ctx.principal, message);
      if (first) return ok(first);
      await this.messages.lockKey(tx, name, key);
      moved.meanwhile = (await this.messages.dossiersByKey(name, key, tx)).length > 0 || (await this.beginning.openUnder(name, key, tx)) !== null;
      if (moved.meanwhile) return nothingWaits(name);
      const actor = { username: ctx.principal.username, agency: begun.acting };
      const row = this.#row(at, actor, message, { state: 'delivered', outcome: 'started', dossier: null });
      if (!(await this.messages.insert(tx, row))) return this.#told(tx, row);
      const opened = await this.beginning.open(tx, begun, message, row.id, { at, actor });
      if (!opened.ok) return opened;
      await this.messages.setDossier(tx, row.id, opened.value);
      return ok(view({ ...row, dossier: opened.value }));
    });
  }

  /** Nobody knows yet which dossier the key belongs to, so that only software may leave something under it. A repeated request is told its first outcome. */
  async #keepForKey(ctx: CommandContext, message: Message, moved: { meanwhile: boolean }): Promise<Result<MessageOutcome>> {
    const agency = softwareAt(ctx.principal);
    if (agency === null) return this.commands.run(ctx, () => Promise.resolve(unknownDossier(message.correlationKey)));
    return this.commands.run(ctx, async (tx, at) => {
      const first = await this.#first(tx, ctx.principal, message);
      if (first) return ok(first);
      await this.messages.lockKey(tx, message.name, message.correlationKey);
      if ((await this.messages.dossiersByKey(message.name, message.correlationKey, tx)).length > 0) {
        moved.meanwhile = true;
        return nothingWaits(message.name);
      }
      return this.#keep(tx, at, { username: ctx.principal.username, agency }, message, null);
    });
  }

  /** The dossier's lock, who may, and the first outcome of a message that came before. */
  #onDossier(ctx: CommandContext, code: string, message: Message, work: (tx: EntityManager, head: DossierHead, at: Date, actor: Actor) => Promise<Result<MessageOutcome>>): Promise<Result<MessageOutcome>> {
    return this.commands.onDossier(ctx, code, async (tx, head, at) => {
      const { principal } = ctx;
      const offices = principal.positions.filter(({ role }) => role !== ROLE.administrator).map(({ agency }) => agency);
      const agency = softwareAt(principal) ?? (await this.messages.involved(tx, code, offices));
      if (agency === null) return unknownDossier(message.correlationKey);
      const first = await this.#first(tx, principal, message);
      return first ? ok(first) : work(tx, head, at, { username: principal.username, agency });
    });
  }

  async #first(tx: EntityManager, { username }: Principal, { messageId }: Message): Promise<MessageOutcome | null> {
    const row = messageId === undefined ? null : await this.messages.findSent(username, messageId, tx);
    return row && view(row);
  }

  /** The row comes before the step: a message with the same id that is just under way elsewhere is waited for, and its outcome told. */
  async #deliver(
    tx: EntityManager, head: DossierHead, at: Date, actor: Actor, message: Message, step: (payload: Record<string, unknown>) => Promise<Result<number>>,
  ): Promise<Result<MessageOutcome>> {
    const row = this.#row(at, actor, message, { state: 'delivered', outcome: 'delivered', dossier: head.code });
    if (!(await this.messages.insert(tx, row))) return this.#told(tx, row);
    await this.ledger.append(tx, head.code, [entry('message.delivered', at, actor, row)]);
    const taken = await step(row.payload);
    if (!taken.ok) return taken;
    if (taken.value === 0) return nothingWaits(message.name);
    await this.messages.setCatchers(tx, row.id, taken.value);
    return ok(view({ ...row, catchers: taken.value }));
  }

  async #keep(tx: EntityManager, at: Date, actor: Actor, message: Message, dossier: string | null): Promise<Result<MessageOutcome>> {
    if (message.ttlSeconds === 0) return nothingWaits(message.name);
    const expiresAt = new Date(at.getTime() + message.ttlSeconds * 1_000);
    const row = this.#row(at, actor, message, { state: 'buffered', outcome: 'buffered', dossier, expiresAt });
    if (!(await this.messages.insert(tx, row))) return this.#told(tx, row);
    await this.wakeUps.schedule(tx, { kind: MESSAGE_EXPIRY, ref: row.id, dossier, dueAt: expiresAt });
    if (dossier !== null) await this.ledger.append(tx, dossier, [entry('message.buffered', at, actor, row)]);
    return ok(view(row));
  }

  async #told(tx: EntityManager, { sender, messageId }: MessageRow): Promise<Result<MessageOutcome>> {
    const first = messageId === null ? null : await this.messages.findSent(sender, messageId, tx);
    if (!first) throw new Error(`message ${String(messageId)} of ${sender} is known and cannot be found`);
    return ok(view(first));
  }

  #row(receivedAt: Date, actor: Actor, message: Message, more: Pick<MessageRow, 'state' | 'outcome' | 'dossier'> & { expiresAt?: Date }): MessageRow {
    const { name, correlationKey: key, payload = {}, messageId = null } = message;
    return { id: this.ids.uuid(), sender: actor.username, messageId, name, key, payload, catchers: 0, receivedAt, expiresAt: null, ...more };
  }

  async #expire(tx: EntityManager, { ref, dossier }: WakeUp): Promise<void> {
    const at = this.clock.now();
    const message = await this.messages.expire(tx, ref, at);
    if (message && dossier !== null) await this.ledger.append(tx, dossier, [entry('message.expired', at, { username: SYSTEM.username, agency: null }, message)]);
  }
}

const softwareAt = ({ positions }: Principal): string | null => positions.find(({ role }) => role === ROLE.software)?.agency ?? null;

const entry = (kind: LedgerDraft['kind'], at: Date, actor: Actor, { id, name, key, payload, messageId }: Pick<MessageRow, 'id' | 'name' | 'key' | 'payload' | 'messageId'>): LedgerDraft => ({
  at, actor: actor.username, agency: actor.agency, kind, data: { message: id, name, key, ...(messageId === null ? {} : { messageId }), ...(kind === 'message.delivered' ? { data: payload } : {}) },
});

const view = (row: MessageRow): MessageOutcome => ({
  id: row.id, outcome: row.outcome, dossier: row.outcome === 'buffered' && row.dossier !== row.key ? null : row.dossier, catchers: row.outcome === 'delivered' ? row.catchers : 0,
  expiresAt: row.expiresAt && toIso(row.expiresAt),
});

/** To who may not see the dossier, there is none by that key. */
const hiding = <T>(dossier: string, key: string, sent: Result<T>): Result<T> => (!sent.ok && sent.rejection.code === 'not_found' && dossier !== key ? unknownDossier(key) : sent);

const nothingBegins = (name: string): Result<never> =>
  reject('not_effective', text(`Không có thủ tục đang có hiệu lực nào bắt đầu bằng thông điệp "${name}"`, `No procedure in force begins by the message "${name}"`), {
    errors: [{ path: 'start', message: text('không dùng được với thông điệp này', 'cannot be used with this message') }],
  });

const nothingWaits = (name: string): Result<never> =>
  reject('invalid_state', text(`Không có bước nào chờ thông điệp "${name}"`, `Nothing waits for the message "${name}"`));

const ambiguous = (key: string): Result<never> =>
  reject('invalid_state', text(`Nhiều hồ sơ cùng chờ theo khóa "${key}": hãy gửi theo mã hồ sơ`, `Several dossiers wait by the key "${key}": send it by the code of the dossier`));
