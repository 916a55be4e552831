import type { TowerColumn, TowerCounts, TowerView } from '#contract';
import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, Suspense, lazy } from 'react';
import { proceduresQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { Empty, Loaded, Loading } from '../../ui/states.js';
import { ui } from '../../ui/words.js';
import { towerQuery } from './board-queries.js';
import { board } from './words.js';

const route = getRouteApi('/inside/bang-dieu-hanh');

const Cell = lazy(() => import('./cell.js').then((part) => ({ default: part.Cell })));

const COLUMNS = ['late', 'today', 'near', 'on_time', 'stopped', 'none', 'waiting', 'total'] as const satisfies readonly (TowerColumn | 'total')[];
/** A sign of its own for each column, as deadlines have them everywhere. */
const SIGN = { late: '!', today: '◉', near: '◔', on_time: '○', stopped: '‖', none: '–', waiting: '?', total: 'Σ' } as const;

export function Tower(): ReactNode {
  const search = route.useSearch();
  const tower = useQuery({ ...towerQuery({ procedure: search.thuTuc }), placeholderData: keepPreviousData });
  const isChosen = search.trangThai !== undefined || search.coQuan !== undefined;
  return (
    <>
      <Filters />
      <Loaded of={tower}>{(view) => <Counts view={view} />}</Loaded>
      {isChosen && tower.data && <Suspense fallback={<Loading />}><Cell tower={tower.data} /></Suspense>}
    </>
  );
}

function Filters(): ReactNode {
  const t = useWords(board);
  const u = useWords(ui);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const procedures = useQuery(proceduresQuery).data?.items.filter(({ kind }) => kind === 'procedure') ?? [];
  const choose = (thuTuc: string): void => void navigate({ search: (before) => ({ ...before, thuTuc }), replace: true });
  return (
    <div className="filters" role="search">
      <NativeSelect className="wide" label={t('procedure')} value={search.thuTuc ?? ''} onChange={(event) => choose(event.currentTarget.value)} data={[{ value: '', label: u('all') }, ...procedures.map(({ code, name }) => ({ value: code, label: name }))]} />
    </div>
  );
}

function Counts({ view }: { view: TowerView }): ReactNode {
  const t = useWords(board);
  const columns = COLUMNS.filter((column) => column !== 'none' || view.total.none > 0);
  if (view.total.total === 0) return <div className="card"><Empty title={t('nothing')} /></div>;
  return (
    <section className="card">
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('caption')}>
        <table className="tower">
          <caption className="sub">{t('caption')}</caption>
          <thead>
            <tr><th scope="col" className="name">{t('agency')}</th>{columns.map((column) => <th key={column} scope="col"><span aria-hidden="true" className="sign">{SIGN[column]}</span> {t(column)}</th>)}</tr>
          </thead>
          <tbody>
            {view.rows.map((row) => <Row key={row.agency} agency={row.agency} name={row.agencyName} counts={row.counts} columns={columns} />)}
          </tbody>
          <tfoot><Row agency="" name={t('all')} counts={view.total} columns={columns} /></tfoot>
        </table>
      </div>
    </section>
  );
}

function Row({ agency, name, counts, columns }: { agency: string; name: string; counts: TowerCounts; columns: readonly (typeof COLUMNS)[number][] }): ReactNode {
  const t = useWords(board);
  const search = route.useSearch();
  const isHere = (column: string): boolean => (search.coQuan ?? '') === agency && (search.trangThai ?? '') === column;
  return (
    <tr>
      <th scope="row" className="name">{name}</th>
      {columns.map((column) => (
        <td key={column} className={counts[column] > 0 ? column : ''}>
          {counts[column] === 0 ? <span className="zero">0</span> : (
            <Link
              from="/bang-dieu-hanh" to="." resetScroll={false} aria-current={isHere(column) ? 'true' : undefined} aria-label={t('cell', { agency: name, column: t(column), count: counts[column] })}
              search={(before) => ({ ...before, coQuan: agency, trangThai: column })}
            >{counts[column]}</Link>
          )}
        </td>
      ))}
    </tr>
  );
}
