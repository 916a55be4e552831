import { type Text, text } from '#kernel';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with a field, as a person at a desk is told it; the path stands beside it. The issue needs its input
 * (`reportInput`), by which a missing field is known.
 */
export function issueText(issue: Issue): Text {
  if (issue.input === undefined && issue.code.startsWith('invalid_')) return REQUIRED;
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? text('chưa đúng kiểu', 'has not the right type');
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_format':
      return FORMATS[issue.format] ?? text('chưa đúng định dạng', 'has not the right form');
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return text(`phải là một trong: ${values}`, `must be one of: ${values}`);
    }
    case 'unrecognized_keys':
      return text('không phải trường của yêu cầu này', 'is no field of this request');
    case 'not_multiple_of':
      return text(`phải là bội số của ${issue.divisor}`, `must be a multiple of ${issue.divisor}`);
    case 'invalid_union':
      return text('chưa đúng dạng', 'has not the right form');
    case 'custom':
      return text(String(issue.params?.['vi'] ?? 'chưa hợp lệ'), issue.message);
    default:
      return text('chưa hợp lệ', 'is not valid');
  }
}

const REQUIRED = text('bắt buộc phải có', 'is required');

const TYPES: Record<string, Text> = {
  string: text('phải là chữ', 'must be a text'),
  number: text('phải là số', 'must be a number'),
  int: text('phải là số nguyên', 'must be a whole number'),
  boolean: text('phải là có hoặc không (true, false)', 'must be true or false'),
  object: text('phải gồm các trường có tên', 'must be an object'),
  record: text('phải gồm các trường có tên', 'must be an object'),
  array: text('phải là danh sách', 'must be a list'),
};

const FORMATS: Record<string, Text> = {
  email: text('phải là địa chỉ thư điện tử', 'must be an e-mail address'),
  date: text('phải là ngày có thật, dạng 2026-02-12', 'must be a real date, such as 2026-02-12'),
  datetime: text('phải là thời điểm, dạng 2026-02-12T09:00:00+07:00', 'must be an instant, such as 2026-02-12T09:00:00+07:00'),
  uuid: text('phải là mã UUID', 'must be a UUID'),
};

function tooSmall({ origin, minimum }: Extract<Issue, { code: 'too_small' }>): Text {
  if (origin === 'string') return Number(minimum) <= 1 ? text('không được để trống', 'must not be empty') : text(`phải có ít nhất ${minimum} ký tự`, `must have at least ${minimum} characters`);
  if (origin === 'array') return text(`phải có ít nhất ${minimum} mục`, `must have at least ${minimum} items`);
  return text(`không nhỏ hơn ${minimum}`, `must not be below ${minimum}`);
}

function tooBig({ origin, maximum }: Extract<Issue, { code: 'too_big' }>): Text {
  if (origin === 'string') return text(`không quá ${maximum} ký tự`, `must have at most ${maximum} characters`);
  if (origin === 'array') return text(`không quá ${maximum} mục`, `must have at most ${maximum} items`);
  return text(`không lớn hơn ${maximum}`, `must not be above ${maximum}`);
}
