import type { JsonSchema, ProcessModel } from '#contract';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { type BpmnDocument, type DecisionLibrary, parseBpmn, readDecisions, readModel } from './index.js';

const ROOT = new URL('../../../processes/', import.meta.url);

export interface Shipped {
  code: string;
  xml: string;
  document: BpmnDocument;
  model: ProcessModel;
  forms: Record<string, JsonSchema>;
  decisions: DecisionLibrary;
}

function partsOf<T>(folder: string, ending: string, read: (content: string) => T): Record<string, T> {
  const at = new URL(`${folder}/`, ROOT);
  const files = existsSync(at) ? readdirSync(at).filter((file) => file.endsWith(ending)) : [];
  return Object.fromEntries(files.map((file) => [file.slice(0, -ending.length), read(readFileSync(new URL(file, at), 'utf8'))]));
}

export const shippedCodes = (): string[] => readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();

export async function readShipped(code: string): Promise<Shipped> {
  const xml = readFileSync(new URL(`${code}/${code}.bpmn`, ROOT), 'utf8');
  const forms = partsOf(`${code}/forms`, '.json', (content) => JSON.parse(content) as JsonSchema);
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) throw new Error(parsed.rejection.message.en);
  const { model } = readModel(parsed.value, { forms });
  return { code, xml, document: parsed.value, model, forms, decisions: await readDecisions(partsOf(`${code}/decisions`, '.dmn', (content) => content)) };
}
