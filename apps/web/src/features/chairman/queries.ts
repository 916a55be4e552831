import type { ChairmanView } from '#contract';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../api/client.js';

const MINUTE = 60_000;

export const chairmanQuery = (agency: string | undefined) =>
  queryOptions({ queryKey: ['/board/chairman', agency ?? ''], queryFn: ({ signal }) => get<ChairmanView>('/board/chairman', { agency }, signal), refetchInterval: MINUTE, retry: false });
