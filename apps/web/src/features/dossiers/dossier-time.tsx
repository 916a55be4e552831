import type { DossierView, LegView } from '#contract';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { address, at } from '../../api/client.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant, formatShare } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { dossierWords, moveReasons } from './dossier-words.js';
import { evidenceText } from './ledger-sentence.js';

/** The dossier's stay at each agency: allowed, used, over. */
export function Legs({ dossier }: { dossier: DossierView }): ReactNode {
  const t = useWords(dossierWords);
  if (dossier.legs.length === 0) return null;
  return (
    <Section title={t('legs')} className="list">
      <DataTable
        caption={t('legs')} rows={dossier.legs} rowKey={(leg) => leg.agency + leg.enteredAt}
        columns={[
          { head: t('agency'), kind: 'main', cell: (leg) => <span className="strong">{leg.agencyName}</span> },
          { head: t('entered'), cell: (leg) => <Entered leg={leg} /> },
          { head: t('left'), cell: (leg) => (leg.leftAt ? <When at={leg.leftAt} /> : <span className="tag">{t('stillHere')}</span>) },
          { head: t('budget'), kind: 'number', cell: (leg) => leg.budget.text },
          { head: t('used'), kind: 'number', cell: (leg) => <Used leg={leg} /> },
          { head: t('overrun'), kind: 'number', cell: (leg) => (leg.overrun.hours > 0 ? <span className="tag tag-late"><span aria-hidden="true">!</span> {leg.overrun.text}</span> : '–') },
        ]}
      />
    </Section>
  );
}

function Entered({ leg }: { leg: LegView }): ReactNode {
  const t = useWords(dossierWords);
  const language = useLanguage();
  return (
    <span>
      <When at={leg.enteredAt} />
      <span className="sub">{leg.acknowledgedAt ? t('acknowledged', { when: formatInstant(leg.acknowledgedAt, language) }) : t('notAcknowledged')}</span>
    </span>
  );
}

/** Used time with a bar against the budget; the bar only repeats the words. */
function Used({ leg }: { leg: LegView }): ReactNode {
  const share = leg.budget.hours > 0 ? leg.used.hours / leg.budget.hours : 0;
  return (
    <span>
      {leg.used.text}
      {leg.budget.hours > 0 && <span className="bar" aria-hidden="true"><span className={share > 1 ? 'over' : ''} style={{ width: `${Math.min(100, share * 100)}%` }} /></span>}
    </span>
  );
}

/** Its place in the address, to which boards lead. */
const LATENESS = 'cham-do';

/** Whose fault the lateness is, shared out over the legs. */
export function Lateness({ dossier: { code, lateness } }: { dossier: DossierView }): ReactNode {
  const t = useWords(dossierWords);
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (location.hash === `#${LATENESS}`) here.current?.scrollIntoView({ block: 'center' });
  }, []);
  if (!lateness.late) return null;
  return (
    <div id={LATENESS} ref={here}>
      <Section title={t('lateness')} aside={<Link to="/trach-nhiem" search={{ hoSo: code }}>{t('basis')}</Link>}>
        <p className="tag tag-late"><span aria-hidden="true">!</span> {t('lateBy', { overrun: lateness.overrun.text })}</p>
        <NetLateness of={lateness.net} />
        <ul className="lines">
          {lateness.shares.map((share) => <li key={share.agency}>{t('share', { agency: share.agencyName, overrun: share.overrun.text, share: formatShare(share.share) })}</li>)}
        </ul>
        {lateness.decided && (
          <>
            <h3>{t('decided')}</h3>
            <ul className="lines">
              {lateness.decided.map((share) => <li key={share.agency ?? share.document}>{t('share', { agency: share.agencyName, overrun: share.overrun.text, share: formatShare(share.share) })}{share.document && <span className="sub"> {share.document}</span>}</li>)}
            </ul>
          </>
        )}
        {lateness.contested.map((one) => <p key={one.agency + one.state + one.document} className="sub">{t('contested', { agency: one.agencyName, state: one.stateName })}{one.document && ` (${one.document})`}</p>)}
      </Section>
    </div>
  );
}

/** The same without the time that force majeure excludes; only where there is such time do the two differ. */
function NetLateness({ of: net }: { of: DossierView['lateness']['net'] }): ReactNode {
  const t = useWords(dossierWords);
  const language = useLanguage();
  if (net.excluded.length === 0) return null;
  return (
    <>
      <p className={net.late ? 'tag tag-late' : 'tag'}>{net.late ? t('netLateBy', { overrun: net.overrun.text }) : t('netInTime')}</p>
      {net.excluded.map((span) => <div key={span.declaration + span.agency + span.from} className="sub">{t('excludedTime', { agency: span.agencyName, from: formatInstant(span.from, language), to: formatInstant(span.to, language), document: span.document, reason: span.reason })}</div>)}
    </>
  );
}

export function Stops({ dossier }: { dossier: DossierView }): ReactNode {
  const t = useWords(dossierWords);
  const language = useLanguage();
  const stops = dossier.deadline?.stops ?? [];
  if (stops.length === 0) return null;
  return (
    <Section title={t('stops')} aside={stops.some((stop) => stop.kind === 'supplement') && <a href={address(at`/dossiers/${dossier.code}/supplement.pdf`)} target="_blank" rel="noopener">{t('printSupplement')}</a>}>
      <ul className="lines">
        {stops.map((stop) => (
          <li key={stop.from + stop.kind}>
            <span className="tag tag-stopped"><span aria-hidden="true">‖</span> {stop.kindName}</span>
            <div>{formatInstant(stop.from, language)} – {stop.to ? formatInstant(stop.to, language) : t('until')}</div>
            <div className="sub">{t('becauseOf', { text: stop.reason })}</div>
            {evidenceText(stop.evidence) && <div className="sub">{t('evidenceIs', { text: evidenceText(stop.evidence) })}</div>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Every change of the due date, the old one beside the new one. */
export function Moves({ dossier }: { dossier: DossierView }): ReactNode {
  const t = useWords(dossierWords);
  const language = useLanguage();
  const moves = dossier.deadline?.moves ?? [];
  const reason = (code: string): string => moveReasons[language][code as keyof typeof moveReasons.vi] ?? code;
  if (moves.length === 0) return null;
  return (
    <Section title={t('moves')}>
      <ul className="lines">
        {moves.map((move) => (
          <li key={move.at + move.to}>
            <div><del>{formatInstant(move.from, language)}</del> → <span className="strong">{formatInstant(move.to, language)}</span></div>
            <div className="sub">{formatInstant(move.at, language)} · {[reason(move.reason), move.document].filter(Boolean).join(', ')}</div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
