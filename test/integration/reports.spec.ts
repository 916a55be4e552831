import ExcelJS from 'exceljs';
import type { ReportView } from '#contract';
import { TestProduct, WHO } from './product.js';

const PERIOD = 'from=2026-01-01&to=2026-04-01';
const KINDS = ['settlement', 'settlement_centre', 'quarterly', 'timeliness', 'late', 'register', 'online', 'digitisation', 'payment', 'evaluation'];
const XSD = 'hon-nhan';

describe('reports over HTTP', () => {
  let product: TestProduct;
  let dossier: string;

  beforeAll(async () => {
    product = await TestProduct.open();
    await product.moveTo('2026-02-02T08:00:00+07:00');
    const { items } = (await product.as(WHO.desk).get('/procedures?limit=200')).expect(200);
    const procedure = (items as { code: string }[]).find(({ code }) => code === XSD)?.code ?? (items as { code: string }[])[0]!.code;
    dossier = (await product.as(WHO.desk).post('/dossiers', await minimal(procedure))).expect(201).code as string;
    await product.advance('P40D');
  });

  afterAll(() => product.close());

  /** A dossier with every paper the procedure asks for. */
  async function minimal(procedure: string): Promise<object> {
    const { papers } = (await product.as(WHO.desk).get(`/procedures/${procedure}`)).expect(200) as { papers?: { code: string }[] };
    return { procedure, agency: 'xa-khanh-phu', applicant: { name: 'Cao Thị Sương', address: 'Thôn Đá Trắng', phone: '0905123456' }, data: {}, papers: (papers ?? []).map(({ code }) => ({ code, originals: 1, copies: 0 })) };
  }

  const table = async (kind: string, more = '', who: string = WHO.chairman): Promise<ReportView> => (await product.as(who).get(`/reports/${kind}/table?${PERIOD}${more}`)).expect(200) as ReportView;

  it.each(KINDS)('gives %s as a table whose identities hold, and as three files', async (kind) => {
    const report = await table(kind);
    const files = await Promise.all(['xlsx', 'pdf', 'csv'].map((format) => product.as(WHO.chairman).get(`/reports/${kind}/table.${format}?${PERIOD}`)));

    expect(report.identities.filter(({ holds }) => !holds)).toEqual([]);
    expect(report.digest).toMatch(/^[0-9a-f]{64}$/);
    for (const row of report.rows) expect(row.cells).toHaveLength(report.columns.length);
    expect(files.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(String(files[1]!.body).slice(0, 5)).toBe('%PDF-');
  });

  it.each(KINDS)('gives %s as a spreadsheet whose formulas come to what is stored in them', async (kind) => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await product.as(WHO.chairman).get(`/reports/${kind}/table.xlsx?${PERIOD}`)).expect(200));
    const sheet = book.worksheets[0]!;
    const found: [string, unknown, unknown][] = [];
    sheet.eachRow((row) => row.eachCell((cell) => {
      const { value } = cell;
      // The reader leaves a stored 0 out.
      if (value !== null && typeof value === 'object' && 'formula' in value) found.push([`${cell.address} ${value.formula}`, value.result ?? 0, computed(sheet, value.formula ?? '')]);
    }));

    expect(found.filter(([, stored, anew]) => Math.abs(Number(stored) - Number(anew)) > 1e-9)).toEqual([]);
    if (kind === 'settlement') expect(found.length).toBeGreaterThan(15);
  });

  it('gives the same totals in form 06 as JSON and as a spreadsheet', async () => {
    const json = (await product.as(WHO.chairman).get(`/reports/settlement?${PERIOD}`)).expect(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await product.as(WHO.chairman).get(`/reports/settlement.xlsx?${PERIOD}`)).expect(200));
    const sheet = book.worksheets[0]!;
    const lines = Array.from({ length: sheet.rowCount }, (_, index) => sheet.getRow(index + 1));
    const total = lines.find((row) => row.getCell(2).value === 'Tổng cộng')!;

    expect(Array.from({ length: 11 }, (_, index) => Number(total.getCell(index + 3).result ?? total.getCell(index + 3).value))).toEqual([...Object.values(json.total.received), ...Object.values(json.total.settled), ...Object.values(json.total.pending)]);
    expect(lines.some((row) => row.getCell(1).text.includes(json.digest as string))).toBe(true);
  });

  it('lists the dossier as late with its cause, and in the register with its applicant', async () => {
    const [late, register] = [await table('late'), await table('register')];
    const at = (report: ReportView, key: string): unknown => report.rows.find((row) => row.key === dossier)?.cells[report.columns.findIndex((column) => column.key === key)];

    expect(at(late, 'cause')).toMatch(/100 %/);
    expect(at(late, 'holder')).toMatch(/Khánh Phú/);
    expect(at(register, 'applicant')).toBe('Cao Thị Sương');
  });

  it('prints the control slip for whoever may see the dossier', async () => {
    const slip = await table('slip', `&dossier=${dossier}`, WHO.desk);

    expect(slip.rows[0]!.cells[1]).toMatch(/Khánh Phú/);
    expect((await product.as(WHO.otherDesk).get(`/reports/slip/table?${PERIOD}&dossier=${dossier}`)).refusal).toBe('404 not_found');
    expect((await product.as(WHO.desk).get(`/reports/slip/table?${PERIOD}`)).refusal).toBe('400 invalid_input');
  });

  it('is for supervisors, each of their own agencies', async () => {
    expect((await product.as(WHO.desk).get(`/reports/late/table?${PERIOD}`)).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.chairman).get(`/reports/late/table?from=2026-02-01&to=2026-01-01`)).refusal).toBe('400 invalid_input');
    expect((await product.as(WHO.chairman).get(`/reports/settlement/table?${PERIOD}&by=month`)).refusal).toBe('400 invalid_input');
  });

  it.each([
    ['settlement', 'agency=xa-khong-co'], ['settlement', 'procedure=khong-co'], ['settlement', 'officer=khong-ai'], ['settlement', 'officer=ct-khanh-vinh.chuyen-vien&agency=xa-khanh-phu'], ['settlement', 'channel=fax'],
    ['settlement', `procedure=${XSD}&field=Khai thác thủy sản`], ['settlement_centre', 'agency=xa-khanh-phu'], ['settlement', 'dossier=H-1'], ['late', 'by=agency'], ['slip', 'dossier=H-1&channel=online'],
  ])('refuses a narrowing of %s that has no sense: %s', async (kind, narrowed) => {
    expect((await product.as(WHO.chairman).get(`/reports/${kind}/table?${PERIOD}&${narrowed}`)).refusal).toBe('400 invalid_input');
  });

  it.each(KINDS)('narrows %s down, alike on screen and in files', async (kind) => {
    const all = await table(kind);
    for (const [narrowed, some] of [['agency=xa-khanh-phu', true], ['agency=xa-khanh-trung', false], [`procedure=${XSD}`, true], ['procedure=karaoke', false], [`officer=${WHO.desk}`, true], [`officer=${WHO.otherDesk}`, false], ['channel=direct', true], ['channel=online', false], ['field=Không có', false]] as const) {
      if (kind === 'settlement_centre' && narrowed.startsWith('agency')) continue;
      const report = await table(kind, `&${narrowed}`);
      const csv = await product.as(WHO.chairman).get(`/reports/${kind}/table.csv?${PERIOD}&${narrowed}`);

      expect(report.identities.filter(({ holds }) => !holds)).toEqual([]);
      expect(report.parameters).toMatchObject(Object.fromEntries([narrowed.split('=')]));
      if (some) expect(report.rows.map(({ cells }) => cells)).toEqual(all.rows.map(({ cells }) => cells));
      else expect(report.rows.filter(({ cells }) => kind !== 'quarterly' && cells.some((cell) => typeof cell === 'number' && cell > 0))).toEqual([]);
      expect(csv.status).toBe(200);
    }
  });

  it('can be had again at the position that was printed', async () => {
    const report = await table('online');
    await product.as(WHO.desk).post('/dossiers', await minimal(XSD));

    expect((await table('online', `&position=${report.ledgerPosition}`)).digest).toBe(report.digest);
  });

  it('goes over typed figures and over an uploaded form', async () => {
    const typed = (await product.as(WHO.desk).post('/reports/check', { rows: [{ name: 'Ngọc Kỳ', figures: { 3: 681, 7: 685, 11: 3 } }] })).expect(200);
    const form = new FormData();
    form.set('file', new Blob([(await product.as(WHO.chairman).get(`/reports/settlement.xlsx?${PERIOD}`)).expect(200)]), 'bieu-06.xlsx');
    const uploaded = (await product.as(WHO.desk).post('/reports/check', form)).expect(200);
    const rubbish = new FormData();
    rubbish.set('file', new Blob(['no sheet']), 'a.xlsx');

    expect([typed.holds, typed.findings[0].identity]).toEqual([false, '3 = 7 + 11: tổng nhận = đã giải quyết + đang giải quyết']);
    expect([uploaded.holds, uploaded.findings]).toEqual([true, []]);
    expect((await product.as(WHO.desk).post('/reports/check', rubbish)).refusal).toBe('400 invalid_input');
    expect((await product.as(WHO.desk).post('/reports/check', { rows: [{ name: 'a', figures: { 99: 1 } }] })).refusal).toBe('400 invalid_input');
  });
});

