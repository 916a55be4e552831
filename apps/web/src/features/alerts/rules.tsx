import type { GuardView, ScanView } from '#contract';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatDate, formatInstant, formatShare, isoDay } from '../../time/format.js';
import { useNow } from '../../time/now.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { Section } from '../../ui/page.js';
import { Loaded, ProblemNote } from '../../ui/states.js';
import { SeverityTag } from './marks.js';
import { guardsQuery, scanQuery } from './queries.js';
import { RuleDialog } from './rule-dialog.js';
import { alertWords } from './words.js';

/** Every rule with what it found, how often it was wrong, and by what order it stands as it does. */
export function Rules(): ReactNode {
  const t = useWords(alertWords);
  const [changing, setChanging] = useState<GuardView | null>(null);
  return (
    <Loaded of={useQuery(guardsQuery)}>
      {({ items, mayChange, behind }) => (
        <>
          <p className="sub" role="status">{behind > 0 ? t('behind', { count: behind }) : t('upToDate')}</p>
          <Section title={t('rules')} className="list">
            <DataTable
              caption={t('rules')} rows={items} rowKey={(row) => row.code}
              columns={[
                { head: t('rule'), kind: 'main', cell: (row) => <About rule={row} /> },
                { head: t('severity'), kind: 'tight', cell: (row) => (row.enabled ? <SeverityTag of={row.severity} /> : <span className="tag tag-late"><span aria-hidden="true">○</span> {t('ruleOff')}</span>) },
                { head: t('trendHead'), cell: (row) => <Trend weeks={row.weeks} /> },
                { head: t('conclusion'), cell: (row) => <Rate rule={row} /> },
                ...(mayChange ? [{ head: t('change'), kind: 'tight' as const, cell: (row: GuardView) => <Button size="xs" variant="default" onClick={() => setChanging(row)}>{t('change')}</Button> }] : []),
              ]}
            />
          </Section>
          <Rescan />
          {changing && <RuleDialog rule={changing} close={() => setChanging(null)} />}
        </>
      )}
    </Loaded>
  );
}

function About({ rule: { title, explanation, thresholds, document, changedBy, changedAt } }: { rule: GuardView }): ReactNode {
  const t = useWords(alertWords);
  const language = useLanguage();
  return (
    <span>
      <span className="strong">{title[language]}</span>
      <span className="sub">{explanation[language]}</span>
      {thresholds.map(({ name, label, value }) => <span key={name} className="sub">{label[language]}: <b>{value}</b></span>)}
      <span className="sub">{document && changedAt ? t('byOrder', { document, by: changedBy ?? '', at: formatInstant(changedAt, language) }) : t('asDelivered')}</span>
    </span>
  );
}

function Rate({ rule: { code, counts, falseAlarms } }: { rule: GuardView }): ReactNode {
  const t = useWords(alertWords);
  return (
    <span>
      <Link to="/canh-bao" search={{ quyTac: code }}>{t('waiting', { count: counts.open })}</Link>
      <span className="sub">{falseAlarms === null ? t('noDecision') : t('falseAlarms', { share: formatShare(falseAlarms), explained: counts.explained, all: counts.explained + counts.confirmed })}</span>
    </span>
  );
}

const [WIDTH, HEIGHT] = [168, 36];

/** Bars of twelve weeks; the numbers are in its name for who cannot see it. */
function Trend({ weeks }: { weeks: GuardView['weeks'] }): ReactNode {
  const t = useWords(alertWords);
  const language = useLanguage();
  const most = Math.max(1, ...weeks.map(({ found }) => found));
  const width = WIDTH / weeks.length;
  return (
    <svg role="img" aria-label={t('trend', { values: weeks.map(({ found }) => found).join(', ') })} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="alert-trend">
      <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
      {weeks.map(({ from, found }, week) => {
        const height = (found / most) * (HEIGHT - 12);
        return <g key={from}><title>{t('weekOf', { date: formatDate(from, language), count: found })}</title><rect x={week * width + 1} y={HEIGHT - height} width={width - 2} height={height} />{found === most && found > 0 && <text x={(week + 0.5) * width} y={HEIGHT - height - 2} textAnchor="middle">{found}</text>}</g>;
      })}
    </svg>
  );
}

const MONTH_MS = 30 * 86_400_000;

function Rescan(): ReactNode {
  const t = useWords(alertWords);
  const now = useNow();
  const [from, setFrom] = useState(isoDay(new Date(now.getTime() - MONTH_MS)));
  const [to, setTo] = useState(isoDay(now));
  const [scan, setScan] = useState<string | null>(null);
  const run = useCommand((_: void, key) => post<ScanView>('/alerts/scan', { from, to }, key), ({ id }) => setScan(id));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    run.mutate();
  };
  return (
    <Section title={t('scan')}>
      <p className="sub">{t('scanHint')}</p>
      <form className="filters" onSubmit={submit}>
        <DateField label={t('from')} required value={from} error={run.error?.at('from')} onChange={setFrom} />
        <DateField label={t('to')} required value={to} error={run.error?.at('to')} onChange={setTo} />
        <Button type="submit" loading={run.isPending}>{t('scanRun')}</Button>
      </form>
      <ProblemNote error={run.error} shown={['from', 'to']} />
      {scan && <Progress id={scan} />}
    </Section>
  );
}

function Progress({ id }: { id: string }): ReactNode {
  const t = useWords(alertWords);
  const scan = useQuery(scanQuery(id)).data;
  if (!scan) return null;
  const { done, total, found, state } = scan;
  return <p role="status">{state !== 'done' && <progress max={Math.max(1, total)} value={done} aria-label={t('scan')} />} {t(state === 'done' ? 'scanDone' : 'scanning', { done, total, found })}</p>;
}
