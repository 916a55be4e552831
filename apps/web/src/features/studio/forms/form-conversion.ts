import { type FieldSchema, kindOf } from '../../../forms/schema-form.js';

/**
 * Forms of procedures are JSON Schema; the form editor (form-js) has components. Both ways, what the editor cannot say is kept: a field
 * goes back onto the schema that it came from, and a field that the editor has no component for travels as a placeholder.
 */

export interface FormSchema extends FieldSchema {
  $schema?: string;
  [keyword: string]: unknown;
}

export interface FormJsComponent {
  type: string;
  id?: string;
  key?: string;
  label?: string;
  description?: string;
  defaultValue?: unknown;
  values?: { label: string; value: string }[];
  validate?: { required?: boolean; maxLength?: number; min?: number; max?: number };
  decimalDigits?: number;
  subtype?: string;
  dateLabel?: string;
  dateTimeLabel?: string;
  readonly?: boolean;
  text?: string;
  properties?: Record<string, string>;
  [property: string]: unknown;
}

export interface FormJsSchema {
  type: 'default';
  id?: string;
  schemaVersion?: number;
  components: FormJsComponent[];
  [property: string]: unknown;
}

/** Custom properties of a component: the field that it stands for, and its texts in English. */
const ORIGIN = 'truong';
const TITLE_EN = 'title-en';
const DESCRIPTION_EN = 'description-en';
const CHOICE_EN = 'en:';

/** Texts longer than this are typed into an area. */
const LONG = 2000;

export function toFormJs(schema: FormSchema, kept: (title: string) => string): FormJsSchema {
  const required = new Set(schema.required ?? []);
  const components = Object.entries(schema.properties ?? {}).map(([key, field]) => componentOf(key, field, required.has(key), kept));
  return { type: 'default', id: 'form', schemaVersion: 19, components };
}

function componentOf(key: string, field: FieldSchema, required: boolean, kept: (title: string) => string): FormJsComponent {
  const type = typeOf(field);
  const properties = { [ORIGIN]: key, ...(field['x-title-en'] && { [TITLE_EN]: field['x-title-en'] }), ...(field['x-description-en'] && { [DESCRIPTION_EN]: field['x-description-en'] }), ...choicesInEnglish(field) };
  if (type === null) return { type: 'text', id: `Field_${key}`, text: kept(field.title ?? key), properties };
  const title = field.title ?? '';
  const label = type === 'datetime' ? { subtype: field.format === 'date' ? 'date' : 'datetime', dateLabel: title } : { label: title };
  return {
    type, id: `Field_${key}`, key, ...label, ...(field.description && { description: field.description }), ...limitsOf(field, required), ...(field.readOnly && { readonly: true }),
    ...(field.default !== undefined && { defaultValue: field.default }), ...(type === 'select' && { values: valuesOf(field) }), ...(field.type === 'integer' && { decimalDigits: 0 }), properties,
  };
}

/** The component for a field; null where form-js has none that keeps its meaning. */
function typeOf(field: FieldSchema): string | null {
  if (Array.isArray(field.type)) return null;
  switch (kindOf(field)) {
    case 'text': return 'textfield';
    case 'long': return 'textarea';
    case 'number': return 'number';
    case 'boolean': return 'checkbox';
    case 'choice': return areTexts(field) ? 'select' : null;
    case 'date': case 'datetime': return 'datetime';
    case 'list': case 'group': return null;
  }
}

const areTexts = ({ enum: values, oneOf }: FieldSchema): boolean => (values ?? oneOf?.map((choice) => choice.const) ?? []).every((value) => typeof value === 'string');

function limitsOf({ maxLength, minimum, maximum }: FieldSchema, required: boolean): { validate?: NonNullable<FormJsComponent['validate']> } {
  const validate = { ...(required && { required }), ...(maxLength !== undefined && { maxLength }), ...(minimum !== undefined && { min: minimum }), ...(maximum !== undefined && { max: maximum }) };
  return Object.keys(validate).length > 0 ? { validate } : {};
}

const valuesOf = ({ enum: values, oneOf, ...field }: FieldSchema): { label: string; value: string }[] =>
  oneOf ? oneOf.map((choice) => ({ value: String(choice.const), label: choice.title ?? String(choice.const) })) : (values ?? []).map((value, index) => ({ value: String(value), label: field['x-enum-names']?.[index] ?? String(value) }));

function choicesInEnglish({ enum: values, oneOf, ...field }: FieldSchema): Record<string, string> {
  const pairs = oneOf ? oneOf.map((choice) => [choice.const, choice['x-title-en']]) : (values ?? []).map((value, index) => [value, field['x-enum-names-en']?.[index]]);
  return Object.fromEntries(pairs.flatMap(([value, name]) => (typeof name === 'string' && name ? [[`${CHOICE_EN}${String(value)}`, name]] : [])));
}

