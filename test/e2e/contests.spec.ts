import type { AttributionDetail, DossierView } from '#contract';
import { PHONE, Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

const TAKEN = { procedure: 'khai-sinh-lien-thong', agency: 'xa-khanh-phu', applicant: { name: 'Cao Thị Hạnh' }, data: {}, papers: [] };

/* The simulated clock starts on Monday 05/01/2026, 07:00. */
describeInBrowser('the share of a lateness', () => {
  let product: RunningProduct;
  let code: string;
  let minutes: number;

  const by = <T>(username: string, work: (visitor: Visitor) => Promise<T>, viewport?: typeof PHONE): Promise<T> => Visitor.as(username, product.url, work, viewport);

  beforeAll(async () => {
    product = await RunningProduct.start();
    code = await by('xa-khanh-phu.tiep-nhan', async (desk) => {
      const { code: received, dueAt } = await desk.post<DossierView>('/dossiers', TAKEN);
      await desk.post('/simulation/clock', { to: new Date(Date.parse(dueAt!) + 26 * 3_600_000).toISOString() });
      minutes = (await desk.get<AttributionDetail>(`/attributions/${received}`)).minutes;
      return received;
    });
  });
  afterAll(() => product.stop());

  it('is one click from the dossier, with what it rests on', async () => {
    await by('xa-khanh-phu.tiep-nhan', async (desk) => {
      const { page } = desk;
      await desk.go(`/ho-so/${code}`);
      await page.getByRole('link', { name: 'Căn cứ và kiến nghị' }).click();
      await page.getByRole('heading', { name: 'Chặng và căn cứ giao nhận' }).waitFor();
      await page.getByText(/sổ cái số \d+/).first().waitFor();
      expect(await page.getByRole('button', { name: 'Kiến nghị…' }).count()).toBe(0);
    });
  });

  it('is contested by the head of the agency, who finds it in the menu', async () => {
    await by('xa-khanh-phu.lanh-dao', async (head) => {
      const { page } = head;
      await head.go('/cong-viec');
      await page.getByRole('link', { name: 'Trách nhiệm chậm' }).click();
      await page.getByRole('row').filter({ hasText: code }).getByRole('link', { name: 'Kiến nghị' }).click();
      await page.getByRole('button', { name: 'Kiến nghị…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Căn cứ kiến nghị').selectOption('system_failure');
      await dialog.getByLabel('Nội dung kiến nghị').fill('Mất điện hai ngày, cả xã không vào được phần mềm.');
      await dialog.getByRole('button', { name: 'Gửi kiến nghị' }).click();
      expect(await dialog.isVisible()).toBe(true);
      await dialog.getByLabel('Số, ngày văn bản chứng minh').fill('TB 5/ĐL ngày 06/01/2026');
      await dialog.getByRole('button', { name: 'Gửi kiến nghị' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText('Đang chờ quyết định').waitFor();
      await page.getByRole('button', { name: 'Rút kiến nghị' }).waitFor();
      expect(await page.getByRole('button', { name: 'Kiến nghị…' }).count()).toBe(0);
    });
  });

  it('is decided by the chairman, who sees the contest waiting; both readings stand side by side and add up', async () => {
    await by('ubnd-khanh-vinh.lanh-dao', async (chairman) => {
      const { page } = chairman;
      await chairman.go('/trach-nhiem?trangThai=cho-quyet-dinh');
      await page.getByRole('row').filter({ hasText: code }).getByRole('link', { name: 'Quyết định' }).click();
      await page.getByRole('button', { name: 'Quyết định…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(`đang bị tính ${minutes} phút`).waitFor();
      await dialog.getByLabel('Chuyển sang').selectOption({ label: 'Không cơ quan nào (có văn bản)' });
      await dialog.getByLabel('Số phút').fill(String(minutes + 1));
      await dialog.getByLabel('Văn bản cho phần không tính').fill('TB 5/ĐL');
      await dialog.getByLabel('Lý do quyết định').fill('Điện lực xác nhận');
      await dialog.getByLabel('Số, ngày văn bản quyết định').fill('TB 40/TB-UBND');
      await dialog.getByRole('button', { name: 'Ghi quyết định' }).click();
      await dialog.getByText(`không quá ${minutes} phút`).waitFor();
      await dialog.getByLabel('Số phút').fill('60');
      await dialog.getByRole('button', { name: 'Ghi quyết định' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText('Được chấp nhận').waitFor();
      await page.getByRole('columnheader', { name: 'Theo quyết định' }).waitFor();
      const told = await chairman.get<AttributionDetail>(`/attributions/${code}`);
      expect(told.decided!.map((part) => [part.agency, part.minutes])).toEqual([['xa-khanh-phu', minutes - 60], [null, 60]]);
    });
  });

  it('is read by the agency on a phone', async () => {
    await by('xa-khanh-phu.lanh-dao', async (head) => {
      const { page } = head;
      await head.go(`/trach-nhiem?hoSo=${code}`);
      await page.getByText('60 phút không tính cho cơ quan nào (TB 5/ĐL)').waitFor();
      await page.getByText('TB 40/TB-UBND').first().waitFor();
      expect(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))).toBe(0);
    }, PHONE);
  });
});
