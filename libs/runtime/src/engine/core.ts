import * as elements from 'bpmn-elements';
import * as eventBehaviours from 'bpmn-elements/events';
import * as gatewayBehaviours from 'bpmn-elements/gateways';
import * as taskBehaviours from 'bpmn-elements/tasks';
import { LEAN } from './core-broker.js';

/**
 * The one file that knows the execution core (`bpmn-elements` 17.3.0, pinned) beyond its public types: what of it is extended, and the
 * few private members that are read. Everything else of the engine imports from here, so that an upgrade is judged in one place;
 * `core.spec.ts` says which members must still be there.
 */

export interface Parent {
  id: string;
  type: string;
  executionId?: string;
  path?: { id: string; type: string; executionId?: string }[];
}

/** What one execution of an element carries from message to message; it is what a saved state keeps. */
export interface Content {
  id: string;
  type: string;
  executionId: string;
  name?: string;
  parent: Parent;
  inbound?: Content[];
  isRootScope?: boolean;
  isMultiInstance?: boolean;
  isSequential?: boolean;
  index?: number;
  loopCardinality?: number;
  loopOutput?: unknown[];
  item?: unknown;
  output?: unknown;
  [key: string]: unknown;
}

export interface Message {
  fields: { routingKey: string; redelivered?: boolean };
  content: Content;
  properties: Record<string, unknown>;
  pending?: boolean;
  ack(): void;
}

export type OnMessage = (routingKey: string, message: Message) => void;

export interface Queue {
  messageCount: number;
  assertConsumer(onMessage: OnMessage, options: { consumerTag: string; prefetch: number }): void;
  get(): Message | undefined;
  purge(): number;
  queueMessage(fields: { routingKey: string }, content: unknown, properties?: Record<string, unknown>): void;
}

export interface Broker {
  publish(exchange: string, routingKey: string, content: unknown, properties?: Record<string, unknown>): void;
  subscribeTmp(exchange: string, pattern: string, onMessage: OnMessage, options: { noAck: true; consumerTag: string; priority?: number }): void;
  subscribeOnce(exchange: string, pattern: string, onMessage: OnMessage, options: { consumerTag: string }): void;
  cancel(consumerTag: string): void;
  getQueue(name: string): Queue;
}

/** An element as the serialised context describes it. */
export interface ElementDefinition {
  id: string;
  type: string;
  name?: string;
  parent: Parent;
  behaviour: Behaviour;
  Behaviour: unknown;
}

export interface EventDefinition {
  type: string;
  behaviour: Behaviour;
  Behaviour: unknown;
}

export interface Behaviour {
  eventDefinitions?: EventDefinition[];
  loopCharacteristics?: { type: string; behaviour: Behaviour; Behaviour: LoopConstructor };
  attachedTo?: { id: string };
  isForCompensation?: boolean;
  [property: string]: unknown;
}

export interface FlowDefinition {
  id: string;
  type: string;
  sourceId: string;
  targetId: string;
  isDefault?: boolean;
  parent: Parent;
  behaviour: { conditionExpression?: { body?: string } };
  Behaviour: unknown;
}

export interface Environment {
  options: Record<string, unknown>;
  output: Record<string, unknown>;
  settings: Record<string, unknown>;
  assignVariables(variables: unknown): void;
}

/** The part of a running instance that belongs to one scope: the process, or one run of a sub-process. */
export interface ExecutionContext {
  definitionContext: unknown;
  environment: Environment;
  owner?: ActivityNode | ProcessNode;
  refs: Map<string, Map<string, unknown>>;
  getActivityById(id: string): ActivityNode | null;
  getInboundAssociations(id: string): AssociationEdge[];
}

export interface AssociationEdge {
  id: string;
  targetId: string;
  take(content?: unknown): void;
}

export interface FlowEdge {
  id: string;
  sourceId: string;
  targetId: string;
  isDefault?: boolean;
  behaviour: FlowDefinition['behaviour'];
  broker: Broker;
}

export interface ActivityNode {
  id: string;
  type: string;
  name?: string;
  parent: Parent;
  status?: string;
  executionId?: string;
  behaviour: Behaviour;
  environment: Environment;
  context: ExecutionContext;
  broker: Broker;
  inbound: FlowEdge[];
  outbound: FlowEdge[];
  attachedTo: ActivityNode | null;
  isThrowing?: boolean;
  placeholder?: boolean;
  execution?: { source?: { executions?: ScopeExecution[] } };
  activate(scope: ScopeExecution): void;
  discard(): void;
}

