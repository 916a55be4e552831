import { type ReactNode, useEffect, useState } from 'react';
import { Loading } from '../../ui/states.js';
import type { StudioSession } from '../studio/session.js';
import { ReplayPanel } from './replay-panel.js';

/** The past against what is being drawn, as it stands when the replay is asked for. */
export function DraftReplay({ session }: { session: StudioSession }): ReactNode {
  const [xml, setXml] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void session.modeler.xml().then((text) => gone || setXml(text));
    return () => {
      gone = true;
    };
  }, [session]);
  if (xml === null) return <Loading />;
  return <ReplayPanel xml={xml} read={async () => {
    const draft = await session.content();
    return { subject: { draft }, xml: draft.bpmn };
  }} />;
}
