import { isFeel } from './feel.js';
import type { Scope } from './scope.js';

interface Expressions {
  resolveExpression(expression: unknown, at: { content?: { id?: string } }): unknown;
  isExpression(text: unknown): boolean;
  hasExpression(text: unknown): boolean;
}

/** How the core evaluates: a function prepared by the engine, FEEL by its leading `=`, or the text itself. */
export const expressionsOf = (scope: Scope): Expressions => ({
  resolveExpression(expression, at) {
    if (typeof expression === 'function') return (expression as (at: unknown) => unknown)(at);
    if (typeof expression !== 'string' || !isFeel(expression)) return expression;
    return scope.evaluate(at.content?.id ?? '', expression, scope.variables);
  },
  isExpression: (text) => typeof text === 'string' && isFeel(text),
  hasExpression: (text) => typeof text === 'string' && isFeel(text),
});

/** No text of a diagram is ever run by JavaScript. */
export const noScripts = {
  register: (): undefined => undefined,
  getScript: (): undefined => undefined,
};

const never = { setTimeout: (): undefined => undefined, clearTimeout: (): undefined => undefined };

/** No timer of a diagram ever runs in this process. */
export const noTimers = { ...never, register: (): typeof never => never };
