import { heldBy } from '#platform';
import type { EntityManager } from 'typeorm';

/** What a process remembers of a dossier: its time. */
const TIMES = 'times';

interface Known {
  times: Map<string, Promise<unknown>>;
  /** Something was written that nobody told of: only the database knows. */
  isChanged: boolean;
}

const known = new WeakMap<EntityManager, Known>();

function of(tx: EntityManager): Known {
  const found = known.get(tx) ?? { times: new Map(), isChanged: false };
  known.set(tx, found);
  return found;
}

/** The dossier's lock is held. Read once in a transaction, and not at all where the process has moved the dossier last. `empty` is that of one just made. */
export function liveTimes<T>(tx: EntityManager, dossier: string, empty: T, read: () => Promise<T>): Promise<T> {
  const { times, isChanged } = of(tx);
  const found = times.get(dossier) as Promise<T> | undefined;
  if (found) return found;
  const recalled = isChanged ? undefined : heldBy(tx)?.take(dossier, TIMES, empty);
  if (recalled) return setTimes(tx, dossier, recalled);
  const asked = read();
  times.set(dossier, asked);
  asked.then((answer) => known.get(tx)?.times.get(dossier) === asked && heldBy(tx)?.keep(dossier, TIMES, answer), () => undefined);
  return asked;
}

/** What it is after all that this transaction has written. */
export function setTimes<T>(tx: EntityManager, dossier: string, times: T): Promise<T> {
  const set = Promise.resolve(times);
  of(tx).times.set(dossier, set);
  heldBy(tx)?.keep(dossier, TIMES, times);
  return set;
}

/** Legs, deadlines or stops are being written. Who knows what they are afterwards says so by {@link setTimes}. */
export function timesChanged(tx: EntityManager): void {
  for (const dossier of of(tx).times.keys()) heldBy(tx)?.drop(dossier, TIMES);
  known.set(tx, { times: new Map(), isChanged: true });
}
