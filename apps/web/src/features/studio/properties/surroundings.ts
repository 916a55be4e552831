import type { AgencyView, ProcedureList } from '#contract';

/** What the properties need to know besides the document. The studio fills it as it becomes known. */
export interface Surroundings {
  agencies: readonly AgencyView[];
  procedures: ProcedureList['items'];
  forms: readonly string[];
  decisions: readonly string[];
}
