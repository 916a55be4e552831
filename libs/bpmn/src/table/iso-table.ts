import type { IsoRowKind, IsoTableRow, ProcessModel, StepSpec } from '#contract';
import type { Budget, Language } from '#kernel';
import { type BpmnDocument, type ModdleElement, eventDefinition, is, list, one, string } from '../document.js';
import { type FlowNode, type Scope, allNodes, graphOf, isActivity } from '../graph.js';
import { daysOf } from '../iso-time.js';
import { readModel } from '../read-model.js';
import { type Component, workingHours } from '../timely.js';
import { type Track, followers, readingOrder } from './reading-order.js';
import { type Vocabulary, agencyName, roleName } from './vocabulary.js';

export interface TableOptions {
  /** As `readModel` gave it with the forms beside the document; read afresh where it is left out. */
  model?: ProcessModel;
  vocabulary?: Vocabulary;
  /** Called procedures, for the time that they take. */
  component?: Component;
  language?: Language;
}

/** The ISO table of a diagram: every row of it in reading order. The one reading that screens, prints and differences use. */
export function isoTable(document: BpmnDocument, options: TableOptions = {}): IsoTableRow[] {
  const graph = graphOf(document);
  const table = new Table(options.model ?? readModel(document).model, options);
  return table.of(graph).map((row) => ({ ...row, element: document.copies[row.element ?? ''] ?? row.element }));
}

interface Placed {
  node: FlowNode;
  kind: IsoRowKind;
  tracks: readonly Track[];
  /** Rows inside a sub-process. */
  inner: Placed[];
  number: string;
}

class Table {
  readonly #model: ProcessModel;
  readonly #options: TableOptions;
  readonly #language: Language;
  readonly #numbers = new Map<FlowNode, string>();
  #order: readonly Placed[] = [];
  readonly #papers = new Map<string, string>();

  constructor(model: ProcessModel, options: TableOptions) {
    this.#model = model;
    this.#options = options;
    this.#language = options.language ?? 'vi';
    for (const { code, name } of [...model.papers, ...Object.values(model.steps).flatMap(({ papersOut }) => papersOut)]) this.#papers.set(code, name[this.#language]);
  }

  of(graph: Scope): IsoTableRow[] {
    const placed = this.#place(graph);
    this.#number(placed, '', 0);
    const nodes = new Map(allNodes(graph).map((node) => [node.id, node]));
    this.#order = flat(placed);
    return this.#order.map((row) => this.#row(row, nodes));
  }

