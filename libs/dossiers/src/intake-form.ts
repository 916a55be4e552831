import type { JsonSchema, ProcessModel } from '#contract';
import { type FieldError, type Text, text } from '#kernel';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import * as formats from 'ajv-formats';

/** Keys under which a procedure may carry the form of its intake; the first found counts. */
const INTAKE_FORMS = ['tiep-nhan', 'intake'] as const;

const ajv = new Ajv2020({ allErrors: true, useDefaults: true, strict: false });
(formats.default as unknown as { default: (ajv: Ajv2020) => void }).default(ajv);

const compiled = new WeakMap<JsonSchema, ValidateFunction>();

/** The schema of what the desk types in, or null where the procedure asks for nothing beyond the applicant. */
export function intakeForm(model: ProcessModel): JsonSchema | null {
  const key = INTAKE_FORMS.find((name) => model.forms[name]);
  return key ? (model.forms[key] ?? null) : null;
}

/**
 * Checks what was typed in against the intake form. Answers the data with the form's defaults filled in (the input is left as it
 * was) and every mistake at once, each by its dotted path as the client sent it.
 */
export function checkIntake(model: ProcessModel, input: Record<string, unknown>): { data: Record<string, unknown>; errors: FieldError[] } {
  const data = structuredClone(input);
  const form = intakeForm(model);
  if (!form) return { data, errors: [] };
  const validate = validatorOf(form);
  return { data, errors: validate(data) ? [] : (validate.errors ?? []).map(toFieldError) };
}

function validatorOf(schema: JsonSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  // Forms of different revisions may carry the same `$id`; each is compiled on its own.
  const { $id: _id, ...anonymous } = schema;
  const validate = ajv.compile(anonymous);
  compiled.set(schema, validate);
  return validate;
}

function toFieldError(error: ErrorObject): FieldError {
  const params = error.params as Record<string, unknown>;
  const below = params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  const steps = error.instancePath.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const path = ['data', ...steps, ...(below === undefined ? [] : [String(below)])].join('.');
  return { path, message: explain(error.keyword, params) };
}

/** What a clerk can act on; the words of the validator only where nothing better is known. */
function explain(keyword: string, params: Record<string, unknown>): Text {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'required': return text('Bắt buộc phải nhập', 'Is required');
    case 'additionalProperties':
    case 'unevaluatedProperties': return text('Biểu mẫu không có trường này', 'Is no field of the form');
    case 'type': return typeMessage(String(params['type']));
    case 'enum': return text(`Phải là một trong: ${list(params['allowedValues'])}`, `Must be one of: ${list(params['allowedValues'])}`);
    case 'const': return text(`Phải là ${String(params['allowedValue'])}`, `Must be ${String(params['allowedValue'])}`);
    case 'minLength': return text(`Phải có ít nhất ${limit} ký tự`, `Must have at least ${limit} characters`);
    case 'maxLength': return text(`Không được quá ${limit} ký tự`, `Must have at most ${limit} characters`);
    case 'minimum': return text(`Không được nhỏ hơn ${limit}`, `Must be at least ${limit}`);
    case 'maximum': return text(`Không được lớn hơn ${limit}`, `Must be at most ${limit}`);
    case 'exclusiveMinimum': return text(`Phải lớn hơn ${limit}`, `Must be greater than ${limit}`);
    case 'exclusiveMaximum': return text(`Phải nhỏ hơn ${limit}`, `Must be less than ${limit}`);
    case 'minItems': return text(`Phải có ít nhất ${limit} mục`, `Must have at least ${limit} items`);
    case 'maxItems': return text(`Không được quá ${limit} mục`, `Must have at most ${limit} items`);
    case 'format': return formatMessage(String(params['format']));
    case 'pattern': return text('Không đúng mẫu quy định', 'Does not have the required form');
    default: return text(`Không hợp lệ (${keyword})`, `Is not valid (${keyword})`);
  }
}

const list = (values: unknown): string => (Array.isArray(values) ? values.map(String).join(', ') : '');

const TYPES: Record<string, Text> = {
  string: text('Phải là chữ', 'Must be text'),
  number: text('Phải là số', 'Must be a number'),
  integer: text('Phải là số nguyên', 'Must be a whole number'),
  boolean: text('Phải là có hoặc không', 'Must be yes or no'),
  array: text('Phải là danh sách', 'Must be a list'),
  object: text('Phải là nhóm trường', 'Must be a group of fields'),
};
const typeMessage = (type: string): Text => TYPES[type] ?? text(`Phải có kiểu ${type}`, `Must be of type ${type}`);

const FORMATS: Record<string, Text> = {
  date: text('Phải là ngày có dạng NNNN-TT-NN, ví dụ 2026-02-12', 'Must be a date like 2026-02-12'),
  'date-time': text('Phải là thời điểm có dạng 2026-02-12T09:00:00+07:00', 'Must be an instant like 2026-02-12T09:00:00+07:00'),
  email: text('Phải là địa chỉ thư điện tử', 'Must be an e-mail address'),
};
const formatMessage = (format: string): Text => FORMATS[format] ?? text(`Phải có dạng ${format}`, `Must be of format ${format}`);
