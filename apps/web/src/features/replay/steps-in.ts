/** The steps of people that a diagram shows, in its order. */
export function stepsIn(xml: string): { element: string; name: string }[] {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  return [...document.getElementsByTagNameNS('http://www.omg.org/spec/BPMN/20100524/MODEL', 'userTask')].map((task) => ({ element: task.id, name: task.getAttribute('name')?.trim() || task.id }));
}
