import type { Language } from '../i18n/language.js';

/** The part of JSON Schema that forms of procedures are written in. English texts stand beside the Vietnamese as `x-…-en`. */
export interface FieldSchema {
  type?: string | string[];
  title?: string;
  'x-title-en'?: string;
  description?: string;
  'x-description-en'?: string;
  default?: unknown;
  examples?: unknown[];
  format?: string;
  enum?: unknown[];
  /** Names of the choices, in the order of `enum`. */
  'x-enum-names'?: string[];
  'x-enum-names-en'?: string[];
  oneOf?: { const: unknown; title?: string; 'x-title-en'?: string }[];
  items?: FieldSchema;
  properties?: Record<string, FieldSchema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  readOnly?: boolean;
}

export type FormValues = Record<string, unknown>;

export type FieldKind = 'text' | 'long' | 'number' | 'boolean' | 'choice' | 'date' | 'datetime' | 'list' | 'group';

/** Which control a field is typed into. */
export function kindOf(field: FieldSchema): FieldKind {
  const type = Array.isArray(field.type) ? field.type.find((name) => name !== 'null') : field.type;
  if (field.enum ?? field.oneOf) return 'choice';
  if (type === 'boolean') return 'boolean';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'array') return 'list';
  if (type === 'object') return 'group';
  if (field.format === 'date') return 'date';
  if (field.format === 'date-time') return 'datetime';
  return (field.maxLength ?? 0) > 200 ? 'long' : 'text';
}

export const fieldsOf = (schema: FieldSchema): [string, FieldSchema][] => Object.entries(schema.properties ?? {});

export const titleOf = (name: string, field: FieldSchema, language: Language): string => (language === 'en' && field['x-title-en']) || field.title || name;

export const hintOf = (field: FieldSchema, language: Language): string | undefined => (language === 'en' && field['x-description-en']) || field.description;

export interface Choice {
  value: unknown;
  label: string;
}

export function choicesOf(field: FieldSchema, language: Language): Choice[] {
  if (field.oneOf) return field.oneOf.map((choice) => ({ value: choice.const, label: titleOf(String(choice.const), choice, language) }));
  const names = (language === 'en' && field['x-enum-names-en']) || field['x-enum-names'] || [];
  return (field.enum ?? []).map((value, index) => ({ value, label: names[index] ?? String(value) }));
}

/** What the form starts with: what is known already, else the schema's defaults; a box that was never ticked says no. */
export function initialValues(schema: FieldSchema, known: FormValues): FormValues {
  const values: FormValues = {};
  for (const [name, field] of fieldsOf(schema)) {
    const given = known[name] ?? field.default;
    if (kindOf(field) === 'group') values[name] = initialValues(field, isRecord(given) ? given : {});
    else if (given !== undefined) values[name] = given;
    else if (kindOf(field) === 'boolean') values[name] = false;
  }
  return values;
}

/** What is sent: fields left empty are absent, so that the server's defaults and its `required` apply to them. */
export function filledValues(schema: FieldSchema, values: FormValues): FormValues {
  const filled: FormValues = {};
  for (const [name, field] of fieldsOf(schema)) {
    const value = kindOf(field) === 'group' ? filledValues(field, isRecord(values[name]) ? values[name] : {}) : values[name];
    if (!isBlank(value) || (isRecord(value) && schema.required?.includes(name))) filled[name] = value;
  }
  return filled;
}

const isRecord = (value: unknown): value is FormValues => typeof value === 'object' && value !== null && !Array.isArray(value);

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0) || (isRecord(value) && Object.keys(value).length === 0);
