import ExcelJS from 'exceljs';
import mammoth from 'mammoth';
import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* The life of a procedure by ISO 9001: its document, its transitions, what changed, what is in force. */

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
});
afterAll(() => product.close());

const line = (code: string, ...steps: Parameters<typeof user>[]): string =>
  procedure(code, start('s') + steps.map((step) => user(...step)).join('') + end('e') + chain('s', ...steps.map(([id]) => id), 'e'), { limit: 10, papers: ['don'] });
const at = (code: string, n: number, rest = ''): string => `/procedures/${code}/revisions/${n}${rest ? `/${rest}` : ''}`;
const draft = async (xml: string): Promise<number> => (await product.as(WHO.designer).post('/procedures', xml)).expect(201).revision as number;
const history = async (code: string) => (await product.as(WHO.designer).get(`/procedures/${code}/history`)).expect(200);

describe('the document of a revision', () => {
  it('has its texts from the model until somebody writes them, and is fixed from the check on', async () => {
    await draft(line('van-ban', ['a'], ['b', { agency: 'tax', role: 'chuyen-vien' }]));
    const first = await product.as(WHO.designer).get(at('van-ban', 1, 'document'));
    expect(first.expect(200)).toMatchObject({ number: 'QT-VAN-BAN', issue: 1, editable: true, drafter: { name: expect.any(String), position: expect.stringContaining('Phòng Nội vụ') }, checker: null, approver: null });
    expect(first.body.sections.every((one: { derived: boolean }) => one.derived)).toBe(true);

    const written = { number: 'QT-05/NV', issue: 3, revisionDate: '2026-01-04', changeNote: 'Rút ngắn thời gian', qualityObjective: '98 % đúng hạn', sections: { purpose: 'Mục đích riêng.', fees: 'Không thu' } };
    const put = await product.as(WHO.designer).put(at('van-ban', 1, 'document'), written, { 'if-match': first.headers.get('etag')! });
    expect(put.expect(200)).toMatchObject({ number: 'QT-05/NV', issue: 3, qualityObjective: '98 % đúng hạn', written });
    expect(put.body.sections.find((one: { section: string }) => one.section === 'purpose')).toMatchObject({ text: 'Mục đích riêng.', derived: false });
    expect((await product.as(WHO.designer).put(at('van-ban', 1, 'document'), {}, { 'if-match': first.headers.get('etag')! })).refusal).toBe('412 stale_version');

    (await product.as(WHO.checker).post(at('van-ban', 1, 'check'), { comment: 'Đã đối chiếu bảng phí' })).expect(200);
    expect((await product.as(WHO.designer).put(at('van-ban', 1, 'document'), {})).refusal).toBe('409 invalid_state');
    await expect(product.database.dataSource.query(`update revision set document = '{}' where procedure = 'van-ban'`)).rejects.toThrow('cannot be changed any more');

    await draft(line('van-ban', ['a'], ['c']));
    expect((await product.as(WHO.designer).get(at('van-ban', 2, 'document'))).body.written).toEqual({ number: 'QT-05/NV', qualityObjective: '98 % đúng hạn', sections: written.sections });
  });

  it('refuses what it does not know, names the field, and is written by designers alone', async () => {
    await draft(line('van-ban-2', ['a']));
    const bad = await product.as(WHO.designer).put(at('van-ban-2', 1, 'document'), { issue: 0, revisionDate: '04/01/2026', sections: { other: 'x' } });
    expect(bad.refusal).toBe('400 invalid_input');
    expect(bad.body.errors.map(({ path }: { path: string }) => path)).toEqual(expect.arrayContaining(['issue', 'revisionDate']));
    expect((await product.as(WHO.desk).put(at('van-ban-2', 1, 'document'), {})).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.designer).put(at('van-ban-2', 9, 'document'), {})).refusal).toBe('404 not_found');
    expect((await product.as(WHO.designer).get(at('khong-co', 1, 'document.pdf'))).refusal).toBe('404 not_found');
  });

  it('is printed as PDF and .docx with sections 1 to 7, marked as a draft, and posted on the wall', async () => {
    const pdf = await product.as(WHO.designer).get(at('dat-dai-lan-dau', 1, 'document.pdf'));
    expect([pdf.status, pdf.headers.get('content-type'), (pdf.body as string).slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-']);
    expect(((await product.anyone.get(at('dat-dai-lan-dau', 1, 'posting.pdf'))).body as string).slice(0, 5)).toBe('%PDF-');
    await draft(line('in-thu', ['a', { name: 'Thẩm tra hồ sơ' }]));
    expect((await product.anyone.get(at('in-thu', 1, 'posting.pdf'))).refusal).toBe('404 not_found');
    expect((await product.as(WHO.desk).get(at('in-thu', 1, 'posting.pdf'))).status).toBe(200);
    const docx = (await product.as(WHO.designer).get(at('in-thu', 1, 'document.docx'))).expect(200) as Buffer;
    const { value } = await mammoth.extractRawText({ buffer: docx });
    for (const title of ['1. Mục đích', '2. Phạm vi', '3. Tài liệu viện dẫn', '4. Định nghĩa, viết tắt', '5. Nội dung quy trình', '5.2. Thành phần hồ sơ', '5.7. Quy trình xử lý công việc', '5.8. Cơ sở pháp lý', '6. Biểu mẫu', '7. Hồ sơ lưu', 'SOẠN THẢO', 'Thẩm tra hồ sơ']) expect(value).toContain(title);
  });
});

