import type { DataSpec, DataUse, ExecutableSource } from '#bpmn';
import type { ElementDefinition, FlowDefinition } from './core.js';
import type { AssociationDefinition, ElementView } from './element-view.js';
import { drawnOf, numberOf, runsForEach, twinOf, twinned } from './twin.js';

/** The serialised context: every element of the diagram, with its behaviour resolved. */
export interface SerialisedContext {
  id: string;
  type: string;
  name?: string;
  elements: {
    processes: ElementDefinition[];
    activities: ElementDefinition[];
    sequenceFlows: FlowDefinition[];
    associations: AssociationDefinition[];
  };
}

export interface Handler {
  association: string;
  element: string;
}

/** In the ids of what only the engine knows. */
const HELPER = '__lt-';

/** Part of a saved state of the core that says which elements were alive. */
interface SavedScope {
  children?: (SavedScope & { id: string; execution?: SavedScope })[];
  executions?: SavedScope[];
}

/**
 * One process of a diagram, indexed. Shared by all its instances and never changed. An instance sees it through a view, in which only
 * those elements exist that hold a token or may get one next: the cost of an instance does not grow with its diagram.
 */
export class ProcessIndex {
  readonly process: ElementDefinition;
  readonly #activities: Map<string, ElementDefinition>;
  readonly #flows: Map<string, FlowDefinition>;
  readonly #flowsIn: Map<string, FlowDefinition[]>;
  readonly #flowsOut: Map<string, FlowDefinition[]>;
  readonly #byScope: Map<string, ElementDefinition[]>;
  readonly #boundaries: Map<string, ElementDefinition[]>;
  readonly #associations: AssociationDefinition[];
  readonly #handlers = new Map<string, Handler>();
  readonly #inherited = new Map<string, Handler>();
  readonly #originals = new Map<string, string>();
  readonly #data: DataSpec;
  readonly #roundItems: Readonly<Record<string, string>>;
  /** Other names of variables, as data objects and properties are known by. */
  readonly aliases: readonly (readonly [alias: string, variable: string])[];
  readonly #deliveries: ReadonlyMap<string, readonly string[]>;
  readonly #behind = new Map<string, Set<string>>();
  readonly #twins = new Map<string, ElementDefinition>();
  readonly #repeatable = new Map<string, boolean>();
  readonly #free = new Map<string, ElementDefinition[]>();

