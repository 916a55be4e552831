import type { DraftView } from '#contract';
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useMemo, useState } from 'react';
import { agenciesQuery, proceduresQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import type { Keeping } from './draft/draft-keeper.js';
import type { Surroundings } from './properties/surroundings.js';
import type { StudioSession } from './session.js';

export interface OpenSession {
  session: StudioSession | null;
  /** Grows with every change of the document. */
  changes: number;
  selected: string[];
  keeping: Keeping | null;
  /** What stood in the document and could not be read. */
  warnings: string[];
  broken: boolean;
  surroundings: Surroundings;
}

/** Opens the draft in the two places once they are on the page; the modeler's code is fetched only then. Leaving saves and closes it. */
export function useSession(draft: DraftView, canvas: RefObject<HTMLElement | null>, properties: RefObject<HTMLElement | null>, canWrite: boolean): OpenSession {
  const [session, setSession] = useState<StudioSession | null>(null);
  const [changes, setChanges] = useState(0);
  const [selected, setSelected] = useState<string[]>([]);
  const [keeping, setKeeping] = useState<Keeping | null>(null);
  const [warnings, setWarnings] = useState<string[]>([]);
  const [broken, setBroken] = useState(false);
  const surroundings = useSurroundings(session);

  useEffect(() => {
    let gone = false;
    let made: StudioSession | null = null;
    void open().catch(() => gone || setBroken(true));
    return () => {
      gone = true;
      setSession(null);
      void made?.close();
    };

    async function open(): Promise<void> {
      const { StudioSession } = await import('./session.js');
      if (gone || !canvas.current || !properties.current) return;
      made = new StudioSession(draft, { canvas: canvas.current, properties: properties.current }, surroundings, canWrite, {
        changed: () => setChanges((count) => count + 1), selected: setSelected, kept: setKeeping,
      });
      const unread = await made.modeler.open(draft.bpmn);
      if (gone) return;
      setWarnings(unread);
      setSession(made);
    }
  }, [draft, canvas, properties, surroundings, canWrite]);

  useLeaving(session);
  return { session, changes, selected, keeping, warnings, broken, surroundings };
}

/** One object for the life of the session; what becomes known is put into it, and the properties are told. */
function useSurroundings(session: StudioSession | null): Surroundings {
  const language = useLanguage();
  const agencies = useQuery(agenciesQuery).data?.items;
  const procedures = useQuery(proceduresQuery).data?.items;
  const surroundings = useMemo<Surroundings>(() => ({ agencies: [], procedures: [], forms: [], decisions: [] }), []);
  useEffect(() => {
    surroundings.agencies = agencies ?? [];
    surroundings.procedures = procedures ?? [];
    session?.modeler.refreshProperties();
  }, [surroundings, session, agencies, procedures]);
  useEffect(() => session?.modeler.speak(), [session, language]);
  return surroundings;
}

/** Whoever closes the window with something unsaved is asked; going out of sight saves at once. */
function useLeaving(session: StudioSession | null): void {
  useEffect(() => {
    if (!session) return;
    const hide = (): void => {
      if (document.visibilityState === 'hidden') void session.keeper.save();
    };
    const ask = (event: BeforeUnloadEvent): void => {
      if (session.keeper.isKept) return;
      void session.keeper.save();
      event.preventDefault();
    };
    const online = (): void => void session.keeper.save();
    document.addEventListener('visibilitychange', hide);
    addEventListener('beforeunload', ask);
    addEventListener('online', online);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      removeEventListener('beforeunload', ask);
      removeEventListener('online', online);
    };
  }, [session]);
}
