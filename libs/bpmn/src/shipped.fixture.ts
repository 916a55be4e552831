import type { JsonSchema, ProcessModel } from '#contract';
import { readFileSync, readdirSync } from 'node:fs';
import { type BpmnDocument, parseBpmn, readModel } from './index.js';

const ROOT = new URL('../../../processes/', import.meta.url);

export interface Scenario {
  name: { vi: string; en: string };
  /** Data of the dossier. */
  data: Record<string, unknown>;
  /** What is done, in order: tasks with their data, messages and timers; elements of a called component as `<code>/<element>`. */
  steps: { element: string; data?: Record<string, unknown>; message?: string; timer?: boolean }[];
  /** End event at which the run ends. */
  ends: string;
  /** National state at the end, null where a component says none. */
  state: number | null;
}

export interface Shipped {
  code: string;
  xml: string;
  document: BpmnDocument;
  model: ProcessModel;
  forms: Record<string, JsonSchema>;
  scenarios: Record<string, Scenario>;
}

const jsonFilesOf = <T>(folder: string): Record<string, T> =>
  Object.fromEntries(readdirSync(new URL(folder, ROOT)).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(`${folder}/${file}`, ROOT), 'utf8')) as T]));

export const shippedCodes = (): string[] => readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();

export async function readShipped(code: string): Promise<Shipped> {
  const xml = readFileSync(new URL(`${code}/${code}.bpmn`, ROOT), 'utf8');
  const forms = jsonFilesOf<JsonSchema>(`${code}/forms`);
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) throw new Error(parsed.rejection.message.en);
  const { model } = readModel(parsed.value, { forms });
  return { code, xml, document: parsed.value, model, forms, scenarios: jsonFilesOf(`${code}/scenarios`) };
}
