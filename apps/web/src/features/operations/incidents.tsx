import type { IncidentView, RetriedIncidents } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { incidentsQuery } from '../../api/queries.js';
import { matches } from '../../i18n/accent-free.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { Empty, Loaded, ProblemNote } from '../../ui/states.js';
import { incidentKinds, operations } from './words.js';

const route = getRouteApi('/inside/van-hanh');
const STATES = ['open', 'closed', 'all'] as const;

export function Incidents(): ReactNode {
  const t = useWords(operations);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const state = STATES.find((one) => one === search.trangThai) ?? 'open';
  const list = useQuery(incidentsQuery(state === 'all' ? {} : { state }));
  const set = (change: Partial<typeof search>): void => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <>
      <div className="filters" role="search">
        <NativeSelect label={t('state')} value={state} onChange={(event) => set({ trangThai: event.currentTarget.value })} data={STATES.map((value) => ({ value, label: t(value) }))} />
        <TextInput className="wide" type="search" label={t('find')} placeholder={t('findHint')} value={search.tim ?? ''} onChange={(event) => set({ tim: event.currentTarget.value })} />
      </div>
      <Loaded of={list}>
        {({ items }) => {
          const shown = items.filter((one) => matches(search.tim ?? '', one.dossier, one.procedure, one.topic, one.element, one.message));
          return shown.length > 0 ? <IncidentTable rows={shown} /> : <div className="card"><Empty title={t('noIncidents')} hint={t('noIncidentsHint')} /></div>;
        }}
      </Loaded>
    </>
  );
}

function IncidentTable({ rows }: { rows: IncidentView[] }): ReactNode {
  const t = useWords(operations);
  const kind = useWords(incidentKinds);
  const topics = [...new Set(rows.filter((row) => row.closedAt === null && row.outcome === null && row.topic).map((row) => row.topic!))];
  return (
    <div className="card list">
      <RetryAll topics={topics} />
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

/** One button a topic: what went wrong for all of them is mostly mended for all of them. */
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
