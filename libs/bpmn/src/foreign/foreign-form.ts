import type { JsonSchema } from '#contract';
import { type ForeignWord, childrenOf } from './foreign-words.js';

const TYPES: Record<string, JsonSchema> = {
  string: { type: 'string' }, text: { type: 'string' }, long: { type: 'integer' }, int: { type: 'integer' }, integer: { type: 'integer' }, double: { type: 'number' }, number: { type: 'number' },
  boolean: { type: 'boolean' }, date: { type: 'string', format: 'date' }, enum: { type: 'string' },
};

const object = (fields: [string, JsonSchema][], required: string[]): JsonSchema | null =>
  fields.length === 0 ? null : { type: 'object', properties: Object.fromEntries(fields), ...(required.length > 0 ? { required } : {}) };

const titled = (schema: JsonSchema, label: string): JsonSchema => ({ ...schema, title: label, 'x-title-en': label });

/** `camunda:formData` and `flowable:formProperty`. */
export function schemaOfFields(fields: readonly ForeignWord[]): JsonSchema | null {
  const required = fields.filter((field) => field.attributes['required'] === 'true' || field.children.some(({ children }) => children.some(({ attributes }) => attributes['name'] === 'required')));
  return object(fields.flatMap((field) => fieldOf(field) ?? []).map((entry) => entry), required.flatMap(({ attributes }) => attributes['id'] ?? []));
}

function fieldOf(field: ForeignWord): [string, JsonSchema][] | null {
  const { id, label, name, type = 'string', defaultValue, default: otherwise } = field.attributes;
  const base = TYPES[type];
  if (!id || !base) return null;
  const options = childrenOf(field, 'value').map(({ attributes }) => attributes);
  const choices = options.length > 0 ? { enum: options.map((option) => option['id'] ?? ''), 'x-enum-names': options.map((option) => option['name'] ?? option['id'] ?? '') } : {};
  const start = defaultOf(base, defaultValue ?? otherwise);
  return [[id, titled({ ...base, ...choices, ...(start === undefined ? {} : { default: start }) }, label ?? name ?? id)]];
}

function defaultOf({ type }: JsonSchema, said: string | undefined): unknown {
  if (said === undefined || /^[$#]\{|^=/.test(said)) return undefined;
  if (type === 'boolean') return said === 'true';
  if (type === 'string') return said;
  return Number.isFinite(Number(said)) ? Number(said) : undefined;
}

interface Component {
  type?: unknown;
  key?: unknown;
  label?: unknown;
  values?: { label?: unknown; value?: unknown }[];
  validate?: { required?: unknown };
  components?: Component[];
}

const COMPONENTS: Record<string, JsonSchema> = {
  textfield: { type: 'string' }, textarea: { type: 'string' }, number: { type: 'number' }, checkbox: { type: 'boolean' }, select: { type: 'string' }, radio: { type: 'string' },
  datetime: { type: 'string' }, checklist: { type: 'array', items: { type: 'string' } }, taglist: { type: 'array', items: { type: 'string' } },
};

/** A form of form-js, as Camunda 8 keeps it in the process. */
export function schemaOfFormJs(source: string): JsonSchema | null {
  try {
    const fields = flat((JSON.parse(source) as Component).components ?? []).filter(({ type, key }) => typeof key === 'string' && String(type) in COMPONENTS);
    const schemas = fields.map((field): [string, JsonSchema] => [String(field.key), titled({ ...COMPONENTS[String(field.type)], ...choicesOf(field) }, typeof field.label === 'string' ? field.label : String(field.key))]);
    return object(schemas, fields.filter(({ validate }) => validate?.required === true).map(({ key }) => String(key)));
  } catch {
    return null;
  }
}

const flat = (components: readonly Component[]): Component[] => components.flatMap((one) => [one, ...flat(Array.isArray(one.components) ? one.components : [])]);

const choicesOf = ({ values }: Component): JsonSchema =>
  Array.isArray(values) && values.length > 0 ? { enum: values.map(({ value }) => String(value)), 'x-enum-names': values.map(({ label, value }) => String(label ?? value)) } : {};
