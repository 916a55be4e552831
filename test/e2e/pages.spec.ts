import type { DossierView, DraftView, TaskList } from '#contract';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { DESK, PHONE, Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

/*
 * What holds for every page: nobody is shut out by how it is drawn, it fits the screens of the desk and of a phone, and its first
 * view is small enough for a slow line.
 */

const PAGES = ['/cong-viec', '/tiep-nhan', '/tiep-nhan?thuTuc=khai-sinh-lien-thong', '/ho-so', '/tre-han', '/trach-nhiem', '/bao-cao', '/bao-cao?loai=late', '/bao-cao?muc=kiem-tra', '/quy-trinh', '/quy-trinh/dat-dai-lan-dau', '/lich', '/nhap-so', '/truc-tuyen', '/truc-tuyen?muc=thong-ke', '/thong-bao', '/canh-bao', '/phieu-diem', '/khong-co-trang-nay'];

/** What designers, leaders and administrators see besides; `…` is the draft that the test makes. */
const OTHERS: Record<string, string[]> = {
  'vpdk-khanh-vinh.chuyen-vien': ['/dat-dai'],
  'p-noi-vu.thiet-ke-quy-trinh': ['/xuong-ve', '/xuong-ve/…', '/quy-trinh/karaoke', '/quy-trinh/hieu-luc', '/quy-trinh/thuong-tru/so-sanh', '/quy-trinh/thuong-tru/chuyen-ho-so', '/quy-tac/deadlock', '/quy-tac/budget-exceeds-limit'],
  'xa-khanh-phu.lanh-dao': ['/lanh-dao', '/bao-cao?loai=settlement&kenh=online', '/bao-cao?loai=timeliness', '/bao-cao?loai=register', '/bao-cao?muc=lich', '/bao-cao?muc=kiem-tra', '/canh-bao', '/canh-bao?muc=quy-tac', '/quy-trinh/thuong-tru/ap-dung', '/van-hanh'],
  'ubnd-khanh-vinh.quan-tri': [...['ngay-nghi', 'gio-mo-cua', 'dong-cua', 'thay-doi', 'bieu-mau'].map((part) => `/lich?muc=${part}`), ...['su-co', 'xac-nhan', 'tam-ngung', 'phan-mem'].map((part) => `/van-hanh?muc=${part}`), '/quy-trinh/thuong-tru/ap-dung'],
};
const shipped = await readFile(new URL('../../processes/thuong-tru/thuong-tru.bpmn', import.meta.url), 'utf8');
/** What a first view needs before it can show anything; letters come after the first text. */
const PROGRAM = ['document', 'script', 'stylesheet'];
const SCREENS: [string, typeof DESK][] = [['the desk', DESK], ['a phone', PHONE]];
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInBrowser('every page', () => {
  let product: RunningProduct;
  let visitor: Visitor;

  beforeAll(async () => {
    product = await RunningProduct.start();
    await issueSecond();
  });
  afterEach(() => visitor.close());
  afterAll(() => product.stop());

  /** A second revision of a procedure on whose first one a dossier runs: what is compared and migrated. */
  async function issueSecond(): Promise<void> {
    const by = async (username: string, path: string, data: object): Promise<void> => {
      const person = await Visitor.open(product.url);
      await person.bringSession(username);
      await person.post(path, data);
      await person.close();
    };
    await by('xa-khanh-phu.tiep-nhan', '/dossiers', { procedure: 'thuong-tru', agency: 'xa-khanh-phu', applicant: { name: 'Mấu Thị Liên' } });
    await by('p-noi-vu.thiet-ke-quy-trinh', '/procedures', { bpmn: shipped.replaceAll('Đối chiếu tàng thư', 'Đối chiếu hồ sơ gốc') });
    const steps = { check: 'p-noi-vu.kiem-tra-quy-trinh', approve: 'ubnd-khanh-vinh.lanh-dao', publish: 'p-noi-vu.thiet-ke-quy-trinh' };
    for (const [step, username] of Object.entries(steps)) await by(username, `/procedures/thuong-tru/revisions/2/${step}`, {});
  }

  /** What is wrong with a page at the address: what axe finds, and what is wider than the screen. */
  async function look(address: string): Promise<string[]> {
    await visitor.go(address);
    await visitor.page.getByRole('heading', { level: 1 }).waitFor();
    if (address.includes('/chuyen-ho-so')) await visitor.page.getByRole('button', { name: 'Xem trước' }).click();
    await visitor.settled();
    const over = Number(await visitor.page.evaluate('document.documentElement.scrollWidth - innerWidth'));
    return [...(await violations(visitor)), ...(over > 0 ? [`wider than the screen by ${over}`] : [])].map((fault) => `${address}: ${fault}`);
  }

  async function lookAll(addresses: readonly string[]): Promise<string[]> {
    const wrong: string[] = [];
    for (const address of addresses) wrong.push(...(await look(address)));
    return wrong;
  }

  it.each(SCREENS)('is accessible and fits the screen of %s', async (_, viewport) => {
    visitor = await Visitor.open(product.url, viewport);
    expect(await lookAll(['/tra-cuu', '/dang-nhap'])).toEqual([]);
    await visitor.signIn('xa-khanh-phu.tiep-nhan');
    const dossier = await visitor.post<DossierView>('/dossiers', { procedure: 'thuong-tru', agency: 'xa-khanh-phu', applicant: { name: 'Mấu Thị Liên' } });
    const tasks = await visitor.get<TaskList>(`/tasks?dossier=${dossier.code}`);
    expect(await lookAll([...PAGES, `/ho-so/${dossier.code}`, `/trach-nhiem?hoSo=${dossier.code}`, `/cong-viec/${tasks.items[0]!.id}`])).toEqual([]);
    expect(visitor.faults).toEqual([]);
  }, 180_000);

  it.each(SCREENS.flatMap(([screen, viewport]) => Object.keys(OTHERS).map((username) => [username, screen, viewport] as const)))('of %s is so too on the screen of %s', async (username, _, viewport) => {
    visitor = await Visitor.open(product.url, viewport);
    await visitor.bringSession(username);
    const draft = OTHERS[username]!.includes('/xuong-ve/…') ? await visitor.post<DraftView>('/drafts', { from: { procedure: 'dat-dai-lan-dau', revision: 1 } }) : null;
    expect(await lookAll(OTHERS[username]!.map((address) => address.replace('…', draft?.id ?? '')))).toEqual([]);
    expect(visitor.faults).toEqual([]);
  }, 180_000);

  it.each(['/dang-nhap', '/tra-cuu', '/cong-viec'])('sends less than 150 kB of page and program for the first view of %s', async (address) => {
    visitor = await Visitor.open(product.url);
    if (address === '/cong-viec') await visitor.bringSession('xa-khanh-phu.tiep-nhan');
    const bytes = await visitor.carried(PROGRAM, () => visitor.go(address));
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(150_000);
  });

  it('sends less than 1.5 MB for the first view of the studio, its letters and pictures counted', async () => {
    visitor = await Visitor.open(product.url);
    await visitor.bringSession('p-noi-vu.thiet-ke-quy-trinh');
    const { id } = await visitor.post<DraftView>('/drafts', { from: { procedure: 'dat-dai-lan-dau', revision: 1 } });
    const bytes = await visitor.carried([...PROGRAM, 'font', 'image', 'fetch'], () => visitor.go(`/xuong-ve/${id}`));
    expect(bytes).toBeGreaterThan(300_000);
    expect(bytes).toBeLessThan(1_500_000);
  });
});

async function violations({ page }: Visitor): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.html ?? ''}`);
}