/** The form as edited, on what it was before. Components that are no fields (headings, buttons) have no meaning here and are left out. */
export function fromFormJs(form: FormJsSchema, before: FormSchema): FormSchema {
  const fields = form.components.flatMap((component) => fieldOf(component, before));
  const required = fields.filter(({ required: must }) => must).map(({ key }) => key);
  const { required: _, ...rest } = before;
  const properties = Object.fromEntries(fields.map(({ key, schema }) => [key, schema]));
  return inOrderOf(before, { ...rest, type: 'object', properties, ...(required.length > 0 && { required: inOldOrder(required, before.required) }) });
}

interface Field {
  key: string;
  schema: FieldSchema;
  required: boolean;
}

function fieldOf(component: FormJsComponent, before: FormSchema): Field[] {
  const origin = component.properties?.[ORIGIN];
  const old = origin === undefined ? undefined : before.properties?.[origin];
  if (component.type === 'text') return old ? [{ key: origin!, schema: old, required: before.required?.includes(origin!) ?? false }] : [];
  if (!component.key || !(component.type in KINDS)) return [];
  return [{ key: component.key, schema: inOrderOf(old ?? {}, edited(component, old ?? {})), required: component.validate?.required === true }];
}

const KINDS: Record<string, (component: FormJsComponent, old: FieldSchema) => FieldSchema> = {
  textfield: ({ validate }) => ({ type: 'string', ...maxLength(validate?.maxLength) }),
  textarea: ({ validate }) => ({ type: 'string', maxLength: validate?.maxLength ?? LONG }),
  number: ({ decimalDigits, validate }) => ({ type: decimalDigits === 0 ? 'integer' : 'number', ...(validate?.min !== undefined && { minimum: Number(validate.min) }), ...(validate?.max !== undefined && { maximum: Number(validate.max) }) }),
  checkbox: () => ({ type: 'boolean' }),
  select: (component, old) => choice(component, old),
  radio: (component, old) => choice(component, old),
  datetime: ({ subtype }) => ({ type: 'string', format: subtype === 'date' ? 'date' : 'date-time' }),
};

const maxLength = (length: number | undefined): FieldSchema => (length === undefined ? {} : { maxLength: length });

/** Keywords that the editor decides about; everything else of the old field stays. */
const DECIDED = ['type', 'title', 'x-title-en', 'description', 'x-description-en', 'default', 'format', 'enum', 'x-enum-names', 'x-enum-names-en', 'oneOf', 'minimum', 'maximum', 'maxLength', 'readOnly'];

function edited(component: FormJsComponent, old: FieldSchema): FieldSchema {
  const { properties = {}, description, defaultValue, readonly } = component;
  const rest = Object.fromEntries(Object.entries(old).filter(([keyword]) => !DECIDED.includes(keyword)));
  const title = component.label ?? component.dateLabel ?? component.dateTimeLabel;
  return {
    ...rest, ...KINDS[component.type]!(component, old), ...(title && { title }), ...(properties[TITLE_EN] && { 'x-title-en': properties[TITLE_EN] }), ...(description && { description }), ...(properties[DESCRIPTION_EN] && { 'x-description-en': properties[DESCRIPTION_EN] }),
    ...(defaultValue !== undefined && defaultValue !== '' && defaultValue !== null && { default: defaultValue }), ...(readonly && { readOnly: true }),
  };
}

function choice({ values = [], properties = {} }: FormJsComponent, old: FieldSchema): FieldSchema {
  const english = values.map(({ value, label }) => properties[`${CHOICE_EN}${value}`] ?? label);
  const hasEnglish = values.some(({ value }) => properties[`${CHOICE_EN}${value}`]);
  if (old.oneOf) {
    return { ...(old.type && { type: old.type }), oneOf: values.map(({ value, label }) => ({ ...old.oneOf!.find((one) => one.const === value), const: value, ...(label !== value || old.oneOf!.some((one) => one.const === value && one.title) ? { title: label } : {}), ...(properties[`${CHOICE_EN}${value}`] && { 'x-title-en': properties[`${CHOICE_EN}${value}`]! }) })) };
  }
  const named = old['x-enum-names'] !== undefined || values.some(({ value, label }) => label !== value);
  return { type: 'string', enum: values.map(({ value }) => value), ...(named && { 'x-enum-names': values.map(({ label }) => label) }), ...(hasEnglish && { 'x-enum-names-en': english }) };
}

/** The same content with the keywords in the order of the old one, new ones behind: a difference shows only what changed. */
function inOrderOf<T extends object>(old: object, fresh: T): T {
  const order = Object.keys(old);
  const place = (keyword: string): number => (order.includes(keyword) ? order.indexOf(keyword) : order.length);
  return Object.fromEntries(Object.entries(fresh).toSorted(([a], [b]) => place(a) - place(b))) as T;
}

const inOldOrder = (required: string[], before: string[] = []): string[] => [...before.filter((key) => required.includes(key)), ...required.filter((key) => !before.includes(key))];

/** A form with nothing to fill in yet. */
export const emptyForm = (title: string): FormSchema => ({ $schema: 'https://json-schema.org/draft/2020-12/schema', title, type: 'object', properties: {} });
