import { type Arranged, arrange } from './arrange/arrange.js';
import { walk } from './arrange/tree.js';
import { type DataSpec, dataSpecOf } from './data/data-spec.js';
import { embeddedDecisions } from './decisions/embedded.js';
import { type ModdleElement, is, list, one } from './document.js';
import { newModdle } from './moddle.js';
import { arrangeAdHoc } from './rewrite/ad-hoc.js';
import { Draft, HELPER, type Moddle, NotExecutableError, append } from './rewrite/draft.js';
import { chainThrows, detachCompensation, hoistCompensation, joinLinks, waitAtStart, wrapForEvents } from './rewrite/events.js';
import { type RoundEvent, roundEventsOf } from './rewrite/round-events.js';

export { NotExecutableError };

/** What the runtime compiles: a moddle context, and the names of the helpers that rewriting put into it. */
export interface ExecutableSource {
  /** As `moddle-context-serializer` takes it. */
  context: unknown;
  /** The process that is run. */
  processId: string;
  /** By helper element: the element of the diagram that is shown in its place, or null where nothing is shown. */
  helpers: Readonly<Record<string, string | null>>;
  /** Elements that an instance begins by waiting at: what an instantiating gateway leads to, and instantiating receive tasks. */
  entries: readonly string[];
  /** By multi-instance activity: what is thrown when a round of it completes. */
  roundEvents: Readonly<Record<string, RoundEvent>>;
  /** DMN documents written into the diagram, by key. */
  decisions: Readonly<Record<string, string>>;
  /** By the id of an element that is there more than once because it is called so: the id that is drawn. */
  copies: Readonly<Record<string, string>>;
  /** By what sends a message between pools: the elements that it is for. */
  deliveries: Readonly<Record<string, readonly string[]>>;
  /** By multi-instance activity: of what each round gives, the part that is collected. */
  roundItems: Readonly<Record<string, string>>;
  data: DataSpec;
}

/**
 * Prepares a diagram for the execution core, which lacks some elements of BPMN 2.0: they are put as ones that it has, with the same
 * meaning. The diagram itself is not touched.
 */
export async function toExecutable(xml: string): Promise<ExecutableSource> {
  const moddle = newModdle() as unknown as Moddle;
  const source = xml.trim();
  if (source.includes(HELPER)) throw new NotExecutableError(`Ids that contain "${HELPER}" are reserved.`);
  const parsed = await moddle.fromXML(source);
  const arranged = arrange(moddle, parsed.rootElement);
  const process = arranged.process;
  if (!process || list(process, 'flowElements').length === 0) throw new NotExecutableError('The document has no process to run.');
  const [roundEvents, decisions, data] = [roundEventsOf(process), embeddedDecisions(process), dataSpecOf(process)];
  leaveOut(parsed.rootElement, process);
  clean(process);
  const draft = new Draft(moddle);
  const named = nameEdges(process);
  draft.changed = arranged.changed || named || source.includes('loopData');
  noteHelpers(draft, process, arranged.copies);
  rewrite(draft, process);
  const context = draft.changed ? await moddle.fromXML((await moddle.toXML(withoutDrawing(parsed.rootElement))).xml) : parsed;
  return { context, processId: process.id as string, helpers: draft.helpers, entries: draft.entries, roundEvents, decisions, copies: arranged.copies, deliveries: arranged.deliveries, roundItems: arranged.roundItems, data };
}

/** What arranging added is no element of the diagram either. */
function noteHelpers(draft: Draft, process: ModdleElement, copies: Arranged['copies']): void {
  walk(process, ({ id }) => {
    if (id?.includes(HELPER) && !(id in copies)) draft.helpers[id] = null;
  });
}

/** Beside the process only that is taken which its events refer to: other pools, types of data, interfaces need not be runnable. */
function leaveOut(definitions: ModdleElement, process: ModdleElement): void {
  definitions['rootElements'] = list(definitions, 'rootElements').filter((element) => element === process || is(element, 'Message', 'Signal', 'Error', 'Escalation'));
}

/** All expressions are FEEL, said or not, and the core would take one that says its language for a script; of lanes and performers it knows nothing. */
function clean(process: ModdleElement): void {
  walk(process, (element) => {
    if (is(element, 'FormalExpression')) element['language'] = undefined;
    if (element['laneSets']) element['laneSets'] = undefined;
    if (element['resources']) element['resources'] = undefined;
  });
}

/** An id is no must in BPMN 2.0 (8.3.1), and the core tells edges apart by it. Whether one was missing. */
function nameEdges(process: ModdleElement): boolean {
  let unnamed = 0;
  walk(process, (element) => {
    if (!element.id && is(element, 'SequenceFlow', 'Association', 'DataInputAssociation', 'DataOutputAssociation')) element.id = `edge${HELPER}${unnamed++}`;
  });
  return unnamed > 0;
}

/** Shapes of moved elements would point at nothing. */
function withoutDrawing(definitions: ModdleElement): ModdleElement {
  definitions['diagrams'] = [];
  return definitions;
}

/** Many tools leave out what elements say of their flows; the flows themselves say it all. */
function attachFlows(scope: ModdleElement): void {
  const elements = list(scope, 'flowElements');
  for (const element of elements) if (!is(element, 'SequenceFlow')) Object.assign(element, element['incoming'] || element['outgoing'] ? { incoming: [], outgoing: [] } : {});
  for (const flow of elements.filter((element) => is(element, 'SequenceFlow'))) {
    const [source, target] = [one(flow, 'sourceRef'), one(flow, 'targetRef')];
    if (source) append(source, 'outgoing', [flow]);
    if (target) append(target, 'incoming', [flow]);
  }
}

/** Innermost scopes first: a scope is moved as a whole, already rewritten. */
function rewrite(draft: Draft, scope: ModdleElement): void {
  for (const element of list(scope, 'flowElements')) {
    if (is(element, 'SubProcess', 'Transaction', 'AdHocSubProcess')) rewrite(draft, element);
  }
  attachFlows(scope);
  joinLinks(draft, scope);
  chainThrows(draft, scope);
  detachCompensation(draft, scope);
  waitAtStart(draft, scope);
  if (is(scope, 'AdHocSubProcess')) arrangeAdHoc(draft, scope);
  hoistCompensation(draft, scope);
  wrapForEvents(draft, scope);
}
