import type { ElementDefinition, FlowDefinition } from './core.js';
import type { ProcessIndex } from './process-index.js';

/** Tokens of one scope: elements at work, and sequence flows whose tokens wait at a joining gateway. */
export interface Marking {
  active: readonly string[];
  waiting: readonly string[];
  /** Guards that do not interrupt and have occurred. */
  fired?: readonly string[];
}

/** Positions looked at before giving up; real procedures need a few hundred. */
const MOST = 5_000;
const MOST_CONDITIONS = 6;

/**
 * Plays every course that a scope can take from a position, whatever its conditions, timers and errors say, and gives the element at
 * which one of them gets stuck: a join that waits for a token that never comes. Null where none does. `unknown` where there are too many.
 * Guards that do not interrupt are played once.
 */
export function findDeadlock(index: ProcessIndex, start: Marking): { at: string } | 'unknown' | null {
  const open: Marking[] = [start];
  const seen = new Set<string>();
  for (let marking = open.pop(); marking; marking = open.pop()) {
    const key = keyOf(marking);
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > MOST) return 'unknown';
    const next = successors(index, marking);
    if (next === null) return 'unknown';
    const [stuck] = marking.waiting;
    if (next.length === 0 && stuck !== undefined) return { at: index.flow(stuck)?.targetId ?? stuck };
    open.push(...next);
  }
  return null;
}

const keyOf = ({ active, waiting, fired = [] }: Marking): string => [active, waiting, fired].map((ids) => [...ids].sort().join(' ')).join('|');

function successors(index: ProcessIndex, marking: Marking): Marking[] | null {
  const found: Marking[] = [];
  for (const id of new Set(marking.active)) {
    const element = index.activity(id) as ElementDefinition;
    if (endsScope(element)) {
      found.push({ active: [], waiting: [] });
      continue;
    }
    const rest = { ...marking, active: without(marking.active, id) };
    const ways = waysOut(index, element);
    if (ways === null) return null;
    for (const flows of ways) found.push(take(index, rest, flows));
    for (const guard of index.boundariesOf(id)) {
      const interrupts = guard.behaviour['cancelActivity'] !== false;
      if (interrupts) found.push({ ...rest, active: [...rest.active, guard.id] });
      else if (!marking.fired?.includes(guard.id)) found.push({ ...marking, active: [...marking.active, guard.id], fired: [...(marking.fired ?? []), guard.id] });
    }
  }
  for (const join of new Set(marking.waiting.map((flow) => index.flow(flow)?.targetId ?? ''))) {
    const fired = fire(index, marking, join);
    if (fired) found.push(fired);
  }
  return found;
}

const ENDS = new Set(['bpmn:TerminateEventDefinition', 'bpmn:ErrorEventDefinition', 'bpmn:CancelEventDefinition']);

const endsScope = ({ type, behaviour }: ElementDefinition): boolean => type === 'bpmn:EndEvent' && Boolean(behaviour.eventDefinitions?.some((definition) => ENDS.has(definition.type)));

/** The sets of flows that can be taken on completion; null where there are too many. */
function waysOut(index: ProcessIndex, { id, type }: ElementDefinition): FlowDefinition[][] | null {
  const flows = index.flowsOutOf(id);
  if (flows.length === 0) return [[]];
  if (type === 'bpmn:ParallelGateway') return [[...flows]];
  if (type === 'bpmn:ExclusiveGateway' || type === 'bpmn:EventBasedGateway') return flows.map((flow) => [flow]);
  const always = flows.filter((flow) => !flow.isDefault && !flow.behaviour.conditionExpression?.body);
  const perhaps = flows.filter((flow) => !flow.isDefault && flow.behaviour.conditionExpression?.body);
  if (perhaps.length > MOST_CONDITIONS) return null;
  const byDefault = flows.filter((flow) => flow.isDefault);
  return subsets(perhaps).map((chosen) => [...always, ...(chosen.length > 0 ? chosen : byDefault)]).filter((taken) => taken.length > 0);
}

const subsets = <T>(items: T[]): T[][] => items.reduce<T[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]]);

function take(index: ProcessIndex, { active, waiting, ...rest }: Marking, flows: FlowDefinition[]): Marking {
  const [held, passed] = [flows.filter(({ targetId }) => isJoin(index, targetId)), flows.filter(({ targetId }) => !isJoin(index, targetId))];
  return { ...rest, active: [...active, ...passed.map(({ targetId }) => targetId)], waiting: [...waiting, ...held.map(({ id }) => id)] };
}

/** Whether tokens on the flows to the element wait for each other. */
export function isJoin(index: ProcessIndex, id: string): boolean {
  const type = index.activity(id)?.type;
  return (type === 'bpmn:ParallelGateway' || type === 'bpmn:InclusiveGateway') && index.flowsInto(id).length > 1;
}

function fire(index: ProcessIndex, marking: Marking, join: string): Marking | null {
  const flows = index.flowsInto(join).map(({ id }) => id);
  const held = flows.filter((flow) => marking.waiting.includes(flow));
  const ready = index.activity(join)?.type === 'bpmn:ParallelGateway' ? held.length === flows.length : !mustWait(index, marking, join, flows, held);
  if (!ready) return null;
  return { ...marking, active: [...marking.active, join], waiting: held.reduce<readonly string[]>(without, marking.waiting) };
}

/** As the inclusive join of the engine judges it (BPMN 2.0.2, 13.4.3). */
function mustWait(index: ProcessIndex, { active, waiting }: Marking, join: string, flows: string[], held: string[]): boolean {
  const behind = (of: string[]): Set<string> => new Set(of.flatMap((flow) => [...index.behind(join, flow)]));
  const empty = behind(flows.filter((flow) => !held.includes(flow)));
  const occupied = behind(held);
  const holders = [...active, ...waiting.map((flow) => index.flow(flow)?.targetId ?? '')].filter((id) => id !== join);
  return holders.some((id) => empty.has(id) && !occupied.has(id));
}

function without(from: readonly string[], one: string): readonly string[] {
  const at = from.indexOf(one);
  return [...from.slice(0, at), ...from.slice(at + 1)];
}
