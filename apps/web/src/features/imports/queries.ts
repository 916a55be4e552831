import type { ImportedDossierView, RegisterImportList, RegisterImportView, RegisterRowList, RegisterVerdict } from '#contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { at, get } from '../../api/client.js';

const SOON = 1_500;

export const importsQuery = queryOptions({ queryKey: ['/register-imports'], queryFn: ({ signal }) => get<RegisterImportList>('/register-imports', {}, signal) });

/** Read again while it is being applied, so that its progress is seen. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['/register-imports', id],
    queryFn: ({ signal }) => get<RegisterImportView>(at`/register-imports/${id}`, {}, signal),
    refetchInterval: (query) => (query.state.data?.state === 'applying' ? SOON : false),
  });

export const rowsQuery = (id: string, verdict: RegisterVerdict | '', uploaded: string) =>
  infiniteQueryOptions({
    queryKey: ['/register-imports', id, 'rows', verdict, uploaded],
    queryFn: ({ pageParam, signal }) => get<RegisterRowList>(at`/register-imports/${id}/rows`, { verdict, after: pageParam, limit: 50 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const importedQuery = (code: string) => queryOptions({ queryKey: ['/imported-dossiers', code], queryFn: ({ signal }) => get<ImportedDossierView>(at`/imported-dossiers/${code}`, {}, signal), retry: false });
