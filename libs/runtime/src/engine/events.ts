import {
  type ActivityNode, type Content, ErrorEventDefinition, type EventDefinition, type Executable, type ExecutionContext, type Message, TerminateEventDefinition, derive, executionOf, subProcessesAround,
} from './core.js';
import { carriedBy, giveCarried } from './data.js';
import { CatchingDefinition, placeOf } from './event-definition.js';
import { type Reference, type ReferringType, referenceOf } from './reference.js';
import { type Kept, type Scope, scopeOf } from './scope.js';
import type { Wait } from './waiting.js';

/** Message, signal and escalation, caught. */
class ReferenceCatch extends CatchingDefinition {
  execute({ content }: Message): void {
    const { kind, name, code } = referenceOf(this.activity, this.definition, this.context);
    if (kind === 'message') return this.wait(content, { kind, messageName: name });
    if (kind === 'signal') return this.wait(content, { kind, signalName: name });
    this.wait(content, { kind: 'signal' }, { escalation: { code } });
  }
}

/**
 * Message, signal and escalation, thrown. What this instance itself waits for is served at once: a signal reaches all its catchers, a
 * message one (BPMN 2.0.2, 10.5.1 and 13.5). The rest is the runtime's to deliver.
 */
class ReferenceThrow implements Executable {
  readonly #scope: Scope;

  constructor(
    readonly activity: ActivityNode,
    readonly definition: EventDefinition,
    readonly context: ExecutionContext,
  ) {
    this.#scope = scopeOf(activity.environment);
  }

