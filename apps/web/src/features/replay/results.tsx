import type { ReplayResult, ReplayVariantView } from '#contract';
import { NativeSelect } from '@mantine/core';
import { type ReactNode, Suspense, lazy, useMemo, useState } from 'react';
import { Diagram } from '../../diagram/diagram.js';
import type { Mark } from '../../diagram/diagram-view.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatDate } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { Section } from '../../ui/page.js';
import { Loading } from '../../ui/states.js';
import { percent, useNumber } from './numbers.js';
import { replayWords } from './words.js';

const Chart = lazy(async () => ({ default: (await import('./chart.js')).Chart }));

/** What came out: the variants side by side, and of the chosen one where its time goes. */
export function Results({ result, xml }: { result: ReplayResult; xml: string }): ReactNode {
  const t = useWords(replayWords);
  const language = useLanguage();
  const { variants } = result;
  const [chosen, setChosen] = useState<string>(variants.at(-1)?.variant ?? '');
  const shown = variants.find(({ variant }) => variant === chosen) ?? variants.at(-1);
  const of = t(`source_${result.source}`, { count: variants[0]?.dossiers ?? 0, from: formatDate(result.from, language), to: formatDate(result.to, language), runs: result.runs, seed: result.seed });
  return (
    <Suspense fallback={<Loading />}>
      <Section title={t('results')} aside={<span className="sub">{of}</span>}>
        <Comparison variants={variants} />
      </Section>
      {shown && (
        <>
          <NativeSelect className="replay-choice" label={t('show')} value={shown.variant} onChange={(event) => setChosen(event.currentTarget.value)} data={variants.map(({ variant }) => ({ value: variant, label: t(variant) }))} />
          <Section title={t('map')}><Heat shown={shown} xml={xml} /></Section>
          <Section title={t('by')}><Places shown={shown} /></Section>
        </>
      )}
      <Section title={t('spread')}><Spread variants={variants} /></Section>
      <Section title={t('assumptions')}><ul>{result.assumptions.map((one) => <li key={one}>{one}</li>)}</ul></Section>
    </Suspense>
  );
}

