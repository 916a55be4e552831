import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../../../i18n/words.js';
import type { StudioSession } from '../session.js';
import { TokenSimulation } from './token-simulation.js';
import { simulationWords } from './words.js';

export function Simulation({ session }: { session: StudioSession }): ReactNode {
  const t = useWords(simulationWords);
  const box = useRef<HTMLDivElement>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const simulation = new TokenSimulation(box.current!);
    let gone = false;
    session.modeler.xml().then((xml) => (gone ? undefined : simulation.open(xml))).catch(() => setBroken(true));
    return () => {
      gone = true;
      simulation.destroy();
    };
  }, [session]);
  return (
    <>
      <p className="sub">{t('hint')}</p>
      {broken && <p className="note note-error" role="alert">{t('broken')}</p>}
      <div ref={box} className="studio-simulation" role="application" aria-label={t('label')} />
    </>
  );
}
