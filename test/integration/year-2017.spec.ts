import type { AttributionDetail, AttributionItem, DossierView, ReportView, ScoresView } from '#contract';
import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * A year of a district as its report on reform tells it: 29 late dossiers, of them 24 at the communes, three held up by storm no. 12 (Damrey, November 2017)
 * and two that were late at the tax branch and the land registry alone, which were charged to the desk then. Made with the simulated clock over
 * HTTP; working hours 07:00 to 11:30 and 13:30 to 17:00, Monday to Friday.
 */

const COMMUNE = procedure('xac-nhan', start('s') + user('nhan', { budget: 1 }) + user('xu-ly', { budget: 1 }) + user('tra', { budget: 1, milestone: 9 }) + end('e') + chain('s', 'nhan', 'xu-ly', 'tra', 'e'), { limit: 3 });
const LAND = procedure(
  'dang-ky-dat',
  start('s') + user('nhan', { budget: 1 }) + user('tham-dinh', { agency: 'district_office:tnmt', role: 'chuyen-vien', budget: 2 }) + user('thue', { agency: 'tax', role: 'chuyen-vien', budget: 1 }) +
    user('dat', { agency: 'land_registry', role: 'chuyen-vien', budget: 1 }) + user('tra', { budget: 1, milestone: 9 }) + end('e') + chain('s', 'nhan', 'tham-dinh', 'thue', 'dat', 'tra', 'e'),
  { limit: 6, field: 'dat-dai' },
);
const COMMUNES = ['tt-khanh-vinh', 'xa-cau-ba', 'xa-giang-ly', 'xa-khanh-binh', 'xa-khanh-dong', 'xa-khanh-hiep', 'xa-khanh-nam', 'xa-khanh-phu', 'xa-khanh-thanh', 'xa-khanh-thuong', 'xa-khanh-trung', 'xa-lien-sang'];
const [DESK, OFFICE, TAX, REGISTRY] = ['mc-khanh-vinh', 'p-tnmt', 'ct-khanh-vinh', 'vpdk-khanh-vinh'] as const;
const STORM = { agencies: [DESK, OFFICE], from: '2017-11-03T00:00:00+07:00', to: '2017-11-09T00:00:00+07:00', reason: 'Bão số 12', document: 'QĐ 2398/QĐ-UBND ngày 10/11/2017' };
const YEAR = 'from=2017-01-01&to=2018-01-01';

let product: TestProduct;
let atCommunes: string[];
let inStorm: string[];
let atTaxAndRegistry: string;
let atRegistry: string;

/** Whom each late dossier is charged to, in minutes, counted by hand. */
const expected = new Map<string, Record<string, number>>();

const receive = async (agency: string, code: string): Promise<string> =>
  (await product.as(`${agency}.tiep-nhan`).post('/dossiers', { procedure: code, agency, applicant: { name: 'Cao Thị Sương' }, data: {}, papers: [] })).expect(201).code as string;
/** Taken up at once, so that nothing of the hand-over is in doubt. */
const take = async (dossier: string, element: string): Promise<void> => {
  const task = (await product.tasks(dossier)).find((one) => one.element === element)!;
  (await product.as(`${task.agency}.${task.role}`).post(`/tasks/${task.id}/claim`)).expect(200);
};
const done = async (dossier: string, element: string, next?: string): Promise<void> => {
  await product.complete(dossier, element);
  if (next) await take(dossier, next);
};
const at = (day: string, time: string): Promise<number> => product.moveTo(`2017-${day}T${time}:00+07:00`);

