import type { IsoTableRow, JsonSchema, UnreadCell } from '#contract';
import { elementOf } from './read-rows.js';

export type PlanType = 'startEvent' | 'endEvent' | 'userTask' | 'serviceTask' | 'intermediateCatchEvent' | 'exclusiveGateway' | 'parallelGateway';

export interface PlanNode {
  id: string;
  type: PlanType;
  name: string;
  row: IsoTableRow | null;
}

export interface PlanFlow {
  id: string;
  from: string;
  to: string;
  name: string;
  condition: string | null;
  /** Of several branches that meet at a join, the one by which it comes. */
  slot: string;
}

export interface Plan {
  /** In reading order: a flow to an earlier node leads back. */
  nodes: PlanNode[];
  flows: PlanFlow[];
  /** Default flow of a gateway. */
  defaults: Map<string, string>;
  forms: Map<string, JsonSchema>;
  /** Form of a step, where a choice behind it asks for its outcome. */
  formOf: Map<string, string>;
  unread: UnreadCell[];
}

type Item = { row: IsoTableRow } | { base: string; tracks: { letter: string; items: Item[] }[]; isChosen: boolean };

export const START = 'BatDau';
export const END = 'KetThuc';
const INTAKE = 'tiep-nhan';
const OTHERWISE = 'Trường hợp khác';

/** Puts rows as a flow that is sound whatever they say: ways that would not be are listed and left out. */
export const planFlow = (rows: readonly IsoTableRow[]): Plan => new Planner(rows.filter(({ kind }) => kind !== 'group')).plan;

class Planner {
  readonly plan: Plan = { nodes: [], flows: [], defaults: new Map(), forms: new Map(), formOf: new Map(), unread: [] };
  readonly #rows: readonly IsoTableRow[];
  readonly #items: Item[];
  /** Parallel branches that a row stands in, outermost first, each as `<base><letter>`. */
  readonly #paths = new Map<string, string[]>();
  readonly #next = new Map<string, string>();
  #asked: string | null = null;
  #count = 0;

  constructor(rows: readonly IsoTableRow[]) {
    const [first] = rows;
    const last = rows.at(-1);
    const begins = rows.length > 1 && first && isCitizens(first) ? first : null;
    const ends = rows.length > 2 && last && isCitizens(last) && last.ways.length === 0 ? last : null;
    this.#rows = rows.filter((row) => row !== begins && row !== ends);
    const chosen = this.#chosen();
    this.#items = itemsOf(this.#rows.map((row) => ({ row, rest: row.number })), '', chosen);
    this.#node(START, 'startEvent', begins?.activity ?? 'Nộp hồ sơ');
    const entry = this.#items[0];
    this.#flow(START, entry ? entryOf(entry) : END);
    this.#visit(this.#items, END, '', []);
    this.#node(END, 'endEvent', ends?.activity ?? 'Đã trả kết quả');
    this.#reachAll();
    this.#endAll();
    this.#merge();
  }

  /** Numbers that a choice leads to one by one: such branches are alternatives, not parallel. */
  #chosen(): Set<string> {
    return new Set(this.#rows.flatMap(({ ways }) => ways.filter(({ to }) => to.length === 1).flatMap(({ to }) => to)).filter((to) => /^\d+[a-z](\.1)?$/.test(to)));
  }

  #visit(items: readonly Item[], after: string, slot: string, path: readonly string[]): void {
    items.forEach((item, index) => {
      const following = items[index + 1];
      const next = following ? entryOf(following) : after;
      const by = following ? '' : slot;
      if ('row' in item) return this.#row(item.row, next, by, path);
      if (item.isChosen) return item.tracks.forEach((track) => this.#visit(track.items, next, by, path));
      const [split, join] = [`Tach_${item.base}`, `Hop_${item.base}`];
      this.#node(split, 'parallelGateway', '');
      for (const { letter, items: inner } of item.tracks) {
        const [first] = inner;
        if (first) this.#flow(split, entryOf(first));
        this.#visit(inner, join, letter, [...path, `${item.base}${letter}`]);
      }
      this.#node(join, 'parallelGateway', '');
      this.#flow(join, next, '', null, by);
    });
  }

