/**
 * Whom a step means, as its diagram says it: `receiving`, `<kind>`, `<kind>:<function>` or `agency:<code>`. A FEEL relation
 * (`=...`) is evaluated by the runtime, which comes here with the agency code it gave.
 */
export type Relation =
  | { is: 'receiving' }
  | { is: 'agency'; code: string }
  | { is: 'kind'; kind: string; function: string | null };

/** `null` when the text is no relation that a directory can resolve. */
export function parseRelation(relation: string): Relation | null {
  if (relation === 'receiving') return { is: 'receiving' };
  const [, head, tail] = /^([a-z][a-z0-9_]*)(?::([a-z0-9-]+))?$/.exec(relation) ?? [];
  if (head === undefined) return null;
  if (head !== 'agency') return { is: 'kind', kind: head, function: tail ?? null };
  return tail === undefined ? null : { is: 'agency', code: tail };
}