const attributions = async (by: string = WHO.chairman): Promise<AttributionItem[]> => {
  const all: AttributionItem[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page = (await product.as(by).get(`/attributions?${YEAR}&limit=10${after ? `&after=${after}` : ''}`)).expect(200) as { items: AttributionItem[]; next: string | null };
    all.push(...page.items);
    after = page.next;
  }
  return all;
};
const attribution = async (dossier: string): Promise<AttributionDetail> => (await product.as(WHO.chairman).get(`/attributions/${dossier}`)).expect(200) as AttributionDetail;
const report = async (kind: string, more = ''): Promise<ReportView> => (await product.as(WHO.chairman).get(`/reports/${kind}/table?${YEAR}${more}`)).expect(200) as ReportView;
const settlement = async () => (await product.as(WHO.chairman).get(`/reports/settlement?${YEAR}&by=agency`)).expect(200);
const scores = async (): Promise<ScoresView> => (await product.as(WHO.chairman).get(`/board/scores?${YEAR}`)).expect(200) as ScoresView;
const cell = (table: ReportView, row: string, column: string): unknown => table.rows.find(({ key }) => key === row)?.cells[table.columns.findIndex(({ key }) => key === column)];
const sumOf = (table: ReportView, column: string): number => table.rows.reduce((sum, { key }) => sum + Number(cell(table, key, column)), 0);
const minutesOf = (parts: readonly { agency: string | null; minutes: number }[]): Record<string, number> => Object.fromEntries(parts.map(({ agency, minutes }) => [agency ?? '', minutes]));
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, one) => all + one, 0);

beforeAll(async () => {
  product = await TestProduct.open();
  await product.database.dataSource.query(`update simulation_clock set now = '2017-01-02T07:00:00+07:00'`);
  await product.restart();
  await product.publish(COMMUNE);
  await product.publish(LAND);
  await atTheCommunes();
  await atTheTaxBranchAndTheRegistry();
  await inTheStorm();
  await at('12-15', '09:00');
}, 300_000);
afterAll(() => product.close());

/** Two a commune, in spring: allowed three days, ready on the fourth at nine. Two hours late, and nobody else had them. Each commune has one in time besides. */
async function atTheCommunes(): Promise<void> {
  atCommunes = [];
  await at('03-06', '07:00');
  for (const agency of COMMUNES) {
    for (let n = 0; n < 2; n++) {
      const dossier = await receive(agency, 'xac-nhan');
      atCommunes.push(dossier);
      expected.set(dossier, { [agency]: 120 });
      await done(dossier, 'nhan', 'xu-ly');
    }
    const quick = await receive(agency, 'xac-nhan');
    for (const element of ['nhan', 'xu-ly', 'tra']) await done(quick, element);
  }
  await at('03-09', '09:00');
  for (const dossier of atCommunes) for (const element of ['xu-ly', 'tra']) await done(dossier, element);
}

/**
 * Desk and office take their time to the minute. Of the first the tax branch needs 17 hours of 8 and the registry 11 of 8: 9 and 3 over, of four hours late.
 * Of the second the registry alone needs 18 hours of 8: two hours late.
 */
async function atTheTaxBranchAndTheRegistry(): Promise<void> {
  await at('09-11', '07:00');
  atTaxAndRegistry = await receive(DESK, 'dang-ky-dat');
  await at('09-11', '17:00');
  await done(atTaxAndRegistry, 'nhan', 'tham-dinh');
  await at('09-13', '17:00');
  await done(atTaxAndRegistry, 'tham-dinh', 'thue');
  await at('09-18', '08:00');
  await done(atTaxAndRegistry, 'thue', 'dat');
  await at('09-19', '11:00');
  await done(atTaxAndRegistry, 'dat');
  expected.set(atTaxAndRegistry, { [TAX]: 180, [REGISTRY]: 60 });

  await at('10-02', '07:00');
  atRegistry = await receive(DESK, 'dang-ky-dat');
  await at('10-02', '17:00');
  await done(atRegistry, 'nhan', 'tham-dinh');
  await at('10-04', '17:00');
  await done(atRegistry, 'tham-dinh', 'thue');
  await at('10-05', '17:00');
  await done(atRegistry, 'thue', 'dat');
  await at('10-10', '09:00');
  await done(atRegistry, 'dat');
  expected.set(atRegistry, { [REGISTRY]: 120 });
}

