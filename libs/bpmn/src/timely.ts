import type { Finding, ProcessModel } from '#contract';
import { type Budget, HOURS_PER_WORKING_DAY, text } from '#kernel';
import { type ModdleElement, eventDefinition, is, isInterrupting, label, one, string } from './document.js';
import { finding } from './finding.js';
import type { FlowNode, Scope } from './graph.js';
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
 * The way to the end that may use the most working time. Branches, alternative or parallel, count by their longest; a loop is gone
 * through once; waiting for the citizen (elements with a stop, and the events behind such a gateway) counts nothing, and neither do
 * paths that run beside the dossier (non-interrupting events).
 */
export const longestBudget = (graph: Scope, model: ProcessModel, component: Component): BudgetPath => new Longest(model, component).of(graph);

class Longest {
  readonly #best = new Map<FlowNode, BudgetPath | null>();

  constructor(
    private readonly model: ProcessModel,
    private readonly component: Component,
  ) {}

  of(scope: Scope): BudgetPath {
    const starts = scope.nodes.filter((node) => is(node.element, 'StartEvent') || (node.incoming.length === 0 && !is(node.element, 'BoundaryEvent')));
    return longest(starts.map((start) => this.#from(start))) ?? NOTHING;
  }

  /** Null while the node is being visited: a way back into a loop is no way to the end. */
  #from(node: FlowNode): BudgetPath | null {
    const known = this.#best.get(node);
    if (known !== undefined) return known;
    this.#best.set(node, null);
    const own = this.#spentAt(node);
    const exits = node.boundary.filter(({ element }) => isInterrupting(element));
    const ahead = [...node.outgoing.map(({ target }) => target), ...exits].map((next) => this.#from(next));
    const rest = node.outgoing.length === 0 ? longest([NOTHING, ...ahead]) : longest(ahead);
    const found = rest && { hours: own.hours + rest.hours, spent: [...own.spent, ...rest.spent] };
    this.#best.set(node, found);
    return found;
  }

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

const NOTHING: BudgetPath = { hours: 0, spent: [] };
const spent = (element: ModdleElement, hours: number): BudgetPath => (hours > 0 ? { hours, spent: [{ element, hours }] } : NOTHING);

const longest = (paths: (BudgetPath | null)[]): BudgetPath | null =>
  paths.reduce((best, path) => (path && (!best || path.hours > best.hours) ? path : best), null);

const waitingHours = (element: ModdleElement): number =>
  fromCalendarDays(daysOf((string(one(eventDefinition(element), 'timeDuration'), 'body') ?? '').trim()));

/** Timely: the longest way fits into the time that the law gives. */
export function timelyFindings(graph: Scope, model: ProcessModel, component: Component = () => null): Finding[] {
  if (model.kind === 'component') return [];
  const { legalLimit } = model;
  if (!legalLimit) return [finding('warning', 'limit-missing', model.processId, text('Thủ tục chưa nêu thời hạn giải quyết theo quy định.', 'The procedure states no legal time limit.'))];
  const { hours, spent: steps } = longestBudget(graph, model, component);
  const limit = workingHours(legalLimit);
  if (hours <= limit + 1e-9) return [];
  const path = steps.map(({ element, hours: used }) => `${label(element)} ${days(used)}`).join(' → ');
  const message = text(
    `Tổng thời hạn các bước trên đường dài nhất là ${days(hours)} ngày làm việc, vượt thời hạn ${days(limit)} ngày. Đường đi: ${path}.`,
    `The budgets on the longest path sum to ${days(hours)} working days, above the limit of ${days(limit)}. The path: ${path}.`,
  );
  return [finding('error', 'budget-exceeds-limit', steps.at(-1)?.element.id ?? model.processId, message)];
}

const days = (hours: number): string => String(Math.round((hours / HOURS_PER_WORKING_DAY) * 100) / 100);
