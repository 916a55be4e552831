import type { DossierView } from '#contract';
import { PHONE, Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

const TAKEN = { procedure: 'khai-sinh-lien-thong', agency: 'xa-khanh-phu', applicant: { name: 'Cao Thị Hạnh', phone: '0905111222' }, data: {}, papers: [] };

/* The simulated clock starts on Monday 05/01/2026, 07:00. */
describeInBrowser('a dossier that will be late', () => {
  let product: RunningProduct;
  let code: string;

  const by = <T>(username: string, work: (visitor: Visitor) => Promise<T>, viewport?: typeof PHONE): Promise<T> => Visitor.as(username, product.url, work, viewport);

  beforeAll(async () => {
    product = await RunningProduct.start();
    code = await by('xa-khanh-phu.tiep-nhan', async (desk) => {
      const { code: received, dueAt } = await desk.post<DossierView>('/dossiers', TAKEN);
      await desk.post('/simulation/clock', { to: new Date(Date.parse(dueAt!) + 26 * 3_600_000).toISOString() });
      return received;
    });
  });
  afterAll(() => product.stop());

  it('is apologised for by the head of the agency at fault, from the list of what is to be signed', async () => {
    await by('xa-khanh-phu.lanh-dao', async (head) => {
      await head.go('/xin-loi');
      const { page } = head;
      await page.getByRole('row').filter({ hasText: code }).getByRole('button', { name: 'Xem và ký…' }).click();
      await page.getByRole('dialog').getByLabel('Lý do').fill('Chưa nhận được kết quả bảo hiểm y tế.');
      await page.getByRole('dialog').getByRole('button', { name: 'Ký và gửi' }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.getByRole('tab', { name: 'Đã gửi' }).click();
      await page.getByRole('link', { name: code }).click();
      await page.getByText('đã xin lỗi lúc').waitFor();
      const dossier = await head.get<DossierView>(`/dossiers/${code}`);
      expect(dossier).toMatchObject({ apology: 'sent', lateness: { late: true } });
      expect(dossier.appointmentAt! > dossier.dueAt!).toBe(true);
    });
  });

  it('is excused net by a storm that the chairman declares after a look at what it comes to; gross stays beside it', async () => {
    await by('ubnd-khanh-vinh.lanh-dao', async (chairman) => {
      await chairman.go('/bat-kha-khang');
      const { page } = chairman;
      await page.getByRole('button', { name: 'Công bố…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('searchbox').fill('nhan dan xa khanh phu');
      await dialog.getByLabel('Ủy ban nhân dân xã Khánh Phú').check();
      const { dueAt } = await chairman.get<DossierView>(`/dossiers/${code}`);
      const dueDay = new Date(Date.parse(dueAt!) + 7 * 3_600_000).toISOString().slice(0, 10);
      const local = (day: string): string => day.split('-').reverse().join('/');
      await dialog.getByLabel(/^Từ lúc(?!,)/).fill('05/01/2026');
      await dialog.getByLabel(/^Đến lúc(?!,)/).fill(local(dueDay));
      await dialog.getByLabel('Lý do').fill('Bão số 12');
      await dialog.getByLabel('Văn bản').fill('QĐ 88/QĐ-UBND');
      await dialog.getByRole('button', { name: 'Xem hồ sơ nào bị ảnh hưởng' }).click();
      await dialog.getByText('1 hồ sơ không quá hạn khi trừ').waitFor();
      await dialog.getByRole('button', { name: 'Công bố', exact: true }).click();
      await page.getByRole('heading', { name: 'Bão số 12' }).waitFor();
      await chairman.post('/simulation/clock', { advance: 'PT1S' });
      await chairman.go('/bat-kha-khang?muc=duoc-tru');
      const row = page.getByRole('row').filter({ hasText: code });
      await row.getByText('Quá hạn').waitFor();
      await row.getByText('Trong hạn').waitFor();
      await row.getByText('QĐ 88/QĐ-UBND').waitFor();
    });
  });

  it('shows both figures to an officer on a phone', async () => {
    await by('xa-khanh-phu.tiep-nhan', async (desk) => {
      await desk.go(`/ho-so/${code}`);
      await desk.page.getByText('Ròng (trừ bất khả kháng): trong hạn').waitFor();
      expect(await desk.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }, PHONE);
  });

  it('keepers of ladders try a draft out on last week', async () => {
    await by('mc-khanh-vinh.truong-bo-phan', async (keeper) => {
      await keeper.go('/bac-nhac');
      await keeper.page.getByRole('button', { name: 'Sửa…' }).first().click();
      await keeper.page.getByRole('button', { name: 'Xem tuần qua' }).click();
      await keeper.page.getByText('bậc này sẽ nhắc').waitFor();
    });
  });
});
