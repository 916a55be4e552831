import type { IsoTableRow, UnreadCell } from '#contract';
import { type Budget, type Result, ok } from '#kernel';
import { type BpmnDocument, type ModdleElement, extension, is, list, one } from '../document.js';
import { type Moddle, editable, refuseUnreadable } from '../editable.js';
import { isoTable } from './iso-table.js';
import type { DrawnTable } from './table-to-bpmn.js';

/** Room that a new step needs on the canvas. */
const STEP = { width: 100, height: 80 };

/**
 * Puts an edited table onto the diagram it was read from: changed cells change their elements and nothing else, new rows come into the
 * sequence behind the row above, rows that are gone are bridged. What a table cannot say of a diagram (moved rows, choices) is listed. A diagram
 * that could not be read as a whole is refused.
 */
export async function applyTable(document: BpmnDocument, rows: readonly IsoTableRow[]): Promise<Result<DrawnTable>> {
  const refused = refuseUnreadable(document);
  if (refused) return refused;
  const { moddle, definitions, write } = await editable(document);
  const edit = new Edit(moddle, definitions, isoTable(document));
  edit.apply(rows);
  return ok({ bpmn: await write({ format: true }), unread: edit.unread });
}

class Edit {
  readonly unread: UnreadCell[] = [];
  readonly #moddle: Moddle;
  readonly #elements = new Map<string, ModdleElement>();
  readonly #shapes = new Map<string, ModdleElement>();
  readonly #before: Map<string, IsoTableRow>;
  readonly #plane: ModdleElement | undefined;

