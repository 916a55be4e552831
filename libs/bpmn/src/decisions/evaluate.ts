import { type Text, text } from '#kernel';
import { evaluate, unaryTest } from 'feelin';
import { type Decision, type DecisionPlace, type DecisionTable, type InputClause, type OutputClause, type TableRule, isSingleHit } from './decision.js';
import { feelClock } from './feel-clock.js';
import { plain, same, told, typed } from './values.js';

/** A decision that gives nothing for these values: what the law, the table or the data leave open, and who must mend it. */
export class UndecidedError extends Error {
  constructor(
    readonly at: DecisionPlace,
    readonly reason: Text,
  ) {
    super(reason.en);
    this.name = 'UndecidedError';
  }
}

/** What a decision was decided by, for the file: the rules that hit. */
export interface Decided {
  value: unknown;
  hits: number[];
}

type Values = Record<string, unknown>;

/** Evaluates a decision after those it requires. Throws `UndecidedError`; nothing is kept between two evaluations. */
export class Evaluation {
  readonly #clock: Values;
  readonly #known = new Map<string, Decided>();

  constructor(
    private readonly find: (id: string) => Decision | undefined,
    private readonly variables: Values,
    now: Date,
  ) {
    this.#clock = feelClock(now);
  }

  decide(decision: Decision): Decided {
    const known = this.#known.get(decision.id);
    if (known) return known;
    const required = decision.requires.flatMap((id) => this.find(id) ?? []);
    const values = { ...this.#clock, ...this.variables, ...Object.fromEntries(required.map((needed) => [needed.variable, this.decide(needed).value])) };
    const decided = decision.logic.kind === 'table' ? this.#table(decision, decision.logic, values) : { value: this.#literal(decision, decision.logic.expression, values, null), hits: [] };
    this.#known.set(decision.id, decided);
    return decided;
  }

  #literal(decision: Decision, expression: string, values: Values, rule: number | null): unknown {
    try {
      return plain(evaluate(expression, values).value);
    } catch (fault) {
      throw undecided(decision, rule, text(`biểu thức «${expression}» không tính được`, `the expression "${expression}" cannot be evaluated (${(fault as Error).message})`));
    }
  }

