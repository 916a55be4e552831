import type { FieldError, Text } from '#kernel';
import { text } from '#kernel';

/** No form of ours nests deeper; what reads the data by recursion must end before its stack does. */
const DEEPEST = 64;
const MOST_NAMED = 20;

const UNFIT = text('có ký tự không dùng được (ký tự rỗng hoặc ký tự bị cắt đôi)', 'contains a character that cannot be kept (a null character or half of one)');
const TOO_LARGE = text('là số quá lớn, không lưu được', 'is a number too large to be kept');
const TOO_DEEP = text(`lồng quá ${DEEPEST} cấp`, `is nested deeper than ${DEEPEST} levels`);

/**
 * What of an input cannot be stored: texts and names of fields with a null character or half of a surrogate pair, which PostgreSQL
 * refuses, numbers that JSON reads as infinite (`1e400`) and cannot write again, and data nested beyond reason. Walks without recursion; names the first {@link MOST_NAMED} places.
 */
export function unfitTexts(input: unknown, parameter?: string): FieldError[] {
  const errors: FieldError[] = [];
  const open: { value: unknown; path: string[] }[] = [{ value: input, path: parameter === undefined ? [] : [parameter] }];
  const refuse = (path: string[], message: Text): void => void errors.push({ path: path.map(shown).join('.'), message });
  for (let at = open.pop(); at && errors.length < MOST_NAMED; at = open.pop()) {
    const { value, path } = at;
    if (typeof value === 'string' && !isFit(value)) refuse(path, UNFIT);
    if (value === Infinity || value === -Infinity) refuse(path, TOO_LARGE);
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    if (path.length >= DEEPEST) refuse(path.slice(0, 3), TOO_DEEP);
    else
      for (const [key, member] of Object.entries(value)) {
        if (!isFit(key)) refuse([...path, key], UNFIT);
        open.push({ value: member, path: [...path, key] });
      }
  }
  return errors;
}

const isFit = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

const shown = (key: string): string => key.toWellFormed().replaceAll('\0', '\ufffd');
