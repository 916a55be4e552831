import { text } from '#kernel';
import { UnknownStateError } from './errors.js';
import type { EngineState } from './live-instance.js';

/**
 * How a state is stored: as a text of a sixth of its JSON, for it is written with every step. Format 2 is format 1 in other words: what the
 * core repeats in every message is a letter, a text that occurs is told once, and so is an object that occurs again. Any JSON goes in and
 * comes out equal. States of format 1, which are JSON objects, are read for ever.
 *
 *     2 lengths | texts value       lengths of the texts in base 36, comma between
 *     value = n | t | f | #number; | letter of a text | ( {key value} ) | [ {value} ] | ~letter of what was told before
 */
const FORMAT = '2';

/** The most frequent first, for their letters take one byte. The list belongs to the format: it is never changed, a longer one is another format. */
const WORDS = [
  'type', 'id', 'executionId', 'parent', 'exchange', 'inbound', 'fields', 'content', 'properties', 'routingKey', 'action', 'targetId', 'sequenceId', 'sourceId',
  'isSequenceFlow', 'name', 'options', 'messages', 'autoDelete', 'durable', 'state', 'status', 'completed', 'discarded', 'counters', 'broker', 'queues', 'execution',
  'persistent', 'taken', 'isRootScope', 'stopped', 'mandatory', 'output', 'environment', 'settings', 'variables', 'disableTrackState', 'batchSize', 'children', 'flows',
  'bpmn:Process', 'bpmn:SequenceFlow', 'bpmn:UserTask', 'take', 'enter', 'executing', 'event', 'run', 'start', 'run-q', 'execute-q', 'run.execute', 'execute.start',
  'activity.enter', 'v', 'process', 'core', 'rounds', 'compensable', 'path', 'isSubProcess', 'attachedTo', 'index', 'bpmn:SubProcess', 'bpmn:Definitions',
  'consumerTag', 'messageId', 'timestamp', 'isEnd', 'preventComplete', 'isDefinitionScope', 'isTransaction', 'isThrowing', 'isForCompensation', 'isAssociation',
  'isMultiInstance', 'again', 'kind', 'value', 'at', 'repeat', 'associations', 'loopCardinality', 'isSequential', 'last', 'isDefault', 'remaining', 'timer', 'scope',
  'element', 'outboundTaken', 'count', 'item', 'expect', 'pattern', 'expectRoutingKey', 'outbound', 'kept', 'receivers', 'running', 'executions', 'redelivered',
  'outboundCount', 'ignoreOutbound', 'loopOutput', 'message', 'priority', 'source', 'behaviour', 'bpmn:Association', 'bpmn:Transaction', 'bpmn:AdHocSubProcess',
  'bpmn:CallActivity', 'bpmn:Task', 'bpmn:ManualTask', 'bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:ReceiveTask', 'bpmn:BusinessRuleTask', 'bpmn:ScriptTask',
  'bpmn:StartEvent', 'bpmn:EndEvent', 'bpmn:BoundaryEvent', 'bpmn:IntermediateCatchEvent', 'bpmn:IntermediateThrowEvent', 'bpmn:ExclusiveGateway',
  'bpmn:InclusiveGateway', 'bpmn:ParallelGateway', 'bpmn:EventBasedGateway', 'bpmn:MessageEventDefinition', 'bpmn:TimerEventDefinition', 'bpmn:SignalEventDefinition',
  'bpmn:ConditionalEventDefinition', 'bpmn:ErrorEventDefinition', 'bpmn:EscalationEventDefinition', 'bpmn:CompensateEventDefinition', 'bpmn:CancelEventDefinition',
  'bpmn:LinkEventDefinition', 'bpmn:TerminateEventDefinition', 'discard', 'end', 'leave', 'executed', 'error', 'inbound-q', 'format-run-q', 'run.enter', 'run.start',
  'run.execute.passthrough', 'run.end', 'run.outbound.take', 'run.leave', 'execute.update', 'execute.timer', 'execute.expect', 'execute.completed',
  'execute.compensating', 'iteration.completed', 'iteration.next', 'activity.start', 'activity.wait', 'activity.timer', 'activity.leave', 'flow.take',
  '_activity-execute', '_activity-run', '_process-run', '_run-on-inbound', 'cancel', 'wait', '', 'definitions',
];
const FIRST_TEXT = 0x400;
/** Letters end where UTF-16 has its surrogates. */
const MOST_TEXTS = 0xd800 - FIRST_TEXT;
/** Of what length an object is told by what was told before: a shorter one gains nothing, a longer one hardly ever occurs again. */
const isWorthTellingOnce = (length: number): boolean => length >= 8 && length <= 80;

/** Of these it is quicker to look through all than to ask a map. */
const FEW = 48;

/** Letters that mean nothing else and stand in JSON as they are, then those from 0xa1 on. */
const PLAIN = '!$%&*+,-./0123456789:<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdeghijklmopqrsuvwxyz{}';
const LETTERS = new Map(WORDS.map((word, at) => [word, PLAIN[at] ?? String.fromCharCode(0xa1 + at - PLAIN.length)]));
/** Letters of texts and of what was told, kept: a letter beyond Latin-1 is looked up among all strings of the process when it is made. */
const others: string[] = [];
const letterAt = (at: number): string => (others[at] ??= String.fromCharCode(FIRST_TEXT + at));
const WORD_OF: ReadonlyMap<string | undefined, string> = new Map([...LETTERS].map(([word, letter]) => [letter, word]));

