import { createRequire } from 'node:module';
import { isoModdle } from '#contract';
import { BpmnModdle } from 'bpmn-moddle';

interface Descriptor {
  types: { name: string; properties?: { name: string; isAttr?: boolean }[] }[];
}

/** The script of a global script task is an element (BPMN 2.0.2, table 10.21 and its schema); the package reads an attribute. */
function descriptor(): Descriptor {
  const read = createRequire(import.meta.url)('bpmn-moddle/resources/bpmn/json/bpmn.json') as Descriptor;
  const withScript = (type: Descriptor['types'][number]): Descriptor['types'][number] =>
    type.name === 'GlobalScriptTask' ? { ...type, properties: (type.properties ?? []).map((one) => (one.name === 'script' ? { ...one, isAttr: false } : one)) } : type;
  return { ...read, types: read.types.map(withScript) };
}

const BPMN = descriptor();

/** Reads and writes BPMN with the ISO extension. */
export const newModdle = (): BpmnModdle => new BpmnModdle({ bpmn: BPMN, iso: isoModdle });
