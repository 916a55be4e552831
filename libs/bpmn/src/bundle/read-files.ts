import { type FieldError, type Result, type Text, ok, reject, text } from '#kernel';
import type { ProcedureContent } from './content.js';
import { type BundleFiles, type Place, placeOf } from './layout.js';

/**
 * The procedure that files make up: one diagram, and beside it forms, decisions, scenarios, templates and a README. Says of every file
 * that cannot be read what is wrong with it.
 */
export function contentOfFiles(files: BundleFiles): Result<{ code: string; content: ProcedureContent }> {
  const reading = new Reading();
  for (const [path, bytes] of files) reading.take(path, bytes);
  return reading.result();
}

class Reading {
  readonly #errors: FieldError[] = [];
  readonly #diagrams = new Map<string, Buffer>();
  readonly #content: Omit<ProcedureContent, 'bpmn'> = { forms: {}, decisions: {}, scenarios: {}, templates: {}, readme: null };

  take(path: string, bytes: Uint8Array): void {
    const place = placeOf(path);
    const why = place ? this.#put(place, bytes) : text('không thuộc gói quy trình', 'is no part of a procedure');
    if (why) this.#errors.push({ path, message: why });
  }

  result(): Result<{ code: string; content: ProcedureContent }> {
    const [diagram, ...others] = this.#diagrams;
    if (others.length > 0) this.#errors.push(...others.map(([code]) => ({ path: `${code}.bpmn`, message: text('là sơ đồ thứ hai; mỗi gói chỉ có một', 'is a second diagram; there is one in a bundle') })));
    if (!diagram) this.#errors.push({ path: '*.bpmn', message: text('thiếu sơ đồ', 'the diagram is missing') });
    if (!diagram || this.#errors.length > 0) return badBundle(this.#errors);
    return ok({ code: diagram[0], content: { bpmn: diagram[1], ...this.#content } });
  }

  #put(place: Place, bytes: Uint8Array): Text | null {
    if (place.kind === 'diagram') {
      this.#diagrams.set(place.key, Buffer.from(bytes));
      return null;
    }
    if (place.kind === 'templates') return define(this.#content.templates, place.key, Buffer.from(bytes).toString('base64'));
    const written = utf8(bytes);
    if (written === null) return text('không phải văn bản UTF-8', 'is not UTF-8 text');
    if (place.kind === 'readme') {
      this.#content.readme = written;
      return null;
    }
    if (place.kind === 'decisions') return define(this.#content.decisions, place.key, written);
    const value = objectOf(written);
    return value === null ? text('không phải một đối tượng JSON', 'is not a JSON object') : define(this.#content[place.kind], place.key, value);
  }
}

/** Never through a setter: a file may be called `__proto__`. */
function define<T>(parts: Record<string, T>, key: string, value: T): null {
  Object.defineProperty(parts, key, { value, enumerable: true, configurable: true, writable: true });
  return null;
}

function utf8(bytes: Uint8Array): string | null {
  try {
    const written = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return written.includes('\0') ? null : written;
  } catch {
    return null;
  }
}

function objectOf(written: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

export const badBundle = (errors: FieldError[]): Result<never> => {
  const [first] = errors;
  const more = errors.length > 1 ? { vi: ` (và ${errors.length - 1} lỗi khác)`, en: ` (and ${errors.length - 1} more)` } : { vi: '', en: '' };
  const detail = { vi: first ? `${first.path}: ${first.message.vi}${more.vi}` : '', en: first ? `${first.path}: ${first.message.en}${more.en}` : '' };
  return reject('malformed', text(`Gói quy trình không dùng được. ${detail.vi}`, `The bundle cannot be used. ${detail.en}`), { errors });
};
