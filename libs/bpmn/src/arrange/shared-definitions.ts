import { type ModdleElement, list } from '../document.js';
import { type Maker, copyAll, walk } from './tree.js';

/**
 * Event definitions that stand beside the processes and are referred to (`eventDefinitionRef`; BPMN 2.0.2, 10.5.1 and table 10.82) mean
 * the same as ones written into the event. Whether there were any.
 */
export function writeInShared(maker: Maker, root: ModdleElement): boolean {
  let found = false;
  walk(root, (event) => {
    const shared = list(event, 'eventDefinitionRef').filter(({ $type }) => $type.endsWith('EventDefinition'));
    if (shared.length === 0) return;
    found = true;
    const copies = copyAll(maker, shared, event, () => '').map(withoutId);
    event['eventDefinitions'] = [...list(event, 'eventDefinitions'), ...copies];
    event['eventDefinitionRef'] = undefined;
  });
  return found;
}

/** Several events may refer to one definition, and ids are given once. */
function withoutId(definition: ModdleElement): ModdleElement {
  walk(definition, (element) => {
    element['id'] = undefined;
  });
  return definition;
}
