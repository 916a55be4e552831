import fc from 'fast-check';
import { ACCESS_ENTITIES, Agencies } from '#access';
import { REPORT_KINDS } from '#contract';
import { type Principal, ok, systemClock, toIso } from '#kernel';
import { Ledger, type LedgerKind } from '#ledger';
import { inTransaction } from '#platform';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { History, addAgencies, instant, reportsOver } from './history.fixture.js';
import { CATALOGUE } from './kinds/catalogue.js';
import { MakeReports } from './make-reports.js';
import { ReportNames } from './names.js';

const administrator: Principal = { kind: 'officer', username: 'q', name: 'Q', positions: [{ agency: 'van-phong', role: 'quan-tri' }] };

/** A dossier as one register has it; days of January 2026. */
interface Facts {
  agency: string;
  field: string | null;
  channel: string;
  received: number;
  due: number | null;
  stopped: number | null;
  settled: number | null;
  outcome: string;
}

const day = fc.integer({ min: 1, max: 28 });
const facts = fc
  .record<Facts>({
    agency: fc.constantFrom('xa-a', 'xa-b'), field: fc.constantFrom(null, 'Hộ tịch'), channel: fc.constantFrom('direct', 'online', 'post'), received: day, due: fc.option(day), stopped: fc.option(day), settled: fc.option(day),
    outcome: fc.constantFrom('early', 'on_time', 'late'),
  })
  .map((it) => {
    const settled = it.settled === null ? null : Math.max(it.settled, it.received);
    return { ...it, settled, outcome: it.due === null && it.outcome === 'late' ? 'early' : it.outcome, stopped: settled === null && it.stopped !== null ? Math.max(it.stopped, it.received) : null };
  });
const versions = fc.array(facts, { minLength: 1, maxLength: 4 });
const at = (n: number): string => `01-${String(n).padStart(2, '0')}`;
const iso = (n: number | null): string | null => (n === null ? null : toIso(instant(at(n))));

const entryOf = (it: Facts, kind: LedgerKind, on: string) => ({
  at: instant(on), actor: 'x', agency: null, kind,
  data: { agency: it.agency, field: it.field, procedure: null, procedureName: 'Chứng thực', channel: it.channel, state: it.settled === null ? 4 : 9, receivedAt: iso(it.received), dueAt: iso(it.due), stoppedAt: iso(it.stopped), settledAt: iso(it.settled), returnedAt: null, outcome: it.settled === null ? null : it.outcome, attributed: null },
});

/** Dossier by dossier, what the columns of the form are in [from, to). */
function expected(all: readonly Facts[], from: number, to: number) {
  const count = (is: (it: Facts) => boolean): number => all.filter(is).length;
  const ended = (it: Facts): number => it.settled ?? Infinity;
  const within = (n: number): boolean => n >= from && n < to;
  const pending = (it: Facts): boolean => it.received < to && ended(it) >= to;
  const late = (it: Facts): boolean => it.due !== null && it.due < (it.stopped !== null && it.stopped < to ? it.stopped : to);
  const carried = (it: Facts): boolean => it.received < from && ended(it) >= from;
  return {
    received: { total: count((it) => carried(it) || within(it.received)), online: count((it) => within(it.received) && it.channel === 'online'), direct: count((it) => within(it.received) && it.channel !== 'online'), carriedOver: count(carried) },
    settled: { total: count((it) => within(ended(it))), early: count((it) => within(ended(it)) && it.outcome === 'early'), onTime: count((it) => within(ended(it)) && it.outcome === 'on_time'), late: count((it) => within(ended(it)) && it.outcome === 'late') },
    pending: { total: count(pending), inTime: count((it) => pending(it) && !late(it)), late: count((it) => pending(it) && late(it)) },
    imported: { received: count((it) => carried(it) || within(it.received)), settled: count((it) => within(ended(it))), pending: count(pending) },
  };
}

describe('reports over any registers, with corrections, beside dossiers received here', () => {
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

  /** Every version is written later than what it tells, as registers are. */
  const write = (code: string, told: readonly Facts[]) =>
    inTransaction(database.dataSource, async (tx) => ok(await ledger.append(tx, code, told.map((it, n) => entryOf(it, n === 0 ? 'register.imported' : n % 2 ? 'register.corrected' : 'register.advanced', `02-0${n + 1}`)))));

  it('the last version counts, every identity holds, and what was printed at a position comes out the same', async () => {
    const reports = reportsOver(database.dataSource, ledger, agencies);
    const make = new MakeReports(database.dataSource, ledger, agencies, new ReportNames(agencies, database.dataSource));
    const standing: Facts[] = [];
    const period = fc.tuple(day, day).filter(([from, to]) => from < to);
    await fc.assert(
      fc.asyncProperty(fc.array(versions, { minLength: 1, maxLength: 6 }), period, async (more, [from, to]) => {
        for (const told of more) await write(`R-${standing.push(told.at(-1)!)}`, told);
        const query = { from: instant(at(from)), to: instant(at(to)), principal: administrator, language: 'vi' as const };
        const counted = await reports.settlement({ ...query, by: 'agency' });
        if (!counted.ok) throw new Error(JSON.stringify(counted.rejection));
        expect(counted.value.total).toMatchObject(expected(standing, from, to));
        for (const row of counted.value.rows) expect(row).toMatchObject(expected(standing.filter(({ agency }) => agency === row.key), from, to));
        expect((await reports.settlement({ ...query, by: 'field' })).ok).toBe(true);
        const { ledgerPosition: position, digest } = counted.value;
        await write(`R-${standing.push(more[0]![0]!)}`, [more[0]![0]!]);
        const again = await reports.settlement({ ...query, by: 'agency', position });
        expect(again.ok && again.value.digest).toBe(digest);
        for (const kind of REPORT_KINDS.filter((one) => !CATALOGUE[one].perDossier)) {
          const made = await make.make({ kind, parameters: { from: toIso(query.from), to: toIso(query.to) }, principal: administrator });
          if (!made.ok) throw new Error(`${kind}: ${JSON.stringify(made.rejection)}`);
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it('dossiers received here are counted apart from them', async () => {
    const reports = reportsOver(database.dataSource, ledger, agencies);
    const query = { from: instant('01-01'), to: instant('02-01'), by: 'agency', principal: administrator, language: 'vi' } as const;
    const before = await reports.settlement(query);
    await new History('H-1').received('01-05', { agency: 'xa-a', dueAt: '01-10' }).settled('01-09', 'early').write(database.dataSource, ledger);
    const after = await reports.settlement(query);
    if (!before.ok || !after.ok) throw new Error('no report');
    expect(after.value.total.received.total).toBe(before.value.total.received.total + 1);
    expect(after.value.total.imported).toEqual(before.value.total.imported);
  });
});
