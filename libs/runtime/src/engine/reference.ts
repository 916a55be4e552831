import type { ActivityNode, EventDefinition, ExecutionContext } from './core.js';
import { type Thrown, scopeOf } from './scope.js';

export const REFERENCES = {
  'bpmn:MessageEventDefinition': { kind: 'message', property: 'messageRef', code: '' },
  'bpmn:SignalEventDefinition': { kind: 'signal', property: 'signalRef', code: '' },
  'bpmn:EscalationEventDefinition': { kind: 'escalation', property: 'escalationRef', code: 'escalationCode' },
  'bpmn:ErrorEventDefinition': { kind: 'error', property: 'errorRef', code: 'errorCode' },
} as const satisfies Record<string, { kind: Thrown['kind']; property: string; code: string }>;

export type ReferringType = keyof typeof REFERENCES;

export interface Reference {
  kind: Thrown['kind'];
  name: string;
  code: string | null;
}

/** The message, signal, escalation or error that an event definition names; name and code may be FEEL (`=...`). */
export function referenceOf(activity: ActivityNode, definition: EventDefinition, context: ExecutionContext): Reference {
  const { kind, property, code } = REFERENCES[definition.type as ReferringType];
  const scope = scopeOf(activity.environment);
  const resolve = (text: unknown): string | null => {
    if (typeof text !== 'string' || text === '') return null;
    return scope.text(activity.id, text, () => scope.values(context.environment));
  };
  const reference = definition.behaviour[property] as { id: string; name?: string } | undefined;
  const element = reference && scope.index.activity(reference.id);
  return { kind, name: resolve(reference?.name) ?? reference?.id ?? '', code: resolve(code && element?.behaviour[code]) };
}