  #row(row: IsoTableRow, next: string, slot: string, path: readonly string[]): void {
    const id = idOf(row);
    this.#paths.set(row.number, [...path]);
    this.#next.set(id, next);
    this.#node(id, typeOf(row), row.activity, row);
    if (typeOf(row) === 'userTask') this.#asked = id;
    const ways = row.ways.filter((way) => this.#fits(row, way));
    const chosen = ways.filter(({ when }) => when !== '');
    const plainly = ways.find(({ when }) => when === '');
    if (chosen.length === 0) return void this.#flow(id, plainly ? this.#target(plainly, row, next) : next, '', null, slot);
    const gateway = row.kind === 'choice' ? id : `${id}_xet`;
    if (gateway !== id) this.#node(gateway, 'exclusiveGateway', '');
    if (gateway !== id) this.#flow(id, gateway);
    this.#next.set(gateway, next);
    this.#choose(gateway, row, chosen.map((way) => ({ when: way.when, to: this.#target(way, row, next) })), plainly ? this.#target(plainly, row, next) : null, next, slot);
  }

  /** Where the others do not fit, that way is taken which leads furthest on. */
  #choose(gateway: string, row: IsoTableRow, told: { when: string; to: string }[], plainly: string | null, next: string, slot: string): void {
    const isOpen = plainly !== null || (row.kind !== 'choice' && told.every(({ to }) => to !== next) && told.length < 2) || told.length < 2;
    const chosen = isOpen ? [...told, { when: OTHERWISE, to: plainly ?? next }] : told;
    const fallback = isOpen ? chosen.at(-1) : this.#furthest(chosen);
    const field = `ketQua_${row.number.replace('.', '_')}`;
    for (const { when, to } of chosen) {
      const isDefault = chosen.indexOf(fallback as (typeof chosen)[number]) === chosen.findIndex((way) => way.when === when && way.to === to);
      const id = this.#flow(gateway, to, when, isDefault ? null : `=${field} = ${JSON.stringify(when)}`, to === next ? slot : '');
      if (isDefault) this.plan.defaults.set(gateway, id);
    }
    this.#ask(field, row, [...chosen.filter((way) => way !== fallback), fallback].flatMap((way) => way?.when ?? []));
  }

  #furthest(ways: readonly { when: string; to: string }[]): { when: string; to: string } | undefined {
    const place = ({ to }: { to: string }): number => (to === END ? this.#rows.length : this.#rows.findIndex((row) => idOf(row) === to || to.startsWith('Tach_') && to === `Tach_${/^\d+/.exec(row.number)?.[0]}`));
    return [...ways].sort((a, b) => place(b) - place(a))[0];
  }

  /** The step before the choice says its outcome. */
  #ask(field: string, row: IsoTableRow, values: string[]): void {
    const key = this.#asked === null ? INTAKE : `buoc-${this.#asked.replace(/^Buoc_/, '').replaceAll('_', '-').toLowerCase()}`;
    if (this.#asked !== null) this.plan.formOf.set(this.#asked, key);
    const form = (this.plan.forms.get(key) ?? { type: 'object', properties: {} }) as { properties: Record<string, unknown> };
    const distinct = [...new Set(values)];
    form.properties[field] = { type: 'string', title: `Kết quả: ${row.activity}`.slice(0, 200), 'x-title-en': `Outcome of step ${row.number}`, enum: distinct, default: distinct.at(-1) };
    this.plan.forms.set(key, form);
  }

  #fits(row: IsoTableRow, way: IsoTableRow['ways'][number]): boolean {
    const path = this.#paths.get(row.number) ?? [];
    const leaves = way.end !== null ? path.length > 0 : way.to.some((to) => path.some((track) => !within(to, track)));
    if (leaves) this.#miss(row, `${way.when} → ${way.to.join(', ') || way.end}`, 'đường đi ra khỏi nhánh song song nên không chạy được; chưa vẽ');
    return !leaves;
  }

  #target({ to, end }: IsoTableRow['ways'][number], row: IsoTableRow, next: string): string {
    if (end !== null) return this.#end(end, row);
    const [first] = to;
    return first === undefined ? next : this.#entryFrom(this.#items, first, this.#paths.get(row.number) ?? []);
  }

  /** Into parallel branches that the row does not stand in one comes by their split. */
  #entryFrom(items: readonly Item[], number: string, path: readonly string[]): string {
    for (const item of items) {
      if ('row' in item && item.row.number === number) return idOf(item.row);
      if ('row' in item) continue;
      const track = item.tracks.find((one) => numbersOf(one.items).includes(number));
      if (!track) continue;
      return item.isChosen || path.includes(`${item.base}${track.letter}`) ? this.#entryFrom(track.items, number, path) : `Tach_${item.base}`;
    }
    return END;
  }

  #end(name: string, row: IsoTableRow): string {
    const id = `KetThuc_${idOf(row).replace(/^Buoc_/, '')}`;
    const known = this.plan.nodes.find((node) => node.type === 'endEvent' && node.name === name);
    if (!known) this.#node(this.plan.nodes.some((node) => node.id === id) ? `${id}_${this.plan.nodes.length}` : id, 'endEvent', name);
    return known?.id ?? this.plan.nodes.at(-1)?.id ?? END;
  }

  /** A row that no way leads to is taken after the one above it. */
  #reachAll(): void {
    for (let turn = 0; turn <= this.#rows.length; turn++) {
      const reached = closure([START], this.plan.flows, 'from', 'to');
      const lost = this.#rows.findIndex((row) => !reached.has(idOf(row)));
      const above = this.#rows[lost - 1];
      if (lost < 0 || !above) return;
      this.#goOn(above, idOf(this.#rows[lost] as IsoTableRow));
    }
  }

  #endAll(): void {
    for (let turn = 0; turn <= this.#rows.length; turn++) {
      const ending = closure(this.plan.nodes.filter(({ type }) => type === 'endEvent').map(({ id }) => id), this.plan.flows, 'to', 'from');
      const trapped = this.#rows.findLast((row) => !ending.has(idOf(row)));
      if (!trapped) return;
      this.#goOn(trapped, this.#next.get(idOf(trapped)) ?? END);
    }
  }

  #goOn(row: IsoTableRow, to: string): void {
    const id = idOf(row);
    const gateway = this.plan.nodes.find((node) => node.id === `${id}_xet`)?.id ?? (row.kind === 'choice' ? id : null);
    const out = this.plan.flows.filter(({ from }) => from === id);
    this.#miss(row, row.ways.map(({ when, to: steps }) => `${when} → ${steps.join(', ')}`).join('; '), 'theo các đường đã ghi thì không tới được dòng sau hoặc kết thúc; đã nối sang dòng sau');
    if (gateway === null) this.plan.flows = this.plan.flows.filter((flow) => !out.includes(flow));
    this.#flow(gateway ?? id, to, gateway === null ? '' : OTHERWISE, gateway === null ? null : `=ketQua_${row.number.replace('.', '_')} = ${JSON.stringify(OTHERWISE)}`);
  }

  /** Flows that come to one element meet before it; at a join those of one branch. */
  #merge(): void {
    for (const node of [...this.plan.nodes]) {
      if (node.type === 'endEvent' || node.type === 'exclusiveGateway') continue;
      for (const [slot, flows] of Map.groupBy(this.plan.flows.filter(({ to }) => to === node.id), (flow) => flow.slot)) {
        if (flows.length < 2) continue;
        const id = `Gop_${node.id.replace(/^Buoc_/, '')}${slot && `_${slot}`}`;
        this.plan.nodes.splice(this.plan.nodes.indexOf(node), 0, { id, type: 'exclusiveGateway', name: '', row: null });
        for (const flow of flows) flow.to = id;
        this.#flow(id, node.id, '', null, slot);
      }
    }
  }

  #node(id: string, type: PlanType, name: string, row: IsoTableRow | null = null): void {
    this.plan.nodes.push({ id, type, name, row });
  }

  #flow(from: string, to: string, name = '', condition: string | null = null, slot = ''): string {
    const id = `Luong_${++this.#count}`;
    this.plan.flows.push({ id, from, to, name, condition, slot });
    return id;
  }

  #miss(row: IsoTableRow, text: string, reason: string): void {
    this.plan.unread.push({ row: row.number, column: 'activity', element: idOf(row), text: text.slice(0, 300), reason });
  }
}

