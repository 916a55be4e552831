import type { AttributionDetail, LatenessShare } from '#contract';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant, formatShare } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { PageHead, Section } from '../../ui/page.js';
import { Loaded } from '../../ui/states.js';
import { ContestDialog } from './contest-dialog.js';
import { Contests } from './contests.js';
import { attributionQuery } from './queries.js';
import { Stays, Stops } from './stays.js';
import { contests } from './words.js';

/** Whose the lateness of one dossier is: shares, what they rest on, and what was objected and decided. */
export function AttributionOne({ code }: { code: string }): ReactNode {
  const t = useWords(contests);
  return (
    <>
      <PageHead title={`${t('title')} · ${code}`}>
        <Link to="/trach-nhiem" search={{}}>{t('all')}</Link>
        <Link to="/ho-so/$code" params={{ code }}>{t('toDossier')}</Link>
      </PageHead>
      <Loaded of={useQuery(attributionQuery(code))}>{(one) => <Found one={one} />}</Loaded>
    </>
  );
}

function Found({ one }: { one: AttributionDetail }): ReactNode {
  const t = useWords(contests);
  const [filing, setFiling] = useState(false);
  const may = one.mayContest.length > 0;
  return (
    <>
      <Section title={t('shares')} className="list" aside={may && <Button onClick={() => setFiling(true)}>{t('contest')}</Button>}>
        <p className="lead">{one.procedureName} · {one.deskName}</p>
        <Standing one={one} />
        {one.computed.length > 0 && <Shares one={one} />}
      </Section>
      <Contests of={one} />
      <Stays of={one} />
      <Stops of={one} />
      {filing && <ContestDialog of={one} close={() => setFiling(false)} />}
    </>
  );
}

function Standing({ one }: { one: AttributionDetail }): ReactNode {
  const t = useWords(contests);
  const language = useLanguage();
  if (one.computed.length === 0) return <p>{t('notLate')}</p>;
  const gross = one.overrun.text;
  const net = one.net.late ? t('netBy', { time: one.net.overrun.text }) : t('netNone');
  return (
    <>
      <p><span className="tag tag-late"><span aria-hidden="true">!</span> {one.net.excluded.length > 0 ? t('grossNet', { gross, net }) : t('gross', { gross })}</span></p>
      {one.net.excluded.map((span) => <p key={span.declaration + span.agency + span.from} className="sub">{t('excluded', { agency: span.agencyName, from: formatInstant(span.from, language), to: formatInstant(span.to, language), reason: span.reason, document: span.document })}</p>)}
      {one.mayContest.map(({ agency, agencyName, until }) => until && <p key={agency} className="sub">{t('until', { agency: agencyName, at: formatInstant(until, language) })}</p>)}
    </>
  );
}

interface Row {
  key: string;
  name: string;
  document: string | null;
  computed: LatenessShare | null;
  decided: LatenessShare | null;
  net: LatenessShare | null;
}

/** Both readings side by side; each adds up to the overrun. */
function Shares({ one }: { one: AttributionDetail }): ReactNode {
  const t = useWords(contests);
  const rows = rowsOf(one);
  const told = (share: LatenessShare | null): ReactNode => (share ? t('part', { time: share.overrun.text, share: formatShare(share.share) }) : '–');
  const sum: Row = { key: 'sum', name: t('sum'), document: null, computed: null, decided: null, net: null };
  return (
    <DataTable
      caption={t('shares')} rows={[...rows, sum]} rowKey={(row) => row.key}
      columns={[
        { head: t('agency'), kind: 'main', cell: (row) => <span><span className="strong">{row.name}</span>{row.document && <span className="sub">{row.document}</span>}</span> },
        { head: t('computed'), kind: 'number', cell: (row) => (row.key === 'sum' ? <span className="strong">{one.overrun.text}</span> : told(row.computed)) },
        ...(one.decided ? [{ head: t('decided'), kind: 'number' as const, cell: (row: Row) => <span className="strong">{row.key === 'sum' ? one.overrun.text : told(row.decided)}</span> }] : []),
        ...(one.netShares ? [{ head: t('netShares'), kind: 'number' as const, cell: (row: Row) => (row.key === 'sum' ? <span className="strong">{one.net.overrun.text}</span> : told(row.net)) }] : []),
      ]}
    />
  );
}

function rowsOf({ computed, decided, netShares }: AttributionDetail): Row[] {
  const keyOf = ({ agency, document }: LatenessShare): string => agency ?? ` ${document ?? ''}`;
  const all = new Map([...computed, ...(decided ?? []), ...(netShares ?? [])].map((share) => [keyOf(share), share]));
  const of = (parts: readonly LatenessShare[] | null, key: string): LatenessShare | null => parts?.find((one) => keyOf(one) === key) ?? null;
  return [...all].map(([key, { agencyName, document }]) => ({ key, name: agencyName, document, computed: of(computed, key), decided: of(decided, key), net: of(netShares, key) }));
}
