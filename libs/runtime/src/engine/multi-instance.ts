import { type ActivityNode, type Behaviour, LoopCharacteristics, type Message, subProcessesAround } from './core.js';
import { InvalidLoopError } from './errors.js';
import { throwReference } from './events.js';
import { type Rounds, STEP_LIMIT, type Scope, scopeOf } from './scope.js';

interface Loop {
  type: string;
  behaviour: Behaviour;
}

const textOf = (loop: Loop, property: string): string | undefined => loop.behaviour[property] as string | undefined;

/**
 * Multi-instance activity (BPMN 2.0.2, 13.3.7). The collection and the count are evaluated once, when the activity begins, and kept
 * with the instance: what the rounds change of the variables changes nothing of the rounds. A value that is no list or count fails
 * the instance. `completionCondition` sees the attributes of table 10.30.
 */
export class MultiInstance extends LoopCharacteristics {
  readonly #scope: Scope;

  constructor(
    readonly activity: ActivityNode,
    readonly loop: Loop,
  ) {
    const scope = scopeOf(activity.environment);
    super(activity, frozen(scope, activity, loop));
    this.#scope = scope;
  }

  override execute(message: Message): void {
    const { rounds } = this.#scope;
    const { executionId } = message.content;
    if (!rounds.has(executionId)) {
      const found = roundsOf(this.#scope, this.activity, this.loop);
      if (!found) return;
      rounds.set(executionId, found);
    }
    this.#tellOfRounds(executionId);
    super.execute(message);
  }

  /**
   * `behavior` None and One (BPMN 2.0.2, table 10.29 and 13.3.7): completed rounds throw an event, which a boundary event of the activity
   * may catch before the next round begins.
   */
  #tellOfRounds(executionId: string): void {
    const { activity } = this;
    const event = this.#scope.index.roundEventOf(activity.id);
    if (!event) return;
    const tag = `_rounds-${activity.id}`;
    activity.broker.cancel(tag);
    const tell = (): void => {
      const rounds = this.#scope.rounds.get(executionId);
      if (!rounds || (event.when === 'first' && rounds.told)) return;
      rounds.told = true;
      const { environment, context } = activity;
      const text = (written: string): string => this.#scope.text(activity.id, written, () => this.#scope.values(environment));
      throwReference(this.#scope, { ...event, name: text(event.name), code: event.code && text(event.code) }, activity.id, [activity, ...subProcessesAround(context)]);
    };
    activity.broker.subscribeTmp('execution', 'execute.iteration.completed', tell, { noAck: true, consumerTag: tag });
  }
}

/**
 * Standard loop (BPMN 2.0.2, 13.3.6): the activity is repeated while the condition holds, tested after each round or before the first,
 * and at most `loopMaximum` times.
 */
export class StandardLoop extends MultiInstance {
  constructor(activity: ActivityNode, loop: Loop) {
    super(activity, { ...loop, behaviour: { ...loop.behaviour, isSequential: true } });
  }
}

type Resolved = { content: { executionId: string; index?: number; loopOutput?: unknown[] } };

/** The loop as the core takes it: its expressions replaced by functions over what was frozen. */
function frozen(scope: Scope, activity: ActivityNode, loop: Loop): Loop {
  const roundsAt = ({ content }: Resolved): Rounds | undefined => scope.rounds.get(content.executionId);
  const until = textOf(loop, 'completionCondition');
  const whilst = textOf(loop, 'loopCondition');
  const holds = (expression: string, at: Resolved): boolean => scope.evaluate(activity.id, expression, scope.values(activity.environment, loopValues(scope, at))) === true;
  return {
    type: loop.type,
    behaviour: {
      isSequential: loop.behaviour['isSequential'],
      loopCardinality: (at: Resolved) => roundsAt(at)?.count ?? undefined,
      collection: (at: Resolved) => roundsAt(at)?.items,
      elementVariable: 'item',
      completionCondition: (at: Resolved) => {
        scope.count(activity.id, 2);
        return until ? holds(until, at) : whilst ? !holds(whilst, at) : false;
      },
    },
  };
}

function loopValues(scope: Scope, { content }: Resolved): Record<string, unknown> {
  const outputs = content.loopOutput ?? [];
  const completed = Object.keys(outputs).length;
  const root = content.executionId.replace(/_\d+$/, '');
  const count = scope.rounds.get(root)?.count ?? scope.rounds.get(content.executionId)?.count ?? completed;
  return {
    loopOutput: outputs,
    loopCounter: (content.index ?? 0) + 1,
    numberOfInstances: count,
    numberOfCompletedInstances: completed,
    numberOfActiveInstances: count - completed,
  };
}

function roundsOf(scope: Scope, activity: ActivityNode, loop: Loop): Rounds | null {
  const evaluate = (expression: string): unknown => scope.evaluate(activity.id, expression, scope.values(activity.environment));
  const refuse = (expression: string, value: unknown): null => {
    scope.fail(new InvalidLoopError(activity.id, expression, value, STEP_LIMIT));
    return null;
  };
  const collection = textOf(loop, 'collection');
  if (collection) {
    const items = evaluate(collection);
    return Array.isArray(items) && items.length <= STEP_LIMIT ? { items, count: items.length } : refuse(collection, items);
  }
  if (loop.type === 'bpmn:StandardLoopCharacteristics') return standardRounds(loop, evaluate);
  const cardinality = textOf(loop, 'loopCardinality') ?? '';
  const count = cardinality ? evaluate(cardinality) : null;
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= STEP_LIMIT ? { count } : refuse(cardinality, count);
}

function standardRounds(loop: Loop, evaluate: (expression: string) => unknown): Rounds {
  const condition = textOf(loop, 'loopCondition');
  const before = loop.behaviour['testBefore'] === true && condition;
  if (before && evaluate(before) !== true) return { count: 0 };
  const maximum = loop.behaviour['loopMaximum'] as number | undefined;
  return { count: maximum === undefined ? null : Number(maximum) };
}
