import {
  Activity, type ActivityNode, type Content, type ElementDefinition, type ExecutionContext, type FlowDefinition, type FlowEdge, type Message, type OutboundAction,
  type ScopeExecution, SequenceFlow, activityHandlerOf, executionOf, joinTokens, liveElementsOf,
} from './core.js';
import { forgetInside, rememberCompleted } from './compensable.js';
import { NoFlowTakenError } from './errors.js';
import { type Scope, scopeOf } from './scope.js';
import { drawnOf, numberOf, twinOf } from './twin.js';

/** Events of an activity that nothing in the core or the engine listens to. */
const UNHEARD = /^(?:start|execution\.(?!cancel))/;

const CALLING = new Set(['bpmn:MessageEventDefinition', 'bpmn:SignalEventDefinition']);

type Evaluated = (fault: Error | null, outbound: OutboundAction[]) => void;

/**
 * Every flow node. Departs from the core in that a token entering it is handed to the scope's queue, that conditions are FEEL, and that
 * a flow which is not taken carries nothing at all: BPMN has no token that says "not this way" (BPMN 2.0.2, 13.2 and 13.4).
 */
export class FlowNode extends Activity {
  constructor(behaviour: unknown, definition: ElementDefinition, context: ExecutionContext) {
    super(behaviour, definition, context);
  }

  get scope(): Scope {
    return scopeOf(this.environment);
  }

  /** A token comes to one of those that run for the element, not to all. */
  override _onInboundEvent(routingKey: string, message: Message): void {
    if (routingKey !== 'flow.take' || this.scope.destination === this.id) super._onInboundEvent(routingKey, message);
  }

  /** A token on a flow waits its turn; a boundary event must be armed before its activity begins. */
  override _onInbound(routingKey: string, message: Message): void {
    if (routingKey !== 'flow.take') return super._onInbound(routingKey, message);
    const enter = (): void => {
      if (message.pending) super._onInbound(routingKey, message);
    };
    if (this.#calls) this.scope.deferLast(this.id, enter);
    else this.scope.defer(this.id, enter);
  }

  /** Throws what an event of a parallel branch may wait for (BPMN 2.0.2, 10.5.1: messages and signals). */
  get #calls(): boolean {
    return this.isThrowing === true && (this.behaviour.eventDefinitions ?? []).some(({ type }) => CALLING.has(type));
  }

  /**
   * BPMN 2.0.2, 13.4: exclusive takes the first that holds, inclusive and conditional flows all that hold, parallel takes all. The default is
   * taken when no condition holds, beside the flows that have none (tables 8.50 and 10.3).
   */
  override evaluateOutbound(_: Message, takeOne: boolean | undefined, callback: Evaluated): void {
    const taken = this.#holding(takeOne === true);
    if (taken.length === 0 && this.outbound.length > 0) this.scope.fail(new NoFlowTakenError(this.id, this.name));
    callback(null, taken.map(({ id, targetId }) => ({ id, targetId, action: 'take' })));
  }

  #holding(one: boolean): FlowEdge[] {
    if (this.type === 'bpmn:ParallelGateway') return this.outbound;
    const holding: FlowEdge[] = [];
    for (const flow of this.outbound) {
      if (flow.isDefault || (one && holding.length > 0)) continue;
      if (this.#holds(flow)) holding.push(flow);
    }
    const chosen = one ? holding.length > 0 : holding.some((flow) => flow.behaviour.conditionExpression?.body);
    return chosen ? holding : [...holding, ...this.outbound.filter((flow) => flow.isDefault)];
  }

