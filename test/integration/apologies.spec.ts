import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * A late result is not signed before the citizen was told why, by the head of the agency that answers for the delay, once.
 * The simulated clock starts on Monday 05/01/2026, 07:00; a working day is 8 hours.
 */

const signed = (xml: string): string => xml.replace('role="lanh-dao" budget', 'role="lanh-dao" signature="true" budget');
const LINE = signed(procedure(
  'dat-thue',
  start('s') + user('nhan', { budget: 1 }) + user('thue', { agency: 'tax', role: 'chuyen-vien', budget: 1 }) + user('ky', { role: 'lanh-dao', budget: 1 }) + user('tra', { budget: 1, milestone: 9 }) + end('e') + chain('s', 'nhan', 'thue', 'ky', 'tra', 'e'),
  { limit: 4 },
));
const TAX_HEAD = 'ct-khanh-vinh.lanh-dao';
const COMMUNE_HEAD = 'xa-khanh-phu.lanh-dao';

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open({ LIENTHONG_APOLOGY: 'required' });
  await product.publish(LINE);
});
afterAll(() => product.close());

const view = async (code: string) => (await product.as(WHO.desk).get(`/dossiers/${code}`)).expect(200);
const kinds = async (code: string): Promise<string[]> => (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200).items.map((one: { kind: string }) => one.kind);
const complete = async (code: string, element: string) => {
  const task = (await product.tasks(code)).find((one) => one.element === element)!;
  return product.as(`${task.agency}.${task.role}`).post(`/tasks/${task.id}/complete`, { opinion: 'Đồng ý' });
};

