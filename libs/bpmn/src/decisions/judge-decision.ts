import { type Text, text } from '#kernel';
import { evaluate, parseUnaryTests } from 'feelin';
import { feelError, unexpected } from '../feel.js';
import { split } from './cells.js';
import { type Decision, type DecisionFlaw, type DecisionTable, type OutputClause, type TableRule } from './decision.js';
import { judgeTable } from './judge-table.js';
import { plain, same, typed } from './values.js';

/** Everything that can be said of one decision without data: its FEEL, its outputs, its overlaps and gaps. */
export function judgeDecision(decision: Decision): DecisionFlaw[] {
  const { logic } = decision;
  const flaw: Flaw = (rule, number, message) => ({ rule, severity: 'error', at: { key: decision.key, decision: decision.id, rule: number }, message: placed(decision, number, message) });
  if (logic.kind === 'literal') return expression(flaw, null, logic.expression);
  const written = [...columns(flaw, logic), ...logic.rules.flatMap((rule) => cells(flaw, logic, rule))];
  return written.length > 0 ? written : judgeTable(decision, logic);
}

type Flaw = (rule: string, number: number | null, message: Text) => DecisionFlaw;

const placed = ({ key, name }: Decision, number: number | null, message: Text): Text => {
  const at = number === null ? text('', '') : text(`, quy tắc ${number}`, `, rule ${number}`);
  return text(`Quyết định «${name}» (${key}${at.vi}): ${message.vi}`, `Decision "${name}" (${key}${at.en}): ${message.en}`);
};

function columns(flaw: Flaw, table: DecisionTable): DecisionFlaw[] {
  const names = table.outputs.map(({ name }) => name);
  const several = table.outputs.length > 1;
  const unnamed = several && names.some((name, index) => name === '' || names.indexOf(name) !== index);
  const aggregated = table.aggregation !== null && (several || table.hitPolicy !== 'COLLECT');
  const ordered = ['PRIORITY', 'OUTPUT ORDER'].includes(table.hitPolicy) && table.outputs.every(({ allowed }) => allowed === null);
  return [
    ...table.inputs.flatMap(({ expression: source, allowed }) => [...expression(flaw, null, source), ...(allowed === null ? [] : unary(flaw, null, allowed))]),
    ...table.outputs.flatMap((output) => (output.otherwise === null ? [] : given(flaw, output, output.otherwise, null))),
    ...(table.outputs.length === 0 ? [flaw('decision-output', null, text('Bảng không có cột kết quả.', 'The table has no output.'))] : []),
    ...(unnamed ? [flaw('decision-output', null, text('Mỗi cột kết quả phải có tên riêng.', 'Each output needs a name of its own.'))] : []),
    ...(aggregated ? [flaw('decision-output', null, text('Chỉ COLLECT với một cột kết quả mới gộp được.', 'Only COLLECT with one output can be aggregated.'))] : []),
    ...(ordered ? [flaw('decision-output', null, text(`${table.hitPolicy} cần danh sách giá trị kết quả theo thứ tự ưu tiên.`, `${table.hitPolicy} needs the list of output values in the order of priority.`))] : []),
  ];
}

const cells = (flaw: Flaw, table: DecisionTable, { number, inputs, outputs }: TableRule): DecisionFlaw[] => [
  ...inputs.flatMap((test) => (test === '-' ? [] : unary(flaw, number, test))),
  ...table.outputs.flatMap((output, column) => given(flaw, output, outputs[column] ?? '', number)),
];

function given(flaw: Flaw, output: OutputClause, source: string, number: number | null): DecisionFlaw[] {
  if (source === '' || source === '-') return [];
  const wrong = expression(flaw, number, source);
  if (wrong.length > 0 || !isLiteral(source)) return wrong;
  const value = plain(evaluate(source, {}).value);
  if (typed(value, output.type) === undefined) return [flaw('decision-output', number, text(`Kết quả «${source}» không phải ${output.type}.`, `Output "${source}" is no ${output.type}.`))];
  const allowed = output.allowed === null ? [] : split(output.allowed);
  const isKnown = !allowed.every(isLiteral) || allowed.length === 0 || allowed.some((one) => same(evaluate(one, {}).value, value));
  return isKnown ? [] : [flaw('decision-output', number, text(`Kết quả «${source}» không thuộc: ${output.allowed}.`, `Output "${source}" is not among: ${output.allowed}.`))];
}

const isLiteral = (source: string): boolean => /^("(?:[^"\\]|\\.)*"|-?\d+(\.\d+)?|true|false)$/.test(source.trim());

function expression(flaw: Flaw, number: number | null, source: string): DecisionFlaw[] {
  const fault = feelError(source);
  return fault === null ? [] : [flaw('decision-feel', number, text(`Biểu thức «${source}» không phải FEEL hợp lệ: ${fault.vi}.`, `Expression "${source}" is not valid FEEL: ${fault.en}.`))];
}

function unary(flaw: Flaw, number: number | null, source: string): DecisionFlaw[] {
  const faults: Text[] = [];
  parseUnaryTests(source, {}, undefined).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) faults.push(unexpected(source, from, to));
      if (type.name === 'FunctionDefinition') faults.push(text('không được định nghĩa hàm ở đây', 'functions cannot be defined here'));
      if (type.name === 'IterationContext') faults.push(text('trong ô không có vòng lặp', 'no loops in a cell'));
    },
  });
  const [fault] = faults;
  return fault === undefined ? [] : [flaw('decision-feel', number, text(`Ô «${source}» không phải FEEL hợp lệ: ${fault.vi}.`, `Cell "${source}" is not valid FEEL: ${fault.en}.`))];
}
