import { type ActivityNode, type Content, type Environment, type ExecutionContext, type Message, type ScopeExecution, SubProcessBehaviour, keepEmpty } from './core.js';
import type { ElementView } from './element-view.js';
import { inputsOf } from './data.js';
import { roundValues, scopeOf } from './scope.js';
import { drawnOf, insideTwin } from './twin.js';

/**
 * A sub-process as a scope of names (BPMN 2.0.2, 10.4 and 13.3.4): what is inside one round of a multi-instance sub-process sees the
 * item of that round; with `iso:outputCollection`, what is completed inside stays in the round and is collected when it ends.
 */
export class LocalSubProcess extends SubProcessBehaviour {
  constructor(activity: ActivityNode, context: ExecutionContext) {
    super(activity, drawnOf(activity.id) === activity.id ? context : contextInside(activity.id, context));
  }

  override _upsertExecution(message: Message): ScopeExecution {
    const execution = super._upsertExecution(message);
    discardWithInside(execution);
    this.#localise(execution, message);
    return execution;
  }

  #localise({ environment }: ScopeExecution, { content, fields }: Message): void {
    const outer = this.environment;
    const loop = this.activity.behaviour.loopCharacteristics?.behaviour;
    keepEmpty(environment);
    environment.options['locals'] = { ...(outer.options['locals'] as object | undefined), ...roundValues(content, loop?.['elementVariable'] as string | undefined) };
    environment.options['collects'] = Boolean(loop?.['outputCollection']) || outer.options['collects'];
    this.#own(environment, fields.redelivered === true, content);
    if (outer.options['collects'] && !loop?.['outputCollection']) environment.output = outer.output;
  }

  /** Data of its own, with what data associations bring in at its beginning. */
  #own(environment: Environment, isRecovered: boolean, content: Content): void {
    const { id } = this.activity;
    const outer = this.environment;
    const scope = scopeOf(outer);
    const loop = this.activity.behaviour.loopCharacteristics?.behaviour;
    const inputs = isRecovered ? {} : inputsOf(scope, id, scope.values(outer, roundValues(content, loop?.['elementVariable'] as string | undefined)));
    const names = [...new Set([...scope.index.ownedBy(id), ...scope.index.inputNamesOf(id)])];
    if (names.length === 0 || outer.options['collects'] || loop?.['outputCollection']) return;
    environment.options['owned'] = { names, environment, outer: outer.options['owned'] };
    Object.assign(environment.output, inputs, isRecovered ? undefined : scope.broughtTo(drawnOf(id)));
  }
}

/** The context from which those of the sub-process's own scope are made. */
const contextInside = (id: string, context: ExecutionContext): ExecutionContext =>
  Object.create(context, { definitionContext: { value: insideTwin(context.definitionContext as ElementView, id) } }) as ExecutionContext;

/**
 * Interrupting a sub-process ends what runs inside (BPMN 2.0.2, 13.5.3). The core tells the inside or only forgets it, depending on which of two
 * listeners hears of it first.
 */
function discardWithInside(execution: ScopeExecution): void {
  if (Object.hasOwn(execution, 'discard')) return;
  const { discard } = execution;
  execution.discard = () => {
    const inside = execution.getPostponed();
    discard.call(execution);
    for (const running of inside) running.discard();
  };
}
