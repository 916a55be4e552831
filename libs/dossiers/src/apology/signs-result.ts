import type { ProcessModel, StepSpec } from '#contract';

type Signing = Pick<ProcessModel, 'steps' | 'results'>;

/**
 * Whether completing the step signs the result that the citizen waits for: a signature on a paper that the procedure gives as a result. Where no
 * signature of the diagrams makes one (results are named by few), any signature counts. `models`: the step's own diagram first, then the dossier's.
 */
export function signsResult(models: readonly Signing[], element: string): boolean {
  const results = new Set(models.flatMap((model) => model.results.map(({ code }) => code)));
  const makes = ({ signature, papersOut }: StepSpec): boolean => signature && papersOut.some(({ code }) => results.has(code));
  const step = models[0]?.steps[element];
  if (!step?.signature) return false;
  return makes(step) || !models.some(({ steps }) => Object.values(steps).some(makes));
}
