import type { ReportScheduleView, SchedulePeriod } from '#contract';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { at, post, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded, ProblemNote } from '../../ui/states.js';
import { GROUPED } from './make-report.js';
import { catalogueQuery, choicesQuery, schedulesQuery } from './report-api.js';
import { text } from './words.js';

const EVERY = { day: 'day', week: 'week', month: 'month1', quarter: 'quarter1' } as const satisfies Record<SchedulePeriod, string>;

export function Schedules(): ReactNode {
  const t = useWords(text);
  return (
    <>
      <NewSchedule />
      <Section title={t('schedules')} className="list">
        <Loaded of={useQuery(schedulesQuery)}>
          {({ items }) => (items.length === 0 ? <Empty title={t('noSchedules')} hint={t('scheduleLead')} /> : (
            <DataTable
              caption={t('schedules')} rows={items} rowKey={({ id }) => id}
              columns={[
                { head: t('kind'), kind: 'main', cell: (one) => one.title }, { head: t('every'), kind: 'tight', cell: (one) => t(EVERY[one.every]) }, { head: t('nextAt'), kind: 'tight', cell: (one) => (one.nextAt ? <When at={one.nextAt} /> : '–') },
                { head: t('issuedSoFar'), cell: (one) => <span>{t('times', { count: one.issues })}{one.lastIssue && <span className="sub"><Link to="/bao-cao" search={{ muc: 'phat-hanh', so: one.lastIssue }}>{t('latest')}</Link></span>}</span> },
                { head: t('by1'), cell: (one) => one.by }, { head: '', kind: 'tight', cell: (one) => <End schedule={one} /> },
              ]}
            />
          ))}
        </Loaded>
      </Section>
    </>
  );
}

function NewSchedule(): ReactNode {
  const t = useWords(text);
  const kinds = (useQuery(catalogueQuery).data?.items ?? []).filter(({ perDossier }) => !perDossier);
  const [kind, setKind] = useState('settlement');
  const [every, setEvery] = useState<string>('month');
  const [agency, setAgency] = useState('');
  const [by, setBy] = useState('');
  const chosen = kinds.find((one) => one.kind === kind);
  const agencies = (useQuery(choicesQuery).data?.agencies ?? []).filter((one) => !chosen?.agencyKind || one.kind === chosen.agencyKind);
  const arranged = chosen?.groupings.find((one) => one === by) ?? chosen?.groupings[0];
  const add = useCommand((body: { kind: string; every: string; parameters: object }, key) => post<ReportScheduleView>('/reports/schedules', body, key));
  const parameters = { ...(arranged && { by: arranged }), ...(agencies.some(({ key }) => key === agency) && { agency }) };
  return (
    <form className="filters" onSubmit={(event) => { event.preventDefault(); add.mutate({ kind, every, parameters }); }}>
      <NativeSelect label={t('kind')} className="wide" value={kind} onChange={(event) => setKind(event.currentTarget.value)} data={kinds.map((one) => ({ value: one.kind, label: one.title }))} />
      <NativeSelect label={t('every')} value={every} onChange={(event) => setEvery(event.currentTarget.value)} data={(Object.keys(EVERY) as SchedulePeriod[]).map((one) => ({ value: one, label: t(EVERY[one]) }))} />
      {chosen && chosen.groupings.length > 0 && <NativeSelect label={t('by')} value={arranged ?? ''} onChange={(event) => setBy(event.currentTarget.value)} data={chosen.groupings.map((one) => ({ value: one, label: t(GROUPED[one]) }))} />}
      <NativeSelect label={t('byAgency')} value={agency} onChange={(event) => setAgency(event.currentTarget.value)} data={[{ value: '', label: t('all') }, ...agencies.map(({ key, name }) => ({ value: key, label: name }))]} />
      <Button type="submit" loading={add.isPending}>{t('addSchedule')}</Button>
      <ProblemNote error={add.error} />
    </form>
  );
}

function End({ schedule }: { schedule: ReportScheduleView }): ReactNode {
  const t = useWords(text);
  const end = useCommand((_: undefined, key) => request('DELETE', at`/reports/schedules/${schedule.id}`, { key }));
  return <><Button size="xs" variant="default" loading={end.isPending} aria-label={`${t('end')}: ${schedule.title}`} onClick={() => end.mutate(undefined)}>{t('end')}</Button><ProblemNote error={end.error} /></>;
}
