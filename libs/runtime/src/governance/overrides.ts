import { workingHours } from '#bpmn';
import type { Directory } from '#access';
import type { ProcessModel, StepOverride, StepSpec } from '#contract';
import { type FieldError, text } from '#kernel';

/** For whom an override is judged. */
export interface Adopter {
  directory: Directory;
  agency: string;
}

/** Whether the agency itself works on the step, for a dossier that it receives of its own territory. */
export function isOwnStep({ agency: relation }: StepSpec, { directory, agency }: Adopter): boolean {
  const territory = directory.get(agency)?.territory ?? '';
  const resolved = directory.resolve(relation, { receiving: agency, territory });
  return resolved.ok && resolved.value === agency;
}

/**
 * What may not be overridden: another agency's step, a role that nobody holds there, a longer time than the standard's. The sum over the
 * longest way is judged by the proof, as at publication.
 */
export function refusedOverrides(model: ProcessModel, overrides: readonly StepOverride[], adopter: Adopter): FieldError[] {
  const seen = new Set<string>();
  return overrides.flatMap((override, index) => {
    const twice = seen.has(override.element);
    seen.add(override.element);
    const refusal = twice ? wrong('element', 'bước này đã nêu ở trên', 'this step is named above') : refusedOverride(model, override, adopter);
    return refusal ? [{ path: `overrides.${index}.${refusal.path}`, message: refusal.message }] : [];
  });
}

export function refusedOverride(model: ProcessModel, { element, role, budget }: StepOverride, adopter: Adopter): FieldError | null {
  const step = model.steps[element];
  if (!step) return wrong('element', `bản này không có bước "${element}"`, `this revision has no step "${element}"`);
  if (!isOwnStep(step, adopter)) return wrong('element', 'bước này do cơ quan khác thực hiện', 'this step is done by another agency');
  if (role !== undefined && !adopter.directory.rolesAt(adopter.agency).includes(role)) {
    return wrong('role', `cơ quan không có vị trí "${role}"`, `nobody at the agency holds the role "${role}"`);
  }
  if (budget && step.budget && workingHours(budget) > workingHours(step.budget)) return wrong('budget', 'không được dài hơn thời gian của bản chuẩn', 'may not be longer than the standard allows');
  return null;
}

/** The model as the agency runs it, for the proof of its sum. */
export const withOverrides = (model: ProcessModel, overrides: readonly StepOverride[]): ProcessModel => ({
  ...model,
  steps: Object.fromEntries(
    Object.entries(model.steps).map(([element, step]) => {
      const { role, budget } = overrides.find((one) => one.element === element) ?? {};
      return [element, { ...step, ...(role !== undefined && { role }), ...(budget && { budget }) }];
    }),
  ),
});

const wrong = (path: string, vi: string, en: string): FieldError => ({ path, message: text(vi, en) });
