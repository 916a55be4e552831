import { readDocument } from '../diagram.fixture.js';
import { type ImportedTable, importTable, prove, readModel } from '../index.js';
import { strToU8, zipSync } from 'fflate';
import { documentOf, sheetOf } from './office.fixture.js';
import { directoryOf, district } from './vocabulary.fixture.js';

async function imported(source: Buffer | string): Promise<ImportedTable & { errors: string[] }> {
  const read = await importTable(source, district);
  if (!read.ok) throw new Error(read.rejection.message.en);
  const document = await readDocument(read.value.bpmn);
  const found = [...prove(document, { directory: directoryOf(district) }), ...readModel(document).findings];
  return { ...read.value, errors: found.filter(({ severity }) => severity === 'error').map(({ rule, element }) => `${rule} ${element}`) };
}

const told = ({ rows }: ImportedTable): string[] => rows.map(({ number, activity, responsible, time }) => `${number} ${activity} | ${responsible.agency} ${responsible.role} | ${time ? `${time.amount} ${time.unit}` : '-'}`);

describe('importTable', () => {
  it('reads a workbook of twelve rows, as a commune has it, into a draft that nothing stands against', async () => {
    // given
    const sheet = await sheetOf([
      ['UBND HUYỆN KHÁNH VĨNH', null, null, null, null],
      ['QUY TRÌNH CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', null, null, null, null],
      ['Mã hiệu: QT-TP-07', null, null, 'Thời hạn giải quyết: 03 ngày làm việc', null],
      [],
      ['TT', 'Trình tự', 'Trách nhiệm', 'Thời gian', 'Biểu mẫu/Kết quả'],
      [1, 'Nộp hồ sơ', 'Công dân', 'Giờ hành chính', 'Tờ khai'],
      [2, 'Tiếp nhận, kiểm tra hồ sơ. Nếu chưa đủ chuyển bước 3; nếu đủ chuyển bước 4', 'Bộ phận TN&TKQ', '0,25 ngày', 'Giấy biên nhận'],
      [3, 'Bổ sung hồ sơ. Quay lại bước 2', 'Công dân', null, 'Phiếu hướng dẫn'],
      [4, 'Tra cứu sổ hộ tịch', 'Công chức Tư pháp - Hộ tịch', 0.5, null],
      [5, 'Gửi văn bản xác minh', 'Công chức Tư pháp - Hộ tịch', '2 giờ', 'Văn bản xác minh'],
      [6, 'Trả lời xác minh', 'Công an xã', '04 giờ', 'Văn bản trả lời'],
      [7, 'Soạn giấy xác nhận', 'Công chức Tư pháp - Hộ tịch', '2 giờ', 'Dự thảo Giấy xác nhận'],
      [8, 'Ký giấy xác nhận. Nếu không đồng ý: trả lại bước 7', 'Chủ tịch UBND xã', '0,5 ngày', 'Giấy xác nhận'],
      [9, 'Đóng dấu, vào sổ', 'Bộ phận Một cửa', '1 giờ', null],
      [10, 'Thu lệ phí', 'Bộ phận Một cửa', '30 phút', 'Biên lai'],
      [11, 'Trả kết quả', 'Bộ phận Một cửa', '30 phút', 'Giấy xác nhận'],
      [12, 'Lưu hồ sơ', 'Công chức Tư pháp - Hộ tịch', '30 phút', 'Hồ sơ lưu'],
      ['', 'Tổng cộng', '', '3 ngày', ''],
    ], ['A1:E1', 'A2:E2']);

    // when
    const table = await imported(sheet);

    // then
    expect(table.errors).toEqual([]);
    expect(table.rows).toHaveLength(12);
    expect(table.head).toMatchObject({ code: 'qt-tp-07', name: 'Cấp giấy xác nhận tình trạng hôn nhân', legalLimit: { amount: 3, unit: 'working_day' } });
    expect(told(table).slice(1, 5)).toEqual([
      '2 Tiếp nhận, kiểm tra hồ sơ | receiving tiep-nhan | 0.25 working_day', '3 Bổ sung hồ sơ | null null | -',
      '4 Tra cứu sổ hộ tịch | commune tu-phap-ho-tich | 0.5 working_day', '5 Gửi văn bản xác minh | commune tu-phap-ho-tich | 2 working_hour',
    ]);
    expect(table.unread).toEqual([
      expect.objectContaining({ row: '12', column: 'table', reason: expect.stringContaining('tổng cộng') }),
      { row: '4', column: 'time', element: 'Buoc_4', text: '0,5', reason: 'không ghi đơn vị; lấy ngày làm việc' },
    ]);
  });

  it('reads columns in another order, headings over two lines and merged cells', async () => {
    const table = await imported(await sheetOf([
      ['Thời gian thực hiện', 'Nội dung công việc', 'Trách nhiệm', null, 'Sản phẩm', 'STT'],
      [null, null, 'Đơn vị', 'Người thực hiện', null, null],
      ['0,5 ngày', 'Tiếp nhận', 'Bộ phận Một cửa', 'Cán bộ tiếp nhận', 'Phiếu hẹn', '01'],
      ['2 ngày', 'Thẩm định', 'Phòng TN&MT', 'Chuyên viên', 'Tờ trình', '02'],
      ['1 ngày', 'Phê duyệt', 'UBND huyện', 'Chủ tịch', 'Quyết định', '03'],
    ], ['C1:D1', 'A1:A2', 'B1:B2', 'E1:E2', 'F1:F2']));
    expect([table.errors, told(table)]).toEqual([[], ['01 Tiếp nhận | receiving tiep-nhan | 0.5 working_day', '02 Thẩm định | district_office:tnmt chuyen-vien | 2 working_day', '03 Phê duyệt | leadership lanh-dao | 1 working_day']]);
    expect(table.rows[2]?.results).toEqual([{ code: 'quyet-dinh', name: 'Quyết định' }]);
  });

  it('reads a Word document with its head, and steps of several lines', async () => {
    const table = await imported(await documentOf(
      ['ỦY BAN NHÂN DÂN HUYỆN KHÁNH VĨNH', 'QUY TRÌNH', 'Đăng ký biến động quyền sử dụng đất', 'Mã số: QT-TNMT-12', 'Lĩnh vực: Đất đai', '5.4 Thời hạn giải quyết: không quá 10 ngày làm việc', '5.8 Cơ sở pháp lý', 'Nghị định số 43/2014/NĐ-CP ngày 15/5/2014 của Chính phủ'],
      [
        ['TT', 'Trình tự', 'Trách nhiệm', 'Thời gian', 'Biểu mẫu/Kết quả'],
        ['B1', 'Tiếp nhận hồ sơ:\n- Kiểm tra\n- Viết giấy hẹn', 'Bộ phận TN&TKQ', '0,5 ngày', 'Mẫu 09/ĐK\nGiấy hẹn'],
        ['B2', 'Kiểm tra, lập phiếu chuyển', 'Chi nhánh VPĐKĐĐ', '05 ngày', 'Phiếu chuyển thông tin'],
        ['B3', 'Tính thuế', 'Chi cục Thuế', '03 ngày', 'Thông báo thuế'],
        ['B4', 'Trả kết quả', 'Bộ phận TN&TKQ', '0,5 ngày', 'Giấy chứng nhận'],
      ],
    ));
    expect(table.errors).toEqual([]);
    expect(table.head).toMatchObject({ code: 'qt-tnmt-12', name: 'Đăng ký biến động quyền sử dụng đất', field: 'Đất đai', legalLimit: { amount: 10, unit: 'working_day' }, basis: expect.stringContaining('43/2014') });
    expect(told(table)).toEqual([
      '1 Tiếp nhận hồ sơ: - Kiểm tra. - Viết giấy hẹn | receiving tiep-nhan | 0.5 working_day', '2 Kiểm tra, lập phiếu chuyển | land_registry chuyen-vien | 5 working_day',
      '3 Tính thuế | tax chuyen-vien | 3 working_day', '4 Trả kết quả | receiving tiep-nhan | 0.5 working_day',
    ]);
    expect(table.rows[0]).toMatchObject({ forms: [{ code: 'mau-09-dk', name: 'Mẫu 09/ĐK' }], results: [{ code: 'giay-hen', name: 'Giấy hẹn' }] });
  });

  it('reads a Word table in which one agency stands over several rows, and a heading between', async () => {
    const table = await imported(await documentOf(['Thủ tục: Đăng ký thường trú'], [
      ['Bước', 'Các bước thực hiện', 'Cơ quan thực hiện', 'Thời hạn', 'Ghi chú'],
      [{ text: 'I. Tại Công an xã', columnSpan: 5 }],
      ['1', 'Tiếp nhận', { text: 'Công an xã', verticalMerge: 'restart' }, '1/2 ngày', ''],
      ['2', 'Tra cứu', { text: '', verticalMerge: 'continue' }, '1/2 ngày', ''],
      ['3', 'Đối chiếu tàng thư', 'Tàng thư Công an huyện', '01 ngày', 'Nếu không khớp thì quay lại bước 2'],
      ['4', 'Ký', 'Trưởng Công an xã', '0,5 ngày', ''],
    ]));
    expect(table.errors).toEqual([]);
    expect(told(table)).toEqual(['1 Tiếp nhận | police_commune cong-an-xa | 0.5 working_day', '2 Tra cứu | police_commune cong-an-xa | 0.5 working_day', '3 Đối chiếu tàng thư | police_district tra-cuu-tang-thu | 1 working_day', '4 Ký | police_commune lanh-dao | 0.5 working_day']);
    expect(table.rows[2]?.ways).toEqual([{ when: 'không khớp', to: ['2'], end: null, element: null }]);
    expect(table.unread).toEqual([expect.objectContaining({ text: 'I. Tại Công an xã' })]);
  });

  it.each([
    ['pasted from a spreadsheet', 'TT\tTrình tự\tTrách nhiệm\tThời gian\tKết quả\n1\t"Tiếp nhận\nhồ sơ"\tBộ phận Một cửa\t4 giờ\tGiấy hẹn\n2\tThẩm định\tPhòng TN&MT\t2 ngày\tTờ trình\n3\tKý\tChủ tịch UBND huyện\t1 ngày\tQuyết định'],
    ['a CSV file with semicolons', 'TT;Trình tự;Trách nhiệm;Thời gian;Kết quả\r\n1;"Tiếp nhận; hồ sơ";Bộ phận Một cửa;4 giờ;Giấy hẹn\r\n2;Thẩm định;Phòng TN&MT;2 ngày;Tờ trình\r\n3;Ký;Chủ tịch UBND huyện;1 ngày;Quyết định\r\n'],
    ['without numbers and accents', 'Noi dung\tTrach nhiem\tThoi gian\nTiep nhan ho so\tBo phan Mot cua\t4 gio\nTham dinh\tPhong TN&MT\t2 ngay\nKy\tChu tich UBND huyen\t1 ngay'],
  ])('reads text %s', async (_, source) => {
    const table = await imported(source);
    expect([table.errors, table.unread]).toEqual([[], []]);
    expect(table.rows.map(({ responsible, time }) => `${responsible.agency} ${time?.amount} ${time?.unit}`)).toEqual(['receiving 4 working_hour', 'district_office:tnmt 2 working_day', 'leadership 1 working_day']);
  });

  it('reads parallel branches, and a number over two rows', async () => {
    const table = await imported(await sheetOf([
      ['STT', 'Trình tự thực hiện', 'Trách nhiệm', 'Thời gian'],
      [1, 'Tiếp nhận', 'Bộ phận Một cửa', '0,5 ngày'],
      ['2a', 'Cho ý kiến', 'UBND xã', '2 ngày'],
      ['2b', 'Khảo sát', 'Phòng Văn hóa và Thông tin', '2 ngày'],
      [3, 'Tổng hợp', 'Phòng Văn hóa và Thông tin', '1 ngày'],
      [null, 'Trình ký', 'Phòng Văn hóa và Thông tin', '4 giờ'],
      [4, 'Ký', 'Lãnh đạo UBND huyện', '0,5 ngày'],
    ], ['A5:A6']));
    expect(table.errors).toEqual([]);
    expect(table.rows.map(({ number }) => number)).toEqual(['1', '2a', '2b', '3', '3.2', '4']);
    expect(table.bpmn).toContain('parallelGateway');
  });

  it('takes the saved result of a formula and says so', async () => {
    const table = await imported(await sheetOf([['TT', 'Trình tự', 'Trách nhiệm', 'Thời gian'], [1, 'Tiếp nhận', 'Bộ phận Một cửa', '1 ngày']], [], (workbook) => {
      workbook.worksheets[0]?.addRow([2, 'Trả', 'Bộ phận Một cửa', { formula: 'CONCAT(1," ngày")', result: '1 ngày', date1904: false }]);
    }));
    expect(table.rows[1]?.time).toEqual({ amount: 1, unit: 'working_day' });
    expect(table.unread).toEqual([expect.objectContaining({ row: 'D3', text: '=CONCAT(1," ngày")' })]);
  });
});