describe('transitions', () => {
  it('are each in the chain with digest, name, post and reason, and the chain verifies', async () => {
    await product.publish(line('doi-song', ['a']));
    await draft(line('doi-song', ['a'], ['b']));
    expect((await product.as(WHO.designer).post(at('doi-song', 2, 'return'), {})).refusal).toBe('400 invalid_input');
    expect((await product.as(WHO.desk).post(at('doi-song', 2, 'return'), { reason: 'x' })).refusal).toBe('403 not_allowed');
    (await product.as(WHO.checker).post(at('doi-song', 2, 'check'))).expect(200);
    expect((await product.as(WHO.checker).post(at('doi-song', 2, 'return'), { reason: 'x' })).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.chairman).post(at('doi-song', 2, 'return'), { reason: 'Bước b chưa nêu biểu mẫu' })).expect(200)).toMatchObject({ state: 'returned', endReason: 'Bước b chưa nêu biểu mẫu' });
    expect((await product.as(WHO.chairman).post(at('doi-song', 2, 'approve'))).refusal).toBe('409 invalid_state');

    const { items, verified } = await history('doi-song');
    expect(verified).toBe(true);
    expect(items.map(({ kind, revision }: { kind: string; revision: number }) => [revision, kind])).toEqual([
      [2, 'procedure.returned'], [2, 'procedure.checked'], [2, 'procedure.drafted'], [1, 'procedure.published'], [1, 'procedure.approved'], [1, 'procedure.checked'], [1, 'procedure.drafted'],
    ]);
    expect(items[0]).toMatchObject({ actor: WHO.chairman, name: expect.any(String), position: expect.stringContaining('Lãnh đạo'), reason: 'Bước b chưa nêu biểu mẫu', digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect((await product.as(WHO.designer).get('/procedures/khong-co/history')).refusal).toBe('404 not_found');
  });

  it('a publication for a later day supersedes on that day, across a restart, and not at all when withdrawn', async () => {
    const now = (await product.anyone.get('/simulation/clock')).body.now as string;
    const later = (days: number): string => new Date(new Date(now).getTime() + days * 86_400_000).toISOString();
    await product.publish(line('hen-ngay', ['a']));
    await product.publish(line('hen-ngay', ['b']), { effectiveFrom: later(10) });
    await product.publish(line('hen-ngay', ['c']), { effectiveFrom: later(5) });
    const states = async (): Promise<string[]> => (await product.as(WHO.designer).get('/procedures/hen-ngay')).body.revisions.toSorted((a: { revision: number }, b: { revision: number }) => a.revision - b.revision).map(({ state }: { state: string }) => state);
    expect(await states()).toEqual(['published', 'superseded', 'published']);
    await product.restart();
    await product.moveTo(later(6));
    expect(await states()).toEqual(['superseded', 'superseded', 'published']);
    const { items } = await history('hen-ngay');
    expect(items.slice(0, 2).map(({ kind, revision, actor }: { kind: string; revision: number; actor: string }) => [kind, revision, actor])).toEqual(expect.arrayContaining([['procedure.effective', 3, 'system'], ['procedure.superseded', 1, 'system']]));

    await product.publish(line('hen-ngay', ['d']), { effectiveFrom: later(20) });
    (await product.as(WHO.chairman).post(at('hen-ngay', 4, 'withdraw'), { reason: 'Hoãn' })).expect(200);
    await product.moveTo(later(21));
    expect(await states()).toEqual(['superseded', 'superseded', 'published', 'withdrawn']);
    expect((await product.as(WHO.designer).get('/procedures/hen-ngay')).body.inForce).toBe(3);
  });
});

