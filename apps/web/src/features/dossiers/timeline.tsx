import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { agenciesQuery, ledgerQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatClock, formatDate, formatWeekday, isoDay } from '../../time/format.js';
import { Section } from '../../ui/page.js';
import { Loaded } from '../../ui/states.js';
import { ui } from '../../ui/words.js';
import { dossierWords } from './dossier-words.js';
import { type LedgerEntry, type Names, isMinor, sentences, stepNames } from './ledger-sentence.js';
import { dossiers } from './words.js';

const POINTED = /^#so-cai-\d+$/;

/** The ledger of a dossier as a story, by day, the latest first. */
export function Timeline({ code }: { code: string }): ReactNode {
  const t = useWords(dossierWords);
  const u = useWords(ui);
  // Evidence points to entries that are minor otherwise.
  const [minor, setMinor] = useState(POINTED.test(location.hash));
  const ledger = useInfiniteQuery(ledgerQuery(code));
  const entries = ledger.data?.pages.flatMap((page) => page.items);
  const verified = ledger.data?.pages[0]?.verified;
  return (
    <Section
      title={t('timeline')}
      aside={<label className="sub"><input type="checkbox" checked={minor} onChange={(event) => setMinor(event.currentTarget.checked)} /> {t('details')}</label>}
    >
      <Loaded of={{ data: entries, error: ledger.error, refetch: ledger.refetch }}>
        {(all) => (all.length === 0 ? <p className="sub">{t('noEntries')}</p> : <Days entries={all} minor={minor} />)}
      </Loaded>
      {ledger.hasNextPage && <Button variant="default" size="xs" loading={ledger.isFetchingNextPage} onClick={() => void ledger.fetchNextPage()}>{u('more')}</Button>}
      {verified !== undefined && <p><span className={`tag ${verified ? 'tag-ok' : 'tag-late'}`}><span aria-hidden="true">{verified ? '✓' : '!'}</span> {t(verified ? 'verified' : 'broken')}</span></p>}
    </Section>
  );
}

function Days({ entries, minor }: { entries: LedgerEntry[]; minor: boolean }): ReactNode {
  const language = useLanguage();
  const names = useNames(entries);
  const shown = entries.filter((entry) => minor || !isMinor(entry)).toSorted((a, b) => b.seq - a.seq);
  return [...Map.groupBy(shown, (entry) => isoDay(entry.at))].map(([day, group]) => (
    <div key={day} className="day">
      <h3>{formatWeekday(group[0]!.at, language)}, {formatDate(group[0]!.at, language)}</h3>
      <ol className="events">{group.map((entry) => <Entry key={entry.seq} entry={entry} names={names} />)}</ol>
    </div>
  ));
}

function Entry({ entry, names }: { entry: LedgerEntry; names: Names }): ReactNode {
  const t = useWords(dossierWords);
  const language = useLanguage();
  const { headline, details } = sentences(entry, names, language);
  const here = useRef<HTMLLIElement>(null);
  const pointed = useRouterState({ select: ({ location }) => location.hash === `so-cai-${entry.seq}` });
  useEffect(() => {
    if (pointed) here.current?.scrollIntoView({ block: 'center' });
  }, [pointed]);
  const who = entry.actor === 'system' ? t('system') : entry.actor === 'citizen' ? t('citizen') : entry.actor;
  return (
    <li ref={here} id={`so-cai-${entry.seq}`} className={`event event-${entry.kind.replace('.', '-')}${pointed ? ' event-pointed' : ''}`}>
      <time dateTime={entry.at}>{formatClock(entry.at)}</time>
      <div>
        <div className="strong">{headline}</div>
        {details.map((detail) => <div key={detail} className="break">{detail}</div>)}
        <div className="sub break">{[entry.agency && names.agency(entry.agency), who].filter(Boolean).join(' · ')}</div>
      </div>
    </li>
  );
}

function useNames(entries: LedgerEntry[]): Names {
  const language = useLanguage();
  const s = useWords(dossiers);
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const steps = stepNames(entries, language);
  return {
    agency: (code) => agencies.find((agency) => agency.code === code)?.name ?? code,
    step: (element) => steps.get(element ?? '') ?? '',
    state: (code) => (code >= 1 && code <= 10 ? s(`s${code}` as 's1') : ''),
  };
}
