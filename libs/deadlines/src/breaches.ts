import type { Answerable, DomainEvents } from '#contract';
import { type Clock, SYSTEM } from '#kernel';
import { Ledger } from '#ledger';
import { CLOCK, TransactionEvents, type WakeUp, WakeUps } from '#platform';
import { readHead } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms, DUE, RUNG } from './alarms.js';
import { answerableOf } from './answerable.js';
import { breachClock } from './clock.js';
import { contestsOf, transfersIn } from './contests/contests.repository.js';
import { type Deadline, type Rung, dossierDeadlines, findDeadline, markFired, rungsOfDeadlines, subjectNames, updateClocks } from './deadlines.repository.js';
import { awake, snoozesOf } from './ladders/answers.repository.js';
import { Ladders } from './ladders/ladders.js';
import { legsOf } from './legs.repository.js';
import { Offices } from './offices.js';
import { type Doing, deadlineEnded, rungFired } from './records.js';
import { stopsOf } from './stops.repository.js';
import { latenessAt, legUse } from './times.js';

/**
 * What happens when time passes: a due instant makes its deadline missed while the work is not done, a rung of the ladder reaches
 * its people. Each at most once, whoever fires it and however often.
 */
@Injectable()
export class Breaches implements OnModuleInit {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(Ladders) private readonly ladders: Ladders,
    @Inject(Offices) private readonly offices: Offices,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(DUE, (tx, wakeUp) => this.#onDue(tx, wakeUp));
    this.wakeUps.register(RUNG, (tx, wakeUp) => this.#onRung(tx, wakeUp), (tx, wakeUp) => this.#onGivenUp(tx, wakeUp));
  }

  /** Records and tells that these deadlines were breached; their rows are written already. */
  async tell(tx: EntityManager, doing: Doing, breached: readonly Deadline[]): Promise<void> {
    if (breached.length === 0) return;
    const { dossier, at, actor } = doing;
    const names = await subjectNames(tx, breached.map(({ id }) => id));
    await this.ledger.append(tx, dossier.code, breached.map((deadline) => deadlineEnded(doing, deadline)));
    const answerable = await this.answerable(tx, dossier.code, breached[0]!, at);
    for (const { id, subjectKind, agency, dueAt } of breached) {
      await this.events.publish(tx, 'deadline.breached', { dossier, at, actor, subject: subjectKind, name: names.get(id)!, agency, dueAt, answerable });
    }
  }

  async #onDue(tx: EntityManager, wakeUp: WakeUp): Promise<void> {
    const at = this.clock.now();
    const deadline = await findDeadline(tx, wakeUp.ref);
    if (!deadline) return;
    const breached = { ...deadline, ...breachClock(deadline, at) };
    if (breached.state === deadline.state) return;
    await this.#fireMissed(tx, deadline, at);
    await updateClocks(tx, [breached]);
    await this.tell(tx, await this.#doing(tx, deadline, at), [breached]);
  }

  async #onRung(tx: EntityManager, wakeUp: WakeUp): Promise<void> {
    const at = this.clock.now();
    const [id, rung] = splitRef(wakeUp.ref);
    const deadline = await findDeadline(tx, id);
    if (!deadline || deadline.endedAt !== null || deadline.state === 'stopped') return;
    const planned = await rungsOfDeadlines(tx, [id]);
    const fired = planned.find((one) => one.rung === rung && one.firedAt === null);
    if (!fired) return;
    if (fired.at > wakeUp.dueAt) return this.alarms.armAt(tx, deadline.dossier, fired);
    await this.alarms.armAfter(tx, deadline.dossier, planned, fired);
    await this.#fire(tx, deadline, fired, at);
  }

  /** When the product stood still over rungs and due instant, all are past at once: what was to be said before the breach is said before it. */
  async #fireMissed(tx: EntityManager, deadline: Deadline, at: Date): Promise<void> {
    const planned = await rungsOfDeadlines(tx, [deadline.id]);
    const missed = await this.alarms.takeArmed(tx, planned.filter((rung) => rung.firedAt === null && rung.at <= deadline.dueAt));
    const last = missed.at(-1);
    if (!last) return;
    for (const rung of missed) await this.#fire(tx, deadline, rung, at);
    await this.alarms.armAfter(tx, deadline.dossier, planned, last);
  }

  async #fire(tx: EntityManager, deadline: Deadline, fired: Rung, at: Date): Promise<void> {
    const { id } = deadline;
    const { rung } = fired;
    await markFired(tx, id, rung, at);
    const doing = await this.#doing(tx, deadline, at);
    await this.ledger.append(tx, deadline.dossier, [rungFired(doing, deadline, fired)]);
    const { subjectKind: subject, subjectRef: ref, agency, dueAt } = deadline;
    const name = (await subjectNames(tx, [id])).get(id)!;
    const { quiet, digest } = await this.ladders.of(deadline);
    const recipients = fired.action === 'notify' ? awake(fired.recipients, await snoozesOf(tx, id, at)) : fired.recipients;
    const answerable = await this.answerable(tx, deadline.dossier, deadline, at);
    await this.events.publish(tx, 'rung.fired', { ...doing, rung, action: fired.action, subject, name, agency, dueAt, deadline: id, ref, recipients, quiet, digest, answerable });
  }

  /** One that could not fire does not hold up those after it. */
  async #onGivenUp(tx: EntityManager, { ref, dossier }: WakeUp): Promise<void> {
    const [id, rung] = splitRef(ref);
    const planned = await rungsOfDeadlines(tx, [id]);
    const failed = planned.find((one) => one.rung === rung);
    if (failed && dossier !== null) await this.alarms.armAfter(tx, dossier, planned, failed);
  }

  /** Lateness is shared out over the agencies later; this is the one that has to say sorry now. */
  async answerable(tx: EntityManager, dossier: string, { agency }: Deadline, at: Date): Promise<Answerable> {
    const [legs, stops, own, contests] = [await legsOf(tx, [dossier]), await stopsOf(tx, [dossier]), (await dossierDeadlines(tx, [dossier]))[0] ?? null, await contestsOf(tx, [dossier])];
    const calendars = await this.offices.calendarsOf([...legs.map((leg) => leg.agency), ...(own ? [own.agency] : [])]);
    const uses = legs.map((leg) => ({ leg, ...legUse(calendars, { deadline: null, stops, legs }, leg, at) }));
    return answerableOf({ agency }, uses, latenessAt(calendars, { deadline: own, stops, legs, transfers: transfersIn(contests) }, at));
  }

  async #doing(tx: EntityManager, deadline: Deadline, at: Date): Promise<Doing> {
    return { dossier: await readHead(tx, deadline.dossier), at, actor: { username: SYSTEM.username, agency: null } };
  }
}

function splitRef(ref: string): [deadline: string, rung: string] {
  const at = ref.indexOf(':');
  return [ref.slice(0, at), ref.slice(at + 1)];
}
