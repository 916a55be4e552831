import { variableOf } from '../data/data-spec.js';
import { type ModdleElement, is, list, one, string } from '../document.js';
import { walk } from './tree.js';

const NAME = /^[\p{L}_][\p{L}\p{N}_ ]*$/u;

/** By multi-instance activity: of what each round gives, the part that is collected. */
export type RoundItems = Record<string, string>;

/**
 * Rounds over data (BPMN 2.0.2, table 10.29): `loopDataInputRef` is the list, `inputDataItem` what a round knows its item by; `loopDataOutputRef`
 * collects the `outputDataItem` of each. They are put as the list and names that the ISO extension gives; what cannot be is left, and refused.
 */
export function putLoopData(root: ModdleElement): RoundItems {
  const items: RoundItems = {};
  walk(root, (activity) => {
    const loop = one(activity, 'loopCharacteristics');
    if (!is(loop, 'MultiInstanceLoopCharacteristics') || string(loop, 'collection')) return;
    readInput(activity, loop as ModdleElement);
    const item = readOutput(activity, loop as ModdleElement);
    if (item !== null && activity.id) items[activity.id] = item;
  });
  return items;
}

function readInput(activity: ModdleElement, loop: ModdleElement): void {
  const given = one(loop, 'loopDataInputRef');
  const item = one(loop, 'inputDataItem');
  const variable = given && variableOf(moved(activity, given, 'dataInputAssociations', 'targetRef', 'sourceRef') ?? given);
  if (!given || !variable || !NAME.test(variable) || one(loop, 'loopCardinality')) return;
  loop['collection'] = `=${variable}`;
  if (item) loop['elementVariable'] = variableOf(item);
  loop['loopDataInputRef'] = undefined;
  loop['inputDataItem'] = undefined;
  withoutMoves(activity, given, 'dataInputAssociations', 'targetRef');
}

function readOutput(activity: ModdleElement, loop: ModdleElement): string | null {
  const given = one(loop, 'loopDataOutputRef');
  const item = one(loop, 'outputDataItem');
  if (!given || !item || string(loop, 'outputCollection')) return null;
  loop['outputCollection'] = variableOf(moved(activity, given, 'dataOutputAssociations', 'sourceRef', 'targetRef') ?? given);
  loop['loopDataOutputRef'] = undefined;
  loop['outputDataItem'] = undefined;
  withoutMoves(activity, given, 'dataOutputAssociations', 'sourceRef');
  return variableOf(item);
}

/** What a plain data association connects to an input or output of the activity. */
function moved(activity: ModdleElement, own: ModdleElement, associations: string, near: string, far: string): ModdleElement | undefined {
  const found = list(activity, associations).find((association) => [association[near]].flat().includes(own) && !one(association, 'transformation') && list(association, 'assignment').length === 0);
  return ([found?.[far]].flat() as (ModdleElement | undefined)[])[0];
}

/** The list as a whole goes no other way. */
function withoutMoves(activity: ModdleElement, own: ModdleElement, associations: string, near: string): void {
  if (list(activity, associations).length > 0) activity[associations] = list(activity, associations).filter((association) => ![association[near]].flat().includes(own));
}
