import { type ModdleElement, is, list, string } from '../document.js';
import { isExpression } from '../feel.js';
import { type Maker, become, copyAll, repoint, replaceIn, walk } from './tree.js';

/** Elements that calls within one document may add; more is a document that calls itself large. */
const MOST_COPIED = 5_000;

const TASK_OF: Readonly<Record<string, string>> = {
  'bpmn:GlobalTask': 'bpmn:Task',
  'bpmn:GlobalUserTask': 'bpmn:UserTask',
  'bpmn:GlobalManualTask': 'bpmn:ManualTask',
  'bpmn:GlobalScriptTask': 'bpmn:ScriptTask',
  'bpmn:GlobalBusinessRuleTask': 'bpmn:BusinessRuleTask',
};

/** What of a document a call activity calls, if anything: a process or a global task. */
export function calledIn(definitions: ModdleElement, call: ModdleElement): ModdleElement | undefined {
  const called = string(call, 'calledElement')?.trim() ?? '';
  if (!is(call, 'CallActivity') || called === '' || isExpression(called)) return undefined;
  const local = called.replace(/^[\w.-]+:/, '');
  return list(definitions, 'rootElements').find((root) => root.id === local && (is(root, 'Process') || root.$type in TASK_OF));
}

/**
 * Calls of what stands in the same document (BPMN 2.0.2, 10.3.6 and 13.3.4): a process runs inside its caller as a sub-process does, a
 * global task as the task that it is. What calls itself is left a call, for there is no end to writing it in.
 */
export class LocalCalls {
  /** By the id of a copied element the id that is drawn. */
  readonly copies: Record<string, string> = {};
  readonly replaced = new Map<ModdleElement, ModdleElement>();
  readonly #home = new Map<ModdleElement, ModdleElement>();
  #copied = 0;
  #calls = 0;

  constructor(
    private readonly maker: Maker,
    private readonly definitions: ModdleElement,
    private readonly mark: string,
  ) {}

  writeIn(scope: ModdleElement, around: readonly ModdleElement[]): void {
    for (const element of list(scope, 'flowElements')) {
      const called = calledIn(this.definitions, element);
      if (!called) this.writeIn(element, around);
      else if (!is(called, 'Process')) this.#replace(scope, element, this.#task(element, called));
      else if (!around.includes(called)) this.#process(scope, element, called, around);
    }
  }

  #process(scope: ModdleElement, call: ModdleElement, called: ModdleElement, around: readonly ModdleElement[]): void {
    const home = this.#home.get(called);
    if (home && (this.#copied += sizeOf(home)) > MOST_COPIED) return;
    const inside = become(this.maker, call, 'bpmn:SubProcess');
    inside.name = call.name ?? called.name;
    this.#replace(scope, call, inside);
    const from = home ?? called;
    if (home) repoint(home, this.replaced);
    const suffix = `${this.mark}in${++this.#calls}`;
    const contents = ['flowElements', 'artifacts', 'laneSets', 'properties'] as const;
    const all = contents.flatMap((property) => list(from, property));
    const placed = home ? this.#copy(all, inside, suffix) : all;
    for (const property of contents) {
      const ours = placed.filter((_, at) => list(from, property).includes(all[at] as ModdleElement));
      for (const one of ours) one.$parent = inside;
      if (ours.length > 0) inside[property] = ours;
    }
    if (home) return;
    this.#home.set(called, inside);
    this.writeIn(inside, [...around, called]);
  }

  #copy(elements: readonly ModdleElement[], parent: ModdleElement, suffix: string): ModdleElement[] {
    return copyAll(this.maker, elements, parent, (id) => {
      this.copies[`${id}${suffix}`] = this.copies[id] ?? id;
      return `${id}${suffix}`;
    });
  }

  #task(call: ModdleElement, called: ModdleElement): ModdleElement {
    const task = become(this.maker, call, TASK_OF[called.$type] as string);
    task.name = call.name ?? called.name;
    if (is(called, 'GlobalScriptTask')) Object.assign(task, { scriptFormat: called['scriptLanguage'], script: called['script'] });
    return task;
  }

  #replace(scope: ModdleElement, element: ModdleElement, other: ModdleElement): void {
    replaceIn(scope, element, other);
    this.replaced.set(element, other);
  }
}

function sizeOf(scope: ModdleElement): number {
  let size = 0;
  walk(scope, () => size++);
  return size;
}
