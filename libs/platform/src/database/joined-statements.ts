import { type Answer, type Asked, NotRunError } from './statement-batch.js';

/** How a writing may go with others; see `WriteOptions`. */
export interface Joining {
  rows?: number | undefined;
  joins?: boolean | undefined;
}

type Writing = Asked & Joining;

/** Texts of joined statements, by the numbers of their parts: a product has few of them, a limit keeps it so. */
const texts = new Map<string, string>();
const numbers = new Map<string, number>();
const LIMIT = 500;

/**
 * Neighbours that may join become one statement, which the server plans, starts and ends once; and where another number of rows is
 * concerned than must be, the server itself fails, so that nobody need wait to be told before the commit.
 */
export function joined(asked: readonly Writing[]): Asked[] {
  const result: Asked[] = [];
  for (let from = 0, to = 0; from < asked.length; from = to) {
    for (to = from + 1; asked[from]?.joins && asked[to]?.joins; ) to++;
    const group = asked.slice(from, to);
    result.push(group.length > 1 || group[0]?.rows !== undefined ? together(group) : (group[0] as Asked));
  }
  return result;
}

function together(group: readonly Writing[]): Asked {
  return {
    text: textOf(group),
    values: group.length === 1 ? (group[0] as Writing).values : group.flatMap(({ values }) => values),
    resolve: (answer: Answer) => group.forEach((one) => one.resolve(answer)),
    // What was counted wrong is told by those that are counted, the others have merely not been run.
    reject: (error: Error & { code?: string }) => {
      const counted = (one: Writing): boolean => error.code !== WRONG_COUNT || one.rows !== undefined;
      for (const one of group) if (counted(one)) one.reject(error);
      for (const one of group) if (!counted(one)) one.reject(new NotRunError(error));
    },
  };
}

/** division_by_zero */
export const WRONG_COUNT = '22012';

function textOf(group: readonly Writing[]): string {
  let key = '';
  for (const { text, rows } of group) key += `${numberOf(text)}:${rows ?? ''},`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const made = compose(group);
  if (texts.size < LIMIT && numbers.size < LIMIT) texts.set(key, made);
  return made;
}

function numberOf(text: string): number {
  const known = numbers.get(text) ?? numbers.size;
  if (known === numbers.size) numbers.set(text, known);
  return known;
}

/** The counts are asked for in order, so that the first part, which takes the lock, is run first and nothing behind one that fails. */
function compose(group: readonly Writing[]): string {
  let before = 0;
  const parts = group.map(({ text, rows, values }, at) => {
    const shifted = before === 0 ? text : text.replaceAll(/\$(\d+)/g, (_, number: string) => `$${Number(number) + before}`);
    before += values.length;
    return `w${at} as (${shifted}${rows === undefined ? '' : ' returning 1'})`;
  });
  const counts = group.flatMap(({ rows }, at) => (rows === undefined ? [] : [`(select count(*) from w${at}) = ${rows}`]));
  return `with ${parts.join(', ')} select${counts.length > 0 ? ` 1 / (case when ${counts.join(' and ')} then 1 else 0 end)` : ''}`;
}
