import type { AdoptionList } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { matches } from '../../i18n/accent-free.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatBudget, formatDate } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { PageHead } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { adoptionsQuery } from '../procedures/governance-queries.js';
import { useListKeys } from '../tasks/list-keys.js';
import { AdoptDialog } from './adopt-dialog.js';
import { Offers } from './offers.js';
import { adoptionWords } from './words.js';

const route = getRouteApi('/inside/quy-trinh/$code/ap-dung');

type Row = AdoptionList['items'][number];

/** Which revision of the standard each agency follows, with what of its own, and the updates offered to it. */
export function AdoptionsPage(): ReactNode {
  const t = useWords(adoptionWords);
  const { code } = route.useParams();
  const { tim: query = '', loai = 'commune' } = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: { tim?: string | undefined; loai?: string | undefined }): void => void navigate({ search: (before: object) => ({ ...before, ...change }), replace: true });
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')}><Link to="/quy-trinh/$code" params={{ code }} search={{}}>{code}</Link></PageHead>
      <div className="filters" role="search">
        <TextInput className="wide" type="search" label={t('search')} placeholder={t('searchHint')} value={query} onChange={(event) => set({ tim: event.currentTarget.value || undefined })} />
        <NativeSelect label={t('which')} value={loai} onChange={(event) => set({ loai: event.currentTarget.value === 'commune' ? undefined : event.currentTarget.value })} data={[{ value: 'commune', label: t('communes') }, { value: 'all', label: t('all') }]} />
      </div>
      <Offers code={code} />
      <Loaded of={useQuery(adoptionsQuery(code))}>{({ items }) => <Table code={code} rows={items.filter((row) => (loai === 'all' || row.kind === 'commune') && matches(query, row.agencyName, row.agency))} standard={items[0]?.standard ?? null} />}</Loaded>
    </>
  );
}

function Table({ code, rows, standard }: { code: string; rows: Row[]; standard: number | null }): ReactNode {
  const t = useWords(adoptionWords);
  const [open, setOpen] = useState<Row | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useListKeys(list);
  const language = useLanguage();
  if (rows.length === 0) return <div className="card"><Empty title={t('noMatch')} /></div>;
  return (
    <>
      <p className="sub" style={{ margin: '14px 0 8px' }}>{standard === null ? t('noStandard') : t('standard', { count: standard })}</p>
      <div className="card list" ref={list}>
        <DataTable
          caption={t('title')} rows={rows} rowKey={(row) => row.agency}
          columns={[
            { head: t('agency'), kind: 'main', cell: (row) => <span><span className="strong">{row.agencyName}</span>{row.upcoming && <span className="sub">{t('upcoming', { date: formatDate(row.upcoming.effectiveFrom, language), count: row.upcoming.revision ?? t('followsStandard') })}</span>}</span> },
            { head: t('revision'), kind: 'tight', cell: (row) => (row.revision === null ? '–' : <span>{t('number', { count: row.revision })}{!row.adopted && <span className="sub">{t('followsStandard')}</span>}</span>) },
            { head: t('since'), cell: (row) => (row.adopted ? <span>{formatDate(row.adopted.effectiveFrom, language)}<span className="sub">{row.adopted.document} · {row.adopted.by}</span></span> : '–') },
            { head: t('overrides'), cell: (row) => <Overrides row={row} /> },
            { head: t('difference'), cell: (row) => <Difference code={code} row={row} /> },
            { head: t('offer'), cell: (row) => row.offer && <span className="tag tag-near"><span aria-hidden="true">!</span> {t('offered', { count: row.offer.revision })}{row.offer.refused && ` · ${t('refused', { reason: row.offer.refused.reason })}`}</span> },
            { head: t('decide'), kind: 'tight', cell: (row) => row.mayDecide && <Button size="compact-sm" variant="default" data-row onClick={() => setOpen(row)}>{t('adopt')}</Button> },
          ]}
        />
      </div>
      {open && <AdoptDialog code={code} agency={open.agency} close={() => setOpen(null)} />}
    </>
  );
}

export function Overrides({ row }: { row: Row }): ReactNode {
  const t = useWords(adoptionWords);
  const language = useLanguage();
  if (!row.adopted || row.adopted.overrides.length === 0) return t('none');
  return row.adopted.overrides.map((one) => <span key={one.element} className="sub"><span className="strong">{one.step}</span>: {[one.roleName, one.budget && `${formatBudget(one.budget, language)} (${t('standardTime', { value: formatBudget(one.standard?.budget ?? null, language) || '–' })})`].filter(Boolean).join(' · ')}</span>);
}

function Difference({ code, row }: { code: string; row: Row }): ReactNode {
  const t = useWords(adoptionWords);
  if (!row.differs) return <span className="tag tag-ok"><span aria-hidden="true">=</span> {t('same')}</span>;
  const behind = row.standard !== null && row.revision !== null && row.standard !== row.revision;
  return (
    <span>
      <span className="tag tag-near"><span aria-hidden="true">±</span> {t('differs')}</span>
      {behind && <span className="sub"><Link to="/quy-trinh/$code/so-sanh" params={{ code }} search={{ tu: String(row.revision), sang: String(row.standard) }}>{t('seeDifference')}</Link></span>}
    </span>
  );
}
