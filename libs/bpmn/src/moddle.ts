import { createRequire } from 'node:module';
import { isoModdle, withQualifiedNames } from '#contract';
import { BpmnModdle } from 'bpmn-moddle';

interface Property {
  name: string;
  type?: string;
  isAttr?: boolean;
  isReference?: boolean;
  xml?: { serialize: string };
}

interface Descriptor {
  types: { name: string; properties?: Property[] }[];
}

/**
 * Where the package differs from the schema of BPMN 2.0.2: the script of a global script task is an element (table 10.21), the type of a
 * correlation property a name, often one of another schema, and the paths of correlations are elements of their own names.
 */
const SCHEMA: Readonly<Record<string, Partial<Property>>> = {
  'GlobalScriptTask script': { isAttr: false },
  'CorrelationProperty type': { type: 'String', isReference: false },
  'CorrelationPropertyRetrievalExpression messagePath': { xml: { serialize: 'property' } },
  'CorrelationPropertyBinding dataPath': { xml: { serialize: 'property' } },
};

function descriptor(): Descriptor {
  const read = createRequire(import.meta.url)('bpmn-moddle/resources/bpmn/json/bpmn.json') as Descriptor;
  const corrected = (type: Descriptor['types'][number]): Descriptor['types'][number] =>
    type.properties ? { ...type, properties: type.properties.map((one) => ({ ...one, ...SCHEMA[`${type.name} ${one.name}`] })) } : type;
  return { ...read, types: read.types.map(corrected) };
}

const BPMN = descriptor();

/** Reads and writes BPMN with the ISO extension. */
export const newModdle = (): BpmnModdle => withQualifiedNames(new BpmnModdle({ bpmn: BPMN, iso: isoModdle }));
