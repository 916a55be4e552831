import type { ProcedureList } from '#contract';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { proceduresQuery } from '../../api/queries.js';
import { matches } from '../../i18n/accent-free.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatBudget } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { PageHead } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { useListKeys } from '../tasks/list-keys.js';
import { governanceWords } from './governance-words.js';
import { UploadDiagram } from './upload-diagram.js';
import { procedureWords, revisionStates } from './words.js';

const route = getRouteApi('/inside/quy-trinh');

type Row = ProcedureList['items'][number];

export function ProceduresPage(): ReactNode {
  const t = useWords(procedureWords);
  const g = useWords(governanceWords);
  const { tim: query = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const principal = usePrincipal();
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')}><Link to="/quy-trinh/hieu-luc" search={{}}>{g('inForce')}</Link></PageHead>
      {hasRole(principal, 'thiet-ke-quy-trinh', 'quan-tri') && <UploadDiagram />}
      <div className="filters" role="search" style={{ marginTop: 14 }}>
        <TextInput className="wide" type="search" id="search" label={t('search')} placeholder={t('searchHint')} value={query} onChange={(event) => void navigate({ search: event.currentTarget.value ? { tim: event.currentTarget.value } : {}, replace: true })} />
      </div>
      <Loaded of={useQuery(proceduresQuery)}>{({ items }) => <Procedures all={items} query={query} />}</Loaded>
    </>
  );
}

function Procedures({ all, query }: { all: Row[]; query: string }): ReactNode {
  const t = useWords(procedureWords);
  const s = useWords(revisionStates);
  const language = useLanguage();
  const list = useRef<HTMLDivElement>(null);
  useListKeys(list);
  const rows = all.filter((row) => matches(query, row.name, row.code, row.field)).toSorted((a, b) => a.kind.localeCompare(b.kind) * -1 || a.name.localeCompare(b.name, 'vi'));
  if (rows.length === 0) return <div className="card">{all.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : <Empty title={t('noMatch')} />}</div>;
  return (
    <div className="card list" ref={list}>
      <DataTable
        caption={t('title')} rows={rows} rowKey={(row) => row.code}
        columns={[
          { head: t('name'), kind: 'main', cell: (row) => <span><Link to="/quy-trinh/$code" params={{ code: row.code }} search={{}} className="strong" data-row>{row.name}</Link><span className="sub"><code>{row.code}</code>{row.kind === 'component' && ` · ${t('component')}`}</span></span> },
          { head: t('field'), cell: (row) => row.field },
          { head: t('limit'), cell: (row) => formatBudget(row.legalLimit, language) },
          { head: t('inForce'), kind: 'tight', cell: (row) => (row.inForce === null ? '–' : t('revision', { count: row.inForce })) },
          { head: t('latest'), kind: 'tight', cell: (row) => <span>{t('revision', { count: row.latest })} <span className="tag">{s(row.latestState)}</span></span> },
        ]}
      />
    </div>
  );
}
