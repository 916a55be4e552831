import type { Escalated, TowerColumn, TowerDossier, TowerView } from '#contract';
import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant, formatShare } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { Due } from '../../ui/due.js';
import { Empty, Loaded, useProblemText } from '../../ui/states.js';
import { ui } from '../../ui/words.js';
import { cellQuery } from './board-queries.js';
import { cellWords } from './cell-words.js';
import { board } from './words.js';

const route = getRouteApi('/inside/bang-dieu-hanh');

const COLUMNS = ['late', 'today', 'near', 'on_time', 'stopped', 'none', 'waiting'] as const satisfies readonly TowerColumn[];

/** The dossiers behind the chosen cell. */
export function Cell({ tower }: { tower: TowerView }): ReactNode {
  const t = useWords(cellWords);
  const b = useWords(board);
  const u = useWords(ui);
  const { coQuan = '', trangThai = 'total', thuTuc } = route.useSearch();
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useInfiniteQuery({ ...cellQuery({ agency: coQuan || undefined, procedure: thuTuc, state: trangThai === 'total' ? undefined : trangThai }), placeholderData: keepPreviousData });
  const rows = list.data?.pages.flatMap((page) => page.items);
  const column = COLUMNS.find((one) => one === trangThai) ?? 'total';
  const agency = tower.rows.find((row) => row.agency === coQuan)?.agencyName ?? (coQuan || b('all'));
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [coQuan, trangThai]);
  return (
    <section className="card list cell">
      <h2 ref={heading} tabIndex={-1}>{t('list', { column: b(column), agency })}</h2>
      <p className="sub">{t('nearHint')}</p>
      <Loaded of={{ data: rows, error: list.error, refetch: list.refetch }}>
        {(items) => (items.length > 0 ? <Dossiers rows={items} caption={t('list', { column: b(column), agency })} /> : <Empty title={t('emptyCell')} hint={t('emptyCellHint')} />)}
      </Loaded>
      {list.hasNextPage && <div className="empty"><Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{u('more')}</Button></div>}
    </section>
  );
}

function Dossiers({ rows, caption }: { rows: TowerDossier[]; caption: string }): ReactNode {
  const t = useWords(cellWords);
  return (
    <DataTable
      caption={caption} rows={rows} rowKey={(row) => row.code}
      columns={[
        { head: t('dossier'), kind: 'main', cell: (row) => <Subject row={row} /> },
        { head: t('due'), kind: 'tight', cell: (row) => <><Due due={row} left={row.left ? t('working', { time: row.left.text }) : undefined} />{row.lateChance !== null && <span className="sub">{t('lateChance', { share: formatShare(row.lateChance) })}</span>}</> },
        { head: t('holders'), cell: (row) => <Holders row={row} /> },
        { head: t('act'), kind: 'tight', cell: (row) => <Escalate code={row.code} imported={row.imported} /> },
      ]}
    />
  );
}

/** One click tells the heads of those who hold it; the log of reminders keeps it. */
function Escalate({ code, imported }: { code: string; imported: boolean }): ReactNode {
  const t = useWords(cellWords);
  const say = useProblemText();
  const escalate = useCommand((_: void, key) => post<Escalated>(at`/dossiers/${code}/escalate`, {}, key));
  if (imported) return '–';
  if (escalate.isSuccess) return <span role="status">✓ {t('escalated')}</span>;
  return (
    <span>
      <Button size="xs" variant="default" loading={escalate.isPending} onClick={() => escalate.mutate()}>{t('escalate')}</Button>
      {escalate.error && <span className="sub" role="alert">{say(escalate.error)}</span>}
    </span>
  );
}

function Subject({ row }: { row: TowerDossier }): ReactNode {
  const t = useWords(cellWords);
  return (
    <span>
      <Link to="/ho-so/$code" params={{ code: row.code }} hash="cham-do" className="strong nowrap">{row.code}</Link>
      {row.imported && <span className="tag">{t('imported')}</span>}
      <span className="sub">{row.procedureName}</span>
      <span className="sub">{row.agencyName}</span>
    </span>
  );
}

function Holders({ row }: { row: TowerDossier }): ReactNode {
  const t = useWords(cellWords);
  const language = useLanguage();
  return row.holders.map(({ agency, agencyName, since, acknowledged }) => (
    <div key={agency}>{agencyName} <span className="sub">{t('since', { at: formatInstant(since, language) })}{acknowledged ? '' : ` · ? ${t('unseen')}`}</span></div>
  ));
}
