import type { DossierView, ProcedureView } from '#contract';
import { Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';
import { Workbench } from './workbench.js';

const NAME = 'Xác nhận tình trạng thửa đất';
const CODE = 'xac-nhan-tinh-trang-thua-dat';
const APPLICANT = 'Pi Năng Thị Mai';

/*
 * A procedure from the first line drawn to a dossier that goes on by its second revision, each person at a browser of their own. What the
 * studio offers besides is told in studio.spec.
 */
describeInBrowser('from a drawing to a dossier on its second revision', () => {
  let product: RunningProduct;
  let designer: Visitor;
  let bench: Workbench;
  let desk: Visitor;
  let dossier: string;

  beforeAll(async () => {
    product = await RunningProduct.start();
    [designer, desk] = (await Promise.all(['p-noi-vu.thiet-ke-quy-trinh', 'xa-khanh-phu.tiep-nhan'].map(signedIn))) as [Visitor, Visitor];
    bench = new Workbench(designer);
  });
  afterAll(async () => {
    await Promise.all([designer, desk].map((visitor) => visitor.close()));
    await product.stop();
  });

  async function signedIn(username: string): Promise<Visitor> {
    const visitor = await Visitor.open(product.url);
    await visitor.bringSession(username);
    return visitor;
  }

  /** What somebody else does meanwhile, at a browser of their own. */
  async function by(username: string, work: (visitor: Visitor) => Promise<void>): Promise<void> {
    const visitor = await signedIn(username);
    try {
      await work(visitor);
      expect(visitor.faults).toEqual([]);
    } finally {
      await visitor.close();
    }
  }

  /** Presses the button of the revision's page that brings it one state further. */
  async function press(visitor: Visitor, revision: number, verb: string): Promise<void> {
    await visitor.go(`/quy-trinh/${CODE}?lan=${revision}`);
    await visitor.page.getByRole('button', { name: verb, exact: true }).click();
  }

  const stateOf = async (revision: number): Promise<string | undefined> => (await designer.get<ProcedureView>(`/procedures/${CODE}`)).revisions.find((one) => one.revision === revision)?.state;

  /** The steps at which the dossier stands. */
  const waiting = async (): Promise<string[]> => (await desk.get<DossierView>(`/dossiers/${dossier}`)).tokens.map(({ name }) => name).sort();

  async function handIn(note: string): Promise<void> {
    const { page } = designer;
    await page.getByRole('button', { name: 'Trình kiểm tra' }).click();
    await page.getByRole('dialog').getByLabel('Nội dung sửa đổi, ghi chú').fill(note);
    await page.getByRole('dialog').getByRole('button', { name: 'Trình kiểm tra' }).click();
  }

  async function isRefusedFor(rule: string): Promise<void> {
    const { page } = designer;
    await handIn('Thử trình');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('alert').waitFor();
    expect(await dialog.innerText()).toContain(rule);
    await dialog.getByRole('button', { name: 'Thôi' }).last().click();
  }

  /** Checked by one, refused to its drafter, approved by the chairman, published. */
  async function issue(revision: number): Promise<void> {
    const { page } = designer;
    await by('p-noi-vu.kiem-tra-quy-trinh', async (checker) => {
      await press(checker, revision, 'Kiểm tra');
      await checker.page.getByText('Đã kiểm tra', { exact: true }).first().waitFor();
    });
    await press(designer, revision, 'Phê duyệt');
    await page.getByRole('alert').waitFor();
    expect(await stateOf(revision)).toBe('checked');
    await by('ubnd-khanh-vinh.lanh-dao', async (chairman) => {
      await press(chairman, revision, 'Phê duyệt');
      await chairman.page.getByRole('button', { name: 'Ban hành', exact: true }).waitFor();
    });
    await press(designer, revision, 'Ban hành');
    await page.getByRole('dialog').getByRole('button', { name: 'Ban hành' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await stateOf(revision)).toBe('published');
  }

  /** Takes the step from the list, writes an opinion and completes it. */
  async function work(officer: Visitor, step: string): Promise<void> {
    const { page } = officer;
    await officer.go('/cong-viec');
    await page.getByLabel('Tìm nhanh').fill(APPLICANT);
    await page.getByRole('button', { name: `Nhận việc: ${step}, ${dossier}` }).click();
    await page.getByRole('cell', { name: 'Tôi' }).first().waitFor();
    await page.getByRole('row').filter({ hasText: dossier }).getByRole('link', { name: step }).click();
    await page.getByLabel('Ý kiến (bút phê)').fill('Đã kiểm tra, đề nghị tiếp tục');
    await page.getByRole('button', { name: 'Hoàn thành bước' }).click();
    await page.waitForURL('**/cong-viec');
  }

  it('draws five steps over three agencies', async () => {
    const { page } = designer;
    await designer.go('/xuong-ve');
    await page.getByLabel('Tên thủ tục').fill(NAME);
    await page.getByRole('button', { name: 'Vẽ quy trình mới' }).click();
    await bench.open();
    await bench.rename(1, 'Kiểm tra hồ sơ');
    await bench.addAfter(1, 'Thẩm định hồ sơ');
    await bench.giveTo(2, 'Chi nhánh Văn phòng đăng ký đất đai');
    await bench.allow(2, '2');
    await bench.addAfter(2, 'Trả kết quả cho dân');
    await bench.giveTo(3, 'Nơi nhận hồ sơ', 'Tiếp nhận và trả kết quả');
    await bench.allow(3, '0,5');
    await bench.choose('Thẩm định hồ sơ');
    await bench.insert('Lấy ý kiến nhiều cơ quan');
    await bench.remove('Ý kiến của phòng chuyên môn');
    expect((await bench.rows()).filter(Boolean).sort()).toEqual(['Kiểm tra hồ sơ', 'Thẩm định hồ sơ', 'Trả kết quả cho dân', 'Ý kiến của Chi cục Thuế', 'Ý kiến của UBND xã']);
  });

  it('is refused for a deadlock, and mends it', async () => {
    await bench.changeGateway('Cổng loại trừ: chọn một nhánh');
    await bench.finding('deadlock');
    await isRefusedFor('deadlock');
    await bench.changeGateway('Cổng song song: mọi nhánh');
    await bench.proved('deadlock');
  });

  it('is refused for a longest path beyond the legal limit, and mends it', async () => {
    await bench.limit('3');
    await bench.finding('budget-exceeds-limit');
    await isRefusedFor('budget-exceeds-limit');
    await bench.limit('6');
    await bench.proved('budget-exceeds-limit');
  });

  it('hands it in; others check and approve it, its drafter may not, and it is published', async () => {
    await handIn('Ban hành lần đầu');
    await designer.page.getByRole('link', { name: 'Mở để kiểm tra, phê duyệt' }).click();
    await designer.page.getByRole('heading', { level: 1, name: NAME }).waitFor();
    await issue(1);
  });

  it('is followed by a dossier that the desk receives and two agencies work on', async () => {
    const { page } = desk;
    await desk.go('/tiep-nhan');
    await page.getByLabel('Tìm thủ tục').fill('tinh trang thua dat');
    await page.getByRole('button', { name: NAME }).click();
    await page.getByLabel('Họ và tên').fill(APPLICANT);
    await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).click();
    await page.getByText('Đã tiếp nhận hồ sơ').waitFor();
    dossier = (await page.getByRole('definition').first().innerText()).trim();
    await work(desk, 'Kiểm tra hồ sơ');
    await by('vpdk-khanh-vinh.chuyen-vien', (registrar) => work(registrar, 'Thẩm định hồ sơ'));
    expect(await waiting()).toEqual(['Ý kiến của Chi cục Thuế', 'Ý kiến của UBND xã']);
  });

  it('is revised: another time and another name, issued as the second revision', async () => {
    const { page } = designer;
    await designer.go('/xuong-ve');
    await page.getByLabel('Quy trình', { exact: true }).selectOption({ label: NAME });
    await page.getByRole('button', { name: 'Soạn lần sửa đổi' }).click();
    await bench.open();
    const last = await bench.numberOf('Trả kết quả cho dân');
    await bench.rename(last, 'Trả kết quả tại nhà');
    await bench.allow(last, '1');
    await handIn('Trả kết quả tại nhà, thêm nửa ngày');
    await page.getByText('Đã trình, thành lần 2.').waitFor();
    await issue(2);
    expect(await stateOf(1)).toBe('superseded');
  });

  it('is compared with the first: the new name and the new time are told', async () => {
    const { page } = designer;
    await designer.go(`/quy-trinh/${CODE}`);
    await page.getByRole('link', { name: 'So sánh' }).click();
    await page.getByRole('heading', { name: 'Các thay đổi' }).waitFor();
    const row = page.getByRole('region', { name: 'Bảng các bước' }).getByRole('row').filter({ hasText: 'Trả kết quả tại nhà' });
    expect(await row.locator('del').allInnerTexts()).toEqual(['Trả kết quả cho dân', '0,5 ngày làm việc']);
    expect(await row.locator('ins').allInnerTexts()).toEqual(['Trả kết quả tại nhà', '1 ngày làm việc']);
  });

  it('takes the running dossier over by a decision, after a look at what would happen', async () => {
    const { page } = designer;
    await designer.go(`/quy-trinh/${CODE}`);
    await page.getByRole('link', { name: 'Chuyển hồ sơ…' }).click();
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText('1 chuyển được').waitFor();
    expect((await desk.get<DossierView>(`/dossiers/${dossier}`)).revision).toBe(1);
    await page.getByRole('button', { name: 'Chuyển 1 hồ sơ' }).click();
    await page.getByRole('dialog').getByLabel('Quyết định làm căn cứ').fill('QĐ 21/QĐ-UBND ngày 05/01/2026');
    await page.getByRole('dialog').getByRole('button', { name: 'Chuyển 1 hồ sơ' }).click();
    await page.waitForURL('**/chuyen-ho-so?dot=*');
    await by('ubnd-khanh-vinh.quan-tri', async (administrator) => void (await administrator.post('/simulation/clock', { advance: 'PT1S' })));
    await page.getByText('1 đã chuyển').first().waitFor();
    expect((await desk.get<DossierView>(`/dossiers/${dossier}`)).revision).toBe(2);
  });

  it('goes on by the second revision to its end', async () => {
    await by('xa-khanh-phu.lanh-dao', (leader) => work(leader, 'Ý kiến của UBND xã'));
    await by('ct-khanh-vinh.chuyen-vien', (officer) => work(officer, 'Ý kiến của Chi cục Thuế'));
    expect(await waiting()).toEqual(['Trả kết quả tại nhà']);
    await work(desk, 'Trả kết quả tại nhà');
    await desk.go(`/ho-so/${dossier}`);
    await desk.page.getByText('Chuỗi sổ cái còn nguyên vẹn').waitFor();
    expect(await waiting()).toEqual([]);
    for (const visitor of [designer, desk]) expect(visitor.faults).toEqual([]);
  });
});
