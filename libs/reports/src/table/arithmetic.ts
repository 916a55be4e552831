import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type Text, text } from '#kernel';
import type { Cell, CheckedIdentity, Column, Figures, Row } from './figures.js';

const TOTAL = 'total';

/** Every sum that the columns declare, row by row, and the total line against the rows. Only whole tables: a page has no total of its own. */
export function checkTable({ columns, rows, total, identities = [] }: Figures): CheckedIdentity[] {
  const lines: Row[] = total ? [...rows, { key: TOTAL, cells: total }] : [...rows];
  const at = new Map(columns.map(({ key }, index) => [key, index]));
  const within = columns.flatMap((column) => sumsOf(column).map((parts) => ({
    name: equation(column, parts.map((key) => columns[at.get(key)!]!)),
    faults: lines.filter(({ cells }) => !adds(cells, at.get(column.key)!, parts.map((key) => at.get(key)!))).map(({ key }) => key),
  })));
  const left = columns.flatMap(({ less, ...column }) => (less ? [{
    name: difference(column, columns[at.get(less.from)!]!, columns[at.get(less.what)!]!),
    faults: lines.filter(({ cells }) => !adds(cells, at.get(less.from)!, [at.get(less.what)!, at.get(column.key)!])).map(({ key }) => key),
  }] : []));
  const across = total ? [{ name: text('cộng các dòng = tổng cộng', 'sum of the rows = total'), faults: columns.flatMap((column, index) => (isSummed(column) && sum(rows, index) !== numberIn(total[index]) ? [column.key] : [])) }] : [];
  const own = identities;
  return [...own, ...within, ...left, ...across].map(({ name, faults }) => ({ name, faults, holds: faults.length === 0 }));
}

export const sumsOf = ({ adds = [], equals = [] }: Column): (readonly string[])[] => [...(adds.length > 0 ? [adds] : []), ...equals];

/** A total line made of the rows, for reports whose whole is nothing but its rows. */
export const totalOf = (columns: readonly Column[], rows: readonly Row[], label: Text = TOTAL_NAME): Cell[] =>
  columns.map((column, index) => (isSummed(column) ? sum(rows, index) : column.ratio ? ratioOf(columns, column, (key) => sum(rows, columns.findIndex((one) => one.key === key))) : index === 0 ? label : null));

/** Part of whole; nothing of nothing is not known. */
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export const isSummed = ({ type, summed }: Column): boolean => summed ?? (type === 'count' || type === 'money');

export const TOTAL_NAME = text('Tổng cộng', 'Total');

/** SHA-256 (hex) over canonical JSON (RFC 8785). */
export const digestOf = (content: unknown): string => createHash('sha256').update(canonicalize(content)!).digest('hex');

const ratioOf = (_: readonly Column[], { ratio }: Column, value: (key: string) => number): number | null => share(value(ratio!.part), value(ratio!.whole));

const equation = (whole: Column, parts: readonly Column[]): Text => text(`${nameIn(whole, 'vi')} = ${parts.map((part) => nameIn(part, 'vi')).join(' + ')}`, `${nameIn(whole, 'en')} = ${parts.map((part) => nameIn(part, 'en')).join(' + ')}`);

const difference = (rest: Column, whole: Column, part: Column): Text => text(`${nameIn(rest, 'vi')} = ${nameIn(whole, 'vi')} − ${nameIn(part, 'vi')}`, `${nameIn(rest, 'en')} = ${nameIn(whole, 'en')} − ${nameIn(part, 'en')}`);

const nameIn = ({ name, group }: Column, language: 'vi' | 'en'): string => (group ? `${group[language]}: ${name[language].toLowerCase()}` : name[language].toLowerCase());

const adds = (cells: readonly Cell[], whole: number, parts: readonly number[]): boolean =>
  cells[whole] === null || parts.some((part) => cells[part] === null) || near(numberIn(cells[whole]), parts.reduce((all, part) => all + numberIn(cells[part]), 0));

const sum = (rows: readonly Row[], index: number): number => round(rows.reduce((all, { cells }) => all + numberIn(cells[index]), 0));

const numberIn = (cell: Cell | undefined): number => (typeof cell === 'number' ? cell : 0);

/** Hours have fractions. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6;
const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;
