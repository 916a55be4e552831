import { type FieldError, text } from '#kernel';
import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { issueText } from './issue-text.js';
import { RefusedError } from './problem.js';
import { unfitTexts } from './unfit-text.js';

/** Checks every parameter against the schema it declares; all mistakes at once, each in both languages. */
@Injectable()
export class ContractPipe implements PipeTransform {
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    if (metadata.type === 'custom') return value;
    const schema = (metadata as { schema?: z.ZodType }).schema;
    if (!schema) return value;
    return accepted(schema, metadata.type === 'body' && value === undefined ? {} : value, metadata.data);
  }
}

/** The same for a body that a route reads itself, because it takes several kinds. */
export function accepted<S extends z.ZodType>(schema: S, input: unknown, parameter?: string): z.output<S> {
  if (Buffer.isBuffer(input)) throw notJson();
  refuseUnfit(input, parameter);
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw invalidInput(parsed.error.issues.flatMap((issue) => fieldErrors(issue, parameter === undefined ? [] : [parameter])));
}

/** Refuses texts that no database takes. */
export function refuseUnfit(input: unknown, parameter?: string): void {
  const unfit = unfitTexts(input, parameter);
  if (unfit.length > 0) throw invalidInput(unfit);
}

const invalidInput = (errors: FieldError[]): RefusedError => new RefusedError({ code: 'invalid_input', message: text('Dữ liệu gửi lên chưa đúng', 'The input is not valid'), errors });

const notJson = (): RefusedError =>
  new RefusedError({ code: 'unsupported_media_type', message: text('Hãy gửi JSON với Content-Type: application/json', 'Send JSON with Content-Type: application/json') });

/** Of a union, the mistakes of the alternative that came nearest: the one whose first mistake lies deepest. */
function fieldErrors(issue: z.core.$ZodIssue, base: readonly string[]): FieldError[] {
  const path = [...base, ...issue.path.map(String)];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: issueText(issue) }));
  if (issue.code === 'invalid_union') {
    const nearest = issue.errors.filter((errors) => errors.some(({ path: inner, code }) => inner.length > 0 || code === 'unrecognized_keys'))[0];
    if (nearest) return nearest.flatMap((inner) => fieldErrors(inner, path));
  }
  return [{ path: path.join('.'), message: issueText(issue) }];
}
