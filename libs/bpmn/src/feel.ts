import { type Text, text } from '#kernel';
import { evaluate, parseExpression } from 'feelin';
import { patternFault } from './feel-functions.js';

/** A node of feelin's syntax tree, whose own types it does not export. */
type SyntaxNode = ReturnType<typeof parseExpression>['topNode'];

/** A leading `=` marks an expression where plain text is possible too; where only an expression is possible it may be left out. */
export const isExpression = (source: string): boolean => source.trim().startsWith('=');

export const expressionOf = (source: string): string => source.trim().replace(/^=/, '').trim();

/** Rounds that the loops of one expression may make: more is no condition but a program, and nothing could stop it. */
const MOST_ROUNDS = 10_000;

/**
 * What is wrong with a FEEL expression (with or without its `=`), or null. It is parsed and never evaluated: a document that nobody has
 * approved must not make the product work. Names are not resolved. Loops over ranges must have bounded, written ends, and functions may not
 * be defined, so that every expression ends in good time.
 */
export function feelError(source: string): Text | null {
  const expression = expressionOf(source);
  if (expression === '') return text('biểu thức rỗng', 'empty expression');
  if (/^[<>!=]/.test(expression)) return text('phép so sánh thiếu vế trái', 'a comparison needs a left side');
  if (/^[$#]\{/.test(expression)) return text(`${expression.slice(0, 2)}…} là biểu thức của công cụ khác`, `${expression.slice(0, 2)}…} is not FEEL`);
  let [wrong, rounds]: [Text | null, number] = [null, 1];
  parseExpression(expression, {}, undefined).iterate({
    enter: ({ type, node, from, to }) => {
      if (type.isError) wrong ??= unexpected(expression, from, to);
      if (type.name === 'FunctionDefinition') wrong ??= text('không được định nghĩa hàm ở đây', 'functions cannot be defined here');
      if (type.name === 'FunctionInvocation') wrong ??= unknownIn(node, expression) ?? patternFaultIn(node, expression);
      if (type.name === 'SimplePositiveUnaryTest' && node.prevSibling?.type.name === 'CompareOp') wrong ??= notFeel(`${expression.slice(node.prevSibling.from, from)}${expression[from] ?? ''}`);
      if (type.name === 'IterationContext') rounds *= roundsOf(node, expression);
    },
  });
  if (wrong) return wrong;
  if (Number.isNaN(rounds)) return text('vòng lặp trên một khoảng phải ghi hai số ở hai đầu', 'a loop over a range needs two numbers as its ends');
  return rounds > MOST_ROUNDS ? text(`các vòng lặp chạy ${rounds} lần, quá ${MOST_ROUNDS}`, `the loops make ${rounds} rounds, more than ${MOST_ROUNDS}`) : null;
}

/** Values that are neither true nor false, whatever the data are. */
const NO_TRUTHS = new Set(['NumericLiteral', 'StringLiteral', 'DateTimeLiteral', 'List', 'Context', 'Interval', 'ForExpression', 'null']);

/** Whether an expression that parses is surely no condition: a number, a text, a date, a list, written as such. */
export const isNoCondition = (source: string): boolean => isNoTruth(parseExpression(expressionOf(source), {}, undefined).topNode);

function isNoTruth({ type, firstChild, lastChild }: SyntaxNode): boolean {
  if (NO_TRUTHS.has(type.name)) return true;
  if (type.name === 'ArithmeticExpression') return firstChild !== null && lastChild !== null && isNoTruth(firstChild) && isNoTruth(lastChild);
  const inner = type.name === 'ParenthesizedExpression' ? firstChild?.nextSibling : ['Expression', 'SimplePositiveUnaryTest'].includes(type.name) ? firstChild : null;
  return inner ? isNoTruth(inner) : false;
}

/** Where a parser stopped: the character that it did not expect, counted from 1. */
export function unexpected(source: string, from: number, to: number): Text {
  const found = source.slice(from, Math.max(to, from + 1));
  return found ? text(`không hiểu «${found}» ở ký tự thứ ${from + 1}`, `unexpected "${found}" at ${from + 1}`) : text('biểu thức bị thiếu phần cuối', `unexpected "end" at ${from + 1}`);
}

const notFeel = (written: string): Text => text(`FEEL không có ${written}${written === '==' ? ', so sánh bằng viết một dấu =' : ''}`, `${written} is not FEEL`);

/** Of a loop over a list 1, for its length is the data's; NaN for a range whose ends are not written as numbers. */
function roundsOf(context: SyntaxNode, expression: string): number {
  if (!context.getChild('..')) return 1;
  const [first, last] = context.getChildren('NumericLiteral').map(({ from, to }) => Number(expression.slice(from, to)));
  return first === undefined || last === undefined ? Number.NaN : Math.abs(last - first) + 1;
}

/** The functions of FEEL (DMN 1.4, 10.3.4): a call of another gives null, whatever its writer meant. */
const FUNCTIONS = new Set([
  'abs', 'after', 'all', 'any', 'append', 'before', 'ceiling', 'coincides', 'concatenate', 'contains', 'context', 'context merge', 'context put', 'count', 'date',
  'date and time', 'day of week', 'day of year', 'days and time duration', 'decimal', 'distinct values', 'duration', 'during', 'ends with', 'even', 'exp', 'finished by',
  'finishes', 'flatten', 'floor', 'get entries', 'get value', 'includes', 'index of', 'insert before', 'is', 'list contains', 'list replace', 'log', 'lower case',
  'matches', 'max', 'mean', 'median', 'meets', 'met by', 'min', 'mode', 'modulo', 'month of year', 'not', 'now', 'number', 'odd', 'overlaps', 'overlaps after',
  'overlaps before', 'product', 'remove', 'replace', 'reverse', 'round down', 'round half down', 'round half up', 'round up', 'sort', 'split', 'sqrt', 'started by',
  'starts', 'starts with', 'stddev', 'string', 'string join', 'string length', 'sublist', 'substring', 'substring after', 'substring before', 'sum', 'time', 'today',
  'union', 'upper case', 'week of year', 'years and months duration',
]);

function unknownIn(call: SyntaxNode, expression: string): Text | null {
  const called = call.firstChild;
  const name = called ? expression.slice(called.from, called.to).trim().replace(/\s+/g, ' ') : '';
  return FUNCTIONS.has(name) ? null : text(`FEEL không có hàm ${name}`, `there is no function ${name}`);
}

const REGEX_FUNCTIONS = /^(matches|replace|split)$/;

/** A regular expression that is written down and cannot be searched in linear time would be refused when it is used; better now. */
function patternFaultIn(call: SyntaxNode, expression: string): Text | null {
  const written = ({ from, to }: SyntaxNode): string => expression.slice(from, to);
  const name = call.getChild('VariableName');
  const pattern = parametersOf(call)[1];
  if (!name || pattern?.type.name !== 'StringLiteral' || !REGEX_FUNCTIONS.test(written(name))) return null;
  const fault = patternFault(String(evaluate(written(pattern)).value));
  return fault === null ? null : text(`${written(name)}: mẫu tìm không dùng được (${fault})`, `${written(name)}: ${fault}`);
}

function parametersOf(call: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let at = call.getChild('PositionalParameters')?.firstChild ?? null; at; at = at.nextSibling) if (at.type.name !== ',') found.push(at);
  return found;
}
