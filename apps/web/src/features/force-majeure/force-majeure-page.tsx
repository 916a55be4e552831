import type { ForceMajeureList, ForceMajeureView } from '#contract';
import { Button, Tabs } from '@mantine/core';
import '@mantine/core/styles/Tabs.layer.css';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { ReasonDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { PageHead, Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { DeclareDialog } from './declare-dialog.js';
import { ExcusedTable } from './excused-table.js';
import { declarationQuery, declarationsQuery, excusedQuery } from './queries.js';
import { forceMajeure } from './words.js';

const route = getRouteApi('/inside/bat-kha-khang');

type Declared = ForceMajeureList['items'][number];

/** What the chairman declared, and what it comes to: gross and net, side by side. */
export function ForceMajeurePage(): ReactNode {
  const t = useWords(forceMajeure);
  const { muc, lan } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Tabs value={muc === 'duoc-tru' ? muc : 'cong-bo'} onChange={(to) => void navigate({ search: to ? { muc: to } : {}, replace: true })} mb="sm" keepMounted={false}>
        <Tabs.List aria-label={t('parts')}><Tabs.Tab value="cong-bo">{t('declarations')}</Tabs.Tab><Tabs.Tab value="duoc-tru">{t('excused')}</Tabs.Tab></Tabs.List>
        <Tabs.Panel value="cong-bo" pt="sm">{lan ? <One id={lan} /> : <All />}</Tabs.Panel>
        <Tabs.Panel value="duoc-tru" pt="sm"><Excused /></Tabs.Panel>
      </Tabs>
    </>
  );
}

function All(): ReactNode {
  const t = useWords(forceMajeure);
  const navigate = route.useNavigate();
  const [declaring, setDeclaring] = useState(false);
  const found = useQuery(declarationsQuery);
  return (
    <Section title={t('declarations')} className="list" aside={found.data?.mayDeclare && <Button onClick={() => setDeclaring(true)}>{t('declare')}</Button>}>
      <Loaded of={found}>
        {({ items }) => (items.length === 0 ? <Empty title={t('none')} /> : (
          <DataTable
            caption={t('declarations')} rows={items} rowKey={(row) => row.id ?? ''}
            columns={[
              { head: t('reason'), kind: 'main', cell: (row) => <span><Link to="/bat-kha-khang" search={{ lan: row.id ?? '' }} className="strong">{row.reason}</Link><span className="sub">{row.document}</span></span> },
              { head: t('agencies'), cell: (row) => row.agencies.map(({ agencyName }) => agencyName).join(', ') },
              { head: t('from'), kind: 'tight', cell: (row) => <When at={row.from} /> },
              { head: t('to'), kind: 'tight', cell: (row) => <When at={row.to} /> },
              { head: t('preview'), cell: (row) => <Progress of={row} /> },
            ]}
          />
        ))}
      </Loaded>
      {declaring && <DeclareDialog close={() => setDeclaring(false)} declared={(id) => { setDeclaring(false); void navigate({ search: { lan: id } }); }} />}
    </Section>
  );
}

function One({ id }: { id: string }): ReactNode {
  const t = useWords(forceMajeure);
  const mayDeclare = useQuery(declarationsQuery).data?.mayDeclare ?? false;
  const [revoking, setRevoking] = useState(false);
  const revoke = useCommand((reason: string, key) => post<ForceMajeureView>(at`/force-majeure/${id}/revoke`, { reason }, key), () => setRevoking(false));
  return (
    <Loaded of={useQuery(declarationQuery(id))}>
      {(one) => (
        <Section title={one.reason} className="list" aside={<span className="actions"><Link to="/bat-kha-khang" search={{}}>{t('all')}</Link>{mayDeclare && !one.revoked && <Button size="xs" variant="default" onClick={() => setRevoking(true)}>{t('revoke')}</Button>}</span>}>
          <p className="strong">{one.agencies.map(({ agencyName }) => agencyName).join(', ')}: <When at={one.from} /> – <When at={one.to} /></p>
          <p className="sub">{one.document} · {one.by}, <When at={one.at} /></p>
          <p role="status"><Progress of={one} /></p>
          {one.items.length > 0 && <ExcusedTable rows={one.items} />}
          {one.items.length < one.counts.dossiers - one.counts.pending && <p className="sub">{t('shown', { count: one.items.length })}</p>}
          {revoking && <ReasonDialog title={t('revoke')} submit={t('revoke')} label={t('revokeReason')} hint={t('revokeHint')} danger close={() => setRevoking(false)} busy={revoke.isPending} error={revoke.error} run={(reason) => revoke.mutate(reason)} />}
        </Section>
      )}
    </Loaded>
  );
}

function Progress({ of: { counts, revoked } }: { of: Pick<Declared, 'counts' | 'revoked'> }): ReactNode {
  const t = useWords(forceMajeure);
  const { dossiers, pending, late, excused } = counts;
  const done = Math.max(0, dossiers - pending);
  return <>{pending > 0 && <progress max={dossiers} value={done} aria-label={t('preview')} />} {t('progress', { done, all: dossiers })} · {t('counts', { late, excused })}{revoked && <span className="sub"><span className="tag">{t('revoked', { reason: revoked.reason })}</span></span>}</>;
}

function Excused(): ReactNode {
  const t = useWords(forceMajeure);
  return (
    <Section title={t('excused')} className="list">
      <Loaded of={useQuery(excusedQuery)}>
        {({ items }) => (items.length === 0 ? <Empty title={t('noneExcused')} /> : <ExcusedTable rows={items} documents={(row) => items.find(({ dossier }) => dossier === row.dossier)?.declarations.map(({ document }) => document).join('; ') ?? ''} />)}
      </Loaded>
    </Section>
  );
}