export interface ProcessNode {
  id: string;
  broker: Broker;
  environment: Environment;
  execution?: ScopeExecution;
  init(): void;
  run(): void;
  resume(): void;
  getState(): unknown;
  recover(state: unknown): void;
}

/** The execution of one scope (`ProcessExecution`). */
export interface ScopeExecution {
  id: string;
  executionId: string;
  context: ExecutionContext;
  environment: Environment;
  getPostponed(): { id: string; discard(): void }[];
  discard(): void;
}

/** What the core takes as the execution of an activity. */
export interface Executable {
  execute(message: Message): void;
}

export type LoopConstructor = new (activity: ActivityNode, loop: unknown) => Executable;

interface ActivityConstructor {
  new (behaviour: unknown, definition: unknown, context: unknown): ActivityNode & ActivityInternals;
  prototype: ActivityInternals;
}

interface ActivityInternals {
  _onInbound(routingKey: string, message: Message): void;
  _onInboundEvent(routingKey: string, message: Message): void;
  _onRunMessage(routingKey: string, message: Message): void;
  _continueRunMessage(routingKey: string, message: Message): void;
  _onJoinInbound(routingKey: string, message: Message): void;
  _publishEvent(state: string, content: Content, properties?: unknown): void;
  _doRunOutbound(outbound: OutboundAction[], content: Content): OutboundAction[];
  _publishRunOutbound(outbound: OutboundAction, content: Content): void;
  _runDiscard(content: unknown): void;
  _doRunLeave(message: Message, isDiscarded: boolean, onOutbound: () => void): void;
  evaluateOutbound(from: Message, takeOne: boolean | undefined, callback: (fault: Error | null, outbound: OutboundAction[]) => void): void;
  run(content: unknown): void;
  _consumeInbound(): void;
  shake(): void;
  discard(content?: unknown): void;
}

export interface OutboundAction {
  id: string;
  action: 'take' | 'discard';
  targetId: string;
  isDefault?: boolean;
}

interface FlowConstructor {
  new (definition: FlowDefinition, context: ExecutionContext): FlowEdge & { take(content: unknown): boolean };
}

interface BoundaryConstructor {
  new (activity: ActivityNode): Executable & {
    activity: ActivityNode;
    broker: Broker;
    attachedTo: ActivityNode;
    cancelActivity: boolean;
    _onCompleted(routingKey: string, message: Message): void;
    _onRepeatMessage(routingKey: string, message: Message): void;
  };
}

interface SubProcessConstructor {
  new (activity: ActivityNode, context: ExecutionContext): Executable & {
    activity: ActivityNode;
    environment: Environment;
    broker: Broker;
    executions: ScopeExecution[];
    _upsertExecution(message: Message): ScopeExecution;
    _completeExecution(routingKey: string, content: Content): void;
  };
}

interface EventGatewayConstructor {
  new (activity: ActivityNode, context: ExecutionContext): Executable & {
    activity: ActivityNode;
    _onTargetCompleted(executeMessage: Message, routingKey: string, message: Message, owner: ActivityNode): void;
  };
}

interface DefinitionConstructor {
  new (activity: ActivityNode, definition: EventDefinition, context: ExecutionContext, index: number): Executable & {
    activity: ActivityNode;
    reference: { id?: string };
    isThrowing?: boolean;
    broker: Broker;
    executeThrow(message: Message): void;
    _onErrorMessage(routingKey: string, message: Message): void;
    _catchError(routingKey: string, message: Message, error: unknown): void;
  };
}

const core = elements as unknown as Record<string, unknown>;
const behaviours = { ...eventBehaviours, ...gatewayBehaviours, ...taskBehaviours } as Record<string, unknown>;

