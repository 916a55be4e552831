import type { DataMove } from '#bpmn';
import type { Environment } from './core.js';
import type { Scope } from './scope.js';

type Values = Record<string, unknown>;

/** What the data associations of an activity or event let it see under names of its own (BPMN 2.0.2, 10.4.2 and 13.3.2). */
export function inputsOf(scope: Scope, element: string, values: Values): Values {
  const use = scope.index.dataUseOf(element);
  let inputs: Values = {};
  for (const move of use?.inputs ?? []) inputs = placed(inputs, move.to, valueOf(scope, element, move, { ...values, ...inputs }, undefined));
  return inputs;
}

/**
 * Gives what an activity or event gave to the variables: what is its own goes where its data associations say, the rest is the instance's.
 * `whole`: a result that has no names.
 */
export function giveOutputs(scope: Scope, environment: Environment, id: string, output: Values | undefined, values: Values, whole?: unknown): void {
  const element = scope.index.shown(id);
  const use = scope.index.dataUseOf(element);
  if (!use) return scope.merge(environment, output);
  const rest = Object.fromEntries(Object.entries(output ?? {}).filter(([name]) => !use.own.includes(name)));
  const seen = { ...values, ...output };
  let written: Values = rest;
  const named = use.outputs.some(({ from }) => 'output' in from && from.output.some((name) => output !== undefined && name in output));
  for (const move of use.outputs) {
    const value = valueOf(scope, element, move, { ...seen, ...written }, { output, whole: named ? undefined : whole });
    if (value !== undefined) written = { ...written, ...placed({ [move.to[0] ?? '']: written[move.to[0] ?? ''] ?? values[move.to[0] ?? ''] }, move.to, value) };
  }
  const begun = scope.index.begunBy(id);
  scope.merge(environment, begun === undefined ? written : scope.bring(begun, written));
}

/** What a throwing event or a sending task carries for its definition at a place (BPMN 2.0.2, 10.4.2 and 10.5.1); undefined: nothing. */
export function carriedBy(scope: Scope, element: string, place: number, values: Values): unknown {
  const name = scope.index.dataUseOf(element)?.items[place];
  return name === undefined ? undefined : inputsOf(scope, element, values)[name];
}

/** Gives what was carried to the data output of the event that catches it, at the place of the definition that did. */
export function giveCarried(scope: Scope, environment: Environment, id: string, place: number, carried: unknown): void {
  const use = scope.index.dataUseOf(scope.index.shown(id));
  if (!use) return;
  const item = use.items[place];
  const output = carried !== undefined && item !== undefined && use.own.includes(item) ? { [item]: carried } : undefined;
  giveOutputs(scope, environment, id, output, scope.values(environment), use.items.length > 1 ? undefined : carried);
}

function valueOf(scope: Scope, element: string, { from }: DataMove, values: Values, given: { output: Values | undefined; whole: unknown } | undefined): unknown {
  if ('feel' in from) return scope.evaluate(element, from.feel, values) ?? null;
  if ('variable' in from) return values[from.variable] ?? null;
  const name = from.output.find((one) => given?.output !== undefined && one in given.output);
  return name === undefined ? given?.whole : given?.output?.[name];
}

/** A value put at a name, or at a key inside it. */
function placed(into: Values, [first = '', ...rest]: readonly string[], value: unknown): Values {
  if (rest.length === 0) return { ...into, [first]: value };
  const inner = into[first];
  return { ...into, [first]: placed(typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as Values) : {}, rest, value) };
}
