import type { WorkingCalendar } from '#calendar';
import type { StopKind } from '#contract';

/** What the ledger tells of one thing that happened to a dossier. */
export interface LedgerLine {
  dossier: string;
  at: Date;
  kind: string;
  agency: string | null;
  element: string | null;
  data: Record<string, unknown>;
}

/** What was seen in the past, to be drawn from. */
export interface Observed {
  /** By `element agency` and by `element`: working milliseconds from taking a step up to its completion. */
  work: Map<string, number[]>;
  /** By element: what its form was completed with. */
  data: Map<string, Record<string, unknown>[]>;
  /** By agency: working milliseconds until a hand-over was acknowledged. */
  acknowledgement: Map<string, number[]>;
  /** By kind of stop: milliseconds for which the clock stood. */
  stops: Map<StopKind, number[]>;
  /** By message: milliseconds from what was done before to its coming. */
  messages: Map<string, number[]>;
}

export const nothingObserved = (): Observed => ({ work: new Map(), data: new Map(), acknowledgement: new Map(), stops: new Map(), messages: new Map() });

export const OBSERVED_KINDS = ['task.opened', 'task.claimed', 'task.completed', 'leg.entered', 'leg.acknowledged', 'clock.stopped', 'clock.resumed', 'message.delivered'] as const;

/** A claim that comes so shortly before the completion says nothing of when the work began. */
const TOGETHER = 5 * 60_000;

/** Adds what the entries of one dossier tell, which come in their order. */
export function observe(into: Observed, lines: readonly LedgerLine[], calendarOf: (agency: string) => WorkingCalendar): void {
  const tasks = new Map<string, { openedAt: Date; claimedAt: Date | null }>();
  const entered = new Map<string, Date>();
  const acknowledged = new Map<string, Date>();
  const claims = new Set(lines.filter(({ kind }) => kind === 'task.claimed' || kind === 'task.completed').map(({ agency, at }) => `${agency} ${at.getTime()}`));
  let since: Date | null = null;
  for (const { kind, at, agency, element, data } of lines) {
    const task = tasks.get(String(data['task']));
    if (kind === 'task.opened') tasks.set(String(data['task']), { openedAt: at, claimedAt: null });
    if (kind === 'task.claimed' && task) task.claimedAt = at;
    if (kind === 'leg.entered' && agency) entered.set(agency, at);
    if (kind === 'leg.acknowledged' && agency && entered.has(agency)) {
      const byClaim = claims.has(`${agency} ${at.getTime()}`);
      if (!byClaim) acknowledged.set(agency, at);
      push(into.acknowledgement, agency, byClaim ? 0 : calendarOf(agency).measure(entered.get(agency)!, at));
    }
    if (kind === 'task.completed' && agency && element) {
      const begun = task && latest(task.openedAt, acknowledged.get(agency), task.claimedAt && at.getTime() - task.claimedAt.getTime() > TOGETHER ? task.claimedAt : null);
      if (begun) {
        const used = calendarOf(agency).measure(begun, at);
        push(into.work, `${element} ${agency}`, used);
        push(into.work, element, used);
      }
      push(into.data, element, (data['data'] ?? {}) as Record<string, unknown>);
      since = at;
    }
    if (kind === 'clock.stopped') since = at;
    if (kind === 'clock.resumed' && typeof data['stoppedAt'] === 'string') push(into.stops, data['kind'] as StopKind, at.getTime() - Date.parse(data['stoppedAt']));
    if (kind === 'message.delivered' && since) push(into.messages, String(data['name']), at.getTime() - since.getTime());
  }
}

const latest = (first: Date, ...others: (Date | null | undefined)[]): Date => others.reduce<Date>((last, one) => (one && one > last ? one : last), first);

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
