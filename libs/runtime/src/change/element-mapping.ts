import type { ElementView, MigrationDiff } from '#contract';
import { type FieldError, type Result, ok, reject, text } from '#kernel';
import type { CompiledProcess, ElementMapping } from '../engine/engine.js';

/** Corrections by a person: an element of the old revision to one of the new, or to none. */
export type Corrections = Readonly<Record<string, string | null>>;

const HELPER = '__lt-';

/** The drawn flow nodes of a revision. */
export function elementsOf({ index }: CompiledProcess): ElementView[] {
  return [...index.activities()].filter(({ id }) => !id.includes(HELPER)).map(({ id, type, name }) => ({ element: id, type, name: name ?? null }));
}

/**
 * Which element of the new revision stands for which of the old: as corrected, else the one with the same id and type, else the only one
 * with the same name and type. No two get the same. Corrections that name what there is not, or another type, are refused.
 */
export function proposeMapping(from: readonly ElementView[], to: readonly ElementView[], corrections: Corrections = {}): Result<ElementMapping> {
  const [old, fresh] = [byId(from), byId(to)];
  const errors = Object.entries(corrections).flatMap(([source, target]) => errorIn(source, target, old, fresh));
  const named = Object.values(corrections).filter((target) => target !== null);
  for (const target of new Set(named)) {
    if (named.filter((one) => one === target).length > 1) errors.push({ path: 'mapping', message: text(`"${target}" được dùng cho nhiều bước`, `"${target}" stands for several elements`) });
  }
  if (errors.length > 0) return reject('invalid_input', text('Dữ liệu gửi lên chưa đúng', 'The input is not valid'), { errors });
  const mapping = new Map(Object.entries(corrections).filter((pair): pair is [string, string] => pair[1] !== null));
  const taken = new Set(mapping.values());
  const pass = (find: (one: ElementView) => ElementView | undefined): void => {
    for (const one of from) {
      const target = one.element in corrections || mapping.has(one.element) ? undefined : find(one);
      if (!target || taken.has(target.element)) continue;
      mapping.set(one.element, target.element);
      taken.add(target.element);
    }
  };
  pass((one) => (fresh.get(one.element)?.type === one.type ? fresh.get(one.element) : undefined));
  pass((one) => (one.name === null ? undefined : only(from, one) && only(to, one)));
  return ok(Object.fromEntries(mapping));
}

const byId = (elements: readonly ElementView[]): Map<string, ElementView> => new Map(elements.map((one) => [one.element, one]));

function only(elements: readonly ElementView[], { name, type }: ElementView): ElementView | undefined {
  const found = elements.filter((one) => one.name === name && one.type === type);
  return found.length === 1 ? found[0] : undefined;
}

function errorIn(source: string, target: string | null, old: Map<string, ElementView>, fresh: Map<string, ElementView>): FieldError[] {
  const path = `mapping.${source}`;
  const known = old.get(source);
  if (!known) return [{ path, message: text('không có trong bản cũ', 'is not in the old revision') }];
  if (target === null) return [];
  const counterpart = fresh.get(target);
  if (!counterpart) return [{ path, message: text(`"${target}" không có trong bản mới`, `"${target}" is not in the new revision`) }];
  return counterpart.type === known.type ? [] : [{ path, message: text(`"${target}" là loại khác`, `"${target}" is of another type`) }];
}

/** What the mapping says, element by element, in the order of the diagrams. */
export function diffOf(from: readonly ElementView[], to: readonly ElementView[], mapping: ElementMapping): MigrationDiff {
  const fresh = byId(to);
  const reached = new Set(Object.values(mapping));
  const pairs = from.flatMap((one) => {
    const target = fresh.get(mapping[one.element] ?? '');
    return target ? [{ from: one, to: target }] : [];
  });
  return {
    kept: pairs.filter((pair) => pair.from.element === pair.to.element).map((pair) => pair.to),
    moved: pairs.filter((pair) => pair.from.element !== pair.to.element),
    removed: from.filter(({ element }) => mapping[element] === undefined),
    added: to.filter(({ element }) => !reached.has(element)),
  };
}