describe('a dossier that is held up at the tax branch', () => {
  let code: string;
  beforeAll(async () => {
    code = await product.receive('dat-thue', { applicant: { name: 'Mấu Thị Bích', phone: '0905000111', email: 'bich@example.vn' } });
    await product.complete(code, 'nhan');
    await product.moveTo('2026-01-08T07:00:00+07:00');
  });

  it('calls for an apology a working day before it is due, from the branch, with a reason and a proposal', async () => {
    const apology = (await product.as(TAX_HEAD).get(`/dossiers/${code}/apology`)).expect(200);
    expect(apology).toMatchObject({
      state: 'open', agency: 'ct-khanh-vinh', desk: 'xa-khanh-phu', dueAt: '2026-01-08T17:00:00+07:00', appointment: '2026-01-10T17:00:00+07:00', maySign: true,
      title: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả', profile: 'VN-2018', draftedBy: null,
    });
    expect(apology.reason).toContain('Chi cục Thuế');
    expect((await product.as(TAX_HEAD).get('/apologies')).expect(200).items).toHaveLength(1);
    expect((await product.as(COMMUNE_HEAD).get('/apologies')).expect(200).items).toEqual([]);
    expect((await view(code)).apology).toBe('open');
  });

  it('is drafted by the branch, and by nobody else', async () => {
    const draft = { reason: 'Chờ xác định nguồn gốc đất.', appointment: '2026-01-13T11:30:00+07:00' };
    expect((await product.as(WHO.desk).put(`/dossiers/${code}/apology`, draft)).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.tax).put(`/dossiers/${code}/apology`, { ...draft, appointment: '2026-01-08T10:00:00+07:00' })).body.errors).toMatchObject([{ path: 'appointment' }]);
    expect((await product.as(WHO.tax).put(`/dossiers/${code}/apology`, draft)).expect(200)).toMatchObject({ ...draft, maySign: false, draftedBy: WHO.tax });
    expect((await product.as(WHO.tax).post(`/dossiers/${code}/apology/sign`)).refusal).toBe('403 not_allowed');
  });

  it('has its late result refused while the apology is missing: the refusal names it', async () => {
    await product.moveTo('2026-01-09T10:00:00+07:00');
    await product.complete(code, 'thue');
    const before = await kinds(code);

    const refused = await complete(code, 'ky');

    expect(refused.refusal).toBe('409 apology_missing');
    expect(refused.body).toMatchObject({ dossier: code, agency: 'ct-khanh-vinh', apology: 'open' });
    expect(refused.body.detail).toContain('Chi cục Thuế');
    expect(await kinds(code)).toEqual(before);
  });

  it('is sent by the head: form, message to the citizen, new appointment beside the old; lateness stays', async () => {
    expect((await product.as(COMMUNE_HEAD).post(`/dossiers/${code}/apology/sign`)).refusal).toBe('403 not_allowed');
    expect((await product.as(TAX_HEAD).post(`/dossiers/${code}/apology/sign`)).expect(200)).toMatchObject({ state: 'sent', sentAt: '2026-01-09T10:00:00+07:00', maySign: false });

    expect(await view(code)).toMatchObject({ dueAt: '2026-01-08T17:00:00+07:00', appointmentAt: '2026-01-13T11:30:00+07:00', apology: 'sent', lateness: { late: true } });
    const { secret } = await view(code);
    expect((await product.anyone.get(`/public/dossiers/${code}?secret=${secret}`)).expect(200)).toMatchObject({
      late: true, appointmentAt: '2026-01-13T11:30:00+07:00', apology: { agencyName: expect.stringContaining('Thuế') as unknown, reason: 'Chờ xác định nguồn gốc đất.' },
    });
    const pdf = await product.as(WHO.desk).get(`/dossiers/${code}/apology.pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const letters = await product.database.dataSource.query<{ payload: { subject?: { vi: string } } }[]>(`select payload from outbox where payload -> 'to' ->> 'citizenOf' = $1 and payload -> 'subject' ->> 'vi' like 'Xin lỗi%'`, [code]);
    expect(letters).toHaveLength(2);
    expect((await kinds(code)).filter((kind) => kind.startsWith('apology.'))).toEqual(['apology.opened', 'apology.drafted', 'apology.sent']);
  });

  it('is apologised for once, and then signed and settled late', async () => {
    expect((await product.as(TAX_HEAD).post(`/dossiers/${code}/apology/sign`)).refusal).toBe('409 already_done');
    expect((await product.as(TAX_HEAD).put(`/dossiers/${code}/apology`, { reason: 'Nữa', appointment: '2026-02-13T11:30:00+07:00' })).refusal).toBe('409 already_done');
    for (const element of ['ky', 'tra']) (await complete(code, element)).expect(200);
    expect(await view(code)).toMatchObject({ state: 10, lateness: { late: true }, appointmentAt: '2026-01-13T11:30:00+07:00' });
  });
});

describe('a dossier that comes in time after all', () => {
  it('closes the apology, and puts the citizen on the list to call when it is early', async () => {
    const code = await product.receive('dat-thue', { applicant: { name: 'Cao Văn Pinăng', phone: '0905222333' } });
    for (const element of ['nhan', 'thue', 'ky', 'tra']) (await complete(code, element)).expect(200);

    const { items } = (await product.as(WHO.desk).get('/call-list')).expect(200);
    expect(items).toMatchObject([{ dossier: code, kind: 'early_result', who: 'Cao Văn Pinăng', phone: '0905222333', calledAt: null }]);
    expect((await product.as(WHO.otherDesk).post(`/call-list/${items[0].id}/called`, { outcome: 'Đã gặp' })).refusal).toBe('404 not_found');
    expect((await product.as(WHO.desk).post(`/call-list/${items[0].id}/called`, { outcome: 'Chiều đến nhận' })).expect(200)).toMatchObject({ calledBy: WHO.desk, outcome: 'Chiều đến nhận' });
    expect((await product.as(WHO.desk).post(`/call-list/${items[0].id}/called`, { outcome: 'Lại gọi' })).refusal).toBe('409 already_done');
    expect((await product.as(WHO.desk).get('/call-list')).expect(200).items).toEqual([]);
    expect((await product.as(WHO.desk).get('/call-list?called=true')).expect(200).items).toHaveLength(1);
    expect(await kinds(code)).toEqual(expect.arrayContaining(['call.opened', 'call.made']));
    expect((await product.as(WHO.administrator).get('/call-list?called=true')).expect(200).items).toMatchObject([{ who: null, phone: null }]);
  });

  it('needs no apology that was called for before it was finished on the last day', async () => {
    const code = await product.receive('dat-thue');
    await product.complete(code, 'nhan');
    await product.advance('P5D');
    for (let days = 0; (await view(code)).apology === null && days < 3; days++) await product.advance('P1D');
    expect((await view(code)).apology).toBe('open');
    for (const element of ['thue', 'ky', 'tra']) (await complete(code, element)).expect(200);
    expect((await product.as(TAX_HEAD).get(`/dossiers/${code}/apology`)).expect(200)).toMatchObject({ state: 'not_needed', maySign: false });
  });
});

describe('the set of forms', () => {
  it('is that of the day of receipt, to the end of the dossier', async () => {
    const old = await product.receive('dat-thue');
    expect((await product.as(WHO.desk).post('/legal-profiles/uses', { profile: 'VN-2025', from: '2026-02-01', document: 'QĐ 9' })).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.administrator).post('/legal-profiles/uses', { profile: 'VN-1975', from: '2026-02-01', document: 'QĐ 9' })).body.errors).toMatchObject([{ path: 'profile' }]);
    const profiles = (await product.as(WHO.administrator).post('/legal-profiles/uses', { profile: 'VN-2025', from: '2026-02-01', document: 'QĐ 9' })).expect(200);
    expect(profiles).toMatchObject({ inForce: 'VN-2018', uses: [{ profile: 'VN-2025', from: '2026-02-01T00:00:00+07:00' }, { profile: 'VN-2018' }] });
    await product.moveTo('2026-02-02T08:00:00+07:00');
    const fresh = await product.receive('dat-thue');

    expect([(await view(old)).legalProfile, (await view(fresh)).legalProfile]).toEqual(['VN-2018', 'VN-2025']);
    for (const code of [old, fresh]) (await product.as(WHO.desk).post(`/dossiers/${code}/discontinue`, { reason: 'Đất có tranh chấp' })).expect(200);
    expect((await product.as(WHO.desk).get(`/dossiers/${old}/stopping.pdf`)).status).toBe(404);
    expect((await product.as(WHO.desk).get(`/dossiers/${fresh}/stopping.pdf`)).status).toBe(200);

    const late = await product.receive('dat-thue');
    await product.moveTo('2026-02-12T08:00:00+07:00');
    expect((await product.as(COMMUNE_HEAD).get(`/dossiers/${late}/apology`)).expect(200)).toMatchObject({ agency: 'xa-khanh-phu', title: 'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết', profile: 'VN-2025' });
  });
});
