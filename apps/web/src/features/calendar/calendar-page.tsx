import { Tabs } from '@mantine/core';
import '@mantine/core/styles/Tabs.layer.css';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { PageHead } from '../../ui/page.js';
import { usePrincipal } from '../session/session.js';
import { Changes } from './changes.js';
import { Closures } from './closures.js';
import { LegalProfiles } from './legal-profiles.js';
import { NationalDays } from './national-days.js';
import { OpeningHours } from './opening-hours.js';
import { calendar } from './words.js';

const route = getRouteApi('/inside/lich');

const PARTS = { 'ngay-nghi': 'days', 'gio-mo-cua': 'hours', 'dong-cua': 'closures', 'thay-doi': 'changes', 'bieu-mau': 'forms' } as const;
type Part = keyof typeof PARTS;

/** Working calendars of all agencies. Everybody reads them; administrators change them, and see first which deadlines move. */
export function CalendarPage(): ReactNode {
  const t = useWords(calendar);
  const { administers } = usePrincipal();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const parts = (Object.keys(PARTS) as Part[]).filter((part) => administers || part !== 'thay-doi');
  const part = parts.find((one) => one === search.muc) ?? 'ngay-nghi';
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Tabs value={part} onChange={(muc) => void navigate({ search: muc ? { muc } : {}, replace: true })} mb="sm" keepMounted={false}>
        <Tabs.List aria-label={t('parts')}>{parts.map((one) => <Tabs.Tab key={one} value={one}>{t(PARTS[one])}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="ngay-nghi" pt="sm"><NationalDays /></Tabs.Panel>
        <Tabs.Panel value="gio-mo-cua" pt="sm"><OpeningHours /></Tabs.Panel>
        <Tabs.Panel value="dong-cua" pt="sm"><Closures /></Tabs.Panel>
        <Tabs.Panel value="thay-doi" pt="sm"><Changes /></Tabs.Panel>
        <Tabs.Panel value="bieu-mau" pt="sm"><LegalProfiles /></Tabs.Panel>
      </Tabs>
    </>
  );
}
