import type { HeatmapView, ProcedureList } from '#contract';
import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { agenciesQuery, diagramQuery, proceduresQuery } from '../../api/queries.js';
import { Diagram } from '../../diagram/diagram.js';
import type { Mark } from '../../diagram/diagram-view.js';
import { useWords } from '../../i18n/words.js';
import { formatShare, isoDay } from '../../time/format.js';
import { useNow } from '../../time/now.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { Empty, Loaded } from '../../ui/states.js';
import { ui } from '../../ui/words.js';
import '../replay/replay.css';
import './heatmap.css';
import { heatmapQuery } from './board-queries.js';
import { LEVELS, type Level, MEASURES, type MeasureKey, SIGNS, levelOf, measureKey } from './heat.js';
import { heatmapWords } from './heatmap-words.js';

const route = getRouteApi('/inside/bang-dieu-hanh');

const DAY_MS = 86_400_000;
/** In the address: every revision, its elements taken together. */
const EVERY = 'tat-ca';

interface Chosen {
  procedure: string;
  /** Null: all of them. */
  revision: number | null;
  /** Whose drawing is shown. */
  drawn: number;
  from: string;
  to: string;
  agency: string | undefined;
  by: MeasureKey;
}

/** What the steps of a procedure took in a period, on its drawing and as a table. */
export function Heatmap(): ReactNode {
  const t = useWords(heatmapWords);
  const search = route.useSearch();
  const now = useNow();
  const known = useQuery(proceduresQuery);
  return (
    <Loaded of={known}>
      {({ items }) => {
        const drawn = items.filter(({ inForce }) => inForce !== null);
        const one = drawn.find(({ code }) => code === search.thuTuc) ?? drawn[0];
        if (!one) return <Empty title={t('pickFirst')} />;
        const revision = search.ban === EVERY ? null : revisionOf(search.ban, one);
        const chosen: Chosen = { procedure: one.code, revision, drawn: revision ?? one.inForce!, by: measureKey(search.theo), from: search.tu ?? isoDay(new Date(now.getTime() - 90 * DAY_MS)), to: search.den ?? isoDay(now), agency: search.coQuan || undefined };
        return (
          <>
            <Filters chosen={chosen} one={one} procedures={drawn} />
            <Map chosen={chosen} />
          </>
        );
      }}
    </Loaded>
  );
}

type Listed = Pick<ProcedureList['items'][number], 'code' | 'name' | 'inForce' | 'latest'>;

function revisionOf(word: string | undefined, { inForce, latest }: Listed): number {
  const number = Number(word);
  return Number.isInteger(number) && number >= 1 && number <= latest ? number : inForce!;
}

function Filters({ chosen, one, procedures }: { chosen: Chosen; one: Listed; procedures: Listed[] }): ReactNode {
  const t = useWords(heatmapWords);
  const u = useWords(ui);
  const navigate = route.useNavigate();
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const set = (change: { thuTuc?: string; ban?: string | undefined; theo?: string; coQuan?: string; tu?: string; den?: string }): void => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <div className="filters" role="search">
      <NativeSelect className="wide" label={t('procedure')} value={chosen.procedure} onChange={(event) => set({ thuTuc: event.currentTarget.value, ban: undefined })} data={procedures.map(({ code, name }) => ({ value: code, label: name }))} />
      <NativeSelect
        label={t('revision')} value={chosen.revision === null ? EVERY : String(chosen.revision)} onChange={(event) => set({ ban: event.currentTarget.value })}
        data={[{ value: EVERY, label: t('every') }, ...Array.from({ length: one.latest }, (_, i) => one.latest - i).map((number) => ({ value: String(number), label: t(number === one.inForce ? 'inForce' : 'one', { number }) }))]}
      />
      <NativeSelect label={t('agency')} value={chosen.agency ?? ''} onChange={(event) => set({ coQuan: event.currentTarget.value })} data={[{ value: '', label: u('all') }, ...agencies.map(({ code, name }) => ({ value: code, label: name }))]} />
      <DateField label={t('from')} value={chosen.from} onChange={(day) => day && set({ tu: day })} />
      <DateField label={t('to')} value={chosen.to} onChange={(day) => day && set({ den: day })} />
      <NativeSelect label={t('by')} value={chosen.by} onChange={(event) => set({ theo: event.currentTarget.value })} data={Object.entries(MEASURES).map(([value, { name }]) => ({ value, label: t(`by${name}`) }))} />
    </div>
  );
}

