import type { ApologyState, ApologyView } from '#contract';
import { Button, Tabs } from '@mantine/core';
import '@mantine/core/styles/Tabs.layer.css';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { address, at } from '../../api/client.js';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { PageHead, Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { ApologyDialog } from './apology-dialog.js';
import { Calls } from './calls.js';
import { apologiesQuery } from './queries.js';
import { apologies } from './words.js';

const route = getRouteApi('/inside/xin-loi');

const PARTS = { 'can-ky': 'open', 'da-gui': 'sent', 'khong-xin-loi': 'missing', 'goi-dien': 'calls' } as const;
type Part = keyof typeof PARTS;

/** The worklist of late dossiers: what leaders sign, what was sent, what was left out, and who is to be telephoned. */
export function ApologiesPage(): ReactNode {
  const t = useWords(apologies);
  const { muc } = route.useSearch();
  const navigate = route.useNavigate();
  const part: Part = muc !== undefined && muc in PARTS ? (muc as Part) : 'can-ky';
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Tabs value={part} onChange={(to) => void navigate({ search: to ? { muc: to } : {}, replace: true })} mb="sm" keepMounted={false}>
        <Tabs.List aria-label={t('parts')}>{(Object.keys(PARTS) as Part[]).map((one) => <Tabs.Tab key={one} value={one}>{t(PARTS[one])}</Tabs.Tab>)}</Tabs.List>
        {(['can-ky', 'da-gui', 'khong-xin-loi'] as const).map((one) => <Tabs.Panel key={one} value={one} pt="sm"><Apologies state={PARTS[one]} /></Tabs.Panel>)}
        <Tabs.Panel value="goi-dien" pt="sm"><Calls /></Tabs.Panel>
      </Tabs>
    </>
  );
}

function Apologies({ state }: { state: ApologyState & ('open' | 'sent' | 'missing') }): ReactNode {
  const t = useWords(apologies);
  const [signing, setSigning] = useState<ApologyView | null>(null);
  return (
    <Section title={t(state)} className="list">
      <Loaded of={useQuery(apologiesQuery(state))}>
        {({ items }) => (items.length === 0 ? <Empty title={t('none')} /> : (
          <DataTable
            caption={t(state)} rows={items} rowKey={(row) => row.dossier}
            columns={[
              { head: t('dossier'), kind: 'main', cell: (row) => <span><Link to="/ho-so/$code" params={{ code: row.dossier }} className="strong nowrap">{row.dossier}</Link><span className="sub">{row.procedureName}</span></span> },
              { head: t('agency'), cell: (row) => row.agencyName },
              { head: t('due'), kind: 'tight', cell: (row) => <When at={row.dueAt} /> },
              { head: t('appointment'), kind: 'tight', cell: (row) => <span><When at={row.appointment} />{row.state === 'open' && <span className="sub">{t('proposed')}</span>}</span> },
              { head: t('reason'), cell: (row) => row.reason },
              { head: t('work'), kind: 'tight', cell: (row) => <Work of={row} open={() => setSigning(row)} /> },
            ]}
          />
        ))}
      </Loaded>
      {signing && <ApologyDialog apology={signing} close={() => setSigning(null)} />}
    </Section>
  );
}

function Work({ of: { state, maySign, mayDraft, dossier, signedBy }, open }: { of: ApologyView; open: () => void }): ReactNode {
  const t = useWords(apologies);
  if (state === 'sent') return <span><a href={address(at`/dossiers/${dossier}/apology.pdf`)} target="_blank" rel="noopener">{t('print')}</a><span className="sub">{signedBy}</span></span>;
  if (!mayDraft) return '–';
  return <Button size="xs" variant={maySign ? 'filled' : 'default'} onClick={open}>{t(maySign ? 'sign' : 'draft')}</Button>;
}
