const STARTABLE = new Set(['task', 'userTask', 'manualTask', 'serviceTask', 'sendTask', 'receiveTask', 'businessRuleTask', 'scriptTask', 'callActivity', 'subProcess', 'intermediateCatchEvent', 'eventBasedGateway']);

/** The elements of a BPMN document at which somebody may start by hand, in the order of the document; the server has the last word. */
export function drawnSteps(xml: string): { id: string; name: string }[] {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  return [...document.getElementsByTagName('*')]
    .filter((node) => STARTABLE.has(node.localName) && node.id !== '' && node.namespaceURI === MODEL)
    .map((node) => ({ id: node.id, name: node.getAttribute('name') || node.id }));
}

const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
