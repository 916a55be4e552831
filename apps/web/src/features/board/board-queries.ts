import type { BreachList, HeatmapView, LandBoardView, RungLog, ScoresView, TowerList, TowerView } from '#contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Query, get } from '../../api/client.js';

/** Every reading of the board begins so; what is told live is read again by it. */
export const BOARD = '/board';

/** Also without live news the board is never older. */
const MINUTE = 60_000;

const one = <T>(path: string, query: Query = {}) => queryOptions({ queryKey: [BOARD, path, query], queryFn: ({ signal }) => get<T>(BOARD + path, query, signal), refetchInterval: MINUTE, retry: false });

export const towerQuery = (query: { procedure?: string | undefined }) => one<TowerView>('/tower', query);

export const cellQuery = (query: { agency?: string | undefined; procedure?: string | undefined; state?: string | undefined }) =>
  infiniteQueryOptions({
    queryKey: [BOARD, '/tower/dossiers', query],
    queryFn: ({ pageParam, signal }) => get<TowerList>(`${BOARD}/tower/dossiers`, { ...query, limit: 50, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: MINUTE,
  });

export const heatmapQuery = (query: { procedure: string; revision: number | undefined; from: string; to: string; agency?: string | undefined }) => one<HeatmapView>('/heatmap', query);

export const scoresQuery = (query: { from: string; to: string; agency?: string | undefined }) => one<ScoresView>('/scores', query);

export const breachesQuery = (query: Query) =>
  infiniteQueryOptions({
    queryKey: [BOARD, '/breaches', query],
    queryFn: ({ pageParam, signal }) => get<BreachList>(`${BOARD}/breaches`, { ...query, limit: 100, after: pageParam }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: MINUTE,
    retry: false,
  });

export const rungsQuery = (query: Query) =>
  infiniteQueryOptions({
    queryKey: [BOARD, '/rungs', query],
    queryFn: ({ pageParam, signal }) => get<RungLog>('/rungs', { ...query, limit: 100, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: MINUTE,
    retry: false,
  });

export const landQuery = (query: { stage?: string | undefined; commune?: string | undefined; late?: boolean | undefined; q?: string | undefined }) => one<LandBoardView>('/land', query);
