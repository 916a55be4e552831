import { SyntaxError as FeelSyntaxError, evaluate } from 'feelin';

/** A leading `=` marks an expression where plain text is possible too; where only an expression is possible it may be left out. */
export const isExpression = (source: string): boolean => source.trim().startsWith('=');

export const expressionOf = (source: string): string => source.trim().replace(/^=/, '').trim();

/** What is wrong with the syntax of a FEEL expression (with or without its `=`), or null. Names are not resolved. */
export function feelError(source: string): string | null {
  const expression = expressionOf(source);
  if (expression === '') return 'empty expression';
  if (/^[$#]\{/.test(expression)) return `${expression.slice(0, 2)}…} is not FEEL`;
  try {
    evaluate(expression, {});
    return null;
  } catch (fault) {
    if (fault instanceof FeelSyntaxError) return fault.message;
    return null;
  }
}
