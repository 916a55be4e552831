/**
 * The message broker of an element, in place of the library's (`smqp`), which makes some 400 message objects for one completed task
 * because its own bookkeeping is messages again. Same queues, same order, same saved state; what nobody of the engine uses is left out.
 * ADR 7 says why; `core-broker.ts` puts it in the library's place.
 */

type Properties = Readonly<Record<string, unknown>>;
type Listener = (routingKey: string, message: QueuedMessage, owner: unknown) => void;

interface Fields {
  routingKey: string;
  exchange?: string;
  redelivered?: boolean;
}

interface QueueOptions {
  durable?: boolean;
  autoDelete?: boolean;
  priority?: number;
  [option: string]: unknown;
}

interface ConsumerOptions {
  consumerTag?: string;
  noAck?: boolean;
  exclusive?: boolean;
  prefetch?: number;
  priority?: number;
}

interface SavedQueue {
  name: string;
  options: QueueOptions;
  messages?: { fields: Fields; content: unknown; properties?: Properties }[];
}

const NOTHING: Properties = Object.freeze({});
const NOBODY: readonly never[] = Object.freeze([]);

/** A message as its receiver holds it, until it is acknowledged. */
class QueuedMessage {
  pending = false;
  holder: Consumer | null = null;

  constructor(
    readonly fields: Fields,
    public content: unknown,
    readonly properties: Properties,
    private readonly queue: Queue | null,
  ) {}

  /** `allUpTo`: with all that were handed out before it. */
  ack(allUpTo = false): void {
    if (!this.pending) return;
    this.holder?.held.delete(this);
    this.queue?.consumed(this, true, allUpTo, false);
    this.pending = false;
  }

  nack(allUpTo = false, requeue = true): void {
    if (!this.pending) return;
    this.holder?.held.delete(this);
    this.queue?.consumed(this, false, allUpTo, requeue);
    this.pending = false;
  }
}

/** Takes messages of a queue one after the other, never one inside another, and at most `prefetch` that are not acknowledged. */
class Consumer {
  readonly held = new Set<QueuedMessage>();
  readonly #inbox: QueuedMessage[] = [];
  readonly consumerTag: string;
  readonly #prefetch: number;
  readonly #noAck: boolean;
  stopped = false;
  #consuming = false;

  constructor(
    readonly queue: Queue,
    readonly onMessage: Listener,
    readonly options: ConsumerOptions,
    private readonly owner: unknown,
  ) {
    this.consumerTag = options.consumerTag ?? `ctag-${++tags}`;
    this.#prefetch = options.prefetch ?? 1;
    this.#noAck = options.noAck === true;
  }

  /** How many messages more it may be given now. */
  get capacity(): number {
    return this.stopped ? 0 : this.#prefetch - this.held.size - this.#inbox.length;
  }

