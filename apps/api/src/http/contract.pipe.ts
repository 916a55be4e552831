import { type FieldError, text } from '#kernel';
import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { RefusedError } from './problem.js';
import { unfitTexts } from './unfit-text.js';

const vietnamese = z.locales.vi().localeError;
const english = z.locales.en().localeError;

/** Checks every parameter against the schema it declares; all mistakes at once, each in both languages. */
@Injectable()
export class ContractPipe implements PipeTransform {
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    if (metadata.type === 'custom') return value;
    const schema = (metadata as { schema?: z.ZodType }).schema;
    if (!schema) return value;
    if (Buffer.isBuffer(value)) throw notJson();
    const input = metadata.type === 'body' && value === undefined ? {} : value;
    const unfit = unfitTexts(input, metadata.data);
    if (unfit.length > 0) throw invalidInput(unfit);
    const parsed = schema.safeParse(input, { error: english });
    if (parsed.success) return parsed.data;
    const inVietnamese = schema.safeParse(input, { error: vietnamese }).error?.issues ?? [];
    throw invalidInput(fieldErrors(parsed.error.issues, inVietnamese, metadata.data));
  }
}

const invalidInput = (errors: FieldError[]): RefusedError => new RefusedError({ code: 'invalid_input', message: text('Dữ liệu gửi lên chưa đúng', 'The input is not valid'), errors });

const notJson = (): RefusedError =>
  new RefusedError({ code: 'unsupported_media_type', message: text('Hãy gửi JSON với Content-Type: application/json', 'Send JSON with Content-Type: application/json') });

type Issue = z.core.$ZodIssue;

function fieldErrors(issues: readonly Issue[], inVietnamese: readonly Issue[], parameter: string | undefined): FieldError[] {
  return issues.flatMap((issue, i) => {
    const base = [...(parameter ? [parameter] : []), ...issue.path.map(String)];
    const vi = inVietnamese[i]?.message ?? issue.message;
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...base, key].join('.'), message: { vi: 'không phải trường của yêu cầu này', en: 'is no field of this request' } }));
    }
    return [{ path: base.join('.'), message: { vi, en: issue.message } }];
  });
}