/** With the office when the storm came, four working days; ten hours late. Another one went through the same days in time. */
async function inTheStorm(): Promise<void> {
  await at('11-01', '07:00');
  inStorm = [await receive(DESK, 'dang-ky-dat'), await receive(DESK, 'dang-ky-dat'), await receive(DESK, 'dang-ky-dat')];
  await at('11-01', '09:00');
  for (const dossier of inStorm) await done(dossier, 'nhan', 'tham-dinh');
  await at('11-06', '07:00');
  const inTime = await receive(DESK, 'dang-ky-dat');
  await done(inTime, 'nhan', 'tham-dinh');
  await at('11-09', '11:00');
  for (const dossier of [...inStorm, inTime]) await done(dossier, 'tham-dinh', 'thue');
  await at('11-09', '16:00');
  for (const dossier of [...inStorm, inTime]) await done(dossier, 'thue', 'dat');
  await at('11-10', '09:00');
  for (const dossier of [...inStorm, inTime]) await done(dossier, 'dat');
  for (const dossier of inStorm) expected.set(dossier, { [OFFICE]: 600 });
}

describe('the year before the storm is declared', () => {
  it('has 29 late dossiers, gross and net', async () => {
    const { total } = await settlement();
    expect([total.settled.late, total.pending.late, total.net.settledLate]).toEqual([29, 0, 29]);
  });
});