describe('differences', () => {
  it('of two revisions are told by element and by row, in the reader\'s language', async () => {
    await product.publish(line('khac', ['a', { budget: 2 }], ['b']));
    await draft(line('khac', ['a', { budget: 1, role: 'lanh-dao' }], ['c']));
    const vi = (await product.as(WHO.desk).get('/procedures/khac/diff?from=1&to=2')).expect(200);
    expect(vi.changes.find((one: { element: string }) => one.element === 'a').attributes).toEqual(expect.arrayContaining([{ attribute: 'budget', label: 'Thời gian', from: '2 ngày làm việc', to: '1 ngày làm việc' }]));
    const en = (await product.as(WHO.desk).get('/procedures/khac/diff?from=1&to=2', { 'accept-language': 'en' })).expect(200);
    expect(en.changes.find((one: { element: string }) => one.element === 'a').attributes).toEqual(expect.arrayContaining([{ attribute: 'budget', label: 'Time', from: '2 working days', to: '1 working day' }]));
    expect(vi.rows.map(({ change, element }: { change: string; element: string }) => [element, change])).toEqual([['a', 'changed'], ['b', 'removed'], ['c', 'added']]);
    expect((await product.as(WHO.desk).get('/procedures/khac/diff?from=1&to=9')).refusal).toBe('404 not_found');
    expect((await product.as(WHO.desk).get('/procedures/khac/diff?from=1')).refusal).toBe('400 invalid_input');
  });

  it('compare a draft that is not handed in with a revision', async () => {
    const found = (await product.as(WHO.designer).post('/diffs', { a: { procedure: 'khac', revision: 1 }, b: { bpmn: line('khac', ['a', { budget: 2 }], ['b', { budget: 3 }]) } })).expect(200);
    expect(found.counts).toMatchObject({ added: 0, removed: 0, changed: 1 });
    expect((await product.as(WHO.designer).post('/diffs', { a: { procedure: 'khac', revision: 1 }, b: { bpmn: 'no' } })).refusal).toBe('400 malformed');
    expect((await product.as(WHO.designer).post('/diffs', { a: { procedure: 'khac' } })).refusal).toBe('400 invalid_input');
  });
});

describe('the list in force', () => {
  it('has number, issue, approver and limit of each, and what changed in the quarter', async () => {
    await product.publish(line('danh-muc', ['a']));
    await product.advance('PT1H');
    await product.publish(line('danh-muc', ['a'], ['b']));
    const list = (await product.anyone.get('/procedures/in-force')).expect(200);
    const item = list.items.find((one: { code: string }) => one.code === 'danh-muc');
    expect(item).toMatchObject({ revision: 2, number: 'QT-DANH-MUC', issue: 2, approver: expect.any(String), legalLimit: { amount: 10, unit: 'working_day' } });
    expect(list.changes.filter((one: { code: string }) => one.code === 'danh-muc').map((one: { change: string; revision: number }) => [one.revision, one.change])).toEqual([[1, 'new'], [2, 'revised']]);
    expect((await product.anyone.get('/procedures/in-force?at=2024-06-30')).expect(200).items).toEqual([]);
    expect((await product.anyone.get('/procedures/in-force?at=hom-qua')).refusal).toBe('400 invalid_input');

    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await product.anyone.get('/procedures/in-force.xlsx')).expect(200));
    expect(book.worksheets[0]?.getColumn(1).values).toContain('danh-muc');
    expect(((await product.anyone.get('/procedures/in-force.pdf')).body as string).slice(0, 5)).toBe('%PDF-');
  });
});
