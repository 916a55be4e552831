import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Agencies } from '#access';
import type { DomainEvents, DossierHead } from '#contract';
import { type Ids, type Position, ROLE, type Text, text } from '#kernel';
import { IDS, TransactionEvents } from '#platform';
import { type Letter, type PromiseFacts, apologyLetter, extensionLetter, paymentLetter, receivedLetter, resolvedLetter, supplementLetter } from './citizen-texts.js';
import { DeliverMessages } from './deliver-messages.js';
import { HoldNotices } from './hold-notices.js';
import { alertText, apologyText, askedText, breachText, contestText, resumeText, rungText, snoozeText, stateText, stopText, submissionText } from './notice-texts.js';
import { citizenFacts, insertNotices } from './notices.repository.js';

/** After every room whose doing is told about. */
const ORDER = 40;

const RESOLVED = 9;

type On<Name extends keyof DomainEvents> = DomainEvents[Name];

/**
 * Tells people what happened, in the transaction in which it happened. New work is not told: the inbox is where it is seen.
 * Officers are told in the application, those with an e-mail address of a ladder's rung by mail too; citizens by mail and short
 * message, as far as the dossier has their addresses.
 */
@Injectable()
export class FollowEvents implements OnModuleInit {
  constructor(
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(DeliverMessages) private readonly messages: DeliverMessages,
    @Inject(HoldNotices) private readonly holding: HoldNotices,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.events.on('dossier.received', ORDER, (tx, event) => this.#tellCitizen(tx, event.dossier, receivedLetter));
    this.events.on('dossier.state', ORDER, (tx, event) => this.#onState(tx, event));
    this.events.on('clock.stopped', ORDER, (tx, event) => this.#onStopped(tx, event));
    this.events.on('clock.resumed', ORDER, (tx, event) => this.#tell(tx, 'clock.resumed', event, [desk(event.dossier)], resumeText(event)));
    this.events.on('deadline.breached', ORDER, (tx, event) => this.#onBreached(tx, event));
    this.events.on('rung.fired', ORDER, (tx, event) => this.#onRung(tx, event));
    this.events.on('snooze.ended', ORDER, (tx, event) => this.#onSnoozeEnded(tx, event));
    this.events.on('apology.sent', ORDER, (tx, event) => this.#onApology(tx, event));
    this.events.on('attribution.contested', ORDER, (tx, event) => this.#onContested(tx, event));
    this.events.on('alert.found', ORDER, (tx, event) => this.#onAlert(tx, event));
    this.events.on('alert.asked', ORDER, (tx, { dossier, to, at }) => insertNotices(tx, [{ id: this.ids.uuid(), username: to, agency: null, role: null, dossier, kind: 'alert.asked', body: askedText(dossier), createdAt: at, readAt: null }]));
    this.events.on('submission.due', ORDER, (tx, event) => this.#onSubmission(tx, event));
    this.events.on('deadline.moved', ORDER, (tx, event) => this.#onMoved(tx, event));
  }

  async #onState(tx: EntityManager, event: On<'dossier.state'>): Promise<void> {
    const body = stateText(event);
    if (body) await this.#tell(tx, 'dossier.state', event, [desk(event.dossier)], body);
    if (event.to === RESOLVED) await this.#tellCitizen(tx, event.dossier, resolvedLetter);
  }

  async #onStopped(tx: EntityManager, event: On<'clock.stopped'>): Promise<void> {
    await this.#tell(tx, 'clock.stopped', event, [desk(event.dossier)], stopText(event));
    if (event.kind === 'supplement') await this.#tellCitizen(tx, event.dossier, (facts) => supplementLetter(facts, event.reason));
    if (event.kind === 'payment') await this.#tellCitizen(tx, event.dossier, (facts) => paymentLetter(facts, event.reason));
  }

  /** The agency itself is reached by the ladder; the desk that answers to the citizen would not know. */
  async #onBreached(tx: EntityManager, event: On<'deadline.breached'>): Promise<void> {
    if (event.agency === event.dossier.agency || event.subject === 'hand_over') return;
    const agency = (await this.agencies.get(event.agency))?.name ?? text(event.agency, event.agency);
    await this.#tell(tx, 'deadline.breached', event, [desk(event.dossier)], breachText(event, agency));
  }

  async #onRung(tx: EntityManager, event: On<'rung.fired'>): Promise<void> {
    const body = rungText(event);
    const now = await this.holding.hold(tx, event, body);
    await this.#tell(tx, 'rung.fired', event, now, body);
    await this.holding.mail(tx, now, event.at, event.dossier.code, body);
  }

  async #onSnoozeEnded(tx: EntityManager, event: On<'snooze.ended'>): Promise<void> {
    await this.#tell(tx, 'snooze.ended', event, [event.post], snoozeText(event));
  }

  async #onApology(tx: EntityManager, event: On<'apology.sent'>): Promise<void> {
    await this.#tell(tx, 'apology.sent', event, [desk(event.dossier)], apologyText(event));
    await this.#tellCitizen(tx, event.dossier, (facts) => apologyLetter(facts, event.appointment, event.reason));
  }

  /** What is filed or taken back goes to those who decide, what is decided to the agency that contested and to who bears a part of it now. */
  async #onContested(tx: EntityManager, event: On<'attribution.contested'>): Promise<void> {
    const decided = event.what === 'accepted' || event.what === 'rejected';
    const agencies = [...new Set(decided ? [event.agency, ...event.bearers] : event.authorities)];
    const name = (await this.agencies.get(event.agency))?.name ?? text(event.agency, event.agency);
    await this.#tell(tx, 'attribution.contested', event, agencies.map((agency) => ({ agency, role: ROLE.leader })), contestText(event, name));
  }

  /** Only what is grave comes by itself; the rest is found on its page. */
  async #onAlert(tx: EntityManager, { posts, severity, title, dossier, at }: On<'alert.found'>): Promise<void> {
    if (severity !== 'high') return;
    await insertNotices(tx, posts.map(({ agency, role }) => ({ id: this.ids.uuid(), username: null, agency, role, dossier, kind: 'alert.found', body: alertText(title, dossier), createdAt: at, readAt: null })));
  }

  async #onSubmission(tx: EntityManager, event: On<'submission.due'>): Promise<void> {
    const roles = event.stage === 'warning' ? [ROLE.reception] : [ROLE.reception, ROLE.leader];
    await insertNotices(tx, roles.map((role) => ({ id: this.ids.uuid(), username: null, agency: event.agency, role, dossier: null, kind: 'submission.due', body: submissionText(event), createdAt: event.at, readAt: null })));
  }

  /** The citizen is told of an extension; other moves follow from what the citizen does, or from the calendar. */
  async #onMoved(tx: EntityManager, { dossier, extension, from, to }: On<'deadline.moved'>): Promise<void> {
    if (extension) await this.#tellCitizen(tx, dossier, (facts) => extensionLetter(facts, { ...extension, from, to }));
  }

  async #tell(tx: EntityManager, kind: string, { dossier, at }: { dossier: DossierHead; at: Date }, posts: readonly Position[], body: Text): Promise<void> {
    const told = { username: null, dossier: dossier.code, kind, body, createdAt: at, readAt: null };
    await insertNotices(tx, posts.map(({ agency, role }) => ({ id: this.ids.uuid(), agency, role, ...told })));
  }

  async #tellCitizen(tx: EntityManager, { code }: DossierHead, write: (facts: PromiseFacts) => Letter): Promise<void> {
    const facts = await citizenFacts(tx, code);
    if (!facts) return;
    const letter = write({ code, procedure: facts.procedure, dueAt: facts.dueAt });
    if (facts.email) await this.messages.enqueue(tx, 'mail', { citizenOf: code }, letter);
    if (facts.phone) await this.messages.enqueue(tx, 'sms', { citizenOf: code }, letter);
  }
}

const desk = ({ agency }: DossierHead): Position => ({ agency, role: ROLE.reception });
