import type { InputClause } from './decision.js';

/** One stretch of an ordered domain; ends are numbers (dates as days since 1970) and may be infinite. */
export interface Stretch {
  from: number;
  to: number;
  fromIn: boolean;
  toIn: boolean;
}

/** What a cell lets through: stretches, names, or all but some names. */
export type Cell = { kind: 'stretches'; stretches: Stretch[] } | { kind: 'names'; names: Set<string>; not: boolean };

const NUMBER = /^-?\d+(\.\d+)?$/;
const NAME = /^"((?:[^"\\]|\\.)*)"$/;
const DATE = /^date\("(\d{4}-\d\d-\d\d)"\)$/;
const DAY = 86_400_000;
const ALL: Stretch = { from: -Infinity, to: Infinity, fromIn: false, toIn: false };

/** Null where the cell is more than comparisons with literals: what it lets through is known only when it is evaluated. */
export function cellOf(source: string, { type }: Pick<InputClause, 'type'>): Cell | null {
  const written = source.trim();
  if (written === '-' || written === '') return type === 'number' || type === 'date' ? { kind: 'stretches', stretches: [ALL] } : { kind: 'names', names: new Set(), not: true };
  const negated = /^not\((.*)\)$/s.exec(written);
  const tests = split(negated?.[1] ?? written);
  if (type === 'number' || type === 'date') return stretchesOf(tests, negated !== null);
  const names = tests.map((test) => (type === 'boolean' && /^(true|false)$/.test(test) ? test : NAME.exec(test)?.[1]));
  return names.includes(undefined) ? null : { kind: 'names', names: new Set(names.filter((name) => name !== undefined)), not: negated !== null };
}

function stretchesOf(tests: string[], negated: boolean): Cell | null {
  const stretches = tests.map(stretchOf);
  return negated || stretches.includes(null) ? null : { kind: 'stretches', stretches: stretches as Stretch[] };
}

function stretchOf(test: string): Stretch | null {
  const range = /^([[(\]])(.+?)\.\.(.+?)([\])[])$/.exec(test);
  if (range) return between(range);
  const [, sign = '=', operand = ''] = /^(<=|>=|<|>)?\s*(.+)$/.exec(test) ?? [];
  const value = literal(operand);
  if (value === null) return null;
  if (sign.startsWith('<')) return { ...ALL, to: value, toIn: sign === '<=' };
  if (sign.startsWith('>')) return { ...ALL, from: value, fromIn: sign === '>=' };
  return { from: value, to: value, fromIn: true, toIn: true };
}

function between([, open, first = '', last = '', close]: RegExpExecArray): Stretch | null {
  const [from, to] = [literal(first), literal(last)];
  return from === null || to === null ? null : { from, to, fromIn: open === '[', toIn: close === ']' };
}

function literal(source: string): number | null {
  const written = source.trim();
  if (NUMBER.test(written)) return Number(written);
  const date = DATE.exec(written)?.[1];
  return date ? Date.parse(`${date}T00:00:00Z`) / DAY : null;
}

/** At the commas that stand neither in a text nor in brackets. */
export function split(source: string): string[] {
  const parts = [''];
  let [depth, quoted] = [0, false];
  for (const [index, letter] of [...source].entries()) {
    if (letter === '"' && source[index - 1] !== '\\') quoted = !quoted;
    if (!quoted && '([{'.includes(letter)) depth++;
    if (!quoted && ')]}'.includes(letter)) depth--;
    if (letter === ',' && !quoted && depth <= 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}

/** One value, or one open stretch between two mentioned values, of which every cell of the column lets through all or nothing. */
export type Atom = { kind: 'point'; at: number } | { kind: 'gap'; from: number; to: number } | { kind: 'name'; name: string } | { kind: 'other' };

/** Cuts what a column can hold into atoms: by its allowed values, else by all that its cells mention. */
export function atomsOf(input: InputClause, cells: readonly (Cell | null)[]): Atom[] {
  const allowed = input.allowed === null ? null : cellOf(input.allowed, input);
  const known = [...cells, allowed].filter((cell) => cell !== null);
  const atoms = input.type === 'number' || input.type === 'date' ? orderedAtoms(known, input.type === 'date') : namedAtoms(known, input.type === 'boolean');
  return allowed ? atoms.filter((atom) => lets(allowed, atom)) : atoms;
}

/** Between two neighbouring days there is nothing. */
function orderedAtoms(cells: readonly Cell[], isDate: boolean): Atom[] {
  const ends = cells.flatMap((cell) => (cell.kind === 'stretches' ? cell.stretches.flatMap(({ from, to }) => [from, to]) : [])).filter(Number.isFinite);
  const points = [...new Set(ends)].sort((a, b) => a - b);
  const bounds = [-Infinity, ...points, Infinity];
  const gaps = bounds.slice(1).map((to, index): Atom => ({ kind: 'gap', from: bounds[index] as number, to }));
  return [...points.map((at): Atom => ({ kind: 'point', at })), ...gaps.filter((gap) => gap.kind !== 'gap' || !isDate || gap.to - gap.from > 1)];
}

function namedAtoms(cells: readonly Cell[], isBoolean: boolean): Atom[] {
  const names = new Set(cells.flatMap((cell) => (cell.kind === 'names' ? [...cell.names] : [])));
  if (isBoolean) return ['true', 'false'].map((name) => ({ kind: 'name', name }));
  return [...[...names].sort().map((name): Atom => ({ kind: 'name', name })), { kind: 'other' }];
}

export function lets(cell: Cell, atom: Atom): boolean {
  if (cell.kind === 'names') return atom.kind === 'name' ? cell.names.has(atom.name) !== cell.not : atom.kind === 'other' && cell.not;
  if (atom.kind === 'point') return cell.stretches.some(({ from, to, fromIn, toIn }) => (from < atom.at || (fromIn && from === atom.at)) && (to > atom.at || (toIn && to === atom.at)));
  return atom.kind === 'gap' && cell.stretches.some(({ from, to }) => from <= atom.from && to >= atom.to);
}

/** As people read it: `12`, `6 … 10`, `"thanh-pho"`. */
export function shown(atom: Atom, input: InputClause): string {
  const end = (value: number): string => (!Number.isFinite(value) ? '∞' : input.type === 'date' ? new Date(value * DAY).toISOString().slice(0, 10) : String(value));
  if (atom.kind === 'point') return end(atom.at);
  if (atom.kind === 'gap') return `${atom.from === -Infinity ? '-∞' : end(atom.from)} … ${end(atom.to)}`;
  return atom.kind === 'name' ? atom.name : '…';
}
