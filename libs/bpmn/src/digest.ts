import type { JsonSchema } from '#contract';
import { createHash } from 'node:crypto';
import type { ProcedureContent } from './bundle/content.js';

/** What a revision may have besides document and forms. The README explains and is no part of what is approved. */
export type Attachments = Partial<Pick<ProcedureContent, 'decisions' | 'scenarios' | 'templates'>>;

/**
 * SHA-256 (hex) of what is published: the document byte for byte, where a changed space is another revision, then each form by key. A
 * form is a value, not a text (a database may give its members in another order), so its members are hashed in order of their names.
 * The lengths are hashed too, so that no text can pass for a part of its neighbour. Kinds of attachments that there are none of add
 * nothing: the digests of revisions that were stored before there were any stay what they are.
 */
export function digestOf(xml: string | Buffer, forms: Record<string, JsonSchema> = {}, attachments: Attachments = {}): string {
  const hash = createHash('sha256');
  const add = (part: string | Buffer) => hash.update(`${Buffer.byteLength(part)}:`).update(part);
  add(xml);
  for (const key of Object.keys(forms).sort()) {
    add(key);
    add(JSON.stringify(forms[key], sorted));
  }
  for (const kind of ['decisions', 'scenarios', 'templates'] as const) {
    const parts = attachments[kind] ?? {};
    const keys = Object.keys(parts).sort();
    if (keys.length > 0) add(`\0${kind}`);
    for (const key of keys) {
      const part = parts[key] ?? '';
      add(key);
      add(typeof part === 'string' ? part : JSON.stringify(part, sorted));
    }
  }
  return hash.digest('hex');
}

const sorted = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
