import { readDocument } from '../diagram.fixture.js';
import { type BpmnDocument, isoTable, parseBpmn, prove, readModel } from '../index.js';
import { type TextRow, readRows } from './read-rows.js';
import { tableToBpmn } from './table-to-bpmn.js';
import { directoryOf, district } from './vocabulary.fixture.js';

/** `number | activity | responsible | time | papers`. */
const rowsOf = (...lines: string[]): TextRow[] =>
  lines.map((line) => {
    const [number = '', activity = '', responsible = '', time = '', papers = ''] = line.split('|').map((cell) => cell.trim());
    return { number, activity, responsible, time, forms: '', results: '', papers, note: '' };
  });

async function drawn(...lines: string[]): Promise<{ document: BpmnDocument; errors: string[]; warnings: string[]; unread: string[] }> {
  const { rows, unread } = readRows(rowsOf(...lines), district);
  const { bpmn, unread: undrawn } = tableToBpmn(rows, { code: 'thu', name: 'Thủ tục thử', legalLimit: { amount: 40, unit: 'working_day' } });
  const document = await readDocument(bpmn);
  const found = prove(document, { directory: directoryOf(district) });
  const { findings } = readModel(document);
  const named = (severity: string) => [...found, ...findings].filter((one) => one.severity === severity).map(({ rule, element }) => `${rule} ${element}`);
  return { document, errors: named('error'), warnings: named('warning'), unread: [...unread, ...undrawn].map(({ row, reason }) => `${row}: ${reason}`) };
}

const numbersOf = (document: BpmnDocument): string =>
  isoTable(document, { vocabulary: district }).map(({ number, element, ways }) => [number, element?.replace('Buoc_', ''), ...ways.map(({ when, to, end }) => `(${when}${when && ' '}→ ${to.join('+') || end})`)].join(' ')).join('; ');

const TWELVE = [
  '1|Nộp hồ sơ|Tổ chức, cá nhân|Giờ hành chính|Hồ sơ theo mục 5.2',
  '2|Tiếp nhận hồ sơ, kiểm tra thành phần. Nếu chưa đầy đủ: chuyển bước 3; nếu đầy đủ: chuyển bước 4|Bộ phận TN&TKQ|0,25 ngày|Mẫu số 01; Giấy biên nhận',
  '3|Bổ sung hồ sơ. Quay lại bước 2|Công dân||Mẫu số 02',
  '4|Thẩm định hồ sơ|Chuyên viên Phòng TN&MT|05 ngày|Biên bản thẩm định',
  '5a|Cho ý kiến về quy hoạch|UBND xã Khánh Phú|3 ngày làm việc|Văn bản ý kiến của xã',
  '5b|Xác định nghĩa vụ tài chính|Chi cục Thuế|03 ngày|Thông báo thuế',
  '6|Nộp tiền vào kho bạc|Công dân|30 ngày|Giấy nộp tiền',
  '7|Lập tờ trình|Chuyên viên Phòng TN&MT|½ ngày làm việc|Tờ trình; Dự thảo quyết định',
  '8|Xem xét, ký nháy. Nếu không đạt: quay lại bước 7|Trưởng phòng TN&MT|0,5 ngày|',
  '9|Ký quyết định. Trường hợp không ký thì trả lại bước 8|Chủ tịch UBND huyện|01 ngày|Quyết định',
  '10|Vào sổ, đóng dấu|Bộ phận Một cửa|Trong ngày|',
  '11|Trả kết quả|Bộ phận TN&TKQ|04 giờ làm việc|Quyết định',
  '12|Nhận kết quả|Công dân||',
];

