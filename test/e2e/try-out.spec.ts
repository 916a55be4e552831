import type { DraftView } from '#contract';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { DESK, PHONE, Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInBrowser('trying out before issuing', () => {
  let product: RunningProduct;
  let designer: Visitor;

  beforeAll(async () => {
    product = await RunningProduct.start();
    designer = await Visitor.open(product.url);
    await designer.signIn('p-noi-vu.thiet-ke-quy-trinh');
  });
  afterAll(async () => {
    await designer.close();
    await product.stop();
  });

  async function seriousFaults(): Promise<string[]> {
    await designer.page.evaluate(axe);
    const { violations } = await designer.page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { target: string[] }[] }[] }> } }).axe.run());
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }

  it('takes a dossier through the draft, step by step, with tokens on the canvas', async () => {
    const { page } = designer;
    const { id } = await designer.post<DraftView>('/drafts', { from: { procedure: 'bien-dong-dat-dai', revision: 1 } });
    await designer.go(`/xuong-ve/${id}`);
    await page.locator('.djs-element').first().waitFor();
    await page.getByRole('tab', { name: 'Chạy thử' }).click();
    await page.getByRole('button', { name: 'Bắt đầu chạy thử' }).click();
    const log = page.getByRole('region', { name: 'Nhật ký' });
    await log.getByText('Tiếp nhận hồ sơ').first().waitFor();
    await page.locator('.studio-canvas .studio-badge.token').first().waitFor();
    expect(await seriousFaults()).toEqual([]);
    await page.getByRole('button', { name: 'Hoàn thành', exact: true }).click();
    await log.getByText('Xong “').first().waitFor();
    await page.getByRole('button', { name: '+1 ngày' }).click();
    await page.getByRole('button', { name: /Bỏ thao tác cuối/ }).click();
    await page.getByRole('button', { name: /Bỏ thao tác cuối/ }).click();
    await log.getByText('Xong “').first().waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: /Bỏ thao tác cuối/ }).isDisabled()).toBe(true);
  });

  it('replays a year against it: what if tax takes five days', async () => {
    const { page } = designer;
    await page.locator('#studio-view').selectOption('replay');
    await page.getByLabel('Số hồ sơ một năm (khi sinh ra)').fill('60');
    await page.getByLabel('Số lần chạy').fill('2');
    await page.getByRole('button', { name: /bước mất thời gian khác/ }).click();
    await page.getByLabel('Cơ quan').selectOption({ label: 'Chi cục Thuế huyện Khánh Vĩnh' });
    await page.getByRole('button', { name: 'Chạy', exact: true }).click();
    await page.getByRole('alert').first().waitFor();
    await page.getByLabel('Mất trung bình').fill('5');
    await page.getByRole('button', { name: 'Chạy', exact: true }).click();
    const table = page.getByRole('table', { name: 'Kết quả' });
    await table.waitFor({ timeout: 30_000 });
    expect(await table.getByRole('row').allInnerTexts()).toHaveLength(4);
    expect(await page.getByRole('row', { name: /^Nếu như/ }).first().innerText()).toMatch(/60/);
    await page.locator('.diagram .diagram-mark.heat3').first().waitFor();
    await page.locator('.replay-chart svg').first().waitFor();
    expect(await page.getByText('Giả định của lần chạy này').count()).toBe(1);
    expect(await seriousFaults()).toEqual([]);
  });

  it('replays against a revision, from its page and on a phone', async () => {
    const { page } = designer;
    await designer.go('/quy-trinh/hon-nhan');
    await page.getByRole('link', { name: 'Chạy lại năm trước' }).click();
    await page.setViewportSize(PHONE);
    await page.getByLabel('Số hồ sơ một năm (khi sinh ra)').fill('40');
    await page.getByRole('button', { name: 'Chạy', exact: true }).click();
    await page.getByRole('table', { name: 'Kết quả' }).waitFor({ timeout: 30_000 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    expect(await seriousFaults()).toEqual([]);
    await page.setViewportSize(DESK);
    expect(designer.faults).toEqual([]);
  });
});
