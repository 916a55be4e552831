import fc from 'fast-check';
import { ACCESS_ENTITIES, Agencies } from '#access';
import { type Principal, ManualClock, ok, toIso } from '#kernel';
import { Ledger, type LedgerDraft } from '#ledger';
import { inTransaction, remember } from '#platform';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { addAgencies, instant } from './history.fixture.js';
import { CATALOGUE } from './kinds/catalogue.js';
import { MakeReports } from './make-reports.js';
import { ReportNames } from './names.js';

const administrator: Principal = { kind: 'officer', username: 'q', name: 'Q', positions: [{ agency: 'van-phong', role: 'quan-tri' }] };
const clock = new ManualClock('2026-03-01T00:00:00+07:00');

/** What may happen to a dossier after its receipt, on which day; `again` sends the same command once more, as after a crash. */
interface Deed {
  on: number;
  what: 'moved' | 'stopped' | 'resumed' | 'supplement' | 'paper' | 'transferred' | 'corrected' | 'settled';
  to: number;
  outcome: 'early' | 'on_time' | 'late';
  again: boolean;
}

interface Life {
  agency: string;
  channel: string;
  field: string | null;
  received: number;
  due: number | null;
  again: boolean;
  deeds: Deed[];
}

const day = fc.integer({ min: 1, max: 28 });
const deed = fc.record<Deed>({
  on: day, to: day, outcome: fc.constantFrom('early', 'on_time', 'late'), again: fc.boolean(),
  what: fc.constantFrom('moved', 'stopped', 'resumed', 'supplement', 'paper', 'transferred', 'corrected', 'settled'),
});
/** Commune B was merged into A in the middle of the month: what it received before stays its own, later receipts are at A. */
const MERGED_ON = 15;
const life = fc
  .record<Life>({ agency: fc.constantFrom('xa-a', 'xa-b'), channel: fc.constantFrom('direct', 'online', 'post'), field: fc.constantFrom('Đất đai', 'Hộ tịch', null), received: day, due: fc.option(day), again: fc.boolean(), deeds: fc.array(deed, { maxLength: 6 }) })
  .map((it) => (it.received >= MERGED_ON ? { ...it, agency: 'xa-a' } : it));

const at = (n: number): Date => instant(`01-${String(n).padStart(2, '0')}`);

const draft = (on: number, kind: LedgerDraft['kind'], data: Record<string, unknown>, agency: string | null = null): LedgerDraft => ({ at: at(on), actor: `${agency ?? 'xa-a'}.tiep-nhan`, agency, kind, data });

/** The entries of a command, and whether it came twice. What the rooms would refuse (a deed after the end, a resumption without a stop) does not happen. */
function commandsOf(it: Life): { drafts: LedgerDraft[]; again: boolean }[] {
  const received = { procedure: 'p', revision: 1, agency: it.agency, field: it.field, channel: it.channel, dueAt: it.due && toIso(at(it.due)), budget: null };
  const commands = [{ drafts: [draft(it.received, 'dossier.received', received, it.agency), draft(it.received, 'leg.entered', { handedBy: null }, it.agency)], again: it.again }];
  let [stands, ended, holder] = [false, false, it.agency];
  for (const one of it.deeds.filter(({ on }) => on >= it.received).sort((a, b) => a.on - b.on)) {
    if (ended || (one.what === 'resumed' && !stands) || (one.what === 'stopped' && stands)) continue;
    const [drafts, next] = deedOf(one, it, holder);
    [stands, ended, holder] = [one.what === 'stopped' || (stands && one.what !== 'resumed'), one.what === 'settled', next];
    commands.push({ drafts, again: one.again });
  }
  return commands;
}

