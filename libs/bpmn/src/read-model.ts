import { CONVENTIONS, type DecisionUse, type ExtensionRule, FIRST_DAYS, type Finding, type JobSpec, type JsonSchema, type MilestoneSpec, type ProcessModel, type StartSpec, type StopSpec } from '#contract';
import { text } from '#kernel';
import { HELPER } from './arrange/arrange.js';
import { type BpmnDocument, type ModdleElement, eventDefinition, extension, extensions, is, list, one, string } from './document.js';
import { finding } from './finding.js';
import { type FlowNode, allNodes, graphOf } from './graph.js';
import { IsoValues } from './iso-values.js';
import { laneStepsOf, readStep } from './read-step.js';

export interface ReadOptions {
  /** Forms kept in files beside the document, by key; they win over forms written into it. */
  forms?: Record<string, JsonSchema>;
  /** Code of a procedure whose diagram states none. */
  code?: string;
}

/** The ladder that every installation has; `docs/iso-extension.md` names it. */
const DEFAULT_LADDER = 'mac-dinh';

/** Of a job whose `iso:job` leaves them out; a job without `iso:job` has the same of the runtime. */
const DEFAULT_RETRIES = 3;
const DEFAULT_BACKOFF_MS = 60_000;

/** A timer that should have fired several times while the product stood opens dossiers for the last time only. */
const DEFAULT_CATCH_UP = 1;

/** The ISO reading of a document, with what is wrong in it. Total: a plain BPMN diagram gives a model of defaults and warnings. */
export function readModel(document: BpmnDocument, options: ReadOptions = {}): { model: ProcessModel; findings: Finding[] } {
  const values = new IsoValues();
  const nodes = allNodes(graphOf(document)).filter(({ id }) => !(id in document.copies) && !id.includes(HELPER));
  const model: ProcessModel = {
    ...readProcedure(document, options, values),
    ...readSteps(document, nodes, values),
    milestones: collect(nodes, (node) => readMilestone(node, values)),
    stops: stopsOfWaits(nodes, collect(nodes, (node) => readStop(node, values))),
    calls: collect(nodes, ({ element }) => (is(element, 'CallActivity') ? string(element, 'calledElement') : undefined)),
    messages: collect(nodes, ({ element }) => caughtName(element, 'MessageEventDefinition', 'messageRef')),
    signals: collect(nodes, ({ element }) => caughtName(element, 'SignalEventDefinition', 'signalRef')),
    forms: { ...readForms(document.process, values), ...options.forms },
    jobs: collect(nodes, (node) => readJob(node, values)),
    correlations: collect(nodes, (node) => readCorrelation(node, values)),
    loops: readLoops(nodes, values),
    starts: collect(nodes, (node) => readStart(node, values)),
    decisions: collect(nodes, (node) => readDecisionUse(node, values)),
  };
  return { model, findings: values.findings };
}

/** What an event-based gateway says of the clock holds for the events that wait in its stead, unless they say otherwise. */
function stopsOfWaits(nodes: readonly FlowNode[], stops: Record<string, StopSpec>): Record<string, StopSpec> {
  const all = { ...stops };
  for (const { id, element, outgoing } of nodes) {
    const stop = stops[id];
    if (!stop || !is(element, 'EventBasedGateway')) continue;
    for (const { target } of outgoing) all[target.id] ??= stop;
  }
  return all;
}

type Procedure = Omit<ProcessModel, 'steps' | 'milestones' | 'stops' | 'calls' | 'messages' | 'signals' | 'forms' | 'jobs' | 'correlations' | 'loops' | 'starts' | 'decisions'>;

function readProcedure({ process }: BpmnDocument, options: ReadOptions, values: IsoValues): Procedure {
  const iso = extension(process, 'Procedure');
  const code = (iso && string(iso, 'code')) ?? options.code ?? slug(process.id ?? 'quy-trinh');
  if (!iso || !string(iso, 'code')) {
    const message = text(`Sơ đồ chưa khai mã thủ tục (iso:procedure code); dùng mã «${code}».`, `The diagram states no procedure code (iso:procedure code); "${code}" is used.`);
    values.findings.push(finding('warning', 'procedure-undeclared', process.id ?? null, message));
  }
  const name = process.name?.trim() || code;
  const basis = string(iso, 'basis');
  return {
    version: 1,
    code,
    processId: process.id ?? '',
    name: text(name, string(iso, 'nameEn') ?? name),
    kind: values.choice(process, iso, 'kind', ['procedure', 'component'] as const) ?? 'procedure',
    field: string(iso, 'field') ?? null,
    level: string(iso, 'level') ?? null,
    legalLimit: values.budget(process, iso, 'legalLimit', 'legalUnit'),
    basis: basis ? { text: basis, confirmed: values.flag(process, iso, 'basisConfirmed') } : null,
    convention: values.choice(process, iso, 'convention', CONVENTIONS) ?? 'exact',
    ...present('firstDay', values.choice(process, iso, 'firstDay', FIRST_DAYS)),
    ...present('cutoff', values.timeOfDay(process, iso, 'cutoff')),
    ...present('extensions', readExtensions(process, list(iso, 'extensions'), values)),
    ...present('acknowledge', values.amount(process, iso, 'acknowledge')),
    papers: list(iso, 'papers').flatMap((paper) => values.paper(process, paper)),
    results: list(iso, 'results').flatMap((result) => {
      const resultCode = values.required(process, result, 'code');
      const title = string(result, 'name') ?? resultCode ?? '';
      return resultCode === null ? [] : [{ code: resultCode, name: text(title, string(result, 'nameEn') ?? title) }];
    }),
    ladder: string(iso, 'ladder') ?? DEFAULT_LADDER,
  };
}

