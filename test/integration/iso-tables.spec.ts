import ExcelJS from 'exceljs';
import { TestProduct, WHO } from './product.js';

/*
 * ISO tables on their way in, over HTTP: an existing sheet becomes a draft that can be issued, an edited table goes back onto its diagram,
 * a diagram of another tool is translated.
 */

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.moveTo('2026-03-02T08:00:00+07:00');
});
afterAll(() => product.close());

const designer = () => product.as(WHO.designer);

const TABLE = [
  ['TT', 'Trình tự', 'Trách nhiệm', 'Thời gian', 'Biểu mẫu/Kết quả'],
  [1, 'Nộp hồ sơ', 'Công dân', '', 'Đơn đăng ký'],
  [2, 'Tiếp nhận, kiểm tra. Nếu chưa đủ: chuyển bước 3; nếu đủ: chuyển bước 4', 'Bộ phận TN&TKQ', '0,25 ngày', 'Giấy biên nhận'],
  [3, 'Bổ sung hồ sơ. Quay lại bước 2', 'Công dân', '', ''],
  [4, 'Thẩm định', 'Chuyên viên Phòng TN&MT', '05 ngày', 'Biên bản thẩm định'],
  ['5a', 'Cho ý kiến', 'Công chức địa chính xã', '02 ngày', 'Văn bản'],
  ['5b', 'Xác định thuế', 'Chi cục Thuế', '03 ngày', 'Thông báo thuế'],
  [6, 'Nộp tiền', 'Công dân', '', ''],
  [7, 'Lập tờ trình', 'Chuyên viên Phòng TN&MT', '½ ngày', 'Tờ trình'],
  [8, 'Duyệt. Nếu không đạt: quay lại bước 7', 'Trưởng phòng TN&MT', '0,5 ngày', ''],
  [9, 'Ký', 'Chủ tịch UBND huyện', '01 ngày', 'Quyết định'],
  [10, 'Trả kết quả', 'Bộ phận TN&TKQ', '04 giờ làm việc', 'Quyết định'],
  [11, 'Lưu hồ sơ', 'Chuyên viên Phòng TN&MT', '30 phút', ''],
];

async function sheet(): Promise<FormData> {
  const workbook = new ExcelJS.Workbook();
  const page = workbook.addWorksheet('QT');
  page.addRow(['QUY TRÌNH ĐĂNG KÝ KẾ HOẠCH MÔI TRƯỜNG']);
  page.addRow(['Thời hạn giải quyết: 15 ngày làm việc']);
  page.addRows(TABLE);
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(await workbook.xlsx.writeBuffer())]), 'quy-trinh.xlsx');
  return form;
}

const text = TABLE.map((row) => row.join('\t')).join('\n');
const TSV = { 'content-type': 'text/tab-separated-values' };

describe('an existing ISO table', () => {
  it('as a sheet becomes, in one go, a draft that is checked, approved and published', async () => {
    // when
    const drawn = (await designer().post('/iso-tables?code=thu-bang-iso', await sheet())).expect(200);

    // then
    expect(drawn.findings.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([]);
    expect(drawn.unread).toEqual([]);
    expect(drawn.head).toMatchObject({ code: 'thu-bang-iso', name: 'Đăng ký kế hoạch môi trường', legalLimit: { amount: 15, unit: 'working_day' } });
    expect(drawn.rows.find(({ activity }: { activity: string }) => activity === 'Thẩm định').responsible).toMatchObject({ agency: 'district_office:tnmt', role: 'chuyen-vien' });
    await product.publish(drawn.bpmn);
    expect((await designer().get('/procedures/thu-bang-iso')).expect(200)).toMatchObject({ inForce: 1, table: drawn.rows });
  });

  it('is pasted as text, and drawn again from its rows', async () => {
    const pasted = (await designer().post('/iso-tables?name=Thử', text, TSV)).expect(200);
    const again = (await designer().post('/iso-tables', { rows: pasted.rows, head: { code: 'thu', name: 'Thử' } })).expect(200);
    expect(again.rows.map(({ number, activity }: { number: string; activity: string }) => `${number} ${activity}`)).toEqual(pasted.rows.map(({ number, activity }: { number: string; activity: string }) => `${number} ${activity}`));
  });

  it('goes back onto its diagram when it was edited', async () => {
    const { bpmn, rows } = (await designer().post('/iso-tables?name=Thử', text, TSV)).expect(200);
    const edited = rows.map((row: { activity: string }) => (row.activity === 'Thẩm định' ? { ...row, time: { amount: 3, unit: 'working_day' } } : row));
    const applied = (await designer().post('/iso-tables/applied', { bpmn, rows: edited })).expect(200);
    expect(applied.rows).toEqual(edited);
    expect(applied.unread).toEqual([]);
  });

  it.each<[string, () => Promise<{ refusal: string }>, string]>([
    ['of a stranger', () => product.as(WHO.desk).post('/iso-tables', text, TSV), '403 not_allowed'],
    ['of no file', () => designer().post('/iso-tables', new FormData()), '400 invalid_input'],
    ['of another kind of file', () => designer().post('/iso-tables', fileOf('%PDF-1.7')), '415 unsupported_media_type'],
    ['that is too large', () => designer().post('/iso-tables', fileOf('PK\u0003\u0004'.padEnd(6_000_000, 'x'))), '413 too_large'],
    ['without rows', () => designer().post('/iso-tables', 'xin chào', TSV), '400 malformed'],
    ['of rows that are none', () => designer().post('/iso-tables', { rows: [{}], head: {} }), '400 invalid_input'],
    ['for a diagram that is none', () => designer().post('/iso-tables/applied', { bpmn: '<a/>', rows: [] }), '400 invalid_input'],
  ])('is refused: a table %s', async (_, ask, refusal) => {
    expect((await ask()).refusal).toBe(refusal);
  });
});

describe('a diagram of another tool', () => {
  const foreign = `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="x"><process id="kiem-tra" name="Kiểm tra" isExecutable="true">
<startEvent id="s"/><userTask id="a" name="Kiểm tra" camunda:candidateGroups="tiep-nhan" camunda:asyncBefore="true"/><endEvent id="e"/><sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="e"/></process></definitions>`;

  it('is translated, with what was given a meaning and what was not', async () => {
    const { mapped, dropped, findings, bpmn } = (await designer().post('/imports', foreign)).expect(200);
    expect(mapped.map(({ element, what }: { element: string; what: string }) => `${element} ${what}`)).toEqual(['kiem-tra process', 'a camunda:candidateGroups tiep-nhan']);
    expect(dropped).toEqual([expect.objectContaining({ element: 'a', what: 'camunda:asyncBefore true' })]);
    expect(findings.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([]);
    expect(bpmn).toContain('role="tiep-nhan"');
  });

  it('is refused from strangers, and where it is no BPMN', async () => {
    expect((await product.as(WHO.desk).post('/imports', foreign)).refusal).toBe('403 not_allowed');
    expect((await designer().post('/imports', '<a/>')).refusal).toBe('400 malformed');
    expect((await designer().post('/imports', {})).refusal).toBe('415 unsupported_media_type');
  });
});

function fileOf(content: string): FormData {
  const form = new FormData();
  form.append('file', new Blob([content]), 'a.xlsx');
  return form;
}
