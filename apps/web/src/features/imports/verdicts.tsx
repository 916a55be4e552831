import { REGISTER_VERDICTS, type RegisterImportView, type RegisterRowList, type RegisterVerdict } from '#contract';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { address, at } from '../../api/client.js';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { ui } from '../../ui/words.js';
import { rowsQuery } from './queries.js';
import { imports } from './words.js';

const route = getRouteApi('/inside/nhap-so');
type Row = RegisterRowList['items'][number];

const SIGN: Record<RegisterVerdict, string> = { accepted: '✓', warned: '◔', corrects: '✎', known: '=', refused: '!' };
const COLOUR: Record<RegisterVerdict, string> = { accepted: 'tag-ok', warned: 'tag-near', corrects: 'tag-today', known: '', refused: 'tag-late' };

/** Rows by what became of them, refused ones with every reason. */
export function Verdicts({ one }: { one: RegisterImportView }): ReactNode {
  const t = useWords(imports);
  const u = useWords(ui);
  const { loc } = route.useSearch();
  const navigate = route.useNavigate();
  const chosen = REGISTER_VERDICTS.find((verdict) => verdict === loc) ?? '';
  const rows = useInfiniteQuery(rowsQuery(one.id, chosen, `${JSON.stringify(one.counts)}${one.progress.done}`));
  const choose = (verdict: RegisterVerdict | ''): void => void navigate({ search: { lan: one.id, ...(verdict && { loc: verdict }) }, replace: true });
  const refused = Math.max(one.counts.refused, one.progress.refused);
  return (
    <Section title={t('verdicts')} className="list" aside={refused > 0 && <a href={address(at`/register-imports/${one.id}/refused.xlsx`)} download>{t('refusedSheet')}</a>}>
      <div className="actions" role="group" aria-label={t('filter')}>
        <Choice name={t('vAll')} n={one.counts.rows} on={chosen === ''} choose={() => choose('')} />
        {REGISTER_VERDICTS.map((verdict) => <Choice key={verdict} name={t(verdict)} n={one.counts[verdict]} on={chosen === verdict} choose={() => choose(verdict)} />)}
      </div>
      <Loaded of={{ data: rows.data?.pages.flatMap(({ items }) => items), error: rows.error, refetch: rows.refetch }}>
        {(items) => (items.length === 0 ? <Empty title={t('noRows')} /> : <Rows items={items} />)}
      </Loaded>
      {rows.hasNextPage && <div className="empty"><Button variant="default" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>{u('more')}</Button></div>}
    </Section>
  );
}

const Choice = ({ name, n, on, choose }: { name: string; n: number; on: boolean; choose: () => void }): ReactNode => (
  <Button size="xs" variant={on ? 'filled' : 'default'} aria-pressed={on} onClick={choose}>{name} ({n})</Button>
);

function Rows({ items }: { items: Row[] }): ReactNode {
  const t = useWords(imports);
  const outcomes = { written: t('written'), corrected: t('corrected'), known: t('asKnown'), refused: t('notWritten') };
  return (
    <DataTable
      caption={t('verdicts')} rows={items} rowKey={({ line }) => line}
      columns={[
        { head: t('line'), kind: 'number', cell: ({ line }) => line },
        { head: t('dossier'), kind: 'main', cell: ({ code, applicantName }) => <span><span className="strong nowrap">{code ?? '–'}</span><span className="sub">{applicantName}</span></span> },
        { head: t('verdict'), kind: 'tight', cell: ({ verdict, outcome }) => <span><span className={`tag ${COLOUR[verdict]}`}><span aria-hidden="true">{SIGN[verdict]}</span> {t(verdict)}</span>{outcome && <span className="sub">{outcomes[outcome]}</span>}</span> },
        { head: t('reasons'), cell: ({ findings }) => (findings.length === 0 ? '–' : <ul className="findings">{findings.map(({ severity, message }) => <li key={message} className={severity === 'refusal' ? 'strong' : ''}>{message}</li>)}</ul>) },
      ]}
    />
  );
}
