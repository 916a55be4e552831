import type {
  AgencyCalendarView, AgencyList, CalendarChangeList, CalendarChangeView, ClockView, ClosureView, DeadlineList, DossierList, DossierView,
  IncidentList, JobScopeList, LedgerView, MigrationList, MigrationView, ModificationList, NationalDayView, NoticeList, PrincipalView, ProcedureList,
  ProcedureView, PublicDossierView, SuspensionList, TaskDetail, TaskList,
} from '#contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Query, at, get } from './client.js';

/** Every reading of the API, with its key. Lists go by the cursor the server gave. */

interface Page {
  next: string | null;
}

const list = <T extends Page>(path: string, query: Query, every?: number) =>
  infiniteQueryOptions({
    queryKey: [path, query],
    queryFn: ({ pageParam, signal }) => get<T>(path, { ...query, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    ...(every && { refetchInterval: every }),
  });

const one = <T>(path: string, query?: Query) => queryOptions({ queryKey: [path, query ?? {}], queryFn: ({ signal }) => get<T>(path, query, signal) });

const MINUTE = 60_000;

export interface DemoAccount {
  username: string;
  name: string;
  agencyName: string;
  roleName: string;
}

export const sessionQuery = queryOptions({ queryKey: ['/session'], queryFn: () => get<PrincipalView>('/session'), staleTime: Infinity, retry: false });

/** The accounts to try; none where the server is no demonstration. */
export const demoAccountsQuery = queryOptions({
  queryKey: ['/session/demo'],
  queryFn: async () => (await get<{ items: DemoAccount[] }>('/session/demo')).items,
  staleTime: Infinity,
  retry: false,
});

export const tasksQuery = (query: { agency?: string; role?: string; state?: string; mine?: boolean; dossier?: string }) => list<TaskList>('/tasks', { ...query, limit: 100 }, MINUTE);
export const taskQuery = (id: string) => one<TaskDetail>(at`/tasks/${id}`);

export const dossiersQuery = (query: { agency?: string; state?: string; q?: string }) => list<DossierList>('/dossiers', { ...query, limit: 50 });
export const dossierQuery = (code: string) => one<DossierView>(at`/dossiers/${code}`);
export const ledgerQuery = (code: string) => list<LedgerView>(at`/dossiers/${code}/ledger`, { limit: 200 });
export const publicDossierQuery = (code: string, secret: string) => ({ ...one<PublicDossierView>(at`/public/dossiers/${code}`, { secret }), retry: false });

export const proceduresQuery = queryOptions({ ...one<ProcedureList>('/procedures', { limit: 200 }), staleTime: MINUTE });
export const procedureQuery = (code: string) => one<ProcedureView>(at`/procedures/${code}`);
/** The drawing of one revision; it never changes once published, and a draft gets a new revision. */
export const diagramQuery = (code: string, revision: number) => queryOptions({ ...one<string>(at`/procedures/${code}/revisions/${revision}/bpmn`), staleTime: Infinity });

export const agenciesQuery = queryOptions({ ...one<AgencyList>('/agencies', { limit: 200 }), staleTime: 10 * MINUTE });
export const deadlinesQuery = (query: { state?: string; subject?: string; agency?: string; before?: string }) => list<DeadlineList>('/deadlines', { ...query, limit: 50 });
export const noticesQuery = queryOptions({ ...one<NoticeList>('/notices', { limit: 50 }), refetchInterval: 30_000 });
export const openingHoursQuery = (agency: string) => one<AgencyCalendarView>(at`/agencies/${agency}/opening-hours`);
export const closuresQuery = one<{ items: ClosureView[] }>('/calendar/closures');
export const calendarChangesQuery = one<CalendarChangeList>('/calendar/changes');
/** Read again while dossiers are still to be counted anew. */
export const calendarChangeQuery = (id: string) => queryOptions({ ...one<CalendarChangeView>(at`/calendar/changes/${id}`), refetchInterval: ({ state }) => (state.data && state.data.counts.pending > 0 ? 2_000 : false) });
export const nationalDaysQuery = one<{ items: NationalDayView[] }>('/calendar/national-days');

/** Newest first, a hundred a page; `q` is searched for by the server, which has all of them. */
export const incidentsQuery = (query: { state?: 'open' | 'closed'; q?: string }) => list<IncidentList>('/incidents', { ...query, limit: 100 }, MINUTE);
export const jobScopesQuery = one<JobScopeList>('/job-scopes');
export const suspensionsQuery = queryOptions({ ...one<SuspensionList>('/suspensions'), retry: false });
export const requestedModificationsQuery = queryOptions({ ...one<ModificationList>('/modifications'), refetchInterval: MINUTE });
export const modificationsQuery = (code: string) => queryOptions({ ...one<ModificationList>(at`/dossiers/${code}/modifications`), retry: false });
export const migrationsQuery = (code: string) => queryOptions({ ...one<MigrationList>(at`/procedures/${code}/migrations`), retry: false });
/** Read again while dossiers of the batch are still to be moved. */
export const migrationQuery = (code: string, id: string) =>
  queryOptions({ ...one<MigrationView>(at`/procedures/${code}/migrations/${id}`), refetchInterval: ({ state }) => (state.data && state.data.counts.pending > 0 ? 2_000 : false) });

/** The product's clock; where it is not simulated, only that is of interest. */
export const clockQuery = queryOptions({
  queryKey: ['/simulation/clock'],
  queryFn: () => get<ClockView>('/simulation/clock').catch(() => null),
  staleTime: MINUTE,
  retry: false,
});
