import { type DecisionLibrary, embeddedDecisions, parseBpmn, readDecisions, readModel, toExecutable } from '#bpmn';
import type { Finding, JsonSchema, ProcessModel } from '#contract';
import { readFileSync, readdirSync } from 'node:fs';
import { type CompiledProcess, compile } from '../../../libs/runtime/src/engine/engine.js';

const ROOT = new URL('../../../processes/', import.meta.url);

/** One thing done to a dossier, in order: a task completed, a message that came, a timer whose time has come. */
export interface ScenarioStep {
  /** Of a called component as `<code>/<element>`. */
  element: string;
  data?: Record<string, unknown>;
  message?: string;
  timer?: boolean;
  /** Passes before it, as an ISO 8601 duration. */
  after?: string;
  /** The agency that the task must be at. */
  agency?: string;
}

export interface Scenario {
  name: { vi: string; en: string };
  receivedAt?: string;
  data: Record<string, unknown>;
  steps: ScenarioStep[];
  /** End event of the procedure at which the run ends. */
  ends: string;
  /** National state at the end, null where a component says none. */
  state: number | null;
  expect?: {
    /** Variables at the end. */
    variables?: Record<string, unknown>;
    /** Of the opinions collected in a variable, what each says (`yKien`). */
    opinions?: Record<string, string[]>;
    /** As promised when the dossier was received, and as it stands at the end. */
    dueAt?: string;
    finalDueAt?: string;
    /** The clock stood at least once. */
    stopped?: true;
    /** Who answers for most of the lateness. */
    lateBecauseOf?: string;
  };
}

/** A folder of `processes/`, as it is or with something changed. */
export interface Folder {
  code: string;
  xml: string;
  forms: Record<string, JsonSchema>;
  decisions: Record<string, string>;
  scenarios: Record<string, Scenario>;
}

export interface Loaded extends Folder {
  model: ProcessModel;
  library: DecisionLibrary;
  process: CompiledProcess;
  findings: Finding[];
}

export const shippedCodes = (): string[] => readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();

export function readFolder(code: string): Folder {
  const xml = readFileSync(new URL(`${code}/${code}.bpmn`, ROOT), 'utf8');
  const parts = <T>(folder: string, ending: string, read: (content: string) => T): Record<string, T> => {
    const at = new URL(`${code}/${folder}/`, ROOT);
    return Object.fromEntries(filesIn(at).filter((file) => file.endsWith(ending)).map((file) => [file.slice(0, -ending.length), read(readFileSync(new URL(file, at), 'utf8'))]));
  };
  const json = (content: string): never => JSON.parse(content) as never;
  return { code, xml, forms: parts<JsonSchema>('forms', '.json', json), decisions: parts('decisions', '.dmn', (content) => content), scenarios: parts<Scenario>('scenarios', '.json', json) };
}

function filesIn(at: URL): string[] {
  try {
    return readdirSync(at);
  } catch {
    return [];
  }
}

/** Throws where the document cannot be read or compiled at all. */
export async function load(folder: Folder): Promise<Loaded> {
  const parsed = await parseBpmn(folder.xml);
  if (!parsed.ok) throw new Error(parsed.rejection.message.en);
  const { model, findings } = readModel(parsed.value, { forms: folder.forms });
  const library = await readDecisions({ ...embeddedDecisions(parsed.value.process), ...folder.decisions });
  return { ...folder, model, library, findings, process: compile(await toExecutable(folder.xml), library) };
}
