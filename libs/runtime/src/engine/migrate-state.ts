import { type Result, type Text, ok, reject, text } from '#kernel';
import type { CompiledProcess } from './compile.js';
import type { ElementDefinition } from './core.js';
import { findDeadlock, isJoin } from './find-deadlock.js';
import { type EngineState, LiveInstance } from './live-instance.js';
import type { ProcessIndex } from './process-index.js';
import type { Compensable } from './scope.js';
import { numberOf } from './twin.js';
import type { Waiting } from './waiting.js';

/** Ids of drawn elements of the one revision, with the ids that stand for them in the other. */
export type ElementMapping = Readonly<Record<string, string>>;

export interface Move {
  mapping: ElementMapping;
  from: CompiledProcess;
  to: CompiledProcess;
  variables: Record<string, unknown>;
  now: Date;
}

export interface Migrated {
  state: EngineState;
  /** All that waits, as it is seen by the two revisions; nothing of it was begun or ended. */
  waiting: { before: Waiting; after: Waiting }[];
}

interface SavedMessage {
  fields: { routingKey: string };
  content: Record<string, unknown>;
}

interface SavedElement {
  id: string;
  status?: string;
  broker?: { queues?: { name: string; messages?: SavedMessage[] }[] };
  execution?: SavedScope & { executions?: (SavedScope & { id?: string })[] };
}

interface SavedScope {
  children?: SavedElement[];
}

const HELPER = '__lt-';

/**
 * Rewrites a saved state so that another revision of its process goes on with it: every token stays where it is, executions keep their
 * ids, timers their due instants. Refused is whatever cannot be proved to go on well: a token on an element that is gone or is of another
 * kind, guards and triggers that would have to be armed, joins whose branches differ, compensation under way, and a position from which
 * the new revision can get stuck.
 */
export function migrateState(state: EngineState, move: Move): Result<Migrated> {
  const { from, to } = move;
  if (state.process !== to.processId) return refuse(text('Bản mới là một quy trình khác', 'The new revision is of another process'));
  const ids = new Ids(move);
  const root = (state.core as { execution?: SavedScope }).execution ?? {};
  const refusal = whyNot(root, from.processId, move, ids);
  if (refusal) return refuse(refusal);
  const compensable: Compensable[] = [];
  for (const one of state.compensable) {
    const moved = ids.compensable(one);
    if (!moved) return refuse(text(`Bước "${one.element}" đã xong và có thể phải bồi hoàn, bản mới không còn cách bồi hoàn đó`, `"${one.element}" is done and could be compensated, which the new revision does otherwise`));
    compensable.push(moved);
  }
  const kept = keptFor(state, ids);
  if (!kept) return refuse(text('Một thông điệp đang giữ không còn nơi nhận trong bản mới', 'A message that is kept has no receiver in the new revision'));
  return proved({ ...state, ...kept, core: rewrite(state.core, ids), compensable }, state, move, ids);
}

/** Messages between pools go on waiting for the same receivers. */
function keptFor({ kept = [] }: EngineState, ids: Ids): Pick<EngineState, 'kept'> | null {
  const moved = kept.map((one) => ({ ...one, receivers: one.receivers.flatMap((receiver) => ids.element(receiver) ?? []) }));
  if (moved.some(({ receivers }) => receivers.length === 0)) return null;
  return moved.length > 0 ? { kept: moved } : {};
}

/** Both are brought to life and must wait for the same things, under the same executions. */
function proved(state: EngineState, old: EngineState, { from, to, variables, now }: Move, ids: Ids): Result<Migrated> {
  const before = LiveInstance.recover(from, old, { variables, now }).waiting();
  const after = new Map(LiveInstance.recover(to, copy(state), { variables, now }).waiting().map((waiting) => [waiting.executionId, waiting]));
  const pairs = before.map((waiting) => ({ before: waiting, after: after.get(waiting.executionId) }));
  const same = (pair: (typeof pairs)[number]): pair is Migrated['waiting'][number] =>
    pair.after?.kind === pair.before.kind && pair.after.element === ids.shown(pair.before.element) && pair.after.dueAt?.getTime() === pair.before.dueAt?.getTime();
  const odd = pairs.find((pair) => !same(pair));
  if (odd || after.size !== before.length) {
    const element = odd?.before.element ?? 'process';
    return refuse(text(`Bước "${element}" sẽ chờ khác đi trong bản mới`, `"${element}" would wait otherwise in the new revision`));
  }
  return ok({ state, waiting: pairs.filter(same) });
}

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function whyNot(scope: SavedScope, id: string, move: Move, ids: Ids): Text | null {
  const { from, to } = move;
  const children = scope.children ?? [];
  for (const child of children) {
    const refusal = whyNotElement(child, move, ids);
    if (refusal) return refusal;
  }
  if (!sameSet(eventSubProcessesIn(from.index, id).map((one) => ids.element(one)), eventSubProcessesIn(to.index, ids.element(id) ?? ''))) {
    return text(`Các tiến trình con theo sự kiện của "${id}" khác đi`, `The event sub-processes of "${id}" differ`);
  }
  const stuck = findDeadlock(to.index, markingOf(children, from.index, ids));
  if (stuck === 'unknown') return text('Bản mới quá nhiều nhánh để chứng minh hồ sơ đi tiếp được', 'The new revision has too many courses to prove that the dossier can go on');
  if (stuck) return text(`Từ chỗ đang đứng, bản mới có thể mắc kẹt tại "${stuck.at}"`, `From where it stands the new revision can get stuck at "${stuck.at}"`);
  for (const child of children) {
    for (const inner of scopesOf(child)) {
      const refusal = whyNot(inner, child.id, move, ids);
      if (refusal) return refusal;
    }
  }
  return null;
}