describe('the year after the chairman has declared the storm', () => {
  beforeAll(async () => {
    (await product.as(WHO.chairman).post('/force-majeure', { ...STORM, dryRun: false })).expect(200);
    await product.advance('PT1S');
  });

  it('has 29 late dossiers gross and 26 net; none is removed', async () => {
    const { rows, total } = await settlement();
    expect([total.settled.late, total.net.settledLate]).toEqual([29, 26]);
    const row = (agency: string) => rows.find(({ key }: { key: string }) => key === agency);
    expect([row(DESK).settled.late, row(DESK).net.settledLate]).toEqual([5, 2]);
    for (const agency of COMMUNES) expect([row(agency).settled.late, row(agency).net.settledLate]).toEqual([2, 2]);
  });

  it('has the same 29 and 26 in the list of late dossiers, whose identities hold', async () => {
    const late = await report('late');

    expect(late.rows.map(({ key }) => key).sort()).toEqual([...expected.keys()].sort());
    expect([sumOf(late, 'gross'), sumOf(late, 'net'), sumOf(late, 'excused')]).toEqual([29, 26, 3]);
    expect(late.identities.filter(({ holds }) => !holds)).toEqual([]);
    expect(late.rows.filter(({ key }) => cell(late, key, 'net') === 0).map(({ key }) => key).sort()).toEqual([...inStorm].sort());
  });

  it('charges each dossier to the agencies that were over their time, and the desk for none', async () => {
    const items = await attributions();
    const byDossier = Map.groupBy(items, ({ dossier }) => dossier);

    expect(items).toHaveLength(30);
    expect(new Map([...byDossier].map(([dossier, rows]) => [dossier, Object.fromEntries(rows.map(({ agency, computed }) => [agency, computed!.minutes]))]))).toEqual(expected);
    for (const rows of byDossier.values()) expect(sum(rows.map(({ computed }) => computed!.minutes))).toBe(rows[0]!.minutes);
    expect(items.filter(({ agency }) => agency === DESK)).toEqual([]);
    expect(items.filter(({ dossier }) => dossier === atTaxAndRegistry).map(({ agency, computed }) => [agency, computed!.share])).toEqual([[TAX, 0.75], [REGISTRY, 0.25]]);
    expect(items.filter(({ net }) => !net.late).map(({ dossier }) => dossier).sort()).toEqual([...inStorm].sort());
    expect((await attributions(WHO.tax)).map(({ dossier }) => dossier)).toEqual([atTaxAndRegistry]);
    expect((await attributions(WHO.land)).map(({ dossier }) => dossier).sort()).toEqual([atTaxAndRegistry, atRegistry].sort());
  });

  it('can be traced: every share to the entries of its hand-overs, every excuse to its document', async () => {
    for (const [dossier, shares] of expected) {
      const told = await attribution(dossier);
      const { items, verified } = (await product.as(WHO.chairman).get(`/dossiers/${dossier}/ledger?limit=200`)).expect(200) as { items: { seq: number; kind: string; agency: string; at: string }[]; verified: boolean };

      expect(verified).toBe(true);
      expect(minutesOf(told.computed)).toEqual(shares);
      for (const leg of told.legs.filter(({ overrun }) => overrun.hours > 0)) {
        expect(Object.keys(shares)).toContain(leg.agency);
        for (const [way, entry] of Object.entries(leg.entries)) if (entry) expect(items.find(({ seq }) => seq === entry.seq)).toMatchObject({ kind: `leg.${way}`, agency: leg.agency, at: entry.at });
        expect([leg.entries.entered?.at, leg.entries.left?.at]).toEqual([leg.enteredAt, leg.leftAt]);
      }
      expect(told.net.excluded.map(({ document, agency }) => [document, agency])).toEqual(inStorm.includes(dossier) ? [[STORM.document, OFFICE]] : []);
    }
  });

  it('is told alike by the dossier, the list of late ones and the control slip', async () => {
    const late = await report('late');
    for (const [dossier, shares] of expected) {
      const { lateness } = (await product.as(WHO.chairman).get(`/dossiers/${dossier}`)).expect(200) as DossierView;
      const slip = await report('slip', `&dossier=${dossier}`);

      expect(minutesOf(lateness.shares)).toEqual(shares);
      const parts = lateness.shares.map(({ agencyName, minutes, share }) => `${agencyName} ${minutes} phút (${Math.round(share * 100)} %)`).join('; ');
      expect(slip.notes).toContainEqual(`Phần quá hạn tính theo chặng: ${parts}`);
      expect(cell(late, dossier, 'cause')).toBe(lateness.shares.map(({ agencyName, share }) => `${agencyName} (${Math.round(share * 100)} %)`).join('; '));
      expect(cell(late, dossier, 'documents')).toBe(inStorm.includes(dossier) ? STORM.document : null);
      expect(Number(cell(late, dossier, 'overrun')) * 60).toBe(sum(Object.values(shares)));
    }
  });

  it('adds up to the same on the scorecards of the agencies', async () => {
    const byAgency = new Map<string, { dossiers: number; minutes: number }>();
    for (const shares of expected.values()) {
      for (const [agency, minutes] of Object.entries(shares)) {
        const known = byAgency.get(agency) ?? { dossiers: 0, minutes: 0 };
        byAgency.set(agency, { dossiers: known.dossiers + 1, minutes: known.minutes + minutes });
      }
    }
    const { agencies } = await scores();

    expect(new Map(agencies.filter(({ lateCharged }) => lateCharged > 0).map(({ agency, lateCharged, lateHours }) => [agency, { dossiers: lateCharged, minutes: Math.round(lateHours * 60) }]))).toEqual(byAgency);
    expect(agencies.find(({ agency }) => agency === DESK)).toMatchObject({ lateCharged: 0, lateHours: 0 });
    expect(sum(agencies.map(({ lateHours }) => lateHours)) * 60).toBeCloseTo(sum([...expected.values()].flatMap((shares) => Object.values(shares))));
  });

  it('lists the three that the storm excuses, with the declaring document', async () => {
    const { items } = (await product.as(WHO.chairman).get('/force-majeure/excused')).expect(200) as { items: { dossier: string; declarations: { document: string }[] }[] };
    expect(items.map(({ dossier }) => dossier).sort()).toEqual([...inStorm].sort());
    for (const { declarations } of items) expect(declarations).toMatchObject([{ document: STORM.document }]);
  });
});

