import { Tabs } from '@mantine/core';
import '@mantine/core/styles/Tabs.layer.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { incidentsQuery, requestedModificationsQuery, suspensionsQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { PageHead } from '../../ui/page.js';
import { usePrincipal } from '../session/session.js';
import { Incidents } from './incidents.js';
import { Requests } from './requests.js';
import { Scopes } from './scopes.js';
import { Suspensions } from './suspensions.js';
import { operations } from './words.js';

const route = getRouteApi('/inside/van-hanh');

/** Part of the page by its word in the address. */
const PARTS = { 'su-co': 'incidents', 'xac-nhan': 'requests', 'tam-ngung': 'suspensions', 'phan-mem': 'scopes' } as const;
type Part = keyof typeof PARTS;

const ADMINISTRATORS: readonly Part[] = ['su-co', 'phan-mem'];

/** What only a person can mend or decide. Incidents and scopes are the administrator's; the rest is for whoever may step in. */
export function OperationsPage(): ReactNode {
  const t = useWords(operations);
  const { administers } = usePrincipal();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const parts = (Object.keys(PARTS) as Part[]).filter((part) => administers || !ADMINISTRATORS.includes(part));
  const part = parts.find((one) => one === search.muc) ?? parts[0]!;
  const counts = useCounts(administers);
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Tabs value={part} onChange={(muc) => void navigate({ search: muc ? { muc } : {}, replace: true })} mb="sm" keepMounted={false}>
        <Tabs.List aria-label={t('parts')}>
          {parts.map((one) => <Tabs.Tab key={one} value={one}>{t(PARTS[one])}{counts[one] ? ` (${counts[one]})` : ''}</Tabs.Tab>)}
        </Tabs.List>
        <Tabs.Panel value="su-co" pt="sm"><Incidents /></Tabs.Panel>
        <Tabs.Panel value="xac-nhan" pt="sm"><Requests /></Tabs.Panel>
        <Tabs.Panel value="tam-ngung" pt="sm"><Suspensions /></Tabs.Panel>
        <Tabs.Panel value="phan-mem" pt="sm"><Scopes /></Tabs.Panel>
      </Tabs>
    </>
  );
}

/** How much waits in each part; of incidents the first page, with a sign that there are more. */
function useCounts(administers: boolean): Partial<Record<Part, string>> {
  const incidents = useInfiniteQuery({ ...incidentsQuery({ state: 'open' }), enabled: administers }).data?.pages[0];
  const requests = useQuery(requestedModificationsQuery).data?.items.length;
  const suspensions = useQuery(suspensionsQuery).data?.items.length;
  const open = incidents && incidents.items.length > 0 ? `${incidents.items.length}${incidents.next ? '+' : ''}` : '';
  return { 'su-co': open, 'xac-nhan': String(requests || ''), 'tam-ngung': String(suspensions || '') };
}