/** The few formulas that reports are made of, from the plain numbers that they rest on. */
function computed(sheet: ExcelJS.Worksheet, formula: string): number {
  const at = (address: string): number => {
    const { value } = sheet.getCell(address);
    if (typeof value === 'number') return value;
    return value !== null && typeof value === 'object' && 'formula' in value ? computed(sheet, value.formula ?? '') : 0;
  };
  const share = /^IF\(([A-Z]+\d+)=0,"",([A-Z]+\d+)\/\1\)$/.exec(formula);
  if (share) return at(share[1]!) === 0 ? 0 : at(share[2]!) / at(share[1]!);
  const range = /^SUM\(([A-Z]+)(\d+):\1(\d+)\)$/.exec(formula);
  if (range) return Array.from({ length: Number(range[3]) - Number(range[2]) + 1 }, (_, index) => at(`${range[1]}${Number(range[2]) + index}`)).reduce((sum, n) => sum + n, 0);
  const difference = /^([A-Z]+\d+)-([A-Z]+\d+)$/.exec(formula);
  if (difference) return at(difference[1]!) - at(difference[2]!);
  if (!/^[A-Z]+\d+(\+[A-Z]+\d+)*$/.test(formula)) throw new Error(`a formula that nobody knows: ${formula}`);
  return formula.split('+').reduce((sum, address) => sum + at(address), 0);
}
