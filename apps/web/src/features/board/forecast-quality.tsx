import type { ForecastQuality } from '#contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatDate, formatShare } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { forecastQualityQuery } from './forecast-queries.js';
import { forecastWords } from './forecast-words.js';

type Bin = ForecastQuality['bins'][number];

/** Below this a procedure's own figures say nothing. */
const ENOUGH = 10;
/** Below this what is told of a hundred would promise too much. */
const MANY = 50;
/** So many late and so many punctual ones are needed to tell whether the one are known from the other. */
const BOTH = 5;

/** How the forecasts of the past came out, in words first. */
export function ForecastQualityCard({ run }: { run: string }): ReactNode {
  const t = useWords(forecastWords);
  const quality = useQuery(forecastQualityQuery(run));
  return (
    <Section title={t('qualityTitle')}>
      <Loaded of={quality}>{(view) => (view.count === 0 ? <Empty title={t('qualityNone')} /> : <Tried view={view} />)}</Loaded>
    </Section>
  );
}

function Tried({ view }: { view: ForecastQuality }): ReactNode {
  const t = useWords(forecastWords);
  const language = useLanguage();
  const bins = view.bins.filter(({ count }) => count > 0);
  return (
    <>
      <p>{t('qualityLead', { dates: view.instants.map((at) => formatDate(at, language)).join(', '), count: view.count, late: view.late })}</p>
      {view.count < MANY && <p className="note">{t('qualityFew')}</p>}
      <Said bins={bins} />
      <Verdict view={view} />
      <Bins bins={bins} />
      {view.procedures.length > 1 && <Procedures view={view} />}
    </>
  );
}

/** The fullest ten of per cent that is neither the first nor the last, else the fullest, told in a sentence. */
function Said({ bins }: { bins: readonly Bin[] }): ReactNode {
  const t = useWords(forecastWords);
  const fullest = (some: readonly Bin[]): Bin | undefined => some.toSorted((a, b) => b.count - a.count)[0];
  const bin = fullest(bins.filter(({ from, count }) => from > 0 && from < 0.9 && count >= ENOUGH)) ?? fullest(bins);
  if (!bin) return null;
  const [foretold, share] = [formatShare(bin.foretold), formatShare(bin.late / bin.count)];
  return <p className="strong">{t('saidOf', { count: bin.count, foretold, late: bin.late, share })}{bin.count >= MANY && ` ${t('saidHundred', { foretold, of100: Math.round((bin.late / bin.count) * 100) })}`}</p>;
}

function Verdict({ view: { brier, skill, auc, top, late, count } }: { view: ForecastQuality }): ReactNode {
  const t = useWords(forecastWords);
  const isTelling = Math.min(late, count - late) >= BOTH;
  const values = { brier: brier === null ? '–' : decimal(brier, useLanguage()), skill: skill === null ? '' : formatShare(skill) };
  return (
    <ul>
      <li>{t(skill === null || !isTelling ? 'skillNone' : skill > 0 ? 'skillGood' : 'skillBad', values)}</li>
      <li>{t('topSaid', top)}</li>
      {auc !== null && isTelling && <li>{t('aucSaid', { auc: formatShare(auc) })}</li>}
    </ul>
  );
}

function Bins({ bins }: { bins: readonly Bin[] }): ReactNode {
  const t = useWords(forecastWords);
  return (
    <DataTable
      caption={t('bins')} rows={bins} rowKey={({ from }) => from}
      columns={[
        { head: t('bin'), kind: 'main', cell: ({ from }) => `${formatShare(from)} – ${formatShare(from + 0.1)}` },
        { head: t('count'), kind: 'number', cell: ({ count }) => count },
        { head: t('foretold'), kind: 'number', cell: ({ foretold }) => <Bar share={foretold} /> },
        { head: t('happened'), kind: 'number', cell: ({ late, count }) => <Bar share={late / count} /> },
      ]}
    />
  );
}

const Bar = ({ share }: { share: number }): ReactNode => <span className="share-bar"><span aria-hidden="true" style={{ inlineSize: `${Math.round(share * 100)}%` }} /> {formatShare(share)}</span>;

function Procedures({ view }: { view: ForecastQuality }): ReactNode {
  const t = useWords(forecastWords);
  const language = useLanguage();
  return (
    <DataTable
      caption={t('byProcedure')} rows={view.procedures} rowKey={({ procedure }) => procedure}
      columns={[
        { head: t('procedure'), kind: 'main', cell: ({ procedureName }) => procedureName },
        { head: t('count'), kind: 'number', cell: ({ count }) => count },
        { head: t('happened'), kind: 'number', cell: ({ count, late }) => (count === 0 ? '–' : `${late} (${formatShare(late / count)})`) },
        { head: t('error'), kind: 'number', cell: ({ count, brier }) => (count < ENOUGH || brier === null ? t('fewShort') : decimal(brier, language)) },
        { head: t('better'), kind: 'number', cell: ({ count, late, skill }) => (skill === null || Math.min(late, count - late) < BOTH ? '–' : formatShare(skill)) },
        { head: t('unknownCount'), kind: 'number', cell: ({ unknown }) => unknown },
      ]}
    />
  );
}

const decimal = (value: number, language: 'vi' | 'en'): string => value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 3 });
