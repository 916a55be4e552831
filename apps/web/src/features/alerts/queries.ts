import type { AlertList, AlertView, GuardList, QuestionList, ScanView } from '#contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Query, at, get } from '../../api/client.js';

export const alertsQuery = (query: Query) =>
  infiniteQueryOptions({
    queryKey: ['/alerts', query],
    queryFn: ({ pageParam, signal }) => get<AlertList>('/alerts', { ...query, limit: 50, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    retry: false,
  });
export const alertQuery = (id: string) => queryOptions({ queryKey: ['/alerts', 'one', id], queryFn: ({ signal }) => get<AlertView>(at`/alerts/${id}`, {}, signal), retry: false });
export const guardsQuery = queryOptions({ queryKey: ['/alerts', 'rules'], queryFn: ({ signal }) => get<GuardList>('/alerts/rules', {}, signal), retry: false });
export const questionsQuery = queryOptions({ queryKey: ['/alerts', 'questions'], queryFn: ({ signal }) => get<QuestionList>('/alerts/questions', {}, signal) });
export const scanQuery = (id: string) => queryOptions({ queryKey: ['/alerts', 'scan', id], queryFn: ({ signal }) => get<ScanView>(at`/alerts/scan/${id}`, {}, signal), refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : 1_000) });
