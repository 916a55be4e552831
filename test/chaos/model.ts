/** What the clients were told: the product may know more than this only where it never answered. */
export class Model {
  /** By code. `kind` names the way the dossier goes: procedure and variant of its data. */
  readonly received = new Map<string, { kind: string }>();
  /** Acknowledged completions by task. */
  readonly completed = new Map<string, { dossier: string; times: number }>();
  /** Acknowledged manual stops by dossier. */
  readonly stopped = new Map<string, number>();
  /** What was wrong with an answer itself. */
  readonly faults: string[] = [];
  readonly #answers = new Map<string, number>();

  receive(code: string, kind: string): void {
    const known = this.received.get(code);
    if (known) this.faults.push(`${code} was given to two receptions`);
    this.received.set(code, { kind });
  }

  complete(task: string, dossier: string): void {
    const known = this.completed.get(task);
    this.completed.set(task, { dossier, times: (known?.times ?? 0) + 1 });
  }

  stop(dossier: string): void {
    this.stopped.set(dossier, (this.stopped.get(dossier) ?? 0) + 1);
  }

  count(answer: string): void {
    this.#answers.set(answer, (this.#answers.get(answer) ?? 0) + 1);
  }

  get answers(): Record<string, number> {
    return Object.fromEntries([...this.#answers].sort(([a], [b]) => a.localeCompare(b)));
  }
}