  #place(scope: Scope): Placed[] {
    const { nodes, tracks } = readingOrder(scope);
    return nodes.flatMap((node) => {
      const kind = this.#kindOf(node);
      if (!kind) return [];
      return [{ node, kind, tracks: tracks.get(node) ?? [], inner: node.children ? this.#place(node.children) : [], number: '' }];
    });
  }

  /** Null for what is no row: starts and ends, joins, events that another row tells of. */
  #kindOf({ id, element, outgoing, incoming, children }: FlowNode): IsoRowKind | null {
    if (id in this.#model.steps) return id in this.#model.stops ? 'wait' : 'step';
    if (children) return 'group';
    if (is(element, 'CallActivity')) return 'call';
    if (is(element, 'ServiceTask', 'SendTask', 'BusinessRuleTask')) return 'software';
    if (is(element, 'ReceiveTask', 'EventBasedGateway')) return 'wait';
    if (is(element, 'IntermediateCatchEvent')) return is(eventDefinition(element), 'LinkEventDefinition') || incoming.some(({ source }) => is(source.element, 'EventBasedGateway')) ? null : 'wait';
    if (is(element, 'ExclusiveGateway', 'InclusiveGateway', 'ComplexGateway')) return outgoing.length > 1 ? 'choice' : null;
    return is(element, 'Task', 'ManualTask', 'ScriptTask', 'UserTask') ? 'step' : null;
  }

  #number(rows: Placed[], prefix: string, depth: number): void {
    let count = 0;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as Placed;
      if (row.number) continue;
      count++;
      const group = row.tracks[depth]?.group;
      if (group === undefined) this.#name(row, `${prefix}${count}`);
      else this.#branches(rows.filter(({ number, tracks }) => !number && tracks[depth]?.group === group), `${prefix}${count}`, depth);
    }
  }

  #branches(rows: Placed[], base: string, depth: number): void {
    const tracks = Map.groupBy(rows, (row) => row.tracks[depth]?.track ?? '');
    for (const [track, own] of tracks) {
      const [only, ...more] = own;
      if (only && more.length === 0) this.#name(only, `${base}${track}`);
      else this.#number(own, `${base}${track}.`, depth + 1);
    }
  }

  #name(row: Placed, number: string): void {
    row.number = number;
    this.#numbers.set(row.node, number);
    this.#number(row.inner, `${number}.`, 0);
  }

  #row({ node, kind, tracks, number }: Placed, nodes: ReadonlyMap<string, FlowNode>): IsoTableRow {
    const step = this.#model.steps[node.id];
    const stop = this.#model.stops[node.id];
    return {
      number, element: node.id, kind,
      activity: step?.name[this.#language] ?? spoken(node.element),
      responsible: this.#responsible(node, step, nodes),
      time: this.#time(node, step),
      forms: (step?.papersIn ?? []).map((code) => ({ code, name: this.#papers.get(code) ?? code })),
      results: (step?.papersOut ?? []).map(({ code, name }) => ({ code, name: name[this.#language] })),
      form: step?.form ?? null,
      note: list(node.element, 'documentation').map((text) => string(text, 'text') ?? '').join('\n').trim(),
      stop: stop ? { kind: stop.kind, evidence: stop.evidence } : null,
      ways: this.#ways(node, kind),
      branch: tracks.at(-1) ?? null,
    };
  }

  #responsible(node: FlowNode, step: StepSpec | undefined, nodes: ReadonlyMap<string, FlowNode>): IsoTableRow['responsible'] {
    if (!step || !nodes.has(node.id)) return { agency: null, role: null, names: [] };
    const { agency, role } = step;
    return { agency, role, names: [agencyName(this.#options.vocabulary, agency, this.#language), roleName(this.#options.vocabulary, role, this.#language)] };
  }

  #time(node: FlowNode, step: StepSpec | undefined): Budget | null {
    if (step) return step.budget;
    const called = this.#model.calls[node.id];
    if (called !== undefined) return this.#called(called);
    return is(node.element, 'IntermediateCatchEvent') ? drawnTime(node.element) : null;
  }

  #called(code: string): Budget | null {
    const model = this.#options.component?.(code);
    const hours = Object.values(model?.steps ?? {}).reduce((sum, { element, budget }) => sum + (budget && !model?.stops[element] ? workingHours(budget) : 0), 0);
    return hours > 0 ? { amount: hours / 8, unit: 'working_day' } : null;
  }

  #ways(node: FlowNode, kind: IsoRowKind): IsoTableRow['ways'] {
    const events = is(node.element, 'EventBasedGateway') ? node.outgoing.map(({ target }) => this.#way(target, spoken(target.element), followers(target), new Set([node]))) : [];
    const flows = kind === 'choice' ? node.outgoing.map(({ element, target }) => this.#way({ id: element.id ?? '' }, condition(element), [target], new Set([node]))) : [];
    const caught = node.boundary.map((event) => this.#way(event, spoken(event.element), followers(event), new Set([node])));
    const [next] = node.outgoing;
    const returns = kind !== 'choice' && events.length === 0 && next && node.outgoing.length === 1 ? this.#jump(node, next.target, next.element) : [];
    return [...events, ...flows, ...returns, ...caught];
  }

  /** A row says where it goes on when that is not simply the next one: of its branch, or behind the branches. */
  #jump(node: FlowNode, target: FlowNode, flow: ModdleElement): IsoTableRow['ways'] {
    const rows = this.#rowsAt([target], new Set());
    const at = this.#order.findIndex((row) => row.node === node);
    const own = this.#order[at];
    const next = this.#order.slice(at + 1).find((row) => own && row.node.scope === node.scope && !isBeside(own, row));
    const ends = rows.length === 0 && (next === undefined || node.scope.owner !== null || (own?.tracks.length ?? 0) > 0);
    const follows = rows.length > 1 || (next !== undefined && rows.includes(next.number));
    return ends || follows ? [] : [this.#way({ id: flow.id ?? '' }, '', [target], new Set())];
  }

  #way({ id }: { id: string }, when: string, targets: FlowNode[], seen: Set<FlowNode>): IsoTableRow['ways'][number] {
    const to = this.#rowsAt(targets, seen);
    return { when, to: to.sort(compareNumbers), end: to.length === 0 ? endName(targets) : null, element: id };
  }

  /** Numbers of the first rows that a token comes to. */
  #rowsAt(nodes: FlowNode[], seen: Set<FlowNode>): string[] {
    const passed = new Set(seen);
    const found = new Set<string>();
    const open = [...nodes];
    for (let node = open.pop(); node; node = open.pop()) {
      const number = this.#numbers.get(node);
      if (number !== undefined) found.add(number);
      else if (!passed.has(node)) open.push(...node.outgoing.map(({ target }) => target));
      passed.add(node);
    }
    return [...found];
  }
}

/** In another branch of the same split. */
const isBeside = (one: Placed, other: Placed): boolean => one.tracks.some(({ group, track }) => other.tracks.some((beside) => beside.group === group && beside.track !== track));

const flat = (rows: Placed[]): Placed[] => rows.flatMap((row) => [row, ...flat(row.inner)]);

/** The name of an element, else what its event waits for. */
function spoken(element: ModdleElement): string {
  const name = element.name?.trim();
  if (name) return name;
  const definition = eventDefinition(element);
  const reference = one(definition, 'messageRef') ?? one(definition, 'signalRef') ?? one(definition, 'errorRef') ?? one(definition, 'escalationRef');
  const timer = ['timeDuration', 'timeDate', 'timeCycle'].map((kind) => string(one(definition, kind), 'body')).find(Boolean);
  return reference?.name ?? timer ?? (isActivity(element) ? (element.id ?? '') : '');
}

const condition = (flow: ModdleElement): string => flow.name?.trim() || (string(one(flow, 'conditionExpression'), 'body') ?? '').trim();

function endName(targets: FlowNode[]): string {
  const seen = new Set<FlowNode>();
  const open = [...targets];
  for (let node = open.shift(); node; node = open.shift()) {
    if (is(node.element, 'EndEvent')) return node.element.name?.trim() || node.id;
    if (!seen.has(node)) open.push(...node.outgoing.map(({ target }) => target));
    seen.add(node);
  }
  return targets[0]?.id ?? '';
}

function drawnTime(element: ModdleElement): Budget | null {
  const days = daysOf((string(one(eventDefinition(element), 'timeDuration'), 'body') ?? '').trim());
  return days > 0 ? { amount: days, unit: 'calendar_day' } : null;
}

/** `3a.2` before `3b`, `9` before `10`. */
export function compareNumbers(one: string, other: string): number {
  const [left, right] = [one, other].map((number) => number.split(/[.]|(?<=\d)(?=[a-z])/));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const [a = '', b = ''] = [left?.[at], right?.[at]];
    const order = /^\d+$/.test(a) && /^\d+$/.test(b) ? Number(a) - Number(b) : a.localeCompare(b);
    if (order !== 0) return order;
  }
  return 0;
}
