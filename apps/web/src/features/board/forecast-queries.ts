import type { ForecastList, ForecastQuality } from '#contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get } from '../../api/client.js';
import { BOARD } from './board-queries.js';

const MINUTE = 60_000;
const WHILE_RUNNING = 2_000;

export const forecastQuery = (query: { agency?: string | undefined; procedure?: string | undefined }) =>
  infiniteQueryOptions({
    queryKey: [BOARD, '/forecast', query],
    queryFn: ({ pageParam, signal }) => get<ForecastList>(`${BOARD}/forecast`, { ...query, limit: 50, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.running ? WHILE_RUNNING : MINUTE),
  });

/** Changes with the run alone. */
export const forecastQualityQuery = (run: string) => queryOptions({ queryKey: ['/forecast-quality', run], queryFn: ({ signal }) => get<ForecastQuality>(`${BOARD}/forecast/quality`, {}, signal), staleTime: Infinity, retry: false });
