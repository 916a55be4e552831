import type { Get } from './parts.js';

const COMMAND = 'studio.together';

/** Runs what it is given before it "executes": the changes inside become parts of this one command. */
class Together {
  preExecute({ run }: { run: () => void }): void {
    run();
  }

  execute(): [] {
    return [];
  }

  revert(): [] {
    return [];
  }
}

export const registerTogether = (get: Get): void => get('commandStack').registerHandler(COMMAND, Together);

/** Several changes as one step of undo. What can be refused is asked before: inside, nothing may throw. */
export const together = (get: Get, run: () => void): void => get('commandStack').execute(COMMAND, { run });
