import { type ModdleElement, list, one, string } from '../document.js';

/** BPMN 2.0.2, table 10.29, `behavior`: thrown at each completed round (`None`), or at the first (`One`). */
export interface RoundEvent {
  when: 'each' | 'first';
  kind: 'message' | 'signal' | 'escalation';
  name: string;
  code: string | null;
}

const ROUND_EVENTS = { message: 'messageRef', signal: 'signalRef', escalation: 'escalationRef' } as const;

/** Of the scope and of what lies in it, by activity. */
export function roundEventsOf(scope: ModdleElement): Record<string, RoundEvent> {
  const events: Record<string, RoundEvent> = {};
  for (const element of list(scope, 'flowElements')) {
    Object.assign(events, roundEventsOf(element));
    const event = roundEvent(one(element, 'loopCharacteristics'));
    if (event && element.id) events[element.id] = event;
  }
  return events;
}

/** Null where nothing is thrown, or nothing that could be caught by its name. */
export function roundEvent(loop: ModdleElement | undefined): RoundEvent | null {
  const when = loop?.['behavior'] === 'None' ? 'each' : 'first';
  const definition = one(loop, when === 'each' ? 'noneBehaviorEventRef' : 'oneBehaviorEventRef');
  const kind = (Object.keys(ROUND_EVENTS) as RoundEvent['kind'][]).find((one) => definition?.$type.toLowerCase() === `bpmn:${one}eventdefinition`);
  const thrown = kind && one(definition, ROUND_EVENTS[kind]);
  const code = string(thrown, 'escalationCode') ?? null;
  const name = thrown?.name ?? code ?? undefined;
  return kind && name ? { when, kind, name, code } : null;
}
