import type { Get } from './parts.js';

const RULES = ['shape.create', 'shape.append', 'shape.replace', 'shape.resize', 'elements.create', 'elements.move', 'elements.delete', 'connection.create', 'connection.reconnect', 'connection.updateWaypoints', 'connection.start'];

/** For those who may look at a draft and not change it: every rule of the modeler says no. */
export function refuseChanges(get: Get): void {
  const bus = get('eventBus') as unknown as { on(event: string, priority: number, tell: () => false): void };
  for (const rule of RULES) bus.on(`commandStack.${rule}.canExecute`, 10_000, () => false);
  bus.on('element.dblclick', 10_000, () => false);
}