  execute({ content }: Message): void {
    const { id, environment } = this.activity;
    const carried = carriedBy(this.#scope, id, placeOf(this.activity, this.definition), this.#scope.values(environment));
    throwReference(this.#scope, referenceOf(this.activity, this.definition, this.context), id, subProcessesAround(this.context), carried);
    this.activity.broker.publish('execution', 'execute.completed', derive(content));
  }
}

/** `around`: activities at whose boundary an escalation can be caught, innermost first. */
export function throwReference(scope: Scope, reference: Reference, element: string, around: ActivityNode[], carried?: unknown): void {
  const { kind, name, code } = reference;
  const receivers = kind === 'message' ? scope.index.receiversOf(element) : undefined;
  if (receivers) return send(scope, { name, receivers, carried });
  scope.throw({ kind, name, ...(code !== null && { code }), element });
  for (const wait of catchersOf(scope, reference, around)) if (scope.waits.get(wait.view.executionId) === wait) wait.complete(undefined, carried);
}

/** To another pool of this dossier, and to nobody else (BPMN 2.0.2, 9.3). */
export function send(scope: Scope, { carried, ...message }: Kept): void {
  const wait = scope.receiver(message);
  if (wait) wait.complete(undefined, carried);
  else scope.kept.push(carried === undefined ? message : { ...message, carried });
}

function catchersOf(scope: Scope, { kind, name, code }: Reference, around: ActivityNode[]): Wait[] {
  const waits = [...scope.waits.values()];
  if (kind === 'signal') return waits.filter(({ view, escalation }) => view.kind === 'signal' && !escalation && view.signalName === name);
  if (kind === 'message') return waits.filter(({ view }) => view.kind === 'message' && view.messageName === name).slice(0, 1);
  return innermostCatcher(around.flatMap((node) => [{ node }, ...beside(scope, node)]), waits, code);
}

interface Guarded {
  node: ActivityNode;
  /** The trigger that does not catch. */
  but?: string | null;
}

/** What an event sub-process throws the others of its scope catch while that is running; it does not catch itself (BPMN 2.0.2, 10.5.1 and 13.5.4). */
function beside({ index }: Scope, node: ActivityNode): Guarded[] {
  const body = index.isEventSubProcess(node.id) ? node.context.getActivityById(index.bodyOf(node.parent.id)) : null;
  return body ? [{ node: body, but: index.triggerOf(node.id) }] : [];
}

/**
 * An escalation goes from scope to scope outwards to the first boundary event for its code, else for any code; one that nobody catches
 * is lost (BPMN 2.0.2, 10.5.1 and 13.5.3).
 */
function innermostCatcher(around: Guarded[], waits: Wait[], code: string | null): Wait[] {
  const escalations = waits.filter(({ escalation }) => escalation);
  for (const { node, but } of around) {
    const attached = escalations.filter(({ host, view }) => host !== undefined && host === node.executionId && view.element !== but);
    const found = attached.find(({ escalation }) => escalation?.code === code && code !== null) ?? attached.find(({ escalation }) => escalation?.code === null);
    if (found) return [found];
  }
  return [];
}

/** The core calls event definitions as constructors whether the event throws or catches. */
export function ReferenceDefinition(activity: ActivityNode, definition: EventDefinition, context: ExecutionContext): Executable {
  return activity.isThrowing ? new ReferenceThrow(activity, definition, context) : new ReferenceCatch(activity, definition, context);
}

/**
 * Condition (BPMN 2.0.2, 10.5.5): occurs when it becomes true. One that is true already when the token arrives occurs at once; a
 * non-interrupting one that has occurred must have been false in between to occur again.
 */
export class ConditionDefinition extends CatchingDefinition {
  execute({ fields, content }: Message): void {
    const condition = (this.behaviour['expression'] as string | undefined) ?? '';
    const now = (): boolean => this.scope.evaluate(this.activity.id, condition, this.scope.values(this.activity.environment)) === true;
    const held = now();
    const again = content.inbound?.[0]?.['again'] === true;
    const occurs = held && !again && !fields.redelivered;
    if (occurs && !this.waitsForAll) return this.complete(content);
    if (occurs) this.scope.variablesChanged = true;
    let mayOccur = !held || occurs;
    const holds = (): boolean => {
      const held = now();
      const occurred = held && mayOccur;
      mayOccur ||= !held;
      return occurred;
    };
    this.wait(content, { kind: 'condition' }, { holds });
  }
}

/**
 * Error (BPMN 2.0.2, 10.5.1 and 13.5.3). A thrown error ends its scope and goes outwards with its code until an activity's boundary
 * catches it; one that nobody catches fails the instance. Of the boundary events of one activity only one catches: that for the code
 * before that for any.
 */
export class ErrorDefinition extends ErrorEventDefinition {
  constructor(activity: ActivityNode, definition: EventDefinition, context: ExecutionContext, index: number) {
    super(activity, definition, context, index);
    this.#definition = definition;
    this.#context = context;
  }

  readonly #definition: EventDefinition;
  readonly #context: ExecutionContext;

  override executeThrow({ content }: Message): void {
    const { name, code } = referenceOf(this.activity, this.#definition, this.#context);
    const { id, environment } = this.activity;
    const scope = scopeOf(environment);
    scope.throw({ kind: 'error', name, code: code ?? '', element: id });
    const carried = carriedBy(scope, id, placeOf(this.activity, this.#definition), scope.values(environment));
    const error = { type: 'BpmnError', name, code: code ?? '', message: `BPMN error ${code ?? name}`, description: name, ...(carried !== undefined && { carried }) };
    this.activity.broker.publish('execution', 'execute.error', derive(content, { error }));
  }

  override _onErrorMessage(routingKey: string, message: Message): void {
    const { code = '', carried } = (message.content['error'] ?? {}) as { code?: string; carried?: unknown };
    if (!this.#catches(code)) return;
    const { id, environment } = this.activity;
    const scope = scopeOf(environment);
    giveCarried(scope, environment, id, placeOf(this.activity, this.#definition), carried);
    this._catchError(routingKey, message, message.content['error']);
  }

  #catches(code: string): boolean {
    const { index } = scopeOf(this.activity.environment);
    const boundaries = index.boundariesOf(this.activity.attachedTo?.id ?? '').flatMap((boundary) => errorsOf(boundary.behaviour.eventDefinitions).map((definition) => ({ id: boundary.id, code: this.#codeOf(definition) })));
    const catcher = boundaries.find((boundary) => boundary.code === code) ?? boundaries.find((boundary) => boundary.code === null);
    return catcher?.id === this.activity.id;
  }

  /** Null: any error, because none is named or the named one has no code. */
  #codeOf(definition: EventDefinition): string | null {
    return referenceOf(this.activity, definition, this.#context).code;
  }
}

const errorsOf = (definitions: EventDefinition[] = []): EventDefinition[] => definitions.filter(({ type }) => (type as ReferringType) === 'bpmn:ErrorEventDefinition');

/**
 * Terminate (BPMN 2.0.2, 13.5.6): ends all else in its scope, and the scope with it. Where the scope was wrapped for an event
 * sub-process, that includes handlers that run beside the wrapping.
 */
export class TerminateDefinition extends TerminateEventDefinition {
  override execute(message: Message): void {
    const { context } = this.activity;
    const { index } = scopeOf(context.environment);
    const body = context.owner as ActivityNode;
    if (index.isBody(executionOf(context)?.id ?? '')) body.broker.publish('event', 'process.terminate', terminating(body), { type: 'terminate' });
    super.execute(message);
  }
}

const terminating = ({ id, type, parent, executionId }: ActivityNode): Partial<Content> => ({ id, type, executionId, parent: { ...parent } });
