import type { ForecastList, ForecastRunView } from '#contract';
import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { post } from '../../api/client.js';
import { agenciesQuery, proceduresQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant, formatShare } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { Empty, Loaded, ProblemNote } from '../../ui/states.js';
import { ui } from '../../ui/words.js';
import { BOARD } from './board-queries.js';
import { ForecastQualityCard } from './forecast-quality.js';
import { forecastQuery } from './forecast-queries.js';
import { forecastWords } from './forecast-words.js';
import './forecast.css';

const route = getRouteApi('/inside/bang-dieu-hanh');

type Foretold = ForecastList['items'][number];

/** From these chances on the sign and word change with the colour. */
const LEVELS = [{ from: 0.5, level: 'high', sign: '▲' }, { from: 0.2, level: 'middle', sign: '◆' }, { from: 0, level: 'low', sign: '▽' }] as const;
/** With fewer cases the number is said to rest on little. */
const LITTLE = 30;

/** The chances that open dossiers will be late, and how good such forecasts have been. */
export function Forecast(): ReactNode {
  const t = useWords(forecastWords);
  const u = useWords(ui);
  const { coQuan, thuTuc } = route.useSearch();
  const list = useInfiniteQuery({ ...forecastQuery({ agency: coQuan || undefined, procedure: thuTuc || undefined }), placeholderData: keepPreviousData });
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Filters />
      <p className="sub forecast-lead">{t('lead')}</p>
      <Loaded of={{ data: first, error: list.error, refetch: list.refetch }}>
        {(view) => (
          <>
            <section className="card list">
              <Head view={view} />
              {view.run === null && <Empty title={t('none')} hint={t('noneHint')} />}
              {view.run !== null && rows.length === 0 && <Empty title={t('nothing')} hint={t('nothingHint')} />}
              {rows.length > 0 && <Dossiers rows={rows} />}
              {list.hasNextPage && <div className="empty"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{u('more')}</Button></div>}
            </section>
            {view.run && <ForecastQualityCard run={view.run.id} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Filters(): ReactNode {
  const t = useWords(forecastWords);
  const u = useWords(ui);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const procedures = useQuery(proceduresQuery).data?.items.filter(({ kind }) => kind === 'procedure') ?? [];
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const set = (change: { thuTuc?: string; coQuan?: string }): void => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const all = { value: '', label: u('all') };
  return (
    <div className="filters" role="search">
      <NativeSelect className="wide" label={t('procedure')} value={search.thuTuc ?? ''} onChange={(event) => set({ thuTuc: event.currentTarget.value })} data={[all, ...procedures.map(({ code, name }) => ({ value: code, label: name }))]} />
      <NativeSelect label={t('agency')} value={search.coQuan ?? ''} onChange={(event) => set({ coQuan: event.currentTarget.value })} data={[all, ...agencies.map(({ code, name }) => ({ value: code, label: name }))]} />
    </div>
  );
}

/** Of which model the figures are, and the way to a newer one. */
function Head({ view: { run, running, known, unknown } }: { view: ForecastList }): ReactNode {
  const t = useWords(forecastWords);
  const language = useLanguage();
  const queries = useQueryClient();
  const refresh = useMutation({ mutationFn: () => post<ForecastRunView>(`${BOARD}/forecast/refresh`, {}, crypto.randomUUID()), onSuccess: () => queries.invalidateQueries({ queryKey: [BOARD] }) });
  return (
    <div className="section-head forecast-head">
      <p>{run && <>{t('model', { at: formatInstant(run.modelAt, language) })} · {t('counts', { known, unknown })}</>}</p>
      {running && <p role="status"><span className="spinner" aria-hidden="true" /> {t('running', { done: running.done, total: running.total })}</p>}
      <Button variant={run ? 'default' : 'filled'} disabled={running !== null} loading={refresh.isPending} onClick={() => refresh.mutate()}>{run ? t('again') : t('refresh')}</Button>
      <ProblemNote error={refresh.error} />
    </div>
  );
}

function Dossiers({ rows }: { rows: Foretold[] }): ReactNode {
  const t = useWords(forecastWords);
  return (
    <DataTable
      caption={t('caption')} rows={rows} rowKey={(row) => row.code}
      columns={[
        { head: t('dossier'), kind: 'main', cell: (row) => <Subject row={row} /> },
        { head: t('chance'), cell: (row) => <Chance row={row} /> },
        { head: t('reason'), cell: (row) => <Reason row={row} /> },
        { head: t('due'), kind: 'tight', cell: (row) => <Due row={row} /> },
        { head: t('holders'), cell: ({ holders }) => holders.map(({ agency, agencyName }) => <div key={agency}>{agencyName}</div>) },
      ]}
    />
  );
}

function Subject({ row }: { row: Foretold }): ReactNode {
  return (
    <span>
      <Link to="/ho-so/$code" params={{ code: row.code }} className="strong nowrap">{row.code}</Link>
      <span className="sub">{row.procedureName}</span>
      <span className="sub">{row.agencyName}</span>
    </span>
  );
}

function Chance({ row: { chance, cases } }: { row: Foretold }): ReactNode {
  const t = useWords(forecastWords);
  if (chance === null) return <span><span className="tag"><span aria-hidden="true">?</span> {t('unknown')}</span><span className="sub">{t('unknownHint', { count: cases })}</span></span>;
  const { level, sign } = LEVELS.find(({ from }) => chance >= from)!;
  const said = chance < 0.01 ? t('under') : chance > 0.99 ? t('over') : formatShare(chance);
  return <span><span className={`tag nowrap chance-${level}`}><span aria-hidden="true">{sign}</span> {said} · {t(level)}</span><span className="sub">{t(cases < LITTLE ? 'few' : 'cases', { count: cases })}</span></span>;
}

function Reason({ row: { chance, reason } }: { row: Foretold }): ReactNode {
  const t = useWords(forecastWords);
  if (!reason) return <span className="sub">{chance === null ? '–' : t('noReason')}</span>;
  return <span className="forecast-why">{reason.name ?? t('closed')}{reason.agencyName && <span className="sub">{reason.agencyName}</span>}<span className="sub">{t('spends', { time: reason.spends.text })}</span></span>;
}

function Due({ row: { dueAt, stopped } }: { row: Foretold }): ReactNode {
  const t = useWords(forecastWords);
  const language = useLanguage();
  return <span>{dueAt && <time dateTime={dueAt} className="nowrap">{formatInstant(dueAt, language)}</time>}{stopped && <span className="sub">‖ {t('stopped')}</span>}</span>;
}
