import type { DraftView } from '#contract';
import { saveDraft } from './draft/draft-api.js';
import { DraftKeeper, type Keeping } from './draft/draft-keeper.js';
import { StudioModeler } from './modeler/studio-modeler.js';
import { refuseChanges } from './modeler/reading.js';
import type { Surroundings } from './properties/surroundings.js';

/** Forms and decisions that belong to the drawing. */
export interface Attachments {
  forms: DraftView['forms'];
  decisions: DraftView['decisions'];
}

interface Tellings {
  changed: () => void;
  selected: (elements: string[]) => void;
  kept: (keeping: Keeping) => void;
}

/** One draft that is open: its modeler, its forms and decisions, and that all of it is kept saved. Ends with `close`, which saves the rest. */
export class StudioSession {
  readonly modeler: StudioModeler;
  readonly keeper: DraftKeeper;
  readonly canWrite: boolean;
  #attachments: Attachments;
  readonly #tell: Tellings;

  constructor(draft: DraftView, places: { canvas: HTMLElement; properties: HTMLElement }, surroundings: Surroundings, canWrite: boolean, tell: Tellings) {
    this.canWrite = canWrite;
    this.#tell = tell;
    this.#attachments = { forms: draft.forms, decisions: draft.decisions };
    this.modeler = new StudioModeler(places, surroundings, { changed: () => this.#changed(), selected: tell.selected });
    if (!canWrite) refuseChanges(this.modeler.get);
    this.keeper = new DraftKeeper(draft.version, {
      read: async () => ({ bpmn: await this.modeler.xml(), ...this.#attachments }),
      send: (version, content) => saveDraft(draft.id, version, content),
      tell: tell.kept,
      after: (wait, run) => {
        const timer = setTimeout(run, wait);
        return () => clearTimeout(timer);
      },
    });
  }

  get attachments(): Attachments {
    return this.#attachments;
  }

  attach(attachments: Partial<Attachments>): void {
    this.#attachments = { ...this.#attachments, ...attachments };
    this.#changed();
  }

  /** Another drawing in place of this one: not a step of undo, but a change that is saved. */
  async replace(bpmn: string): Promise<void> {
    await this.modeler.open(bpmn);
    this.#changed();
  }

  async content(): Promise<{ bpmn: string } & Attachments> {
    return { bpmn: await this.modeler.xml(), ...this.#attachments };
  }

  async close(): Promise<void> {
    try {
      await this.keeper.save();
    } finally {
      this.keeper.stop();
      this.modeler.destroy();
    }
  }

  #changed(): void {
    if (this.canWrite) this.keeper.touch();
    this.#tell.changed();
  }
}