  constructor(
    context: SerialisedContext,
    processId: string,
    readonly helpers: Readonly<Record<string, string | null>>,
    private readonly roundEvents: ExecutableSource['roundEvents'] = {},
    { copies = {}, deliveries = {}, roundItems = {}, data = { aliases: {}, uses: {}, owned: {} } }: Partial<Pick<ExecutableSource, 'copies' | 'deliveries' | 'roundItems' | 'data'>> = {},
  ) {
    for (const [copy, drawn] of Object.entries(copies)) this.#originals.set(copy, drawn);
    this.#data = data;
    this.#roundItems = roundItems;
    this.aliases = Object.entries(data.aliases);
    this.#deliveries = new Map(Object.entries(deliveries));
    const { processes, activities, sequenceFlows, associations } = context.elements;
    this.process = processes.find(({ id }) => id === processId) as ElementDefinition;
    const [compensations, others] = split(activities, isCompensation);
    this.#activities = new Map(others.map((activity) => [activity.id, activity]));
    this.#flows = new Map(sequenceFlows.map((flow) => [flow.id, flow]));
    this.#flowsIn = groupBy(sequenceFlows, (flow) => flow.targetId);
    this.#flowsOut = groupBy(sequenceFlows, (flow) => flow.sourceId);
    this.#boundaries = groupBy(others, (activity) => activity.behaviour.attachedTo?.id);
    this.#associations = associations.filter(({ sourceId, targetId }) => this.#activities.get(targetId)?.behaviour.isForCompensation && compensations.some(({ id }) => id === sourceId));
    for (const { id, sourceId, targetId } of this.#associations) {
      const host = compensations.find((boundary) => boundary.id === sourceId)?.behaviour.attachedTo?.id;
      if (host) this.#handlers.set(host, { association: id, element: targetId });
    }
    for (const [host, handler] of [...this.#handlers]) this.#inherit(host, handler);
    this.#byScope = groupBy([...this.#activities.values()], (activity) => activity.parent.id);
  }

  /**
   * What compensates an activity (BPMN 2.0.2, 13.5.5), if anything does: its handler, or, after the sub-process `within` has completed
   * with it, the same handler outside of that.
   */
  handlerOf(activity: string, within?: string): Handler | undefined {
    return within === undefined ? this.#handlers.get(drawnOf(activity)) : this.#inherited.get(`${drawnOf(within)} ${drawnOf(activity)}`);
  }

  /**
   * A completed sub-process without a handler of its own is compensated by the handlers inside it (BPMN 2.0.2, 13.5.5). By then nothing
   * of it is alive, so each of these handlers exists once more beside every sub-process around it. One with a compensation event sub-process
   * has them in that, which may throw for them.
   */
  #inherit(activity: string, handler: Handler): void {
    const drawn = this.#activities.get(handler.element) as ElementDefinition;
    const association = this.#associations.find(({ id }) => id === handler.association) as AssociationDefinition;
    let around = this.#activities.get(drawn.parent.id);
    for (; around && !this.#handlers.has(around.id) && !this.isEventSubProcess(around.id); around = this.#activities.get(around.parent.id)) {
      this.#place(activity, drawn, association, around.id, around.parent);
    }
    const undoing = around?.id === drawn.parent.id ? this.#activities.get(this.#handlers.get(around.id)?.element ?? '') : undefined;
    if (undoing?.type === 'bpmn:SubProcess') this.#place(activity, drawn, association, undoing.id, { id: undoing.id, type: undoing.type });
  }

  #place(activity: string, drawn: ElementDefinition, association: AssociationDefinition, within: string, { ...parent }: ElementDefinition['parent']): void {
    const id = `${drawn.id}${HELPER}of-${within}`;
    this.#activities.set(id, { ...drawn, id, parent });
    this.#originals.set(id, this.shown(drawn.id));
    this.#associations.push({ ...association, id: `${association.id}${HELPER}of-${within}`, targetId: id, parent });
    this.#inherited.set(`${within} ${activity}`, { association: `${association.id}${HELPER}of-${within}`, element: id });
  }

  /** Whether a sub-process was drawn as an event sub-process. */
  isEventSubProcess(id: string): boolean {
    return `${drawnOf(id)}${HELPER}trigger` in this.helpers;
  }

  /** The start event of an event sub-process, as it is drawn. */
  triggerOf(id: string): string | null {
    return this.helpers[`${drawnOf(id)}${HELPER}trigger`] ?? null;
  }

  /** The event sub-process that a helper begins, if it begins one. */
  begunBy(id: string): string | undefined {
    const suffix = `${HELPER}trigger`;
    const drawn = drawnOf(id);
    return this.isHelper(drawn) && drawn.endsWith(suffix) ? drawn.slice(0, -suffix.length) : undefined;
  }

  /** The helper that holds all of a scope but its event sub-processes. */
  bodyOf(scope: string): string {
    return `${drawnOf(scope)}${HELPER}body`;
  }

  isBody(id: string): boolean {
    return this.isHelper(id) && id.endsWith(`${HELPER}body`);
  }

  /** What a multi-instance activity throws when a round of it completes. */
  roundEventOf(id: string): ExecutableSource['roundEvents'][string] | undefined {
    return this.roundEvents[drawnOf(id)];
  }

  /** The elements of other pools that a message sent here is for, if it is for any. */
  receiversOf(id: string): readonly string[] | undefined {
    return this.#deliveries.get(drawnOf(id));
  }

  /** Of what each round of a multi-instance activity gives, the part that is collected; all of it where none is named. */
  roundItemOf(id: string): string | undefined {
    return this.#roundItems[drawnOf(id)];
  }

