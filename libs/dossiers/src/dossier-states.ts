import { FINAL_STATES, type MilestoneSpec, type StopKind } from '#contract';

/** The national codes by their meaning here. */
export const STATE = {
  accepted: 2, refused: 3, working: 4, supplement: 5, payment: 6, withdrawn: 7, discontinued: 8, resolved: 9, returned: 10,
} as const;

export interface Move {
  to: number;
  result: string | null;
}

/** The state in which the clock stands still for that reason; null where the dossier goes on being what it is. */
export function stateOfStop(kind: StopKind): number | null {
  if (kind === 'supplement') return STATE.supplement;
  if (kind === 'payment') return STATE.payment;
  return null;
}

/**
 * Whether a dossier may go from one state to the other. Nothing leaves a final state, and a resolved dossier can only be returned:
 * its lateness has been decided.
 */
export function mayMove(from: number, to: number): boolean {
  if (from === to || FINAL_STATES.includes(from)) return false;
  return from !== STATE.resolved || to === STATE.returned;
}

/** States in which the citizen is waited for. */
export const isStopped = (state: number): boolean => state === STATE.supplement || state === STATE.payment;

/** What one step of the process says about the dossier. */
export interface StepSays {
  milestones: readonly MilestoneSpec[];
  /** The citizen is still waited for when the step is done: going on working is not said before the wait is over. */
  waiting: boolean;
  /** The whole process came to a proper end. */
  ended: boolean;
}

/**
 * The moves that a step brings, in order. A result is never returned before it is resolved, whatever the diagram says; and a process
 * that ends without saying so (a diagram of another modeller has no milestones) is resolved and returned at that instant.
 */
export function movesOfStep(current: number, step: StepSays): Move[] {
  const moves: Move[] = [];
  let state = current;
  const go = (to: number, result: string | null): void => {
    if (to === STATE.returned && mayMove(state, STATE.resolved)) go(STATE.resolved, result);
    const tooEarly = step.waiting && isStopped(state) && (to === STATE.accepted || to === STATE.working);
    if (tooEarly || !mayMove(state, to)) return;
    moves.push({ to, result });
    state = to;
  };
  for (const milestone of step.milestones) go(milestone.state, milestone.result);
  if (step.ended) go(STATE.returned, null);
  return moves;
}
