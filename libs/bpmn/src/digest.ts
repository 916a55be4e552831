import type { JsonSchema } from '#contract';
import { createHash } from 'node:crypto';

/**
 * SHA-256 (hex) of what is published: the document byte for byte, then each form by key with its JSON text. Nothing is normalised:
 * a changed space is another revision. The lengths are hashed too, so that no text can pass for a part of its neighbour.
 */
export function digestOf(xml: string | Buffer, forms: Record<string, JsonSchema> = {}): string {
  const hash = createHash('sha256');
  const add = (part: string | Buffer) => hash.update(`${Buffer.byteLength(part)}:`).update(part);
  add(xml);
  for (const key of Object.keys(forms).sort()) {
    add(key);
    add(JSON.stringify(forms[key]));
  }
  return hash.digest('hex');
}
