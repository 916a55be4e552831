import type { BreachList, BreachView } from '#contract';
import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { address } from '../../api/client.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant, formatShare } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { When } from '../../ui/due.js';
import { Empty, Loaded } from '../../ui/states.js';
import { ui } from '../../ui/words.js';
import { BOARD, breachesQuery } from './board-queries.js';
import { breachWords } from './breaches-words.js';
import { usePeriod } from './period.js';
import { useFilter } from './use-filter.js';

const LEVELS = { 'ho-so': 'dossier', buoc: 'task', 'ca-hai': undefined } as const;
const SORTS = { 'qua-han': 'overrun', rong: 'net', han: 'due', ma: 'dossier' } as const;

const chosen = <T extends object>(all: T, key: string | undefined): T[keyof T] => (key !== undefined && key in all ? all[key as keyof T] : Object.values(all)[0]) as T[keyof T];

/** What was late in a period: each with its cause, the person who had it in hand, gross and net. */
export function Breaches(): ReactNode {
  const t = useWords(breachWords);
  const u = useWords(ui);
  const [search] = useFilter();
  const { from, to, next } = usePeriod(search);
  const query = {
    from, to: next, level: chosen(LEVELS, search.cap), agency: search.coQuan, field: search.linhVuc, procedure: search.thuTuc, officer: search.nguoi, open: search.mo === undefined ? undefined : search.mo === '1', desk: search.noiNhan, received: search.tiepNhan ? true : undefined, sort: chosen(SORTS, search.xep),
  };
  const list = useInfiniteQuery({ ...breachesQuery(query), placeholderData: keepPreviousData });
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Filters facets={first} from={from} to={to} />
      <Loaded of={{ data: first, error: list.error, refetch: list.refetch }}>
        {({ totals }) => (
          <section className="card list">
            <div className="section-head">
              <p role="status">
                {search.cap !== 'buoc' && <span>{t('dossierTotals', { dossiers: totals.dossiers, open: totals.openDossiers, net: totals.netDossiers })} </span>}
                {search.cap && search.cap !== 'ho-so' && <span>{t('stepTotals', { steps: totals.steps, open: totals.openSteps })}</span>}
              </p>
              <Button component="a" variant="default" href={address(`${BOARD}/breaches.csv`, query)}>{t('download')}</Button>
            </div>
            {rows.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : <Rows rows={rows} />}
            {list.hasNextPage && <div className="empty"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{u('more')}</Button></div>}
            <p className="sub">{t('about')}</p>
          </section>
        )}
      </Loaded>
    </>
  );
}

function Filters({ facets, from, to }: { facets: BreachList | undefined; from: string; to: string }): ReactNode {
  const t = useWords(breachWords);
  const u = useWords(ui);
  const [search, set] = useFilter();
  const facet = (label: string, key: 'coQuan' | 'linhVuc' | 'thuTuc' | 'nguoi', all: BreachList['agencies'] | undefined): ReactNode => (
    <NativeSelect label={label} value={search[key] ?? ''} onChange={(event) => set({ [key]: event.currentTarget.value || undefined })} data={[{ value: '', label: u('all') }, ...(all ?? []).map(({ code, name, count }) => ({ value: code, label: `${name} (${count})` }))]} />
  );
  return (
    <div className="filters" role="search">
      <DateField label={t('from')} value={from} onChange={(day) => day && set({ tu: day })} />
      <DateField label={t('to')} value={to} onChange={(day) => day && set({ den: day })} />
      <NativeSelect label={t('level')} value={search.cap ?? 'ho-so'} onChange={(event) => set({ cap: event.currentTarget.value })} data={[{ value: 'ho-so', label: t('dossierLevel') }, { value: 'buoc', label: t('taskLevel') }, { value: 'ca-hai', label: t('bothLevels') }]} />
      {facet(t('agency'), 'coQuan', facets?.agencies)}
      {facet(t('field'), 'linhVuc', facets?.fields)}
      {facet(t('procedure'), 'thuTuc', facets?.procedures)}
      {facet(t('officer'), 'nguoi', facets?.officers)}
      <NativeSelect label={t('sort')} value={search.xep ?? 'qua-han'} onChange={(event) => set({ xep: event.currentTarget.value })} data={[{ value: 'qua-han', label: t('byOverrun') }, { value: 'rong', label: t('byNet') }, { value: 'han', label: t('byDue') }, { value: 'ma', label: t('byDossier') }]} />
      <NativeSelect label={t('standing')} value={search.mo ?? ''} onChange={(event) => set({ mo: event.currentTarget.value || undefined })} data={[{ value: '', label: u('all') }, { value: '1', label: t('open') }, { value: '0', label: t('done') }]} />
      {search.tiepNhan && <label className="fit"><input type="checkbox" checked onChange={() => set({ tiepNhan: undefined })} /> {t('received')}</label>}
    </div>
  );
}

