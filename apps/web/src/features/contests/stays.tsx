import type { AttributionDetail } from '#contract';
import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { Section } from '../../ui/page.js';
import { evidenceText } from '../dossiers/ledger-sentence.js';
import { contests } from './words.js';

type Leg = AttributionDetail['legs'][number];

/** Every stay with its time, and the entries of the ledger that prove when it was handed over. */
export function Stays({ of: { legs } }: { of: AttributionDetail }): ReactNode {
  const t = useWords(contests);
  return (
    <Section title={t('stays')} className="list">
      <DataTable
        caption={t('stays')} rows={legs} rowKey={(leg) => leg.agency + leg.enteredAt}
        columns={[
          { head: t('agency'), kind: 'main', cell: (leg) => <span><span className="strong">{leg.agencyName}</span>{leg.handedByName && <span className="sub">{t('handedBy', { agency: leg.handedByName })}</span>}</span> },
          { head: t('entered'), cell: (leg) => <span><When at={leg.enteredAt} /><Entry of={leg.entries.entered} /></span> },
          { head: t('waited'), cell: (leg) => <Waited leg={leg} /> },
          { head: t('left'), cell: (leg) => (leg.leftAt ? <span><When at={leg.leftAt} /><Entry of={leg.entries.left} /></span> : <span className="tag">{t('here')}</span>) },
          { head: t('budget'), kind: 'number', cell: (leg) => leg.budget.text },
          { head: t('used'), kind: 'number', cell: (leg) => <span>{leg.used.text}{leg.stopped.hours > 0 && <span className="sub">{t('stopped', { time: leg.stopped.text })}</span>}</span> },
          { head: t('over'), kind: 'number', cell: (leg) => (leg.overrun.hours > 0 ? <span className="tag tag-late"><span aria-hidden="true">!</span> {leg.overrun.text}</span> : '–') },
        ]}
      />
    </Section>
  );
}

function Entry({ of: entry }: { of: Leg['entries']['entered'] }): ReactNode {
  const t = useWords(contests);
  return entry && <span className="sub">{t('entry', { seq: entry.seq, by: entry.by })}</span>;
}

function Waited({ leg }: { leg: Leg }): ReactNode {
  const t = useWords(contests);
  const language = useLanguage();
  if (leg.waited.hours === 0) return '–';
  return (
    <span>
      {leg.waited.text}
      <span className="sub">{t('forgiven', { time: leg.forgiven.text })}</span>
      {leg.entries.acknowledged && <span className="sub">{t('acknowledged', { at: formatInstant(leg.entries.acknowledged.at, language) })}</span>}
      <Entry of={leg.entries.acknowledged} />
    </span>
  );
}

export function Stops({ of: { stops } }: { of: AttributionDetail }): ReactNode {
  const t = useWords(contests);
  const language = useLanguage();
  return (
    <Section title={t('stops')}>
      {stops.length === 0 ? <p className="sub">{t('noStops')}</p> : (
        <ul className="lines">
          {stops.map((stop) => (
            <li key={stop.from + stop.kindName}>
              <span className="tag tag-stopped"><span aria-hidden="true">‖</span> {stop.kindName}</span> {formatInstant(stop.from, language)} – {stop.to ? formatInstant(stop.to, language) : t('now')}
              <div className="sub">{stop.reason}</div>
              {evidenceText(stop.evidence) && <div className="sub">{t('evidence', { text: evidenceText(stop.evidence) })}</div>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
