import type { SaveDraft, SavedDraft } from '#contract';
import { type ProblemError, problemOf } from '../../../api/problem.js';

/** Where the work stands: what is shown beside the name of the draft. */
export type Keeping =
  | { state: 'saved'; at: string }
  | { state: 'unsaved' }
  | { state: 'saving' }
  | { state: 'offline' }
  | { state: 'overtaken'; problem: ProblemError }
  | { state: 'refused'; problem: ProblemError };

interface Doors {
  read: () => Promise<SaveDraft>;
  send: (version: number, content: SaveDraft) => Promise<SavedDraft>;
  tell: (keeping: Keeping) => void;
  /** Calls back after so many milliseconds; answers how to call it off. */
  after: (wait: number, run: () => void) => () => void;
}

const QUIET = 2_000;
const AGAIN = 5_000;

/**
 * Keeps a draft saved: two seconds after a change, however many follow it, when asked, and again and again while the line is down. One save at a time,
 * each over exactly the version of the one before; once somebody else has saved, nothing more is sent until a person has decided.
 */
export class DraftKeeper {
  readonly #doors: Doors;
  #version: number;
  #changes = 0;
  #kept = 0;
  #running: Promise<void> | null = null;
  /** Calls off the save that is to come; null where none is. */
  #callOff: (() => void) | null = null;
  #overtaken = false;

  constructor(version: number, doors: Doors) {
    this.#version = version;
    this.#doors = doors;
  }

  get version(): number {
    return this.#version;
  }

  get isKept(): boolean {
    return this.#kept === this.#changes;
  }

  /** Something changed. */
  touch(): void {
    this.#changes += 1;
    if (this.#overtaken) return;
    if (!this.#running) this.#doors.tell({ state: 'unsaved' });
    if (!this.#callOff) this.#later(QUIET);
  }

  /** Saves now what is not saved; answers when all of it is, or cannot be. */
  async save(): Promise<void> {
    this.#rest();
    while (this.#running) await this.#running;
    if (this.isKept || this.#overtaken) return;
    this.#running = this.#send();
    await this.#running;
  }

  /** Ends the keeping; what was to come later is called off. */
  stop(): void {
    this.#rest();
  }

  async #send(): Promise<void> {
    const upTo = this.#changes;
    this.#doors.tell({ state: 'saving' });
    try {
      const saved = await this.#doors.send(this.#version, await this.#doors.read());
      this.#version = saved.version;
      this.#kept = upTo;
      this.#doors.tell(this.isKept ? { state: 'saved', at: saved.updatedAt } : { state: 'unsaved' });
      if (!this.isKept) this.#later(QUIET);
    } catch (error) {
      this.#failed(problemOf(error));
    } finally {
      this.#running = null;
    }
  }

  #failed(problem: ProblemError): void {
    if (problem.uncertain) {
      this.#doors.tell({ state: 'offline' });
      return this.#later(AGAIN);
    }
    this.#overtaken = problem.status === 412;
    this.#doors.tell({ state: this.#overtaken ? 'overtaken' : 'refused', problem });
  }

  #later(wait: number): void {
    this.#rest();
    this.#callOff = this.#doors.after(wait, () => void this.save());
  }

  #rest(): void {
    this.#callOff?.();
    this.#callOff = null;
  }
}
