import { type Message, derive } from './core.js';
import { scopeOf } from './scope.js';
import { WaitingTask } from './tasks.js';

interface Extension {
  $type?: string;
  ref?: string;
  result?: string;
}

/**
 * Business rule task (BPMN 2.0.2, 13.3.3). With `iso:decision` it is answered at its turn, inside the step, by a decision of the procedure;
 * without, it is work of software outside.
 */
export class RuleTask extends WaitingTask {
  protected override executeOnce(message: Message): void {
    const { activity } = this;
    const asked = decisionOf(activity.behaviour['extensionElements']);
    if (!asked?.ref) return super.executeOnce(message);
    const output = scopeOf(activity.environment).decide(activity.id, { ref: asked.ref, result: asked.result ?? null }, this.values(message.content));
    this.merge(message.content, output);
    activity.broker.publish('execution', 'execute.completed', derive(message.content, { output }));
  }
}

const decisionOf = (extensions: unknown): Extension | undefined =>
  ((extensions as { values?: Extension[] } | undefined)?.values ?? []).find(({ $type }) => $type === 'iso:Decision');
