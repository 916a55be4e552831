import { type ModdleElement, list, one, string } from '../document.js';
import { type Draft, HELPER } from './draft.js';

/**
 * Ad-hoc sub-process (BPMN 2.0.2, 13.3.5). Of the orders that the people in it could choose, the one that is run: every activity that
 * no flow leads to is offered once; one after the other as drawn where the ordering is sequential, else together. The completion condition
 * is judged whenever an activity completes: if it holds, the sub-process ends, and what still runs is cancelled or, as the diagram
 * says, waited for; if all is done and it does not hold, everything is offered again.
 */
export function arrangeAdHoc(draft: Draft, adHoc: ModdleElement): void {
  const condition = string(one(adHoc, 'completionCondition'), 'body')?.trim();
  const isSequential = adHoc['ordering'] === 'Sequential';
  if (!condition && !isSequential) return;
  adHoc['completionCondition'] = undefined;
  adHoc['ordering'] = undefined;
  const round = condition ? repeat(draft, adHoc, condition) : adHoc;
  const inner = new Round(draft, round, condition, adHoc['cancelRemainingInstances'] !== false);
  if (isSequential) inner.sequence();
  else inner.together();
}

/** The whole inside in a sub-process of its own that is run until the condition holds. */
function repeat(draft: Draft, adHoc: ModdleElement, condition: string): ModdleElement {
  const id = (part: string): string => `${adHoc.id}${HELPER}${part}`;
  const elements = list(adHoc, 'flowElements');
  const artifacts = list(adHoc, 'artifacts');
  adHoc['flowElements'] = [];
  adHoc['artifacts'] = [];
  const start = draft.add('bpmn:StartEvent', { id: id('begin') }, adHoc);
  const merge = draft.add('bpmn:ExclusiveGateway', { id: id('again') }, adHoc);
  const round = draft.add('bpmn:SubProcess', { id: id('round') }, adHoc);
  const choice = draft.add('bpmn:ExclusiveGateway', { id: id('done') }, adHoc);
  const end = draft.add('bpmn:EndEvent', { id: id('finish') }, adHoc);
  draft.move(elements, round, 'flowElements');
  draft.move(artifacts, round, 'artifacts');
  draft.connect(id('to-again'), start, merge, adHoc);
  draft.connect(id('to-round'), merge, round, adHoc);
  draft.connect(id('to-done'), round, choice, adHoc);
  draft.connect(id('to-finish'), choice, end, adHoc, condition);
  choice['default'] = draft.connect(id('back'), choice, merge, adHoc);
  return round;
}

const isOffered = (element: ModdleElement): boolean =>
  /(Task|Activity|SubProcess|Transaction)$/.test(element.$type) && element['isForCompensation'] !== true && element['triggeredByEvent'] !== true;

class Round {
  readonly #draft: Draft;
  readonly #scope: ModdleElement;
  readonly #condition: string | undefined;
  readonly #cancels: boolean;
  readonly #activities: ModdleElement[];

  constructor(draft: Draft, scope: ModdleElement, condition: string | undefined, cancels: boolean) {
    this.#draft = draft;
    this.#scope = scope;
    this.#condition = condition;
    this.#cancels = cancels;
    this.#activities = list(scope, 'flowElements').filter(isOffered);
  }

  together(): void {
    for (const activity of this.#activities) this.#judgeAfter(activity);
  }

  sequence(): void {
    const first = this.#activities.filter((activity) => list(activity, 'incoming').length === 0);
    first.forEach((activity, at) => {
      const next = first[at + 1];
      if (this.#condition !== undefined) this.#judgeAfter(activity, next);
      else if (next) this.#draft.connect(this.#id(activity, 'next'), activity, next, this.#scope);
    });
  }

  /** A gateway behind the activity that ends the round where the condition holds. */
  #judgeAfter(activity: ModdleElement, next?: ModdleElement): void {
    const gateway = this.#draft.add('bpmn:ExclusiveGateway', { id: this.#id(activity, 'judge') }, this.#scope);
    const end = this.#draft.add('bpmn:EndEvent', { id: this.#id(activity, 'enough') }, this.#scope);
    if (this.#cancels) end['eventDefinitions'] = [this.#draft.create('bpmn:TerminateEventDefinition', {}, end)];
    this.#draft.resource(activity, gateway);
    this.#draft.connect(this.#id(activity, 'to-judge'), activity, gateway, this.#scope);
    const [drawn] = list(gateway, 'outgoing');
    this.#draft.connect(this.#id(activity, 'to-enough'), gateway, end, this.#scope, this.#condition);
    const rest = (): ModdleElement => next ?? this.#draft.add('bpmn:EndEvent', { id: this.#id(activity, 'rest') }, this.#scope);
    gateway['default'] = drawn ?? this.#draft.connect(this.#id(activity, 'next'), gateway, rest(), this.#scope);
  }

  readonly #id = (activity: ModdleElement, part: string): string => `${activity.id}${HELPER}${part}`;
}
