import { type ActivityNode, type Behaviour, type Content, type EventDefinition, type Executable, type ExecutionContext, type Message, derive } from './core.js';
import { giveCarried, giveOutputs } from './data.js';
import { type Scope, scopeOf } from './scope.js';
import type { Wait, Waiting } from './waiting.js';

/**
 * One event definition of an event that catches: it waits until it is told that its event has occurred, and takes nothing that
 * happened before it waited (BPMN 2.0.2, 13.5.2: a message or signal is for whoever waits).
 */
export abstract class CatchingDefinition implements Executable {
  readonly behaviour: Behaviour;
  readonly scope: Scope;

  constructor(
    readonly activity: ActivityNode,
    readonly definition: EventDefinition,
    readonly context: ExecutionContext,
  ) {
    this.behaviour = definition.behaviour;
    this.scope = scopeOf(activity.environment);
  }

  abstract execute(message: Message): void;

  protected wait(content: Content, view: Partial<Waiting> & Pick<Waiting, 'kind'>, more: Partial<Wait> = {}): void {
    const { broker, environment } = this.activity;
    const key = this.#keyOf(content);
    const tag = `_api-${content.executionId}`;
    const close = (): void => {
      broker.cancel(tag);
      this.scope.waits.delete(key);
    };
    const onApi = (_: string, { properties }: Message): void => {
      if (properties['type'] !== 'discard' && properties['type'] !== 'stop') return;
      close();
      if (properties['type'] === 'discard') broker.publish('execution', 'execute.discard', derive(content));
    };
    broker.subscribeTmp('api', `activity.#.${content.executionId}`, onApi, { noAck: true, consumerTag: tag });
    this.scope.waits.set(key, {
      view: { ...this.#view(content, key), ...view },
      activity: content.parent.executionId as string,
      host: content.inbound?.[0]?.executionId,
      values: () => this.scope.values(environment),
      complete: (output, carried) => {
        close();
        this.scope.completed.add(key);
        if (carried === undefined) giveOutputs(this.scope, environment, this.activity.id, output, this.scope.values(environment));
        else giveCarried(this.scope, environment, this.activity.id, placeOf(this.activity, this.definition), carried);
        this.complete(content);
      },
      ...more,
    });
  }

  /** Of several definitions the first to occur is the event; of a parallel multiple event the last (BPMN 2.0.2, 10.5.1 and 13.5.2). */
  protected complete(content: Content): void {
    const outcome = this.waitsForAll && this.#othersWait(content) ? 'execute.discard' : 'execute.completed';
    this.activity.broker.publish('execution', outcome, derive(content, { state: 'catch' }));
  }

  protected get waitsForAll(): boolean {
    return this.activity.behaviour['parallelMultiple'] === true;
  }

  #othersWait({ parent }: Content): boolean {
    return [...this.scope.waits.values()].some(({ activity }) => activity === parent.executionId);
  }

  /** Of an event with one definition, its own execution; of each of several, that of the definition. */
  #keyOf(content: Content): string {
    const single = this.activity.behaviour.eventDefinitions?.length === 1;
    return single ? (content.parent.executionId as string) : content.executionId;
  }

  #view(content: Content, key: string): Omit<Waiting, 'kind'> {
    const { id, name, attachedTo } = this.activity;
    const { index } = this.scope;
    const guarded = attachedTo && !index.isHelper(attachedTo.id) && content.inbound?.[0]?.executionId;
    return {
      executionId: key,
      element: index.shown(id),
      type: index.isHelper(id) ? 'bpmn:StartEvent' : this.activity.type,
      name: name ?? null,
      ...(guarded && { attachedTo: guarded }),
    };
  }
}

/** Which of an event's definitions this is. */
export const placeOf = ({ behaviour }: ActivityNode, definition: EventDefinition): number => Math.max(behaviour.eventDefinitions?.indexOf(definition) ?? 0, 0);
