import { Tabs } from '@mantine/core';
import '@mantine/core/styles/Tabs.layer.css';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { PageHead } from '../../ui/page.js';
import { CheckPaper } from './check-paper.js';
import { Issues } from './issues.js';
import { MakeReport } from './make-report.js';
import { Schedules } from './schedules.js';
import { text } from './words.js';

const route = getRouteApi('/inside/bao-cao');

const PARTS = { lap: 'table', 'phat-hanh': 'issues', lich: 'schedules', 'kiem-tra': 'check' } as const;
type Part = keyof typeof PARTS;

/** Every report of the product, what was issued of them, what makes itself, and figures that others printed. */
export function ReportsPage(): ReactNode {
  const t = useWords(text);
  const { muc } = route.useSearch();
  const navigate = route.useNavigate();
  const parts = Object.keys(PARTS) as Part[];
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Tabs value={parts.find((one) => one === muc) ?? 'lap'} onChange={(next) => void navigate({ search: next ? { muc: next } : {} })} mb="sm" keepMounted={false}>
        <Tabs.List aria-label={t('parts')}>{parts.map((one) => <Tabs.Tab key={one} value={one}>{t(PARTS[one])}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="lap" pt="sm"><MakeReport /></Tabs.Panel>
        <Tabs.Panel value="phat-hanh" pt="sm"><Issues /></Tabs.Panel>
        <Tabs.Panel value="lich" pt="sm"><Schedules /></Tabs.Panel>
        <Tabs.Panel value="kiem-tra" pt="sm"><CheckPaper /></Tabs.Panel>
      </Tabs>
    </>
  );
}
