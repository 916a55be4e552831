import type { Finding, ProcessModel } from '#contract';
import { text } from '#kernel';
import { parseExpression } from 'feelin';
import { walk } from './arrange/tree.js';
import { variableOf } from './data/data-spec.js';
import type { Decisions } from './decisions/decision.js';
import { type ModdleElement, is, one, string } from './document.js';
import { expressionOf, isExpression } from './feel.js';
import { finding } from './finding.js';
import { type FlowNode, type Scope, allNodes } from './graph.js';
import type { Component } from './timely.js';

/** Given by the engine itself. */
const GIVEN = ['item', 'partial', 'loopCounter'];
const DATA = ['DataObject', 'DataObjectReference', 'DataStoreReference', 'Property', 'DataInput', 'DataOutput'];
/** Letters that a slip of the finger may change. */
const NEAR = 2;

/**
 * Names in expressions that no form, decision or datum of the procedure gives. What comes from outside (jobs, messages, called procedures
 * that are not known) may bear any name: then only a name that looks like a misspelt one is told.
 */
export function nameFindings(graph: Scope, model: ProcessModel, decisions: Decisions, component?: Component): Finding[] {
  const nodes = allNodes(graph);
  const declared = declaredNames(graph, nodes, model, decisions, component);
  if (Object.keys(model.forms).length === 0) return [];
  const isOpen = opensOutwards(nodes, model, component);
  return expressionsOf(nodes, model).flatMap(({ at, source }) =>
    freeNames(source)
      .filter((name) => !declared.has(name))
      .flatMap((name) => {
        const near = nearest(name, declared);
        if (near === null && isOpen) return [];
        const hint = near === null ? { vi: '', en: '' } : { vi: ` Có phải «${near}»?`, en: ` Is "${near}" meant?` };
        return [finding('warning', 'feel-unknown-name', at, text(`Không biểu mẫu, quyết định hay dữ liệu nào có tên «${name}».${hint.vi}`, `No form, decision or datum is named "${name}".${hint.en}`))];
      }),
  );
}

function declaredNames(graph: Scope, nodes: readonly FlowNode[], model: ProcessModel, decisions: Decisions, component?: Component): Set<string> {
  const called = Object.values(model.calls).flatMap((code) => component?.(code) ?? []);
  const names = new Set([...GIVEN, ...[model, ...called].flatMap(({ forms }) => Object.values(forms).flatMap((form) => Object.keys((form['properties'] ?? {}))))]);
  for (const { ref, result } of Object.values(model.decisions ?? {})) {
    const decision = decisions.find(ref);
    for (const name of [result, decision?.variable, ...(decision?.logic.kind === 'table' ? decision.logic.outputs.map((output) => output.name) : [])]) if (name) names.add(name);
  }
  for (const { element } of nodes) {
    const loop = one(element, 'loopCharacteristics');
    for (const name of [string(loop, 'elementVariable'), string(loop, 'outputCollection'), string(element, 'resultVariable')]) if (name) names.add(name);
    if (is(element, 'ScriptTask')) for (const key of keysOf(string(element, 'script') ?? '')) names.add(key);
  }
  walk(graph.element, (element) => void (is(element, ...DATA) && names.add(variableOf(element)).add(element.id ?? '')));
  return names;
}

const opensOutwards = (nodes: readonly FlowNode[], model: ProcessModel, component?: Component): boolean =>
  Object.keys(model.messages).length > 0 || Object.keys(model.signals).length > 0 || Object.values(model.calls).some((code) => isExpression(code) || !component?.(code)) ||
  nodes.some(({ id, element }) => is(element, 'ServiceTask', 'SendTask') || (is(element, 'BusinessRuleTask') && !model.decisions?.[id]));

function expressionsOf(nodes: readonly FlowNode[], model: ProcessModel): { at: string; source: string }[] {
  const of = (at: string, source: string | undefined): { at: string; source: string }[] => (source ? [{ at, source }] : []);
  const said = (at: string, source: string | undefined): { at: string; source: string }[] => (source && isExpression(source) ? of(at, source) : []);
  const body = (owner: ModdleElement | undefined, property: string): string | undefined => string(one(owner, property), 'body');
  return nodes.flatMap(({ id, element, outgoing }) => {
    const loop = one(element, 'loopCharacteristics');
    return [
      ...outgoing.flatMap((flow) => of(flow.id, body(flow.element, 'conditionExpression'))),
      ...of(id, string(loop, 'collection')), ...of(id, body(loop, 'completionCondition')), ...of(id, body(loop, 'loopCondition')),
      ...said(id, model.steps[id]?.agency), ...said(id, model.correlations?.[id]),
    ];
  });
}

/** Names that an expression takes from outside: not functions, keys, names of its own loops, nor what a filter may find in its items. */
export function freeNames(source: string): string[] {
  const expression = expressionOf(source);
  const [names, own] = [new Set<string>(), new Set<string>()];
  parseExpression(expression, {}, undefined).iterate({
    enter: ({ type, node, from, to }) => {
      const name = expression.slice(from, to).trim().replace(/\s+/g, ' ');
      if (type.name === 'Name') own.add(name);
      if (type.name === 'FilterExpression') for (const inner of namesIn(expression, node)) own.add(inner);
      if (type.name === 'VariableName' && !(node.parent?.type.name === 'FunctionInvocation' && node.parent.firstChild?.from === from)) names.add(name);
    },
  });
  return [...names].filter((name) => !own.has(name));
}

type SyntaxNode = ReturnType<typeof parseExpression>['topNode'];

/** Names inside the brackets of a filter. */
function namesIn(expression: string, filter: SyntaxNode): string[] {
  const opens = filter.getChild('[')?.from ?? filter.to;
  return expression.slice(opens, filter.to).match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
}

function keysOf(script: string): string[] {
  const keys: string[] = [];
  parseExpression(expressionOf(script), {}, undefined).iterate({ enter: ({ type, from, to }) => void (type.name === 'Key' && keys.push(expressionOf(script).slice(from, to).replaceAll('"', '').trim())) });
  return keys;
}

function nearest(name: string, names: ReadonlySet<string>): string | null {
  const ranked = [...names].map((other) => [distance(name.toLowerCase(), other.toLowerCase()), other] as const).filter(([far]) => far <= Math.min(NEAR, Math.floor(name.length / 3)));
  return ranked.sort(([a], [b]) => a - b)[0]?.[1] ?? null;
}

/** Levenshtein's. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > NEAR) return NEAR + 1;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) next.push(Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}
