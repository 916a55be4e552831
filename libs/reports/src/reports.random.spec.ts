import fc from 'fast-check';
import { ACCESS_ENTITIES, Agencies } from '#access';
import { type Principal, ManualClock, ok, toIso } from '#kernel';
import { Ledger, type LedgerDraft } from '#ledger';
import { inTransaction, remember } from '#platform';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { differingFacts } from './compare-facts.js';
import { addAgencies, instant } from './history.fixture.js';
import { checkIdentities } from './identities.js';
import { CATALOGUE } from './kinds/catalogue.js';
import { MakeReports, scopeWith, sealed } from './make-reports.js';
import { ReportNames } from './names.js';
import { countSettlement } from './settlement.repository.js';

const administrator: Principal = { kind: 'officer', username: 'q', name: 'Q', positions: [{ agency: 'van-phong', role: 'quan-tri' }] };
const clock = new ManualClock('2026-03-01T00:00:00+07:00');

/** What may happen to a dossier after its receipt, on which day. `crash`: the first try is cut in the middle of its transaction. `again`: the command is sent once more after it was done. */
interface Deed {
  on: number;
  what: 'moved' | 'stopped' | 'resumed' | 'supplement' | 'paper' | 'transferred' | 'corrected' | 'excluded' | 'restored' | 'settled';
  to: number;
  outcome: 'early' | 'on_time' | 'late';
  crash: boolean;
  again: boolean;
}

interface Life {
  agency: string;
  channel: string;
  field: string | null;
  received: number;
  due: number | null;
  crash: boolean;
  again: boolean;
  deeds: Deed[];
}

const day = fc.integer({ min: 1, max: 28 });
const seldom = fc.integer({ min: 0, max: 9 }).map((n) => n === 0);
const deed = fc.record<Deed>({
  on: day, to: day, outcome: fc.constantFrom('early', 'on_time', 'late'), crash: seldom, again: seldom,
  what: fc.constantFrom('moved', 'stopped', 'resumed', 'supplement', 'paper', 'transferred', 'corrected', 'excluded', 'restored', 'settled', 'settled'),
});
/** Commune B is merged into A in the middle of the month: what is open then passes on, later receipts are at A. */
const MERGED_ON = 15;
const life = fc
  .record<Life>({ agency: fc.constantFrom('xa-a', 'xa-b'), channel: fc.constantFrom('direct', 'online', 'post'), field: fc.constantFrom('Đất đai', 'Hộ tịch', null), received: day, due: fc.option(day), crash: seldom, again: seldom, deeds: fc.array(deed, { maxLength: 6 }) })
  .map((it) => (it.received >= MERGED_ON ? { ...it, agency: 'xa-a' } : it));

const at = (n: number): Date => instant(`01-${String(n).padStart(2, '0')}`);

const draft = (on: number, kind: LedgerDraft['kind'], data: Record<string, unknown>, agency: string | null = null, actor = 'xa-a.tiep-nhan'): LedgerDraft => ({ at: at(on), actor, agency, kind, data });

interface Command {
  drafts: LedgerDraft[];
  crash: boolean;
  again: boolean;
}

/** Where a dossier stands while its life is told. */
interface Standing {
  stands: boolean;
  excluded: boolean;
  ended: 'early' | 'on_time' | 'late' | null;
  /** Who has it in hand, and who answers for it. */
  holder: string;
  answers: string;
}

/** The entries of each command. What the rooms would refuse (a deed after the end, a resumption without a stop) does not happen; force majeure may be declared after the end. */
function commandsOf(it: Life): Command[] {
  const received = { procedure: it.field === null ? 'p' : 'q', revision: 1, agency: it.agency, field: it.field, channel: it.channel, dueAt: it.due && toIso(at(it.due)), budget: null };
  const actor = `${it.agency}.tiep-nhan`;
  const commands: Command[] = [{ drafts: [draft(it.received, 'dossier.received', received, it.agency, actor), draft(it.received, 'leg.entered', { handedBy: null }, it.agency)], crash: it.crash, again: it.again }];
  let standing: Standing = { stands: false, excluded: false, ended: null, holder: it.agency, answers: it.agency };
  const merge: Deed = { on: MERGED_ON, what: 'corrected', to: 1, outcome: 'early', crash: it.crash, again: it.again };
  const order = [...it.deeds.filter(({ on }) => on >= it.received), ...(it.agency === 'xa-b' ? [merge] : [])].sort((a, b) => a.on - b.on || (a === merge ? -1 : b === merge ? 1 : 0));
  for (const one of order) {
    const [drafts, next] = one === merge ? passedOn(standing) : deedOf(one, it, standing);
    standing = next;
    if (drafts.length > 0) commands.push({ drafts, crash: one.crash, again: one.again });
  }
  return commands;
}