/** What is stored of a state. */
export function stateText(state: EngineState): string {
  const writer = new Writer();
  const body = writer.value(state);
  return `${FORMAT}${writer.texts.map(({ length }) => length.toString(36)).join(',')}|${writer.texts.join('')}${body}`;
}

/** A state out of what is stored, be it of format 1 or 2. Throws {@link UnknownStateError} where it is neither. */
export function storedState(stored: unknown): EngineState {
  if (typeof stored !== 'string') return stored as EngineState;
  if (!stored.startsWith(FORMAT)) throw new UnknownStateError(text(`Không đọc được trạng thái bắt đầu bằng "${stored.slice(0, 1)}".`, `A stored state that begins with "${stored.slice(0, 1)}" cannot be read.`));
  return new Reader(stored).read() as EngineState;
}

class Writer {
  readonly texts: string[] = [];
  readonly #letters = new Map<string, string>();
  /** The first that were told, looked through one by one: as the key of a map a text that was put together is dear. */
  readonly #few: string[] = [];
  readonly #more = new Map<string, number>();

  value(value: unknown): string {
    switch (typeof value) {
      case 'string':
        return this.#text(value);
      case 'number':
        return Number.isFinite(value) ? `#${value};` : 'n';
      case 'boolean':
        return value ? 't' : 'f';
      case 'object':
        return value === null ? 'n' : this.#object(value);
      default:
        return 'n';
    }
  }

  #text(text: string): string {
    const known = LETTERS.get(text) ?? this.#letters.get(text);
    if (known !== undefined) return known;
    if (this.texts.length === MOST_TEXTS) throw new RangeError('a state of too many texts');
    const letter = letterAt(this.texts.length);
    this.texts.push(text);
    this.#letters.set(text, letter);
    return letter;
  }

  #object(value: object): string {
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === 'function') return this.value(toJSON.call(value));
    const told = Array.isArray(value) ? `[${value.map((one) => this.value(one)).join('')}]` : this.#members(value as Record<string, unknown>);
    if (!isWorthTellingOnce(told.length)) return told;
    const before = this.#toldAt(told);
    return before === undefined ? told : `~${letterAt(before)}`;
  }

  /** Where it was told before; undefined where it is told now. */
  #toldAt(told: string): number | undefined {
    const at = this.#few.indexOf(told);
    if (at >= 0) return at;
    if (this.#few.length < FEW) return void this.#few.push(told);
    const before = this.#more.get(told);
    if (before === undefined && FEW + this.#more.size < MOST_TEXTS) this.#more.set(told, FEW + this.#more.size);
    return before;
  }

  #members(value: Record<string, unknown>): string {
    let told = '(';
    for (const key of Object.keys(value)) {
      const member = value[key];
      if (member !== undefined && typeof member !== 'function') told += this.#text(key) + this.value(member);
    }
    return `${told})`;
  }
}

class Reader {
  readonly #texts: string[] = [];
  readonly #told: unknown[] = [];
  #at: number;

  constructor(private readonly stored: string) {
    const lengths = stored.slice(FORMAT.length, stored.indexOf('|'));
    this.#at = FORMAT.length + lengths.length + 1;
    for (const length of lengths === '' ? [] : lengths.split(',')) this.#texts.push(stored.slice(this.#at, (this.#at += Number.parseInt(length, 36))));
  }

  read(): unknown {
    const value = this.#value();
    if (this.#at !== this.stored.length) throw this.#unreadable();
    return value;
  }

  #value(): unknown {
    const from = this.#at;
    const letter = this.stored[this.#at++];
    switch (letter) {
      case 'n':
        return null;
      case 't':
      case 'f':
        return letter === 't';
      case '#':
        return Number(this.stored.slice(this.#at, (this.#at = this.stored.indexOf(';', this.#at) + 1) - 1));
      case '~':
        return structuredClone(this.#of(this.#told));
      case '(':
        return this.#keep(from, this.#members());
      case '[':
        return this.#keep(from, this.#until(']', () => this.#value()));
      default:
        this.#at--;
        return this.#text();
    }
  }

  #keep<T>(from: number, value: T): T {
    if (isWorthTellingOnce(this.#at - from) && this.#told.length < MOST_TEXTS) this.#told.push(value);
    return value;
  }

  #members(): Record<string, unknown> {
    return Object.fromEntries(this.#until(')', () => [this.#text(), this.#value()]));
  }

  #until<T>(end: string, read: () => T): T[] {
    const all: T[] = [];
    while (this.stored[this.#at] !== end) all.push(read());
    this.#at++;
    return all;
  }

  #text(): string {
    const word = WORD_OF.get(this.stored[this.#at]);
    if (word === undefined) return this.#of(this.#texts);
    this.#at++;
    return word;
  }

  #of<T>(list: readonly T[]): T {
    const at = this.stored.charCodeAt(this.#at++) - FIRST_TEXT;
    if (!(at >= 0 && at < list.length)) throw this.#unreadable();
    return list[at] as T;
  }

  #unreadable(): Error {
    return new UnknownStateError(text(`Không đọc được trạng thái đã lưu từ ký tự ${this.#at}.`, `A stored state cannot be read at letter ${this.#at}.`));
  }
}
