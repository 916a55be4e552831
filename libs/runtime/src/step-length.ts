import { type Result, ok } from '#kernel';
import type { StepEffects } from './engine/engine.js';
import { endless } from './technical-failure.js';

/** Far above any sound step: a called procedure that begins, ends and is left counts some thirty. */
const LONGEST = 20_000;
/** Of a dry run, which calls itself for what follows and so lies on the stack. */
export const LONGEST_DRY = 8_000;
/** What a move of an instance counts beside the elements that it enters, for a procedure that is called costs as much to begin. */
const MOVE = 10;

/** How much the instances of a dossier have done in one step together. The engine bounds one instance; this ends procedures that call, or wake, each other for ever. */
export class StepLength {
  #length = 0;

  constructor(private readonly longest = LONGEST) {}

  add({ entered }: StepEffects, procedure: string): Result<void> {
    this.#length += MOVE + entered.length;
    return this.#length > this.longest ? endless(entered.at(-1)?.element ?? procedure) : ok(undefined);
  }
}
