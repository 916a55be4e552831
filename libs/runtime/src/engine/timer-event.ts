import type { Content, Message } from './core.js';
import { derive } from './core.js';
import { InvalidTimerError } from './errors.js';
import { CatchingDefinition } from './event-definition.js';
import { body, plain } from './feel.js';
import { type Due, TIMER_KINDS, type TimerKind, firstDue, isTimerValue, nextDue } from './timer-due.js';

/** What a saved state keeps of a timer. */
interface Armed {
  kind: TimerKind;
  value: string;
  at: string;
  repeat?: number;
}

/**
 * Timer (BPMN 2.0.2, 10.5.5 and 13.5.2). It has a due instant and never fires by itself: the runtime says when it is time. Values are
 * ISO 8601, written down or given by FEEL; a value that is none fails the instance rather than fire.
 */
export class TimerDefinition extends CatchingDefinition {
  #armed: string | null = null;

  execute({ content }: Message): void {
    if (this.#armed === content.executionId) return;
    const timer = (content['timer'] as Armed | undefined) ?? this.#arm(content);
    if (!timer) return;
    this.#armed = content.executionId;
    const { at, repeat } = timer;
    const kept = derive(content, { timer });
    if (!content['timer']) this.activity.broker.publish('execution', 'execute.timer', kept);
    this.wait(kept, { kind: 'timer', dueAt: new Date(at), ...(repeat !== undefined && { repeat }) });
  }

  protected override complete(content: Content): void {
    const { broker } = this.activity;
    const { repeat } = content['timer'] as Armed;
    this.#armed = null;
    if (repeat !== undefined && repeat !== 1) broker.publish('execution', 'execute.repeat', derive(content));
    super.complete(content);
  }

  #arm(content: Content): Armed | null {
    const last = content.inbound?.[0]?.['last'] as Armed | undefined;
    if (last) return armed(last.kind, last.value, nextDue(last.value, new Date(last.at), last.repeat === -1 ? -1 : (last.repeat ?? 1) - 1));
    const kind = TIMER_KINDS.find((one) => this.behaviour[one] !== undefined) ?? 'timeDuration';
    const written = this.behaviour[kind];
    const given = typeof written === 'string' ? written : '';
    const value = this.#value(kind, given);
    const due = typeof value === 'string' ? firstDue(kind, value, this.scope.now) : null;
    if (!due) this.scope.fail(new InvalidTimerError(this.activity.id, kind, given, value));
    return due && armed(kind, value as string, due);
  }

  /** A text that is itself a value stands for it; any other is FEEL. */
  #value(kind: TimerKind, given: string): unknown {
    if (isTimerValue(kind, given.trim())) return given.trim();
    return plain(this.scope.evaluate(this.activity.id, body(given), this.scope.values(this.activity.environment)));
  }
}

const armed = (kind: TimerKind, value: string, due: Due | null): Armed | null =>
  due && { kind, value, at: due.at.toISOString(), ...(due.repeat !== undefined && { repeat: due.repeat }) };
