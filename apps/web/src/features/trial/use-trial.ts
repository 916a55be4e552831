import type { RunTrial, TrialAction, TrialView } from '#contract';
import { useRef, useState } from 'react';
import { request } from '../../api/client.js';
import { type ProblemError, problemOf } from '../../api/problem.js';

export type Setup = Pick<RunTrial, 'agency' | 'data' | 'startEvent'>;
type Content = Pick<RunTrial, 'bpmn' | 'forms' | 'decisions'>;

export interface Trial {
  view: TrialView | null;
  actions: readonly TrialAction[];
  pending: boolean;
  problem: ProblemError | null;
  /** Number of the change of the drawing that is shown. */
  of: number;
  begin: (setup: Setup) => Promise<void>;
  act: (action: TrialAction) => Promise<void>;
  undo: () => Promise<void>;
  rerun: () => Promise<void>;
  reset: () => void;
}

/** A trial is what was done in it: each time all of it is sent and done again, so an action that is refused or dropped leaves nothing. */
export function useTrial(read: () => Promise<Content>, changes: number): Trial {
  const [shown, setShown] = useState<{ view: TrialView; actions: readonly TrialAction[]; of: number } | null>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const setup = useRef<Setup | null>(null);
  const latest = useRef(0);
  const run = async (actions: readonly TrialAction[]): Promise<void> => {
    const mine = ++latest.current;
    setPending(true);
    try {
      const view = await request<TrialView>('POST', '/trials', { body: { ...(await read()), ...setup.current, ...(shown && { receivedAt: shown.view.receivedAt }), actions } });
      if (mine !== latest.current) return;
      setShown({ view, actions, of: changes });
      setProblem(null);
    } catch (error) {
      if (mine === latest.current) setProblem(problemOf(error));
    } finally {
      if (mine === latest.current) setPending(false);
    }
  };
  return {
    view: shown?.view ?? null, actions: shown?.actions ?? [], pending, problem, of: shown?.of ?? changes,
    begin: (chosen) => {
      setup.current = chosen;
      return run([]);
    },
    act: (action) => run([...(shown?.actions ?? []), action]),
    undo: () => run((shown?.actions ?? []).slice(0, -1)),
    rerun: () => run(shown?.actions ?? []),
    reset: () => {
      latest.current++;
      setShown(null);
      setProblem(null);
      setPending(false);
    },
  };
}
