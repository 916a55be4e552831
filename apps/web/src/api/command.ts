import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ActionKey } from './action-key.js';
import { type ProblemError, problemOf } from './problem.js';

/** What no command of an officer changes. */
const LASTING: ReadonlySet<string> = new Set(['/session', '/session/demo', '/agencies']);

/**
 * A command of the user: sent with one idempotency key over all its tries, twice more when the line fails, and what is on
 * screen is read again once it succeeded.
 */
export function useCommand<V, R>(send: (variables: V, key: string) => Promise<R>, onDone?: (result: R, variables: V) => void): UseMutationResult<R, ProblemError, V> {
  const queries = useQueryClient();
  const action = useRef<ActionKey>(null);
  action.current ??= new ActionKey();
  const key = action.current;
  return useMutation<R, ProblemError, V>({
    mutationFn: (variables) => send(variables, key.for(variables)),
    retry: (count, error) => count < 2 && problemOf(error).uncertain,
    retryDelay: (count) => 500 * 2 ** count,
    networkMode: 'always',
    onSuccess: (result, variables) => {
      key.settle();
      void queries.invalidateQueries({ predicate: ({ queryKey }) => !LASTING.has(String(queryKey[0])) });
      onDone?.(result, variables);
    },
    onError: (error) => key.settle(error),
  });
}