function passedOn(standing: Standing): [LedgerDraft[], Standing] {
  if (standing.ended) return [[], standing];
  return [[draft(MERGED_ON, 'dossier.transferred', { merger: 'm', from: 'xa-b', to: 'xa-a', document: 'NQ 15', receiving: true }, 'xa-a', 'q')], { ...standing, answers: 'xa-a', holder: standing.holder === 'xa-b' ? 'xa-a' : standing.holder }];
}

function deedOf({ on, what, to, outcome }: Deed, it: Life, now: Standing): [LedgerDraft[], Standing] {
  const { holder } = now;
  const other = holder === 'van-phong' ? now.answers : 'van-phong';
  const nothing: [LedgerDraft[], Standing] = [[], now];
  const forced = { declaration: 'd', document: 'QĐ 88', dueAt: toIso(at(to)), netDueAt: toIso(at(Math.min(28, to + 5))), late: true, netLate: false };
  if (what === 'excluded') return now.excluded ? nothing : [[draft(on, 'force_majeure.excluded', { ...forced, netOutcome: now.ended && 'on_time', reason: 'bão', spans: [{ agency: holder, from: toIso(at(on)), to: toIso(at(Math.min(28, on + 2))) }] })], { ...now, excluded: true }];
  if (what === 'restored') return now.excluded ? [[draft(on, 'force_majeure.restored', { ...forced, netDueAt: toIso(at(to)), netOutcome: now.ended, netLate: true, reason: 'hủy' })], { ...now, excluded: false }] : nothing;
  if (now.ended) return nothing;
  switch (what) {
    case 'moved': return [[draft(on, 'deadline.moved', { subject: 'dossier', from: null, to: toIso(at(to)), reason: 'r' })], now];
    case 'stopped': return now.stands ? nothing : [[draft(on, 'clock.stopped', { kind: 'payment', reason: 'r', evidence: 'e', source: 's' })], { ...now, stands: true }];
    case 'resumed': return now.stands ? [[draft(on, 'clock.resumed', { kind: 'payment', source: 's', evidence: { amount: 50_000 } })], { ...now, stands: false }] : nothing;
    case 'supplement': return [[draft(on, 'form.issued', { form: 'form-02', number: '1' }, holder)], now];
    case 'paper': return [[draft(on, 'paper.added', { paper: 'x', direction: 'in' }, holder)], now];
    case 'corrected': return [[draft(on, 'dossier.data', { fields: ['name'] }, holder)], now];
    case 'transferred': return [[draft(on, 'leg.left', { enteredAt: toIso(at(it.received)), budgetMs: 3_600_000, usedMs: 7_200_000, overrunMs: 3_600_000 }, holder), draft(on, 'leg.entered', { handedBy: holder }, other)], { ...now, holder: other }];
    case 'settled': return [[draft(on, 'dossier.settled', { state: 9, result: 'ok', outcome, dueAt: null, field: it.field, agency: now.answers, procedure: it.field === null ? 'p' : 'q', ...(now.excluded && { netOutcome: 'on_time', netDueAt: toIso(at(to)) }) }, now.answers)], { ...now, ended: outcome }];
  }
}

class Cut extends Error {}