export const library: Readonly<Record<string, unknown>> = core;
export const Activity = core['Activity'] as ActivityConstructor;
export const SequenceFlow = core['SequenceFlow'] as FlowConstructor;
export const LoopCharacteristics = core['MultiInstanceLoopCharacteristics'] as LoopConstructor;
export const ErrorEventDefinition = core['ErrorEventDefinition'] as DefinitionConstructor;
export const CancelEventDefinition = core['CancelEventDefinition'] as DefinitionConstructor;
export const TerminateEventDefinition = core['TerminateEventDefinition'] as DefinitionConstructor;
export const ActivityError = core['ActivityError'] as new (description: string, source: Message, inner: { code?: string; name?: string }) => Error;
export const BoundaryEventBehaviour = behaviours['BoundaryEventBehaviour'] as BoundaryConstructor;
export const SubProcessBehaviour = behaviours['SubProcessBehaviour'] as SubProcessConstructor;
export const EventBasedGatewayBehaviour = behaviours['EventBasedGatewayBehaviour'] as EventGatewayConstructor;
export const TaskBehaviour = behaviours['TaskBehaviour'];
export const StartEventBehaviour = behaviours['StartEventBehaviour'];
export const EndEventBehaviour = behaviours['EndEventBehaviour'];
export const CatchEventBehaviour = behaviours['IntermediateCatchEventBehaviour'];
export const ThrowEventBehaviour = behaviours['IntermediateThrowEventBehaviour'];
export const ExclusiveGatewayBehaviour = behaviours['ExclusiveGatewayBehaviour'];
export const InclusiveGatewayBehaviour = behaviours['InclusiveGatewayBehaviour'];
export const ParallelGatewayBehaviour = behaviours['ParallelGatewayBehaviour'];

const EnvironmentOf = core['Environment'] as new (options: Record<string, unknown>) => Environment;
const contextOf = core['Context'] as (definitionContext: unknown, environment: Environment) => ExecutionContext & { getProcessById(id: string): ProcessNode };

/** A process that has not begun. `options` are shared by reference with every scope of it. */
export function processOf(definitionContext: unknown, processId: string, options: Record<string, unknown>): ProcessNode {
  const environment = new EnvironmentOf({ settings: { disableTrackState: true, batchSize: Number.MAX_SAFE_INTEGER }, [LEAN]: true, ...options });
  const process = contextOf(definitionContext, environment).getProcessById(processId);
  keepEmpty(process.environment);
  return process;
}

/** The same execution with other contents; what messages change of each other is copied. */
export function derive(content: Content, extend: Record<string, unknown> = {}): Content {
  const { parent } = content;
  return { ...content, parent: { ...parent, ...(parent.path && { path: parent.path.map((step) => ({ ...step })) }) }, ...extend };
}

/** The core would copy each scope's opening message into its variables, and so into the state; the engine keeps variables itself. */
export function keepEmpty(environment: Environment): void {
  environment.assignVariables = () => undefined;
}

// private members ///////////////////////////////////////////////////////////////////////////////////////////////////////////////////

const FLOWS = Symbol.for('flows');
const ELEMENTS = Symbol.for('elements');
const HANDLERS = Symbol.for('messageHandlers');
const EXECUTE_MESSAGE = Symbol.for('executeMessage');

/** Tokens that wait at a joining gateway, not yet acknowledged. */
export const joinTokens = (node: object): Set<Message> => (node as { [FLOWS]: { inboundJoinFlows: Set<Message> } })[FLOWS].inboundJoinFlows;

/** The message that a behaviour executes. */
export const executeMessageOf = (behaviour: object): Message => (behaviour as { [EXECUTE_MESSAGE]: Message })[EXECUTE_MESSAGE];

export interface LiveElements {
  children: ActivityNode[];
  flows: FlowEdge[];
  postponed: Set<Message>;
  childIds?: Set<string>;
  flowIds?: Set<string>;
}

export const liveElementsOf = (execution: ScopeExecution): LiveElements => (execution as unknown as { [ELEMENTS]: LiveElements })[ELEMENTS];

/** Withdraws the tokens that wait on flows of a scope that is being left. */
export function dropWaitingTokens(execution: ScopeExecution): void {
  const { postponed } = liveElementsOf(execution);
  for (const message of postponed) {
    if (!message.content['isSequenceFlow']) continue;
    postponed.delete(message);
    message.ack();
  }
}

export const activityHandlerOf = (execution: ScopeExecution): OnMessage =>
  (execution as unknown as { [HANDLERS]: { onActivityEvent: OnMessage } })[HANDLERS].onActivityEvent;

/** The sub-processes in which a scope lies, innermost first. The context of a process owns itself. */
export function subProcessesAround(context: ExecutionContext): ActivityNode[] {
  const owner = context.owner as ActivityNode | undefined;
  return !owner || owner.context === context ? [] : [owner, ...subProcessesAround(owner.context)];
}

/** The execution of the scope that a context belongs to: of the process, or of the run of a sub-process. */
export function executionOf(context: ExecutionContext): ScopeExecution | undefined {
  const execution = context.owner?.execution as (ScopeExecution & { source?: { executions?: ScopeExecution[] } }) | undefined;
  if (!execution || execution.context === context) return execution;
  return execution.source?.executions?.find((one) => one.context === context);
}
