import type { Actor } from '#contract';

/** When and by whom a step is taken. */
export interface StepBy {
  at: Date;
  actor: Actor;
  /** Of a step that a signal caused: how many signals led to it without a person between. */
  depth?: number;
}
