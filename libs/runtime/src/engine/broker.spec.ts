import fc from 'fast-check';
import * as smqp from 'smqp';
import { LeanBroker } from './broker.js';
import { CoreNotComparedError, LEAN, assertCompared } from './core-broker.js';

interface AnyMessage {
  fields: { routingKey: string; redelivered?: boolean };
  content: { n: number };
  ack(allUpTo?: boolean): void;
  nack(allUpTo?: boolean, requeue?: boolean): void;
}
type AnyListener = (routingKey: string, message: AnyMessage) => void;
interface AnyQueue {
  messageCount: number;
  consumerCount?: number;
  get(): AnyMessage | false | undefined;
  purge(): number;
  assertConsumer(onMessage: AnyListener, options: object): unknown;
  queueMessage(fields: object, content: unknown): void;
}
interface AnyBroker {
  assertExchange(name: string, type: string, options: object): unknown;
  assertQueue(name: string, options: object): unknown;
  bindQueue(queue: string, exchange: string, pattern: string, options?: object): unknown;
  unbindQueue(queue: string, exchange: string, pattern: string): unknown;
  getQueue(name: string): AnyQueue | undefined;
  publish(exchange: string, key: string, content: unknown, properties?: object): void;
  subscribeTmp(exchange: string, pattern: string, onMessage: AnyListener, options: object): unknown;
  subscribeOnce(exchange: string, pattern: string, onMessage: AnyListener, options: object): unknown;
  cancel(tag: string, requeue?: boolean): boolean;
  stop(): void;
  getState(onlyWithContent: true): unknown;
  recover(state?: unknown): void;
  on(event: 'return', listener: (message: { content: { n: number } }) => void): void;
}

const Broker = (smqp as unknown as { Broker: new (owner: object) => AnyBroker }).Broker;
const stock = (): AnyBroker => new Broker({});
const lean = (): AnyBroker => new Broker({ environment: { options: { [LEAN]: true } } });

describe('the engine\'s broker', () => {
  it('stands beside the versions it was compared with, and refuses any other', () => {
    expect(() => assertCompared({ smqp: '11.0.1', 'bpmn-elements': '17.3.0' })).not.toThrow();
    expect(() => assertCompared({ smqp: '11.0.2', 'bpmn-elements': '17.3.0' })).toThrow(CoreNotComparedError);
    expect(() => assertCompared({ smqp: '11.0.1', 'bpmn-elements': '18.1.0' })).toThrow(/bpmn-elements 18\.1\.0 is installed.*17\.3\.0 only/);
    expect(() => assertCompared({ smqp: '11.0.1' })).toThrow(/bpmn-elements none/);
  });

  it('takes the place of the library\'s only where the environment asks for it', () => {
    const [ours, theirs] = [lean(), stock()];
    for (const broker of [ours, theirs]) broker.assertExchange('event', 'topic', {});
    expect(ours).toBeInstanceOf(LeanBroker);
    expect(theirs).not.toBeInstanceOf(LeanBroker);
  });

  it('refuses a consumer tag that is taken, and a second consumer beside an exclusive one, as the library does', () => {
    for (const broker of [lean(), stock()]) {
      broker.assertExchange('event', 'topic', { autoDelete: false });
      broker.assertQueue('q', { durable: true, autoDelete: false });
      broker.subscribeTmp('event', '#', () => undefined, { noAck: true, consumerTag: 'one' });
      expect(() => broker.subscribeTmp('event', 'a.#', () => undefined, { noAck: true, consumerTag: 'one' })).toThrow(/unique/);
      broker.getQueue('q')?.assertConsumer(() => undefined, { exclusive: true, consumerTag: 'two' });
      expect(() => broker.getQueue('q')?.assertConsumer(() => undefined, { consumerTag: 'three' })).toThrow(/consumed/);
    }
  });

  it('does what the library\'s does, message by message, whatever is asked of it', () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 40 }), (actions) => {
        expect(played(lean(), actions)).toEqual(played(stock(), actions));
      }),
      { numRuns: 1_500 },
    );
  });
});

const KEYS = ['run.enter', 'run.execute.passthrough', 'run', 'execute.one', 'activity.stop.t1_a', 'activity.stop.deep.t1_a', 'flow.take'];
const PATTERNS = ['#', 'run.#', 'run.*', 'execute.#', 'activity.*.t1_a', 'activity.#.t1_a', '*.stop.*', 'flow.take'];
const TAGS = ['a', 'b', 'c', 'd'];

