import type { StartView } from '#contract';
import { type Result, ok, reject, text } from '#kernel';
import type { StartTrigger, Trigger } from '../engine/engine.js';
import { feel } from '../engine/feel.js';
import type { LoadedRevision } from '../procedures.js';

type Startable = Pick<LoadedRevision, 'compiled'>;

/**
 * Where a dossier that a desk takes in begins: where the desk says, else by hand as drawn, else at the only start there is, whose event
 * the receipt then is. Null for a process that begins without any start.
 */
export function chooseStart({ compiled }: Startable, wanted?: string): Result<StartTrigger | null> {
  const { starts } = compiled;
  if (wanted !== undefined) {
    const found = starts.find(({ element }) => element === wanted);
    return found ? ok(found) : wrongStart(compiled, text(`Không có cách bắt đầu "${wanted}"`, `There is no start "${wanted}"`));
  }
  const plain = starts.find(isPlain);
  if (plain || starts.length < 2) return ok(plain ?? starts[0] ?? null);
  return wrongStart(compiled, text('Thủ tục có nhiều cách bắt đầu: hãy chọn một', 'The procedure begins in several ways: choose one'));
}

/** Begun by hand, as it is drawn. */
export const isPlain = ({ triggers }: StartTrigger): boolean => triggers.length === 0;

/**
 * A condition is judged on the data of the receipt, where the start has nothing but conditions or needs all of its triggers; of a start with
 * other triggers the receipt may be one of those.
 */
export function refuseUntrue(compiled: LoadedRevision['compiled'], { element, triggers, all }: StartTrigger, variables: Record<string, unknown>, now: Date): Result<void> {
  const conditions = triggers.flatMap((trigger) => (trigger.kind === 'condition' ? [trigger.condition] : []));
  if (conditions.length === 0 || (!all && conditions.length < triggers.length)) return ok(undefined);
  const holds = (condition: string): boolean => valueOf(condition, variables, now) === true;
  if (all ? conditions.every(holds) : conditions.some(holds)) return ok(undefined);
  const name = nameOf(compiled, element);
  return reject(
    'invalid_state',
    text(`Điều kiện bắt đầu "${name}" (${element}) chưa đúng với thông tin của hồ sơ`, `The condition of the start "${name}" (${element}) does not hold for the data of the dossier`),
    { details: { element } },
  );
}

/** The business key that a start event gives the dossiers that begin there; a number counts as its text, anything else is none. */
export function startKey(correlation: string | undefined, variables: Record<string, unknown>, now: Date): string | null {
  if (correlation === undefined) return null;
  const key = correlation.startsWith('=') ? valueOf(correlation, variables, now) : correlation;
  return typeof key === 'string' || typeof key === 'number' ? String(key).trim() || null : null;
}

export const nameOf = (compiled: LoadedRevision['compiled'], element: string): string => compiled.index.activity(element)?.name ?? element;

/** Names of the messages that begin a dossier there. */
export const messagesOf = ({ triggers }: StartTrigger): string[] => triggers.flatMap((trigger) => (trigger.kind === 'message' ? [trigger.name] : []));

export const startView = ({ compiled, model }: LoadedRevision, { element, triggers, all }: StartTrigger, nextDue: string | null): StartView => ({
  element, name: nameOf(compiled, element), triggers: triggers.map((trigger) => ({ kind: trigger.kind, value: saidBy(trigger) })), all, agencies: model.starts?.[element]?.agencies ?? [], nextDue,
});

/** What cannot be evaluated is neither true nor a key. */
function valueOf(expression: string, variables: Record<string, unknown>, now: Date): unknown {
  try {
    return feel(expression, variables, now);
  } catch {
    return null;
  }
}

function saidBy(trigger: Trigger): string {
  if (trigger.kind === 'timer') return trigger.value;
  return trigger.kind === 'condition' ? trigger.condition : trigger.name;
}

function wrongStart(compiled: LoadedRevision['compiled'], message: { vi: string; en: string }): Result<never> {
  const starts = compiled.starts.map(({ element }) => ({ element, name: nameOf(compiled, element) }));
  const choices = starts.map(({ element, name }) => (name === element ? element : `${element} (${name})`)).join(', ');
  const told = text(`${message.vi}. Các cách bắt đầu: ${choices}`, `${message.en}. The starts are: ${choices}`);
  return reject('invalid_input', told, { errors: [{ path: 'startEvent', message: told }], details: { starts } });
}