export const idOf = (row: IsoTableRow): string => row.element ?? elementOf(row.number);

const isCitizens = ({ kind, responsible, stop }: IsoTableRow): boolean => kind === 'wait' && responsible.agency === null && (stop === null || stop.kind === 'other');

const typeOf = ({ kind, responsible }: IsoTableRow): PlanType => {
  if (kind === 'choice') return 'exclusiveGateway';
  if (kind === 'software') return 'serviceTask';
  return kind === 'wait' && responsible.agency === null ? 'intermediateCatchEvent' : 'userTask';
};

/** `3a`, `3a.1` and `3b` are branches; what stands behind a branch's dot is numbered within it. */
function itemsOf(rows: readonly { row: IsoTableRow; rest: string }[], prefix: string, chosen: ReadonlySet<string>): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < rows.length; at++) {
    const { row, rest } = rows[at] as { row: IsoTableRow; rest: string };
    const [, base] = BRANCH.exec(rest) ?? [];
    if (base === undefined) {
      items.push({ row });
      continue;
    }
    const end = rows.findIndex((one, index) => index > at && BRANCH.exec(one.rest)?.[1] !== base);
    const own = rows.slice(at, end < 0 ? rows.length : end);
    at += own.length - 1;
    const tracks = [...Map.groupBy(own, (one) => BRANCH.exec(one.rest)?.[2] ?? '')].map(([letter, members]) => ({
      letter,
      items: itemsOf(members.map((one) => ({ row: one.row, rest: BRANCH.exec(one.rest)?.[3] ?? '1' })), `${prefix}${base}${letter}.`, chosen),
    }));
    if (tracks.length === 1) items.push(...(tracks[0]?.items ?? []));
    else items.push({ base: `${prefix}${base}`.replace(/[^0-9a-z]/g, '_'), tracks, isChosen: tracks.some((track) => numbersOf(track.items).slice(0, 1).some((number) => chosen.has(number))) });
  }
  return items;
}

const BRANCH = /^(\d+)([a-z])(?:\.(.+))?$/;

const numbersOf = (items: readonly Item[]): string[] => items.flatMap((item) => ('row' in item ? [item.row.number] : item.tracks.flatMap((track) => numbersOf(track.items))));

function entryOf(item: Item): string {
  if ('row' in item) return idOf(item.row);
  const first = item.tracks[0]?.items[0];
  return item.isChosen && first ? entryOf(first) : `Tach_${item.base}`;
}

/** Whether a row is numbered within a branch. */
const within = (number: string, track: string): boolean => number.replace(/[^0-9a-z]/g, '_') === track || number.replace(/[^0-9a-z]/g, '_').startsWith(`${track}_`);

function closure(from: readonly string[], flows: readonly PlanFlow[], out: 'from' | 'to', into: 'from' | 'to'): Set<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...flows.filter((flow) => flow[out] === id).map((flow) => flow[into]));
  }
  return found;
}
