import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { Loading } from '../ui/states.js';
import './diagram.css';
import type { DiagramView, Mark } from './diagram-view.js';
import { diagram } from './words.js';

type Stage = 'loading' | 'drawn' | 'broken';

interface Props {
  xml: string;
  marks: readonly Mark[];
  /** Told the drawing once it stands, and null when it goes. */
  onView?: (view: DiagramView | null) => void;
  /** Shown as a whole, however long it is, and not at its first mark. */
  whole?: boolean;
}

/** A BPMN drawing with marks. The viewer's code is fetched only when the first drawing is shown. */
export function Diagram({ xml, marks, onView, whole = false }: Props): ReactNode {
  const t = useWords(diagram);
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<DiagramView | null>(null);
  const [stage, setStage] = useState<Stage>('loading');

  useEffect(() => {
    let gone = false;
    let made: DiagramView | null = null;
    setStage('loading');
    void draw().catch(() => gone || setStage('broken'));
    return () => {
      gone = true;
      setView(null);
      made?.destroy();
    };

    async function draw(): Promise<void> {
      const { DiagramView } = await import('./diagram-view.js');
      if (gone || !box.current) return;
      made = new DiagramView(box.current);
      await made.load(xml);
      if (gone) return;
      setView(made);
      setStage('drawn');
    }
  }, [xml]);

  useEffect(() => {
    void view?.mark(marks, whole);
  }, [view, marks, whole]);

  useEffect(() => onView?.(view), [view, onView]);

  return (
    <div className="diagram" role="group" aria-label={t('label')}>
      <div className="diagram-tools">
        {view && (
          <>
            <button type="button" aria-label={t('zoomOut')} onClick={() => view.zoomBy(0.8)}>−</button>
            <button type="button" aria-label={t('zoomIn')} onClick={() => view.zoomBy(1.25)}>+</button>
            <button type="button" onClick={() => view.fit()}>{t('fit')}</button>
          </>
        )}
      </div>
      <div ref={box} className="diagram-canvas" />
      {stage === 'loading' && <Loading />}
      {stage === 'broken' && <p className="note note-error" role="alert">{t('broken')}</p>}
    </div>
  );
}
