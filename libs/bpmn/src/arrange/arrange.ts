import { type ModdleElement, is, list, one } from '../document.js';
import { LocalCalls, calledIn } from './local-calls.js';
import { type RoundItems, putLoopData } from './loop-data.js';
import { Pools, type Unfit, firstOf, poolsAmong } from './pools.js';
import { putForking } from './forking.js';
import { writeInShared } from './shared-definitions.js';
import { type Maker, repoint, walk } from './tree.js';

/** In the id of every element that the diagram does not have. */
export const HELPER = '__lt-';

/** What runs of a document, written as one process. */
export interface Arranged {
  process: ModdleElement | undefined;
  /** Processes of the document that are neither run nor called. */
  idle: ModdleElement[];
  unfit: Unfit[];
  /** By the id of an element that is there more than once because it is called so: the id that is drawn. */
  copies: Readonly<Record<string, string>>;
  /** By what sends between pools that run: what it is sent to. */
  deliveries: Readonly<Record<string, readonly string[]>>;
  /** By multi-instance activity: of what each round gives, the part that is collected. */
  roundItems: Readonly<RoundItems>;
  changed: boolean;
}

/**
 * Finds what of a document is run, and puts into that one process what belongs to it but is drawn elsewhere: shared event definitions, processes and
 * global tasks that it calls, other pools that run with it. Changes the tree; what it adds to the diagram's ids carries {@link HELPER}.
 */
export function arrange(maker: Maker, definitions: ModdleElement): Arranged {
  const written = writeInShared(maker, definitions);
  const changed = putForking(maker, definitions) || written;
  const processes = list(definitions, 'rootElements').filter((root) => is(root, 'Process'));
  const called = calledBy(definitions, processes);
  const runnable = processes.filter((process) => process['isExecutable'] === true);
  const free = runnable.filter((process) => !called.has(process));
  const pools = poolsAmong(definitions, free);
  const process = firstOf(pools) ?? free[0] ?? runnable[0] ?? processes.find((one) => hasElements(one) && !called.has(one)) ?? processes.find(hasElements) ?? processes[0];
  const run = process && !pools.includes(process) ? [process] : pools;
  const calls = new LocalCalls(maker, definitions, HELPER);
  for (const one of run) calls.writeIn(one, [one]);
  repoint(definitions, calls.replaced);
  const joined = new Pools(maker, definitions, HELPER);
  if (process && pools.length > 1) joined.join(process, pools);
  if (process) nameData(process);
  const roundItems = process ? putLoopData(process) : {};
  return {
    process,
    idle: processes.filter((one) => !run.includes(one) && !called.has(one)),
    unfit: joined.unfit,
    copies: calls.copies,
    deliveries: grouped(joined),
    roundItems,
    changed: changed || calls.replaced.size > 0 || pools.length > 1,
  };
}

/** Many tools name the references and not the data object that they show. */
function nameData(process: ModdleElement): void {
  const names = new Map<ModdleElement, Set<string>>();
  walk(process, (element) => {
    const meant = one(element, 'dataObjectRef');
    if (meant && element.name) names.set(meant, (names.get(meant) ?? new Set()).add(element.name));
  });
  for (const [meant, [name, ...others]] of names) if (!meant.name && others.length === 0 && name !== undefined) meant.name = name;
}

const hasElements = (process: ModdleElement): boolean => list(process, 'flowElements').length > 0;

/** Processes that another one calls. */
function calledBy(definitions: ModdleElement, processes: readonly ModdleElement[]): Set<ModdleElement> {
  const called = new Set<ModdleElement>();
  for (const process of processes) {
    walk(process, (element) => {
      const target = calledIn(definitions, element);
      if (target && target !== process) called.add(target);
    });
  }
  return called;
}

function grouped({ deliveries }: Pools): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { source, target } of deliveries) (found[source.id as string] ??= []).push(target.id as string);
  return found;
}
