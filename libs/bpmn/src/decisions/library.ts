import { type Text, text } from '#kernel';
import type { Decision, DecisionFlaw, Decisions } from './decision.js';
import { type Decided, Evaluation, UndecidedError } from './evaluate.js';
import { judgeDecision } from './judge-decision.js';
import { readDmn } from './read-dmn.js';

/** The decisions of one procedure, read once and evaluated as often as one likes. */
export class DecisionLibrary implements Decisions {
  readonly #byId = new Map<string, Decision>();
  readonly #byKey = new Map<string, Decision[]>();

  constructor(
    decisions: readonly Decision[],
    /** What is wrong in them, whoever uses them. */
    readonly flaws: readonly DecisionFlaw[],
  ) {
    for (const decision of decisions) {
      if (!this.#byId.has(decision.id)) this.#byId.set(decision.id, decision);
      this.#byKey.set(decision.key, [...(this.#byKey.get(decision.key) ?? []), decision]);
    }
  }

  static readonly EMPTY = new DecisionLibrary([], []);

  /**
   * The decision that a task names: by its id, or by the key of its file, where that has a decision of the same id or one that no other of
   * the file needs. Null where there is none, or more than one.
   */
  find(ref: string): Decision | null {
    const ofFile = this.#byKey.get(ref) ?? [];
    const required = new Set(ofFile.flatMap(({ requires }) => requires));
    const tops = ofFile.filter(({ id }) => !required.has(id));
    return ofFile.find(({ id }) => id === ref) ?? (tops.length === 1 ? (tops[0] as Decision) : (this.#byId.get(ref) ?? null));
  }

  /** Throws `UndecidedError`. */
  decide(ref: string, variables: Record<string, unknown>, now: Date): Decided & { decision: Decision } {
    const decision = this.find(ref);
    if (!decision) throw new UndecidedError({ key: ref, decision: null, rule: null }, unknown(ref));
    return { decision, ...new Evaluation((id) => this.#byId.get(id), variables, now).decide(decision) };
  }

  /** The variables that a task gets from a decision: under `result`, else a context by its keys, else under the decision's own name. */
  outputOf(ref: string, result: string | null, variables: Record<string, unknown>, now: Date): Record<string, unknown> {
    const { decision, value } = this.decide(ref, variables, now);
    if (result !== null) return { [result]: value };
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    return { [nameOf(decision)]: value };
  }
}

const unknown = (ref: string): Text => text(`Không có quyết định «${ref}»`, `There is no decision "${ref}"`);

function nameOf({ logic, variable }: Decision): string {
  const named = logic.kind === 'table' && logic.outputs.length === 1 ? logic.outputs[0]?.name : '';
  return named || variable;
}

/** Reads DMN documents by key. Total: what cannot be read becomes a flaw of the library. */
export async function readDecisions(documents: Readonly<Record<string, string>>): Promise<DecisionLibrary> {
  const [decisions, flaws]: [Decision[], DecisionFlaw[]] = [[], []];
  for (const [key, source] of Object.entries(documents)) {
    const file = await readDmn(key, source);
    if (file.ok) decisions.push(...file.value.decisions);
    flaws.push(...(file.ok ? file.value.flaws : [malformed(key, file.rejection.message)]));
  }
  return new DecisionLibrary(decisions, [...flaws, ...decisions.flatMap(judgeDecision), ...requirements(decisions)]);
}

const malformed = (key: string, message: Text): DecisionFlaw => ({ rule: 'decision-malformed', severity: 'error', at: { key, decision: null, rule: null }, message: text(`Quyết định «${key}»: ${message.vi}`, `Decision "${key}": ${message.en}`) });

/** Decisions that need one that is not there, need themselves, or share their id. */
function requirements(decisions: readonly Decision[]): DecisionFlaw[] {
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  const reaches = (from: Decision, to: Decision, seen = new Set<Decision>()): boolean =>
    from.requires.some((id) => {
      const next = byId.get(id);
      if (!next || seen.has(next)) return false;
      seen.add(next);
      return next === to || reaches(next, to, seen);
    });
  return decisions.flatMap((decision) => {
    const { key, id, name, requires } = decision;
    const flaw = (message: Text): DecisionFlaw => ({ rule: 'decision-requirement', severity: 'error', at: { key, decision: id, rule: null }, message: text(`Quyết định «${name}» (${key}): ${message.vi}`, `Decision "${name}" (${key}): ${message.en}`) });
    return [
      ...requires.filter((needed) => !byId.has(needed)).map((needed) => flaw(text(`cần quyết định «${needed}» không có.`, `needs decision "${needed}", which is not there.`))),
      ...(reaches(decision, decision) ? [flaw(text('cần chính kết quả của mình.', 'needs its own result.'))] : []),
      ...(byId.get(id) === decision ? [] : [flaw(text(`mã «${id}» đã dùng cho quyết định khác.`, `the id "${id}" is another decision's too.`))]),
    ];
  });
}