function readExtensions(process: ModdleElement, given: readonly ModdleElement[], values: IsoValues): ExtensionRule[] | null {
  if (given.length === 0) return null;
  return given.flatMap((extension): ExtensionRule[] => {
    const [code, amount] = [values.required(process, extension, 'code'), values.required(process, extension, 'amount')];
    const budget = values.budget(process, extension, 'amount', 'unit');
    if (code === null || amount === null || !budget) return [];
    const title = string(extension, 'name') ?? code;
    const basis = string(extension, 'basis');
    return [{ code, name: text(title, string(extension, 'nameEn') ?? title), budget, basis: basis ? { text: basis, confirmed: values.flag(process, extension, 'basisConfirmed') } : null }];
  });
}

/** A field that is said, or none: what is not said stays out of the model, and out of its digest. */
const present = <K extends string, V>(key: K, value: V | null): { [key in K]?: V } => (value === null ? {} : ({ [key]: value } as { [key in K]?: V }));

/** `Quy_trinh Khai sinh` becomes `quy-trinh-khai-sinh`. */
export const slug = (raw: string): string =>
  raw
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function readSteps(document: BpmnDocument, nodes: FlowNode[], values: IsoValues): Pick<ProcessModel, 'steps'> {
  const lanes = laneStepsOf(document.process);
  return { steps: collect(nodes, (node) => readStep(node, lanes, values)) };
}

function readMilestone({ element }: FlowNode, values: IsoValues): MilestoneSpec | undefined {
  const milestone = extension(element, 'Milestone');
  const state = milestone ? values.state(element, milestone) : null;
  return milestone && state !== null ? { state, result: string(milestone, 'result') ?? null } : undefined;
}

function readStop({ element }: FlowNode, values: IsoValues): StopSpec | undefined {
  const clock = extension(element, 'Clock');
  const kind = clock ? values.stop(element, clock) : null;
  return clock && kind !== null ? { kind, evidence: string(clock, 'evidence') ?? null } : undefined;
}

/** Only where it stands: a job without `iso:job` has the element's id for its topic. */
function readJob({ element }: FlowNode, values: IsoValues): JobSpec | undefined {
  const job = extension(element, 'Job');
  if (!job) return undefined;
  return {
    topic: values.topic(element, job, 'topic') ?? element.id ?? '',
    retries: values.count(element, job, 'retries', DEFAULT_RETRIES),
    backoffMs: values.pause(element, job, 'backoff') ?? DEFAULT_BACKOFF_MS,
  };
}

function readCorrelation({ element }: FlowNode, values: IsoValues): string | undefined {
  const correlation = extension(element, 'Correlation');
  return correlation ? (values.required(element, correlation, 'key') ?? undefined) : undefined;
}

function readDecisionUse({ element }: FlowNode, values: IsoValues): DecisionUse | undefined {
  const decision = extension(element, 'Decision');
  const ref = decision ? values.required(element, decision, 'ref') : null;
  return decision && ref !== null ? { ref, result: string(decision, 'result') ?? null } : undefined;
}

function readStart({ element }: FlowNode, values: IsoValues): StartSpec | undefined {
  const start = extension(element, 'Start');
  const agencies = start && values.relations(element, start, 'agencies');
  return start && agencies ? { agencies, catchUp: values.count(element, start, 'catchUp', DEFAULT_CATCH_UP) } : undefined;
}

function readLoops(nodes: FlowNode[], values: IsoValues): Record<string, number> {
  const flows = nodes.flatMap(({ outgoing }) => outgoing);
  const stated = flows.flatMap(({ id, element }) => extensions(element, 'Loop').map((loop) => [id, values.count(element, loop, 'rounds', 0)] as const));
  return Object.fromEntries(stated);
}

function readForms(process: ModdleElement, values: IsoValues): Record<string, JsonSchema> {
  const forms: Record<string, JsonSchema> = {};
  for (const form of extensions(process, 'Form')) {
    const key = values.required(process, form, 'key');
    const schema = parseSchema(string(form, 'schema') ?? '');
    if (key !== null && schema) forms[key] = schema;
    else if (key !== null) {
      values.findings.push(finding('error', 'form-malformed', process.id ?? null, text(`Biểu mẫu «${key}» không phải JSON Schema của một đối tượng.`, `Form "${key}" is not the JSON Schema of an object.`)));
    }
  }
  return forms;
}

function parseSchema(source: string): JsonSchema | null {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : null;
  } catch {
    return null;
  }
}

const CATCHING = ['StartEvent', 'IntermediateCatchEvent', 'BoundaryEvent'];

function caughtName(element: ModdleElement, type: string, reference: string): string | undefined {
  const definition = is(element, 'ReceiveTask') && reference === 'messageRef' ? element : eventDefinition(element);
  if (definition !== element && (!is(element, ...CATCHING) || !is(definition, type))) return undefined;
  const target = one(definition, reference);
  return target?.name ?? target?.id;
}

function collect<T>(nodes: FlowNode[], read: (node: FlowNode) => T | undefined): Record<string, T> {
  const entries = nodes.map((node) => [node.id, read(node)] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, T] => entry[1] !== undefined));
}