describe('the year after the tax branch has contested its share', () => {
  let before: { index2: number | null };
  beforeAll(async () => {
    before = (await scores()).agencies.find(({ agency }) => agency === TAX)!;
  });

  it('does so within five working days only: the time for it ended in September', async () => {
    const late = await product.as(`${TAX}.lanh-dao`).post('/contests', { dossier: atTaxAndRegistry, agency: TAX, ground: 'handed_incomplete', reason: 'Thiếu trích đo', document: 'CV 8/CCT' });
    expect([late.refusal, late.body.until]).toEqual(['409 invalid_state', '2017-09-26T17:00:00+07:00']);
  });

  describe('of a dossier whose time still runs', () => {
    let dossier: string;

    it('is decided for it in part: every reading follows, and the sums stay', async () => {
      await at('12-18', '07:00');
      dossier = await receive(DESK, 'dang-ky-dat');
      await at('12-18', '17:00');
      await done(dossier, 'nhan', 'tham-dinh');
      await at('12-20', '17:00');
      await done(dossier, 'tham-dinh', 'thue');
      await at('12-25', '08:00');
      await done(dossier, 'thue', 'dat');
      await at('12-26', '11:00');
      await done(dossier, 'dat');
      const { id } = (await product.as(`${TAX}.lanh-dao`).post('/contests', { dossier, agency: TAX, ground: 'system_failure', reason: 'Mất điện toàn huyện', document: 'TB 5/ĐL ngày 21/12/2017' })).expect(201);
      (await product.as(WHO.chairman).post(`/contests/${id}/decision`, { accept: true, reason: 'Có thông báo của điện lực', document: 'TB 40/TB-UBND', moves: [{ to: OFFICE, minutes: 60 }, { to: null, minutes: 120, document: 'TB 5/ĐL' }] })).expect(200);

      const told = await attribution(dossier);
      expect([told.minutes, minutesOf(told.computed), minutesOf(told.decided!)]).toEqual([240, { [TAX]: 180, [REGISTRY]: 60 }, { [OFFICE]: 60, [REGISTRY]: 60, '': 120 }]);
      const late = await report('late');
      expect(cell(late, dossier, 'cause')).toBe('Phòng Tài nguyên và Môi trường huyện Khánh Vĩnh (25 %); Chi nhánh Văn phòng Đăng ký đất đai huyện Khánh Vĩnh (25 %); Không tính cho cơ quan nào, TB 5/ĐL (50 %) – đã quyết định');
      expect(cell(late, dossier, 'documents')).toBe('TB 40/TB-UBND');
      expect([sumOf(late, 'gross'), sumOf(late, 'net'), (await settlement()).total.settled.late, (await settlement()).total.net.settledLate]).toEqual([30, 27, 30, 27]);
      expect(late.identities.filter(({ holds }) => !holds)).toEqual([]);
      const slip = await report('slip', `&dossier=${dossier}`);
      expect(slip.notes.filter((note) => note.startsWith('Phần quá hạn'))).toEqual([expect.stringContaining('theo chặng: Chi cục Thuế') as unknown, expect.stringMatching(/theo quyết định \(TB 40\/TB-UBND\): .*Không tính cho cơ quan nào, TB 5\/ĐL 120 phút \(50 %\)/) as unknown]);
    });

    it('is followed by index 2: the stay of the tax branch no longer counts as longer, the last one of the office does', async () => {
      const { agencies } = await scores();
      const evaluation = await report('evaluation');
      const tax = agencies.find(({ agency }) => agency === TAX)!;
      // Four of three hours (2), one of exactly its time (1), the one of September that was longer (0), the one of December that was and is relieved (1).
      expect(tax.stays).toBe(7);
      expect([before.index2, tax.index2]).toEqual([1.5, Math.round((10 / 7) * 100) / 100]);
      // Four days of storm (0, four times), twice exactly its time (1), and the one of December, which was exactly its time and bears an hour now (0).
      expect(agencies.find(({ agency }) => agency === OFFICE)).toMatchObject({ stays: 7, index2: 0.29 });
      for (const agency of [TAX, OFFICE, REGISTRY]) expect(cell(evaluation, agency, '2')).toBe(agencies.find((one) => one.agency === agency)!.index2);
      expect(evaluation.notes).toContainEqual('Chỉ số 2 đã tính theo quyết định về kiến nghị ở 1 hồ sơ.');
    });
  });
});
