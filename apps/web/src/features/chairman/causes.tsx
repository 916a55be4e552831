import type { ChairmanView } from '#contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { lateSearch, percent } from './late-search.js';
import { chairmanWords } from './words.js';

const SHOWN = 5;

/** Whose the lateness of the month is, by the hours charged. */
export function Faults({ view }: { view: ChairmanView }): ReactNode {
  const t = useWords(chairmanWords);
  return (
    <section className="card">
      <h2>{t('faults')}</h2>
      {view.faults.length === 0 ? <p className="sub">✓ {t('noFaults')}</p> : (
        <ul className="counts bars">
          {view.faults.slice(0, SHOWN).map(({ agency, agencyName, dossiers, share }) => (
            <li key={agency}>
              {agency ? <Link to="/bang-dieu-hanh" search={lateSearch(view, view.month, { coQuan: agency })}>{agencyName}</Link> : <span>{agencyName}</span>}
              <span className="nowrap">{dossiers} · <span className="strong">{percent(share)}</span></span>
              <span className="bar" aria-hidden="true"><span style={{ width: `${share * 100}%` }} /></span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface SlowProps {
  title: string;
  rows: ChairmanView['procedures'];
  link: (code: string) => Record<string, string>;
  view: ChairmanView;
}

/** Those with most late dossiers, and the share of theirs that is late. */
export function Slow({ title, rows, link, view }: SlowProps): ReactNode {
  const t = useWords(chairmanWords);
  return (
    <section className="card">
      <h2>{title}</h2>
      {rows.length === 0 ? <p className="sub">{t('noSlow')}</p> : (
        <ol className="counts">
          {rows.map(({ code, name, late, share }) => <li key={code}><Link to="/bang-dieu-hanh" search={lateSearch(view, view.month, link(code))} title={name}>{name}</Link><span className="nowrap">{t('lateOf', { late, share: percent(share) })}</span></li>)}
        </ol>
      )}
    </section>
  );
}
