import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ActionKey } from './action-key.js';
import { type ProblemError, problemOf } from './problem.js';

/**
 * A command of the user: sent with one idempotency key over all its tries, twice more when the line fails, and everything on screen
 * is read again once it succeeded.
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
      void queries.invalidateQueries();
      onDone?.(result, variables);
    },
    onError: (error) => key.settle(error),
  });
}
