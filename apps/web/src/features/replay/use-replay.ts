import type { AskReplay, ReplayView } from '#contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { at, get, post, request } from '../../api/client.js';
import { type ProblemError, problemOf } from '../../api/problem.js';

const LIVE: readonly ReplayView['state'][] = ['waiting', 'running'];

export interface AskedReplay {
  view: ReplayView | null;
  asking: boolean;
  problem: ProblemError | null;
  ask: (read: () => Promise<AskReplay>) => Promise<void>;
  cancel: () => Promise<void>;
}

/** One replay at a time: asked for, followed until it is over, cancelled. */
export function useReplay(): AskedReplay {
  const [id, setId] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const followed = useQuery({
    queryKey: ['/replays', id], enabled: id !== null, queryFn: ({ signal }) => get<ReplayView>(at`/replays/${id!}`, undefined, signal),
    refetchInterval: ({ state: { data } }) => (!data || LIVE.includes(data.state) ? 700 : false), retry: 3,
  });
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    setAsking(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setAsking(false);
    }
  };
  return {
    view: followed.data ?? null, asking, problem: problem ?? (followed.error ? problemOf(followed.error) : null),
    ask: (read) => guarded(async () => setId((await post<ReplayView>('/replays', await read(), crypto.randomUUID())).id)),
    cancel: () => guarded(async () => {
      await request('DELETE', at`/replays/${id!}`);
      await followed.refetch();
    }),
  };
}

export const isLive = (view: ReplayView | null): boolean => view !== null && LIVE.includes(view.state);
