import type { AttributionDetail, ContestView } from '#contract';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { at, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { Section } from '../../ui/page.js';
import { ProblemNote } from '../../ui/states.js';
import { ContestTag } from './contest-tag.js';
import { DecisionDialog } from './decision-dialog.js';
import { contests } from './words.js';

/** What was objected, by whom and why, and what was decided on it. */
export function Contests({ of: one }: { of: AttributionDetail }): ReactNode {
  const t = useWords(contests);
  const [deciding, setDeciding] = useState<ContestView | null>(null);
  if (one.computed.length === 0 && one.contests.length === 0) return null;
  return (
    <Section title={t('contests')}>
      {one.contests.length === 0 ? <p className="sub">{t('noContests')}</p> : <ul className="lines">{one.contests.map((contest) => <Contest key={contest.id} contest={contest} decide={() => setDeciding(contest)} />)}</ul>}
      {deciding && <DecisionDialog of={one} contest={deciding} close={() => setDeciding(null)} />}
    </Section>
  );
}

function Contest({ contest, decide }: { contest: ContestView; decide: () => void }): ReactNode {
  const t = useWords(contests);
  const language = useLanguage();
  const withdraw = useCommand((_: void, key) => request<ContestView>('POST', at`/contests/${contest.id}/withdraw`, { key, version: contest.version }));
  return (
    <li>
      <p><ContestTag state={contest.state} name={contest.stateName} /> <span className="strong">{t('filed', { agency: contest.agencyName, by: contest.filedBy, at: formatInstant(contest.filedAt, language) })}</span></p>
      <p>{contest.groundName}: {contest.reason}</p>
      <p className="sub">{t('evidence', { text: [contest.document, contest.paper?.name].filter(Boolean).join('; ') })}</p>
      <Decision of={contest} />
      <ProblemNote error={withdraw.error} />
      {(contest.mayDecide || contest.mayWithdraw) && (
        <div className="actions">
          {contest.mayDecide && <Button size="xs" onClick={decide}>{t('decide')}</Button>}
          {contest.mayWithdraw && <Button size="xs" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>{t('withdraw')}</Button>}
        </div>
      )}
    </li>
  );
}

function Decision({ of: contest }: { of: ContestView }): ReactNode {
  const t = useWords(contests);
  const language = useLanguage();
  if (!contest.endedAt || !contest.endedBy) return null;
  const when = formatInstant(contest.endedAt, language);
  if (!contest.authorityName) return <p className="sub">{t('endedBy', { by: contest.endedBy, at: when })}</p>;
  return (
    <>
      <p className="strong">{t('ended', { authority: contest.authorityName, by: contest.endedBy, at: when, document: contest.decisionDocument ?? '' })}</p>
      <p>{contest.decision}</p>
      {contest.moves.map((move) => <p key={`${move.to ?? ''}${move.document ?? ''}`} className="sub">{move.to === null ? t('movedNone', { minutes: move.minutes, document: move.document ?? '' }) : t('moved', { minutes: move.minutes, agency: move.toName })}</p>)}
    </>
  );
}
