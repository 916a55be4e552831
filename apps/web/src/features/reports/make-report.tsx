import type { ReportCatalogue, ReportFilter, ReportGrouping, ReportView } from '#contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, Suspense, lazy, useState } from 'react';
import { type Query, address, at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { problemOf } from '../../api/problem.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { isoDay } from '../../time/format.js';
import { useNow } from '../../time/now.js';
import { DateField } from '../../ui/date-field.js';
import { Failure, Loaded, Loading, ProblemNote } from '../../ui/states.js';
import { catalogueQuery, choicesQuery, periodOf, reportQuery } from './report-api.js';
import { Proof, ReportTable } from './report-table.js';
import { text } from './words.js';

const route = getRouteApi('/inside/bao-cao');
const Chart = lazy(() => import('./report-chart.js'));

type Item = ReportCatalogue['items'][number];
export const GROUPED: Record<ReportGrouping, 'byAgency' | 'byField' | 'byProcedure' | 'byOfficer' | 'byMonth'> = { agency: 'byAgency', field: 'byField', procedure: 'byProcedure', officer: 'byOfficer', month: 'byMonth' };

export function MakeReport(): ReactNode {
  return <Loaded of={useQuery(catalogueQuery)}>{({ items }) => <Chosen items={items} />}</Loaded>;
}

function Chosen({ items }: { items: Item[] }): ReactNode {
  const t = useWords(text);
  const search = route.useSearch();
  const today = isoDay(useNow());
  const kind = items.find((one) => one.kind === search.loai) ?? items[0]!;
  const [from, to] = [search.tu ?? `${today.slice(0, 4)}-01-01`, search.den ?? today];
  const by = kind.groupings.find((one) => one === search.theo) ?? kind.groupings[0];
  const narrowed = Object.fromEntries(NARROWED.flatMap(([filter, name]) => (search[name] && kind.filters.includes(filter) ? [[filter, search[name]]] : [])));
  const parameters = { ...periodOf(from, to), ...(by && { by }), ...narrowed, ...(kind.perDossier && search.maHoSo && { dossier: search.maHoSo }) };
  return (
    <>
      <Filters items={items} kind={kind} from={from} to={to} by={by} today={today} />
      {kind.perDossier && !search.maHoSo ? <p className="note">{t('needDossier')}</p> : <Shown kind={kind} parameters={parameters} after={search.sau} />}
    </>
  );
}

/** What the API calls a filter, and what the address does. */
const NARROWED = [['agency', 'coQuan'], ['field', 'linhVuc'], ['procedure', 'thuTuc'], ['officer', 'nguoiNhan'], ['channel', 'kenh']] as const satisfies readonly (readonly [ReportFilter, string])[];

type Named = (typeof NARROWED)[number][1];

function Filters({ items, kind, from, to, by, today }: { items: Item[]; kind: Item; from: string; to: string; by: string | undefined; today: string }): ReactNode {
  const t = useWords(text);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: Partial<Record<'loai' | 'tu' | 'den' | 'theo' | 'maHoSo' | Named, string>>): void => void navigate({ search: ({ sau: _, ...before }) => ({ ...before, ...change }), replace: true });
  const quarter = String(Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0');
  const periods = [['month', `${today.slice(0, 7)}-01`], ['quarter', `${today.slice(0, 4)}-${quarter}-01`], ['year', `${today.slice(0, 4)}-01-01`]] as const;
  return (
    <div className="filters no-print">
      <NativeSelect label={t('kind')} className="wide" value={kind.kind} onChange={(event) => set({ loai: event.currentTarget.value })} data={items.map((one) => ({ value: one.kind, label: one.form ? `${one.form} – ${one.title}` : one.title }))} />
      <DateField label={t('from')} value={from} onChange={(day) => day && set({ tu: day })} />
      <DateField label={t('to')} value={to} onChange={(day) => day && set({ den: day })} />
      {kind.groupings.length > 0 && <NativeSelect label={t('by')} value={by ?? ''} onChange={(event) => set({ theo: event.currentTarget.value })} data={kind.groupings.map((one) => ({ value: one, label: t(GROUPED[one]) }))} />}
      {kind.perDossier && <TextInput key={search.maHoSo ?? ''} label={t('dossier')} defaultValue={search.maHoSo ?? ''} onBlur={(event) => set({ maHoSo: event.currentTarget.value.trim() })} onKeyDown={(event) => { if (event.key === 'Enter') set({ maHoSo: event.currentTarget.value.trim() }); }} />}
      <div className="actions wide">{periods.map(([name, start]) => <Button key={name} variant={from === start && to === today ? 'light' : 'default'} onClick={() => set({ tu: start, den: today })}>{t(name)}</Button>)}</div>
      {kind.filters.length > 0 && <Narrowing kind={kind} set={set} />}
    </div>
  );
}

interface Option { value: string; label: string }

/** Only what goes together is offered; an address that asks for more is refused with the reason. */
function Narrowing({ kind, set }: { kind: Item; set: (change: Partial<Record<Named, string>>) => void }): ReactNode {
  const t = useWords(text);
  const search = route.useSearch();
  const { agencies = [], fields = [], procedures = [], officers = [] } = useQuery(choicesQuery).data ?? {};
  const options: Record<ReportFilter, readonly Option[]> = {
    agency: agencies.filter((one) => kind.agencyKind === null || one.kind === kind.agencyKind).map(({ key, name }) => ({ value: key, label: name })), field: fields.map(({ key, name }) => ({ value: key, label: name })),
    procedure: procedures.filter((one) => !search.linhVuc || one.fields.includes(search.linhVuc)).map(({ key, name }) => ({ value: key, label: name })),
    officer: officers.filter((one) => !search.coQuan || one.agencies.includes(search.coQuan)).map(({ key, name }) => ({ value: key, label: name })),
    channel: (['direct', 'online', 'post'] as const).map((channel) => ({ value: channel, label: t(channel) })),
  };
  const chosen = NARROWED.filter(([filter, name]) => kind.filters.includes(filter) && search[name]);
  return (
    <details className="wide narrowing" open={chosen.length > 0 || undefined}>
      <summary>{t('narrow')}{chosen.length > 0 && <span className="tag"> {t('narrowedBy', { count: chosen.length })}</span>}</summary>
      <div className="filters">
        {NARROWED.filter(([filter]) => kind.filters.includes(filter)).map(([filter, name]) => (
          <NativeSelect key={filter} label={t(FILTERED[filter])} value={search[name] ?? ''} onChange={(event) => set({ [name]: event.currentTarget.value })} data={[{ value: '', label: t('all') }, ...withUnknown(options[filter], search[name])]} />
        ))}
        {chosen.length > 0 && <Button variant="subtle" onClick={() => set(Object.fromEntries(NARROWED.map(([, name]) => [name, ''])))}>{t('showAll')}</Button>}
      </div>
    </details>
  );
}

const FILTERED: Record<ReportFilter, 'byAgency' | 'byField' | 'byProcedure' | 'byOfficer' | 'byChannel'> = { agency: 'byAgency', field: 'byField', procedure: 'byProcedure', officer: 'byOfficer', channel: 'byChannel' };

/** What the address names stays chosen, also where it is not offered. */
const withUnknown = (options: readonly Option[], chosen: string | undefined): readonly Option[] => (!chosen || options.some(({ value }) => value === chosen) ? options : [...options, { value: chosen, label: chosen }]);

function Shown({ kind, parameters, after }: { kind: Item; parameters: Query & { from: string; to: string }; after: string | undefined }): ReactNode {
  const report = useQuery(reportQuery(kind.kind, { ...parameters, after }));
  return report.data ? <Report key={kind.kind} report={report.data} drawn={kind.charted} parameters={parameters} paged={after !== undefined} /> : report.error ? <Refused error={report.error} retry={() => void report.refetch()} /> : <Loading />;
}

function Report({ report, drawn, parameters, paged }: { report: ReportView; drawn: boolean; parameters: Query; paged: boolean }): ReactNode {
  const t = useWords(text);
  const navigate = route.useNavigate();
  const [charted, setCharted] = useState(report.kind === 'timeliness');
  const drawable = drawn && report.rows.length > 0;
  return (
    <>
      <section className="card">
        <div className="section-head"><h2>{report.title}</h2><Actions report={report} parameters={parameters} /></div>
        <p className="sub">{[report.form, t('agencyIs', { agency: report.agency }), t('unit', { unit: report.unit })].filter(Boolean).join(' · ')}</p>
        {drawable && <Button variant="default" size="xs" mb="xs" aria-expanded={charted} onClick={() => setCharted(!charted)}>{t(charted ? 'hideChart' : 'chart')}</Button>}
        {drawable && charted && <Suspense fallback={<Loading />}><Chart report={report} /></Suspense>}
        {report.rows.length === 0 ? <p className="note">{t('empty')}</p> : <ReportTable report={report} />}
        {(report.next ?? paged) && (
          <div className="actions">
            {paged && <Button variant="default" onClick={() => void navigate({ search: ({ sau: _, ...rest }) => rest })}>{t('first')}</Button>}
            {report.next && <Button variant="default" onClick={() => void navigate({ search: (before) => ({ ...before, sau: report.next! }) })}>{t('next')}</Button>}
          </div>
        )}
      </section>
      <Proof report={report} />
    </>
  );
}

function Actions({ report, parameters }: { report: ReportView; parameters: Query }): ReactNode {
  const t = useWords(text);
  const language = useLanguage();
  const navigate = route.useNavigate();
  const issue = useCommand((_: undefined, key) => post<{ id: string }>('/reports/issues', { kind: report.kind, parameters }, key), () => void navigate({ search: { muc: 'phat-hanh' } }));
  return (
    <div className="actions no-print">
      {(['xlsx', 'pdf', 'csv'] as const).map((format) => <Button key={format} component="a" variant="default" href={address(at`/reports/${report.kind}/table.${format}`, { ...parameters, lang: language })} aria-label={`${format.toUpperCase()} – ${t('download')}`}>{format.toUpperCase()}</Button>)}
      <Button loading={issue.isPending} onClick={() => issue.mutate(undefined)} title={t('issueLead')}>{t('issue')}</Button>
      <ProblemNote error={issue.error} />
    </div>
  );
}

/** A report whose identities fail is not made; what fails is named. */
function Refused({ error, retry }: { error: unknown; retry: () => void }): ReactNode {
  const t = useWords(text);
  const problem = problemOf(error);
  if (problem.code === 'invalid_input') return <p className="note note-warn" role="alert">{problem.message}</p>;
  if (problem.code !== 'report_does_not_reconcile') return <Failure error={error} retry={retry} />;
  return <section className="card stack"><div className="note note-error" role="alert"><p className="strong">{t('refused')}</p><p>{problem.message}</p></div></section>;
}
