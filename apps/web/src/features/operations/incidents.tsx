import type { IncidentView, RetriedIncidents } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { incidentsQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { Empty, Loaded, ProblemNote } from '../../ui/states.js';
import { useTyped } from '../../ui/typed.js';
import { ui } from '../../ui/words.js';
import { incidentKinds, operations } from './words.js';

const route = getRouteApi('/inside/van-hanh');
const STATES = ['open', 'closed', 'all'] as const;

export function Incidents(): ReactNode {
  const u = useWords(ui);
  const search = route.useSearch();
  const state = stateIn(search.trangThai);
  const list = useInfiniteQuery({ ...incidentsQuery({ ...(state !== 'all' && { state }), ...(search.tim && { q: search.tim }) }), placeholderData: keepPreviousData });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <Filters />
      <RetryAll topics={topicsOf(rows ?? [])} />
      <Loaded of={{ data: rows, error: list.error, refetch: list.refetch }}>
        {(items) => (items.length > 0 ? <IncidentTable rows={items} /> : <div className="card"><NoIncidents searched={Boolean(search.tim)} /></div>)}
      </Loaded>
      {list.hasNextPage && <div className="empty"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{u('more')}</Button></div>}
    </>
  );
}

const stateIn = (word: string | undefined): (typeof STATES)[number] => STATES.find((one) => one === word) ?? 'open';

/** The list is searched by the server, for the page has not all of it. */
function Filters(): ReactNode {
  const t = useWords(operations);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: Partial<typeof search>): void => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const [typed, setTyped] = useTyped(search.tim ?? '', (tim) => set({ tim }));
  return (
    <div className="filters" role="search">
      <NativeSelect label={t('state')} value={stateIn(search.trangThai)} onChange={(event) => set({ trangThai: event.currentTarget.value })} data={STATES.map((value) => ({ value, label: t(value) }))} />
      <TextInput className="wide" type="search" label={t('find')} placeholder={t('findHint')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
    </div>
  );
}

function NoIncidents({ searched }: { searched: boolean }): ReactNode {
  const t = useWords(operations);
  return searched ? <Empty title={t('noMatch')} /> : <Empty title={t('noIncidents')} hint={t('noIncidentsHint')} />;
}

function IncidentTable({ rows }: { rows: IncidentView[] }): ReactNode {
  const t = useWords(operations);
  const kind = useWords(incidentKinds);
  return (
    <div className="card list">
      <DataTable
        caption={t('incidents')} rows={rows} rowKey={(row) => row.id}
        columns={[
          { head: t('what'), kind: 'tight', cell: (row) => <span>{kind(row.kind)}{row.topic && <span className="sub">{row.topic}</span>}</span> },
          { head: t('where'), kind: 'main', cell: (row) => <Where row={row} /> },
          { head: t('message'), cell: (row) => <span className="break">{row.message}</span> },
          { head: t('opened'), kind: 'tight', cell: (row) => <When at={row.openedAt} /> },
          { head: t('state'), kind: 'tight', cell: (row) => <Outcome row={row} /> },
        ]}
      />
    </div>
  );
}

function Where({ row }: { row: IncidentView }): ReactNode {
  return (
    <span>
      {row.dossier ? <Link to="/ho-so/$code" params={{ code: row.dossier }} className="strong nowrap">{row.dossier}</Link> : '–'}
      <span className="sub">{[row.procedure, row.element].filter(Boolean).join(' · ')}</span>
    </span>
  );
}

function Outcome({ row }: { row: IncidentView }): ReactNode {
  const t = useWords(operations);
  const language = useLanguage();
  const retry = useCommand((_: void, key) => post(at`/incidents/${row.id}/retry`, {}, key));
  if (row.outcome === 'obsolete') return <span className="tag"><span aria-hidden="true">–</span> {t('obsolete')}</span>;
  if (row.closedAt) return <span><span className="tag tag-ok"><span aria-hidden="true">✓</span> {t('retriedWord')}</span><span className="sub">{t('closedBy', { who: row.closedBy ?? '', when: formatInstant(row.closedAt, language) })}</span></span>;
  return (
    <>
      <Button size="compact-sm" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>{t('retry')}</Button>
      <ProblemNote error={retry.error} />
    </>
  );
}

const topicsOf = (rows: readonly IncidentView[]): string[] => [...new Set(rows.flatMap((row) => (row.closedAt === null && row.outcome === null && row.topic ? [row.topic] : [])))];

/** One button a topic: what went wrong for all of them is mostly mended for all of them. What came of it stays to be read when the list is empty. */
function RetryAll({ topics }: { topics: readonly string[] }): ReactNode {
  const t = useWords(operations);
  const retry = useCommand((topic: string, key) => post<RetriedIncidents>('/incidents/retry', { topic }, key));
  return (
    <div className="actions" style={{ marginBottom: 10 }}>
      {topics.map((topic) => <Button key={topic} size="compact-sm" variant="light" loading={retry.isPending && retry.variables === topic} onClick={() => retry.mutate(topic)}>{t('retryAll', { topic })}</Button>)}
      {retry.data && <p className="note" role="status">{t('retried', { count: retry.data.retried, refused: retry.data.refused.length, remaining: retry.data.remaining })}</p>}
      <ProblemNote error={retry.error} />
    </div>
  );
}