function Map({ chosen: { to, drawn, by, procedure, revision, from, agency } }: { chosen: Chosen }): ReactNode {
  const t = useWords(heatmapWords);
  const next = isoDay(new Date(Date.parse(`${to}T00:00:00+07:00`) + DAY_MS));
  const heat = useQuery({ ...heatmapQuery({ procedure, revision: revision ?? undefined, from, agency, to: next }), placeholderData: keepPreviousData });
  const drawing = useQuery(diagramQuery(procedure, drawn));
  return (
    <Loaded of={heat}>
      {(view) => (
        <section className="card">
          <Legend by={by} />
          <Loaded of={drawing}>{(xml) => <Drawing xml={xml} view={view} by={by} />}</Loaded>
          <p className="sub">{t('about', { sample: view.sample })}{revision === null && ` ${t('aboutEvery')}`}</p>
          {view.elements.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : <Steps view={view} by={by} />}
        </section>
      )}
    </Loaded>
  );
}

/** What the colours say, in words and numbers. */
function Legend({ by }: { by: MeasureKey }): ReactNode {
  const t = useWords(heatmapWords);
  const { name } = MEASURES[by];
  return (
    <ul className="heat-legend" aria-label={t('legend', { by: t(`by${name}`) })}>
      {LEVELS.map((level) => <li key={level}><span className={`heat-sign heat-sign-${level}`} aria-hidden="true">{SIGNS[level]}</span> {t(`legend${name}${level}`)}</li>)}
    </ul>
  );
}

function Drawing({ xml, view, by }: { xml: string; view: HeatmapView; by: MeasureKey }): ReactNode {
  const t = useWords(heatmapWords);
  const marks = useMemo(() => view.elements.map((one): Mark => {
    const level = levelOf(one, by, view.elements);
    const said = level === null ? t('markNone', { open: one.open }) : `${SIGNS[level]} ${sayMeasure(t, one, by)}`;
    const hint = t('hint', { name: one.name, done: one.done, median: one.median?.text ?? '–', acknowledge: one.acknowledge?.text ?? '–', overrun: one.overrun === null ? '–' : formatShare(one.overrun) });
    return { element: one.element, tone: level === null ? 'info' : `heat${level}`, label: said, hint };
  }), [view, by, t]);
  return <Diagram xml={xml} marks={marks} whole />;
}

function sayMeasure(t: ReturnType<typeof useWords<keyof typeof heatmapWords.vi>>, { median, share, acknowledge, overrun, done }: HeatmapView['elements'][number], by: MeasureKey): string {
  switch (by) {
    case 'thoi-gian': return t('markShare', { median: median?.text ?? '–', share: formatShare(share) });
    case 'cho-nhan': return t('markAcknowledge', { time: acknowledge?.text ?? '–' });
    case 'qua-han': return t('markOverrun', { share: formatShare(overrun ?? 0) });
    case 'so-luot': return t('markDone', { count: done });
  }
}

function Steps({ view, by }: { view: HeatmapView; by: MeasureKey }): ReactNode {
  const t = useWords(heatmapWords);
  return (
    <DataTable
      caption={t('caption')} rows={view.elements} rowKey={(one) => one.element}
      columns={[
        { head: t('element'), kind: 'main', cell: (one) => <StepName one={one} level={levelOf(one, by, view.elements)} /> },
        { head: t('done'), kind: 'number', cell: (one) => <span>{one.done}{one.sampled < one.done && <span className="sub">{t('sampled', { count: one.sampled })}</span>}</span> },
        { head: t('open'), kind: 'number', cell: (one) => <span>{one.open}{one.waiting > 0 && <span className="sub">{t('waiting', { count: one.waiting })}</span>}</span> },
        { head: t('median'), kind: 'number', cell: (one) => one.median?.text ?? '–' },
        { head: t('p90'), kind: 'number', cell: (one) => one.p90?.text ?? '–' },
        { head: t('acknowledge'), kind: 'number', cell: (one) => one.acknowledge?.text ?? '–' },
        { head: t('overrun'), kind: 'number', cell: (one) => (one.overrun === null ? '–' : one.overrun > 0 ? <span className="tag tag-late"><span aria-hidden="true">!</span> {formatShare(one.overrun)}</span> : formatShare(0)) },
        { head: t('share'), kind: 'number', cell: (one) => formatShare(one.share) },
      ]}
    />
  );
}

function StepName({ one, level }: { one: HeatmapView['elements'][number]; level: Level | null }): ReactNode {
  return <span className="strong">{level !== null && <span className={`heat-sign heat-sign-${level}`} aria-hidden="true">{SIGNS[level]}</span>} {one.name}</span>;
}
