import type { Behaviour, ElementDefinition, EventDefinition } from './core.js';
import type { ProcessIndex } from './process-index.js';
import { REFERENCES, type ReferringType } from './reference.js';
import { TIMER_KINDS, type TimerKind } from './timer-due.js';

/** What makes an instance begin at a start event, as it is written: names, times and conditions may be FEEL (`=...`). */
export type Trigger =
  | { kind: 'message' | 'signal'; name: string }
  | { kind: 'timer'; timer: TimerKind; value: string }
  | { kind: 'condition'; condition: string };

/** A start event of the process, or an element that an instance begins by waiting at (BPMN 2.0.2, 10.5.2 and 13.5.1). */
export interface StartTrigger {
  /** What `LiveInstance.start` takes as `startEvent`. */
  element: string;
  /** None: started by hand. */
  triggers: Trigger[];
  /** Each of the triggers must have occurred (parallel multiple), not any. */
  all: boolean;
}

/** The ways in which an instance of the process can begin. */
export const startTriggers = (index: ProcessIndex, entries: readonly string[]): StartTrigger[] => [
  ...index.startEvents().map(({ id, behaviour }) => ({ element: id, triggers: triggersOf(behaviour['triggers'], index), all: behaviour['parallelMultiple'] === true })),
  ...entries.flatMap((id) => index.activity(id) ?? []).map((entry) => ({ element: entry.id, triggers: triggersOf(entry.behaviour.eventDefinitions ?? [asMessage(entry)], index), all: false })),
];

const asMessage = ({ behaviour }: ElementDefinition): Pick<EventDefinition, 'type' | 'behaviour'> => ({ type: 'bpmn:MessageEventDefinition', behaviour });

const triggersOf = (definitions: unknown, index: ProcessIndex): Trigger[] => (definitions as Pick<EventDefinition, 'type' | 'behaviour'>[]).flatMap(({ type, behaviour }) => triggerOf(type, behaviour, index) ?? []);

function triggerOf(type: string, behaviour: Behaviour, index: ProcessIndex): Trigger | null {
  if (type === 'bpmn:TimerEventDefinition') {
    const timer = TIMER_KINDS.find((kind) => behaviour[kind] !== undefined);
    return timer ? { kind: 'timer', timer, value: behaviour[timer] as string } : null;
  }
  if (type === 'bpmn:ConditionalEventDefinition') return { kind: 'condition', condition: (behaviour['expression'] as string | undefined) ?? '' };
  const { kind, property } = REFERENCES[type as ReferringType] ?? {};
  if (kind !== 'message' && kind !== 'signal') return null;
  const reference = behaviour[property as string] as { id: string; name?: string } | undefined;
  return { kind, name: reference?.name ?? index.activity(reference?.id ?? '')?.name ?? reference?.id ?? '' };
}
