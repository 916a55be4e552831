import type { JsonSchema } from '#contract';
import { Ajv2020 } from 'ajv/dist/2020.js';

const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false });

/** Why the schema cannot be the form of a step: it does not compile, or no object can satisfy it. Null where it can. */
export function schemaFault(schema: JsonSchema): string | null {
  const { $id: _id, $schema: _schema, $async: isAsync, ...rest } = schema;
  if (isAsync) return '$async';
  if (rest['type'] !== undefined && rest['type'] !== 'object') return `type: ${JSON.stringify(rest['type'])}`;
  try {
    ajv.compile(rest);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
