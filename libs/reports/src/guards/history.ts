import type { Stop, WorkingCalendar } from '#calendar';
import type { LedgerEntry, LedgerKind } from '#ledger';

/** What one dossier's ledger tells, in the order of its entries; the questions that several rules ask of it. */
export class History {
  readonly code: string;
  readonly received: LedgerEntry;
  /** The agency that received it. */
  readonly agency: string;

  private constructor(
    readonly entries: readonly LedgerEntry[],
    readonly now: Date,
    private readonly calendars: ReadonlyMap<string, WorkingCalendar>,
  ) {
    this.received = entries[0]!;
    this.code = this.received.dossier;
    this.agency = textOf(this.received, 'agency') ?? this.received.agency ?? '';
  }

  /** From the receipt on; null for what was never received here: other chains, dossiers that another system has. */
  static of(entries: readonly LedgerEntry[], now: Date, calendars: ReadonlyMap<string, WorkingCalendar>): History | null {
    const receipt = entries.findIndex(({ kind }) => kind === 'dossier.received');
    return receipt < 0 ? null : new History(entries.slice(receipt), now, calendars);
  }

  all(...kinds: LedgerKind[]): LedgerEntry[] {
    return this.entries.filter(({ kind }) => (kinds as string[]).includes(kind));
  }

  calendar(agency: string | null): WorkingCalendar {
    return this.calendars.get(agency ?? this.agency) ?? this.calendars.get(this.agency)!;
  }

  /** The settlement with a result, where there is one: state 9. */
  get resolved(): LedgerEntry | null {
    return this.all('dossier.settled').find(({ data }) => data['state'] === RESOLVED) ?? null;
  }

  /** The due instant of the dossier as it stood before an entry, and since when it is counted. */
  dueBefore(seq: number): { at: Date; startedAt: Date; entry: LedgerEntry } | null {
    const told = this.all('deadline.set', 'deadline.moved').filter((entry) => entry.seq < seq && entry.data['subject'] === 'dossier');
    const [first, last] = [told.find(({ kind }) => kind === 'deadline.set'), told.at(-1)];
    if (!first || !last) return null;
    return { at: timeOf(last, last.kind === 'deadline.set' ? 'dueAt' : 'to')!, startedAt: timeOf(first, 'startedAt')!, entry: last };
  }

  /** Stops that began before an entry. One that was open then is open. */
  stopsBefore(seq: number): Stop[] {
    const told = this.all('clock.stopped', 'clock.resumed').filter((entry) => entry.seq < seq);
    return told.filter(({ kind }) => kind === 'clock.stopped').map((stop) => ({ from: stop.at, to: told.find((end) => end.kind === 'clock.resumed' && end.seq > stop.seq && end.data['source'] === stop.data['source'])?.at ?? null }));
  }
}

export const RESOLVED = 9;
export const RETURNED = 10;
export const HOUR = 3_600_000;
export const MINUTE = 60_000;
/** A working day as budgets count it. */
export const WORKING_DAY = 8 * HOUR;

export const textOf = ({ data }: LedgerEntry, name: string): string | null => (typeof data[name] === 'string' ? data[name] : null);

export const timeOf = (entry: LedgerEntry, name: string): Date | null => {
  const said = textOf(entry, name);
  return said === null ? null : new Date(said);
};

/** Accounts of officers among those who acted: the product itself and the citizen are nobody to ask. */
export const officersOf = (...entries: (LedgerEntry | null | undefined)[]): string[] => [...new Set(entries.flatMap((entry) => (entry && entry.actor !== 'system' && entry.actor !== 'citizen' ? [entry.actor] : [])))];
