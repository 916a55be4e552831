/** What an instance waits for. Manual and undefined tasks are not among it: they pass through (BPMN 2.0.2, 13.3.3). */
export type WaitingKind = 'user' | 'job' | 'timer' | 'message' | 'signal' | 'call' | 'condition';

/** One thing that an instance waits for; its `executionId` is what a command names. Unique within the instance, stable over recovery. */
export interface Waiting {
  executionId: string;
  /** Id of the BPMN element as drawn; of the start event for the trigger of an event sub-process. */
  element: string;
  type: string;
  name: string | null;
  kind: WaitingKind;
  /** Of a boundary event: the execution of the activity that it guards. */
  attachedTo?: string;
  /** Of one round of a multi-instance or looping activity; `root` is the activity's own execution. */
  loop?: { index: number; count?: number; item: unknown; root: string };
  /** The rounds follow one another. */
  sequence?: boolean;
  /** Of a timer. */
  dueAt?: Date;
  /** Of a cyclic timer: firings left with this one, -1 for no end. */
  repeat?: number;
  messageName?: string;
  signalName?: string;
  calledElement?: string;
}

/** A thing waited for, with the handle of the element that waits. Escalations are caught inside and never shown. */
export interface Wait {
  view: Waiting;
  escalation?: { code: string | null };
  /** Of a boundary event: the execution that it guards, also where that is a helper. */
  host?: string;
  /** What an expression at this place sees. */
  values(): Record<string, unknown>;
  /** The activity's execution id, under which `entered` and `left` speak of it. */
  activity: string;
  /** `carried`: what came with an event thrown inside the instance. */
  complete(output?: Record<string, unknown>, carried?: unknown): void;
  fail?(code: string, message: string): void;
  /** Of a condition: whether it holds now. */
  holds?(): boolean;
}
