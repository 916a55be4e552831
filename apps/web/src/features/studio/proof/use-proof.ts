import type { ProofView } from '#contract';
import { useEffect, useState } from 'react';
import { type ProblemError, problemOf } from '../../../api/problem.js';
import { useLanguage } from '../../../i18n/language.js';
import { prove } from '../draft/draft-api.js';
import type { StudioSession } from '../session.js';

const QUIET = 600;

export interface LiveProof {
  proof: ProofView | null;
  /** What is shown is of an earlier drawing; a newer one is being proved. */
  pending: boolean;
  problem: ProblemError | null;
}

/** The proof of what is on the canvas, a moment after each change. An answer that a newer drawing has overtaken is dropped. */
export function useProof(session: StudioSession | null, changes: number): LiveProof {
  const language = useLanguage();
  const [live, setLive] = useState<LiveProof>({ proof: null, pending: true, problem: null });
  useEffect(() => {
    if (!session) return;
    const abort = new AbortController();
    setLive((before) => ({ ...before, pending: true }));
    const timer = setTimeout(() => void run(), changes === 0 ? 0 : QUIET);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };

    async function run(): Promise<void> {
      try {
        const proof = await prove(await session!.content(), abort.signal);
        if (!abort.signal.aborted) setLive({ proof, pending: false, problem: null });
      } catch (error) {
        if (!abort.signal.aborted) setLive((before) => ({ ...before, pending: false, problem: problemOf(error) }));
      }
    }
  }, [session, changes, language]);
  return live;
}
