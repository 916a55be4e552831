import { text } from '#kernel';
import { walk } from '../arrange/tree.js';
import { type ModdleElement, is, list, one, string } from '../document.js';
import { feelError, isExpression, isNoCondition } from '../feel.js';
import { freeNames } from '../feel-names.js';
import type { FlowNode } from '../graph.js';
import { type Flaw, type Rule, type Subject, at } from './rule.js';

/** Every expression of the diagram is FEEL and parses. */
export const feelSyntax: Rule = {
  id: 'feel-syntax',
  severity: 'error',
  check: (subject) => [
    ...subject.nodes.flatMap((node) => conditionsOf(node).flatMap(([owner, said]) => [...condition(owner, said), ...prose(subject, owner, said)])),
    ...subject.nodes.flatMap(ofNode),
    ...subject.nodes.flatMap(({ element, outgoing }) => [...foreign(element, element), ...outgoing.flatMap((flow) => foreign(flow.element, flow.element))]),
    ...agencies(subject),
    ...correlations(subject),
  ],
};

function ofNode({ element }: FlowNode): Flaw[] {
  const loop = one(element, 'loopCharacteristics');
  const called = string(element, 'calledElement');
  return [
    ...optional(element, string(one(loop, 'loopCardinality'), 'body')),
    ...expression(element, string(loop, 'collection')),
    ...list(element, 'eventDefinitions').flatMap((definition) => TIMES.flatMap((time) => optional(element, string(one(definition, time), 'body')))),
    ...optional(element, called),
  ];
}

const TIMES = ['timeDate', 'timeDuration', 'timeCycle'];

const agencies = ({ model, nodes }: Subject): Flaw[] =>
  nodes.flatMap(({ element }) => optional(element, model.steps[element.id ?? '']?.agency));

const correlations = ({ model, nodes }: Subject): Flaw[] => nodes.flatMap(({ element }) => optional(element, model.correlations?.[element.id ?? '']));

/** Where BPMN asks for a condition, each with the element that has it. */
function conditionsOf({ element, outgoing }: FlowNode): [owner: ModdleElement, condition: ModdleElement][] {
  const loop = one(element, 'loopCharacteristics');
  const own = [one(loop, 'completionCondition'), one(loop, 'loopCondition'), one(element, 'completionCondition'), ...list(element, 'eventDefinitions').map((definition) => one(definition, 'condition'))];
  return [...outgoing.map((flow) => [flow.element, one(flow.element, 'conditionExpression')] as const), ...own.map((condition) => [element, condition] as const)]
    .flatMap(([owner, condition]) => (condition ? [[owner, condition] as [ModdleElement, ModdleElement]] : []));
}

/**
 * An expression that does not say that it is formal is a text for people (BPMN 2.0.2, 8.4.9). Whoever draws by hand leaves that out, so only one that reads like a
 * text is taken for it: with names of several words that no datum bears.
 */
function prose({ document }: Subject, owner: ModdleElement, condition: ModdleElement): Flaw[] {
  const source = string(condition, 'body') ?? '';
  if (is(condition, 'FormalExpression') || isExpression(source) || feelError(source) !== null) return [];
  const wordy = freeNames(source).filter((name) => name.includes(' '));
  if (wordy.length === 0) return [];
  const known = new Set<string | undefined>();
  walk(document.definitions, (element) => void known.add(element.name));
  if (wordy.every((name) => known.has(name))) return [];
  const shown = source.trim();
  return [at(owner, text(`«${shown}» là lời văn, không phải biểu thức (thiếu xsi:type="tFormalExpression" hoặc dấu «=»).`, `"${shown}" is a text and no expression (xsi:type="tFormalExpression" or a leading "=" is missing).`))];
}

/** Where BPMN asks for a condition, a value that is never true or false is none (tables 8.60 and 10.29). */
function condition(owner: ModdleElement, formal: ModdleElement): Flaw[] {
  const source = string(formal, 'body') ?? '';
  const flaws = expression(owner, source);
  if (flaws.length > 0 || !isNoCondition(source)) return flaws;
  return [at(owner, text(`Điều kiện «${source.trim()}» không bao giờ đúng hay sai.`, `The condition "${source.trim()}" is never true or false.`))];
}

/** Plain text is allowed too; only `=…` and what looks like another language's expression are judged. */
const optional = (owner: ModdleElement, source: string | undefined): Flaw[] =>
  source !== undefined && (isExpression(source) || /[$#]\{/.test(source)) ? expression(owner, source) : [];

function expression(owner: ModdleElement, source: string | undefined): Flaw[] {
  if (source === undefined) return [];
  const fault = feelError(source);
  const shown = source.trim();
  return fault === null ? [] : [at(owner, text(`Biểu thức «${shown}» không phải FEEL hợp lệ: ${fault.vi}.`, `Expression "${shown}" is not valid FEEL: ${fault.en}.`))];
}

/** An expression that says that it is of another language is not guessed at (BPMN 2.0.2, table 8.49). */
function foreign(owner: ModdleElement, element: ModdleElement): Flaw[] {
  const flaws: Flaw[] = [];
  walk(element, (inner) => {
    const language = is(inner, 'FormalExpression') ? string(inner, 'language')?.trim() : undefined;
    if (language && !/feel/i.test(language)) flaws.push(at(owner, text(`Không nhận biểu thức bằng «${language}», chỉ nhận FEEL.`, `An expression in "${language}" is not accepted, only FEEL.`)));
  }, (inner) => list(inner, 'flowElements').length === 0);
  return flaws;
}
