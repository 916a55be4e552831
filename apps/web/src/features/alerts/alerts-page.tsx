import { Tabs } from '@mantine/core';
import '@mantine/core/styles/Tabs.layer.css';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { PageHead } from '../../ui/page.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { AlertDetail } from './alert-detail.js';
import { AlertTable } from './alert-table.js';
import { Questions } from './questions.js';
import { Rules } from './rules.js';
import { alertWords } from './words.js';
import './alerts.css';

const route = getRouteApi('/inside/canh-bao');

/** Signs of faking for those who follow them up; for everybody else the questions that a superior has put. */
export function AlertsPage(): ReactNode {
  const t = useWords(alertWords);
  const principal = usePrincipal();
  const { muc, lan } = route.useSearch();
  const navigate = route.useNavigate();
  const leads = hasRole(principal, 'lanh-dao', 'truong-bo-phan');
  const part = !leads ? 'giai-trinh' : muc === 'quy-tac' || muc === 'giai-trinh' ? muc : 'danh-sach';
  return (
    <>
      <PageHead title={t('title')} lead={leads ? t('lead') : undefined} />
      <Tabs value={part} onChange={(to) => void navigate({ search: to && to !== 'danh-sach' ? { muc: to } : {} })} mb="sm" keepMounted={false}>
        <Tabs.List aria-label={t('parts')}>
          {leads && <Tabs.Tab value="danh-sach">{t('list')}</Tabs.Tab>}
          {leads && <Tabs.Tab value="quy-tac">{t('rules')}</Tabs.Tab>}
          <Tabs.Tab value="giai-trinh">{t('questions')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="danh-sach" pt="sm">{lan ? <AlertDetail id={lan} /> : <AlertTable />}</Tabs.Panel>
        <Tabs.Panel value="quy-tac" pt="sm"><Rules /></Tabs.Panel>
        <Tabs.Panel value="giai-trinh" pt="sm"><Questions /></Tabs.Panel>
      </Tabs>
    </>
  );
}
