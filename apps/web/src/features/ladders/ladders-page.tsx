import type { LadderList, LadderView } from '#contract';
import { Button, Tabs } from '@mantine/core';
import '@mantine/core/styles/Tabs.layer.css';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { get } from '../../api/client.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { PageHead, Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { LadderDialog } from './ladder-dialog.js';
import { Log } from './log.js';
import { ladders } from './words.js';

const route = getRouteApi('/inside/bac-nhac');

const laddersQuery = queryOptions({ queryKey: ['/ladders'], queryFn: ({ signal }) => get<LadderList>('/ladders', {}, signal) });

/** Ladders of reminders as their keepers change them, and for everybody what the ladders have done. */
export function LaddersPage(): ReactNode {
  const t = useWords(ladders);
  const principal = usePrincipal();
  const keeps = hasRole(principal, 'quan-tri', 'truong-bo-phan');
  const { muc } = route.useSearch();
  const navigate = route.useNavigate();
  const part = keeps && muc !== 'nhat-ky' ? 'bac' : 'nhat-ky';
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Tabs value={part} onChange={(to) => void navigate({ search: to ? { muc: to } : {}, replace: true })} mb="sm" keepMounted={false}>
        <Tabs.List aria-label={t('parts')}>{keeps && <Tabs.Tab value="bac">{t('all')}</Tabs.Tab>}<Tabs.Tab value="nhat-ky">{t('log')}</Tabs.Tab></Tabs.List>
        {keeps && <Tabs.Panel value="bac" pt="sm"><All /></Tabs.Panel>}
        <Tabs.Panel value="nhat-ky" pt="sm"><Log /></Tabs.Panel>
      </Tabs>
    </>
  );
}

function All(): ReactNode {
  const t = useWords(ladders);
  const language = useLanguage();
  const [editing, setEditing] = useState<LadderView | 'new' | null>(null);
  return (
    <Section title={t('all')} className="list" aside={<Button variant="default" onClick={() => setEditing('new')}>{t('create')}</Button>}>
      <Loaded of={useQuery(laddersQuery)}>
        {({ items }) => (items.length === 0 ? <Empty title={t('all')} /> : (
          <DataTable
            caption={t('all')} rows={items} rowKey={(row) => row.code}
            columns={[
              { head: t('ladder'), kind: 'main', cell: (row) => <span><span className="strong">{row.name[language]}</span><span className="sub">{row.code} · {t('version', { version: row.version })} · {t('running', { count: row.running })}</span></span> },
              { head: t('rungs'), cell: (row) => <div>{row.rungs.map((rung) => <div key={rung.rung}>{rung.name[language]}: {rung.to.map((to) => t(to)).join(', ')}<span className="sub">{t(rung.action)}</span></div>)}</div> },
              { head: t('document'), cell: (row) => <span>{row.document}<span className="sub">{row.changedBy}, <When at={row.changedAt} /></span></span> },
              { head: t('edit'), kind: 'tight', cell: (row) => <Button size="xs" variant="default" onClick={() => setEditing(row)}>{t('edit')}</Button> },
            ]}
          />
        ))}
      </Loaded>
      {editing && <LadderDialog ladder={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
    </Section>
  );
}
