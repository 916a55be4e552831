import {
  type ActivityNode, CancelEventDefinition, type Content, type EventDefinition, type Executable, type ExecutionContext, type Message, type ScopeExecution, derive, dropWaitingTokens, executionOf, liveElementsOf,
} from './core.js';
import { takeKept } from './compensable.js';
import { bringToLife } from './flow-node.js';
import type { Handler } from './process-index.js';
import { type Compensable, scopeOf } from './scope.js';

/**
 * Compensates what has been completed in the scope, last first, one handler after another, and then goes on (BPMN 2.0.2, 13.5.5).
 * An activity that was completed twice is compensated twice, one that was not completed not at all. Reach: the thrower's own scope, with
 * what completed inside the sub-processes of it; from an event sub-process, the scope that it stands in (10.5.1).
 */
export class Compensation {
  constructor(
    readonly activity: ActivityNode,
    readonly onDone: (content: Content) => void,
  ) {}

  /** `remaining` in the content is what a saved state keeps of the handlers still to run, the running one first. */
  execute({ content }: Message, only: string | undefined): void {
    const resumed = (content['remaining'] as Compensable[] | undefined)?.map((one) => this.#placed(one));
    const remaining = resumed ?? this.#takeCompleted(only);
    this.#listenToApi(content);
    if (resumed) this.#await(content, resumed);
    else this.#next(content, remaining);
  }

  /** States of the first days kept the element alone. */
  #placed(one: Compensable | string): Compensable {
    return typeof one === 'string' ? { scope: executionOf(this.activity.context)?.executionId ?? '', element: one } : one;
  }

  #takeCompleted(only: string | undefined): Compensable[] {
    const scope = scopeOf(this.activity.environment);
    const reached = new Set(this.#reach().map(({ executionId }) => executionId));
    const chosen = (one: Compensable): boolean => !one.by && reached.has(one.scope) && (only === undefined || one.element === only || one.within === only);
    const completed = scope.compensable.filter(chosen);
    scope.compensable = scope.compensable.filter((one) => !chosen(one));
    return [...this.#takeUndone(only), ...completed].reverse();
  }

  /** Thrown in a compensation event sub-process: what completed in the sub-process that it undoes, or one activity of that. */
  #takeUndone(only: string | undefined): Compensable[] {
    const own = executionOf(this.activity.context);
    return own ? takeKept(scopeOf(this.activity.environment), own.id, undefined, only).map(({ element, by: within }) => ({ scope: own.executionId, element, within })) : [];
  }

  #reach(): ScopeExecution[] {
    const { context, environment } = this.activity;
    const { index } = scopeOf(environment);
    const own = executionOf(context);
    const holder = context.owner as ActivityNode | undefined;
    if (!own || !holder || !index.isEventSubProcess(own.id)) return own ? [own] : [];
    const around = executionOf(holder.context);
    const body = around?.context.getActivityById(index.bodyOf(around.id));
    return [own, ...(around ? [around] : []), ...(body?.execution?.source?.executions ?? [])];
  }

  #next(content: Content, remaining: Compensable[]): void {
    const running = this.#runner(remaining);
    if (!running) return remaining.length > 1 ? this.#next(content, remaining.slice(1)) : this.#done(content);
    this.activity.broker.publish('execution', 'execute.compensating', derive(content, { remaining }));
    bringToLife(running.execution, running.handler.element);
    this.#await(content, remaining);
    const { context } = running.execution;
    context.getInboundAssociations(running.handler.element).find(({ id }) => id === running.handler.association)?.take();
  }

  #await(content: Content, remaining: Compensable[]): void {
    const running = this.#runner(remaining);
    if (!running) return this.#done(content);
    const { node, handler } = running;
    // What lies in a handler that is a sub-process leaves by the same broker.
    const onLeave = (_: string, { content: left }: Message): void => {
      if (left.id !== node.id) return;
      node.broker.cancel(this.#tag);
      if (remaining[0]?.run) takeKept(scopeOf(this.activity.environment), handler.element, remaining[0].run);
      this.#next(content, remaining.slice(1));
    };
    node.broker.subscribeTmp('event', 'activity.leave', onLeave, { noAck: true, consumerTag: this.#tag });
  }

  #runner([first]: Compensable[]): { execution: ScopeExecution; handler: Handler; node: ActivityNode } | undefined {
    const handler = first && scopeOf(this.activity.environment).index.handlerOf(first.element, first.within);
    const execution = this.#reach().find(({ executionId }) => executionId === first?.scope);
    const node = handler && execution?.context.getActivityById(handler.element);
    return handler && execution && node ? { execution, handler, node } : undefined;
  }

  #done(content: Content): void {
    this.activity.broker.cancel(this.#apiTag);
    this.onDone(derive(content, { remaining: undefined }));
  }

  #listenToApi(content: Content): void {
    const { broker } = this.activity;
    const onApi = (_: string, { properties }: Message): void => {
      if (properties['type'] !== 'discard' && properties['type'] !== 'stop') return;
      broker.cancel(this.#apiTag);
      for (const node of this.#handlers()) node.broker.cancel(this.#tag);
      if (properties['type'] === 'discard') broker.publish('execution', 'execute.discard', derive(content));
    };
    broker.subscribeTmp('api', `activity.#.${content.executionId}`, onApi, { noAck: true, consumerTag: this.#apiTag });
  }

  /** All handlers that may be alive where this reaches. */
  #handlers(): ActivityNode[] {
    return this.#reach().flatMap((execution) => liveElementsOf(execution).children.filter(({ behaviour }) => behaviour.isForCompensation));
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
