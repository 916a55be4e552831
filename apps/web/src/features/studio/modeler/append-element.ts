import type { DrawnElement } from './elements.js';
import { type Get, type Shape, middle } from './parts.js';
import { homeOf, takesRoom } from './space.js';

/** Draws the element behind the chosen one and connects them; what cannot follow stands by itself in the middle of what is seen. */
export function appendElement(get: Get, { type, options }: DrawnElement, chosen: Shape | undefined): void {
  const isPool = type === 'bpmn:Participant';
  const shape = isPool ? get('elementFactory').createParticipantShape() : get('elementFactory').createShape({ type, ...options });
  const follows = chosen && takesRoom(chosen) && chosen.type !== 'bpmn:EndEvent' && type !== 'bpmn:StartEvent' && !isPool;
  if (follows) get('autoPlace').append(chosen, shape);
  else get('modeling').createShape(shape, isPool ? { x: 400, y: 200 } : middle(get('canvas').viewbox()), isPool ? get('canvas').getRootElement() : homeOf(get, undefined));
  get('selection').select(shape);
  get('canvas').scrollToElement(shape, 80);
}
