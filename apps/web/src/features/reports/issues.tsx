import type { ReportIssueView, ReportRunView } from '#contract';
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { address, at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatDate } from '../../time/format.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded, ProblemNote } from '../../ui/states.js';
import { comparisonQuery, issueQuery, issuesQuery, runsQuery } from './report-api.js';
import { Proof, ReportTable } from './report-table.js';
import { text } from './words.js';

const route = getRouteApi('/inside/bao-cao');
type Head = Omit<ReportIssueView, 'report'>;

export function Issues(): ReactNode {
  const { so } = route.useSearch();
  return so ? <OneIssue id={so} /> : <><Runs /><AllIssues /></>;
}

export function Period({ of: { from, to } }: { of: { from: string; to: string } }): ReactNode {
  const language = useLanguage();
  return <>{formatDate(from, language)} – {formatDate(new Date(Date.parse(to) - 1), language)}</>;
}

/** What is being made, and what could not be. */
function Runs(): ReactNode {
  const t = useWords(text);
  const runs = useQuery(runsQuery);
  const issued = useQuery(issuesQuery(''));
  const open = (runs.data?.items ?? []).filter(({ state }) => state !== 'done').slice(0, 8);
  const count = open.length;
  const { refetch } = issued;
  // What was just done appears among the issues.
  useEffect(() => void refetch(), [count, refetch]);
  if (open.length === 0) return null;
  return (
    <Section title={t('runs')} className="list">
      <DataTable
        caption={t('runs')} rows={open} rowKey={({ id }) => id}
        columns={[
          { head: t('kind'), kind: 'main', cell: (run) => run.title }, { head: t('period'), cell: (run) => <Period of={run.parameters} /> },
          { head: t('state'), cell: (run) => <RunState run={run} /> }, { head: t('by1'), kind: 'tight', cell: (run) => <span>{run.by}<span className="sub"><When at={run.at} /></span></span> },
        ]}
      />
    </Section>
  );
}

function RunState({ run }: { run: ReportRunView }): ReactNode {
  const t = useWords(text);
  const retry = useCommand((_: undefined, key) => post<ReportRunView>(at`/reports/runs/${run.id}/retry`, {}, key));
  if (run.state !== 'failed') return <span className="tag" role="status">{run.state === 'running' ? t('running', { done: run.done, total: run.total }) : t(run.state)}</span>;
  return <div className="stack"><span><span className="tag tag-late">! {t('failed')}</span> {run.failure}</span><Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate(undefined)}>{t('retry')}</Button><ProblemNote error={retry.error} /></div>;
}

function AllIssues(): ReactNode {
  const t = useWords(text);
  const issues = useQuery(issuesQuery(''));
  const numbers = new Map(issues.data?.items.map(({ id, number }) => [id, number]));
  return (
    <Section title={t('issues')} className="list">
      <Loaded of={issues}>
        {({ items }) => (items.length === 0 ? <Empty title={t('noIssues')} hint={t('noIssuesHint')} /> : (
          <DataTable
            caption={t('issues')} rows={items} rowKey={({ id }) => id}
            columns={[
              { head: t('number'), kind: 'main', cell: (one) => <Link to="/bao-cao" search={{ muc: 'phat-hanh', so: one.id }} className="strong">{one.number}</Link> }, { head: t('kind'), cell: (one) => one.title }, { head: t('period'), cell: (one) => <Period of={one.parameters} /> },
              { head: t('state'), cell: (one) => <Standing of={one} numbers={numbers} /> }, { head: t('made'), kind: 'tight', cell: (one) => <span>{one.by}<span className="sub"><When at={one.at} /></span></span> },
            ]}
          />
        ))}
      </Loaded>
    </Section>
  );
}

function Standing({ of: one, numbers }: { of: Head; numbers: ReadonlyMap<string, string> }): ReactNode {
  const t = useWords(text);
  return <span>{one.correctedBy ? <span className="tag tag-late">! {t('corrected')}</span> : <span className="tag tag-ok">✓ {t('standing')}</span>}{one.corrects && <span className="sub">{t('corrects', { number: numbers.get(one.corrects) ?? '' })}: {one.reason}</span>}</span>;
}

function OneIssue({ id }: { id: string }): ReactNode {
  const t = useWords(text);
  const language = useLanguage();
  const [correcting, setCorrecting] = useState(false);
  return (
    <Loaded of={useQuery(issueQuery(id))}>
      {(issue) => (
        <>
          <Section title={`${issue.number} – ${issue.title}`} aside={<Link to="/bao-cao" search={{ muc: 'phat-hanh' }}>{t('back')}</Link>}>
            <p className="sub"><Period of={issue.parameters} /> · {issue.by}, <When at={issue.at} /> <Standing of={issue} numbers={new Map()} /></p>
            <div className="actions no-print">
              {(['xlsx', 'pdf', 'csv'] as const).map((format) => <Button key={format} component="a" variant="default" href={address(at`/reports/issues/${id}/file.${format}`, { lang: language })} aria-label={`${format.toUpperCase()} – ${t('download')}`}>{format.toUpperCase()}</Button>)}
              {issue.correctedBy ? <Link to="/bao-cao" search={{ muc: 'phat-hanh', so: issue.correctedBy }}>{t('corrected')}</Link> : <Button variant="default" onClick={() => setCorrecting(true)}>{t('correct')}</Button>}
            </div>
            <ReportTable report={issue.report} />
          </Section>
          {issue.corrects && <Differences id={issue.corrects} other={id} />}
          <Proof report={issue.report} />
          {correcting && <Correct issue={issue} close={() => setCorrecting(false)} />}
        </>
      )}
    </Loaded>
  );
}

function Correct({ issue, close }: { issue: Head; close: () => void }): ReactNode {
  const t = useWords(text);
  const navigate = route.useNavigate();
  const [reason, setReason] = useState('');
  const send = useCommand((body: { reason: string }, key) => post<ReportRunView>('/reports/issues', { kind: issue.kind, parameters: issue.parameters, corrects: issue.id, ...body }, key), () => void navigate({ search: { muc: 'phat-hanh' } }));
  return (
    <CommandDialog title={`${t('correct')}: ${issue.number}`} submit={t('issue')} close={close} run={() => send.mutate({ reason })} busy={send.isPending} error={send.error}>
      <Textarea label={t('reason')} required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </CommandDialog>
  );
}

function Differences({ id, other }: { id: string; other: string }): ReactNode {
  const t = useWords(text);
  return (
    <Section title={t('compare')} className="list">
      <Loaded of={useQuery(comparisonQuery(id, other))}>
        {({ same, differences, before, after }) => (same ? <p>{t('same')}</p> : (
          <DataTable
            caption={t('compare')} rows={differences} rowKey={(one) => `${one.row} ${one.column}`}
            columns={[
              { head: t('row'), kind: 'main', cell: (one) => one.row }, { head: t('column'), cell: (one) => one.column }, { head: `${t('before')} (${before.number})`, kind: 'number', cell: (one) => one.before ?? '–' },
              { head: `${t('after')} (${after.number})`, kind: 'number', cell: (one) => <strong>{one.after ?? '–'}</strong> },
            ]}
          />
        ))}
      </Loaded>
    </Section>
  );
}