const scopesOf = ({ status, execution }: SavedElement): SavedScope[] => (status ? [execution, ...(execution?.executions ?? [])].filter((scope) => scope?.children !== undefined) as SavedScope[] : []);

function whyNotElement(child: SavedElement, { from, to }: Move, ids: Ids): Text | null {
  const old = from.index.activity(child.id);
  const target = to.index.activity(ids.element(child.id) ?? '');
  const tokens = tokensAt(child);
  if (!child.status && tokens.length === 0) return null;
  if (numberOf(child.id) > 1) return text(`"${child.id}" đang chạy cho nhiều nhánh cùng lúc`, `"${child.id}" runs for several tokens`);
  if (!old || !target) return text(`Hồ sơ đang ở "${child.id}", bước này không còn trong bản mới`, `The dossier stands at "${child.id}", which is not in the new revision`);
  if (JSON.stringify(child).includes('"remaining"')) return text(`"${child.id}" đang bồi hoàn dở dang`, `"${child.id}" is in the middle of a compensation`);
  if (kindOf(old) !== kindOf(target)) return text(`"${child.id}" là loại bước khác trong bản mới`, `"${child.id}" is of another kind in the new revision`);
  if (ids.element(old.parent.id) !== target.parent.id) return text(`"${child.id}" nằm trong phạm vi khác trong bản mới`, `"${child.id}" is in another scope in the new revision`);
  if (ids.element(old.behaviour.attachedTo?.id ?? '') !== target.behaviour.attachedTo?.id) return text(`"${child.id}" gắn vào bước khác trong bản mới`, `"${child.id}" guards another step in the new revision`);
  const guards = (index: ProcessIndex, id: string): string[] => index.boundariesOf(id).map((guard) => guard.id);
  if (child.status && !sameSet(guards(from.index, child.id).map((id) => ids.element(id)), guards(to.index, target.id))) {
    return text(`Các sự kiện biên của "${child.id}" khác đi`, `The boundary events of "${child.id}" differ`);
  }
  const targets = (index: ProcessIndex, id: string): string[] => index.flowsOutOf(id).map(({ targetId }) => targetId);
  if (child.status && old.type === 'bpmn:EventBasedGateway' && !sameSet(targets(from.index, child.id).map((id) => ids.element(id)), targets(to.index, target.id))) {
    return text(`Các lựa chọn sau "${child.id}" khác đi`, `The choices after "${child.id}" differ`);
  }
  const branches = isJoin(from.index, child.id) || isJoin(to.index, target.id) ? from.index.flowsInto(child.id).map(({ id }) => id) : tokens;
  const differ = branches.some((flow) => ids.flow(flow) === undefined) || (isJoin(to.index, target.id) && !sameSet(branches.map((flow) => ids.flow(flow)), to.index.flowsInto(target.id).map(({ id }) => id)));
  return differ ? text(`Các nhánh vào "${child.id}" khác đi`, `The branches into "${child.id}" differ`) : null;
}

/** Everything of an element that its saved execution depends on. */
function kindOf({ type, behaviour }: ElementDefinition): string {
  const loop = behaviour.loopCharacteristics;
  const sequential = loop && [loop.type, loop.behaviour['isSequential'] === true, loop.behaviour['outputCollection'] ?? null];
  const events = behaviour.eventDefinitions?.map((definition) => definition.type);
  return JSON.stringify([type, sequential, events, behaviour.isForCompensation === true, behaviour['cancelActivity'] !== false, behaviour['parallelMultiple'] === true, Number(behaviour['startQuantity'] ?? 1)]);
}

