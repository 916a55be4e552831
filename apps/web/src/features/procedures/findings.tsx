import type { FindingView } from '#contract';
import type { ReactNode } from 'react';
import type { Mark } from '../../diagram/diagram-view.js';
import { useWords } from '../../i18n/words.js';
import { procedureWords } from './words.js';

const SIGN = { error: '✕', warning: '!', info: 'i' } as const;

/** The findings of a revision, each with its element; the same are placed on the drawing by `findingMarks`. */
export function Findings({ findings }: { findings: readonly FindingView[] }): ReactNode {
  const t = useWords(procedureWords);
  if (findings.length === 0) return <p className="sub">{t('noFindings')}</p>;
  return (
    <ul className="lines">
      {findings.map((finding) => (
        <li key={[finding.rule, finding.element, finding.message].join()}>
          <span className={`tag tag-${finding.severity}`}><span aria-hidden="true">{SIGN[finding.severity]}</span> {t(finding.severity)}</span> {finding.message}
          <div className="sub"><code>{finding.rule}</code> · {finding.element ? t('element', { id: finding.element }) : t('wholeDocument')}</div>
        </li>
      ))}
    </ul>
  );
}

export const findingMarks = (findings: readonly FindingView[]): Mark[] =>
  findings.flatMap(({ severity, element, message }) => (element ? [{ element, tone: severity, label: message }] : []));
