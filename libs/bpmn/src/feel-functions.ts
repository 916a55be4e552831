import { LinearRegex } from './linear-regex.js';

/** `$args`: names of the parameters, for calls by name. */
type Called = ((...given: unknown[]) => unknown) & { $args?: readonly string[] };

/** FEEL says null where a function is given what it does not take (DMN 1.4, 10.3.2.13). */
function onTexts(least: number, $args: readonly string[], work: (...texts: string[]) => unknown): Called {
  const call = (...given: unknown[]): unknown => {
    const texts = given.filter((one) => one !== null && one !== undefined);
    if (texts.length < least || !texts.every((one) => typeof one === 'string')) return null;
    try {
      return work(...(texts));
    } catch (fault) {
      if (fault instanceof SyntaxError) return null;
      throw fault;
    }
  };
  return Object.assign(call, { $args });
}

/**
 * The functions of FEEL that take a regular expression (DMN 1.4, 10.3.4.3), searched in linear time. Those of the library go back and forth for
 * longer than the universe is old at `(a+)+$`. Refuses what cannot be searched so by `RegexRefusedError`.
 */
export const regexFunctions: Readonly<Record<'matches' | 'replace' | 'split', Called>> = {
  matches: onTexts(2, ['input', 'pattern', 'flags'], (input = '', pattern = '', flags = '') => new LinearRegex(pattern, flags).find(input) !== null),
  replace: onTexts(3, ['input', 'pattern', 'replacement', 'flags'], (input = '', pattern = '', replacement = '', flags = '') => replaceAll(input, new LinearRegex(pattern, flags), replacement)),
  split: onTexts(2, ['string', 'delimiter'], (input = '', delimiter = '') => split(input, new LinearRegex(delimiter))),
};

function* matchesIn(text: string, regex: LinearRegex): Generator<readonly number[]> {
  for (let from = 0; from <= text.length; ) {
    const match = regex.find(text, from);
    if (!match) return;
    yield match;
    const [start = 0, end = 0] = match;
    from = end > start ? end : end + String.fromCodePoint(text.codePointAt(end) ?? 0).length;
  }
}

function replaceAll(text: string, regex: LinearRegex, replacement: string): string {
  let [result, last] = ['', 0];
  for (const match of matchesIn(text, regex)) {
    const group = (number: number): string => (number <= regex.groups && (match[number * 2] ?? -1) >= 0 ? text.slice(match[number * 2], match[number * 2 + 1]) : '');
    result += text.slice(last, match[0]) + replacement.replace(/\\\$|\$(\d)/g, (written, number?: string) => (number === undefined ? '$' : Number(number) <= regex.groups ? group(Number(number)) : written));
    last = match[1] ?? last;
  }
  return result + text.slice(last);
}

function split(text: string, regex: LinearRegex): string[] {
  const parts: string[] = [];
  let last = 0;
  for (const [start = 0, end = 0] of matchesIn(text, regex)) {
    if (end === start && (start === 0 || start >= text.length)) continue;
    parts.push(text.slice(last, start));
    last = end;
  }
  return [...parts, text.slice(last)];
}

/** What is wrong with a pattern that an expression writes down, or null. */
export function patternFault(pattern: string, flags = ''): string | null {
  try {
    new LinearRegex(pattern, flags);
    return null;
  } catch (fault) {
    return (fault as Error).message;
  }
}