function Comparison({ variants }: { variants: ReplayVariantView[] }): ReactNode {
  const t = useWords(replayWords);
  const number = useNumber();
  const late = variants.filter((one) => one.lateShare !== null);
  return (
    <div className="replay-pair">
      <DataTable
        caption={t('results')} rows={variants} rowKey={({ variant }) => variant}
        columns={[
          { head: t('variant'), kind: 'main', cell: (one) => <>{t(one.variant)}{one.revision !== null && <span className="sub">#{one.revision}</span>}</> },
          { head: t('dossiers'), kind: 'number', cell: (one) => number(one.dossiers) },
          { head: t('late'), kind: 'number', cell: ({ lateShare }) => (lateShare ? <><b>{percent(lateShare.mean, number)}</b><span className="sub">{t('interval', { low: percent(lateShare.low, number), high: percent(lateShare.high, number) })}</span></> : t('noLimit')) },
          { head: t('mean'), kind: 'number', cell: ({ duration }) => (duration ? number(duration.mean) : '–') },
          { head: t('p90'), kind: 'number', cell: ({ duration }) => (duration ? number(duration.p90) : '–') },
          { head: t('limit'), kind: 'number', cell: ({ limit }) => (limit === null ? '–' : number(limit)) },
          { head: t('unfinished'), kind: 'number', cell: ({ unfinished }) => number(unfinished) },
        ]}
      />
      {late.length > 0 && <Chart label={t('lateChart')} height={60 + late.length * 42} chart={{ kind: 'interval', unit: '%', rows: late.map((one) => ({ name: t(one.variant), value: one.lateShare!.mean * 100, low: one.lateShare!.low * 100, high: one.lateShare!.high * 100 })) }} />}
    </div>
  );
}

const PARTS = ['queue', 'work', 'acknowledgement', 'waiting'] as const;
const PART_WORDS = { queue: 'queue', work: 'work', acknowledgement: 'acknowledgement', waiting: 'wait' } as const;
const MOST_PLACES = 14;
const FIRST_PLACES = 6;

const totalOf = (one: Record<(typeof PARTS)[number], number>): number => PARTS.reduce((sum, part) => sum + one[part], 0);

function Places({ shown }: { shown: ReplayVariantView }): ReactNode {
  const t = useWords(replayWords);
  const drawn = shown.waiting.slice(0, MOST_PLACES);
  return (
    <div className="replay-pair">
      <Chart label={t('by')} height={80 + drawn.length * 30} chart={{ kind: 'stacked', names: drawn.map(({ name }) => name), series: PARTS.map((part) => ({ name: t(PART_WORDS[part]), values: drawn.map((one) => one[part]) })) }} />
      <div>
        <PlaceTable rows={shown.waiting.slice(0, FIRST_PLACES)} />
        {shown.waiting.length > FIRST_PLACES && <details><summary>{t('allPlaces', { count: shown.waiting.length })}</summary><PlaceTable rows={shown.waiting} /></details>}
      </div>
    </div>
  );
}

function PlaceTable({ rows }: { rows: ReplayVariantView['waiting'] }): ReactNode {
  const t = useWords(replayWords);
  const number = useNumber();
  return (
    <DataTable
      caption={t('by')} rows={rows} rowKey={({ agency, kind }) => agency ?? kind}
      columns={[
        { head: t('where'), kind: 'main', cell: ({ name }) => name },
        ...PARTS.map((part) => ({ head: t(PART_WORDS[part]), kind: 'number' as const, cell: (one: ReplayVariantView['waiting'][number]) => number(one[part]) })),
        { head: t('officers'), kind: 'number', cell: ({ officers }) => officers ?? '–' },
        { head: t('load'), kind: 'number', cell: ({ load }) => (load === null ? '–' : percent(load, number)) },
      ]}
    />
  );
}

const TONES = ['heat1', 'heat1', 'heat2', 'heat3'] as const;

function Heat({ shown, xml }: { shown: ReplayVariantView; xml: string }): ReactNode {
  const t = useWords(replayWords);
  const number = useNumber();
  const marks = useMemo<Mark[]>(() => shown.elements.filter((one) => totalOf(one) > 0).map((one) => ({
    element: one.element, tone: TONES[one.heat] ?? 'heat1', label: `${one.element === shown.bottleneck ? '▲ ' : ''}${t('hours', { hours: number(totalOf(one)) })} · ${percent(one.share, number)}`,
    hint: [one.name, ...PARTS.filter((part) => one[part] > 0).map((part) => `${t(PART_WORDS[part])}: ${t('hours', { hours: number(one[part]) })}`)].join('\n'),
  })), [shown, t, number]);
  const bottleneck = shown.elements.find(({ element }) => element === shown.bottleneck);
  return (
    <div className="stack">
      <p className="sub">{t('mapHint', { name: bottleneck?.name ?? '–' })}</p>
      <Diagram xml={xml} marks={marks} whole />
      <details>
        <summary>{t('elements')}</summary>
        <DataTable
          caption={t('elements')} rows={shown.elements} rowKey={({ element }) => element}
          columns={[
            { head: t('step'), kind: 'main', cell: (one) => <>{one.name}{one.element === shown.bottleneck && <span className="tag tag-late">▲ {t('bottleneck')}</span>}</> },
            { head: t('passes'), kind: 'number', cell: ({ passes }) => number(passes) },
            ...PARTS.map((part) => ({ head: t(PART_WORDS[part]), kind: 'number' as const, cell: (one: ReplayVariantView['elements'][number]) => number(one[part]) })),
            { head: t('total'), kind: 'number', cell: (one) => `${number(totalOf(one))} (${percent(one.share, number)})` },
          ]}
        />
      </details>
    </div>
  );
}

function Spread({ variants }: { variants: ReplayVariantView[] }): ReactNode {
  const t = useWords(replayWords);
  const number = useNumber();
  const drawn = variants.filter(({ histogram }) => histogram.length > 0);
  const longest = drawn.toSorted((a, b) => b.histogram.length - a.histogram.length)[0]?.histogram ?? [];
  if (longest.length === 0) return <p className="sub">–</p>;
  const named = (bar: number): string => (bar === longest.length - 1 ? t('over', { days: number(longest[bar - 1]?.upTo ?? 0) }) : t('upTo', { days: number(longest[bar]!.upTo) }));
  return (
    <div className="replay-pair">
      <Chart label={t('spread')} height={260} chart={{ kind: 'grouped', names: longest.map((_, bar) => named(bar)), series: drawn.map((one) => ({ name: t(one.variant), values: longest.map((_, bar) => (one.histogram[bar]?.share ?? 0) * 100) })) }} />
      <DataTable
        caption={t('spread')} rows={longest.map((_, bar) => bar)} rowKey={(bar) => bar}
        columns={[{ head: t('days'), kind: 'main', cell: named }, ...drawn.map((one) => ({ head: t(one.variant), kind: 'number' as const, cell: (bar: number) => percent(one.histogram[bar]?.share ?? 0, number) }))]}
      />
    </div>
  );
}