/** Flows whose tokens wait before the element. */
const tokensAt = ({ broker }: SavedElement): string[] =>
  (broker?.queues ?? []).filter(({ name }) => name === 'inbound-q').flatMap(({ messages }) => messages ?? []).filter(({ fields }) => fields.routingKey === 'flow.take').map(({ content }) => String(content['id']));

/** Guards and triggers that stand by take no part in the course of tokens; what an event-based gateway waits for is one token with it. */
function markingOf(children: SavedElement[], index: ProcessIndex, ids: Ids): { active: string[]; waiting: string[] } {
  const running = children.filter(({ status }) => status).map(({ id }) => id);
  const choices = new Set(running.filter((id) => index.activity(id)?.type === 'bpmn:EventBasedGateway').flatMap((id) => index.flowsOutOf(id).map(({ targetId }) => targetId)));
  const aside = (id: string): boolean => choices.has(id) || Boolean(index.activity(id)?.behaviour.attachedTo) || index.isEventSubProcess(id) || (index.isHelper(id) && !index.isBody(id));
  const held = children.flatMap((child) => tokensAt(child).map((flow) => ({ flow, to: child.id })));
  return {
    active: [...running.filter((id) => !aside(id)), ...held.filter(({ to }) => !isJoin(index, to)).map(({ to }) => to)].map((id) => ids.element(id) ?? id),
    waiting: held.filter(({ to }) => isJoin(index, to)).map(({ flow }) => ids.flow(flow) ?? flow),
  };
}

const eventSubProcessesIn = (index: ProcessIndex, scope: string): string[] => [...index.activities()].filter(({ id, parent }) => parent.id === scope && index.isEventSubProcess(id)).map(({ id }) => id);

const sameSet = (a: readonly (string | undefined)[], b: readonly string[]): boolean => a.length === b.length && a.every((one) => one !== undefined && b.includes(one)) && new Set(a).size === a.length;

/** What the ids of the one revision are called in the other. */
class Ids {
  constructor(private readonly move: Move) {}

  /** Undefined for what has no counterpart. A helper goes with the element that it was made for. */
  element(id: string): string | undefined {
    const { mapping, from, to } = this.move;
    if (id === from.processId) return to.processId;
    const [drawn = '', ...helper] = id.split(HELPER);
    const counterpart = drawn === from.processId ? to.processId : mapping[drawn];
    return counterpart === undefined ? undefined : [counterpart, ...helper].join(HELPER);
  }

  shown(id: string): string | undefined {
    return this.element(id);
  }

  /** The one flow between the counterparts of its ends; of several the one with the same id. */
  flow(id: string): string | undefined {
    const { from, to } = this.move;
    const old = from.index.flow(id);
    if (!old) return undefined;
    const [source, target] = [this.element(old.sourceId), this.element(old.targetId)];
    const found = to.index.flowsInto(target ?? '').filter(({ sourceId }) => sourceId === source);
    return (found.find((flow) => flow.id === id) ?? (found.length === 1 ? found[0] : undefined))?.id;
  }

  /** Null where the completed activity is not compensated by the counterpart of its handler. */
  compensable({ scope, element, within }: Compensable): Compensable | null {
    const { from, to } = this.move;
    const moved = { scope, element: this.element(element) ?? '', ...(within !== undefined && { within: this.element(within) ?? '' }) };
    const [old, handler] = [from.index.handlerOf(element, within), to.index.handlerOf(moved.element, moved.within)];
    const same = old && handler && this.element(from.index.shown(old.element)) === to.index.shown(handler.element);
    return same ? moved : null;
  }
}

/** What people and outside systems put in: texts there are no ids, whatever they look like. */
const FOREIGN = new Set(['output', 'loopOutput', 'item', 'timer', 'error', 'variables', 'properties', 'options', 'settings', 'fields']);
const ELEMENT_KEYS = new Set(['attachedTo', 'sourceId', 'targetId']);

function rewrite(value: unknown, ids: Ids): unknown {
  if (Array.isArray(value)) return value.map((one) => rewrite(one, ids));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamed(value as Record<string, unknown>, key, one, ids)]));
}

function renamed(owner: Record<string, unknown>, key: string, value: unknown, ids: Ids): unknown {
  if (FOREIGN.has(key)) return value;
  if (typeof value !== 'string') return rewrite(value, ids);
  if (key === 'id') return (owner['isSequenceFlow'] === true ? ids.flow(value) : ids.element(value)) ?? value;
  return ELEMENT_KEYS.has(key) ? (ids.element(value) ?? value) : value;
}

const refuse = (message: Text): Result<never> => reject('invalid_state', message);