  #table(decision: Decision, table: DecisionTable, values: Values): Decided {
    const given = table.inputs.map((input) => this.#input(decision, input, values));
    const hits = table.rules.filter((rule) => rule.inputs.every((test, column) => this.#passes(decision, rule, test, given[column], values)));
    const outputs = new Map(hits.map((rule) => [rule, this.#outputs(decision, table, rule, values)]));
    const chosen = choose(decision, table, hits, outputs);
    const found = chosen.map((rule) => outputs.get(rule) as unknown[]);
    if (isSingleHit(table)) return { value: shaped(table, found[0] ?? this.#otherwise(decision, table, values, given)), hits: chosen.map(({ number }) => number) };
    return { value: gathered(table, found), hits: chosen.map(({ number }) => number) };
  }

  #input(decision: Decision, { expression, type, label, allowed }: InputClause, values: Values): unknown {
    const raw = this.#literal(decision, expression, values, null);
    const value = typed(raw, type);
    if (value === undefined) throw undecided(decision, null, text(`giá trị ${told(raw)} của «${label}» không phải ${type}`, `value ${told(raw)} of "${label}" is no ${type}`));
    if (value !== null && allowed !== null && unaryTest(allowed, { ...values, '?': value }).value !== true) {
      throw undecided(decision, null, text(`giá trị ${told(raw)} của «${label}» nằm ngoài ${allowed}`, `value ${told(raw)} of "${label}" is not among ${allowed}`));
    }
    return value;
  }

  #passes(decision: Decision, { number }: TableRule, test: string, value: unknown, values: Values): boolean {
    if (test === '-') return true;
    try {
      return unaryTest(test, { ...values, '?': value }).value === true;
    } catch {
      throw undecided(decision, number, text(`ô «${test}» không tính được`, `the cell "${test}" cannot be evaluated`));
    }
  }

  #outputs(decision: Decision, { outputs }: DecisionTable, rule: TableRule, values: Values): unknown[] {
    return outputs.map((output, column) => this.#output(decision, output, rule.outputs[column] ?? '', values, rule.number));
  }

  #output(decision: Decision, output: OutputClause, expression: string, values: Values, rule: number | null): unknown {
    if (expression === '' || expression === '-') return null;
    const raw = this.#literal(decision, expression, values, rule);
    const value = typed(raw, output.type);
    if (value === undefined) throw undecided(decision, rule, text(`kết quả ${told(raw)} của «${output.name}» không phải ${output.type}`, `output ${told(raw)} of "${output.name}" is no ${output.type}`));
    const isAllowed = value === null || output.allowed === null || unaryTest(output.allowed, { ...values, '?': value }).value === true;
    if (!isAllowed) throw undecided(decision, rule, text(`kết quả ${told(raw)} nằm ngoài ${output.allowed}`, `output ${told(raw)} is not among ${output.allowed}`));
    return plain(value);
  }

  #otherwise(decision: Decision, { inputs, outputs }: DecisionTable, values: Values, given: unknown[]): unknown[] {
    if (outputs.some(({ otherwise }) => otherwise !== null)) return outputs.map((output) => this.#output(decision, output, output.otherwise ?? '', values, null));
    const asked = inputs.map(({ label }, column) => `${label} = ${told(given[column])}`).join(', ');
    throw undecided(decision, null, text(`không quy tắc nào ứng với ${asked}`, `no rule fits ${asked}`));
  }
}

const undecided = ({ key, id, name }: Decision, rule: number | null, reason: Text): UndecidedError => {
  const at = rule === null ? text('', '') : text(`, quy tắc ${rule}`, `, rule ${rule}`);
  return new UndecidedError({ key, decision: id, rule }, text(`Quyết định «${name}» (${key}${at.vi}): ${reason.vi}`, `Decision "${name}" (${key}${at.en}): ${reason.en}`));
};

/** The rules that count, in the order in which they count (DMN 1.3, 8.2.10). */
function choose(decision: Decision, table: DecisionTable, hits: TableRule[], outputs: Map<TableRule, unknown[]>): TableRule[] {
  const numbers = hits.map(({ number }) => number).join(', ');
  switch (table.hitPolicy) {
    case 'UNIQUE':
      if (hits.length > 1) throw undecided(decision, hits[1]?.number ?? null, text(`các quy tắc ${numbers} cùng khớp, bảng chỉ cho phép một`, `rules ${numbers} all hit where the table allows one`));
      return hits;
    case 'ANY':
      if (hits.some((rule) => !same(outputs.get(rule), outputs.get(hits[0] as TableRule)))) throw undecided(decision, hits[1]?.number ?? null, text(`các quy tắc ${numbers} cùng khớp nhưng khác kết quả`, `rules ${numbers} hit with different outputs`));
      return hits.slice(0, 1);
    case 'FIRST':
      return hits.slice(0, 1);
    case 'PRIORITY':
      return byPriority(table, hits, outputs).slice(0, 1);
    case 'OUTPUT ORDER':
      return byPriority(table, hits, outputs);
    default:
      return hits;
  }
}

/** Earlier in the list of the outputs' values is more important; the first output decides before the second. */
function byPriority({ outputs: clauses }: DecisionTable, hits: TableRule[], outputs: Map<TableRule, unknown[]>): TableRule[] {
  const orders = clauses.map(({ allowed }) => (allowed === null ? [] : valuesOf(allowed)));
  const rank = (rule: TableRule): number[] => orders.map((order, column) => {
    const at = order.findIndex((value) => same(value, outputs.get(rule)?.[column]));
    return at < 0 ? order.length : at;
  });
  return [...hits].sort((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    const column = a.findIndex((place, index) => place !== b[index]);
    return column < 0 ? one.number - other.number : (a[column] ?? 0) - (b[column] ?? 0);
  });
}

const valuesOf = (list: string): unknown[] => (plain(evaluate(`[${list}]`, {}).value) as unknown[] | null) ?? [];

const shaped = ({ outputs }: DecisionTable, row: unknown[]): unknown => (outputs.length === 1 ? row[0] : Object.fromEntries(outputs.map(({ name }, column) => [name, row[column] ?? null])));

function gathered(table: DecisionTable, rows: unknown[][]): unknown {
  if (table.hitPolicy !== 'COLLECT' || table.aggregation === null) return rows.map((row) => shaped(table, row));
  const numbers = rows.map(([value]) => value as number);
  if (table.aggregation === 'COUNT') return numbers.length;
  if (numbers.length === 0) return null;
  if (table.aggregation === 'SUM') return numbers.reduce((sum, value) => sum + value, 0);
  return table.aggregation === 'MIN' ? Math.min(...numbers) : Math.max(...numbers);
}
