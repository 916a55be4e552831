import type { LandBoardView, LandDossier, LandStage } from '#contract';
import { NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatDate, formatInstant, formatShare } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { Due } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import './board.css';
import { landQuery } from './board-queries.js';
import { plotText } from './land-plot.js';
import { LandSurveys } from './land-surveys.js';
import { landWords } from './land-words.js';
import { useFilter } from './use-filter.js';

const MOST = 500;

/** Open dossiers of land by plot and stage, the calendar of surveys, and whose the lateness is. */
export function Land(): ReactNode {
  const [search] = useFilter();
  const land = useQuery({ ...landQuery({ stage: search.giaiDoan, commune: search.xa, late: search.tre ? true : undefined, q: search.tim }), placeholderData: keepPreviousData });
  return (
    <Loaded of={land}>
      {(view) => (
        <>
          <Stages view={view} />
          <Filters view={view} />
          <Dossiers view={view} />
          <LandSurveys surveys={view.surveys} />
          <Faults view={view} />
        </>
      )}
    </Loaded>
  );
}

/** How many stand at each stage; each is a filter. */
function Stages({ view }: { view: LandBoardView }): ReactNode {
  const t = useWords(landWords);
  const [search, set] = useFilter();
  return (
    <section className="card" style={{ marginBottom: 14 }}>
      <p role="status">{t('total', { total: view.total, late: view.late, stopped: view.stopped })}</p>
      <ul className="stages" aria-label={t('stages')}>
        {view.stages.map(({ stage, count, late }) => (
          <li key={stage}>
            <button type="button" aria-pressed={search.giaiDoan === stage} aria-label={t('stageCell', { stage: t(stage), count, late })} onClick={() => set({ giaiDoan: search.giaiDoan === stage ? undefined : stage })}>
              <span className="count">{count}</span> {t(stage)}{late > 0 && <span className="tag tag-late"><span aria-hidden="true">!</span> {late}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Filters({ view }: { view: LandBoardView }): ReactNode {
  const t = useWords(landWords);
  const [search, set] = useFilter();
  return (
    <div className="filters" role="search">
      <TextInput key={search.tim ?? ''} className="wide" label={t('search')} placeholder={t('searchHint')} defaultValue={search.tim ?? ''} onBlur={(event) => set({ tim: event.currentTarget.value.trim() || undefined })} onKeyDown={(event) => { if (event.key === 'Enter') set({ tim: event.currentTarget.value.trim() || undefined }); }} />
      <NativeSelect label={t('stage')} value={search.giaiDoan ?? ''} onChange={(event) => set({ giaiDoan: event.currentTarget.value || undefined })} data={[{ value: '', label: t('all') }, ...view.stages.map(({ stage, count }) => ({ value: stage, label: `${t(stage)} (${count})` }))]} />
      <NativeSelect label={t('commune')} value={search.xa ?? ''} onChange={(event) => set({ xa: event.currentTarget.value || undefined })} data={[{ value: '', label: t('all') }, ...view.communes.map(({ code, name, count }) => ({ value: code, label: `${name} (${count})` }))]} />
      <label className="fit"><input type="checkbox" checked={Boolean(search.tre)} onChange={(event) => set({ tre: event.currentTarget.checked ? '1' : undefined })} /> {t('onlyLate')}</label>
    </div>
  );
}

function Dossiers({ view: { items } }: { view: LandBoardView }): ReactNode {
  const t = useWords(landWords);
  if (items.length === 0) return <div className="card"><Empty title={t('none')} hint={t('noneHint')} /></div>;
  return (
    <section className="card list">
      <DataTable
        caption={t('caption')} rows={items} rowKey={(row) => row.code}
        columns={[
          { head: t('plot'), kind: 'main', cell: (row) => <Plot row={row} /> },
          { head: t('stage'), cell: (row) => <Stage row={row} /> },
          { head: t('where'), cell: (row) => <div><Holders row={row} /></div> },
          { head: t('due'), kind: 'tight', cell: (row) => <Due due={{ dueAt: row.dueAt, state: row.late ? 'missed' : row.stopped ? 'stopped' : 'running', startedAt: row.receivedAt }} left={row.left ? t('working', { time: row.left.text }) : undefined} /> },
          { head: t('shares'), cell: (row) => (row.shares.length === 0 ? '–' : <div>{row.shares.map(({ agency, agencyName, share }) => <div key={agency}>{agencyName} <span className="nowrap">({formatShare(share)})</span></div>)}</div>) },
        ]}
      />
      {items.length >= MOST && <p className="sub">{t('shown', { count: MOST })}</p>}
    </section>
  );
}

function Plot({ row }: { row: LandDossier }): ReactNode {
  const t = useWords(landWords);
  const language = useLanguage();
  const place = [row.place, row.communeName, row.area === null ? null : t('area', { area: row.area.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB') })].filter(Boolean).join(' · ');
  return (
    <span>
      <span className="strong">{plotText(t, row)}</span>
      <span className="sub">{place}</span>
      <span className="sub"><Link to="/ho-so/$code" params={{ code: row.code }} className="nowrap">{row.code}</Link> · {row.procedureName}</span>
    </span>
  );
}

const LOOK: Partial<Record<LandStage, string>> = { sent_to_tax: 'tag-near', awaiting_payment: 'tag-stopped', to_print: 'tag-today' };
const SIGN: Partial<Record<LandStage, string>> = { sent_to_tax: '?', awaiting_payment: '‖', to_print: '▸' };

function Stage({ row }: { row: LandDossier }): ReactNode {
  const t = useWords(landWords);
  return (
    <span>
      <span className={`tag ${LOOK[row.stage] ?? ''}`}><span aria-hidden="true">{SIGN[row.stage] ?? '·'}</span> {t(row.stage)}</span>
      <Posting row={row} />
      <Notice row={row} />
      {row.steps.map(({ name, officer }) => <span key={name} className="sub">{name}: {officer ?? t('nobody')}</span>)}
    </span>
  );
}

function Posting({ row: { posting } }: { row: LandDossier }): ReactNode {
  const t = useWords(landWords);
  const language = useLanguage();
  if (!posting) return null;
  const { days, of, endsAt } = posting;
  return <span className="sub strong">{of === null ? t('postingDays', { days }) : t('postingDay', { days, of })}{endsAt && `, ${t('postingEnds', { at: formatDate(endsAt, language) })}`}</span>;
}

function Notice({ row: { notice } }: { row: LandDossier }): ReactNode {
  const t = useWords(landWords);
  const language = useLanguage();
  if (!notice) return null;
  const { number, amount, payBy, since } = notice;
  const told = [number ? t('notice', { number }) : t('noticeNone'), amount === null ? null : t('amount', { amount: amount.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB') }), payBy && t('payBy', { day: formatDate(payBy, language) }), t('waiting', { at: formatInstant(since, language) })];
  return <span className="sub">{told.filter(Boolean).join(' · ')}</span>;
}

function Holders({ row }: { row: LandDossier }): ReactNode {
  const t = useWords(landWords);
  const language = useLanguage();
  if (row.holders.length === 0) return '–';
  return row.holders.map(({ agency, agencyName, since, acknowledged }) => (
    <div key={agency}>{agencyName}<span className="sub">{t('since', { at: formatInstant(since, language) })}{acknowledged ? '' : ` · ? ${t('unseen')}`}</span></div>
  ));
}

function Faults({ view: { faults } }: { view: LandBoardView }): ReactNode {
  const t = useWords(landWords);
  if (faults.length === 0) return null;
  return (
    <Section title={t('faults')}>
      <ul className="lines">{faults.map(({ agency, agencyName, dossiers }) => <li key={agency}>{agencyName}: <span className="strong">{t('dossiers', { count: dossiers })}</span></li>)}</ul>
    </Section>
  );
}
