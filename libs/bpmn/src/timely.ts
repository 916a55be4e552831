import type { Finding, LongestPath, ProcessModel } from '#contract';
import { type Budget, HOURS_PER_WORKING_DAY, text } from '#kernel';
import { type BpmnDocument, type ModdleElement, eventDefinition, is, isInterrupting, label, one, string } from './document.js';
import { finding } from './finding.js';
import { type Flow, type FlowNode, type Scope, graphOf } from './graph.js';
import { daysOf } from './iso-time.js';

export interface BudgetPath {
  /** Working hours, eight to the working day. */
  hours: number;
  /** Elements that use working time, in order. */
  spent: { element: ModdleElement; hours: number }[];
}

/** A called procedure by its code; null where there is none in force. */
export type Component = (code: string) => ProcessModel | null;

const DAYS_OF_MONTH = 30;

/**
 * Working hours that a budget allows, as the rule of thumb of the domain has it: 5 of 7 calendar days are working days, rounded to
 * whole days (15 calendar days are 11 working days). The real due date is computed by the calendar; this only compares budgets.
 */
export function workingHours({ amount, unit }: Budget): number {
  if (unit === 'working_hour') return amount;
  if (unit === 'working_day' || unit === 'same_day') return amount * HOURS_PER_WORKING_DAY;
  return fromCalendarDays(unit === 'month' ? amount * DAYS_OF_MONTH : amount);
}

function fromCalendarDays(days: number): number {
  const working = (days * 5) / 7;
  return (days < 1 ? working : Math.round(working)) * HOURS_PER_WORKING_DAY;
}

/** Budget of a called component: all its steps one after the other, which no way through it exceeds, stops excepted. */
const componentHours = (component: ProcessModel | null): number =>
  Object.values(component?.steps ?? {}).reduce((sum, { element, budget }) => sum + (budget && !component?.stops[element] ? workingHours(budget) : 0), 0);

/**
 * The way to the end that may use the most working time. Branches, alternative or parallel, count by their longest; a way back counts as
 * often as `iso:loop rounds` of its flow says, and never where it says nothing; waiting for the citizen (elements with a stop, and the
 * events behind such a gateway) counts nothing, and neither do paths that run beside the dossier (non-interrupting events).
 */
export const longestBudget = (graph: Scope, model: ProcessModel, component: Component): BudgetPath => new Longest(model, component).of(graph);

/** Ways back that take working time and do not say how often they are gone. */
export const unboundedLoops = (graph: Scope, model: ProcessModel, component: Component): Flow[] => {
  const longest = new Longest(model, component);
  longest.of(graph);
  return longest.unbounded;
};

class Longest {
  readonly unbounded: Flow[] = [];
  readonly #own = new Map<FlowNode, BudgetPath>();
  /** Of the nodes with a way to the end that no way back begins. */
  readonly #best = new Map<FlowNode, BudgetPath>();

  constructor(
    private readonly model: ProcessModel,
    private readonly component: Component,
  ) {}

