import type { ExcusedList, ForceMajeureList, ForceMajeureView } from '#contract';
import { queryOptions } from '@tanstack/react-query';
import { at, get } from '../../api/client.js';

export const declarationsQuery = queryOptions({ queryKey: ['/force-majeure'], queryFn: ({ signal }) => get<ForceMajeureList>('/force-majeure', {}, signal) });
/** Read again while its dossiers are still being recorded. */
export const declarationQuery = (id: string) =>
  queryOptions({ queryKey: ['/force-majeure', id], queryFn: ({ signal }) => get<ForceMajeureView>(at`/force-majeure/${id}`, {}, signal), refetchInterval: ({ state }) => ((state.data?.counts.pending ?? 0) > 0 ? 1_000 : false) });
export const excusedQuery = queryOptions({ queryKey: ['/force-majeure', 'excused'], queryFn: ({ signal }) => get<ExcusedList>('/force-majeure/excused', { limit: 200 }, signal) });
