import type { AttributionDetail, AttributionList } from '#contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { at, get } from '../../api/client.js';

export interface AttributionFilter {
  agency?: string;
  state?: string;
  from?: string;
  to?: string;
}

export const attributionsQuery = (filter: AttributionFilter) =>
  infiniteQueryOptions({
    queryKey: ['/attributions', filter],
    queryFn: ({ pageParam, signal }) => get<AttributionList>('/attributions', { ...filter, limit: 50, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const attributionQuery = (code: string) => queryOptions({ queryKey: ['/attributions', 'of', code], queryFn: ({ signal }) => get<AttributionDetail>(at`/attributions/${code}`, {}, signal), retry: false });