  #holds(flow: FlowEdge): boolean {
    const condition = flow.behaviour.conditionExpression?.body;
    if (!condition) return true;
    return this.scope.evaluate(flow.id, condition, this.scope.values(this.environment)) === true;
  }

  /**
   * Each flow carries its own token, also when two lead to one element (BPMN 2.0.2, 13.4.1), and as many as the activity gives on
   * completion (10.3, table 10.3).
   */
  override _doRunOutbound(outbound: OutboundAction[], content: Content): OutboundAction[] {
    const tokens = Number(this.behaviour['completionQuantity'] ?? 1);
    const from = this.type === 'bpmn:EventBasedGateway' ? { from: this.id } : {};
    const taken = outbound.filter(({ action }) => action === 'take').map((action) => ({ ...action, ...from }));
    for (const action of taken) for (let token = 0; token < tokens; token++) this._publishRunOutbound(action, content);
    return outbound;
  }

  /** Without the formatting of messages by extensions, which there are none of: a fifth of a step. */
  override _onRunMessage(routingKey: string, message: Message): void {
    this._continueRunMessage(routingKey, message);
  }

  /** Outputs of the rounds are there before the conditions of the outgoing flows are judged. */
  override _doRunLeave(message: Message, isDiscarded: boolean, onOutbound: () => void): void {
    const collection = this.behaviour.loopCharacteristics?.behaviour['outputCollection'] as string | undefined;
    if (collection && !isDiscarded) this.scope.merge(this.environment, { [collection]: Array.from((message.content.output ?? []) as unknown[], (one) => this.#collected(one)) });
    super._doRunLeave(message, isDiscarded, onOutbound);
  }

  #collected(given: unknown): unknown {
    const item = this.scope.index.roundItemOf(this.id);
    const isContext = typeof given === 'object' && given !== null && !Array.isArray(given);
    return (item !== undefined && isContext ? (given as Record<string, unknown>)[item] : given) ?? null;
  }

  override _publishEvent(state: string, content: Content, properties?: unknown): void {
    const passed = { element: this.id, type: this.type, executionId: content.executionId };
    if (state === 'enter') this.scope.enter(passed);
    if (state === 'end') this.#ended(passed);
    if (state === 'leave') this.#left(content.executionId);
    if (UNHEARD.test(state)) return;
    super._publishEvent(state, content, properties);
  }

  #ended(passed: { element: string; type: string; executionId: string }): void {
    this.scope.leave(passed);
    const scope = executionOf(this.context)?.executionId;
    if (scope) rememberCompleted(this.scope, scope, this.id, passed.executionId);
  }

  #left(executionId: string): void {
    this.scope.rounds.delete(executionId);
    const scope = executionOf(this.context)?.executionId;
    if (scope) forgetInside(this.scope, scope, this.id, executionId);
  }

  /** The core walks the whole diagram here to find paths; which elements exclude each other is settled by the view instead. */
  override shake(): void {}
}

/** Parallel gateway with several incoming flows: fires on one token of each, and keeps the rest (BPMN 2.0.2, 13.4.1). */
export class ParallelJoin extends FlowNode {
  override _onJoinInbound(_: string, message: Message): void {
    joinTokens(this).add(message);
    this.scope.defer(this.id, () => {
      const first = firstByFlow(this);
      if (first.size === this.inbound.length) fire(this, [...first.values()]);
    });
  }
}

/** Activity that begins when `startQuantity` tokens have come, by whichever flows (BPMN 2.0.2, 10.3, table 10.3). */
export class GatheringNode extends FlowNode {
  readonly #held = new Set<Message>();

  override _consumeInbound(): void {
    if (this.status) return;
    this.broker.getQueue('inbound-q').assertConsumer((_: string, message: Message) => this.#gather(message), { consumerTag: '_run-on-inbound', prefetch: 1_000 });
  }

  #gather(message: Message): void {
    this.#held.add(message);
    this.scope.defer(this.id, () => {
      const tokens = [...this.#held].filter(({ pending }) => pending).slice(0, Number(this.behaviour['startQuantity']));
      if (tokens.length < Number(this.behaviour['startQuantity'])) return;
      this.#held.clear();
      start(this, tokens);
    });
  }
}

/**
 * Inclusive gateway with several incoming flows (BPMN 2.0.2, 13.4.3). It fires when every token that could still come to one of its
 * empty flows could also come to one that has a token, without visiting it. That depends on tokens elsewhere, so it is judged when no
 * token can move otherwise.
 */
export class InclusiveJoin extends FlowNode {
  constructor(behaviour: unknown, definition: ElementDefinition, context: ExecutionContext) {
    super(behaviour, definition, context);
    this.scope.joins.add(this);
  }

  override _onJoinInbound(_: string, message: Message): void {
    joinTokens(this).add(message);
  }

  tryFire(): boolean {
    const first = firstByFlow(this);
    if (first.size === 0 || this.#mustWait(first)) return false;
    this.scope.defer(this.id, () => fire(this, [...first.values()]));
    return true;
  }

  #mustWait(first: Map<string, Message>): boolean {
    const { index } = this.scope;
    const behind = (flows: FlowEdge[]): Set<string> => new Set(flows.flatMap((flow) => [...index.behind(this.id, flow.id)]));
    const empty = behind(this.inbound.filter(({ id }) => !first.has(id)));
    const occupied = behind(this.inbound.filter(({ id }) => first.has(id)));
    return this.#holders().some((id) => empty.has(id) && !occupied.has(id));
  }