function deedOf({ on, what, to, outcome }: Deed, it: Life, holder: string): [LedgerDraft[], string] {
  const other = holder === 'van-phong' ? it.agency : 'van-phong';
  switch (what) {
    case 'moved': return [[draft(on, 'deadline.moved', { subject: 'dossier', from: null, to: toIso(at(to)), reason: 'r' })], holder];
    case 'stopped': return [[draft(on, 'clock.stopped', { kind: 'payment', reason: 'r', evidence: 'e', source: 's' })], holder];
    case 'resumed': return [[draft(on, 'clock.resumed', { kind: 'payment', source: 's', evidence: { amount: 50_000 } })], holder];
    case 'supplement': return [[draft(on, 'form.issued', { form: 'form-02', number: '1' }, holder)], holder];
    case 'paper': return [[draft(on, 'paper.added', { paper: 'x', direction: 'in' }, holder)], holder];
    case 'corrected': return [[draft(on, 'dossier.data', { fields: ['name'] }, holder)], holder];
    case 'transferred': return [[draft(on, 'leg.left', { budgetMs: 3_600_000, usedMs: 7_200_000, overrunMs: 3_600_000 }, holder), draft(on, 'leg.entered', { handedBy: holder }, other)], other];
    case 'settled': return [[draft(on, 'dossier.settled', { state: 9, result: 'ok', outcome, dueAt: null, field: it.field, agency: it.agency, procedure: 'p' }, it.agency)], holder];
  }
}

describe('every report over 1,000 random histories', () => {
  let database: TestDatabase;
  let ledger: Ledger;
  let agencies: Agencies;
  let reports: MakeReports;

  beforeAll(async () => {
    database = await createTestDatabase({ entities: ACCESS_ENTITIES });
    ledger = new Ledger(database.dataSource);
    await addAgencies(database.dataSource);
    await database.dataSource.query(`update agency set valid_to = '2026-01-14', successor = 'xa-a' where code = 'xa-b'`);
    agencies = new Agencies(database.dataSource, clock);
    reports = anew();
  });

  afterAll(async () => {
    await agencies.onModuleDestroy();
    await database.close();
  });

  const anew = (): MakeReports => new MakeReports(database.dataSource, ledger, agencies, new ReportNames(agencies, database.dataSource));

  /** As the product takes commands: with a key, so that one told twice acts once. */
  async function play(code: string, it: Life): Promise<void> {
    for (const [n, { drafts, again }] of commandsOf(it).entries()) {
      for (let times = again ? 2 : 1; times > 0; times--) {
        const told = await inTransaction(database.dataSource, (tx) =>
          remember(tx, clock, { key: `${code}-${n}`, actor: 'x', digest: '' }, async () => {
            await ledger.append(tx, code, drafts);
            return ok({ status: 200, body: null });
          }));
        if (!told.ok) throw new Error(told.rejection.message.en);
      }
    }
  }

  const kinds = Object.values(CATALOGUE).filter(({ perDossier }) => !perDossier).map(({ kind }) => kind);

  it('never fails an identity, and comes out the same when it is made anew from the ledger', async () => {
    let histories = 0;
    const period = fc.tuple(day, day).filter(([from, to]) => from < to);

    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 50, maxLength: 50 }), period, async (lives, [from, to]) => {
        // given: the ledger only grows, so every round is judged over all dossiers so far
        for (const it of lives) await play(`H-${++histories}`, it);
        const parameters = { from: toIso(at(from)), to: toIso(at(to)) };

        for (const kind of kinds) {
          // when
          const made = await reports.make({ kind, parameters, principal: administrator });

          // then
          if (!made.ok) throw new Error(`${kind}: ${JSON.stringify(made.rejection)}`);
          expect(made.value.checked.filter(({ holds }) => !holds)).toEqual([]);
          const again = await anew().make({ kind, parameters, principal: administrator, position: made.value.position });
          if (!again.ok) throw new Error(`${kind}: ${JSON.stringify(again.rejection)}`);
          expect(again.value.digest).toBe(made.value.digest);
        }
      }),
      { numRuns: 20, endOnFailure: true },
    );

    expect(histories).toBe(1_000);
  }, 300_000);
});
