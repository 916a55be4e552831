import { BoundaryEventBehaviour, type Content, type Message, executeMessageOf, executionOf } from './core.js';
import { scopeOf } from './scope.js';

const REPEATED = new Set(['bpmn:MessageEventDefinition', 'bpmn:SignalEventDefinition', 'bpmn:EscalationEventDefinition', 'bpmn:ConditionalEventDefinition']);

/**
 * Boundary event (BPMN 2.0.2, 13.3.2 and 13.5.3). A non-interrupting one may occur again as long as its activity runs, so it is armed
 * anew each time; a cyclic timer counts on from its last due instant.
 */
export class GuardingEvent extends BoundaryEventBehaviour {
  override _onCompleted(routingKey: string, message: Message): void {
    const inbound = executeMessageOf(this).content.inbound?.[0];
    super._onCompleted(routingKey, message);
    const interrupts = this.cancelActivity || message.content['cancelActivity'] === true;
    if (interrupts) this.#endHandlers();
    const repeated = this.activity.behaviour.eventDefinitions?.every(({ type }) => REPEATED.has(type));
    if (!interrupts && repeated && inbound && this.attachedTo.status) this.#rearm({ ...inbound, again: true });
  }

  /** Where this stands for the start of an event sub-process, its scope is interrupted with all handlers that run beside (13.5.4). */
  #endHandlers(): void {
    const { index } = scopeOf(this.activity.environment);
    if (!index.isHelper(this.activity.id)) return;
    for (const running of executionOf(this.activity.context)?.getPostponed() ?? []) if (index.isEventSubProcess(running.id)) running.discard();
  }

  override _onRepeatMessage(_: string, { content }: Message): void {
    const inbound = executeMessageOf(this).content.inbound?.[0];
    if (inbound && this.attachedTo.status) this.#rearm({ ...inbound, last: content['timer'] });
  }

  #rearm(inbound: Content): void {
    this.broker.getQueue('inbound-q').queueMessage({ routingKey: 'activity.restart' }, inbound);
  }
}
