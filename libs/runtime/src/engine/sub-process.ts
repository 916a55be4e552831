import { type Content, type Message, type ScopeExecution, SubProcessBehaviour, keepEmpty } from './core.js';
import { roundValues } from './scope.js';

/**
 * A sub-process as a scope of names (BPMN 2.0.2, 10.4 and 13.3.4): what is inside one round of a multi-instance sub-process sees the
 * item of that round; with `iso:outputCollection`, what is completed inside stays in the round and is collected when it ends.
 */
export class LocalSubProcess extends SubProcessBehaviour {
  override _upsertExecution(message: Message): ScopeExecution {
    const execution = super._upsertExecution(message);
    this.#localise(execution, message.content);
    return execution;
  }

  #localise({ environment }: ScopeExecution, content: Content): void {
    const outer = this.environment;
    const loop = this.activity.behaviour.loopCharacteristics?.behaviour;
    keepEmpty(environment);
    environment.options['locals'] = { ...(outer.options['locals'] as object | undefined), ...roundValues(content, loop?.['elementVariable'] as string | undefined) };
    environment.options['collects'] = Boolean(loop?.['outputCollection']) || outer.options['collects'];
    if (outer.options['collects'] && !loop?.['outputCollection']) environment.output = outer.output;
  }
}
