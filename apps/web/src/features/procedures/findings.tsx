import type { FindingView } from '#contract';
import { type ReactNode, useMemo } from 'react';
import type { Mark } from '../../diagram/diagram-view.js';
import { useWords } from '../../i18n/words.js';
import { procedureWords } from './words.js';

const SIGN = { error: '✕', warning: '!', info: 'i' } as const;

/** The findings of a revision, each with its element; the same are placed on the drawing by `useFindingMarks`. */
export function Findings({ findings }: { findings: readonly FindingView[] }): ReactNode {
  const t = useWords(procedureWords);
  if (findings.length === 0) return <p className="sub">{t('noFindings')}</p>;
  return (
    <ul className="lines">
      {findings.map((finding, index) => (
        <li key={[finding.rule, finding.element, finding.message].join()}>
          <span className={`tag tag-${finding.severity}`}><span aria-hidden="true">{SIGN[finding.severity]}</span> {t(finding.severity)} {index + 1}</span> {finding.message}
          <div className="sub"><code>{finding.rule}</code> · {finding.element ? t('element', { id: finding.element }) : t('wholeDocument')}</div>
        </li>
      ))}
    </ul>
  );
}

/** The same findings for the drawing, by their number in the list. */
export function useFindingMarks(findings: readonly FindingView[] | undefined): Mark[] {
  const t = useWords(procedureWords);
  const [error, warning, info] = [t('error'), t('warning'), t('info')];
  return useMemo(() => {
    const names = { error, warning, info };
    return (findings ?? []).flatMap(({ severity, element, message }, index) => (element ? [{ element, tone: severity, label: `${names[severity]} ${index + 1}`, hint: message }] : []));
  }, [findings, error, warning, info]);
}
