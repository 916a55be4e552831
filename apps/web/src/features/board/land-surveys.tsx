import type { LandSurvey } from '#contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { Due, When } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { plotText } from './land-plot.js';
import { landWords } from './land-words.js';

/** Plots that wait to be measured, by the limit of that step alone. */
export function LandSurveys({ surveys }: { surveys: LandSurvey[] }): ReactNode {
  const t = useWords(landWords);
  return (
    <Section title={t('surveys')} className="list">
      <p className="sub">{t('surveysHint')}</p>
      {surveys.length === 0 ? <p className="sub">{t('noSurveys')}</p> : (
        <DataTable
          caption={t('surveys')} rows={surveys} rowKey={(row) => row.task}
          columns={[
            { head: t('plot'), kind: 'main', cell: (row) => <span><span className="strong">{plotText(t, row)}</span><span className="sub">{[row.place, row.communeName].filter(Boolean).join(' · ')}</span><span className="sub"><Link to="/ho-so/$code" params={{ code: row.code }} className="nowrap">{row.code}</Link> · {row.stepName}</span></span> },
            { head: t('surveyor'), cell: (row) => <span>{row.officer ?? t('nobody')}<span className="sub">{row.agencyName}</span></span> },
            { head: t('opened'), kind: 'tight', cell: (row) => <When at={row.openedAt} /> },
            { head: t('due'), kind: 'tight', cell: (row) => <Due due={{ dueAt: row.dueAt, state: row.late ? 'missed' : 'running', startedAt: row.openedAt }} left={row.left ? t('working', { time: row.left.text }) : undefined} /> },
          ]}
        />
      )}
    </Section>
  );
}