describe('every report over 1,000 random histories', () => {
  let database: TestDatabase;
  let ledger: Ledger;
  let agencies: Agencies;
  let reports: MakeReports;
  let names: ReportNames;

  beforeAll(async () => {
    database = await createTestDatabase({ entities: ACCESS_ENTITIES });
    ledger = new Ledger(database.dataSource);
    await addAgencies(database.dataSource);
    await database.dataSource.query(`update agency set valid_to = '2026-01-14', successor = 'xa-a' where code = 'xa-b'`);
    agencies = new Agencies(database.dataSource, clock);
    names = new ReportNames(agencies, database.dataSource);
    reports = anew();
  });

  afterAll(async () => {
    await agencies.onModuleDestroy();
    await database.close();
  });

  const anew = (): MakeReports => new MakeReports(database.dataSource, ledger, agencies, names);

  /** As the product takes commands: with a key, so that one told twice acts once. A transaction that is cut leaves nothing. */
  async function tell(code: string, key: string, drafts: LedgerDraft[], cut: boolean): Promise<void> {
    const told = await inTransaction(database.dataSource, (tx) =>
      remember(tx, clock, { key, actor: 'x', digest: '' }, async () => {
        await ledger.append(tx, code, drafts);
        if (cut) throw new Cut();
        return ok({ status: 200, body: null });
      }));
    if (!told.ok) throw new Error(told.rejection.message.en);
  }

  async function play(code: string, it: Life): Promise<void> {
    for (const [n, { drafts, crash, again }] of commandsOf(it).entries()) {
      if (crash) await expect(tell(code, `${code}-${n}`, drafts, true)).rejects.toThrow(Cut);
      for (let times = again ? 2 : 1; times > 0; times--) await tell(code, `${code}-${n}`, drafts, false);
    }
  }

  const kinds = Object.values(CATALOGUE).filter(({ perDossier }) => !perDossier).map(({ kind }) => kind);
  const NARROWED = [{}, { agency: 'xa-a' }, { agency: 'xa-b' }, { field: 'Đất đai' }, { field: '' }, { procedure: 'q' }, { officer: 'xa-b.tiep-nhan' }, { channel: 'online' }, { agency: 'xa-a', channel: 'post', procedure: 'p' }] as const;

  it('never fails an identity, however it is narrowed down, and comes out the same when it is made anew from the ledger', async () => {
    let histories = 0;
    const period = fc.tuple(day, day, fc.integer({ min: 0, max: NARROWED.length - 1 })).filter(([from, to]) => from < to);

    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 50, maxLength: 50 }), period, async (lives, [from, to, which]) => {
        // given: the ledger only grows, so every round is judged over all dossiers so far
        for (const it of lives) await play(`H-${++histories}`, it);
        const parameters = { from: toIso(at(from)), to: toIso(at(to)) };
        const position = await ledger.position();

        for (const kind of kinds) {
          // when
          const made = await reports.make({ kind, parameters, principal: administrator });

          // then
          if (!made.ok) throw new Error(`${kind}: ${JSON.stringify(made.rejection)}`);
          expect(made.value.checked.filter(({ holds }) => !holds)).toEqual([]);
          const again = await anew().make({ kind, parameters, principal: administrator, position: made.value.position });
          if (!again.ok) throw new Error(`${kind}: ${JSON.stringify(again.rejection)}`);
          expect(again.value.digest).toBe(made.value.digest);

          // when it is narrowed down
          const { agency, ...rest } = { agency: undefined, ...NARROWED[which] };
          const scope = scopeWith(kind, { ...parameters, ...rest }, agency === undefined ? null : [agency], position, null);
          const called = await names.fetch();
          const narrowed = await inTransaction(database.dataSource, async (tx) => ok(await CATALOGUE[kind].read(tx, scope, called)));
          const checked = narrowed.ok ? sealed(kind, parameters, scope, narrowed.value, called) : narrowed;
          if (!checked.ok) throw new Error(`${kind} ${JSON.stringify(NARROWED[which])}: ${JSON.stringify(checked.rejection)}`);
        }
      }),
      { numRuns: 20, endOnFailure: true },
    );

    expect(histories).toBe(1_000);
    const verified = await ledger.verifyAll();
    expect([verified.fault, verified.chains >= 1_000]).toEqual([null, true]);
  }, 600_000);

  it('carries over in each week what the week before left pending, agency by agency, with what passed on in between', async () => {
    const position = await ledger.position();
    const week = (from: number): Promise<Awaited<ReturnType<typeof countSettlement>>> => inTransaction(database.dataSource, async (tx) => ok(await countSettlement(tx, { from: at(from), to: at(from + 7), by: 'agency', agencies: null, position }))).then((counted) => { if (!counted.ok) throw new Error('nothing is refused'); return counted.value; });
    const weeks = [await week(1), await week(8), await week(15), await week(22)];
    const pending = (one: (typeof weeks)[number], agency: string): number => one.rows.find(({ key }) => key === agency)?.pending.total ?? 0;
    const carried = (one: (typeof weeks)[number], agency: string): number => one.rows.find(({ key }) => key === agency)?.received.carriedOver ?? 0;

    for (const [n, one] of weeks.entries()) {
      expect(checkIdentities(one).filter(({ holds }) => !holds)).toEqual([]);
      if (n > 0) expect(one.total.received.carriedOver).toBe(weeks[n - 1]!.total.pending.total);
    }
    // The merger is in the third week: B's pending of the second are A's.
    expect([pending(weeks[1]!, 'xa-b') > 0, carried(weeks[2]!, 'xa-b'), pending(weeks[2]!, 'xa-b')]).toEqual([true, 0, 0]);
    expect(carried(weeks[2]!, 'xa-a')).toBe(pending(weeks[1]!, 'xa-a') + pending(weeks[1]!, 'xa-b'));
    expect(weeks[2]!.passages).toEqual([{ from: 'xa-b', to: 'xa-a', document: 'NQ 15', dossiers: pending(weeks[1]!, 'xa-b') }]);
  });

  it('lets no single row be changed, removed, moved or doubled unnoticed', async () => {
    const db = database.dataSource;
    const position = await ledger.position();
    const whole = { from: at(1), to: instant('02-01'), position };
    const undo = new Error('undo');
    /** What notices the change that is made and undone again: an identity, the comparison with the ledger, the chain. */
    const noticed = async (change: string, parameters: unknown[]): Promise<Set<string>> => {
      const by = new Set<string>();
      await expect(inTransaction(db, async (tx) => {
        await tx.query('alter table ledger_entry disable trigger user');
        await tx.query(change, parameters);
        const table = await countSettlement(tx, { ...whole, by: 'agency', agencies: null, position: position + 1 });
        if (checkIdentities(table).some(({ holds }) => !holds)) by.add('identity');
        if ((await differingFacts(tx, { ...whole, from: instant('01-01'), position: position + 1 })).length > 0) by.add('facts');
        throw undo;
      })).rejects.toBe(undo);
      return by;
    };
    const facts = await db.query<{ position: number; kind: string }[]>(
      `select position::float8 as position, kind from (select position, kind, row_number() over (partition by kind order by md5(position::text)) as n from settlement_fact) as sample where n <= 8 order by position`,
    );
    const CHANGES: readonly [string, string, RegExp?][] = [
      ['removed', 'delete from settlement_fact where position = $1'], ['moved', `update settlement_fact set at = at + interval '40 days' where position = $1`],
      ['agency', `update settlement_fact set agency = case agency when 'xa-a' then 'van-phong' else 'xa-a' end where position = $1`, /dossier\./], ['outcome', `update settlement_fact set outcome = case outcome when 'late' then 'early' else 'late' end where position = $1`, /settled/],
      ['channel', `update settlement_fact set channel = 'fax' where position = $1`, /received|settled/], ['due', `update settlement_fact set due_at = '2027-01-01' where position = $1`, /moved|received/], ['net', `update settlement_fact set net_outcome = case net_outcome when 'early' then 'late' else 'early' end where position = $1`, /force/],
      ['until', `update settlement_fact set settled_position = null, settled_at = null where position = $1 and settled_position is not null`, /none/],
      ['doubled', `insert into settlement_fact select position + 1000000000, dossier, at, kind, agency, field, channel, outcome, due_at, net_outcome, net_due_at, settled_at, settled_position, procedure, officer, passed_from, document from settlement_fact where position = $1`, /none/],
      ['entry removed', 'delete from ledger_entry where position = $1'], ['entry changed', `update ledger_entry set data = data || '{"agency": "van-phong", "to": "2027-01-01"}' where position = $1`, /dossier\.received|dossier\.settled|moved/],
    ];

    const unnoticed: string[] = [];
    for (const { position: one, kind } of facts) {
      for (const [what, change, concerned = /./] of CHANGES) {
        if (concerned.test(kind) && (await noticed(change, [one])).size === 0) unnoticed.push(`${what} ${kind} ${one}`);
      }
    }

    expect(facts.length).toBeGreaterThan(50);
    expect(unnoticed).toEqual([]);
    expect((await ledger.verifyAll()).fault).toBeNull();
  }, 600_000);
});
