import type { JsonSchema } from '#contract';
import { createHash } from 'node:crypto';

/**
 * SHA-256 (hex) of what is published: the document byte for byte, where a changed space is another revision, then each form by key. A
 * form is a value, not a text (a database may give its members in another order), so its members are hashed in order of their names.
 * The lengths are hashed too, so that no text can pass for a part of its neighbour.
 */
export function digestOf(xml: string | Buffer, forms: Record<string, JsonSchema> = {}): string {
  const hash = createHash('sha256');
  const add = (part: string | Buffer) => hash.update(`${Buffer.byteLength(part)}:`).update(part);
  add(xml);
  for (const key of Object.keys(forms).sort()) {
    add(key);
    add(JSON.stringify(forms[key], sorted));
  }
  return hash.digest('hex');
}

const sorted = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
