import type { AdoptionDetail, ProcedureView, RevisionView } from '#contract';
import { readFile } from 'node:fs/promises';
import { PHONE, Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

const CODE = 'khai-sinh-lien-thong';
const shipped = await readFile(new URL(`../../processes/${CODE}/${CODE}.bpmn`, import.meta.url), 'utf8');
const renamed = shipped.replace('name="Tập hợp ba kết quả"', 'name="Tập hợp và kiểm ba kết quả"');

describeInBrowser('governance in the browser', () => {
  let product: RunningProduct;
  let designer: Visitor;

  beforeAll(async () => {
    product = await RunningProduct.start();
    designer = await Visitor.open(product.url);
    await designer.signIn('p-noi-vu.thiet-ke-quy-trinh');
  });
  afterAll(async () => {
    expect(designer.faults).toEqual([]);
    await designer.close();
    await product.stop();
  });

  const by = <T>(username: string, work: (visitor: Visitor) => Promise<T>, viewport?: typeof PHONE): Promise<T> => Visitor.as(username, product.url, work, viewport);
  const at = (n: number, verb: string): string => `/procedures/${CODE}/revisions/${n}/${verb}`;

  it('a designer writes the document of a draft, and a checker sends it back with a reason that the history keeps', async () => {
    await designer.post<RevisionView>('/procedures', { bpmn: renamed });
    await designer.go(`/quy-trinh/${CODE}?lan=2`);
    const { page } = designer;
    await page.getByRole('button', { name: 'Sửa thông tin tài liệu' }).click();
    await page.getByLabel('Số hiệu').fill('QT-07/NV');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('QT-07/NV').waitFor();

    await by('p-noi-vu.kiem-tra-quy-trinh', async (checker) => {
      await checker.go(`/quy-trinh/${CODE}?lan=2`);
      await checker.page.getByRole('button', { name: 'Trả lại' }).click();
      await checker.page.getByLabel('Cần sửa gì').fill('Chưa nêu biểu mẫu của bước cuối');
      await checker.page.getByRole('dialog').getByRole('button', { name: 'Trả lại' }).click();
      await checker.page.getByRole('cell', { name: 'Chưa nêu biểu mẫu của bước cuối' }).waitFor();
      await checker.page.getByText('sổ cái nguyên vẹn').waitFor();
    });
    const { revisions } = await designer.get<ProcedureView>(`/procedures/${CODE}`);
    expect(revisions.find(({ revision }) => revision === 2)?.state).toBe('returned');
  });

  it('two revisions are compared side by side; a change leads both drawings to its place', async () => {
    const { page } = designer;
    await designer.go(`/quy-trinh/${CODE}/so-sanh?tu=1&sang=2`);
    await page.getByRole('heading', { name: 'Các thay đổi' }).waitFor();
    await page.locator('.diagram-mark.changed').first().waitFor();
    const before = await page.locator('.djs-container g.viewport').evaluateAll((all) => all.map((one) => one.getAttribute('transform')));
    await page.getByRole('button', { name: 'Tập hợp và kiểm ba kết quả' }).click();
    await page.waitForFunction((old) => [...document.querySelectorAll('.djs-container g.viewport')].every((one, index) => one.getAttribute('transform') !== old[index]), before);
    const places = await page.locator('.djs-container g.viewport').evaluateAll((all) => all.map((one) => one.getAttribute('transform')?.match(/-?[\d.]+/g)?.map((part) => Math.round(Number(part) * 100) / 100)));
    expect(places[0]).toEqual(places[1]);
    expect(await page.getByRole('region', { name: 'Bảng các bước' }).locator('ins').first().innerText()).toBe('Tập hợp và kiểm ba kết quả');
  });

  it('the leader of a commune adopts the standard on a phone, with a shorter time for a step of its own', async () => {
    await by('xa-khanh-phu.lanh-dao', async (leader) => {
      await leader.go(`/quy-trinh/${CODE}/ap-dung?tim=khanh phu`);
      await leader.page.getByRole('button', { name: 'Áp dụng' }).click();
      await leader.page.getByLabel('Quyết định số, ngày').fill('QĐ 15/QĐ-UBND');
      const step = leader.page.getByRole('group', { name: 'Hoàn thiện hồ sơ thường trú' });
      await step.getByLabel('Ngày làm việc').fill('2');
      await leader.page.getByRole('dialog').getByRole('button', { name: 'Áp dụng' }).click();
      await leader.page.getByText('không được dài hơn thời gian của bản chuẩn').waitFor();
      await step.getByLabel('Ngày làm việc').fill('0,5');
      await leader.page.getByRole('dialog').getByRole('button', { name: 'Áp dụng' }).click();
      await leader.page.getByText('Khác bản chuẩn').waitFor();
      const { adopted } = await leader.get<AdoptionDetail>(`/procedures/${CODE}/adoptions/xa-khanh-phu`);
      expect(adopted?.overrides).toMatchObject([{ element: 'hoanThienThuongTru', budget: { amount: 0.5, unit: 'working_day' } }]);
    }, PHONE);
  });

  it('an update of the standard is offered, with what still fits, and taken over', async () => {
    await designer.post('/simulation/clock', { advance: 'PT1H' });
    await designer.post<RevisionView>('/procedures', { bpmn: renamed });
    await by('p-noi-vu.kiem-tra-quy-trinh', (checker) => checker.post(at(3, 'check'), {}));
    await by('ubnd-khanh-vinh.lanh-dao', (chairman) => chairman.post(at(3, 'approve'), {}));
    await designer.post(at(3, 'publish'), {});
    await by('xa-khanh-phu.lanh-dao', async (leader) => {
      await leader.go(`/quy-trinh/${CODE}/ap-dung`);
      await leader.page.getByText('Còn phù hợp').waitFor();
      await leader.page.getByRole('button', { name: 'Nhận bản mới' }).click();
      await leader.page.getByLabel('Quyết định số, ngày').fill('QĐ 16/QĐ-UBND');
      await leader.page.getByRole('dialog').getByRole('button', { name: 'Nhận bản mới' }).click();
      await leader.page.getByText('Cập nhật bản chuẩn').waitFor({ state: 'detached' });
    });
    const { revision, adopted } = await designer.get<AdoptionDetail>(`/procedures/${CODE}/adoptions/xa-khanh-phu`);
    expect([revision, adopted?.overrides.length]).toEqual([3, 1]);
  });

  it('the list in force names the issue and what changed in the quarter', async () => {
    await designer.go('/quy-trinh');
    await designer.page.getByRole('link', { name: 'Danh mục hiệu lực' }).click();
    await designer.page.getByRole('heading', { name: /Thay đổi trong Quý/ }).waitFor();
    expect(await designer.page.getByRole('cell', { name: 'QT-07/NV' }).count()).toBeGreaterThan(0);
  });
});
