import type { Scope } from './scope.js';

/** Of what runs inside one execution of an activity, all rounds of it included. */
const isInside = (scope: string, executionId: string): boolean => scope === executionId || scope.startsWith(`${executionId}_`);

/**
 * An activity has completed: it can be compensated if it has a handler; else, as a sub-process, by the handlers of what completed
 * inside it (BPMN 2.0.2, 13.5.5).
 */
export function rememberCompleted(scope: Scope, own: string, element: string, executionId: string): void {
  if (scope.index.handlerOf(element)) {
    scope.compensable = scope.compensable.filter((one) => !isInside(one.scope, executionId));
    scope.compensable.push({ scope: own, element });
  } else liftInside(scope, own, element, executionId);
}

/**
 * An activity is left: what was interrupted is not compensated. Only the helper round all of a scope but its event sub-processes keeps
 * what completed in it, because one of those may compensate it (10.5.1).
 */
export function forgetInside(scope: Scope, own: string, element: string, executionId: string): void {
  if (scope.index.isBody(element)) liftInside(scope, own, element, executionId);
  else scope.compensable = scope.compensable.filter((one) => !isInside(one.scope, executionId));
}

function liftInside(scope: Scope, own: string, within: string, executionId: string): void {
  scope.compensable = scope.compensable.flatMap((one) => {
    if (!isInside(one.scope, executionId)) return [one];
    return scope.index.handlerOf(one.element, within) ? [{ scope: own, element: one.element, within }] : [];
  });
}