  /** Elements of the same scope that hold a token, in work or on the way in. */
  #holders(): string[] {
    const nodes = [...(this.context.refs.get('activityRefs')?.values() ?? [])] as ActivityNode[];
    const holds = (node: ActivityNode): boolean => node !== this && !node.placeholder && node.parent.id === this.parent.id;
    return nodes.filter((node) => holds(node) && (node.status || node.broker.getQueue('inbound-q').messageCount > 0)).map(({ id }) => drawnOf(id));
  }
}

/** The oldest token of each incoming flow. */
function firstByFlow(node: FlowNode): Map<string, Message> {
  const first = new Map<string, Message>();
  for (const message of joinTokens(node)) {
    if (message.pending && !first.has(message.content.id)) first.set(message.content.id, message);
  }
  return first;
}

/** Consumes the tokens and runs; the others return to the queue and are counted again when the gateway has left. */
function fire(node: FlowNode, tokens: Message[]): void {
  joinTokens(node).clear();
  start(node, tokens);
}

function start(node: FlowNode, tokens: Message[]): void {
  const inbound = tokens.map((token) => {
    token.ack();
    return { ...token.content };
  });
  node.broker.cancel('_run-on-inbound');
  node.run({ inbound });
}

/** A flow that brings its target to life when it is taken, which is all that a flow does. */
export class TokenFlow extends SequenceFlow {
  readonly #context: ExecutionContext;

  constructor(definition: FlowDefinition, context: ExecutionContext) {
    super(definition, context);
    this.#context = context;
  }

  override take(content: unknown): boolean {
    const scope = scopeOf(this.#context.environment);
    scope.take(this.id);
    const execution = executionOf(this.#context);
    scope.destination = execution ? destinationOf(execution, this.targetId, (content as { from?: string } | undefined)?.from) : this.targetId;
    if (execution) bringToLife(execution, scope.destination);
    return super.take(content);
  }
}

/** Where a token runs its target: under the first id under which that does not run yet, or under that of the gateway `from`. */
function destinationOf(execution: ScopeExecution, target: string, from: string | undefined): string {
  if (from !== undefined) return twinOf(target, numberOf(from));
  if (!scopeOf(execution.environment).index.runsForEach(target)) return target;
  const nodes = execution.context.refs.get('activityRefs') as Map<string, ActivityNode> | undefined;
  for (let number = 1; ; number++) {
    const id = twinOf(target, number);
    const node = nodes?.get(id);
    if (!node || isFree(node)) return id;
  }
}

/** One that is about to be left takes the next token then. */
const isFree = ({ status, broker }: ActivityNode): boolean => (!status || status === 'end') && broker.getQueue('inbound-q').messageCount === 0;

/** Adds an element, its boundary events and its flows to a running scope, as the core does for all of them at its start. */
export function bringToLife(execution: ScopeExecution, id: string): void {
  const { index } = scopeOf(execution.environment);
  const live = liveElementsOf(execution);
  const childIds = (live.childIds ??= new Set(live.children.map((child) => child.id)));
  for (const definition of index.company(id)) {
    const node = childIds.has(definition.id) ? null : execution.context.getActivityById(definition.id);
    if (!node || node.placeholder || node.parent.id !== execution.id) continue;
    childIds.add(node.id);
    live.children.push(node);
    for (const flow of [...node.inbound, ...node.outbound]) listenToFlow(execution, live, flow);
    node.activate(execution);
    node.broker.subscribeTmp('event', '#', activityHandlerOf(execution), { noAck: true, consumerTag: '_process-activity-consumer', priority: 200 });
  }
}

function listenToFlow(execution: ScopeExecution, live: ReturnType<typeof liveElementsOf>, flow: FlowEdge): void {
  const flowIds = (live.flowIds ??= new Set(live.flows.map(({ id }) => id)));
  if (flowIds.has(flow.id)) return;
  flowIds.add(flow.id);
  live.flows.push(flow);
  flow.broker.subscribeTmp('event', '#', activityHandlerOf(execution), { consumerTag: '_process-flow-controller', noAck: true, priority: 200 });
}
