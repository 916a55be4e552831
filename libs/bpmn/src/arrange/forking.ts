import { type ModdleElement, is, list, one } from '../document.js';
import { type Maker, become, replaceIn, repoint, walk } from './tree.js';

/**
 * A complex gateway that only splits does what an inclusive one does (BPMN 2.0.2, 13.4.5: its diverging behaviour is like that of the inclusive
 * gateway). One that joins has two phases, of which nobody draws the second, and is left as it is. Whether there were any.
 */
export function putForking(maker: Maker, root: ModdleElement): boolean {
  const replaced = new Map<ModdleElement, ModdleElement>();
  walk(root, (scope) => {
    for (const gateway of list(scope, 'flowElements').filter((element) => is(element, 'ComplexGateway') && onlySplits(scope, element))) {
      const other = become(maker, gateway, 'bpmn:InclusiveGateway');
      replaceIn(scope, gateway, other);
      replaced.set(gateway, other);
    }
  });
  repoint(root, replaced);
  return replaced.size > 0;
}

function onlySplits(scope: ModdleElement, gateway: ModdleElement): boolean {
  const flows = list(scope, 'flowElements').filter((flow) => is(flow, 'SequenceFlow'));
  const ends = (side: string): number => flows.filter((flow) => one(flow, side) === gateway).length;
  return one(gateway, 'activationCondition') === undefined && ends('targetRef') === 1 && ends('sourceRef') > 1;
}
