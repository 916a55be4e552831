import type { AskReplay } from '#contract';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../i18n/words.js';
import { Section } from '../../ui/page.js';
import { ProblemNote } from '../../ui/states.js';
import { type Asked, NOTHING_ASKED, Parameters, askedOf } from './parameters.js';
import './replay.css';
import { Results } from './results.js';
import { isLive, useReplay } from './use-replay.js';
import { replayWords } from './words.js';

interface Props {
  /** What is replayed, and its diagram. */
  read: () => Promise<{ subject: Pick<AskReplay, 'draft' | 'revision'>; xml: string }>;
  /** The diagram as it is now, for the choice of steps. */
  xml: string;
}

export function ReplayPanel({ read, xml }: Props): ReactNode {
  const t = useWords(replayWords);
  const [asked, setAsked] = useState<Asked>(NOTHING_ASKED);
  const [drawn, setDrawn] = useState(xml);
  const { view, asking, problem, ask, cancel } = useReplay();
  const live = isLive(view);
  const run = (): void => void ask(async () => {
    const { subject, xml: replayed } = await read();
    setDrawn(replayed);
    return { ...subject, ...askedOf(asked) };
  });
  return (
    <div className="stack replay">
      <Section title={t('title')}>
        <p className="sub">{t('lead')}</p>
        <form className="stack" onSubmit={(event) => { event.preventDefault(); run(); }}>
          <Parameters asked={asked} setAsked={setAsked} xml={xml} problem={problem} />
          <ProblemNote error={problem} />
          <div className="actions">
            <Button type="submit" loading={asking} disabled={live}>{t('run')}</Button>
            {live && <Button variant="default" onClick={() => void cancel()}>{t('cancel')}</Button>}
            {view && live && <Progress done={view.done} total={view.total} />}
          </div>
        </form>
        {view?.state === 'cancelled' && <p className="note" role="status">{t('cancelled')}</p>}
        {view?.failure && <p className="note note-error" role="alert">{view.failure}</p>}
      </Section>
      {view?.result && <Results result={view.result} xml={drawn} />}
    </div>
  );
}

function Progress({ done, total }: { done: number; total: number }): ReactNode {
  const t = useWords(replayWords);
  const text = total === 0 ? t('waiting') : t('progress', { done, total });
  return <label className="replay-progress" role="status"><progress max={Math.max(total, 1)} value={done} aria-label={text} /> <span>{text}</span></label>;
}