describe('a file that is not taken', () => {
  const archive = (parts: Record<string, string | Uint8Array>): Buffer => Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]))));
  const types = (kind: string): string => `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.${kind}+xml"/></Types>`;
  const SHEET = 'spreadsheetml.sheet.main';

  it.each<[string, () => Buffer | string | Promise<Buffer>, string]>([
    ['empty', () => Buffer.alloc(0), 'malformed'],
    ['no text at all', () => ' \n ', 'malformed'],
    ['of another kind', () => Buffer.from('%PDF-1.7'), 'unsupported_media_type'],
    ['of the old kind', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'unsupported_media_type'],
    ['an archive of something else', () => archive({ 'a.txt': 'a' }), 'unsupported_media_type'],
    ['with macros', () => archive({ '[Content_Types].xml': types(SHEET), 'xl/vbaProject.bin': 'x' }), 'unsupported_media_type'],
    ['said to have macros', () => archive({ '[Content_Types].xml': '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>' }), 'unsupported_media_type'],
    ['linked to other files', () => archive({ '[Content_Types].xml': types(SHEET), 'xl/externalLinks/externalLink1.xml': '<a/>' }), 'unsupported_media_type'],
    ['with a document type', () => archive({ '[Content_Types].xml': types(SHEET), 'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }), 'malformed'],
    ['a zip bomb', () => archive({ '[Content_Types].xml': types(SHEET), 'xl/worksheets/sheet1.xml': new Uint8Array(30 * 1024 * 1024) }), 'too_large'],
    ['of too many parts', () => archive(Object.fromEntries(Array.from({ length: 2100 }, (_, n) => [`p${n}.xml`, 'x']))), 'too_large'],
    ['too large', () => Buffer.alloc(6 * 1024 * 1024, 'PK'), 'too_large'],
    ['cut off', async () => (await sheetOf([['a']])).subarray(0, 900), 'malformed'],
    ['a hollow workbook', () => archive({ '[Content_Types].xml': types(SHEET) }), 'malformed'],
    ['a sheet with too many rows', () => sheetOf(Array.from({ length: 3_100 }, (_, n) => [n])), 'too_large'],
    ['a sheet without a table of steps', () => sheetOf([['Họ tên', 'Ngày sinh'], ['A', '1990']]), 'malformed'],
    ['a table of headings only', () => 'TT\tTrình tự\tTrách nhiệm\tThời gian\n', 'malformed'],
    ['a table of too many rows', () => `TT\tTrình tự\tTrách nhiệm\tThời gian\n${Array.from({ length: 400 }, (_, n) => `${n + 1}\tGhi\tBộ phận Một cửa\t1 ngày`).join('\n')}`, 'too_large'],
  ])('%s', async (_, source, code) => {
    const read = await importTable(await source(), district);
    expect(read.ok ? null : [read.rejection.code, read.rejection.message.vi]).toEqual([code, expect.stringMatching(/\.$/)]);
  });
});
