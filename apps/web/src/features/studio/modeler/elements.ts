/** An element that the palette and the menu offer; `title` is the modeler's own word, to be translated. */
export interface DrawnElement {
  id: string;
  type: string;
  className: string;
  title: string;
  options?: object;
}

/** What an administration draws with. All of it can be executed. */
export const ELEMENTS: readonly DrawnElement[] = [
  { id: 'start', type: 'bpmn:StartEvent', className: 'bpmn-icon-start-event-none', title: 'Start event' },
  { id: 'user-task', type: 'bpmn:UserTask', className: 'bpmn-icon-user-task', title: 'User task' },
  { id: 'service-task', type: 'bpmn:ServiceTask', className: 'bpmn-icon-service-task', title: 'Service task' },
  { id: 'rule-task', type: 'bpmn:BusinessRuleTask', className: 'bpmn-icon-business-rule-task', title: 'Business rule task' },
  { id: 'call', type: 'bpmn:CallActivity', className: 'bpmn-icon-call-activity', title: 'Call activity' },
  { id: 'exclusive', type: 'bpmn:ExclusiveGateway', className: 'bpmn-icon-gateway-xor', title: 'Exclusive gateway' },
  { id: 'parallel', type: 'bpmn:ParallelGateway', className: 'bpmn-icon-gateway-parallel', title: 'Parallel gateway' },
  { id: 'event-gateway', type: 'bpmn:EventBasedGateway', className: 'bpmn-icon-gateway-eventbased', title: 'Event-based gateway' },
  { id: 'timer', type: 'bpmn:IntermediateCatchEvent', className: 'bpmn-icon-intermediate-event-catch-timer', title: 'Timer intermediate catch event', options: { eventDefinitionType: 'bpmn:TimerEventDefinition' } },
  { id: 'message', type: 'bpmn:IntermediateCatchEvent', className: 'bpmn-icon-intermediate-event-catch-message', title: 'Message intermediate catch event', options: { eventDefinitionType: 'bpmn:MessageEventDefinition' } },
  { id: 'end', type: 'bpmn:EndEvent', className: 'bpmn-icon-end-event-none', title: 'End event' },
  { id: 'sub-process', type: 'bpmn:SubProcess', className: 'bpmn-icon-subprocess-expanded', title: 'Sub-process', options: { isExpanded: true } },
  { id: 'pool', type: 'bpmn:Participant', className: 'bpmn-icon-participant', title: 'Participant' },
];