/** What a listener does with a message besides noting it. */
const reaction = fc.constantFrom('ack', 'ack all', 'keep', 'give back', 'drop', 'publish', 'publish and ack', 'cancel itself', 'ack and cancel');
const tag = fc.constantFrom(...TAGS);
const pattern = fc.constantFrom(...PATTERNS);
const priority = fc.constantFrom(0, 0, 100, 200);
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('publish' as const), key: fc.constantFrom(...KEYS), mandatory: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('listen' as const), tag, pattern, priority, reaction }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('once' as const), tag, pattern, priority, reaction }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('consume' as const), tag, prefetch: fc.constantFrom(1, 2, 1_000), noAck: fc.boolean(), priority, reaction }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('bind' as const), pattern, priority }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unbind' as const), pattern }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ack' as const), at: fc.nat(5), allUpTo: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('nack' as const), at: fc.nat(5), requeue: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), tag, requeue: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('purge' as const, 'get' as const, 'save and recover' as const, 'queue' as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** Everything that could be seen while these actions were done. */
function played(broker: AnyBroker, actions: readonly Action[]): unknown[] {
  const seen: unknown[] = [];
  const held: AnyMessage[] = [];
  let numbers = 0;
  broker.assertExchange('event', 'topic', { autoDelete: false, durable: false });
  broker.on('return', ({ content }) => seen.push(['returned', content.n]));
  broker.assertQueue('q', { durable: true, autoDelete: false });
  broker.bindQueue('q', 'event', 'run.#');
  const listener = (own: string, reacts: string): AnyListener => (key, message) => {
    seen.push([own, key, message.content.n, message.fields.redelivered === true]);
    if (reacts === 'keep') held.push(message);
    if (reacts.startsWith('ack')) message.ack(reacts === 'ack all');
    if (reacts === 'give back' && !message.fields.redelivered) message.nack();
    else if (reacts === 'give back' || reacts === 'drop') message.nack(false, false);
    if (reacts.startsWith('publish') && message.content.n < 100) broker.publish('event', 'run.enter', { n: message.content.n + 100 });
    if (reacts === 'publish and ack') message.ack();
    if (reacts.includes('cancel')) broker.cancel(own);
  };
  const free = (own: string): boolean => !broker.cancel(own);
  for (const one of actions) {
    switch (one.do) {
      case 'publish':
        broker.publish('event', one.key, { n: ++numbers }, one.mandatory ? { mandatory: true } : undefined);
        break;
      case 'listen':
        if (free(one.tag)) broker.subscribeTmp('event', one.pattern, listener(one.tag, one.reaction), { noAck: true, consumerTag: one.tag, priority: one.priority });
        break;
      case 'once':
        if (free(one.tag)) broker.subscribeOnce('event', one.pattern, listener(one.tag, one.reaction), { consumerTag: one.tag, priority: one.priority });
        break;
      case 'consume': {
        const { tag: consumerTag, prefetch, noAck, priority: first } = one;
        if (free(consumerTag)) broker.getQueue('q')?.assertConsumer(listener(consumerTag, one.reaction), { consumerTag, prefetch, noAck, priority: first });
        break;
      }
      case 'bind':
        broker.bindQueue('q', 'event', one.pattern, { priority: one.priority });
        break;
      case 'unbind':
        broker.unbindQueue('q', 'event', one.pattern);
        break;
      case 'ack':
        held.splice(one.at, 1)[0]?.ack(one.allUpTo);
        break;
      case 'nack':
        held.splice(one.at, 1)[0]?.nack(false, one.requeue);
        break;
      case 'cancel':
        seen.push(broker.cancel(one.tag, one.requeue));
        break;
      case 'purge':
        seen.push(broker.getQueue('q')?.purge());
        break;
      case 'get': {
        const message = broker.getQueue('q')?.get();
        if (message) held.push(message);
        seen.push(message ? message.content.n : 'nothing');
        break;
      }
      case 'queue':
        broker.getQueue('q')?.queueMessage({ routingKey: 'activity.restart' }, { n: ++numbers });
        break;
      case 'save and recover':
        for (const own of TAGS) broker.cancel(own);
        held.length = 0;
        broker.recover(JSON.parse(JSON.stringify(broker.getState(true) ?? {})));
        break;
    }
    seen.push(broker.getQueue('q')?.messageCount);
  }
  return [...seen, saved(broker)];
}

/** What a saved state keeps; ids and instants of single messages are of no use to anybody. */
function saved(broker: AnyBroker): unknown {
  const state = JSON.parse(JSON.stringify(broker.getState(true) ?? {})) as { queues?: { name: string; messages?: AnyMessage[] }[] };
  return state.queues?.map(({ name, messages }) => [name, messages?.map(({ fields, content }) => [fields.routingKey, fields.redelivered === true, content.n])]);
}
