import { ActivityError, type ActivityNode, type Content, type Executable, type ExecutionContext, type Message, derive } from './core.js';
import { UnsupportedScriptError } from './errors.js';
import { carriedBy, giveOutputs, inputsOf } from './data.js';
import { send } from './events.js';
import { plain } from './feel.js';
import { roundValues, scopeOf } from './scope.js';
import type { Waiting, WaitingKind } from './waiting.js';

const KINDS: Readonly<Record<string, WaitingKind>> = {
  'bpmn:UserTask': 'user',
  'bpmn:ReceiveTask': 'message',
  'bpmn:CallActivity': 'call',
};

/** An activity as the loop around it sees it. */
abstract class LoopingTask implements Executable {
  readonly #loop: Executable | undefined;

  constructor(
    readonly activity: ActivityNode,
    readonly context: ExecutionContext,
  ) {
    const loop = activity.behaviour.loopCharacteristics;
    this.#loop = loop && new loop.Behaviour(activity, loop);
  }

  execute(message: Message): void {
    if (this.#loop && message.content.isRootScope) this.#loop.execute(message);
    else this.executeOnce(message);
  }

  protected abstract executeOnce(message: Message): void;

  protected values(content: Content): Record<string, unknown> {
    const { environment, behaviour } = this.activity;
    const variable = behaviour.loopCharacteristics?.behaviour['elementVariable'] as string | undefined;
    const scope = scopeOf(environment);
    const values = scope.values(environment, roundValues(content, variable));
    return { ...values, ...inputsOf(scope, this.activity.id, values) };
  }

  /** A round whose outputs are collected gives them to the list, not to the instance (`iso:outputCollection`). */
  protected merge(content: Content, output: Record<string, unknown> | undefined, whole?: unknown): void {
    const { environment, behaviour, id } = this.activity;
    if (!behaviour.loopCharacteristics?.behaviour['outputCollection']) giveOutputs(scopeOf(environment), environment, id, output, this.values(content), whole);
  }
}

/**
 * User, service, send, business rule and receive tasks and call activities (BPMN 2.0.2, 13.3.3): all work is done outside, and the
 * element waits until it is told of the outcome. Manual and undefined tasks have no outcome to wait for and pass through.
 */
export class WaitingTask extends LoopingTask {
  protected executeOnce({ content }: Message): void {
    const { broker, environment } = this.activity;
    const scope = scopeOf(environment);
    const { executionId } = content;
    const tag = `_api-${executionId}`;
    const close = (): void => {
      broker.cancel(tag);
      scope.waits.delete(executionId);
    };
    const onApi = (_: string, { properties }: Message): void => {
      if (properties['type'] !== 'discard' && properties['type'] !== 'stop') return;
      close();
      if (properties['type'] === 'discard') broker.publish('execution', 'execute.discard', derive(content));
    };
    broker.subscribeTmp('api', `activity.#.${executionId}`, onApi, { noAck: true, consumerTag: tag });
    scope.waits.set(executionId, {
      view: this.#view(content),
      activity: loopRoot(content),
      values: () => this.values(content),
      complete: (output, carried) => {
        close();
        scope.completed.add(executionId);
        this.merge(content, output, carried);
        broker.publish('execution', 'execute.completed', derive(content, { output: output ?? {} }));
      },
      fail: (code, description) => {
        close();
        scope.throw({ kind: 'error', name: description, code, element: this.activity.id });
        const message = { fields: { routingKey: 'execute.error' }, content, properties: {} } as unknown as Message;
        const error = new ActivityError(description, message, { code, name: 'BpmnError' });
        broker.publish('execution', 'execute.error', derive(content, { error }));
      },
    });
  }

  #view(content: Content): Waiting {
    const { id, type, name } = this.activity;
    const kind = KINDS[type] ?? 'job';
    return { executionId: content.executionId, element: scopeOf(this.activity.environment).index.shown(id), type, name: name ?? null, kind, ...loopOf(content), ...this.#target(kind, content) };
  }

  #target(kind: WaitingKind, content: Content): Partial<Waiting> {
    const { behaviour } = this.activity;
    const message = behaviour['messageRef'] as { id: string; name?: string } | undefined;
    if (kind === 'message') return { messageName: this.#text(message?.name ?? message?.id ?? '', content) };
    if (kind === 'call') return { calledElement: this.#text((behaviour['calledElement'] as string | undefined) ?? '', content) };
    return {};
  }

  #text(text: string, content: Content): string {
    return scopeOf(this.activity.environment).text(this.activity.id, text, () => this.values(content));
  }
}

const loopRoot = ({ executionId, isMultiInstance, index }: Content): string => (isMultiInstance ? executionId.slice(0, -`_${index}`.length) : executionId);

function loopOf(content: Content): Partial<Waiting> {
  const { isMultiInstance, index = 0, loopCardinality, item, isSequential } = content;
  if (!isMultiInstance) return {};
  const loop = { index, ...(loopCardinality !== undefined && { count: loopCardinality }), item: item ?? null, root: loopRoot(content) };
  return { loop, sequence: isSequential === true };
}

/** Send task: what a message flow leads to another pool is sent at once (BPMN 2.0.2, 10.3.3 and 13.3.3); else the work is done outside. */
export class SendTask extends WaitingTask {
  protected override executeOnce(message: Message): void {
    const { id, environment, broker, behaviour } = this.activity;
    const scope = scopeOf(environment);
    const receivers = scope.index.receiversOf(id);
    if (!receivers) return super.executeOnce(message);
    const { content } = message;
    const sent = behaviour['messageRef'] as { id: string; name?: string } | undefined;
    const values = this.values(content);
    send(scope, { name: scope.text(id, sent?.name ?? sent?.id ?? '', () => values), receivers, carried: carriedBy(scope, id, 0, values) });
    broker.publish('execution', 'execute.completed', derive(content, { output: {} }));
  }
}

/**
 * Script task in FEEL, the only language that is run. A context gives variables by its keys; any other value becomes the variable
 * named as the element. One without a script is passed like an abstract task (BPMN 2.0.2, 10.3.3).
 */
export class ScriptTask extends LoopingTask {
  protected executeOnce({ content }: Message): void {
    const { id, behaviour, environment, broker } = this.activity;
    const scope = scopeOf(environment);
    const format = behaviour['scriptFormat'] as string | undefined;
    const script = (behaviour['script'] as string | undefined)?.trim();
    if (!script) return void broker.publish('execution', 'execute.completed', derive(content, { output: {} }));
    if (!/^(?:application\/)?feel$/i.test(format ?? '')) return scope.fail(new UnsupportedScriptError(id, format));
    const value = plain(scope.evaluate(id, script, this.values(content)));
    if (isContext(value)) this.merge(content, value);
    else this.merge(content, { [id]: value }, value);
    broker.publish('execution', 'execute.completed', derive(content, { output: value }));
  }
}

const isContext = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