  dataUseOf(id: string): DataUse | undefined {
    return this.#data.uses[drawnOf(id)];
  }

  /** Names under which data associations bring something into it. */
  inputNamesOf(id: string): readonly string[] {
    return this.dataUseOf(id)?.inputs.flatMap(({ to }) => to[0] ?? []) ?? [];
  }

  /** Variables that live and end with a sub-process. */
  ownedBy(id: string): readonly string[] {
    return this.#data.owned[drawnOf(id)] ?? [];
  }

  activity(id: string): ElementDefinition | undefined {
    const known = this.#activities.get(id) ?? this.#twins.get(id);
    const drawn = known ? undefined : this.#activities.get(drawnOf(id));
    if (!drawn) return known;
    const twin = twinned(drawn, id);
    this.#twins.set(id, twin);
    return twin;
  }

  /** Whether each token that comes to the element starts it anew. What an event-based gateway waits for goes with the gateway. */
  runsForEach(id: string): boolean {
    const known = this.#repeatable.get(id);
    if (known !== undefined) return known;
    const found = this.#isRepeatable(id);
    this.#repeatable.set(id, found);
    return found;
  }

  #isRepeatable(id: string): boolean {
    const element = this.#activities.get(id);
    return element !== undefined && runsForEach(element) && !this.flowsInto(id).some(({ sourceId }) => this.#activities.get(sourceId)?.type === 'bpmn:EventBasedGateway');
  }

  activities(): Iterable<ElementDefinition> {
    return this.#activities.values();
  }

  flows(): Iterable<FlowDefinition> {
    return this.#flows.values();
  }

  flow(id: string): FlowDefinition | undefined {
    return this.#flows.get(id);
  }

  flowsInto(activity: string): readonly FlowDefinition[] {
    return this.#flowsIn.get(drawnOf(activity)) ?? [];
  }

  flowsOutOf(activity: string): readonly FlowDefinition[] {
    return this.#flowsOut.get(drawnOf(activity)) ?? [];
  }

  boundariesOf(activity: string): readonly ElementDefinition[] {
    const drawn = this.#boundaries.get(drawnOf(activity)) ?? [];
    if (drawnOf(activity) === activity) return drawn;
    return drawn.flatMap((event) => this.activity(twinOf(event.id, numberOf(activity))) ?? []);
  }

  isHelper(id: string): boolean {
    return drawnOf(id) in this.helpers;
  }

  /** The element to show for a helper that waits, and for one that stands for another. */
  shown(id: string): string {
    const drawn = drawnOf(id);
    return this.helpers[drawn] ?? this.#originals.get(drawn) ?? drawn;
  }

  /** Elements from which a token can come to the flow, on paths that do not visit the gateway `join`. */
  behind(join: string, flow: string): ReadonlySet<string> {
    const key = `${join} ${flow}`;
    const known = this.#behind.get(key);
    if (known) return known;
    const seen = this.#walkBack(join, flow);
    this.#behind.set(key, seen);
    return seen;
  }

  #walkBack(join: string, flow: string): Set<string> {
    const seen = new Set<string>();
    const open = [this.#flows.get(flow)?.sourceId];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id) || id === join) continue;
      seen.add(id);
      for (const before of this.#flowsIn.get(id) ?? []) open.push(before.sourceId);
      const host = this.#activities.get(id)?.behaviour.attachedTo?.id;
      if (host) open.push(host);
    }
    return seen;
  }

