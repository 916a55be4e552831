import type { DossierView, ModificationList, ProcedureView, TaskList } from '#contract';
import { readFile } from 'node:fs/promises';
import { Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

/*
 * What an administrator and a leader do when things go wrong: hold a dossier, move its tokens by two persons, change the calendar, move
 * dossiers to a new revision.
 */

const shipped = await readFile(new URL('../../processes/thuong-tru/thuong-tru.bpmn', import.meta.url), 'utf8');

describeInBrowser('stepping in', () => {
  let product: RunningProduct;
  let administrator: Visitor;
  let leader: Visitor;
  let desk: Visitor;

  beforeAll(async () => {
    product = await RunningProduct.start();
    [administrator, leader, desk] = (await Promise.all(['ubnd-khanh-vinh.quan-tri', 'xa-khanh-phu.lanh-dao', 'xa-khanh-phu.tiep-nhan'].map(signedIn))) as [Visitor, Visitor, Visitor];
  });
  afterAll(async () => {
    await Promise.all([administrator, leader, desk].map((visitor) => visitor.close()));
    await product.stop();
  });

  async function signedIn(username: string): Promise<Visitor> {
    const visitor = await Visitor.open(product.url);
    await visitor.bringSession(username);
    return visitor;
  }

  const receive = async (): Promise<string> => (await desk.post<DossierView>('/dossiers', { procedure: 'thuong-tru', agency: 'xa-khanh-phu', applicant: { name: 'Cao Thị Bé' } })).code;

  it('holds a dossier from its page; the officer reads who did it and why, and it goes on again', async () => {
    const code = await receive();
    const { page } = administrator;
    await administrator.go(`/ho-so/${code}`);
    await page.getByRole('button', { name: 'Tạm ngừng…' }).click();
    await page.getByRole('dialog').getByLabel('Lý do').fill('Chờ kết luận thanh tra');
    await page.getByRole('dialog').getByRole('button', { name: 'Tạm ngừng' }).click();
    await page.getByText('Không bước nào chạy; hạn vẫn tính.').waitFor();

    await desk.go(`/ho-so/${code}`);
    const note = await desk.page.getByText(/Hồ sơ đang tạm ngừng/).innerText();
    expect(note).toContain('ubnd-khanh-vinh.quan-tri');
    expect(note).toContain('Chờ kết luận thanh tra');

    await administrator.go('/van-hanh?muc=tam-ngung');
    await page.getByRole('row', { name: new RegExp(code) }).getByRole('button', { name: 'Cho tiếp tục' }).click();
    await page.getByRole('dialog').getByLabel('Lý do cho tiếp tục').fill('Đã có kết luận');
    await page.getByRole('dialog').getByRole('button', { name: 'Cho tiếp tục' }).click();
    await page.getByText('Không có gì đang tạm ngừng').waitFor();
  });

  it('moves a token when another person confirms what the first one asked for', async () => {
    const code = await receive();
    const { page } = leader;
    await leader.go(`/ho-so/${code}`);
    await page.getByRole('button', { name: 'Gửi đề nghị…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Lý do').fill('Hồ sơ đã kiểm tra ở bộ phận một cửa');
    await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await dialog.getByText('Chọn ít nhất một bước.').waitFor();
    await dialog.getByRole('group', { name: 'Huỷ các bước đang chờ' }).getByRole('checkbox').first().check();
    await dialog.getByRole('group', { name: 'Bắt đầu các bước' }).getByRole('checkbox', { name: 'Đối chiếu tàng thư' }).check();
    await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await desk.get<DossierView>(`/dossiers/${code}`)).tokens.map(({ element }) => element)).not.toContain('doiChieuTangThu');

    await administrator.go('/van-hanh?muc=xac-nhan');
    const row = administrator.page.getByRole('row', { name: new RegExp(code) });
    expect(await row.innerText()).toContain('Đối chiếu tàng thư');
    await row.getByRole('button', { name: 'Xác nhận' }).click();
    await administrator.page.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click();
    await administrator.page.getByText('Không có đề nghị nào chờ').waitFor();

    expect((await leader.get<ModificationList>(`/dossiers/${code}/modifications`)).items).toMatchObject([{ state: 'executed', decided: { by: 'ubnd-khanh-vinh.quan-tri' } }]);
    expect((await administrator.get<TaskList>(`/tasks?dossier=${code}`)).items.map(({ name }) => name)).toEqual(['Đối chiếu tàng thư']);
  });

  it('changes the calendar after a look at the deadlines that move', async () => {
    const code = await receive();
    const { dueAt } = await desk.get<DossierView>(`/dossiers/${code}`);
    const { page } = administrator;
    await administrator.go('/lich?muc=dong-cua');
    await page.getByRole('button', { name: 'Thêm đợt đóng cửa…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Đóng từ').fill('07/01/2026');
    await dialog.getByLabel('Mở lại lúc').fill('07/01/2026');
    await dialog.getByLabel('Lý do').fill('Bão số 1');
    await dialog.getByRole('button', { name: 'Xem hạn nào đổi' }).click();
    await page.getByText(/\d+ hạn lùi lại/).waitFor();
    expect((await desk.get<DossierView>(`/dossiers/${code}`)).dueAt).toBe(dueAt);

    await dialog.getByLabel('Văn bản ban hành').fill('QĐ 7/QĐ-UBND');
    await dialog.getByRole('button', { name: 'Ban hành thay đổi' }).click();
    await page.waitForURL('**/lich?muc=thay-doi&lan=*');
    await administrator.post('/simulation/clock', { advance: 'PT1S' });
    await page.getByText(/đóng cửa Mọi cơ quan/).waitFor();

    const moved = await desk.get<DossierView>(`/dossiers/${code}`);
    expect([dueAt, moved.dueAt]).toEqual(['2026-01-07T17:00:00+07:00', '2026-01-08T17:00:00+07:00']);
    expect(moved.deadline?.moves).toMatchObject([{ from: dueAt, to: moved.dueAt, reason: 'calendar' }]);
  });

  it('moves running dossiers to the next revision after a look at what would happen', async () => {
    const code = await receive();
    const designer = await signedIn('p-noi-vu.thiet-ke-quy-trinh');
    const people = { check: await signedIn('p-noi-vu.kiem-tra-quy-trinh'), approve: await signedIn('ubnd-khanh-vinh.lanh-dao'), publish: designer };
    await designer.page.request.post(`${product.url}/api/v1/procedures`, { headers: { 'content-type': 'application/xml' }, data: shipped.replaceAll('Đối chiếu tàng thư', 'Đối chiếu hồ sơ gốc') });
    for (const [step, person] of Object.entries(people)) await person.post(`/procedures/thuong-tru/revisions/2/${step}`, {});

    const { page } = designer;
    await designer.go('/quy-trinh/thuong-tru');
    await page.getByRole('link', { name: 'Chuyển hồ sơ…' }).click();
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText(/\d+ chuyển được/).waitFor();
    expect((await desk.get<DossierView>(`/dossiers/${code}`)).revision).toBe(1);

    await page.getByRole('button', { name: /^Chuyển \d+ hồ sơ/ }).click();
    await page.getByRole('dialog').getByLabel('Quyết định làm căn cứ').fill('QĐ 15/QĐ-UBND ngày 05/01/2026');
    await page.getByRole('dialog').getByRole('button', { name: /^Chuyển \d+ hồ sơ/ }).click();
    await page.waitForURL('**/chuyen-ho-so?dot=*');
    await administrator.post('/simulation/clock', { advance: 'PT1S' });
    await page.getByText(/\d+ đã chuyển/).first().waitFor();

    expect((await desk.get<DossierView>(`/dossiers/${code}`)).revision).toBe(2);
    expect((await designer.get<ProcedureView>('/procedures/thuong-tru')).inForce).toBe(2);
    for (const visitor of [designer, people.check, people.approve]) {
      expect(visitor.faults).toEqual([]);
      await visitor.close();
    }
    for (const visitor of [administrator, leader, desk]) expect(visitor.faults).toEqual([]);
  });
});
