import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as smqp from 'smqp';
import { LeanBroker } from './broker.js';

/*
 * The one file that reaches into the message library: it puts our broker in the place of the library's, only in elements whose environment
 * asks for it, that is in the instances of this engine, and only beside the versions it was compared with (ADR 7).
 */

/** The versions beside which this broker was compared with the library's own by the conformance tests. */
const COMPARED: Readonly<Record<string, string>> = { smqp: '11.0.1', 'bpmn-elements': '17.3.0' };

export class CoreNotComparedError extends Error {
  constructor(readonly library: string, readonly found: string) {
    super(
      `${library} ${found} is installed, and the engine's broker was compared with ${library} ${COMPARED[library] ?? ''} only: install that, or run the conformance tests on the new one and adapt libs/runtime/src/engine/broker.ts.`,
    );
    this.name = 'CoreNotComparedError';
  }
}

/** Throws {@link CoreNotComparedError} on any other version. */
export function assertCompared(installed: Readonly<Record<string, string>>): void {
  for (const [library, version] of Object.entries(COMPARED)) {
    const found = installed[library] ?? 'none';
    if (found !== version) throw new CoreNotComparedError(library, found);
  }
}

/** As the core finds them; a copy of the message library that is not this file's would keep its own broker. */
function installed(): Record<string, string> {
  const own = createRequire(import.meta.url);
  const elements = own.resolve('bpmn-elements');
  const theirs = createRequire(elements).resolve('smqp');
  return { 'bpmn-elements': versionAt(elements), smqp: theirs === own.resolve('smqp') ? versionAt(theirs) : `of its own (${theirs})` };
}

/** The libraries do not export their package.json; their main file lies one folder below it. */
const versionAt = (main: string): string =>
  (JSON.parse(readFileSync(path.join(path.dirname(main), '..', 'package.json'), 'utf8')) as { version: string }).version;

/** By which the environment of an instance asks for this broker. */
export const LEAN = 'leanBroker';

const isLean = (owner: unknown): boolean => (owner as { environment?: { options: Record<string, unknown> } } | undefined)?.environment?.options[LEAN] === true;

/**
 * The core makes brokers itself and gives no way in. The first thing that it asks of a new one is an exchange: one that belongs to this
 * engine becomes lean then, before anything is in it. Brokers of anybody else are as they were.
 */
function takePlace(): void {
  assertCompared(installed());
  const { prototype } = (smqp as unknown as { Broker: { prototype: { assertExchange(...asked: unknown[]): unknown } } }).Broker;
  const { assertExchange } = prototype;
  prototype.assertExchange = function assertExchangeOrBecomeLean(this: object, ...asked: unknown[]): unknown {
    const { owner } = this as { owner: unknown };
    if (!isLean(owner)) return assertExchange.apply(this, asked);
    for (const member of Reflect.ownKeys(this)) Reflect.set(this, member, undefined);
    Object.setPrototypeOf(this, LeanBroker.prototype);
    Object.assign(this, { owner, exchanges: new Map(), queues: new Map(), tags: new Map(), onReturn: [] });
    return (this as LeanBroker).assertExchange(...(asked as [string]));
  };
}

takePlace();
