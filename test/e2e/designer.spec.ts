import type { ProcedureView } from '#contract';
import { readFile } from 'node:fs/promises';
import { Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

const shipped = await readFile(new URL('../../processes/thuong-tru/thuong-tru.bpmn', import.meta.url), 'utf8');

describeInBrowser('a designer of procedures', () => {
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

  async function upload(xml: string): Promise<void> {
    await designer.go('/quy-trinh');
    await designer.page.getByLabel('Tệp BPMN').setInputFiles({ name: 'quy-trinh.bpmn', mimeType: 'application/xml', buffer: Buffer.from(xml) });
    await designer.page.getByRole('button', { name: 'Tải lên và kiểm tra' }).click();
  }

  async function revisionStates(): Promise<string[]> {
    const { revisions } = await designer.get<ProcedureView>('/procedures/thuong-tru');
    return revisions.map(({ state }) => state).sort();
  }

  it('is told in words that a file is no BPMN', async () => {
    await upload('<html/>');
    expect(await designer.page.getByRole('alert').first().innerText()).toMatch(/BPMN/);
  });

  it('sees every finding of a refused diagram in the list and at its element, and nothing is stored', async () => {
    const { page } = designer;
    await upload(shipped.replace('role="tra-cuu-tang-thu"', 'role="khong-ai-giu"'));
    await page.locator('.diagram-mark', { hasText: 'Lỗi 3' }).waitFor();
    expect(await page.getByText('role-without-holder').count()).toBe(3);
    expect(await revisionStates()).toEqual(['published']);
  });

  it('stores a draft with its drawing, and may check but not approve it alone', async () => {
    const { page } = designer;
    await upload(shipped);
    await page.getByText('Đã lưu bản soạn thảo lần 2.').waitFor();
    await page.getByRole('link', { name: 'Mở bản soạn thảo' }).click();
    await page.locator('.djs-element').first().waitFor();
    await page.getByRole('button', { name: 'Kiểm tra' }).click();
    await page.getByRole('button', { name: 'Phê duyệt' }).click();
    await page.getByRole('alert').waitFor();
    expect(await revisionStates()).toEqual(['checked', 'published']);
    expect(designer.faults).toEqual([]);
  });
});
