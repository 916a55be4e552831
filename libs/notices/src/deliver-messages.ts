import type { EntityManager } from 'typeorm';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Clock } from '#kernel';
import { TextSchema } from '#contract';
import { CLOCK, CONFIG, type Config, Outbox, type OutboxMessage } from '#platform';
import { z } from 'zod';
import { CHANNEL_NAMES, type ChannelName, type NoticeChannel } from './channels/notice-channel.js';
import type { Letter } from './citizen-texts.js';
import { citizenFacts, officerEmail } from './notices.repository.js';

/** Kind of the outbox messages of this room. */
export const NOTICE_MESSAGE = 'notice.message';

/** Injection token of the channels, one of each name. */
export const CHANNELS = Symbol('NoticeChannel[]');

/**
 * What lies in the outbox. It names its addressee by dossier or account; address and look-up secret are read when it leaves, so that
 * they are kept in one place only and a corrected address is used.
 */
const Message = z.object({
  channel: z.enum(CHANNEL_NAMES),
  to: z.union([z.object({ citizenOf: z.string() }), z.object({ officer: z.string() })]),
  subject: TextSchema,
  body: TextSchema,
});

export type Addressee = z.infer<typeof Message>['to'];

/** Messages that leave the house: written with their cause, handed to a channel later, at least once and with the outbox's id. */
@Injectable()
export class DeliverMessages implements OnModuleInit {
  readonly #channels: ReadonlyMap<ChannelName, NoticeChannel>;

  constructor(
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CHANNELS) channels: readonly NoticeChannel[],
  ) {
    this.#channels = new Map(channels.map((channel) => [channel.name, channel]));
  }

  onModuleInit(): void {
    this.outbox.register(NOTICE_MESSAGE, (tx, message) => this.#deliver(tx, message));
  }

  async enqueue(tx: EntityManager, channel: ChannelName, to: Addressee, letter: Letter): Promise<void> {
    await this.outbox.enqueue(tx, NOTICE_MESSAGE, { channel, to, ...letter } satisfies z.input<typeof Message>);
  }

  /** An addressee who can no longer be reached in this way is passed over. */
  async #deliver(tx: EntityManager, { id, payload }: OutboxMessage): Promise<void> {
    const { channel, to, subject, body } = Message.parse(payload);
    const reached = await this.#reach(tx, channel, to);
    if (reached) await this.#channels.get(channel)!.send({ id, subject, body, at: this.clock.now(), ...reached });
  }

  async #reach(tx: EntityManager, channel: ChannelName, to: Addressee): Promise<{ to: string; link: string | null } | null> {
    if ('officer' in to) {
      const email = await officerEmail(tx, to.officer);
      return email === null ? null : { to: email, link: null };
    }
    const facts = await citizenFacts(tx, to.citizenOf);
    const address = channel === 'mail' ? facts?.email : facts?.phone;
    return facts && address ? { to: address, link: this.#lookUp(to.citizenOf, facts.secret) } : null;
  }

  /** The public look-up page, as on the receipt. */
  #lookUp(code: string, secret: string): string {
    const url = new URL('/tra-cuu', this.config.publicUrl);
    url.search = new URLSearchParams({ ma: code, khoa: secret }).toString();
    return url.href;
  }
}
