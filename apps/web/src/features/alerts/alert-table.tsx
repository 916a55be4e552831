import { ALERT_STATES, type AlertList, GUARD_CODES, SEVERITIES } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { agenciesQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { When } from '../../ui/due.js';
import { Empty, Loaded } from '../../ui/states.js';
import { ui } from '../../ui/words.js';
import { useListKeys } from '../tasks/list-keys.js';
import { SeverityTag, StateTag } from './marks.js';
import { alertsQuery, guardsQuery } from './queries.js';
import { alertWords } from './words.js';

const route = getRouteApi('/inside/canh-bao');

/** The list, filtered by the address, walked by keys. */
export function AlertTable(): ReactNode {
  const t = useWords(alertWords);
  const u = useWords(ui);
  const search = route.useSearch();
  const page = useRef<HTMLDivElement>(null);
  useListKeys(page);
  const { quyTac: rule, mucDo: severity, coQuan: agency, nguoi: person, maHoSo: dossier, tu: from, den: to } = search;
  const state = search.trangThai ?? 'open';
  const list = useInfiniteQuery({ ...alertsQuery({ rule, severity, ...(state !== 'all' && { state }), agency, person, dossier, from, to }), placeholderData: keepPreviousData });
  const rows = list.data?.pages.flatMap(({ items }) => items);
  const open = list.data?.pages[0]?.open;
  return (
    <>
      <Filters />
      {open !== undefined && <p className="sub" role="status">{t('count', { count: open })}<span className="alert-keys"> · {t('keys')}</span></p>}
      <div className="card list" ref={page}>
        <Loaded of={{ data: rows, error: list.error, refetch: list.refetch }}>
          {(items) => (items.length > 0 ? <Table rows={items} /> : <Empty title={t('none')} hint={t('noneHint')} />)}
        </Loaded>
        {list.hasNextPage && <div className="empty"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{u('more')}</Button></div>}
      </div>
    </>
  );
}

function Table({ rows }: { rows: AlertList['items'] }): ReactNode {
  const t = useWords(alertWords);
  const search = route.useSearch();
  return (
    <DataTable
      caption={t('title')} rows={rows} rowKey={(row) => row.id}
      columns={[
        { head: t('what'), kind: 'main', cell: (row) => <span><Link to="/canh-bao" search={{ ...search, lan: row.id }} className="strong" data-row>{row.title}</Link><span className="sub">{row.summary}</span></span> },
        { head: t('severity'), kind: 'tight', cell: (row) => <SeverityTag of={row.severity} /> },
        { head: t('dossier'), kind: 'tight', cell: (row) => (row.dossier ? <Link to="/ho-so/$code" params={{ code: row.dossier }} className="nowrap">{row.dossier}</Link> : t('several')) },
        { head: t('agency'), cell: (row) => <span>{row.agencyName}<span className="sub">{row.persons.map(({ name }) => name).join(', ')}</span></span> },
        { head: t('when'), kind: 'tight', cell: (row) => <When at={row.happenedAt} /> },
        { head: t('state'), kind: 'tight', cell: (row) => <span><StateTag of={row} />{row.assignee && <span className="sub">{t('assigned', { name: row.assignee.name })}</span>}</span> },
      ]}
    />
  );
}

function Filters(): ReactNode {
  const t = useWords(alertWords);
  const u = useWords(ui);
  const language = useLanguage();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const titles = new Map<string, string>(useQuery(guardsQuery).data?.items.map(({ code, title }) => [code, title[language]]));
  const set = (change: Partial<typeof search>): void => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const every = { value: '', label: u('all') };
  return (
    <div className="filters" role="search">
      <NativeSelect label={t('state')} value={search.trangThai ?? 'open'} onChange={(event) => set({ trangThai: event.currentTarget.value })} data={[{ value: 'all', label: u('all') }, ...ALERT_STATES.map((value) => ({ value, label: t(value) }))]} />
      <NativeSelect label={t('severity')} value={search.mucDo ?? ''} onChange={(event) => set({ mucDo: event.currentTarget.value })} data={[every, ...SEVERITIES.map((value) => ({ value, label: t(value) }))]} />
      <NativeSelect className="wide" label={t('rule')} value={search.quyTac ?? ''} onChange={(event) => set({ quyTac: event.currentTarget.value })} data={[every, ...GUARD_CODES.map((value) => ({ value, label: titles.get(value) ?? value }))]} />
      <NativeSelect className="wide" label={t('agency')} value={search.coQuan ?? ''} onChange={(event) => set({ coQuan: event.currentTarget.value })} data={[every, ...agencies.map(({ code, name }) => ({ value: code, label: name }))]} />
      <DateField label={t('from')} value={search.tu ?? ''} onChange={(tu) => set({ tu })} />
      <DateField label={t('to')} value={search.den ?? ''} onChange={(den) => set({ den })} />
      <TextInput id="search" type="search" label={t('person')} autoComplete="off" defaultValue={search.nguoi ?? ''} onBlur={(event) => set({ nguoi: event.currentTarget.value.trim() })} onKeyDown={(event) => { if (event.key === 'Enter') set({ nguoi: event.currentTarget.value.trim() }); }} />
    </div>
  );
}
