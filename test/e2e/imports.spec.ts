import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { RegisterImportList, TowerView } from '#contract';
import type { AxeResults } from 'axe-core';
import { DESK, PHONE, Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

const REGISTER = `\uFEFF${[
  'SỔ THEO DÕI HỒ SƠ', 'STT;Mã HS;Tên TTHC;Họ tên người nộp;Cách nộp;Ngày, tháng, năm;;;Tình trạng', ';;;;;Nhận HS;Hẹn trả KQ;Có KQ;',
  '1;12/2025;Chứng thực bản sao;Trần Văn Bưởi;Trực tiếp;15/12/2025 08:15;19/12/2025 17:00;;Đang xử lý',
  '2;13/2025;Chứng thực bản sao;Lê Thị Cam;Trực tiếp;15/12/2025 08:15;19/12/2025 17:00;18/12/2025 10:00;Đã có kết quả',
  '3;14/2025;Chứng thực bản sao;Lê Thị Dừa;Zalo;15/12/2025 08:15;19/12/2025 17:00;;Đang xử lý',
  '4;;Chứng thực bản sao;Lê Văn Ếch;Trực tiếp;31/02/2025;19/12/2025;;Đang xử lý',
].join('\r\n')}`;

/* The simulated clock starts on Monday 05/01/2026, 07:00. */
describeInBrowser('an agency brings its register', () => {
  let product: RunningProduct;
  let axe: string;

  const by = (username: string, work: (visitor: Visitor) => Promise<void>, viewport = DESK): Promise<void> => Visitor.as(username, product.url, work, viewport);

  /** What axe finds, and whether the page is wider than the screen. */
  const lookedAt = async ({ page }: Visitor): Promise<string[]> => {
    await page.evaluate(axe);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    return [...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`), ...(wide ? ['wider than the screen'] : [])];
  };

  beforeAll(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    product = await RunningProduct.start();
  });
  afterAll(() => product.stop());

  it('checks it, gives a word its meaning, applies it with the keyboard, and sees it on the board', async () => {
    await by('ubnd-khanh-vinh.lanh-dao', async (leader) => {
      const { page } = leader;
      await leader.go('/nhap-so');
      expect(await lookedAt(leader)).toEqual([]);
      await page.getByLabel('Sổ của cơ quan').selectOption('xa-khanh-phu');
      await page.getByLabel('Tệp sổ').setInputFiles({ name: 'so-2025.csv', mimeType: 'text/csv', buffer: Buffer.from(REGISTER) });
      await page.getByRole('button', { name: 'Kiểm tra sổ' }).click();
      await page.getByText('4 dòng = 0 nhận + 2 nhận, có cảnh báo').waitFor();
      await page.getByRole('button', { name: 'Từ chối (2)' }).click();
      await page.getByText('Hình thức nộp "Zalo": chưa biết là hình thức nào').waitFor();
      await page.getByText('Thiếu mã hồ sơ').waitFor();
      expect(await page.getByRole('table', { name: 'Kết quả kiểm tra từng dòng' }).getByRole('row').count()).toBe(3);
      expect(await lookedAt(leader)).toEqual([]);

      await page.getByLabel('Là: Zalo').selectOption('online');
      await page.getByRole('button', { name: 'Đọc lại theo lựa chọn này' }).click();
      await page.getByText('3 nhận, có cảnh báo + 0 sửa').waitFor();
      await page.getByRole('button', { name: 'Áp dụng', exact: true }).press('Enter');
      // The dialog takes the focus when it is there; a key pressed before would go to whatever it chooses.
      await page.getByRole('dialog').locator(':focus').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Áp dụng' }).press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await leader.post('/simulation/clock', { advance: 'PT1S' });
      await page.getByText('Đã ghi 3, đã sửa 0, đã có 0, từ chối 1; cộng 4 dòng.').waitFor();
      expect((await leader.get<TowerView>('/board/tower')).total).toMatchObject({ late: 2, total: 2 });
      expect((await leader.get<RegisterImportList>('/register-imports')).items).toMatchObject([{ state: 'applied' }]);
    });
  });

  it('finds the dossier on a phone, marked, and writes what became of it with its document', async () => {
    await by('xa-khanh-phu.tiep-nhan', async (desk) => {
      const { page } = desk;
      await desk.go('/ho-so?tim=buoi');
      await page.getByText('Nhập từ sổ cũ').waitFor();
      await page.getByRole('link', { name: 'xa-khanh-phu~12_2025' }).click();
      await page.getByRole('heading', { name: '12/2025' }).waitFor();
      expect(await lookedAt(desk)).toEqual([]);
      await page.getByRole('button', { name: 'Cập nhật…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Hồ sơ nay').selectOption('resolved');
      await dialog.getByLabel('Ngày').fill('04/01/2026');
      await dialog.getByLabel('Căn cứ').fill('Sổ giấy trang 12');
      await dialog.getByRole('button', { name: 'Cập nhật…' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText('Không rõ (nhập từ sổ)').waitFor();
      await page.getByText('Sổ giấy trang 12').waitFor();
    }, PHONE);
  });
});
