import { type ActivityNode, EventBasedGatewayBehaviour, type ExecutionContext, type Message } from './core.js';
import type { FlowNode } from './flow-node.js';
import { numberOf, twinOf } from './twin.js';

/**
 * Event-based gateway (BPMN 2.0.2, 13.4.4): the first event to occur wins. One that occurs as soon as it is reached (a condition that
 * holds already) wins over those that are not reached yet; the tokens on their way are withdrawn.
 */
export class EventGateway extends EventBasedGatewayBehaviour {
  constructor(activity: ActivityNode, context: ExecutionContext) {
    super(activity, contextOf(activity, context));
  }

  override _onTargetCompleted(executeMessage: Message, routingKey: string, message: Message, owner: ActivityNode): void {
    const { context } = this.activity;
    const targets = this.activity.outbound.map(({ targetId }) => context.getActivityById(twinOf(targetId, numberOf(this.activity.id))));
    const unreached = targets.filter((target) => target && target !== owner && !target.status) as FlowNode[];
    super._onTargetCompleted(executeMessage, routingKey, message, owner);
    for (const target of unreached) withdraw(target);
  }
}

/** What a gateway waits for when it runs for one more token is of the same number. */
const contextOf = ({ id }: ActivityNode, context: ExecutionContext): ExecutionContext =>
  numberOf(id) === 1 ? context : (Object.create(context, { getActivityById: { value: (target: string) => context.getActivityById(twinOf(target, numberOf(id))) } }) as ExecutionContext);

/** Cancelling the consumer gives a token that was handed out back to the queue. */
function withdraw(target: FlowNode): void {
  target.broker.cancel('_run-on-inbound');
  const tokens = target.broker.getQueue('inbound-q');
  for (let token = tokens.get(); token; token = tokens.get()) {
    const { content } = token;
    token.ack();
    target._runDiscard({ inbound: [content] });
  }
}
