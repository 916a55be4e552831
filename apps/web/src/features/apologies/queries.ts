import type { ApologyList, ApologyState, ApologyView, CallList } from '#contract';
import { queryOptions } from '@tanstack/react-query';
import { at, get } from '../../api/client.js';

export const apologiesQuery = (state: ApologyState) => queryOptions({ queryKey: ['/apologies', state], queryFn: ({ signal }) => get<ApologyList>('/apologies', { state }, signal) });
export const apologyQuery = (code: string) => queryOptions({ queryKey: ['/apologies', 'of', code], queryFn: ({ signal }) => get<ApologyView>(at`/dossiers/${code}/apology`, {}, signal) });
export const callsQuery = (called: boolean) => queryOptions({ queryKey: ['/call-list', called], queryFn: ({ signal }) => get<CallList>('/call-list', { called, limit: 200 }, signal) });
