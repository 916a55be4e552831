import fc from 'fast-check';
import { ACCESS_ENTITIES, Agencies } from '#access';
import { type Principal, systemClock } from '#kernel';
import { Ledger } from '#ledger';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { History, addAgencies, instant, reportsOver } from './history.fixture.js';
import type { SettlementFigures } from './identities.js';


const administrator: Principal = { kind: 'officer', username: 'q', name: 'Q', positions: [{ agency: 'van-phong', role: 'quan-tri' }] };

interface Life {
  agency: string;
  channel: string;
  /** Days of January 2026; what comes before `received` or after `settled` does not happen. */
  received: number;
  due: number;
  moved: { on: number; to: number } | null;
  stopped: { on: number; until: number } | null;
  settled: number | null;
  outcome: string;
}

const day = fc.integer({ min: 1, max: 28 });
const life = fc.record<Life>({
  agency: fc.constantFrom('xa-a', 'xa-b'),
  channel: fc.constantFrom('direct', 'online', 'post'),
  received: day,
  due: day,
  moved: fc.option(fc.record({ on: day, to: day })),
  stopped: fc.option(fc.record({ on: day, until: day })),
  settled: fc.option(day),
  outcome: fc.constantFrom('early', 'on_time', 'late'),
});

const at = (n: number): string => `01-${String(n).padStart(2, '0')}`;
const ended = (it: Life): number => (it.settled === null ? Infinity : Math.max(it.settled, it.received));
const happens = (it: Life, on: number): boolean => on >= it.received && on < ended(it);

function historyOf(code: string, it: Life): History {
  const steps: [number, (history: History) => History][] = [];
  if (it.moved && happens(it, it.moved.on)) steps.push([it.moved.on, (h) => h.moved(at(it.moved!.on), at(it.moved!.to))]);
  if (it.stopped && happens(it, it.stopped.on)) {
    steps.push([it.stopped.on, (h) => h.stopped(at(it.stopped!.on))]);
    if (it.stopped.until >= it.stopped.on && happens(it, it.stopped.until)) steps.push([it.stopped.until, (h) => h.resumed(at(it.stopped!.until))]);
  }
  if (it.settled !== null) steps.push([ended(it), (h) => h.settled(at(ended(it)), it.outcome)]);
  const history = new History(code).received(at(it.received), { agency: it.agency, channel: it.channel, dueAt: at(it.due) });
  return steps.sort(([a], [b]) => a - b).reduce((h, [, step]) => step(h), history);
}

/** The same table, told dossier by dossier. */
function expected(lives: readonly Life[], from: number, to: number): Omit<SettlementFigures, 'key'> {
  const count = (which: (it: Life) => boolean): number => lives.filter(which).length;
  const inPeriod = (n: number): boolean => n >= from && n < to;
  const carried = (it: Life): boolean => it.received < from && ended(it) >= from;
  const pending = (it: Life): boolean => it.received < to && ended(it) >= to;
  const late = (it: Life): boolean => {
    const due = it.moved && happens(it, it.moved.on) && it.moved.on < to ? it.moved.to : it.due;
    const stop = it.stopped && happens(it, it.stopped.on) && it.stopped.on < to ? it.stopped : null;
    const stands = stop !== null && !(stop.until >= stop.on && happens(it, stop.until) && stop.until < to);
    return due < (stands ? stop.on : to);
  };
  return {
    received: {
      total: count((it) => carried(it) || inPeriod(it.received)),
      online: count((it) => inPeriod(it.received) && it.channel === 'online'),
      direct: count((it) => inPeriod(it.received) && it.channel !== 'online'),
      carriedOver: count(carried),
    },
    settled: {
      total: count((it) => inPeriod(ended(it))),
      early: count((it) => inPeriod(ended(it)) && it.outcome === 'early'),
      onTime: count((it) => inPeriod(ended(it)) && it.outcome === 'on_time'),
      late: count((it) => inPeriod(ended(it)) && it.outcome === 'late'),
    },
    pending: { total: count(pending), inTime: count((it) => pending(it) && !late(it)), late: count((it) => pending(it) && late(it)) },
    imported: { received: 0, settled: 0, pending: 0 },
    net: { settledLate: count((it) => inPeriod(ended(it)) && it.outcome === 'late'), pendingLate: count((it) => pending(it) && late(it)) },
    excused: { settledLate: 0, pendingLate: 0 },
  };
}

describe('the settlement report over any sound history', () => {
  let database: TestDatabase;
  let ledger: Ledger;
  let agencies: Agencies;

  beforeAll(async () => {
    database = await createTestDatabase({ entities: ACCESS_ENTITIES });
    ledger = new Ledger(database.dataSource);
    await addAgencies(database.dataSource);
    agencies = new Agencies(database.dataSource, systemClock);
  });

  afterAll(async () => {
    await agencies.onModuleDestroy();
    await database.close();
  });

  it('reconciles, and counts what a telling dossier by dossier counts', async () => {
    const reports = reportsOver(database.dataSource, ledger, agencies);
    const lives: Life[] = [];
    const period = fc.tuple(day, day).filter(([from, to]) => from < to);

    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 12 }), period, async (more, [from, to]) => {
        // given: the ledger only grows, so every run is judged over all dossiers so far
        for (const it of more) await historyOf(`H-${lives.push(it)}`, it).write(database.dataSource, ledger);

        // when
        const result = await reports.settlement({ from: instant(at(from)), to: instant(at(to)), by: 'agency', principal: administrator, language: 'vi' });

        // then
        if (!result.ok) throw new Error(JSON.stringify(result.rejection));
        expect(result.value.total).toEqual({ key: 'total', name: 'Tổng cộng', ...expected(lives, from, to) });
        for (const row of result.value.rows) expect(row).toMatchObject(expected(lives.filter(({ agency }) => agency === row.key), from, to));
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});
