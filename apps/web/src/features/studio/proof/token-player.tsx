import type { FindingView } from '#contract';
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../../../i18n/words.js';
import type { StudioModeler } from '../modeler/studio-modeler.js';
import { proofWords } from './words.js';

const PACE = 900;

type Witness = NonNullable<FindingView['witness']>;

interface Props {
  witness: Witness;
  modeler: StudioModeler;
  nameOf: (element: string) => string;
  close: () => void;
}

/** Plays the case in which a procedure goes wrong, move by move, with the tokens on the canvas. */
export function TokenPlayer({ witness, modeler, nameOf, close }: Props): ReactNode {
  const t = useWords(proofWords);
  const [at, setAt] = useState(0);
  const [running, setRunning] = useState(false);
  const last = witness.length - 1;
  const move = witness[Math.min(at, last)]!;
  const here = t('token');

  useEffect(() => {
    const counts = Map.groupBy(move.tokens, (element) => element);
    modeler.layers.set('tokens', [
      ...move.fired.map((element) => ({ element, marker: 'studio-fired' })),
      ...[...counts].map(([element, tokens]) => ({ element, marker: 'studio-token', badge: { sign: tokens.length > 1 ? `●${tokens.length}` : '●', className: 'token', label: here, corner: 'middle' as const } })),
    ]);
    if (move.tokens[0]) modeler.bringIntoView(move.tokens[0]);
  }, [modeler, move, here]);
  useEffect(() => () => modeler.layers.set('tokens', []), [modeler]);
  useEffect(() => {
    if (!running) return;
    const timer = setTimeout(() => (at < last ? setAt(at + 1) : setRunning(false)), PACE);
    return () => clearTimeout(timer);
  }, [running, at, last]);

  const list = (elements: readonly string[]): string => [...new Set(elements)].map(nameOf).filter(Boolean).join(', ') || '–';
  return (
    <div className="token-player" role="group" aria-label={t('playTitle')}>
      <p role="status"><b>{t('step', { at: at + 1, of: witness.length })}</b>{move.fired.length > 0 && <> · {t('fired', { what: list(move.fired) })}</>}<br />{t('tokens', { what: list(move.tokens) })}</p>
      <div className="actions">
        <Button size="compact-sm" variant="default" disabled={at === 0} onClick={() => setAt(at - 1)}>{t('previous')}</Button>
        <Button size="compact-sm" onClick={() => (at === last && !running ? (setAt(0), setRunning(true)) : setRunning(!running))}>{t(running ? 'pause' : 'run')}</Button>
        <Button size="compact-sm" variant="default" disabled={at === last} onClick={() => setAt(at + 1)}>{t('next')}</Button>
        <Button size="compact-sm" variant="subtle" onClick={close}>{t('stop')}</Button>
      </div>
    </div>
  );
}
