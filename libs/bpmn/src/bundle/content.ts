import type { JsonSchema } from '#contract';

export type Scenario = Record<string, unknown>;

/** All that belongs to one revision of a procedure, as it is drawn, exchanged and kept. Parts by key: the file name without its ending. */
export interface ProcedureContent {
  bpmn: Buffer;
  forms: Record<string, JsonSchema>;
  /** DMN documents. */
  decisions: Record<string, string>;
  scenarios: Record<string, Scenario>;
  /** Whole file names; the bytes as base64. */
  templates: Record<string, string>;
  readme: string | null;
}
