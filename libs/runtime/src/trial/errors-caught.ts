import type { CompiledProcess } from '../engine/engine.js';

/** Codes of the errors that boundary events of the element catch; one without a code catches every error and is not among them. */
export function errorsCaughtAt({ index }: CompiledProcess, element: string): string[] {
  const definitions = index.boundariesOf(element).flatMap(({ behaviour }) => behaviour.eventDefinitions ?? []);
  const references = definitions.flatMap(({ behaviour }) => (behaviour['errorRef'] as { id: string } | undefined) ?? []);
  return references.flatMap(({ id }) => {
    const code = index.activity(id)?.behaviour['errorCode'];
    return typeof code === 'string' && !code.startsWith('=') ? [code] : [];
  });
}
