import { type Clock, type Result, ok, reject, text } from '#kernel';
import type { EntityManager } from 'typeorm';
import { ask, write } from './database/transaction.js';

/** What a client saw as the answer of a command. */
export interface Outcome {
  status: number;
  body: unknown;
}

export interface CommandKey {
  /** As the client sent it in `Idempotency-Key`. */
  key: string;
  /** Account; keys of different people never meet. */
  actor: string;
  /** Of method, path and body: the same key for another request is a mistake. */
  digest: string;
}

/**
 * Makes a command repeatable: the same key answers with the first outcome and does nothing. A duplicate that arrives
 * while the first is under way waits for it. A refused command leaves no trace, so that its key may be used again.
 *
 * Refuses with `idempotency_mismatch` when the key came with another request before.
 */
export async function remember(
  tx: EntityManager,
  clock: Clock,
  { key, actor, digest }: CommandKey,
  work: () => Promise<Result<Outcome>>,
): Promise<Result<Outcome & { repeated: boolean }>> {
  await write(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 7))', [JSON.stringify([actor, key])]);
  const first = await recall(tx, { key, actor, digest });
  if (first) return first.ok ? ok({ ...first.value, repeated: true }) : first;

  const result = await work();
  if (!result.ok) return result;
  const { status, body } = result.value;
  await write(tx, 'insert into command_key (key, actor, request_digest, status, body, created_at) values ($1, $2, $3, $4, $5, $6)', [
    key,
    actor,
    digest,
    status,
    JSON.stringify(body ?? null),
    clock.now(),
  ]);
  return ok({ status, body, repeated: false });
}

/** What the command answered when its key came before; null where it has not been answered. */
export async function recall(tx: EntityManager, { key, actor, digest }: CommandKey): Promise<Result<Outcome> | null> {
  const [first] = await ask<Row>(tx, 'select request_digest, status, body from command_key where key = $1 and actor = $2', [key, actor]);
  if (!first) return null;
  return first.request_digest === digest ? ok({ status: first.status, body: first.body }) : mismatch(key);
}

interface Row {
  request_digest: string;
  status: number;
  body: unknown;
}

const mismatch = (key: string): Result<never> =>
  reject(
    'idempotency_mismatch',
    text(`Khóa Idempotency-Key '${key}' đã dùng cho một yêu cầu khác`, `The Idempotency-Key '${key}' was already used for another request`),
  );
