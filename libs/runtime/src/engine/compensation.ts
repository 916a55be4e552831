import {
  type ActivityNode, CancelEventDefinition, type Content, type EventDefinition, type Executable, type ExecutionContext, type Message, derive, dropWaitingTokens, executionOf,
} from './core.js';
import { bringToLife } from './flow-node.js';
import { type Compensable, scopeOf } from './scope.js';

/**
 * Compensates what has been completed in the scope, last first, one handler after another, and then goes on (BPMN 2.0.2, 13.5.5).
 * An activity that was completed twice is compensated twice, one that was not completed not at all. Reach: activities of the thrower's own scope
 * with a handler of their own; a sub-process that has ended has nothing left inside to compensate.
 */
export class Compensation {
  constructor(
    readonly activity: ActivityNode,
    readonly onDone: (content: Content) => void,
  ) {}

  /** `remaining` in the content is what a saved state keeps of the handlers still to run, the running one first. */
  execute({ content }: Message, only: string | undefined): void {
    const resumed = content['remaining'] as string[] | undefined;
    const remaining = resumed ?? this.#takeCompleted(only);
    this.#listenToApi(content);
    if (resumed) this.#await(content, resumed);
    else this.#next(content, remaining);
  }

  #takeCompleted(only: string | undefined): string[] {
    const scope = scopeOf(this.activity.environment);
    const own = executionOf(this.activity.context)?.executionId;
    const chosen = (one: Compensable): boolean => one.scope === own && (only === undefined || one.element === only);
    const completed = scope.compensable.filter(chosen).map(({ element }) => element);
    scope.compensable = scope.compensable.filter((one) => !chosen(one));
    return completed.reverse();
  }

  #next(content: Content, remaining: string[]): void {
    const [element] = remaining;
    const execution = executionOf(this.activity.context);
    const handler = element === undefined ? undefined : scopeOf(this.activity.environment).index.handlerOf(element);
    if (!handler || !execution) return this.#done(content);
    this.activity.broker.publish('execution', 'execute.compensating', derive(content, { remaining }));
    bringToLife(execution, handler.element);
    this.#await(content, remaining);
    const association = this.#handler(handler.element).context.getInboundAssociations(handler.element).find(({ id }) => id === handler.association);
    association?.take();
  }

  #await(content: Content, remaining: string[]): void {
    const handler = scopeOf(this.activity.environment).index.handlerOf(remaining[0] as string);
    if (!handler) return this.#done(content);
    const node = this.#handler(handler.element);
    node.broker.subscribeOnce('event', 'activity.leave', () => this.#next(content, remaining.slice(1)), { consumerTag: this.#tag });
  }

  #done(content: Content): void {
    this.activity.broker.cancel(this.#apiTag);
    this.onDone(derive(content, { remaining: undefined }));
  }

  #handler(id: string): ActivityNode {
    return this.activity.context.getActivityById(id) as ActivityNode;
  }

  #listenToApi(content: Content): void {
    const { broker } = this.activity;
    const onApi = (_: string, { properties }: Message): void => {
      if (properties['type'] !== 'discard' && properties['type'] !== 'stop') return;
      broker.cancel(this.#apiTag);
      for (const { element } of this.#handlers()) this.#handler(element).broker.cancel(this.#tag);
      if (properties['type'] === 'discard') broker.publish('execution', 'execute.discard', derive(content));
    };
    broker.subscribeTmp('api', `activity.#.${content.executionId}`, onApi, { noAck: true, consumerTag: this.#apiTag });
  }

  *#handlers(): Iterable<{ element: string }> {
    const { index } = scopeOf(this.activity.environment);
    for (const { id } of index.activities()) {
      const handler = index.handlerOf(id);
      if (handler) yield handler;
    }
  }

  get #tag(): string {
    return `_compensated-${this.activity.id}`;
  }

  get #apiTag(): string {
    return `_api-compensation-${this.activity.id}`;
  }
}

/** Throws compensation. The catching side is no element at run time: completed activities are remembered by the scope instead. */
export class CompensationDefinition implements Executable {
  constructor(
    readonly activity: ActivityNode,
    readonly definition: EventDefinition,
    readonly context: ExecutionContext,
  ) {}

  execute(message: Message): void {
    const only = (this.definition.behaviour['activityRef'] as { id: string } | undefined)?.id;
    const done = (content: Content): void => this.activity.broker.publish('execution', 'execute.completed', content);
    new Compensation(this.activity, done).execute(message, only);
  }
}

/**
 * Cancel of a transaction (BPMN 2.0.2, 10.7 and 13.5.4): ends the activities that run, compensates those that were completed, and
 * leaves by the cancel boundary event.
 */
export class CancelDefinition extends CancelEventDefinition {
  override executeThrow(message: Message): void {
    const execution = executionOf(this.activity.context);
    if (!message.content['remaining']) for (const other of execution?.getPostponed() ?? []) if (other.id !== this.activity.id) other.discard();
    const done = (content: Content): void => {
      if (execution) dropWaitingTokens(execution);
      super.executeThrow({ ...message, content });
    };
    new Compensation(this.activity, done).execute(message, undefined);
  }
}
