import type { ChangeKind, IsoTableRow, RevisionDiff } from '#contract';
import { text, writtenBudget } from '#kernel';
import { diff } from 'bpmn-js-differ';
import { type BpmnDocument, type ModdleElement, is, list, one } from '../document.js';
import { isoTable } from '../table/iso-table.js';
import { type DiffSide, type DiffWords, type Facts, calledOf, elementFacts, labelOf, procedureFacts } from './facts.js';

type Change = RevisionDiff['changes'][number];
type Row = RevisionDiff['rows'][number];

interface Placed {
  element: ModdleElement;
  lane: string | null;
}

/**
 * What differs between two revisions of a procedure: of the diagram element by element, in words; of the drawing alone (`moved`); and of
 * the ISO table row by row. An element is the same where its id is; one that became of another type is told as changed.
 */
export function diffRevisions(a: DiffSide, b: DiffSide, words: DiffWords): RevisionDiff {
  const found = diff(a.document.definitions, b.document.definitions);
  const [before, after] = [elementsOf(a.document), elementsOf(b.document)];
  const facts = (side: DiffSide, placed: Placed): Facts => elementFacts(side, placed.element, placed.lane, words);
  const changes: Change[] = [...ofProcedure(a, b, words)];
  for (const [id, placed] of after) {
    const earlier = before.get(id);
    if (!earlier) changes.push(change(id, placed, 'added', between(new Map(), facts(b, placed))));
    else changes.push(...ofPair(id, earlier, placed, between(facts(a, earlier), facts(b, placed)), found, words));
  }
  for (const [id, placed] of before) if (!after.has(id)) changes.push(change(id, placed, 'removed', between(facts(a, placed), new Map())));
  const ordered = changes.toSorted((one, other) => ORDER.indexOf(one.change) - ORDER.indexOf(other.change));
  return { changes: ordered, rows: rowsOf(a, b, words), counts: countsOf(ordered) };
}

const ORDER: readonly ChangeKind[] = ['changed', 'added', 'removed', 'moved'];

function ofProcedure(a: DiffSide, b: DiffSide, words: DiffWords): Change[] {
  const told = ({ decisions, ...side }: DiffSide): Facts => procedureFacts(a.decisions && b.decisions && decisions ? { ...side, decisions } : side, words);
  const attributes = between(told(a), told(b));
  return attributes.length > 0 ? [{ element: null, type: 'Process', name: b.model.name[words.language], change: 'changed', attributes }] : [];
}

function ofPair(id: string, earlier: Placed, placed: Placed, told: Change['attributes'], found: ReturnType<typeof diff>, { language }: DiffWords): Change[] {
  const types = [typeOf(earlier.element), typeOf(placed.element)];
  const attributes = types[0] === types[1] ? told : [{ attribute: 'type', label: labelOf('type', language), from: types[0] ?? null, to: types[1] ?? null }, ...told];
  if (attributes.length > 0) return [change(id, placed, 'changed', attributes)];
  const untold = Object.keys(found._changed[id]?.attrs ?? {}).filter((name) => !FOLLOWS.has(name) && !name.startsWith('$'));
  if (untold.length > 0 && !is(placed.element, 'Lane', 'Participant')) {
    return [change(id, placed, 'changed', [{ attribute: 'other', label: labelOf('other', language), from: null, to: untold.join(', ') }])];
  }
  return id in found._layoutChanged ? [change(id, placed, 'moved', [])] : [];
}

/** Said by the flow that comes or goes, not by the element that it touches. */
const FOLLOWS = new Set(['incoming', 'outgoing', 'default', 'flowNodeRef', 'extensionElements']);

const change = (element: string, placed: Placed, kind: ChangeKind, attributes: Change['attributes']): Change => ({
  element, type: typeOf(placed.element), name: calledOf(placed.element), change: kind, attributes,
});

const typeOf = (element: ModdleElement): string => element.$type.replace(/^bpmn:/, '');