  push(messages: QueuedMessage[]): void {
    this.#inbox.push(...messages);
    if (this.#consuming) return;
    this.#consuming = true;
    try {
      for (let message = this.#inbox.shift(); message; message = this.stopped ? undefined : this.#inbox.shift()) this.#consume(message);
    } finally {
      this.#consuming = false;
    }
  }

  #consume(message: QueuedMessage): void {
    message.pending = true;
    message.holder = this;
    if (this.#noAck) message.ack();
    else this.held.add(message);
    this.onMessage(message.fields.routingKey, message, this.owner);
  }

  /** Gives back what it holds. */
  release(requeue: boolean): void {
    const given = [...this.held, ...this.#inbox];
    this.#inbox.length = 0;
    for (const message of given) message.nack(false, requeue);
  }

  cancel(requeue = true): void {
    this.stopped = true;
    if (!requeue) this.release(false);
    this.queue.unbind(this);
  }
}

let tags = 0;

class Queue {
  readonly messages: QueuedMessage[] = [];
  readonly options: QueueOptions;
  readonly consumers: Consumer[] = [];
  readonly bindings: Binding[] = [];
  stopped = false;
  #available = 0;

  constructor(
    private readonly broker: LeanBroker,
    readonly name: string,
    options: QueueOptions | undefined,
  ) {
    this.options = { autoDelete: true, ...options };
  }

  get messageCount(): number {
    return this.messages.length;
  }

  queueMessage(fields: Fields, content?: unknown, properties: Properties = NOTHING): void {
    if (this.stopped) return;
    this.messages.push(new QueuedMessage(fields, content, properties, this));
    this.#available++;
    this.#consumeNext();
  }

  consume(onMessage: Listener, options: ConsumerOptions = {}, owner: unknown = this.broker.owner): Consumer {
    if (this.consumers[0]?.options.exclusive || (this.consumers.length > 0 && options.exclusive)) throw new Error(`Queue ${this.name} is consumed already`);
    const consumer = new Consumer(this, onMessage, options, owner);
    this.broker.keepTag(consumer.consumerTag, consumer);
    insertByPriority(this.consumers, consumer);
    const messages = this.#take(consumer.capacity);
    if (messages.length > 0) consumer.push(messages);
    return consumer;
  }

  assertConsumer(onMessage: Listener, options?: ConsumerOptions): Consumer {
    const same = ({ consumerTag, options: its, onMessage: known }: Consumer): boolean =>
      known === onMessage && (!options?.consumerTag || options.consumerTag === consumerTag) && (options?.exclusive === undefined || options.exclusive === its.exclusive);
    return this.consumers.find(same) ?? this.consume(onMessage, options);
  }

  /** The next message that nobody holds, held by the caller. */
  get(): QueuedMessage | undefined {
    return this.#take(1)[0];
  }

  /** Drops what nobody holds. */
  purge(): number {
    const kept = this.messages.filter(({ pending }) => pending);
    const dropped = this.messages.length - kept.length;
    this.messages.splice(0, this.messages.length, ...kept);
    this.#available = 0;
    return dropped;
  }

  consumed(message: QueuedMessage, isAck: boolean, allUpTo: boolean, requeue: boolean): void {
    if (this.stopped) return;
    const at = this.messages.indexOf(message);
    if (at === -1) return;
    this.messages.splice(at, 1);
    const before = allUpTo ? this.messages.slice(0, at).filter(({ pending }) => pending) : NOBODY;
    if (!isAck && requeue) {
      this.#available++;
      this.messages.splice(at, 0, this.#again(message));
    }
    if (before.length === 0) return this.#consumeNext();
    for (const one of before) if (isAck) one.ack(); else one.nack(false, requeue);
  }

  #again({ fields, content, properties }: Pick<QueuedMessage, 'fields' | 'content' | 'properties'>): QueuedMessage {
    return new QueuedMessage({ ...fields, redelivered: true }, content, properties, this);
  }

  #consumeNext(): void {
    for (const consumer of this.consumers) {
      if (this.stopped || this.#available === 0) return;
      const { capacity } = consumer;
      if (capacity < 1) continue;
      const messages = this.#take(capacity);
      if (messages.length === 0) return;
      consumer.push(messages);
    }
  }

  #take(count: number): QueuedMessage[] {
    const taken: QueuedMessage[] = [];
    if (this.stopped || this.#available === 0) return taken;
    for (const message of this.messages) {
      if (taken.length >= count) break;
      if (message.pending) continue;
      message.pending = true;
      this.#available--;
      taken.push(message);
    }
    return taken;
  }

  unbind(consumer: Consumer): void {
    const at = this.consumers.indexOf(consumer);
    if (at === -1) return;
    this.consumers.splice(at, 1);
    consumer.stopped = true;
    consumer.release(true);
    this.broker.dropTag(consumer.consumerTag);
    if (this.consumers.length === 0 && this.options.autoDelete) this.#gone();
  }

  delete(): void {
    this.stopped = true;
    for (const { consumerTag } of this.consumers.splice(0)) this.broker.dropTag(consumerTag);
    this.messages.length = 0;
    this.#gone();
  }

  #gone(): void {
    this.broker.queues.delete(this.name);
    for (const binding of this.bindings.splice(0)) binding.close();
  }

  stop(): void {
    this.stopped = true;
    for (const consumer of this.consumers) consumer.stopped = true;
  }

  /** The messages are shared with the queue: to be written down before anything moves. */
  getState(): SavedQueue {
    const messages = this.messages.map(({ fields, content, properties }) => ({ fields, content, properties }));
    return { name: this.name, options: { ...this.options }, ...(messages.length > 0 && { messages }) };
  }

  recover(state?: SavedQueue): void {
    this.stopped = false;
    if (state) {
      this.messages.length = 0;
      for (const consumer of this.consumers) consumer.release(false);
      const kept = (state.messages ?? []).filter(({ properties }) => properties?.['persistent'] !== false);
      this.messages.push(...kept.map(({ fields, content, properties }) => this.#again({ fields, content, properties: properties ?? NOTHING })));
      this.#available = this.messages.length;
    }
    for (const consumer of [...this.consumers]) consumer.stopped = false;
    this.#consumeNext();
  }
}

/** What an exchange hands its messages to: a queue, or at once a listener that has none of its own. */
interface Binding {
  readonly pattern: string;
  readonly options: { priority?: number };
  fits(routingKey: string): boolean;
  deliver(routingKey: string, sent: Sent): void;
  close(): void;
}

/** A published message, made once for all listeners that do not acknowledge. */
class Sent {
  #message: QueuedMessage | null = null;

  constructor(
    readonly fields: Fields,
    readonly content: unknown,
    readonly properties: Properties,
  ) {}

  get message(): QueuedMessage {
    return (this.#message ??= new QueuedMessage(this.fields, this.content, this.properties, null));
  }
}

class QueueBinding implements Binding {
  readonly fits: Matcher;

  constructor(
    private readonly exchange: Exchange,
    readonly queue: Queue,
    readonly pattern: string,
    readonly options: { priority?: number },
  ) {
    this.fits = matcherOf(pattern);
  }

  deliver(_: string, { fields, content, properties }: Sent): void {
    this.queue.queueMessage(fields, content, properties);
  }

  close(): void {
    this.exchange.unbind(this);
  }
}

/** A listener that acknowledges nothing, so that nothing needs to be kept for it but what comes while it is busy. */
class Subscription implements Binding {
  readonly fits: Matcher;
  stopped = false;
  #busy = false;
  #inbox: Sent[] | null = null;

  constructor(
    private readonly exchange: Exchange,
    readonly pattern: string,
    readonly onMessage: Listener,
    readonly options: ConsumerOptions,
    readonly consumerTag: string,
    private readonly once: boolean,
  ) {
    this.fits = matcherOf(pattern);
  }

  deliver(routingKey: string, sent: Sent): void {
    if (this.stopped) return;
    if (this.#busy) return void (this.#inbox ??= []).push(sent);
    this.#busy = true;
    try {
      if (this.once) this.cancel();
      this.onMessage(routingKey, sent.message, this.exchange.broker.owner);
      for (let next = this.#next(); next; next = this.#next()) this.onMessage(next.fields.routingKey, next.message, this.exchange.broker.owner);
    } finally {
      this.#busy = false;
    }
  }

  #next(): Sent | undefined {
    return this.stopped ? undefined : this.#inbox?.shift();
  }

  cancel(): void {
    this.stopped = true;
    this.exchange.broker.dropTag(this.consumerTag);
    this.close();
  }

  close(): void {
    this.exchange.unbind(this);
  }
}

/** Delivers to all whose pattern fits, one message after the other: what is published meanwhile waits until the first is with everybody. */
class Exchange {
  /** Replaced and never changed, for it is walked while listeners come and go. */
  bindings: readonly Binding[] = NOBODY;
  stopped = false;
  #delivering = false;
  #waiting: Sent[] | null = null;

  constructor(
    readonly broker: LeanBroker,
    readonly name: string,
    readonly options: { autoDelete?: boolean },
  ) {}

  publish(routingKey: string, content: unknown, properties: Properties = NOTHING): void {
    if (this.stopped) return;
    const sent = new Sent({ routingKey, exchange: this.name }, content, properties);
    if (this.bindings.length === 0) return this.#undelivered(sent);
    if (this.#delivering) return void (this.#waiting ??= []).push(sent);
    this.#delivering = true;
    try {
      this.#deliver(sent);
      for (let next = this.#waiting?.shift(); next; next = this.#waiting?.shift()) this.#deliver(next);
    } finally {
      this.#delivering = false;
    }
  }

  #deliver(sent: Sent): void {
    const { routingKey } = sent.fields;
    let delivered = false;
    for (const binding of this.bindings) {
      if (!binding.fits(routingKey)) continue;
      binding.deliver(routingKey, sent);
      delivered = true;
    }
    if (!delivered) this.#undelivered(sent);
  }

  #undelivered({ fields, content, properties }: Sent): void {
    if (properties['mandatory']) this.broker.returned({ fields, content, properties });
  }

  bind(binding: Binding): void {
    const bindings = [...this.bindings];
    insertByPriority(bindings, binding);
    this.bindings = bindings;
  }

  unbind(binding: Binding): void {
    if (!this.bindings.includes(binding)) return;
    this.bindings = this.bindings.length === 1 ? NOBODY : this.bindings.filter((one) => one !== binding);
    if (this.bindings.length === 0 && this.options.autoDelete !== false) this.broker.exchanges.delete(this.name);
  }
}

type Returned = { name: 'return'; fields: Fields; content: unknown; properties: Properties };

export class LeanBroker {
  declare owner: unknown;
  declare exchanges: Map<string, Exchange>;
  declare queues: Map<string, Queue>;
  declare tags: Map<string, Consumer | Subscription>;
  declare onReturn: ((message: Returned) => void)[];

  on(_: 'return', listener: (message: Returned) => void): void {
    this.onReturn.push(listener);
  }

  returned(message: Omit<Returned, 'name'>): void {
    for (const listener of this.onReturn) listener({ name: 'return', ...message });
  }

  keepTag(tag: string, holder: Consumer | Subscription): void {
    if (this.tags.has(tag)) throw new Error(`Consumer tag must be unique, ${tag} is occupied`);
    this.tags.set(tag, holder);
  }

  dropTag(tag: string): void {
    this.tags.delete(tag);
  }

  assertExchange(name: string, _?: string, options: { autoDelete?: boolean } = {}): Exchange {
    const known = this.exchanges.get(name);
    if (known) return known;
    const made = new Exchange(this, name, options);
    this.exchanges.set(name, made);
    return made;
  }

  getExchange(name: string): Exchange | undefined {
    return this.exchanges.get(name);
  }

  assertQueue(name: string | null, options?: QueueOptions): Queue {
    const known = name === null ? undefined : this.queues.get(name);
    if (known) return known;
    const made = new Queue(this, name ?? `qname-${++tags}`, name === null ? options : { durable: true, ...options });
    this.queues.set(made.name, made);
    return made;
  }

  getQueue(name: string): Queue | undefined {
    return this.queues.get(name);
  }

  deleteQueue(name: string): void {
    this.queues.get(name)?.delete();
  }

  purgeQueue(name: string): number | undefined {
    return this.queues.get(name)?.purge();
  }

  sendToQueue(name: string, content: unknown, properties?: Properties): void {
    const queue = this.queues.get(name);
    if (!queue) throw new Error(`Queue with name <${name}> was not found`);
    queue.queueMessage({} as Fields, content, properties);
  }

  bindQueue(queueName: string, exchangeName: string, pattern: string, options: { priority?: number } = {}): void {
    const queue = this.queues.get(queueName) as Queue;
    const exchange = this.exchanges.get(exchangeName) as Exchange;
    if (exchange.bindings.some((one) => one instanceof QueueBinding && one.queue === queue && one.pattern === pattern)) return;
    const binding = new QueueBinding(exchange, queue, pattern, options);
    queue.bindings.push(binding);
    exchange.bind(binding);
  }

  unbindQueue(queueName: string, exchangeName: string, pattern: string): void {
    const queue = this.queues.get(queueName);
    const exchange = this.exchanges.get(exchangeName);
    const bound = exchange?.bindings.find((one) => one instanceof QueueBinding && one.queue === queue && one.pattern === pattern);
    if (!queue || !bound) return;
    queue.bindings.splice(queue.bindings.indexOf(bound), 1);
    bound.close();
  }

  consume(queueName: string, onMessage: Listener, options?: ConsumerOptions): Consumer {
    const queue = this.queues.get(queueName);
    if (!queue) throw new Error(`Queue with name <${queueName}> was not found`);
    return queue.consume(onMessage, options);
  }

  subscribeTmp(exchangeName: string, pattern: string, onMessage: Listener, options: ConsumerOptions = {}): Consumer | Subscription {
    if (options.noAck) return this.listen(exchangeName, pattern, onMessage, options, false);
    this.assertExchange(exchangeName);
    const queue = this.assertQueue(null, { durable: false, ...options });
    this.bindQueue(queue.name, exchangeName, pattern, options);
    return queue.consume(onMessage, options);
  }

  subscribeOnce(exchangeName: string, pattern: string, onMessage: Listener, options: ConsumerOptions = {}): Subscription {
    return this.listen(exchangeName, pattern, onMessage, options, true);
  }

  private listen(exchangeName: string, pattern: string, onMessage: Listener, options: ConsumerOptions, once: boolean): Subscription {
    const tag = options.consumerTag ?? `ctag-${++tags}`;
    const exchange = this.assertExchange(exchangeName);
    const subscription = new Subscription(exchange, pattern, onMessage, options, tag, once);
    this.keepTag(tag, subscription);
    exchange.bind(subscription);
    return subscription;
  }

  cancel(tag: string, requeue = true): boolean {
    const holder = this.tags.get(tag);
    holder?.cancel(requeue);
    return holder !== undefined;
  }

  publish(exchangeName: string, routingKey: string, content: unknown, properties?: Properties): void {
    this.exchanges.get(exchangeName)?.publish(routingKey, content, properties);
  }

  stop(): void {
    for (const exchange of this.exchanges.values()) exchange.stopped = true;
    for (const queue of this.queues.values()) queue.stop();
  }

  /** Queues with something in them, which at rest is all that there is to save. */
  getState(): { queues: SavedQueue[] } | undefined {
    const queues = [...this.queues.values()].filter(({ options, messages }) => options.durable && messages.length > 0);
    return queues.length > 0 ? { queues: queues.map((queue) => queue.getState()) } : undefined;
  }

  recover(state?: { queues?: SavedQueue[] }): this {
    if (state) {
      for (const saved of state.queues ?? []) this.assertQueue(saved.name, saved.options).recover(saved);
      return this;
    }
    for (const exchange of this.exchanges.values()) exchange.stopped = false;
    for (const queue of this.queues.values()) if (queue.stopped) queue.recover();
    return this;
  }
}

/** Greater priority first, of the same the earlier. */
function insertByPriority<T extends { options: { priority?: number } }>(list: T[], one: T): void {
  const priority = one.options.priority ?? 0;
  const at = priority > 0 ? list.findIndex(({ options }) => (options.priority ?? 0) < priority) : -1;
  if (at === -1) list.push(one);
  else list.splice(at, 0, one);
}

type Matcher = (routingKey: string) => boolean;
const matchers = new Map<string, Matcher>();

/** `*` stands for one word, `#` for any text. Patterns that end in an execution's id are as many as executions, so only others are kept. */
function matcherOf(pattern: string): Matcher {
  const known = matchers.get(pattern);
  if (known) return known;
  const made = makeMatcher(pattern);
  if (/[*#]$/.test(pattern)) matchers.set(pattern, made);
  return made;
}

function makeMatcher(pattern: string): Matcher {
  if (pattern === '#') return () => true;
  const at = pattern.search(/[*#]/);
  if (at === -1) return (routingKey) => routingKey === pattern;
  const [before, wildcard, after] = [pattern.slice(0, at), pattern[at], pattern.slice(at + 1)];
  if (/[*#]/.test(after)) return byExpression(pattern);
  const least = before.length + after.length;
  const frames = (routingKey: string): boolean => routingKey.length >= least && routingKey.startsWith(before) && routingKey.endsWith(after);
  if (wildcard === '#') return frames;
  return (routingKey) => frames(routingKey) && routingKey.length > least && !routingKey.slice(before.length, routingKey.length - after.length).includes('.');
}

function byExpression(pattern: string): Matcher {
  const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^.]+?').replaceAll('#', '.*?')}$`);
  return (routingKey) => expression.test(routingKey);
}
