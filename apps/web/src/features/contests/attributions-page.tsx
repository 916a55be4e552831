import type { AttributionItem } from '#contract';
import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { agenciesQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant, formatShare } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { PageHead } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { ui } from '../../ui/words.js';
import { AttributionOne } from './attribution-one.js';
import { ContestTag } from './contest-tag.js';
import { attributionsQuery } from './queries.js';
import { contests } from './words.js';

const route = getRouteApi('/inside/trach-nhiem');

const STATES = { 'chua-kien-nghi': 'none', 'cho-quyet-dinh': 'open', 'chap-nhan': 'accepted', 'khong-chap-nhan': 'rejected', 'da-rut': 'withdrawn' } as const;
const DAY_MS = 86_400_000;

/** What agencies are charged with; of one dossier everything that it rests on. */
export function AttributionsPage(): ReactNode {
  const { hoSo } = route.useSearch();
  return hoSo ? <AttributionOne code={hoSo} /> : <All />;
}

function All(): ReactNode {
  const t = useWords(contests);
  const u = useWords(ui);
  const { coQuan, trangThai, tu, den } = route.useSearch();
  const state = trangThai !== undefined && trangThai in STATES ? STATES[trangThai as keyof typeof STATES] : undefined;
  const found = useInfiniteQuery({
    ...attributionsQuery({ ...(coQuan && { agency: coQuan }), ...(state && { state }), ...(tu && { from: tu }), ...(den && { to: dayAfter(den) }) }), placeholderData: keepPreviousData,
  });
  const rows = found.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Filters />
      <div className="card list">
        <Loaded of={{ data: rows, error: found.error, refetch: found.refetch }}>
          {(items) => (items.length > 0 ? <Charged rows={items} /> : <Empty title={t('none')} hint={t('noneHint')} />)}
        </Loaded>
        {found.hasNextPage && <div className="empty"><Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{u('more')}</Button></div>}
      </div>
    </>
  );
}

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

function Filters(): ReactNode {
  const t = useWords(contests);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const set = (change: Partial<typeof search>): void => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const states = (Object.keys(STATES) as (keyof typeof STATES)[]).map((value) => ({ value, label: t(STATES[value] === 'none' ? 'noContest' : STATES[value]) }));
  return (
    <div className="filters" role="search">
      <NativeSelect className="wide" label={t('agency')} value={search.coQuan ?? ''} onChange={(event) => set({ coQuan: event.currentTarget.value })} data={[{ value: '', label: t('any') }, ...agencies.map(({ code, name }) => ({ value: code, label: name }))]} />
      <NativeSelect label={t('state')} value={search.trangThai ?? ''} onChange={(event) => set({ trangThai: event.currentTarget.value })} data={[{ value: '', label: t('any') }, ...states]} />
      <DateField label={t('from')} value={search.tu ?? ''} onChange={(day) => set({ tu: day })} />
      <DateField label={t('to')} value={search.den ?? ''} onChange={(day) => set({ den: day })} />
    </div>
  );
}

function Charged({ rows }: { rows: AttributionItem[] }): ReactNode {
  const t = useWords(contests);
  return (
    <DataTable
      caption={t('list')} rows={rows} rowKey={(row) => row.dossier + row.agency}
      columns={[
        { head: t('dossier'), kind: 'main', cell: (row) => <span><Link to="/trach-nhiem" search={{ hoSo: row.dossier }} className="strong nowrap">{row.dossier}</Link><span className="sub">{row.procedureName}</span></span> },
        { head: t('agency'), cell: (row) => row.agencyName },
        { head: t('whole'), cell: (row) => <Whole of={row} /> },
        { head: t('computed'), kind: 'number', cell: (row) => (row.computed ? t('part', { time: row.computed.overrun.text, share: formatShare(row.computed.share) }) : '–') },
        { head: t('decided'), kind: 'number', cell: (row) => (row.isDecided ? (row.decided ? <span className="strong">{t('part', { time: row.decided.overrun.text, share: formatShare(row.decided.share) })}</span> : t('relieved')) : <span className="sub">{t('asComputed')}</span>) },
        { head: t('state'), cell: (row) => <Standing of={row} /> },
        { head: t('work'), kind: 'tight', cell: (row) => <Link to="/trach-nhiem" search={{ hoSo: row.dossier }}>{t(row.mayDecide ? 'toDecide' : row.mayContest ? 'toContest' : 'look')}</Link> },
      ]}
    />
  );
}

function Whole({ of: row }: { of: AttributionItem }): ReactNode {
  const t = useWords(contests);
  const language = useLanguage();
  return (
    <span>
      <span className="tag tag-late"><span aria-hidden="true">!</span> {row.overrun.text}</span>
      {row.net.excluded.length > 0 && <span className="sub">{row.net.late ? t('net', { time: row.net.overrun.text }) : t('netInTime')}</span>}
      <span className="sub">{row.settledAt ? t('due', { at: formatInstant(row.dueAt, language) }) : t('running')}</span>
    </span>
  );
}

function Standing({ of: row }: { of: AttributionItem }): ReactNode {
  const t = useWords(contests);
  const language = useLanguage();
  if (row.contest && row.contest.state !== 'withdrawn') return <ContestTag state={row.contest.state} name={row.contest.stateName} />;
  return <span>{row.contest?.stateName ?? t('noContest')}{row.mayContest && row.contestUntil && <span className="sub">{t('contestUntil', { at: formatInstant(row.contestUntil, language) })}</span>}</span>;
}
