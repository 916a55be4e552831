import type { Finding, ProcessModel } from '#contract';
import { type RoleDirectory, answerableFindings, checkRoles } from './answerable.js';
import { decisionFindings } from './decisions/decision-findings.js';
import type { Decisions } from './decisions/decision.js';
import { HELPER } from './arrange/arrange.js';
import type { BpmnDocument } from './document.js';
import { nameFindings } from './feel-names.js';
import { finding } from './finding.js';
import { allNodes, allScopes, graphOf } from './graph.js';
import { readModel } from './read-model.js';
import { RULES } from './rules/catalogue.js';
import type { Subject } from './rules/rule.js';
import { soundFindings } from './sound.js';
import { type Component, timelyFindings } from './timely.js';

export interface ProveOptions {
  /** As `readModel` gave it with the forms that belong to the document; read afresh, its findings included, where it is left out. */
  model?: ProcessModel;
  /** Left out, the roles are not checked. */
  directory?: RoleDirectory;
  /** Procedures in force by code; left out, called procedures count no time and are not looked for. */
  component?: Component;
  /** All decisions of the procedure; left out, those written into the document. */
  decisions?: Decisions;
  /** Bound on the markings of the token game. */
  maxStates?: number;
}

/** Findings that leave no graph of which a token game would say anything. */
const UNPLAYABLE = ['unresolved-reference', 'executable-subset', 'flow-ends', 'link-pair', 'compensation-handler', 'token-quantity', 'ad-hoc-content', 'start-event', 'event-gateway-targets', 'boundary-attached'];

/**
 * The proof before publication, in stages: reading, drawing (what can run, how it is put together), sound, timely, answerable. Pure and
 * synchronous; `docs/rules` has a page for each rule. Anything of severity `error` stands against publication.
 */
export function prove(document: BpmnDocument, options: ProveOptions = {}): Finding[] {
  const read = options.model ? { model: options.model, findings: [] } : readModel(document);
  const graph = graphOf(document);
  const subject: Subject = { document, model: read.model, graph, scopes: allScopes(graph), nodes: allNodes(graph) };
  const drawing = [...document.findings, ...read.findings, ...RULES.flatMap((rule) => check(subject, rule))];
  const playable = !drawing.some(({ severity, rule }) => severity === 'error' && UNPLAYABLE.includes(rule));
  return asDrawn(document, [
    ...drawing,
    ...(playable ? sound(subject, drawing, options.maxStates) : []),
    ...timelyFindings(graph, read.model, options.component),
    ...decisionFindings(read.model, subject.nodes, options.decisions ?? document.decisions),
    ...nameFindings(graph, read.model, options.decisions ?? document.decisions, options.component),
    ...answerableFindings(graph, read.model, options.component),
    ...(options.directory ? checkRoles(read.model, options.directory) : []),
  ]);
}

/** What runs in several places is drawn once, and what only the rewriting knows is of the process. */
function asDrawn({ copies, process }: BpmnDocument, findings: Finding[]): Finding[] {
  const drawn = (id: string | null): string | null => (id === null ? null : (copies[id] ?? (id.includes(HELPER) ? (process.id ?? null) : id)));
  const seen = new Set<string>();
  const all = (ids: string[]): string[] => ids.flatMap((id) => drawn(id) ?? []);
  const told = (one: Finding): Finding => ({
    ...one,
    element: drawn(one.element),
    ...(one.path && { path: all(one.path) }),
    ...(one.witness && { witness: one.witness.map(({ fired, tokens }) => ({ fired: all(fired), tokens: all(tokens) })) }),
  });
  return findings.map(told).filter((one) => {
    const key = JSON.stringify([one.rule, one.element, one.message]);
    return !seen.has(key) && seen.add(key);
  });
}

const check = (subject: Subject, { id, severity, check: judge }: (typeof RULES)[number]): Finding[] =>
  judge(subject).map(({ element, message }) => finding(severity, id, element, message));

/** An element that no flow leads to is dead for that reason; it is said once. */
function sound({ graph }: Subject, drawing: Finding[], maxStates: number | undefined): Finding[] {
  const unreached = new Set(drawing.filter(({ rule }) => rule === 'element-unreachable').map(({ element }) => element));
  return soundFindings(graph, maxStates).filter(({ rule, element }) => !(rule === 'dead-element' && unreached.has(element)));
}
