import type { DraftList, DraftView, ProcedureView } from '#contract';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';
import { Workbench } from './workbench.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const NAME = 'Xác nhận nguồn gốc đất';
const CODE = 'xac-nhan-nguon-goc-dat';

/** One journey, told step by step: each builds on the one before. */
describeInBrowser('the studio, by a designer who has never seen the product', () => {
  let product: RunningProduct;
  let designer: Visitor;
  let bench: Workbench;

  beforeAll(async () => {
    product = await RunningProduct.start();
    designer = await Visitor.open(product.url);
    await designer.signIn('p-noi-vu.thiet-ke-quy-trinh');
    bench = new Workbench(designer);
  });
  afterAll(async () => {
    await designer.close();
    await product.stop();
  });

  const draft = async (): Promise<DraftView> => {
    const { items } = await designer.get<DraftList>('/drafts');
    return designer.get<DraftView>(`/drafts/${items.find(({ code }) => code === CODE)!.id}`);
  };

  async function seriousFaults(): Promise<string[]> {
    await designer.page.evaluate(axe);
    const { violations } = await designer.page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { target: string[] }[] }[] }> } }).axe.run());
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }

  it('begins a blank procedure, which is proved at once', async () => {
    const { page } = designer;
    await page.getByRole('link', { name: 'Xưởng vẽ' }).click();
    await page.getByLabel('Tên thủ tục').fill(NAME);
    await page.getByRole('button', { name: 'Vẽ quy trình mới' }).click();
    await page.locator('.djs-element').first().waitFor();
    expect(await bench.rows()).toEqual(['Giải quyết hồ sơ']);
    expect(await seriousFaults()).toEqual([]);
  });

  it('draws five steps over three agencies with table, palette and templates', async () => {
    await bench.rename(1, 'Kiểm tra hồ sơ');
    await bench.addAfter(1, 'Thẩm định hồ sơ');
    await bench.giveTo(2, 'Chi nhánh Văn phòng đăng ký đất đai');
    await bench.allow(2, '2');
    await bench.dropOnFlow('Công việc của người', 'Thẩm định hồ sơ');
    await bench.rename(3, 'Trả kết quả cho dân');
    await bench.giveTo(3, 'Nơi nhận hồ sơ');
    await bench.allow(3, '0.5');
    await bench.choose('Thẩm định hồ sơ');
    await bench.insert('Lấy ý kiến nhiều cơ quan');
    await bench.remove('Ý kiến của phòng chuyên môn');
    expect((await bench.rows()).filter(Boolean).sort()).toEqual(['Kiểm tra hồ sơ', 'Thẩm định hồ sơ', 'Trả kết quả cho dân', 'Ý kiến của Chi cục Thuế', 'Ý kiến của UBND xã']);
    await bench.kept();
    expect((await draft()).bpmn).toMatch(/<iso:step[^>]* agency="land_registry"/);
  });

  it('sees a deadlock at its gateway and plays how it comes about', async () => {
    await bench.changeGateway('Cổng loại trừ: chọn một nhánh');
    const finding = await bench.finding('deadlock');
    await finding.getByRole('button', { name: /Diễn lại/ }).click();
    await designer.page.getByRole('group', { name: 'Diễn lại trường hợp hỏng' }).getByRole('button', { name: 'Bước tiếp' }).click();
    expect(await designer.page.locator('.studio-badge.token').count()).toBeGreaterThan(0);
  });

  it('is refused when handing it in with the deadlock, and mends it', async () => {
    const { page } = designer;
    await page.getByRole('button', { name: 'Trình kiểm tra' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Trình kiểm tra' }).click();
    await dialog.getByRole('alert').waitFor();
    expect(await dialog.innerText()).toContain('deadlock');
    await dialog.getByRole('button', { name: 'Thôi' }).last().click();
    await bench.changeGateway('Cổng song song: mọi nhánh');
    await bench.proved('deadlock');
  });

  it('sees that the longest path exceeds the limit, and mends that', async () => {
    await bench.limit('3');
    await bench.finding('budget-exceeds-limit');
    await bench.limit('6');
    await bench.proved('budget-exceeds-limit');
    expect(await designer.page.getByText('trong thời hạn').count()).toBe(1);
  });

  it('takes changes back and does them again', async () => {
    const { page } = designer;
    await bench.rename(1, 'Tên khác');
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    expect((await bench.rows())[0]).toBe('Kiểm tra hồ sơ');
    await page.getByRole('button', { name: 'Làm lại' }).click();
    expect((await bench.rows())[0]).toBe('Tên khác');
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
  });

  it('loses nothing while the line is down: it is told so, and leaving asks first', async () => {
    const { page } = designer;
    await page.route('**/api/v1/drafts/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
    await bench.rename(1, 'Sửa khi mất mạng');
    await page.getByText('Mất kết nối, chưa lưu được; sẽ tự lưu lại').waitFor();
    await page.getByRole('link', { name: 'Các bản nháp' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/mất phần chưa lưu/).waitFor();
    await dialog.getByRole('button', { name: 'Thôi' }).last().click();
    await page.unroute('**/api/v1/drafts/*');
    await bench.kept();
    expect((await draft()).bpmn).toContain('Sửa khi mất mạng');
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    expect((await bench.rows())[0]).toBe('Kiểm tra hồ sơ');
  });

  it('pins a comment to a step and resolves it', async () => {
    const { page } = designer;
    await bench.choose('Thẩm định hồ sơ');
    await page.getByRole('tab', { name: /Góp ý/ }).click();
    await page.getByLabel('Viết góp ý').fill('Cần thêm biên bản?');
    await page.getByRole('button', { name: 'Gửi góp ý' }).click();
    await page.locator('.studio-badge.comment').waitFor();
    await page.getByRole('button', { name: 'Đã xử lý' }).click();
    await page.locator('.studio-badge.comment').waitFor({ state: 'detached' });
  });

  it('is not overwritten by a second designer, whose work becomes a draft of its own', async () => {
    const { page } = designer;
    await bench.kept();
    const { id, version, bpmn } = await draft();
    await page.request.put(`${product.url}/api/v1/drafts/${id}`, { data: { bpmn: bpmn.replace('Thẩm định hồ sơ', 'Thẩm định của người khác') }, headers: { 'if-match': `"${version}"` } });
    await bench.rename(1, 'Tên của tôi');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Người khác đã lưu bản nháp này').waitFor();
    await dialog.getByRole('button', { name: 'Giữ bản của tôi thành bản nháp riêng' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(id));
    expect((await designer.get<DraftView>(`/drafts/${id}`)).bpmn).toContain('Thẩm định của người khác');
    await designer.go(`/xuong-ve/${id}`);
  });

  it('hands it in as a revision to be checked', async () => {
    const { page } = designer;
    await bench.open();
    await page.getByRole('button', { name: 'Trình kiểm tra' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nội dung sửa đổi, ghi chú').fill('Lần đầu');
    await dialog.getByRole('button', { name: 'Trình kiểm tra' }).click();
    await page.getByText('Đã trình, thành lần 1.').waitFor();
    const { revisions } = await designer.get<ProcedureView>(`/procedures/${CODE}`);
    expect(revisions.map(({ state }) => state)).toEqual(['draft']);
    expect(designer.faults).toEqual([]);
  });
});

describeInBrowser('the studio takes in', () => {
  let product: RunningProduct;
  let designer: Visitor;
  let bench: Workbench;

  beforeAll(async () => {
    product = await RunningProduct.start();
    designer = await Visitor.open(product.url);
    await designer.signIn('p-noi-vu.thiet-ke-quy-trinh');
    bench = new Workbench(designer);
    const { id } = await designer.post<DraftView>('/drafts', { name: 'Cấp phép môi trường', code: 'cap-phep-moi-truong' });
    await designer.go(`/xuong-ve/${id}`);
    await bench.open();
  });
  afterAll(async () => {
    await designer.close();
    await product.stop();
  });

  it('a table of twelve rows from a spreadsheet, as a diagram that can be executed', async () => {
    const { page } = designer;
    const who = ['Bộ phận Một cửa', 'Phòng Tài nguyên và Môi trường', 'UBND xã', 'Chi cục Thuế'];
    const rows = Array.from({ length: 12 }, (_, index) => [index + 1, `Bước thứ ${index + 1}`, who[index % who.length], '1 ngày', 'Phiếu kiểm soát'].join('\t'));
    await page.getByRole('button', { name: 'Dán bảng' }).click();
    await page.getByLabel('Nội dung bảng').fill([['TT', 'Trình tự', 'Trách nhiệm', 'Thời gian', 'Biểu mẫu/Kết quả'].join('\t'), ...rows].join('\n'));
    await bench.proving(() => page.getByRole('button', { name: 'Vẽ từ bảng' }).click());
    expect(await bench.rows()).toHaveLength(12);
    expect(await page.getByRole('tab', { name: /Kiểm chứng/ }).innerText()).toContain('✓');
    await bench.kept();
  });

  it('every template, one after the other, and proves what they make', async () => {
    const { page } = designer;
    const { id } = await designer.post<DraftView>('/drafts', { name: 'Mọi mẫu', code: 'moi-mau' });
    await designer.go(`/xuong-ve/${id}`);
    await bench.open();
    for (const template of ['Tiếp nhận', 'Chuyển cơ quan khác, có ký nhận', 'Lấy ý kiến nhiều cơ quan', 'Chờ công dân bổ sung', 'Chờ nộp tiền', 'Trình ký', 'Gom chuyển thứ Sáu', 'Trả kết quả']) await bench.insert(template);
    expect(await bench.rows()).toEqual(expect.arrayContaining(['Ý kiến của Chi cục Thuế', 'Yêu cầu bổ sung hồ sơ', 'Trình lãnh đạo ký', 'Bàn giao hồ sơ trong tuần']));
    expect(await page.getByRole('tab', { name: /Kiểm chứng/ }).innerText()).toContain('✓');
    await bench.kept();
    expect((await designer.get<DraftView>(`/drafts/${id}`)).forms).toHaveProperty('ket-qua-ky');
  });

  it('a form and a decision, which its proof then knows', async () => {
    const { page } = designer;
    const { id } = await designer.post<DraftView>('/drafts', { name: 'Có biểu mẫu', code: 'co-bieu-mau' });
    await designer.go(`/xuong-ve/${id}`);
    await bench.open();
    await page.getByLabel('Chế độ xem').selectOption('forms');
    await page.getByLabel('Khoá của biểu mẫu mới').fill('tham-dinh');
    await page.getByRole('button', { name: 'Thêm biểu mẫu' }).click();
    await page.getByLabel('Tên biểu mẫu').fill('Phiếu thẩm định');
    await page.locator('.fjs-editor-palette-container, .fjs-palette').first().waitFor();
    await page.getByLabel('Chế độ xem').selectOption('decisions');
    await page.getByLabel('Khoá của bảng mới').fill('le-phi');
    await page.getByRole('button', { name: 'Thêm bảng' }).click();
    await page.locator('.tjs-container').waitFor();
    await bench.kept();
    const { forms, decisions } = await designer.get<DraftView>(`/drafts/${id}`);
    expect(forms['tham-dinh']).toMatchObject({ title: 'Phiếu thẩm định', type: 'object' });
    expect(decisions['le-phi']).toContain('<decisionTable');
    expect(designer.faults).toEqual([]);
  });
});
