import type { DossierView, IncidentList, JobList, ModificationList, ProcedureView, TaskList } from '#contract';
import { readFile } from 'node:fs/promises';
import { chain, element, end, procedure, start, user } from '../integration/diagram.js';
import { Visitor, describeInBrowser } from './browser.js';
import { RunningProduct } from './running-product.js';

/*
 * What an administrator and a leader do when things go wrong: retry what failed, hold a dossier, move its tokens by two persons, change the
 * calendar, move dossiers to a new revision.
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

  const receive = async (code = 'thuong-tru'): Promise<string> => (await desk.post<DossierView>('/dossiers', { procedure: code, agency: 'xa-khanh-phu', applicant: { name: 'Cao Thị Bé' } })).code;

  /** Takes a document to its publication; those who did it stay signed in. */
  async function issue(code: string, revision: number, xml: string): Promise<Record<'check' | 'approve' | 'publish', Visitor>> {
    const people = { check: await signedIn('p-noi-vu.kiem-tra-quy-trinh'), approve: await signedIn('ubnd-khanh-vinh.lanh-dao'), publish: await signedIn('p-noi-vu.thiet-ke-quy-trinh') };
    await people.publish.page.request.post(`${product.url}/api/v1/procedures`, { headers: { 'content-type': 'application/xml' }, data: xml });
    for (const [step, person] of Object.entries(people)) await person.post(`/procedures/${code}/revisions/${revision}/${step}`, {});
    return people;
  }

  it('finds what failed among the incidents, retries one, then all of its topic', async () => {
    const job = '<bpmn:extensionElements><iso:job topic="thue.tra-cuu" retries="0"/></bpmn:extensionElements>';
    await Promise.all(Object.values(await issue('tra-cuu-thue', 1, procedure('tra-cuu-thue', start('s') + element('serviceTask', 'hoi', job) + user('xem') + end('e') + chain('s', 'hoi', 'xem', 'e')))).map((person) => person.close()));
    await administrator.page.request.put(`${product.url}/api/v1/job-scopes`, { data: { agency: 'ct-khanh-vinh', topics: ['thue.tra-cuu'] } });
    const software = await signedIn('ct-khanh-vinh.he-thong');
    for (let n = 0; n < 3; n++) await receive('tra-cuu-thue');
    const { items } = await software.post<JobList>('/jobs/fetch', { topics: ['thue.tra-cuu'], worker: 'may-1', max: 3 });
    for (const { id } of items) await software.post(`/jobs/${id}/fail`, { worker: 'may-1', message: 'Hệ thống thuế không trả lời' });
    await software.close();

    const { page } = administrator;
    const rows = page.getByRole('row', { name: /Hệ thống thuế không trả lời/ });
    const isOpen = async (): Promise<number> => (await administrator.get<IncidentList>('/incidents?state=open&topic=thue.tra-cuu')).items.length;
    await administrator.go('/van-hanh?muc=su-co');
    await page.getByLabel('Tìm').fill('chưa có lỗi nào như vậy');
    await page.getByText('Không sự cố nào khớp').waitFor();
    await page.getByLabel('Tìm').fill('he thong thue');
    await rows.nth(2).waitFor();

    await rows.first().getByRole('button', { name: 'Thử lại' }).click();
    await rows.nth(2).waitFor({ state: 'detached' });
    expect(await isOpen()).toBe(2);
    await page.getByRole('button', { name: 'Thử lại tất cả "thue.tra-cuu"' }).click();
    await page.getByText('Không sự cố nào khớp').waitFor();
    expect(await page.getByRole('status').allInnerTexts()).toContain('Đã thử lại 2 sự cố, 0 bị từ chối, 0 mới phát sinh.');
    expect(await isOpen()).toBe(0);
  });

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
    const people = await issue('thuong-tru', 2, shipped.replaceAll('Đối chiếu tàng thư', 'Đối chiếu hồ sơ gốc'));
    const designer = people.publish;

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
    for (const visitor of Object.values(people)) {
      expect(visitor.faults).toEqual([]);
      await visitor.close();
    }
    for (const visitor of [administrator, leader, desk]) expect(visitor.faults).toEqual([]);
  });
});
