import type { DossierList } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { agenciesQuery, dossiersQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatDate } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { Due } from '../../ui/due.js';
import { PageHead } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { useTyped } from '../../ui/typed.js';
import { ui } from '../../ui/words.js';
import { useListKeys } from '../tasks/list-keys.js';
import { dossiers } from './words.js';

const route = getRouteApi('/inside/ho-so');

type Row = DossierList['items'][number];

export function DossiersPage(): ReactNode {
  const t = useWords(dossiers);
  const u = useWords(ui);
  const search = route.useSearch();
  const list = useInfiniteQuery({
    ...dossiersQuery({ ...(search.coQuan && { agency: search.coQuan }), ...(search.trangThai && { state: search.trangThai }), ...(search.tim && { q: search.tim }) }),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHead title={t('title')} />
      <Filters />
      <Loaded of={{ data: rows, error: list.error, refetch: list.refetch }}>
        {(items) => (items.length > 0 ? <DossierTable rows={items} /> : <NoDossiers filtered={Object.keys(search).length > 0} />)}
      </Loaded>
      {list.hasNextPage && <div className="empty"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{u('more')}</Button></div>}
    </>
  );
}

const STATES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

function Filters(): ReactNode {
  const t = useWords(dossiers);
  const u = useWords(ui);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const set = (change: Partial<typeof search>): void => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const [typed, setTyped] = useTyped(search.tim ?? '', (tim) => set({ tim }));
  return (
    <div className="filters" role="search">
      <TextInput className="wide" type="search" id="search" label={t('search')} placeholder={t('searchHint')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      <NativeSelect label={t('agency')} value={search.coQuan ?? ''} onChange={(event) => set({ coQuan: event.currentTarget.value })} data={[{ value: '', label: u('all') }, ...agencies.map((a) => ({ value: a.code, label: a.name }))]} />
      <NativeSelect label={t('state')} value={search.trangThai ?? ''} onChange={(event) => set({ trangThai: event.currentTarget.value })} data={[{ value: '', label: u('all') }, ...STATES.map((n) => ({ value: String(n), label: t(`s${n}`) }))]} />
    </div>
  );
}

function NoDossiers({ filtered }: { filtered: boolean }): ReactNode {
  const t = useWords(dossiers);
  if (filtered) return <div className="card"><Empty title={t('noMatch')}><Link to="/ho-so" search={{}}>{t('clear')}</Link></Empty></div>;
  return <div className="card"><Empty title={t('none')} hint={t('noneHint')}><Link to="/tiep-nhan" search={{}}>{t('receive')}</Link></Empty></div>;
}

function DossierTable({ rows }: { rows: Row[] }): ReactNode {
  const t = useWords(dossiers);
  const language = useLanguage();
  const list = useRef<HTMLDivElement>(null);
  useListKeys(list);
  return (
    <div className="card list" ref={list}>
      <DataTable
        caption={t('title')} rows={rows} rowKey={(row) => row.code}
        columns={[
          { head: t('code'), kind: 'main', cell: (row) => <span><Link to="/ho-so/$code" params={{ code: row.code }} className="strong nowrap" data-row>{row.code}</Link><span className="sub">{row.applicantName}</span>{row.imported && <span className="tag">{t('imported')}</span>}</span> },
          { head: t('procedure'), cell: (row) => <span>{row.procedureName}<span className="sub">{row.agencyName}</span></span> },
          { head: t('state'), cell: (row) => row.stateName },
          { head: t('holder'), cell: (row) => row.holders.join(', ') },
          { head: t('received'), kind: 'tight', cell: (row) => formatDate(row.receivedAt, language) },
          { head: t('due'), kind: 'tight', cell: (row) => <Due due={{ dueAt: row.dueAt, startedAt: row.receivedAt, state: row.deadlineState }} /> },
        ]}
      />
    </div>
  );
}