function between(before: Facts, after: Facts): Change['attributes'] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((attribute) => {
    const [from, to] = [before.get(attribute), after.get(attribute)];
    return from?.key === to?.key ? [] : [{ attribute, label: (to ?? from)?.label ?? attribute, from: from?.value ?? null, to: to?.value ?? null }];
  });
}

/** Everything drawn of the process that is run, by id, with the innermost lane it lies in. */
function elementsOf({ process, definitions }: BpmnDocument): Map<string, Placed> {
  const found = new Map<string, Placed>();
  const lanes = new Map<string, string>();
  const visitLane = (lane: ModdleElement): void => {
    if (lane.id) found.set(lane.id, { element: lane, lane: null });
    for (const { id } of list(lane, 'flowNodeRef')) if (id) lanes.set(id, lane.name?.trim() || (lane.id ?? ''));
    list(one(lane, 'childLaneSet'), 'lanes').forEach(visitLane);
  };
  const visit = (scope: ModdleElement): void => {
    for (const set of list(scope, 'laneSets')) list(set, 'lanes').forEach(visitLane);
    for (const element of [...list(scope, 'flowElements'), ...list(scope, 'artifacts')]) {
      if (!element.id || is(element, 'DataObject')) continue;
      found.set(element.id, { element, lane: lanes.get(element.id) ?? null });
      visit(element);
    }
  };
  for (const root of list(definitions, 'rootElements').filter((element) => is(element, 'Collaboration'))) {
    for (const element of [...list(root, 'participants'), ...list(root, 'messageFlows'), ...list(root, 'artifacts')]) if (element.id) found.set(element.id, { element, lane: null });
  }
  visit(process);
  return found;
}

type Column = Row['cells'][number]['column'];

function cellsOf(row: IsoTableRow, { language }: DiffWords): Record<Column, string> {
  return {
    activity: row.activity,
    responsible: row.responsible.names.join(' – '),
    time: row.time ? writtenBudget(row.time, language) : '',
    forms: row.forms.map(({ name }) => name).join('; '),
    results: row.results.map(({ name }) => name).join('; '),
    ways: row.ways.map(({ when, to, end }) => `${when || text('tiếp', 'next')[language]} → ${to.join(', ') || (end ?? '')}`).join('; '),
  };
}

/** Row by row by the element; rows of the new table in their order, the removed ones where they stood. */
function rowsOf(a: DiffSide, b: DiffSide, words: DiffWords): Row[] {
  const table = ({ document, model }: DiffSide): IsoTableRow[] => isoTable(document, { model, language: words.language, ...(words.vocabulary && { vocabulary: words.vocabulary }) });
  const [before, after] = [table(a), table(b)];
  const known = new Map(before.map((row) => [row.element, row]));
  const rows = after.map((row) => rowBetween(known.get(row.element), row, words));
  const kept = new Set(after.map(({ element }) => element));
  before.forEach((row, at) => {
    if (kept.has(row.element)) return;
    const previous = before[at - 1]?.element;
    const place = at === 0 ? -1 : rows.findIndex(({ element }) => element === previous);
    rows.splice(place + 1, 0, rowBetween(row, undefined, words));
  });
  return rows;
}

function rowBetween(before: IsoTableRow | undefined, after: IsoTableRow | undefined, words: DiffWords): Row {
  const [from, to] = [before && cellsOf(before, words), after && cellsOf(after, words)];
  const columns = Object.keys(from ?? to ?? {}) as Column[];
  const cells = columns.map((column) => ({ column, from: from?.[column] || null, to: to?.[column] || null }));
  const differs = cells.some((cell) => cell.from !== cell.to);
  const kind = !from ? 'added' : !to ? 'removed' : differs ? 'changed' : before?.number === after?.number ? 'same' : 'moved';
  return { change: kind, element: (after ?? before)?.element ?? null, activity: (after ?? before)?.activity ?? '', fromNo: before?.number ?? null, toNo: after?.number ?? null, cells };
}

function countsOf(changes: readonly Change[]): RevisionDiff['counts'] {
  const counts = { added: 0, removed: 0, changed: 0, moved: 0 };
  for (const one of changes) counts[one.change]++;
  return counts;
}
