import type { RungLogEntry } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { agenciesQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { When } from '../../ui/due.js';
import { Empty, Loaded } from '../../ui/states.js';
import { ui } from '../../ui/words.js';
import { rungsQuery } from './board-queries.js';
import { usePeriod } from './period.js';
import { rungWords } from './rungs-words.js';
import { useFilter } from './use-filter.js';

const ACTIONS = ['notify', 'escalate', 'raise_priority', 'reassign', 'apologise', 'call'] as const;
const ANSWERS = { none: 'noAnswer', acknowledged: 'acknowledged', snoozed: 'snoozed' } as const;
const WEEK = 7;

/** What the ladders did: which rung fired when, whom it reached, and what they said. */
export function Rungs(): ReactNode {
  const t = useWords(rungWords);
  const u = useWords(ui);
  const [search] = useFilter();
  const { from, to, next } = usePeriod(search, WEEK);
  const list = useInfiniteQuery({
    ...rungsQuery({ from, to: next, agency: search.coQuan, dossier: search.maHoSo, action: search.hanhDong, answered: search.traLoi, undelivered: search.chuaToi ? true : undefined }), placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <Filters from={from} to={to} />
      <section className="card list">
        <Loaded of={{ data: rows, error: list.error, refetch: list.refetch }}>{(items) => (items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : <Rows rows={items} />)}</Loaded>
        {list.hasNextPage && <div className="empty"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{u('more')}</Button></div>}
      </section>
    </>
  );
}

function Filters({ from, to }: { from: string; to: string }): ReactNode {
  const t = useWords(rungWords);
  const u = useWords(ui);
  const [search, set] = useFilter();
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const all = { value: '', label: u('all') };
  return (
    <div className="filters" role="search">
      <DateField label={t('from')} value={from} onChange={(day) => day && set({ tu: day })} />
      <DateField label={t('to')} value={to} onChange={(day) => day && set({ den: day })} />
      <NativeSelect label={t('agency')} value={search.coQuan ?? ''} onChange={(event) => set({ coQuan: event.currentTarget.value || undefined })} data={[all, ...agencies.map(({ code, name }) => ({ value: code, label: name }))]} />
      <NativeSelect label={t('action')} value={search.hanhDong ?? ''} onChange={(event) => set({ hanhDong: event.currentTarget.value || undefined })} data={[all, ...ACTIONS.map((value) => ({ value, label: t(value) }))]} />
      <NativeSelect label={t('answered')} value={search.traLoi ?? ''} onChange={(event) => set({ traLoi: event.currentTarget.value || undefined })} data={[all, ...Object.entries(ANSWERS).map(([value, label]) => ({ value, label: t(label) }))]} />
      <TextInput key={search.maHoSo ?? ''} label={t('dossier')} defaultValue={search.maHoSo ?? ''} onBlur={(event) => set({ maHoSo: event.currentTarget.value.trim() || undefined })} onKeyDown={(event) => { if (event.key === 'Enter') set({ maHoSo: event.currentTarget.value.trim() || undefined }); }} />
      <label className="fit"><input type="checkbox" checked={Boolean(search.chuaToi)} onChange={(event) => set({ chuaToi: event.currentTarget.checked ? '1' : undefined })} /> {t('undelivered')}</label>
    </div>
  );
}

function Rows({ rows }: { rows: RungLogEntry[] }): ReactNode {
  const t = useWords(rungWords);
  return (
    <DataTable
      caption={t('caption')} rows={rows} rowKey={(row) => row.deadline + row.rung}
      columns={[
        { head: t('what'), kind: 'main', cell: (row) => <Subject row={row} /> },
        { head: t('at'), kind: 'tight', cell: (row) => <When at={row.firedAt} /> },
        { head: t('action'), kind: 'tight', cell: (row) => <Action row={row} /> },
        { head: t('told'), cell: (row) => <div><Told row={row} /></div> },
        { head: t('answered'), cell: (row) => <div><Answers row={row} /></div> },
      ]}
    />
  );
}

function Subject({ row }: { row: RungLogEntry }): ReactNode {
  const t = useWords(rungWords);
  const language = useLanguage();
  return (
    <span>
      <span className="strong">{row.rungName}</span>
      <span className="sub"><Link to="/ho-so/$code" params={{ code: row.dossier }} className="nowrap">{row.dossier}</Link> · {row.subject === 'dossier' ? t('subject') : row.name}</span>
      <span className="sub">{row.agencyName}, {t('due', { at: formatInstant(row.dueAt, language) })}</span>
    </span>
  );
}

function Action({ row: { action } }: { row: RungLogEntry }): ReactNode {
  const t = useWords(rungWords);
  const known = ACTIONS.find((one) => one === action);
  return <span className={`tag ${action === 'notify' ? '' : 'tag-today'}`}>{known ? t(known) : action}</span>;
}

const DELIVERIES = { read: ['read', 'tag-ok', '✓'], unread: ['unread', 'tag-near', '○'], told: ['told_digest', '', '–'], held: ['held', 'tag-stopped', '‖'], nobody: ['nobody', 'tag-late', '!'] } as const;

function Told({ row }: { row: RungLogEntry }): ReactNode {
  const t = useWords(rungWords);
  if (row.to.length === 0) return <span className="tag tag-late"><span aria-hidden="true">!</span> {t('nobodyAt')}</span>;
  return row.to.map(({ agency, agencyName, role, roleName, delivery }) => {
    const [name, look, sign] = DELIVERIES[delivery];
    return <div key={agency + role}>{roleName} <span className={`tag ${look}`}><span aria-hidden="true">{sign}</span> {t(name)}</span><span className="sub">{agencyName}</span></div>;
  });
}

function Answers({ row }: { row: RungLogEntry }): ReactNode {
  const t = useWords(rungWords);
  const language = useLanguage();
  if (row.answers.length === 0) return <span className="sub">{t('noAnswer')}</span>;
  return row.answers.map(({ kind, byName, at, reason, until }) => (
    <div key={at}>{kind === 'snoozed' ? t('snoozedBy', { by: byName, until: until ? formatInstant(until, language) : '', reason: reason ?? '' }) : t('acknowledgedBy', { by: byName, at: formatInstant(at, language) })}</div>
  ));
}
