import type { DossierView, TaskList } from '#contract';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { DESK, PHONE, Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CHAIRMAN = 'ubnd-khanh-vinh.lanh-dao';
const CLERK = 'xa-khanh-phu.tiep-nhan';

/* The page is never quiet: it listens. So nothing here waits for silence, only for what is to be seen. */
describeInBrowser('the board', () => {
  let product: RunningProduct;
  let clerk: Visitor;
  let visitor: Visitor;

  beforeAll(async () => {
    product = await RunningProduct.start();
    clerk = await Visitor.open(product.url);
    await clerk.bringSession(CLERK);
  });
  afterEach(() => visitor.close());
  afterAll(async () => {
    await clerk.close();
    await product.stop();
  });

  const receive = (): Promise<DossierView> => clerk.post<DossierView>('/dossiers', { procedure: 'thuong-tru', agency: 'xa-khanh-phu', applicant: { name: 'Mấu Thị Liên' } });
  const open = async (who: string, viewport = DESK): Promise<void> => {
    visitor = await Visitor.open(product.url, viewport);
    await visitor.bringSession(who);
    await visitor.page.goto(`${product.url}/bang-dieu-hanh`);
    await visitor.page.getByText('Đang cập nhật trực tiếp').waitFor();
  };

  it('counts a dossier as soon as it is received, without being asked', async () => {
    await receive();
    await open(CHAIRMAN);
    await visitor.page.getByRole('link', { name: /^Toàn bộ, Tổng: 1 hồ sơ/ }).waitFor();

    await receive();

    await visitor.page.getByRole('link', { name: /^Toàn bộ, Tổng: 2 hồ sơ/ }).waitFor();
    expect(visitor.faults).toEqual([]);
  });

  it('leads in three clicks to why a dossier is late and whose share it is', async () => {
    const { code } = await receive();
    const { items } = await clerk.get<TaskList>(`/tasks?dossier=${code}`);
    await clerk.post(`/tasks/${items[0]!.id}/claim`, {});
    await clerk.post('/simulation/clock', { advance: 'P60D' });
    visitor = await Visitor.open(product.url);
    await visitor.bringSession(CHAIRMAN);
    await visitor.go('/cong-viec');

    await visitor.page.getByRole('link', { name: 'Bảng điều hành' }).click();
    await visitor.page.getByRole('link', { name: /^Toàn bộ, Quá hạn: \d+ hồ sơ/ }).click();
    await visitor.page.getByRole('link', { name: code }).click();

    const why = visitor.page.locator('#cham-do');
    await why.waitFor();
    expect(await why.textContent()).toMatch(/Chậm do cơ quan nào.*Quá hạn.*\(\d+%\)/s);
    expect(visitor.faults).toEqual([]);
  });

  it.each([['the desk', DESK], ['a phone', PHONE]])('is accessible, fits the screen of %s and is walked with the keyboard', async (_, viewport) => {
    await open(CHAIRMAN, viewport);
    const cell = visitor.page.getByRole('link', { name: /^Toàn bộ, Quá hạn: \d+ hồ sơ/ });
    await cell.focus();
    await visitor.page.keyboard.press('Enter');
    await visitor.page.getByRole('heading', { name: 'Quá hạn · Toàn bộ' }).waitFor();
    await visitor.page.getByRole('table', { name: 'Quá hạn · Toàn bộ' }).waitFor();

    expect(await violations(visitor)).toEqual([]);
    expect(Number(await visitor.page.evaluate('document.documentElement.scrollWidth - innerWidth'))).toBeLessThanOrEqual(0);
  });

  it('draws what steps took, with colour and number', async () => {
    await receive();
    await open(CHAIRMAN);
    await visitor.page.getByRole('link', { name: 'Bản đồ nhiệt' }).click();
    await visitor.page.getByLabel('Thủ tục').selectOption('tiep-nhan-chung');
    await visitor.page.locator('.diagram-mark').first().waitFor();
    await visitor.page.getByRole('table', { name: /^Thời gian của từng bước/ }).waitFor();
    expect(await violations(visitor)).toEqual([]);
    expect(visitor.faults).toEqual([]);
  });

  it.each([['the desk', DESK], ['a phone', PHONE]])('foretells on %s which dossiers will be late, says where it does not know, and how good it was', async (_, viewport) => {
    const { code } = await receive();
    await open(CHAIRMAN, viewport);
    await visitor.page.getByRole('link', { name: 'Dự báo' }).click();
    await visitor.page.getByRole('button', { name: /^Tính (dự báo|lại)$/ }).click();
    await visitor.page.getByText(/Đang tính: /).waitFor();
    await clerk.post('/simulation/clock', { advance: 'PT1S' });
    const table = visitor.page.getByRole('table', { name: /^Hồ sơ trong hạn/ });
    await table.getByRole('row', { name: new RegExp(`${code}.*Chưa đủ dữ liệu`) }).waitFor();
    await visitor.page.getByRole('heading', { name: 'Dự báo này đúng đến đâu' }).waitFor();
    expect(await violations(visitor)).toEqual([]);
    expect(Number(await visitor.page.evaluate('document.documentElement.scrollWidth - innerWidth'))).toBeLessThanOrEqual(0);
    expect(visitor.faults).toEqual([]);
  });

  it.each([['the desk', DESK], ['a phone', PHONE]])('is walked from part to part with the keyboard alone on %s, and each part is accessible', async (_, viewport) => {
    await open(CHAIRMAN, viewport);
    for (const [name, seen] of [['Quá hạn và nguyên nhân', 'Cơ quan chịu phần chậm'], ['Nhật ký nhắc', 'Hành động'], ['Đất đai', 'Tờ/thửa hoặc mã hồ sơ'], ['Phiếu điểm', 'Đến hết ngày']] as const) {
      await visitor.page.getByRole('navigation', { name: 'Các phần của bảng điều hành' }).getByRole('link', { name }).focus();
      await visitor.page.keyboard.press('Enter');
      await visitor.page.getByLabel(seen).first().waitFor();
      await visitor.page.locator('.data-table, .empty').first().waitFor();
      expect([name, await violations(visitor)]).toEqual([name, []]);
      expect([name, Number(await visitor.page.evaluate('document.documentElement.scrollWidth - innerWidth'))]).toEqual([name, 0]);
    }
    expect(visitor.faults).toEqual([]);
  });

  it('lists what was late with cause, person and standing, narrowed down in the address', async () => {
    const { code } = await receive();
    await clerk.post('/simulation/clock', { advance: 'P60D' });
    await open(CHAIRMAN);
    await visitor.page.goto(`${product.url}/bang-dieu-hanh?muc=qua-han&tu=2026-01-01`);
    const table = visitor.page.getByRole('table', { name: 'Quá hạn và nguyên nhân' });
    await table.waitFor();
    const row = table.getByRole('row', { name: new RegExp(code.replaceAll('.', '\\.')) });
    expect(await row.textContent()).toMatch(/Gộp:.*Ròng:.*\d+% · .*Chưa xong/s);
    await visitor.page.getByLabel('Tình trạng').selectOption({ label: 'Đã xong' });
    await visitor.page.waitForURL('**mo=0**');
    await row.waitFor({ state: 'detached' });
    expect(await visitor.page.getByRole('link', { name: 'Tải CSV' }).getAttribute('href')).toMatch(/breaches\.csv\?.*open=false/);
    expect(visitor.faults).toEqual([]);
  });

  it('scores agencies and officers', async () => {
    await open(CHAIRMAN);
    await visitor.page.getByRole('link', { name: 'Phiếu điểm' }).click();
    await visitor.page.getByRole('table', { name: 'Cơ quan' }).waitFor();
    expect(await violations(visitor)).toEqual([]);
    expect(visitor.faults).toEqual([]);
  });

  it('sends less than 150 kB for its first view', async () => {
    await receive();
    visitor = await Visitor.open(product.url);
    await visitor.bringSession(CHAIRMAN);
    const bytes = await visitor.carried(['document', 'script', 'stylesheet'], async () => {
      await visitor.page.goto(`${product.url}/bang-dieu-hanh`);
      await visitor.page.getByText('Đang cập nhật trực tiếp').waitFor();
      await visitor.page.getByRole('link', { name: /^Toàn bộ, Tổng/ }).waitFor();
    });
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(150_000);
  });
});

async function violations({ page }: Visitor): Promise<string[]> {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()');
  return found.map(({ id, nodes }) => `${id} at ${nodes[0]?.html ?? ''}`);
}