function Rows({ rows }: { rows: BreachView[] }): ReactNode {
  const t = useWords(breachWords);
  return (
    <DataTable
      caption={t('caption')} rows={rows} rowKey={(row) => row.id}
      columns={[
        { head: t('subject'), kind: 'main', cell: (row) => <Subject row={row} /> },
        { head: t('since'), kind: 'tight', cell: (row) => <When at={row.dueAt} /> },
        { head: t('lateness'), cell: (row) => <Overrun row={row} /> },
        { head: t('cause'), cell: (row) => <div style={{ minWidth: '11rem' }}><Cause row={row} /></div> },
        { head: t('holder'), cell: (row) => <div><Holders row={row} /></div> },
        { head: t('standing'), cell: (row) => <Standing row={row} /> },
      ]}
    />
  );
}

function Subject({ row }: { row: BreachView }): ReactNode {
  const t = useWords(breachWords);
  return (
    <span>
      <Link to="/ho-so/$code" params={{ code: row.dossier }} hash="cham-do" className="strong nowrap">{row.dossier}</Link>
      {row.step && <span className="sub strong">{t('step', { name: row.step })}</span>}
      <span className="sub">{row.procedureName}</span>
      <span className="sub">{row.agencyName}</span>
    </span>
  );
}

/** Gross and net are always told together. */
function Overrun({ row: { overrun, net } }: { row: BreachView }): ReactNode {
  const t = useWords(breachWords);
  return (
    <span>
      <span className="nowrap"><span className="sub-inline">{t('gross')}:</span> <span className="tag tag-late"><span aria-hidden="true">!</span> {overrun.text}</span></span>
      <span className="sub">{t('net')}: {net.late ? net.overrun.text : t('excused')}</span>
      {net.documents.length > 0 && <span className="sub">{t('documents', { list: net.documents.join('; ') })}</span>}
    </span>
  );
}

function Cause({ row }: { row: BreachView }): ReactNode {
  const t = useWords(breachWords);
  return row.shares.map(({ agency, agencyName, share, overrun, document }) => (
    <div key={agency + (document ?? '')}>{agencyName}<span className="sub">{t('part', { share: formatShare(share), time: overrun.text })}{document ? ` · ${document}` : ''}</span></div>
  ));
}

function Holders({ row }: { row: BreachView }): ReactNode {
  const t = useWords(breachWords);
  if (row.holders.length === 0) return '–';
  return row.holders.map(({ agency, agencyName, username, name, roleName }) => (
    <div key={agency + (username ?? roleName)}>{name ?? <span>? {t('nobody')}</span>}<span className="sub">{roleName}, {agencyName}</span></div>
  ));
}

const APOLOGIES = { open: ['apologyOpen', 'tag-near', '◔'], sent: ['apologySent', 'tag-ok', '✓'], missing: ['apologyMissing', 'tag-late', '!'], not_needed: null } as const;
const CONTESTS = { open: ['contestOpen', 'tag-info', '?'], accepted: ['contestAccepted', 'tag-ok', '✓'], rejected: ['contestRejected', '', '–'], withdrawn: ['contestWithdrawn', '', '–'] } as const;

function Standing({ row }: { row: BreachView }): ReactNode {
  const t = useWords(breachWords);
  const language = useLanguage();
  const tags = [row.apology && APOLOGIES[row.apology], row.contest && CONTESTS[row.contest]].filter((one) => one !== null);
  return (
    <span className="tags">
      {row.endedAt === null ? <span className="tag tag-late"><span aria-hidden="true">!</span> {t('open')}</span> : <span className="sub">{t('closed', { at: formatInstant(row.endedAt, language) })}</span>}
      {tags.map(([name, look, sign]) => <span key={name} className={`tag ${look}`}><span aria-hidden="true">{sign}</span> {t(name)}</span>)}
      {row.level === 'dossier' && <Link to="/trach-nhiem" search={{ hoSo: row.dossier }} className="sub">{t('shares')}</Link>}
      {row.level === 'dossier' && <Link to="/bao-cao" search={{ loai: 'slip', maHoSo: row.dossier }} className="sub">{t('slip')}</Link>}
    </span>
  );
}
