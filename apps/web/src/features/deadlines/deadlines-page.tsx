import type { DeadlineView } from '#contract';
import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { agenciesQuery, deadlinesQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords, words } from '../../i18n/words.js';
import { formatBudget, formatInstant, formatShare } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { Due } from '../../ui/due.js';
import { PageHead } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { ui } from '../../ui/words.js';

const route = getRouteApi('/inside/tre-han');

const text = words(
  {
    title: 'Trễ hạn', lead: 'Hạn bị trễ, trễ bao lâu, do cơ quan nào và đã nhắc những ai.', agency: 'Cơ quan', state: 'Tình trạng', before: 'Đến hạn trước ngày', what: 'Hồ sơ, bước', subject: 'Loại hạn', both: 'Hồ sơ và bước', steps: 'Bước', handOvers: 'Xác nhận giao nhận', due: 'Hạn, vượt hạn', working: '{time} làm việc', netBy: 'ròng {time}', netInTime: 'ròng: trong hạn', fault: 'Do cơ quan', decided: 'theo quyết định về kiến nghị', rungs: 'Đã nhắc, báo cáo', wholeDossier: 'Cả hồ sơ',
    missed: 'Đã trễ', running: 'Đang chạy', stopped: 'Tạm dừng', met: 'Kịp hạn', none: 'Không có hạn nào trong mục này', noneHint: 'Đổi cơ quan, tình trạng hoặc ngày để xem mục khác.', fired: '{rung}, {at}: {to}', planned: 'Chưa nhắc', budget: 'thời hạn {budget}',
  },
  {
    title: 'Missed deadlines', lead: 'What is late, by how much, because of whom, and who was told.', agency: 'Agency', state: 'State', before: 'Due before', what: 'Dossier, step', subject: 'Kind', both: 'Dossiers and steps', steps: 'Steps', handOvers: 'Hand-overs', due: 'Due, overrun', working: '{time} of work time', netBy: 'net {time}', netInTime: 'net: in time', fault: 'Because of', decided: 'as decided on a contest', rungs: 'Reminders sent', wholeDossier: 'Whole dossier',
    missed: 'Missed', running: 'Running', stopped: 'Stopped', met: 'Met', none: 'No deadlines here', noneHint: 'Change the agency, state or date to see others.', fired: '{rung}, {at}: {to}', planned: 'None yet', budget: 'limit {budget}',
  },
);

const STATES = ['missed', 'running', 'stopped', 'met'] as const;

export function DeadlinesPage(): ReactNode {
  const t = useWords(text);
  const u = useWords(ui);
  const search = route.useSearch();
  const state = search.trangThai ?? 'missed';
  const list = useInfiniteQuery({
    ...deadlinesQuery({ state, ...(search.loai && { subject: search.loai }), ...(search.coQuan && { agency: search.coQuan }), ...(search.truoc && { before: `${search.truoc}T00:00:00+07:00` }) }),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Filters />
      <div className="card list">
        <Loaded of={{ data: rows, error: list.error, refetch: list.refetch }}>
          {(items) => (items.length > 0 ? <DeadlineTable rows={items} /> : <Empty title={t('none')} hint={t('noneHint')} />)}
        </Loaded>
        {list.hasNextPage && <div className="empty"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{u('more')}</Button></div>}
      </div>
    </>
  );
}

function Filters(): ReactNode {
  const t = useWords(text);
  const u = useWords(ui);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const set = (change: Partial<typeof search>): void => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <div className="filters" role="search">
      <NativeSelect label={t('state')} value={search.trangThai ?? 'missed'} onChange={(event) => set({ trangThai: event.currentTarget.value })} data={STATES.map((value) => ({ value, label: t(value) }))} />
      <NativeSelect label={t('subject')} value={search.loai ?? ''} onChange={(event) => set({ loai: event.currentTarget.value })} data={[{ value: '', label: t('both') }, { value: 'dossier', label: t('wholeDossier') }, { value: 'task', label: t('steps') }, { value: 'hand_over', label: t('handOvers') }]} />
      <NativeSelect className="wide" label={t('agency')} value={search.coQuan ?? ''} onChange={(event) => set({ coQuan: event.currentTarget.value })} data={[{ value: '', label: u('all') }, ...agencies.map((a) => ({ value: a.code, label: a.name }))]} />
      <DateField label={t('before')} value={search.truoc ?? ''} onChange={(day) => set({ truoc: day })} />
    </div>
  );
}

function DeadlineTable({ rows }: { rows: DeadlineView[] }): ReactNode {
  const t = useWords(text);
  return (
    <DataTable
      caption={t('title')} rows={rows} rowKey={(row) => row.id}
      columns={[
        { head: t('what'), kind: 'main', cell: (row) => <Subject row={row} /> },
        { head: t('agency'), cell: (row) => row.agencyName },
        { head: t('due'), kind: 'tight', cell: (row) => <Due due={{ dueAt: row.dueAt, startedAt: row.startedAt, state: row.state }} left={row.overrun.hours > 0 ? `${t('working', { time: row.overrun.text })}${row.net.excluded.length > 0 ? ` · ${row.net.late ? t('netBy', { time: row.net.overrun.text }) : t('netInTime')}` : ''}` : undefined} /> },
        { head: t('fault'), cell: (row) => <>{row.atFault.map((one) => <div key={one.agency + one.agencyName}>{one.agencyName} <span className="nowrap">({formatShare(one.share)})</span></div>)}{row.decided && <span className="sub">{t('decided')}</span>}</> },
        { head: t('rungs'), cell: (row) => <Rungs row={row} /> },
      ]}
    />
  );
}

function Subject({ row }: { row: DeadlineView }): ReactNode {
  const t = useWords(text);
  const language = useLanguage();
  return (
    <span>
      <Link to="/ho-so/$code" params={{ code: row.dossier }} className="strong nowrap">{row.dossier}</Link>
      <span className="sub">{row.subject.kind === 'dossier' ? t('wholeDossier') : row.subject.name} · {t('budget', { budget: formatBudget(row.budget, language) })}</span>
      <span className="sub">{row.procedureName}</span>
    </span>
  );
}

function Rungs({ row }: { row: DeadlineView }): ReactNode {
  const t = useWords(text);
  const language = useLanguage();
  const fired = row.rungs.filter((rung) => rung.firedAt);
  if (fired.length === 0) return <span className="sub">{t('planned')}</span>;
  return fired.map((rung) => <div key={rung.rung + rung.at} className="sub">{t('fired', { rung: rung.name, at: formatInstant(rung.firedAt!, language), to: rung.toNames.join('; ') })}</div>);
}
