import { parseExpression } from 'feelin';
import { language } from '../../../i18n/language.js';
import { translate } from '../../../i18n/words.js';
import { propertyWords } from './words.js';

/** What is wrong with the grammar of a FEEL expression, for people; null for a good one. The proof judges the same and more. */
export function feelMistake(source: string): string | null {
  const expression = source.trim().replace(/^=/, '').trim();
  const reason = mistakeIn(expression);
  return reason === null ? null : say('feelWrong', { reason });
}

const say = (key: keyof typeof propertyWords.vi, values: Record<string, string | number> = {}): string => translate(propertyWords, language(), key, values);

function mistakeIn(expression: string): string | null {
  if (expression === '') return say('feelEmpty');
  if (/^[$#]\{/.test(expression)) return say('feelDollar');
  let at: { from: number; to: number } | null = null;
  parseExpression(expression, {}, undefined).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) at ??= { from, to };
    },
  });
  return at ? near(expression, at) : null;
}

function near(expression: string, { from, to }: { from: number; to: number }): string {
  const piece = expression.slice(from, Math.max(to, from + 1));
  return piece === '' ? say('feelEnd') : say('feelNear', { near: piece, at: from + 1 });
}

/** The same where plain text is possible too: only what begins with `=` is an expression. */
export const feelOrTextMistake = (source: string): string | null => (source.trim().startsWith('=') ? feelMistake(source) : null);
