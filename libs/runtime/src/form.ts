import type { JsonSchema, ProcessModel } from '#contract';
import { type FieldError, type Result, ok, reject, text } from '#kernel';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** Defaults are filled in, unknown keywords of ours (`x-title-en`) are let be, and all errors are found at once. */
const ajv = new Ajv2020({ allErrors: true, useDefaults: true, strict: false });
formats.default(ajv);

const compiled = new WeakMap<JsonSchema, ValidateFunction>();

/** What the desk types in: the form of one of these keys, the first found; null where the procedure asks for nothing beyond the applicant. */
export const intakeForm = ({ forms }: ProcessModel): JsonSchema | null => forms['tiep-nhan'] ?? forms['intake'] ?? null;

/** Checks data against a form and fills in its defaults; never changes what it was given. */
export function validateForm(schema: JsonSchema, data: Record<string, unknown>): Result<Record<string, unknown>> {
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(withoutId(schema));
    compiled.set(schema, validate);
  }
  const filled = structuredClone(data);
  if (validate(filled)) return ok(filled);
  return reject('invalid_input', text('Dữ liệu biểu mẫu chưa đúng', 'The form data is not valid'), { errors: (validate.errors ?? []).map(toFieldError) });
}

/** Forms of different procedures may carry the same `$id`; here each stands alone. */
function withoutId(schema: JsonSchema): JsonSchema {
  const { $id: _id, $schema: _schema, ...rest } = schema;
  return rest;
}

function toFieldError(error: ErrorObject): FieldError {
  const missing = error.keyword === 'required' ? `/${String(error.params['missingProperty'])}` : '';
  const extra = error.keyword === 'additionalProperties' ? `/${String(error.params['additionalProperty'])}` : '';
  const path = `data${error.instancePath}${missing}${extra}`.replaceAll('/', '.');
  return { path, message: text(vietnamese(error), error.message ?? 'is not valid') };
}

const TYPES: Record<string, string> = { string: 'chữ', number: 'số', integer: 'số nguyên', boolean: 'có hoặc không', array: 'danh sách', object: 'nhóm trường', null: 'để trống' };

function vietnamese(error: ErrorObject): string {
  const { params } = error;
  switch (error.keyword) {
    case 'required': return 'bắt buộc phải có';
    case 'additionalProperties': return 'không thuộc biểu mẫu';
    case 'type': return `phải là ${TYPES[String(params['type'])] ?? String(params['type'])}`;
    case 'enum': return `phải là một trong: ${(params['allowedValues'] as unknown[]).join(', ')}`;
    case 'const': return `phải bằng ${String(params['allowedValue'])}`;
    case 'format': return `phải đúng định dạng ${String(params['format'])}`;
    case 'minLength': return `phải có ít nhất ${String(params['limit'])} ký tự`;
    case 'maxLength': return `không quá ${String(params['limit'])} ký tự`;
    case 'minimum': return `không nhỏ hơn ${String(params['limit'])}`;
    case 'maximum': return `không lớn hơn ${String(params['limit'])}`;
    case 'pattern': return 'chưa đúng mẫu';
    default: return 'chưa hợp lệ';
  }
}
