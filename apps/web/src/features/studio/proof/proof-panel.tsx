import type { FindingView, ProofView } from '#contract';
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useLanguage } from '../../../i18n/language.js';
import { useWords } from '../../../i18n/words.js';
import { formatBudget } from '../../../time/format.js';
import { ProblemNote } from '../../../ui/states.js';
import type { StudioModeler } from '../modeler/studio-modeler.js';
import { TokenPlayer } from './token-player.js';
import type { LiveProof } from './use-proof.js';
import { proofWords } from './words.js';

const SIGN = { error: '✕', warning: '!', info: 'i' } as const;
const SEVERITIES = ['error', 'warning', 'info'] as const;
const COUNTS = { error: 'errors', warning: 'warnings', info: 'infos' } as const;

interface Props {
  live: LiveProof;
  modeler: StudioModeler;
  nameOf: (element: string) => string;
}

/** What the proof found, gravest first; each leads to its element, to its rule, and plays its counter-example. */
export function ProofPanel({ live: { proof, pending, problem }, modeler, nameOf }: Props): ReactNode {
  const t = useWords(proofWords);
  const [played, setPlayed] = useState<FindingView | null>(null);
  useEffect(() => setPlayed(null), [proof]);
  return (
    <div className="proof-panel">
      <ProblemNote error={problem} />
      {!proof ? (!problem && <p className="sub" role="status">{t('proving')}</p>) : (
        <>
          <p className="proof-counts" role="status">
            {SEVERITIES.map((severity) => <Count key={severity} severity={severity} count={proof.findings.filter((one) => one.severity === severity).length} />)}
            {pending && <span className="sub"> {t('stale')}</span>}
          </p>
          <LongestPath path={proof.longestPath} modeler={modeler} />
          {played?.witness && <TokenPlayer key={played.message} witness={played.witness} modeler={modeler} nameOf={nameOf} close={() => setPlayed(null)} />}
          {proof.findings.length === 0 && <p className="note note-good">{t('clean')}</p>}
          {SEVERITIES.map((severity) => <FindingGroup key={severity} severity={severity} findings={proof.findings.filter((one) => one.severity === severity)} modeler={modeler} nameOf={nameOf} play={setPlayed} />)}
        </>
      )}
    </div>
  );
}

function Count({ severity, count }: { severity: FindingView['severity']; count: number }): ReactNode {
  const t = useWords(proofWords);
  return <span className={count > 0 ? `tag tag-${severity}` : 'tag'}>{count > 0 && <span aria-hidden="true">{SIGN[severity]} </span>}{t(COUNTS[severity], { count })}</span>;
}

function FindingGroup({ severity, findings, modeler, nameOf, play }: { severity: FindingView['severity']; findings: FindingView[]; modeler: StudioModeler; nameOf: Props['nameOf']; play: (finding: FindingView) => void }): ReactNode {
  const t = useWords(proofWords);
  if (findings.length === 0) return null;
  return (
    <section aria-label={t(severity)}>
      <h3>{t(severity)}</h3>
      <ul className="lines">
        {findings.map((finding) => (
          <li key={[finding.rule, finding.element, finding.message].join()} className={`finding finding-${severity}`}>
            {finding.message}
            <div className="finding-actions">
              {finding.element ? <button type="button" className="plain" onClick={() => modeler.show(finding.element!)}>{t('show', { name: nameOf(finding.element) })}</button> : <span className="sub">{t('whole')}</span>}
              {(finding.witness?.length ?? 0) > 0 && <button type="button" className="plain" onClick={() => play(finding)}>▶ {t('play')}</button>}
              <a href={`/quy-tac/${finding.rule}`} target="_blank" rel="noreferrer" aria-label={`${t('why')} ${finding.rule}`}>{t('why')}</a>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LongestPath({ path, modeler }: { path: ProofView['longestPath']; modeler: StudioModeler }): ReactNode {
  const t = useWords(proofWords);
  const language = useLanguage();
  const [lit, setLit] = useState(false);
  const elements = path?.elements;
  useEffect(() => {
    modeler.light(lit && elements ? elements : []);
    return () => modeler.light([]);
  }, [modeler, lit, elements]);
  if (!path?.used) return null;
  const used = formatBudget(path.used, language);
  const over = path.limit !== null && path.limit.unit === path.used.unit && path.used.amount > path.limit.amount;
  return (
    <div className="longest-path">
      <div><span className="strong">{t('longest')}</span>: {path.limit ? t('ofLimit', { used, limit: formatBudget(path.limit, language) }) : t('noLimit', { used })} {path.limit && <span className={over ? 'tag tag-error' : 'tag tag-ok'}>{over ? '✕' : '✓'} {t(over ? 'over' : 'within')}</span>}</div>
      <Button size="compact-sm" variant="default" aria-pressed={lit} onClick={() => setLit(!lit)}>{t(lit ? 'unlight' : 'light')}</Button>
    </div>
  );
}
