import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import type { DossierView, ReportIssueList } from '#contract';
import { PHONE, Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

const TAKEN = { procedure: 'khai-sinh-lien-thong', agency: 'xa-khanh-phu', applicant: { name: 'Cao Thị Hạnh', phone: '0905111222' }, data: {}, papers: [] };
const PERIOD = 'loai=settlement&tu=2026-01-01&den=2026-12-31';

/* The simulated clock starts on Monday 05/01/2026, 07:00. */
describeInBrowser('Biểu 06', () => {
  let product: RunningProduct;
  let chairman: Visitor;

  beforeAll(async () => {
    product = await RunningProduct.start();
    chairman = await Visitor.open(product.url);
    const desk = await Visitor.open(product.url);
    await desk.bringSession('xa-khanh-phu.tiep-nhan');
    const { dueAt } = await desk.post<DossierView>('/dossiers', TAKEN);
    await desk.post('/simulation/clock', { to: new Date(Date.parse(dueAt!) + 26 * 3_600_000).toISOString() });
    await desk.post<DossierView>('/dossiers', { ...TAKEN, procedure: 'karaoke' });
    await desk.close();
    await chairman.bringSession('ubnd-khanh-vinh.lanh-dao');
  });
  afterAll(async () => {
    expect(chairman.faults).toEqual([]);
    await chairman.close();
    await product.stop();
  });

  /** The numbers of the line called Tổng cộng, column by column as they stand on the screen. */
  const totalsOnScreen = async (visitor: Visitor = chairman): Promise<number[]> => {
    const cells = await visitor.page.locator('table.settlement').first().locator('tfoot td').allInnerTexts();
    return cells.slice(1).map((cell) => Number(cell.replaceAll('.', '')));
  };

  it('is found at its old address, and narrowed down in the address', async () => {
    const { page } = chairman;
    await chairman.go('/thong-ke?tu=2026-01-01&den=2026-12-31&theo=field');
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/bao-cao?loai=settlement&tu=2026-01-01&den=2026-12-31&theo=field');
    await page.getByText('Lọc theo cơ quan').click();
    await page.getByLabel('Cách nhận').selectOption('online');
    await page.waitForURL(/kenh=online/);
    await chairman.settled();
    expect((await totalsOnScreen()).every((figure) => figure === 0)).toBe(true);
    await chairman.go(`/bao-cao?loai=settlement_centre&tu=2026-01-01&den=2026-12-31&coQuan=xa-khanh-phu`);
    await page.getByRole('alert').getByText('chỉ dành cho Bộ phận Một cửa').waitFor();
  });

  it('is downloaded as a spreadsheet with the totals of the screen, each computed by a formula', async () => {
    const { page } = chairman;
    await chairman.go(`/bao-cao?${PERIOD}`);
    const onScreen = await totalsOnScreen();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'XLSX – Tải báo cáo về' }).click()]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await readFile(await download.path())) as unknown as ArrayBuffer);
    const sheet = book.worksheets[0]!;
    const total = Array.from({ length: sheet.rowCount }, (_, index) => sheet.getRow(index + 1)).find((row) => row.getCell(2).value === 'Tổng cộng')!;

    const columns = Array.from({ length: 11 }, (_, index) => index + 3);
    expect(onScreen.slice(0, 1)).not.toEqual([0]);
    expect(columns.map((column) => Number(total.getCell(column).result ?? 0))).toEqual(onScreen);
    expect(columns.map((column) => evaluated(sheet, total.getCell(column)))).toEqual(onScreen);
    expect(columns.every((column) => /^SUM\(/.test((total.getCell(column).value as ExcelJS.CellFormulaValue).formula))).toBe(true);
  });

  it('is issued, and corrected by another issue; both stay', async () => {
    const { page } = chairman;
    await page.getByRole('button', { name: 'Phát hành' }).click();
    await page.waitForURL(/muc=phat-hanh/);
    await page.getByRole('link', { name: 'BC-0001/2026' }).click();
    await page.getByRole('heading', { name: /^BC-0001/ }).waitFor();
    const first = await totalsOnScreen();
    await page.getByRole('button', { name: 'Đính chính' }).click();
    await page.getByRole('dialog').getByLabel('Lý do đính chính').fill('Thiếu hồ sơ nhập muộn');
    await page.getByRole('dialog').getByRole('button', { name: 'Phát hành' }).click();
    await page.getByRole('link', { name: 'BC-0002/2026' }).waitFor();

    await page.getByRole('row').filter({ hasText: 'BC-0001/2026' }).getByText('Đã có bản đính chính').first().waitFor();
    const { items } = await chairman.get<ReportIssueList>('/reports/issues?kind=settlement');
    expect(items.map(({ number, corrects }) => [number, corrects === null])).toEqual([['BC-0002/2026', false], ['BC-0001/2026', true]]);
    await page.getByRole('link', { name: 'BC-0001/2026' }).click();
    await page.getByRole('link', { name: 'Đã có bản đính chính' }).waitFor();
    expect(await totalsOnScreen()).toEqual(first);
  });

  it('says of a printed report which identity does not hold, also on a phone', async () => {
    const phone = await Visitor.open(product.url, PHONE);
    await phone.bringSession('xa-khanh-phu.tiep-nhan');
    const { page } = phone;
    await phone.go('/bao-cao?muc=kiem-tra');
    await page.getByLabel('Có thêm tỷ lệ').check();
    await page.getByLabel('Tên dòng').first().fill('2016–2018');
    for (const [column, value] of [['Cột 3', '4.363'], ['Cột 7', '53.558']] as const) await page.getByLabel(`2016–2018, ${column}`, { exact: true }).fill(value);
    await page.getByLabel('2016–2018, % đã giải quyết').fill('98,45');
    await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();

    await page.getByText('không thể giải quyết nhiều hơn số nhận').first().waitFor();
    await page.getByText('54401').first().waitFor();
    expect(phone.faults).toEqual([]);
    await phone.close();
  });
});

/** What the cell's formula comes to, from the plain numbers that it rests on. */
function evaluated(sheet: ExcelJS.Worksheet, cell: ExcelJS.Cell): number {
  const { value } = cell;
  if (typeof value === 'number') return value;
  const { formula } = value as ExcelJS.CellFormulaValue;
  const range = /^SUM\(([A-Z]+)(\d+):[A-Z]+(\d+)\)$/.exec(formula);
  const addresses = range ? Array.from({ length: Number(range[3]) - Number(range[2]) + 1 }, (_, index) => `${range[1]}${Number(range[2]) + index}`) : formula.split('+');
  return addresses.reduce((sum, address) => sum + evaluated(sheet, sheet.getCell(address)), 0);
}
