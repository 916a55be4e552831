import { DecisionLibrary, type ExecutableSource } from '#bpmn';
import * as serializer from 'moddle-context-serializer';
import { GuardingEvent } from './boundary-event.js';
import { CancelDefinition, CompensationDefinition } from './compensation.js';
import {
  CatchEventBehaviour, type ElementDefinition, EndEventBehaviour, ExclusiveGatewayBehaviour, type ExecutionContext, InclusiveGatewayBehaviour, ParallelGatewayBehaviour,
  StartEventBehaviour, TaskBehaviour, ThrowEventBehaviour, library,
} from './core.js';
import { UnsupportedElementError } from './errors.js';
import { EventGateway } from './event-gateway.js';
import { ConditionDefinition, ErrorDefinition, ReferenceDefinition, TerminateDefinition } from './events.js';
import { FlowNode, GatheringNode, InclusiveJoin, ParallelJoin, TokenFlow } from './flow-node.js';
import { MultiInstance, StandardLoop } from './multi-instance.js';
import { ProcessIndex, type SerialisedContext } from './process-index.js';
import { type StartTrigger, startTriggers } from './start-trigger.js';
import { LocalSubProcess } from './sub-process.js';
import { RuleTask } from './rule-task.js';
import { ScriptTask, SendTask, WaitingTask } from './tasks.js';
import { TimerDefinition } from './timer-event.js';

/** One process, ready to run; made once per revision and shared by all its instances. */
export interface CompiledProcess {
  processId: string;
  index: ProcessIndex;
  starts: readonly StartTrigger[];
  /** What its business rule tasks ask. */
  decisions: DecisionLibrary;
}

/** The package's types leave out its main function. */
const { Serializer, TypeResolver } = serializer as unknown as {
  Serializer(context: unknown, resolve: (entity: ElementDefinition) => void): SerialisedContext;
  TypeResolver(types: Record<string, unknown>): (entity: ElementDefinition) => void;
};

/** Throws `UnsupportedElementError` on an element that publication should have refused. */
export function compile(source: ExecutableSource, decisions: DecisionLibrary = DecisionLibrary.EMPTY): CompiledProcess {
  const resolve = TypeResolver(TYPES);
  const context = Serializer(source.context, (entity) => resolveOne(resolve, entity));
  const index = new ProcessIndex(context, source.processId, source.helpers, source.roundEvents, source);
  return { processId: source.processId, index, starts: startTriggers(index, source.entries), decisions };
}

function resolveOne(resolve: (entity: ElementDefinition) => void, entity: ElementDefinition): void {
  if (entity.behaviour) simplify(entity);
  try {
    resolve(entity);
  } catch {
    throw new UnsupportedElementError(entity.id, entity.type);
  }
}

/**
 * Leaves out what the runtime does itself: data (variables are one flat object), lanes (agencies are the ISO extension's), and triggers
 * of start events (an instance is started when its event has occurred; BPMN 2.0.2, 13.5.1).
 */
function simplify({ type, behaviour }: ElementDefinition): void {
  for (const property of ['ioSpecification', 'properties', 'dataInputAssociations', 'dataOutputAssociations', 'lanes', 'resources', 'implementation']) delete behaviour[property];
  if (type !== 'bpmn:StartEvent') return;
  behaviour['triggers'] = behaviour.eventDefinitions ?? [];
  behaviour['triggered'] = Boolean(behaviour.eventDefinitions?.length);
  delete behaviour.eventDefinitions;
}

type NodeFactory = (definition: ElementDefinition, context: ExecutionContext) => FlowNode;

/** The core builds elements by `new`; a factory that returns its own object serves. */
const node = (behaviour: unknown, flags: Record<string, boolean> = {}): NodeFactory =>
  function create(definition, context) {
    const Node = Number(definition.behaviour['startQuantity'] ?? 1) > 1 ? GatheringNode : FlowNode;
    return new Node(behaviour, { ...definition, ...flags }, context);
  };

const gateway = (behaviour: unknown, Join: typeof FlowNode): NodeFactory =>
  function create(definition, context) {
    const joins = (context.definitionContext as { getInboundSequenceFlows(id: string): unknown[] }).getInboundSequenceFlows(definition.id).length > 1;
    return joins ? new Join(behaviour, { ...definition, isParallelGateway: true } as ElementDefinition, context) : new FlowNode(behaviour, definition, context);
  };

const TYPES: Record<string, unknown> = {
  ...library,
  SequenceFlow: TokenFlow,
  StartEvent: node(StartEventBehaviour),
  EndEvent: node(EndEventBehaviour, { isThrowing: true }),
  IntermediateThrowEvent: node(ThrowEventBehaviour, { isThrowing: true }),
  IntermediateCatchEvent: node(CatchEventBehaviour),
  BoundaryEvent: node(GuardingEvent),
  Task: node(TaskBehaviour),
  ManualTask: node(TaskBehaviour),
  ScriptTask: node(ScriptTask),
  UserTask: node(WaitingTask),
  ServiceTask: node(WaitingTask),
  SendTask: node(SendTask),
  BusinessRuleTask: node(RuleTask),
  ReceiveTask: node(WaitingTask),
  CallActivity: node(WaitingTask),
  SubProcess: node(LocalSubProcess, { isSubProcess: true }),
  AdHocSubProcess: node(LocalSubProcess, { isSubProcess: true }),
  Transaction: node(LocalSubProcess, { isSubProcess: true, isTransaction: true }),
  ExclusiveGateway: node(ExclusiveGatewayBehaviour),
  EventBasedGateway: node(EventGateway),
  ParallelGateway: gateway(ParallelGatewayBehaviour, ParallelJoin),
  InclusiveGateway: gateway(InclusiveGatewayBehaviour, InclusiveJoin),
  MultiInstanceLoopCharacteristics: MultiInstance,
  StandardLoopCharacteristics: StandardLoop,
  TimerEventDefinition: TimerDefinition,
  MessageEventDefinition: ReferenceDefinition,
  SignalEventDefinition: ReferenceDefinition,
  EscalationEventDefinition: ReferenceDefinition,
  ConditionalEventDefinition: ConditionDefinition,
  ErrorEventDefinition: ErrorDefinition,
  TerminateEventDefinition: TerminateDefinition,
  CompensateEventDefinition: CompensationDefinition,
  CancelEventDefinition: CancelDefinition,
};
