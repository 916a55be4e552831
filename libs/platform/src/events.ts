import type { DomainEvents } from '#contract';
import type { EntityManager } from 'typeorm';

/** `tx` is the publisher's own transaction: what a handler writes exists exactly when the event's cause does. */
export type EventHandler<E> = (tx: EntityManager, event: E) => Promise<void>;

interface Registration {
  name: PropertyKey;
  order: number;
  handler: EventHandler<never>;
}

/**
 * Events inside one transaction, by which rooms of the same tier answer each other without importing each other.
 * Handlers of one event run one after the other, by `order`; the first that throws undoes everything. Whatever may
 * follow later, or leaves the database, belongs into the outbox instead.
 */
export class TransactionEvents<Events extends object = DomainEvents> {
  readonly #registrations: Registration[] = [];

  /** Lower orders run first; two handlers of one event may not share an order, so that their sequence is never an accident. */
  on<Name extends keyof Events>(name: Name, order: number, handler: EventHandler<Events[Name]>): void {
    if (this.#registrations.some((other) => other.name === name && other.order === order))
      throw new Error(`Event ${String(name)} already has a handler of order ${order}`);
    this.#registrations.push({ name, order, handler });
    this.#registrations.sort((a, b) => a.order - b.order);
  }

  async publish<Name extends keyof Events>(tx: EntityManager, name: Name, event: Events[Name]): Promise<void> {
    for (const registration of this.#registrations) {
      if (registration.name === name) await (registration.handler as EventHandler<Events[Name]>)(tx, event);
    }
  }

  /** What is wired, for the proof at boot. */
  handlers(): { name: string; order: number }[] {
    return this.#registrations.map(({ name, order }) => ({ name: String(name), order }));
  }
}
