import type { ScoresView } from '#contract';
import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { agenciesQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant, formatShare } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { ui } from '../../ui/words.js';
import { scoresQuery } from './board-queries.js';
import { usePeriod } from './period.js';
import { scoresWords } from './scores-words.js';
import { useFilter } from './use-filter.js';

type Scored = Pick<ScoresView['officers'][number], 'done' | 'limited' | 'onTime' | 'late' | 'median' | 'use' | 'open' | 'oldestAt'>;

/** Scorecards of agencies and officers over a period, by default the last thirty days. */
export function Scores(): ReactNode {
  const t = useWords(scoresWords);
  const [search] = useFilter();
  const { from, to, next } = usePeriod(search);
  const scores = useQuery({ ...scoresQuery({ from, to: next, agency: search.coQuan }), placeholderData: keepPreviousData });
  return (
    <>
      <Filters from={from} to={to} own={scores.data?.own ?? false} />
      <Loaded of={scores}>
        {(view) => (view.agencies.length === 0 && view.officers.length === 0 ? <div className="card"><Empty title={t('none')} hint={t('noneHint')} /></div> : (
          <>
            {!view.own && <Agencies view={view} />}
            <Officers view={view} />
            <p className="sub">{t('about', { sample: view.sample })}</p>
          </>
        ))}
      </Loaded>
    </>
  );
}

function Filters({ from, to, own }: { from: string; to: string; own: boolean }): ReactNode {
  const t = useWords(scoresWords);
  const u = useWords(ui);
  const [search, set] = useFilter();
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  return (
    <div className="filters" role="search">
      {!own && <NativeSelect className="wide" label={t('agency')} value={search.coQuan ?? ''} onChange={(event) => set({ coQuan: event.currentTarget.value || undefined })} data={[{ value: '', label: u('all') }, ...agencies.map(({ code, name }) => ({ value: code, label: name }))]} />}
      <DateField label={t('from')} value={from} onChange={(day) => day && set({ tu: day })} />
      <DateField label={t('to')} value={to} onChange={(day) => day && set({ den: day })} />
    </div>
  );
}

function Agencies({ view }: { view: ScoresView }): ReactNode {
  const t = useWords(scoresWords);
  const language = useLanguage();
  const mark = (value: number): string => value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB');
  return (
    <Section title={t('agencies')} className="list">
      <DataTable
        caption={t('agencies')} rows={view.agencies} rowKey={(one) => one.agency}
        columns={[
          { head: t('agency'), kind: 'main', cell: (one) => <span className="strong">{one.agencyName}</span> },
          ...useFigures(),
          { head: t('settled'), kind: 'number', cell: (one) => one.settled },
          { head: t('charged'), kind: 'number', cell: (one) => <Charged count={one.lateCharged} hours={one.lateHours} /> },
          { head: t('waiting'), kind: 'number', cell: (one) => one.waiting },
          { head: t('index2'), kind: 'number', cell: (one) => (one.index2 === null ? '–' : <span>{mark(one.index2)}<span className="sub">{t('stays', { count: one.stays })}</span></span>) },
        ]}
      />
    </Section>
  );
}

function Officers({ view }: { view: ScoresView }): ReactNode {
  const t = useWords(scoresWords);
  const figures = useFigures();
  if (view.officers.length === 0) return null;
  return (
    <Section title={t('officers')} className="list">
      <DataTable
        caption={t('officers')} rows={view.officers} rowKey={(one) => `${one.agency} ${one.username}`}
        columns={[{ head: t('officer'), kind: 'main', cell: (one) => <span><span className="strong">{one.name}</span><span className="sub">{one.agencyName}</span></span> }, ...figures, { head: t('charged'), kind: 'number', cell: (one) => <Charged count={one.lateCharged} /> }]}
      />
    </Section>
  );
}

/** Late dossiers that are charged, and the hours of them. */
function Charged({ count, hours }: { count: number; hours?: number }): ReactNode {
  const t = useWords(scoresWords);
  const language = useLanguage();
  if (count === 0) return 0;
  return <span><span className="tag tag-late"><span aria-hidden="true">!</span> {count}</span>{hours !== undefined && <span className="sub">{t('chargedHours', { hours: hours.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB') })}</span>}</span>;
}

/** What agencies and officers have in common. */
function useFigures(): { head: string; kind: 'number'; cell: (one: Scored) => ReactNode }[] {
  const t = useWords(scoresWords);
  const language = useLanguage();
  const share = (count: number, one: Scored): string => (one.limited > 0 ? `${count} (${formatShare(count / one.limited)})` : '–');
  return [
    { head: t('done'), kind: 'number', cell: (one) => one.done },
    { head: t('onTime'), kind: 'number', cell: (one) => share(one.onTime, one) },
    { head: t('late'), kind: 'number', cell: (one) => (one.late > 0 ? <span className="tag tag-late"><span aria-hidden="true">!</span> {share(one.late, one)}</span> : share(0, one)) },
    { head: t('median'), kind: 'number', cell: (one) => one.median?.text ?? '–' },
    { head: t('use'), kind: 'number', cell: (one) => (one.use === null ? '–' : one.use > 1 ? <span className="tag tag-late"><span aria-hidden="true">!</span> {formatShare(one.use)}</span> : formatShare(one.use)) },
    { head: t('open'), kind: 'number', cell: (one) => <span>{one.open}{one.oldestAt && <span className="sub nowrap">{t('oldest', { at: formatInstant(one.oldestAt, language) })}</span>}</span> },
  ];
}
