import type { HeatmapView } from '#contract';
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
import { heatmapQuery } from './board-queries.js';
import { heatmapWords } from './heatmap-words.js';

const route = getRouteApi('/inside/bang-dieu-hanh');

const DAY_MS = 86_400_000;
/** From these shares of all working time on an element is drawn hotter. */
const [HOT, HOTTEST] = [0.15, 0.35];

interface Chosen {
  procedure: string;
  revision: number;
  from: string;
  to: string;
  agency: string | undefined;
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
        const chosen: Chosen = { procedure: one.code, revision: one.inForce!, from: search.tu ?? isoDay(new Date(now.getTime() - 90 * DAY_MS)), to: search.den ?? isoDay(now), agency: search.coQuan };
        return (
          <>
            <Filters chosen={chosen} procedures={drawn} />
            <Map chosen={chosen} />
          </>
        );
      }}
    </Loaded>
  );
}

function Filters({ chosen, procedures }: { chosen: Chosen; procedures: { code: string; name: string }[] }): ReactNode {
  const t = useWords(heatmapWords);
  const u = useWords(ui);
  const navigate = route.useNavigate();
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const set = (change: { thuTuc?: string; coQuan?: string; tu?: string; den?: string }): void => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <div className="filters" role="search">
      <NativeSelect className="wide" label={t('procedure')} value={chosen.procedure} onChange={(event) => set({ thuTuc: event.currentTarget.value })} data={procedures.map(({ code, name }) => ({ value: code, label: name }))} />
      <NativeSelect label={t('agency')} value={chosen.agency ?? ''} onChange={(event) => set({ coQuan: event.currentTarget.value })} data={[{ value: '', label: u('all') }, ...agencies.map(({ code, name }) => ({ value: code, label: name }))]} />
      <DateField label={t('from')} value={chosen.from} onChange={(day) => day && set({ tu: day })} />
      <DateField label={t('to')} value={chosen.to} onChange={(day) => day && set({ den: day })} />
    </div>
  );
}

function Map({ chosen }: { chosen: Chosen }): ReactNode {
  const t = useWords(heatmapWords);
  const { to, ...query } = chosen;
  const next = isoDay(new Date(Date.parse(`${to}T00:00:00+07:00`) + DAY_MS));
  const heat = useQuery({ ...heatmapQuery({ ...query, to: next }), placeholderData: keepPreviousData });
  const drawing = useQuery(diagramQuery(chosen.procedure, chosen.revision));
  return (
    <Loaded of={heat}>
      {(view) => (
        <section className="card">
          <Loaded of={drawing}>{(xml) => <Drawing xml={xml} view={view} />}</Loaded>
          <p className="sub">{t('about', { sample: view.sample })}</p>
          {view.elements.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : <Steps view={view} />}
        </section>
      )}
    </Loaded>
  );
}

function Drawing({ xml, view }: { xml: string; view: HeatmapView }): ReactNode {
  const t = useWords(heatmapWords);
  const marks = useMemo(() => view.elements.map((one): Mark => ({
    element: one.element, tone: one.share >= HOTTEST ? 'heat3' : one.share >= HOT ? 'heat2' : 'heat1',
    label: one.median ? t('mark', { median: one.median.text, share: formatShare(one.share) }) : t('markNone', { open: one.open }),
    hint: t('hint', { name: one.name, done: one.done, median: one.median?.text ?? '–', overrun: one.overrun === null ? '–' : formatShare(one.overrun) }),
  })), [view, t]);
  return <Diagram xml={xml} marks={marks} whole />;
}

function Steps({ view }: { view: HeatmapView }): ReactNode {
  const t = useWords(heatmapWords);
  return (
    <DataTable
      caption={t('caption')} rows={view.elements} rowKey={(one) => one.element}
      columns={[
        { head: t('element'), kind: 'main', cell: (one) => <span className="strong">{one.name}</span> },
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
