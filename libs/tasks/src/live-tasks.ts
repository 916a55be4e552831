import { heldBy } from '#platform';
import type { EntityManager } from 'typeorm';
import type { Task } from './task.js';

/** What a process remembers of a dossier: its open tasks. */
const LIVE = 'tasks';

/**
 * The open tasks of one dossier, oldest first, as a transaction has read and changed them. What it leaves is remembered by the process
 * until somebody else moves the dossier.
 */
export class LiveTasks {
  readonly #known = new WeakMap<EntityManager, { dossier: string; tasks: Task[] }>();

  /** Null where the database has to be asked. `name` is the dossier, or a task of it. */
  of(tx: EntityManager, name: string): Task[] | null {
    const known = this.#known.get(tx);
    if (known && (known.dossier === name || known.tasks.some(({ id }) => id === name))) return known.tasks;
    const recalled = heldBy(tx)?.take<Task[]>(name, LIVE, []);
    if (recalled) this.set(tx, recalled[0]?.dossier ?? name, recalled);
    return recalled ?? null;
  }

  set(tx: EntityManager, dossier: string, tasks: readonly Task[]): void {
    const known = { dossier, tasks: tasks.toSorted(inOrder) };
    this.#known.set(tx, known);
    heldBy(tx)?.keep(dossier, LIVE, known.tasks, tasks.map(({ id }) => id));
  }

  // What is written of them at the same time.

  add(tx: EntityManager, tasks: readonly Task[]): void {
    const added = tasks.map(({ overridden: _, ...task }) => ({ ...task, priority: 0 }));
    const [first] = tasks;
    if (first) this.of(tx, first.dossier);
    const dossier = this.#known.get(tx)?.dossier;
    if (tasks.every((task) => task.dossier === dossier)) this.#change(tx, (known) => [...known, ...added]);
    else this.#forget(tx);
  }

  /** Those that are ended are open no more. */
  remove(tx: EntityManager, ids: readonly string[]): void {
    this.#change(tx, (known) => known.filter(({ id }) => !ids.includes(id)));
  }

  alter(tx: EntityManager, id: string, changed: (task: Task) => Partial<Task>): void {
    if (!this.#known.get(tx)?.tasks.some((task) => task.id === id)) return this.#forget(tx);
    this.#change(tx, (known) => known.map((task) => (task.id === id ? { ...task, ...changed(task), version: task.version + 1 } : task)));
  }

  #change(tx: EntityManager, change: (tasks: Task[]) => Task[]): void {
    const known = this.#known.get(tx);
    if (known) this.set(tx, known.dossier, change(known.tasks));
  }

  #forget(tx: EntityManager): void {
    const known = this.#known.get(tx);
    this.#known.delete(tx);
    if (known) heldBy(tx)?.drop(known.dossier, LIVE);
  }
}

const inOrder = (a: Task, b: Task): number => a.openedAt.getTime() - b.openedAt.getTime() || (a.id < b.id ? -1 : 1);
