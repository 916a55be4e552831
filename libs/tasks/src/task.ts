import type { TaskFacts, TaskState } from '#contract';
import type { Budget, Text } from '#kernel';

/** What the step asks of the person who completes it. */
export interface Requirements {
  opinion: boolean;
  signature: boolean;
  /** Papers that must be handed in with the completion. */
  papers: { code: string; name: Text; compartment: string | null }[];
  /** Escalation ladder of the step; null for the procedure's. */
  ladder: string | null;
}

/**
 * A detour: the holder sent the work back to an earlier step without moving the diagram's token. The task carries whose work
 * interrupted it, so that completing the detour opens that step again.
 */
export interface Detour {
  /** The step that is to be opened again. */
  back: { element: string; agency: string; role: string; name: Text; budget: Budget | null; form: string | null; requires: Requirements };
  reason: string;
  by: string;
}

export interface Task {
  id: string;
  dossier: string;
  instance: string;
  executionId: string;
  procedure: string;
  revision: number;
  element: string;
  nameVi: string;
  nameEn: string;
  agency: string;
  role: string;
  assignee: string | null;
  state: TaskState;
  requires: Requirements;
  budget: Budget | null;
  form: string | null;
  openedAt: Date;
  claimedAt: Date | null;
  endedAt: Date | null;
  opinion: string | null;
  output: Record<string, unknown> | null;
  detour: Detour | null;
  handedBy: string | null;
  /** How often a ladder has put it before other work; 0 for what opens. */
  priority?: number;
  version: number;
  /** While it is opened: the agency had its time for this work already. */
  again?: boolean;
  /** While it is opened: what the standard says where the agency's adoption says otherwise. For the ledger alone. */
  overridden?: { adoption: number | null; role: string; budget: Budget | null };
}

export const isLive = (task: Pick<Task, 'state'>): boolean => task.state === 'open' || task.state === 'claimed';

export const factsOf = (task: Task): TaskFacts => ({
  id: task.id,
  element: task.element,
  name: { vi: task.nameVi, en: task.nameEn },
  agency: task.agency,
  role: task.role,
  budget: task.budget,
  ladder: task.requires.ladder,
  openedAt: task.openedAt,
  signature: task.requires.signature,
  procedure: task.procedure,
  revision: task.revision,
  ...(task.again && { again: true }),
});
