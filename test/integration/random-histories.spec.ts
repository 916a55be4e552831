import fc from 'fast-check';
import type { ReportView, SettlementReport } from '#contract';
import { and, chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * The whole product over HTTP: days on which dossiers are received, worked on, stopped, corrected and withdrawn, the process ends and begins again, storms are
 * declared and one commune is merged into another. Reports reconcile after each day, and count what a telling from the dossiers' own rows counts.
 * The simulated clock starts on Monday 05/01/2026, 07:00.
 */

const LINE = procedure(
  'ngau-nhien',
  start('s') + user('nhan', { budget: 1 }) + and('f') + user('thue', { agency: 'tax', role: 'chuyen-vien', budget: 2 }) + user('dat', { agency: 'land_registry', role: 'chuyen-vien', budget: 1 }) + and('j') + user('tra', { budget: 1, milestone: 9 }) + end('e') +
    chain('s', 'nhan', 'f', 'thue', 'j', 'tra', 'e') + chain('f', 'dat', 'j'),
  { limit: 4 },
);
const [OLD, NEW, THIRD] = ['xa-khanh-trung', 'xa-khanh-phu', 'xa-khanh-nam'];
const DAYS = 14;

interface Deed {
  what: 'receive' | 'work' | 'stop' | 'resume' | 'withdraw' | 'restart' | 'storm';
  /** Which of the agencies or of the open dossiers. */
  which: number;
}

const deed = fc.record<Deed>({ what: fc.constantFrom('receive', 'receive', 'receive', 'work', 'work', 'work', 'work', 'work', 'stop', 'resume', 'withdraw', 'storm', 'restart'), which: fc.nat(1_000) });

it('reconciles after every day, and counts what the dossiers themselves tell', async () => {
  const [days] = fc.sample(fc.array(fc.array(deed, { minLength: 4, maxLength: 9 }), { minLength: DAYS, maxLength: DAYS }), { numRuns: 1, seed: 2017 });
  const product = await TestProduct.open();
  await product.publish(LINE);
  const db = product.database.dataSource;
  let merged = false;

  const desk = (agency: string) => product.as(`${agency}.tiep-nhan`);
  const open = (): Promise<{ code: string; agency: string }[]> => db.query(`select code, agency from dossier where ended_at is null and state not in (7, 8, 9, 10) order by code`);
  const pick = <T>(all: readonly T[], which: number): T | undefined => all[which % Math.max(1, all.length)];

  /** A refusal is the product's right; what it took is in the ledger. */
  async function act({ what, which }: Deed): Promise<void> {
    const agencies = merged ? [NEW, THIRD] : [OLD, NEW, THIRD];
    if (what === 'receive') {
      const agency = pick(agencies, which)!;
      (await desk(agency).post('/dossiers', { procedure: 'ngau-nhien', agency, channel: which % 3 === 0 ? 'online' : 'direct', applicant: { name: 'Nguyễn Thị Đá' }, data: {}, papers: [] })).expect(201);
    } else if (what === 'restart') await product.restart();
    else if (what === 'storm') {
      const { now } = (await product.anyone.get('/simulation/clock')).expect(200) as { now: string };
      const from = new Date(Date.parse(now) - 3 * 86_400_000).toISOString();
      await product.as(WHO.chairman).post('/force-majeure', { agencies: [pick([...agencies, 'ct-khanh-vinh'], which)], from, to: now, reason: 'Bão', document: `QĐ ${which}/QĐ-UBND`, dryRun: false });
    } else {
      const dossier = pick(await open(), which);
      if (!dossier) return;
      const at = desk(dossier.agency);
      if (what === 'stop') await at.post(`/dossiers/${dossier.code}/stop`, { reason: 'Trưng cầu giám định', kind: 'assessment', evidence: { decision: '12/QĐ' } });
      if (what === 'resume') await at.post(`/dossiers/${dossier.code}/resume`, { evidence: { result: '1' } });
      if (what === 'withdraw' && which % 3 === 0) await at.post(`/dossiers/${dossier.code}/withdraw`, { reason: 'Công dân rút hồ sơ' });
      const task = what === 'work' ? pick(await product.tasks(dossier.code), which) : undefined;
      if (task) await product.as(`${task.agency}.${task.role}`).post(`/tasks/${task.id}/complete`, { opinion: 'Đồng ý' });
    }
  }

  /** From the dossiers' own rows, which no report reads: received since, settled since, and not settled by now. */
  async function told(): Promise<{ received: number; settled: number; late: number; pending: number }> {
    const [row] = await db.query<[{ received: number; settled: number; late: number; pending: number }]>(
      `select count(*)::int as received, count(*) filter (where state in (3, 7, 8, 9, 10))::int as settled, count(*) filter (where state not in (3, 7, 8, 9, 10))::int as pending,
         (select count(*)::int from deadline where subject_kind = 'dossier' and state = 'missed' and ended_at is not null) as late from dossier`,
    );
    return row;
  }

  const asked = async (from: string, to: string, more = ''): Promise<SettlementReport> => (await product.as(WHO.chairman).get(`/reports/settlement?from=${from}&to=${to}${more}`)).expect(200) as SettlementReport;
  const tomorrow = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

  try {
    let before = 0;
    for (const [n, deeds] of days!.entries()) {
      const day = new Date(Date.UTC(2026, 0, 6 + n)).toISOString().slice(0, 10);
      await product.moveTo(`${day}T08:00:00+07:00`);
      if (n === DAYS / 2) {
        (await product.as(WHO.administrator).post(`/agencies/${OLD}/merge`, { into: NEW, effectiveFrom: day, document: 'NQ 15/NQ-HĐND' })).expect(200);
        merged = true;
        await product.advance('PT1S');
      }
      for (const one of deeds) await act(one);
      await product.advance('PT1M');

      const [today, all, dossiers] = [await asked(day, tomorrow(day)), await asked('2026-01-01', tomorrow(day)), await told()];
      for (const { identities } of [today, all]) expect(identities.filter(({ holds }) => !holds)).toEqual([]);
      expect(today.total.received.carriedOver).toBe(before);
      expect(all.total).toMatchObject({ received: { total: dossiers.received, carriedOver: 0 }, settled: { total: dossiers.settled }, pending: { total: dossiers.pending } });
      for (const agency of [OLD, NEW, THIRD]) await asked(day, tomorrow(day), `&agency=${agency}`);
      for (const kind of ['late', 'timeliness', 'quarterly', 'register', 'evaluation', 'payment']) {
        const { identities } = (await product.as(WHO.chairman).get(`/reports/${kind}/table?from=2026-01-01&to=${tomorrow(day)}`)).expect(200) as ReportView;
        expect(identities.filter(({ holds }) => !holds)).toEqual([]);
      }
      before = today.total.pending.total;
    }
    const last = await asked('2026-01-01', '2026-02-01');
    expect(last.rows.find(({ key }) => key === OLD)?.pending.total ?? 0).toBe(0);
    expect([last.total.received.total > 15, last.total.settled.total > 3, last.total.settled.late + last.total.pending.late > 0]).toEqual([true, true, true]);
  } finally {
    await product.close();
  }
}, 300_000);
