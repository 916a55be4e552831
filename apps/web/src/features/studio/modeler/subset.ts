import type { Shape } from './parts.js';
import { translate } from './translate.js';

/** Kinds of elements that the engine does not run (docs/executable-subset.md): they are not offered. */
const NOT_RUN = new Set([
  'replace-with-complex-gateway', 'replace-with-exclusive-event-based-gateway', 'replace-with-parallel-event-based-instantiate-gateway',
  'replace-with-task', 'replace-with-manual-task',
]);

type Entries = Record<string, { action?: object; title?: string; group?: string; className?: string } | undefined>;

/** Takes away from the menus what cannot be executed, and puts a person's work where bpmn-js would put an abstract task. */
export class Subset {
  static readonly $inject = ['popupMenu', 'contextPad', 'elementFactory', 'autoPlace', 'create'];

  constructor(
    popupMenu: { registerProvider(id: string, priority: number, provider: object): void },
    contextPad: { registerProvider(priority: number, provider: object): void },
    private readonly elementFactory: { createShape(attrs: object): Shape },
    private readonly autoPlace: { append(source: Shape, shape: Shape): void },
    private readonly create: { start(event: Event, shape: Shape, context: object): void },
  ) {
    popupMenu.registerProvider('bpmn-replace', 500, { getPopupMenuEntries: () => (entries: Entries) => Object.fromEntries(Object.entries(entries).filter(([name]) => !NOT_RUN.has(name))) });
    contextPad.registerProvider(500, this);
  }

  getContextPadEntries(): (entries: Entries) => Entries {
    return (entries) => {
      if (!entries['append.append-task']) return entries;
      return { ...entries, 'append.append-task': this.#append('bpmn:UserTask', 'bpmn-icon-user-task', 'Append task') };
    };
  }

  #append(type: string, className: string, title: string): NonNullable<Entries[string]> {
    const made = (): Shape => this.elementFactory.createShape({ type });
    return {
      group: 'model', className, title: translate(title),
      action: {
        click: (_: Event, element: Shape) => this.autoPlace.append(element, made()),
        dragstart: (event: Event, element: Shape) => this.create.start(event, made(), { source: element }),
      },
    };
  }
}