describe('tableToBpmn', () => {
  it('draws twelve rows of a real table as a draft that nothing stands against', async () => {
    // when
    const { document, errors, warnings, unread } = await drawn(...TWELVE);
    const { model } = readModel(document);

    // then
    expect(errors).toEqual([]);
    expect(warnings.filter((rule) => !rule.startsWith('loop-unbounded'))).toEqual([]);
    expect(unread).toEqual(['6: không rõ ngày làm việc hay ngày lịch; lấy ngày làm việc']);
    expect(model.steps['Buoc_4']).toMatchObject({ agency: 'district_office:tnmt', role: 'chuyen-vien', budget: { amount: 5, unit: 'working_day' }, papersOut: [expect.objectContaining({ code: 'bien-ban-tham-dinh' })] });
    expect(model.stops).toMatchObject({ Buoc_3: { kind: 'supplement', evidence: 'form-02' }, Buoc_6: { kind: 'payment', evidence: 'tax-notice' } });
    expect(numbersOf(document)).toBe(
      '1 2; 2 2_xet (chưa đầy đủ → 3) (đầy đủ → 4); 3 3 (→ 1); 4 4; 5a 5a; 5b 5b; 6 6; 7 7; 8 8; 9 8_xet (không đạt → 7) (Trường hợp khác → 10); 10 9; 11 9_xet (không ký → 8) (Trường hợp khác → 12); 12 10; 13 11',
    );
  });

  it('draws every element and flow, inside its lane', async () => {
    const { document } = await drawn(...TWELVE);
    const plane = (document.definitions['diagrams'] as { plane: { planeElement: { bpmnElement?: { id: string } }[] } }[])[0]?.plane;
    const shown = new Set(plane?.planeElement.map(({ bpmnElement }) => bpmnElement?.id));
    expect((document.process['flowElements'] as { id: string }[]).filter(({ id }) => !shown.has(id))).toEqual([]);
  });

  it.each<[string, string[], string]>([
    ['a choice of its own', ['1|Kiểm tra|Bộ phận Một cửa|1 ngày', '2|Nếu đạt chuyển bước 3; nếu không đạt: kết thúc||', '3|Ký|Chủ tịch UBND huyện|1 ngày'], '1 1; 2 2 (đạt → 3) (không đạt → Kết thúc); 3 3'],
    ['branches of several rows', ['1|Nhận|Bộ phận Một cửa|1 ngày', '2a.1|Đo|VPĐKĐĐ|1 ngày', '2a.2|Vẽ|VPĐKĐĐ|1 ngày', '2b|Tính thuế|Chi cục Thuế|1 ngày', '3|Trả|Bộ phận Một cửa|1 ngày'], '1 1; 2a.1 2a_1; 2a.2 2a_2; 2b 2b; 3 3'],
    ['branches that a choice leads to are alternatives', ['1|Xét. Nếu đơn giản: chuyển bước 2a; nếu phức tạp: chuyển bước 2b|Phòng TN&MT|1 ngày', '2a|Ký|Phòng TN&MT|1 ngày', '2b|Họp|Phòng TN&MT|1 ngày', '3|Trả|Bộ phận Một cửa|1 ngày'], '1 1; 2 1_xet (đơn giản → 3) (phức tạp → 4); 3 2a (→ 5); 4 2b; 5 3'],
  ])('%s', async (_, lines, expected) => {
    const { document, errors } = await drawn(...lines);
    expect([errors, numbersOf(document)]).toEqual([[], expected]);
  });

  it.each<[string, string[], string]>([
    ['a way out of parallel branches', ['1|Nhận|Bộ phận Một cửa|1 ngày', '2a|Đo. Nếu sai: quay lại bước 1|VPĐKĐĐ|1 ngày', '2b|Tính|Chi cục Thuế|1 ngày', '3|Trả|Bộ phận Một cửa|1 ngày'], '2a: đường đi ra khỏi nhánh song song nên không chạy được; chưa vẽ'],
    ['an end inside parallel branches', ['1|Nhận|Bộ phận Một cửa|1 ngày', '2a|Đo. Nếu sai: kết thúc|VPĐKĐĐ|1 ngày', '2b|Tính|Chi cục Thuế|1 ngày', '3|Trả|Bộ phận Một cửa|1 ngày'], '2a: đường đi ra khỏi nhánh song song nên không chạy được; chưa vẽ'],
    ['a way to a row that is not there', ['1|Nhận. Nếu sai: quay lại bước 9|Bộ phận Một cửa|1 ngày', '2|Trả|Bộ phận Một cửa|1 ngày'], '1: không có bước này trong bảng'],
    ['a loop without an exit', ['1|Nhận|Bộ phận Một cửa|1 ngày', '2|Ghi. Quay lại bước 1|Bộ phận Một cửa|1 ngày'], '2: theo các đường đã ghi thì không tới được dòng sau hoặc kết thúc; đã nối sang dòng sau'],
    ['a row that is jumped over', ['1|Nhận. Chuyển bước 3|Bộ phận Một cửa|1 ngày', '2|Ghi|Bộ phận Một cửa|1 ngày', '3|Trả|Bộ phận Một cửa|1 ngày'], '1: theo các đường đã ghi thì không tới được dòng sau hoặc kết thúc; đã nối sang dòng sau'],
    ['who is not in the directory', ['1|Nhận|Bộ phận Một cửa|1 ngày', '2|Họp|Hội đồng thẩm tra|1 ngày'], '2: không khớp với cơ quan, vị trí nào trong danh bạ'],
  ])('%s is listed, and the draft still runs', async (_, lines, expected) => {
    const { errors, unread } = await drawn(...lines);
    expect([errors, unread]).toEqual([[], [expected]]);
  });

  it('gives back the rows that it was drawn from', async () => {
    // given a table of a drawn diagram
    const { rows } = readRows(rowsOf(...TWELVE), district);
    const first = isoTable(await readDocument(tableToBpmn(rows, { code: 'thu', name: 'Thử' }).bpmn), { vocabulary: district });

    // when it is drawn again
    const again = isoTable(await readDocument(tableToBpmn(first, { code: 'thu', name: 'Thử' }).bpmn), { vocabulary: district });

    // then
    const facts = (table: typeof first) => table.map(({ number, activity, responsible, time, forms, results }) => ({ number, activity, responsible: responsible.agency, time, forms, results }));
    expect(facts(again)).toEqual(facts(first));
  });

  it('takes any text: quotes, angle brackets, control characters, emoji', async () => {
    const { rows } = readRows(rowsOf('1|<b>"Nhận" & \'ghi\'</b> \u0000\u0008 ]]> 😀|Bộ phận Một cửa|1 ngày'), district);
    expect((await parseBpmn(tableToBpmn(rows, { code: '3-trong-1', name: '"<&>\u0001' }).bpmn)).ok).toBe(true);
  });
});
