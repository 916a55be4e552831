import type { Budget, Text } from '#kernel';

/**
 * The ISO reading of a BPMN document: what the extension `urn:lienthong:bpmn:iso:1` says, resolved (lane defaults applied),
 * with nothing of the drawing. Made by `bpmn` at import, stored with the revision, read by every room above. A released format:
 * fields are added with a default, never changed in meaning.
 */
export interface ProcessModel {
  version: 1;
  code: string;
  /** BPMN id of the executable process. */
  processId: string;
  name: Text;
  /** `component` is called by other procedures (common intake, common return) and takes in no dossier by itself. */
  kind: 'procedure' | 'component';
  field: string | null;
  level: string | null;
  legalLimit: Budget | null;
  /** Source of the limit, as the designer cites it, and whether it was confirmed against the text of the law. */
  basis: { text: string; confirmed: boolean } | null;
  /** How a due instant is counted: `exact` to the minute (default), `end_of_day` of the nth day, `half_day` at the end of a session. */
  convention: Convention;
  /** Whether the day of receipt counts; absent: as the convention usually has it. Absent in revisions stored before it could be said. */
  firstDay?: FirstDay;
  /** `HH:MM`: what comes later and is due the same day is due the next. Absent: 15:00. */
  cutoff?: string;
  /** By what the limit may be extended, once a dossier. Absent in revisions stored before it could be said, and where nothing is. */
  extensions?: ExtensionRule[];
  /** Working hours in which an agency confirms that a dossier handed to it has come; absent: two. */
  acknowledge?: number;
  papers: PaperSpec[];
  results: { code: string; name: Text }[];
  /** Escalation ladder that applies where a step names none. */
  ladder: string;
  /** Steps by element id: every activity a person works on. */
  steps: Record<string, StepSpec>;
  /** By element id: what entering the element says about the dossier. */
  milestones: Record<string, MilestoneSpec>;
  /** By element id: the clock stands still while the element waits. */
  stops: Record<string, StopSpec>;
  /** Called procedures: element id to procedure code. */
  calls: Record<string, string>;
  /** Messages and signals caught: element id to name. */
  messages: Record<string, string>;
  signals: Record<string, string>;
  /** Forms by key: JSON Schema (draft 2020-12) of what completing the step takes. */
  forms: Record<string, JsonSchema>;
  /** Outside work: by element id, what its `iso:job` says. Absent in revisions stored before there were jobs. */
  jobs?: Record<string, JobSpec>;
  /** By id of a catching element: text or FEEL (`=...`) of the business key by which its message finds it. */
  correlations?: Record<string, string>;
  /** By sequence flow that leads back: how often the time of what it repeats is counted. */
  loops?: Record<string, number>;
  /** By start event: where its timer or signal opens dossiers. Absent in revisions stored before events could. */
  starts?: Record<string, StartSpec>;
  /** Business rule tasks that a decision of this procedure answers, by element id. Absent in revisions stored before there were decisions. */
  decisions?: Record<string, DecisionUse>;
}

/** A ground on which the law lets the limit be longer. Whether the citation was compared with the text stands beside it. */
export interface ExtensionRule {
  code: string;
  name: Text;
  budget: Budget;
  basis: { text: string; confirmed: boolean } | null;
}

/** Working hours, where a procedure says nothing else. */
export const ACKNOWLEDGE_HOURS = 2;

export const CONVENTIONS = ['exact', 'end_of_day', 'half_day'] as const;
export type Convention = (typeof CONVENTIONS)[number];
export const FIRST_DAYS = ['counted', 'not_counted'] as const;
export type FirstDay = (typeof FIRST_DAYS)[number];

/** How the procedure counts, for the calendar. */
export const countingOf = ({ convention, firstDay, cutoff }: Pick<ProcessModel, 'convention' | 'firstDay' | 'cutoff'>): { convention: Convention; firstDay?: FirstDay; cutoff?: string } => ({
  convention, ...(firstDay && { firstDay }), ...(cutoff !== undefined && { cutoff }),
});

export type JsonSchema = Record<string, unknown>;

export interface PaperSpec {
  code: string;
  name: Text;
  originals: number;
  copies: number;
  required: boolean;
  /** Papers of a closed compartment are shown only inside it (police). */
  compartment: string | null;
}

export interface StepSpec {
  element: string;
  name: Text;
  /**
   * Who works on it, as a relation resolved at run time from the dossier:
   * `receiving` · `<kind>` · `<kind>:<function>` · `agency:<code>` · `=<FEEL giving an agency code>`.
   */
  agency: string;
  role: string;
  budget: Budget | null;
  opinion: boolean;
  signature: boolean;
  papersIn: string[];
  papersOut: PaperSpec[];
  form: string | null;
  ladder: string | null;
}

/** Work that a system outside takes by its topic. */
export interface JobSpec {
  topic: string;
  /** How often the job is offered again after it was reported as failed; then a person has to look. */
  retries: number;
  /** Pause before the first retry, in milliseconds; it doubles with every further one. */
  backoffMs: number;
}

/** Which decision (its id, or the key of its DMN file) a business rule task asks, and the variable its result goes to. */
export interface DecisionUse {
  ref: string;
  /** Null: a result of several values gives variables by their names, a single one under its own name. */
  result: string | null;
}

/** Where a dossier is opened that nobody hands in. */
export interface StartSpec {
  /** Relations without a dossier: `agency:<code>` · `<kind>` · `<kind>:<function>`, each meaning every agency of that kind. */
  agencies: string[];
  /** Of the instants that passed unseen, how many of the last are made up for. */
  catchUp: number;
}

/** National dossier state (1 to 10) reached by entering the element, with the result it brings. */
export interface MilestoneSpec {
  state: number;
  result: string | null;
}

export const STOP_KINDS = ['supplement', 'payment', 'site_survey', 'expert_assessment', 'violation', 'postal', 'citizen_confirmation', 'other'] as const;
export type StopKind = (typeof STOP_KINDS)[number];

export interface StopSpec {
  kind: StopKind;
  /** Kind of document that proves the stop: `form-02`, `tax-notice`... */
  evidence: string | null;
}

/** One finding of the publication pipeline, placed on its element. */
export interface Finding {
  severity: 'error' | 'warning' | 'info';
  /** Kebab-case id of the rule; `docs/rules/<rule>.md` explains it. */
  rule: string;
  /** Id of the BPMN element, or null where the document as a whole is meant. */
  element: string | null;
  message: Text;
  /** Where in the decisions, of a finding about one. */
  decision?: { key: string; decision: string | null; rule: number | null };
  /** Elements in order, where the finding is about a way through the diagram. */
  path?: string[];
  /** Of a finding of the token game: the moves that lead to the flaw, to be played on the canvas. */
  witness?: WitnessStep[];
}

/** One move of the token game: what ran, and where the tokens stand after it (flows and elements; one that holds two stands twice). */
export interface WitnessStep {
  fired: string[];
  tokens: string[];
}

/** The way to the end that may use the most working time; hours of eight to the working day. */
export interface LongestPath {
  elements: { element: string; hours: number }[];
  used: number;
  /** Null where the procedure states no limit. */
  limit: number | null;
}
