import type { ReportCatalogue, ReportChoices, ReportComparison, ReportIssueList, ReportIssueView, ReportRunList, ReportScheduleList, ReportView } from '#contract';
import { queryOptions } from '@tanstack/react-query';
import { type Query, at, get } from '../../api/client.js';

const one = <T>(path: string, query: Query = {}) => queryOptions({ queryKey: [path, query], queryFn: ({ signal }) => get<T>(path, query, signal), retry: false });

export const catalogueQuery = queryOptions({ ...one<ReportCatalogue>('/reports'), staleTime: Infinity });
export const reportQuery = (kind: string, query: Query) => one<ReportView>(at`/reports/${kind}/table`, query);
export const choicesQuery = queryOptions({ ...one<ReportChoices>('/reports/choices'), staleTime: 600_000 });
export const issuesQuery = (kind: string) => one<ReportIssueList>('/reports/issues', { kind, limit: 100 });
export const issueQuery = (id: string) => one<ReportIssueView>(at`/reports/issues/${id}`);
export const comparisonQuery = (id: string, other: string) => one<ReportComparison>(at`/reports/issues/${id}/comparison`, { with: other });
/** Read again while something is still being made. */
export const runsQuery = queryOptions({ ...one<ReportRunList>('/reports/runs'), refetchInterval: ({ state }) => (state.data?.items.some((run) => run.state === 'waiting' || run.state === 'running') ? 1_500 : false) });
export const schedulesQuery = one<ReportScheduleList>('/reports/schedules');

/** Midnight after a local date, since the API's period ends before its `to`. */
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
export const periodOf = (from: string, to: string): { from: string; to: string } => ({ from: `${from}T00:00:00+07:00`, to: `${dayAfter(to)}T00:00:00+07:00` });
