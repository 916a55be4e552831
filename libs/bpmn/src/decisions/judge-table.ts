import { type Text, text } from '#kernel';
import { type Atom, type Cell, atomsOf, cellOf, lets, shown } from './cells.js';
import { type Decision, type DecisionFlaw, type DecisionTable, isSingleHit } from './decision.js';

/** Combinations of atoms that are looked at; above, nothing is said: what is not proven is not claimed. */
const MOST_COMBINATIONS = 100_000;

/** Overlaps where one rule at most may hit, and values that no rule takes: what can be proven without evaluating anything. */
export function judgeTable(decision: Decision, table: DecisionTable): DecisionFlaw[] {
  const cells = table.rules.map((rule) => table.inputs.map((input, column) => cellOf(rule.inputs[column] ?? '-', input)));
  const atoms = table.inputs.map((input, column) => atomsOf(input, cells.map((row) => row[column] ?? null)));
  const combinations = atoms.reduce((product, column) => product * column.length, 1);
  if (combinations > MOST_COMBINATIONS || combinations === 0) return [];
  return [...overlaps(decision, table, cells, atoms), ...gap(decision, table, cells, atoms)];
}

type Row = readonly (Cell | null)[];

function overlaps(decision: Decision, table: DecisionTable, cells: Row[], atoms: Atom[][]): DecisionFlaw[] {
  if (!['UNIQUE', 'ANY'].includes(table.hitPolicy)) return [];
  const contradicts = (one: number, other: number): boolean =>
    table.hitPolicy === 'UNIQUE' || JSON.stringify(table.rules[one]?.outputs) !== JSON.stringify(table.rules[other]?.outputs);
  return table.rules.flatMap((rule, other) => {
    const one = cells.findIndex((row, index) => index < other && contradicts(index, other) && commonAtoms(row, cells[other] as Row, atoms) !== null);
    if (one < 0) return [];
    const common = commonAtoms(cells[one] as Row, cells[other] as Row, atoms) ?? [];
    const where = described(table, common);
    return [flaw('decision-overlap', 'error', decision, rule.number, text(
      `Quy tắc ${one + 1} và ${rule.number} cùng khớp khi ${where}, trong khi chính sách ${table.hitPolicy} không cho phép.`,
      `Rules ${one + 1} and ${rule.number} both hit where ${where}, which hit policy ${table.hitPolicy} does not allow.`,
    ))];
  });
}

/** For each column an atom that both rows let through; null where there is none, or a cell is not understood. */
function commonAtoms(one: Row, other: Row, atoms: Atom[][]): Atom[] | null {
  const common = atoms.map((column, index) => {
    const [a, b] = [one[index], other[index]];
    return a && b ? column.find((atom) => lets(a, atom) && lets(b, atom)) : undefined;
  });
  return common.includes(undefined) ? null : (common as Atom[]);
}

/** A cell that is not understood may take anything. */
function gap(decision: Decision, table: DecisionTable, cells: Row[], atoms: Atom[][]): DecisionFlaw[] {
  if (!isSingleHit(table) || table.outputs.some(({ otherwise }) => otherwise !== null)) return [];
  const missing = combinationsOf(atoms).find((atoms) => !cells.some((row) => row.every((cell, column) => cell === null || lets(cell, atoms[column] as Atom))));
  if (!missing) return [];
  const where = described(table, missing);
  return [flaw('decision-gap', 'warning', decision, null, text(`Không quy tắc nào ứng với ${where}; bước sẽ bị từ chối khi gặp giá trị ấy.`, `No rule fits ${where}; a step that meets it is refused.`))];
}

function* combinationsOf(atoms: readonly Atom[][], column = 0): Generator<Atom[]> {
  const here = atoms[column];
  if (!here) return yield [];
  for (const atom of here) for (const rest of combinationsOf(atoms, column + 1)) yield [atom, ...rest];
}

const described = ({ inputs }: DecisionTable, atoms: Atom[]): string =>
  inputs.flatMap((input, column) => (atoms[column] ? [`${input.label} = ${shown(atoms[column], input)}`] : [])).join(', ');

const flaw = (rule: string, severity: DecisionFlaw['severity'], { key, id, name }: Decision, number: number | null, message: Text): DecisionFlaw => ({
  rule, severity, at: { key, decision: id, rule: number }, message: text(`Quyết định «${name}» (${key}): ${message.vi}`, `Decision "${name}" (${key}): ${message.en}`),
});
