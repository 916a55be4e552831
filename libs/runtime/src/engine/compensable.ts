import type { Compensable, Scope } from './scope.js';

/** Of what runs inside one execution of an activity, all rounds of it included. */
const isInside = (scope: string, executionId: string): boolean => scope === executionId || scope.startsWith(`${executionId}_`);

/**
 * An activity has completed: it can be compensated if it has a handler; else, as a sub-process, by the handlers of what completed
 * inside it (BPMN 2.0.2, 13.5.5).
 */
export function rememberCompleted(scope: Scope, own: string, element: string, executionId: string): void {
  if (scope.index.handlerOf(element)) {
    const isKept = keepForHandler(scope, own, element, executionId);
    scope.compensable.push({ scope: own, element, ...(isKept && { run: executionId }) });
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

/**
 * What completed inside a sub-process with a handler is that handler's to compensate: a compensation event sub-process may throw for it
 * (BPMN 2.0.2, 13.5.5), another knows nothing of it.
 */
function keepForHandler(scope: Scope, own: string, element: string, executionId: string): boolean {
  const by = scope.index.handlerOf(element)?.element ?? '';
  scope.compensable = scope.compensable.flatMap((one) => {
    if (!isInside(one.scope, executionId)) return [one];
    return scope.index.handlerOf(one.element, by) ? [{ scope: own, element: one.element, by, run: executionId }] : [];
  });
  return scope.compensable.some(({ run }) => run === executionId);
}

/** Takes what the compensation event sub-process can compensate of the run that it undoes: of the last where none is said, as the last is undone first. `only`: one activity of it. */
export function takeKept(scope: Scope, by: string, run = scope.compensable.findLast((one) => one.by === by)?.run, only?: string): Compensable[] {
  const isKept = (one: Compensable): boolean => one.by === by && one.run === run && (only === undefined || one.element === only);
  const kept = scope.compensable.filter(isKept);
  scope.compensable = scope.compensable.filter((one) => !isKept(one));
  return kept;
}

function liftInside(scope: Scope, own: string, within: string, executionId: string): void {
  scope.compensable = scope.compensable.flatMap((one) => {
    if (!isInside(one.scope, executionId)) return [one];
    return scope.index.handlerOf(one.element, within) ? [{ scope: own, element: one.element, within }] : [];
  });
}
