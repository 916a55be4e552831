import type { AlertState, Severity } from '#contract';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.js';
import { alertWords } from './words.js';

const SEVERITY = { low: ['', '▁'], medium: ['tag-near', '▃'], high: ['tag-late', '▆'] } as const;

/** Colour, sign and word. */
export function SeverityTag({ of }: { of: Severity }): ReactNode {
  const t = useWords(alertWords);
  const [colour, sign] = SEVERITY[of];
  return <span className={`tag ${colour}`}><span aria-hidden="true">{sign}</span> {t(of)}</span>;
}

const STATE = { open: ['tag-info', '?'], explained: ['tag-ok', '✓'], confirmed: ['tag-late', '!'] } as const;

export function StateTag({ of: { state, reviewed } }: { of: { state: AlertState; reviewed: boolean } }): ReactNode {
  const t = useWords(alertWords);
  const [colour, sign] = STATE[state];
  return (
    <span>
      <span className={`tag ${colour}`}><span aria-hidden="true">{sign}</span> {t(state)}</span>
      {state !== 'open' && <span className="sub">{t(reviewed ? 'reviewed' : 'awaiting')}</span>}
    </span>
  );
}
