import type { Text } from '#kernel';
import type { Modification } from './modify.js';
import type { Passed, Thrown } from './scope.js';
import type { Waiting } from './waiting.js';

/** What can be told to a live instance. `executionId` names a {@link Waiting}. */
export type EngineCommand =
  | { kind: 'complete'; executionId: string; output?: Record<string, unknown> }
  /** The work ended in a BPMN error. */
  | { kind: 'fail'; executionId: string; code: string; message: string }
  | { kind: 'timer'; executionId: string }
  /** For one catcher: the named one, else the one that has waited longest. */
  | { kind: 'message'; name: string; executionId?: string; payload?: Record<string, unknown> }
  /** For all catchers; that there is none is no error. */
  | { kind: 'signal'; name: string; payload?: Record<string, unknown> }
  | { kind: 'call-completed'; executionId: string; output: Record<string, unknown> }
  | { kind: 'call-failed'; executionId: string; code: string; message: string }
  /** Conditions are judged again, after the variables given here are merged. */
  | { kind: 'condition'; variables?: Record<string, unknown> }
  /** Tokens moved by hand: the officer's correction of a course that went wrong. */
  | ({ kind: 'modify' } & Modification)
  /** Ends the instance from outside, whatever it waits for. */
  | { kind: 'cancel' };

/**
 * `completed`: no token is left, also after a terminate end event, which ends its scope and not more (BPMN 2.0.2, 13.5.6).
 * `terminated`: by the command `cancel`. `failed`: by a BPMN error that nobody caught, or by a fault of the diagram or its data.
 */
export type InstanceStatus = 'running' | 'completed' | 'terminated' | 'failed';

/** Everything that one step did. Lists are in order of occurrence. */
export interface StepEffects {
  /** What waits after the step and did not before. */
  opened: Waiting[];
  /** What waited before the step and does not after. */
  closed: { executionId: string; element: string; how: 'completed' | 'cancelled' }[];
  /** Flow nodes that were entered, and those that were left by completing; elements that only the engine knows are left out. */
  entered: Passed[];
  left: Passed[];
  /** Ids of the sequence flows taken. */
  taken: string[];
  /** Thrown by the diagram, for the runtime to deliver to other instances; this instance's own catchers are served already. */
  thrown: Thrown[];
  status: InstanceStatus;
  /** Of a failed instance. `code` is there for a BPMN error (`''` for one without code) and absent for a fault; `reason` is what people are told of it. */
  error?: { code?: string; message: string; element?: string; reason?: Text };
  /** All variables, as they are after the step. */
  variables: Record<string, unknown>;
}
