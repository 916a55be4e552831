import { Agencies } from '#access';
import { heldUntil } from '#calendar';
import type { DomainEvents } from '#contract';
import { type Clock, type Ids, type Position, type Text, localDate, text } from '#kernel';
import { CLOCK, IDS, type WakeUp, WakeUps } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DeliverMessages } from './deliver-messages.js';
import { digestText } from './notice-texts.js';
import { type HeldNotice, holdNotices, insertNotices, reachableHolders, releaseNotices } from './notices.repository.js';

/** Wake-up kind; the ref is `<agency>:<role>:<instant>`. */
export const HELD = 'notice.held';

/**
 * Quiet hours and digests of ladders: who is not at work is told at the next opening, and who would be flooded gets one message with all there is.
 * Only the telling waits; that the rung fired stands in the ledger at its instant.
 */
@Injectable()
export class HoldNotices implements OnModuleInit {
  constructor(
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(DeliverMessages) private readonly messages: DeliverMessages,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(HELD, (tx, wakeUp) => this.#release(tx, wakeUp));
  }

  /** Holds back what is not to be told now; answers the posts to tell at once. */
  async hold(tx: EntityManager, event: DomainEvents['rung.fired'], body: Text): Promise<Position[]> {
    const { recipients, at, quiet, dossier, deadline } = event;
    const digest = event.action === 'notify' ? event.digest : 'none';
    if (!quiet && digest === 'none') return recipients;
    const timed = await Promise.all(recipients.map(async (post) => ({ post, releaseAt: await this.#releaseAt(post.agency, at, { quiet, digest }) })));
    const held = timed.filter(({ releaseAt }) => releaseAt > at);
    await holdNotices(tx, held.map(({ post, releaseAt }): HeldNotice => ({ id: this.ids.uuid(), ...post, releaseAt, dossier: dossier.code, body: { ...body, deadline }, heldAt: at })));
    await this.wakeUps.scheduleMany(tx, held.map(({ post: { agency, role }, releaseAt }) => ({ kind: HELD, ref: `${agency}:${role}:${releaseAt.toISOString()}`, dueAt: releaseAt })));
    return timed.filter(({ releaseAt }) => releaseAt <= at).map(({ post }) => post);
  }

  async mail(tx: EntityManager, posts: readonly Position[], at: Date, dossier: string | null, body: Text): Promise<void> {
    const subject = dossier === null ? text('Các hồ sơ cần xử lý', 'Dossiers to be seen to') : text(`Hồ sơ ${dossier}`, `Dossier ${dossier}`);
    for (const officer of await reachableHolders(tx, posts, localDate(at))) await this.messages.enqueue(tx, 'mail', { officer }, { subject, body });
  }

  async #releaseAt(agency: string, at: Date, spacing: Parameters<typeof heldUntil>[2]): Promise<Date> {
    const calendar = await this.agencies.calendarOf(agency);
    return calendar.hasTimeAfter(at) ? heldUntil(calendar, at, spacing) : at;
  }

  async #release(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    const [agency, role] = ref.split(':') as [string, string];
    const at = this.clock.now();
    const released = await releaseNotices(tx, { agency, role }, at);
    const [first] = released;
    if (!first) return;
    const one = released.length === 1;
    const body = one ? text(first.body.vi, first.body.en) : digestText(released.map((held) => held.body));
    const dossier = one ? first.dossier : null;
    await insertNotices(tx, [{ id: this.ids.uuid(), username: null, agency, role, dossier, kind: one ? 'rung.fired' : 'rung.digest', body, createdAt: at, readAt: null }]);
    await this.mail(tx, [{ agency, role }], at, dossier, body);
  }
}