  constructor(moddle: Moddle, definitions: ModdleElement, before: readonly IsoTableRow[]) {
    this.#moddle = moddle;
    this.#before = new Map(before.map((row) => [row.element ?? '', row]));
    for (const root of list(definitions, 'rootElements').filter((element) => is(element, 'Process'))) this.#index(root);
    this.#plane = one(list(definitions, 'diagrams')[0], 'plane');
    for (const shape of list(this.#plane, 'planeElement')) this.#shapes.set(one(shape, 'bpmnElement')?.id ?? '', shape);
  }

  apply(rows: readonly IsoTableRow[]): void {
    const kept = new Set(rows.map(({ element }) => element));
    let above: IsoTableRow | null = null;
    let last: string | null = null;
    for (const row of rows) {
      const old = this.#before.get(row.element ?? '');
      if (old) this.#change(old, row);
      const element: string | null = old ? row.element : this.#insert(row, last);
      if (old && above && this.#isMoved(above, old)) this.#miss(row, 'number', 'dòng được chuyển chỗ; hãy vẽ lại trên sơ đồ');
      above = old ?? above;
      last = element;
    }
    for (const [id, row] of this.#before) if (!kept.has(id)) this.#remove(id, row);
  }

  #isMoved(above: IsoTableRow, row: IsoTableRow): boolean {
    const order = [...this.#before.values()];
    return order.indexOf(row) < order.indexOf(above);
  }

  #index(scope: ModdleElement): void {
    for (const element of list(scope, 'flowElements')) {
      this.#elements.set(element.id ?? '', element);
      this.#index(element);
    }
  }

  #change(old: IsoTableRow, row: IsoTableRow): void {
    const element = this.#elements.get(row.element ?? '');
    if (!element) return;
    if (row.activity !== old.activity) element.name = row.activity;
    if (row.note !== old.note) element['documentation'] = row.note ? [this.#create('bpmn:Documentation', { text: row.note }, element)] : [];
    if (JSON.stringify(row.ways) !== JSON.stringify(old.ways)) this.#miss(row, 'activity', 'đường đi được sửa; hãy sửa trên sơ đồ');
    const step = this.#stepValues(old, row);
    if (Object.keys(step).length > 0 && !is(element, 'UserTask')) return this.#miss(row, 'responsible', 'phần tử này không phải một bước của cơ quan nên không nhận các ô đã sửa');
    for (const [name, value] of Object.entries(step)) this.#step(element)[name] = value;
  }

  #stepValues(old: IsoTableRow, row: IsoTableRow): Record<string, unknown> {
    const changed = (name: 'time' | 'forms' | 'results'): boolean => JSON.stringify(row[name]) !== JSON.stringify(old[name]);
    return {
      ...(row.responsible.agency !== old.responsible.agency && { agency: row.responsible.agency ?? undefined }),
      ...(row.responsible.role !== old.responsible.role && { role: row.responsible.role ?? undefined }),
      ...(row.form !== old.form && { form: row.form ?? undefined }),
      ...(changed('time') && budgetOf(row.time)),
      ...(changed('forms') && { papersIn: row.forms.map(({ code }) => this.#moddle.create('iso:PaperIn', { code })) }),
      ...(changed('results') && { papersOut: this.#papersOut(row) }),
    };
  }

  /** A paper that stays keeps what the table does not show of it. */
  #papersOut(row: IsoTableRow): ModdleElement[] {
    const known = list(extension(this.#elements.get(row.element ?? '') ?? { $type: '' }, 'Step'), 'papersOut');
    return row.results.map(({ code, name }) => Object.assign(known.find((paper) => paper['code'] === code) ?? this.#moddle.create('iso:PaperOut', { code }), { name }));
  }

  #step(element: ModdleElement): ModdleElement {
    const known = extension(element, 'Step');
    if (known) return known;
    const extensions = one(element, 'extensionElements') ?? this.#create('bpmn:ExtensionElements', { values: [] }, element);
    element['extensionElements'] = extensions;
    const step = this.#create('iso:Step', {}, extensions);
    extensions['values'] = [...list(extensions, 'values'), step];
    return step;
  }

  /** Behind the row above, into its only way out; at the top behind the start. */
  #insert(row: IsoTableRow, after: string | null): string {
    const source = after === null ? [...this.#elements.values()].find((element) => is(element, 'StartEvent')) : this.#elements.get(after);
    const flow = list(source, 'outgoing')[0];
    const scope = source?.$parent;
    if (!source || !flow || !scope || list(source, 'outgoing').length > 1) {
      this.#miss(row, 'number', 'không chèn được vào chỗ này: dòng trên rẽ nhiều nhánh');
      return row.element ?? '';
    }
    const id = this.#free('Buoc_moi');
    const task = this.#create('bpmn:UserTask', { id, name: row.activity }, scope);
    this.#elements.set(id, task);
    for (const [name, value] of Object.entries(this.#stepValues(EMPTY, { ...row, element: id }))) if (value !== undefined) this.#step(task)[name] = value;
    const target = one(flow, 'targetRef') as ModdleElement;
    const next = this.#create('bpmn:SequenceFlow', { id: this.#free('Luong_moi'), sourceRef: task, targetRef: target }, scope);
    this.#elements.set(next.id ?? '', next);
    scope['flowElements'] = [...list(scope, 'flowElements'), task, next];
    Object.assign(flow, { targetRef: task });
    Object.assign(task, { incoming: [flow], outgoing: [next] });
    if (target['incoming']) target['incoming'] = list(target, 'incoming').map((one) => (one === flow ? next : one));
    this.#joinLane(source, task);
    this.#draw(flow, task, next, source, target);
    return id;
  }

  #joinLane(source: ModdleElement, task: ModdleElement): void {
    for (const set of list(task.$parent, 'laneSets')) {
      for (const lane of list(set, 'lanes')) if (list(lane, 'flowNodeRef').includes(source)) lane['flowNodeRef'] = [...list(lane, 'flowNodeRef'), task];
    }
  }

  /** Between the two, or below where there is no room; nothing else moves. */
  #draw(flow: ModdleElement, task: ModdleElement, next: ModdleElement, source: ModdleElement, target: ModdleElement): void {
    const [from, to] = [boundsOf(this.#shapes.get(source.id ?? '')), boundsOf(this.#shapes.get(target.id ?? ''))];
    if (!this.#plane || !from || !to) return;
    const gap = to.x - from.x - from.width;
    const x = gap >= STEP.width + 40 ? from.x + from.width + (gap - STEP.width) / 2 : from.x + from.width / 2 - STEP.width / 2 + 30;
    const y = gap >= STEP.width + 40 ? from.y + from.height / 2 - STEP.height / 2 : from.y + from.height + 40;
    const shape = this.#create('bpmndi:BPMNShape', { id: `${task.id}_di`, bpmnElement: task }, this.#plane);
    shape['bounds'] = this.#create('dc:Bounds', { x, y, ...STEP }, shape);
    this.#shapes.set(task.id ?? '', shape);
    const edge = this.#create('bpmndi:BPMNEdge', { id: `${next.id}_di`, bpmnElement: next }, this.#plane);
    edge['waypoint'] = this.#line(edge, { x: x + STEP.width, y: y + STEP.height / 2 }, { x: to.x, y: to.y + to.height / 2 });
    this.#shapes.set(next.id ?? '', edge);
    this.#plane['planeElement'] = [...list(this.#plane, 'planeElement'), shape, edge];
    const old = this.#shapes.get(flow.id ?? '');
    if (old) old['waypoint'] = this.#line(old, { x: from.x + from.width, y: from.y + from.height / 2 }, { x, y: y + STEP.height / 2 });
  }

  #line(edge: ModdleElement, from: { x: number; y: number }, to: { x: number; y: number }): ModdleElement[] {
    const turn = (from.x + to.x) / 2;
    const points = from.y === to.y ? [from, to] : [from, { x: turn, y: from.y }, { x: turn, y: to.y }, to];
    return points.map((point) => this.#create('dc:Point', point, edge));
  }

  /** Whoever led to the row leads to what follows it. Only a plain step can be taken out so. */
  #remove(id: string, row: IsoTableRow): void {
    const element = this.#elements.get(id);
    const [out, ...more] = list(element, 'outgoing');
    const isHeld = [...this.#elements.values()].some((other) => one(other, 'attachedToRef') === element);
    if (!element || !out || more.length > 0 || isHeld || is(element, 'SubProcess')) return this.#miss(row, 'number', 'dòng bị xoá là chỗ rẽ nhánh hoặc có sự kiện gắn vào; hãy xoá trên sơ đồ');
    const target = one(out, 'targetRef') as ModdleElement;
    for (const flow of list(element, 'incoming')) {
      flow['targetRef'] = target;
      const [edge, last] = [this.#shapes.get(flow.id ?? ''), this.#shapes.get(out.id ?? '')];
      if (edge && last) edge['waypoint'] = [...list(edge, 'waypoint').slice(0, -1), ...list(last, 'waypoint').slice(1)];
    }
    target['incoming'] = list(target, 'incoming').flatMap((flow) => (flow === out ? list(element, 'incoming') : [flow]));
    for (const gone of [element, out]) this.#drop(gone);
  }

  #drop(gone: ModdleElement): void {
    const scope = gone.$parent;
    if (scope) scope['flowElements'] = list(scope, 'flowElements').filter((element) => element !== gone);
    for (const set of list(scope, 'laneSets')) for (const lane of list(set, 'lanes')) lane['flowNodeRef'] = list(lane, 'flowNodeRef').filter((element) => element !== gone);
    if (this.#plane) this.#plane['planeElement'] = list(this.#plane, 'planeElement').filter((shape) => one(shape, 'bpmnElement') !== gone);
    this.#elements.delete(gone.id ?? '');
  }

  #free(stem: string): string {
    let number = 1;
    while (this.#elements.has(`${stem}_${number}`)) number++;
    return `${stem}_${number}`;
  }

  #create(type: string, properties: Record<string, unknown>, parent: ModdleElement): ModdleElement {
    const element = this.#moddle.create(type, properties);
    element.$parent = parent;
    return element;
  }

  #miss(row: IsoTableRow, column: UnreadCell['column'], reason: string): void {
    this.unread.push({ row: row.number, column, element: row.element, text: row.activity.slice(0, 300), reason });
  }
}

const EMPTY: IsoTableRow = { number: '', element: null, kind: 'step', activity: '', responsible: { agency: null, role: null, names: [] }, time: null, forms: [], results: [], form: null, note: '', stop: null, ways: [], branch: null };

const budgetOf = (time: Budget | null): Record<string, string | undefined> =>
  time === null ? { budget: undefined, unit: undefined } : { budget: time.unit === 'same_day' ? undefined : String(time.amount), unit: time.unit };

function boundsOf(shape: ModdleElement | undefined): { x: number; y: number; width: number; height: number } | null {
  const bounds = one(shape, 'bounds');
  return bounds ? { x: Number(bounds['x']), y: Number(bounds['y']), width: Number(bounds['width']), height: Number(bounds['height']) } : null;
}
