import type { JsonSchema, ProcessModel } from '#contract';
import { type Result, ok } from '#kernel';
import { validateForm } from '#runtime';

/** Keys under which a procedure may carry the form of its intake; the first found counts. */
const INTAKE_FORMS = ['tiep-nhan', 'intake'] as const;

/** The schema of what the desk types in, or null where the procedure asks for nothing beyond the applicant. */
export function intakeForm(model: ProcessModel): JsonSchema | null {
  const key = INTAKE_FORMS.find((name) => model.forms[name]);
  return key ? (model.forms[key] ?? null) : null;
}

/** The data with the form's defaults filled in; or every mistake at once, each by its path. Without a form any data will do. */
export function checkIntake(model: ProcessModel, input: Record<string, unknown>): Result<Record<string, unknown>> {
  const form = intakeForm(model);
  return form ? validateForm(form, input) : ok({ ...input });
}