  of(scope: Scope): BudgetPath {
    const starts = scope.nodes.filter((node) => is(node.element, 'StartEvent') || (node.incoming.length === 0 && !is(node.element, 'BoundaryEvent')));
    const { order, back } = forwards(starts);
    for (const node of order) this.#own.set(node, this.#spentAt(node));
    for (const flow of inwards(back, order)) this.#goBack(flow, order);
    for (const node of order) {
      const ahead = exits(node).flatMap((next) => this.#best.get(next) ?? []);
      if (ahead.length > 0 || node.outgoing.length === 0) this.#best.set(node, sum(this.#spent(node), longest(ahead)));
    }
    return longest(starts.flatMap((start) => this.#best.get(start) ?? []));
  }

  /** The rounds of a loop are spent at its head, which every way through the loop passes. */
  #goBack(flow: Flow, order: readonly FlowNode[]): void {
    const round = this.#between(flow.target, flow.source, order);
    if (round.hours === 0) return;
    const rounds = this.model.loops?.[flow.id];
    if (rounds === undefined) this.unbounded.push(flow);
    else this.#own.set(flow.target, sum(this.#spent(flow.target), times(round, rounds)));
  }

  /** The longest way from one node to a later one, both included. */
  #between(from: FlowNode, to: FlowNode, order: readonly FlowNode[]): BudgetPath {
    const best = new Map<FlowNode, BudgetPath>([[to, this.#spent(to)]]);
    for (const node of order.slice(order.indexOf(to) + 1, order.indexOf(from) + 1)) {
      const ahead = exits(node).filter((next) => best.has(next));
      if (ahead.length > 0) best.set(node, sum(this.#spent(node), longest(ahead.map((next) => best.get(next) ?? NOTHING))));
    }
    return best.get(from) ?? NOTHING;
  }

  readonly #spent = (node: FlowNode): BudgetPath => this.#own.get(node) ?? NOTHING;

  #spentAt(node: FlowNode): BudgetPath {
    const { element, id } = node;
    if (this.#isStopped(node)) return NOTHING;
    const budget = this.model.steps[id]?.budget;
    if (budget) return spent(element, workingHours(budget));
    if (node.children) return this.of(node.children);
    const code = this.model.calls[id];
    if (code !== undefined) return spent(element, componentHours(this.component(code)));
    return is(element, 'IntermediateCatchEvent') ? spent(element, waitingHours(element)) : NOTHING;
  }

  #isStopped({ id, incoming }: FlowNode): boolean {
    return id in this.model.stops || incoming.some(({ source }) => is(source.element, 'EventBasedGateway') && source.id in this.model.stops);
  }
}

/** Where the dossier may go from a node, by its flows and by what interrupts it. */
const exits = (node: FlowNode): FlowNode[] => [...node.outgoing.map(({ target }) => target), ...node.boundary.filter(({ element }) => isInterrupting(element))];

/** The nodes that can be reached, each after all that follow it, and the flows that lead back. */
function forwards(starts: readonly FlowNode[]): { order: FlowNode[]; back: Flow[] } {
  const [order, back, open] = [[] as FlowNode[], [] as Flow[], new Set<FlowNode>()];
  const seen = new Set<FlowNode>();
  const visit = (node: FlowNode): void => {
    seen.add(node);
    open.add(node);
    for (const next of exits(node)) {
      if (open.has(next)) back.push(...node.outgoing.filter(({ target }) => target === next));
      else if (!seen.has(next)) visit(next);
    }
    open.delete(node);
    order.push(node);
  };
  for (const start of starts) if (!seen.has(start)) visit(start);
  return { order, back: [...new Set(back)] };
}

/** Inner loops first, so that their rounds count in every round of the outer ones. */
const inwards = (back: readonly Flow[], order: readonly FlowNode[]): Flow[] =>
  [...back].sort((one, other) => length(one, order) - length(other, order));
const length = ({ source, target }: Flow, order: readonly FlowNode[]): number => order.indexOf(target) - order.indexOf(source);

const NOTHING: BudgetPath = { hours: 0, spent: [] };
const spent = (element: ModdleElement, hours: number): BudgetPath => (hours > 0 ? { hours, spent: [{ element, hours }] } : NOTHING);

const longest = (paths: readonly BudgetPath[]): BudgetPath => paths.reduce((best, path) => (path.hours > best.hours ? path : best), NOTHING);

/** What is spent at one element in several rounds is told once. */
function sum(one: BudgetPath, other: BudgetPath): BudgetPath {
  const all = new Map<ModdleElement, number>();
  for (const { element, hours } of [...one.spent, ...other.spent]) all.set(element, (all.get(element) ?? 0) + hours);
  return { hours: one.hours + other.hours, spent: [...all].map(([element, hours]) => ({ element, hours })) };
}

const times = ({ hours, spent: steps }: BudgetPath, rounds: number): BudgetPath =>
  rounds === 0 ? NOTHING : { hours: hours * rounds, spent: steps.map((step) => ({ ...step, hours: step.hours * rounds })) };

const waitingHours = (element: ModdleElement): number =>
  fromCalendarDays(daysOf((string(one(eventDefinition(element), 'timeDuration'), 'body') ?? '').trim()));

/** The longest way with what it uses and what the law gives, to be lit on the canvas. */
export function longestPath(document: BpmnDocument, model: ProcessModel, component: Component = () => null): LongestPath {
  const { hours, spent: steps } = longestBudget(graphOf(document), model, component);
  return { elements: steps.map(({ element, hours: used }) => ({ element: element.id ?? '', hours: used })), used: hours, limit: model.legalLimit && workingHours(model.legalLimit) };
}

/** Timely: the longest way fits into the time that the law gives. */
export function timelyFindings(graph: Scope, model: ProcessModel, component: Component = () => null): Finding[] {
  if (model.kind === 'component') return [];
  const { legalLimit } = model;
  if (!legalLimit) return [finding('warning', 'limit-missing', model.processId, text('Thủ tục chưa nêu thời hạn giải quyết theo quy định.', 'The procedure states no legal time limit.'))];
  return [...overrun(longestBudget(graph, model, component), workingHours(legalLimit), model), ...unboundedLoops(graph, model, component).map(unbounded)];
}

function overrun({ hours, spent: steps }: BudgetPath, limit: number, model: ProcessModel): Finding[] {
  if (hours <= limit + 1e-9) return [];
  const path = steps.map(({ element, hours: used }) => `${label(element)} ${days(used)}`).join(' → ');
  const message = text(
    `Tổng thời hạn các bước trên đường dài nhất là ${days(hours)} ngày làm việc, vượt thời hạn ${days(limit)} ngày. Đường đi: ${path}.`,
    `The budgets on the longest path sum to ${days(hours)} working days, above the limit of ${days(limit)}. The path: ${path}.`,
  );
  const over = finding('error', 'budget-exceeds-limit', steps.at(-1)?.element.id ?? model.processId, message);
  return [{ ...over, path: steps.map(({ element }) => element.id ?? '') }];
}

function unbounded({ id, element, source, target }: Flow): Finding {
  const [from, to] = [label(source.element), label(target.element)];
  const message = text(
    `Đường quay lại từ ${from} tới ${to} chưa nêu được đi mấy lần (iso:loop rounds); thời gian làm lại chưa được tính vào thời hạn.`,
    `The way back from ${from} to ${to} does not say how often it is gone (iso:loop rounds); the time of doing it again is not counted.`,
  );
  return finding('warning', 'loop-unbounded', element.$parent ? id : source.id, message);
}

const days = (hours: number): string => String(Math.round((hours / HOURS_PER_WORKING_DAY) * 100) / 100);