  /**
   * Where a scope begins: at its start event, else at every element that no flow leads to (BPMN 2.0.2, 13.2 and 13.3.4). Of several
   * start events of the process one has occurred: the named one, else the one without a trigger, else the first.
   */
  #startsOf(scope: string, startEvent: string | undefined): ElementDefinition[] {
    const free = this.#freeIn(scope);
    const events = free.filter(({ type }) => type === 'bpmn:StartEvent');
    if (events.length === 0) return free;
    const named = events.find(({ id }) => id === startEvent);
    return [named ?? events.find(({ behaviour }) => !behaviour['triggered']) ?? (events[0] as ElementDefinition)];
  }

  /** Start events of the process itself. */
  startEvents(): ElementDefinition[] {
    const isProcess = (scope: string): boolean => scope === this.process.id || scope === this.bodyOf(this.process.id);
    return [...this.#activities.values()].filter(({ id, type, parent }) => type === 'bpmn:StartEvent' && isProcess(parent.id) && !this.isHelper(id));
  }

  #freeIn(scope: string): ElementDefinition[] {
    const known = this.#free.get(scope);
    if (known) return known;
    const begins = ({ id, behaviour }: ElementDefinition): boolean => !this.#flowsIn.has(id) && !behaviour.attachedTo && !behaviour.isForCompensation;
    const free = (this.#byScope.get(scope) ?? []).filter(begins);
    this.#free.set(scope, free);
    return free;
  }

  /** The element and what must be alive with it: its boundary events. */
  company(id: string): ElementDefinition[] {
    return [this.activity(id), ...this.boundariesOf(id)].filter((activity) => activity !== undefined);
  }

  /** The elements of one instance; `saved` is the core's state that it is recovered from. */
  view(saved?: unknown, startEvent?: string): ElementView {
    const alive = saved ? aliveIn((saved as { execution?: SavedScope }).execution) : null;
    const activitiesOf = (scope: string): ElementDefinition[] => {
      const saved = (alive ?? []).flatMap((id) => this.activity(id) ?? []).filter(({ parent }) => parent.id === scope);
      const hosts = [...this.#startsOf(scope, startEvent), ...saved].map(({ id, behaviour }) => behaviour.attachedTo?.id ?? id);
      return [...new Set(hosts.flatMap((id) => this.company(id)))];
    };
    const flowsOf = (scope: string): FlowDefinition[] => [...new Set(activitiesOf(scope).flatMap(({ id }) => [...this.flowsInto(id), ...this.flowsOutOf(id)]))];
    return {
      id: this.process.id,
      type: 'bpmn:Definitions',
      getProcessById: (id: string) => (id === this.process.id ? this.process : undefined),
      getProcesses: () => [this.process],
      getActivityById: (id: string) => this.activity(id),
      getSequenceFlowById: (id: string) => this.#flows.get(id),
      getInboundSequenceFlows: (id: string) => [...this.flowsInto(id)],
      getOutboundSequenceFlows: (id: string) => [...this.flowsOutOf(id)],
      getInboundAssociations: (id: string) => this.#associations.filter(({ targetId }) => targetId === id),
      getOutboundAssociations: (id: string) => this.#associations.filter(({ sourceId }) => sourceId === id),
      getActivities: activitiesOf,
      getSequenceFlows: flowsOf,
      getAssociations: (scope: string) => this.#associations.filter(({ parent }) => parent.id === scope),
      getMessageFlows: () => [],
      getDataObjectById: () => undefined,
      getDataStoreById: () => undefined,
      getDataStoreReferenceById: () => undefined,
    };
  }
}

function isCompensation({ behaviour }: ElementDefinition): boolean {
  return Boolean(behaviour.attachedTo) && Boolean(behaviour.eventDefinitions?.some(({ type }) => type === 'bpmn:CompensateEventDefinition'));
}

function aliveIn(scope: SavedScope | undefined, alive: string[] = []): string[] {
  for (const child of scope?.children ?? []) {
    alive.push(child.id);
    for (const inner of [child.execution, ...(child.execution?.executions ?? [])]) aliveIn(inner, alive);
  }
  return alive;
}

function groupBy<T>(items: T[], key: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const of = key(item);
    if (of === undefined) continue;
    const group = groups.get(of);
    if (group) group.push(item);
    else groups.set(of, [item]);
  }
  return groups;
}

function split<T>(items: T[], matches: (item: T) => boolean): [T[], T[]] {
  return [items.filter(matches), items.filter((item) => !matches(item))];
}
