import type { ProcessModel } from '#contract';
import { type Result, ok } from '#kernel';
import { intakeForm, validateForm } from '#runtime';

/** The data with the form's defaults filled in; or every mistake at once, each by its path. Without a form any data will do. */
export function checkIntake(model: ProcessModel, input: Record<string, unknown>): Result<Record<string, unknown>> {
  const form = intakeForm(model);
  return form ? validateForm(form, input) : ok({ ...input });
}
