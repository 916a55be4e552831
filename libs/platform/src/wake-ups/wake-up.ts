import type { EntityManager } from 'typeorm';
import type { DossierNamed } from '../database/transaction.js';

/** Something to be done at an instant, durable as the transaction that asked for it. */
export interface WakeUpRequest {
  /** Names the one handler, e.g. `deadline.rung`. */
  kind: string;
  /** What it is about, in the handler's own terms. One pending wake-up for a kind and ref; asking again moves it. */
  ref: string;
  /** Code of the dossier whose row lock the handler needs. */
  dossier?: string | null;
  dueAt: Date;
}

export interface WakeUp {
  readonly id: string;
  readonly kind: string;
  readonly ref: string;
  readonly dossier: string | null;
  readonly dueAt: Date;
  /** Failed tries before this one. */
  readonly attempts: number;
}

/**
 * Acts in the transaction that marks the wake-up as fired, with the dossier's row locked. Throwing undoes all of it and
 * has it tried again later.
 */
export type WakeUpHandler = (tx: EntityManager, wakeUp: WakeUp) => Promise<void>;

/** Takes the dossier's lock, or shows why it need not be waited for; asked for when this returns. */
export type DossierLock = (tx: EntityManager, dossier: DossierNamed) => Promise<unknown>;

/** Which pending wake-ups to cancel: all conditions given must hold, and at least one must be given. */
export interface WakeUpFilter {
  kind?: string;
  dossier?: string;
  refs?: readonly string[];
}
