import type { DossierView, TaskList } from '#contract';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { AxeResults } from 'axe-core';
import type { Response } from 'playwright-core';
import { DESK, PHONE, Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

/*
 * What holds for every page: nobody is shut out by how it is drawn, it fits the screens of the desk and of a phone, and its first
 * view is small enough for a slow line.
 */

const PAGES = ['/cong-viec', '/tiep-nhan', '/tiep-nhan?thuTuc=khai-sinh-lien-thong', '/ho-so', '/tre-han', '/thong-ke', '/quy-trinh', '/quy-trinh/dat-dai-lan-dau', '/lich', '/thong-bao', '/khong-co-trang-nay'];
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInBrowser('every page', () => {
  let product: RunningProduct;
  let visitor: Visitor;

  beforeAll(async () => {
    product = await RunningProduct.start();
  });
  afterEach(() => visitor.close());
  afterAll(() => product.stop());

  it.each([
    ['the desk', DESK],
    ['a phone', PHONE],
  ])('is accessible and fits the screen of %s', async (_, viewport) => {
    visitor = await Visitor.open(product.url, viewport);
    const wrong: string[] = [];
    const look = async (address: string): Promise<void> => {
      await visitor.go(address);
      await visitor.page.getByRole('heading', { level: 1 }).waitFor();
      wrong.push(...(await violations(visitor)).map((rule) => `${address}: ${rule}`));
      const over = await visitor.page.evaluate('document.documentElement.scrollWidth - innerWidth');
      if (Number(over) > 0) wrong.push(`${address}: wider than the screen by ${String(over)}`);
    };
    await look('/tra-cuu');
    await look('/dang-nhap');
    await visitor.signIn('xa-khanh-phu.tiep-nhan');
    const dossier = await visitor.post<DossierView>('/dossiers', { procedure: 'thuong-tru', agency: 'xa-khanh-phu', applicant: { name: 'Mấu Thị Liên' } });
    const tasks = await visitor.get<TaskList>(`/tasks?dossier=${dossier.code}`);
    for (const address of [...PAGES, `/ho-so/${dossier.code}`, `/cong-viec/${tasks.items[0]!.id}`]) await look(address);
    expect(wrong).toEqual([]);
    expect(visitor.faults).toEqual([]);
  }, 180_000);

  it.each(['/dang-nhap', '/tra-cuu', '/cong-viec'])('sends less than 150 kB of page and program for the first view of %s', async (address) => {
    visitor = await Visitor.open(product.url);
    if (address === '/cong-viec') await visitor.bringSession('xa-khanh-phu.tiep-nhan');
    const bytes = await firstView(visitor, address);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(150_000);
  });
});

async function violations({ page }: Visitor): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.html ?? ''}`);
}

/**
 * Bytes of documents, programs and styles that an empty cache asks for, compressed with gzip whatever the server sends. The letters
 * (fonts) come after the first text is on the screen and are not counted.
 */
async function firstView(visitor: Visitor, address: string): Promise<number> {
  const bodies: Promise<Buffer>[] = [];
  const count = (response: Response): void => {
    if (['document', 'script', 'stylesheet'].includes(response.request().resourceType())) bodies.push(response.body());
  };
  visitor.page.on('response', count);
  await visitor.go(address);
  visitor.page.off('response', count);
  return (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
}
