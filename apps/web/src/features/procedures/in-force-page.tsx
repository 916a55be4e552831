import type { ProceduresInForce } from '#contract';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { address } from '../../api/client.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatBudget, formatDate, isoDay } from '../../time/format.js';
import { useNow } from '../../time/now.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { PageHead, Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { inForceQuery } from './governance-queries.js';
import { governanceWords } from './governance-words.js';

const route = getRouteApi('/inside/quy-trinh/hieu-luc');

/** The quarterly list of procedures in force, at any day. */
export function InForcePage(): ReactNode {
  const t = useWords(governanceWords);
  const { ngay } = route.useSearch();
  const navigate = route.useNavigate();
  const today = isoDay(useNow());
  // The end of the chosen day, so that what was issued in its course is there; today it is this moment.
  const at = ngay && ngay !== today ? `${ngay}T23:59:59+07:00` : undefined;
  return (
    <>
      <PageHead title={t('listTitle')} lead={t('listLead')}>
        <a href={address('/procedures/in-force.xlsx', { at })}>{t('sheet')}</a>
        <a href={address('/procedures/in-force.pdf', { at })} target="_blank" rel="noreferrer">{t('print')}</a>
      </PageHead>
      <div className="filters"><DateField label={t('at')} value={ngay ?? today} onChange={(day) => void navigate({ search: day && day !== today ? { ngay: day } : {}, replace: true })} /></div>
      <Loaded of={useQuery(inForceQuery(at))}>{(list) => <Lists list={list} />}</Loaded>
    </>
  );
}

function Lists({ list }: { list: ProceduresInForce }): ReactNode {
  const t = useWords(governanceWords);
  const language = useLanguage();
  return (
    <>
      <div className="card list">
        {list.items.length === 0 ? <Empty title={t('noneInForce')} /> : (
          <DataTable
            caption={t('listTitle')} rows={list.items} rowKey={(row) => row.code}
            columns={[
              { head: t('procedure'), kind: 'main', cell: (row) => <span><Link to="/quy-trinh/$code" params={{ code: row.code }} search={{ lan: String(row.revision) }} className="strong">{row.name}</Link><span className="sub"><code>{row.code}</code></span></span> },
              { head: t('field'), cell: (row) => row.field },
              { head: t('number'), cell: (row) => row.number },
              { head: t('issue'), kind: 'number', cell: (row) => row.issue },
              { head: t('effective'), kind: 'tight', cell: (row) => formatDate(row.effectiveFrom, language) },
              { head: t('approvedBy'), cell: (row) => row.approver ?? '–' },
              { head: t('limit'), cell: (row) => formatBudget(row.legalLimit, language) || '–' },
            ]}
          />
        )}
      </div>
      <Section title={t('quarterChanges', { quarter: list.quarter.name })} className="list">
        {list.changes.length === 0 ? <p className="sub">{t('noQuarterChanges')}</p> : (
          <DataTable
            caption={t('quarterChanges', { quarter: list.quarter.name })} rows={list.changes} rowKey={(row) => `${row.code}/${row.revision}/${row.change}`}
            columns={[
              { head: t('what'), kind: 'tight', cell: (row) => <span className="tag"><span aria-hidden="true">{{ new: '+', revised: '±', withdrawn: '−' }[row.change]}</span> {t(row.change)}</span> },
              { head: t('procedure'), kind: 'main', cell: (row) => <Link to="/quy-trinh/$code" params={{ code: row.code }} search={{ lan: String(row.revision) }}>{row.name}</Link> },
              { head: t('number'), cell: (row) => row.number },
              { head: t('date'), kind: 'tight', cell: (row) => formatDate(row.at, language) },
              { head: t('note'), cell: (row) => row.note },
            ]}
          />
        )}
      </Section>
    </>
  );
}
