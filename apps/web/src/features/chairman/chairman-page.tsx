import type { ChairmanView } from '#contract';
import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, Suspense, lazy, useState } from 'react';
import { agenciesQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { PageHead } from '../../ui/page.js';
import { Loaded } from '../../ui/states.js';
import { usePrincipal } from '../session/session.js';
import './chairman.css';
import { Faults, Slow } from './causes.js';
import { Figures, OpenNow } from './figures.js';
import { chairmanQuery } from './queries.js';
import { Satisfaction } from './satisfaction.js';
import { Trend } from './trend.js';
import { chairmanWords } from './words.js';
import { LandSummary, Work } from './work.js';

const route = getRouteApi('/inside/lanh-dao');

const TargetDialog = lazy(() => import('./target-dialog.js').then((part) => ({ default: part.TargetDialog })));

/** One page for who leads: how this week and month went, whose the lateness is, and what waits for a signature. */
export function ChairmanPage(): ReactNode {
  const { coQuan } = route.useSearch();
  return <Loaded of={useQuery({ ...chairmanQuery(coQuan), placeholderData: keepPreviousData })}>{(view) => <Page view={view} />}</Loaded>;
}

function Page({ view }: { view: ChairmanView }): ReactNode {
  const t = useWords(chairmanWords);
  const language = useLanguage();
  const [setting, setSetting] = useState(false);
  const { supervises } = usePrincipal();
  return (
    <div className="chairman">
      <PageHead title={t('title')} lead={t('lead', { agency: view.agencyName, at: formatInstant(view.at, language) })}>
        {supervises && <AgencyChoice />}
        <Button className="no-print" variant="default" onClick={() => print()}>{t('print')}</Button>
      </PageHead>
      <div className="chairman-grid">
        <Figures view={view} />
        <OpenNow view={view} />
        <Work view={view} />
        <Faults view={view} />
        <Slow title={t('procedures')} rows={view.procedures} link={(code) => ({ thuTuc: code })} view={view} />
        <Slow title={t('communes')} rows={view.communes} link={(code) => ({ noiNhan: code })} view={view} />
        <Trend view={view} open={() => setSetting(true)} />
        <LandSummary view={view} />
        {view.satisfaction && <Satisfaction of={view.satisfaction} />}
      </div>
      {setting && <Suspense><TargetDialog view={view} close={() => setSetting(false)} /></Suspense>}
    </div>
  );
}

/** Whoever leads the district may look at one commune or office. */
function AgencyChoice(): ReactNode {
  const t = useWords(chairmanWords);
  const { coQuan } = route.useSearch();
  const navigate = route.useNavigate();
  const communes = (useQuery(agenciesQuery).data?.items ?? []).filter(({ kind }) => kind === 'commune');
  return (
    <NativeSelect className="no-print" aria-label={t('agency')} value={coQuan ?? ''} onChange={(event) => void navigate({ search: event.currentTarget.value ? { coQuan: event.currentTarget.value } : {}, replace: true })} data={[{ value: '', label: t('district') }, ...communes.map(({ code, name }) => ({ value: code, label: name }))]} />
  );
}
