import { REGISTER_FIELDS } from '#contract';
import { findHeader } from './find-header.js';
import { FIELD_NAMES, fieldOf } from './titles.js';

describe('titles of columns', () => {
  it.each([
    ['Mã HS', 'code'], ['MÃ SỐ HỒ SƠ', 'code'], ['Số hồ sơ', 'code'], ['Số biên nhận', 'code'], ['Tên TTHC', 'procedure'], ['Nội dung yêu cầu giải quyết', 'procedure'], ['Lĩnh vực', 'field'], ['Họ và tên người nộp', 'applicant'],
    ['Tên cá nhân, tổ chức', 'applicant'], ['Chủ hồ sơ', 'applicant'], ['Địa chỉ', 'address'], ['SĐT', 'phone'], ['Điện thoại liên hệ', 'phone'], ['Ngày tiếp nhận', 'received'], ['Ngày nhận HS', 'received'], ['Ngày, tháng, năm Nhận hồ sơ', 'received'],
    ['Ngày hẹn trả kết quả', 'due'], ['Ngày, tháng, năm Hẹn trả KQ', 'due'], ['Hạn giải quyết', 'due'], ['Ngày có KQ', 'settled'], ['Ngày giải quyết xong', 'settled'], ['Ngày trả KQ', 'returned'], ['Ngày nhận kết quả', 'returned'], ['Hình thức nộp', 'channel'], ['Cách thức tiếp nhận', 'channel'],
    ['Trạng thái', 'state'], ['Tình trạng hồ sơ', 'state'], ['Cơ quan tiếp nhận', 'agency'], ['Đơn vị đang xử lý', 'holder'], ['Cơ quan chủ trì giải quyết', 'holder'], ['Cán bộ tiếp nhận', 'officer'], ['CB thụ lý', 'officer'], ['Phí, lệ phí', 'fee'], ['Ghi chú', 'note'], ['Đúng hạn/trễ hạn', 'outcome'],
  ])('%s is %s', (title, field) => {
    expect(fieldOf(title)).toBe(field);
  });

  it.each(['STT', 'TT', 'Số TT', 'Số thứ tự', 'Số lượng', ''])('%s is nothing known', (title) => {
    expect(fieldOf(title)).toBeNull();
  });

  it('of our own template are all known, in both languages', () => {
    for (const language of ['vi', 'en'] as const) expect(REGISTER_FIELDS.map((field) => fieldOf(FIELD_NAMES[field][language]))).toEqual([...REGISTER_FIELDS]);
  });
});

describe('the head of a register', () => {
  const lines = (...rows: string[][]) => rows.map((cells, at) => ({ line: at + 1, cells }));

  it('is found below the names of agency and register, over two lines', () => {
    const header = findHeader(lines(['UBND XÃ KHÁNH PHÚ'], ['SỔ THEO DÕI HỒ SƠ'], ['STT', 'Mã HS', 'Ngày, tháng, năm', '', 'Ghi chú'], ['', '', 'Nhận', 'Hẹn trả', ''], ['1', 'A', '02/03/2026', '03/03/2026', '']));
    expect([header?.line, header?.titles, Object.fromEntries(header!.fields)]).toEqual([4, ['STT', 'Mã HS', 'Ngày, tháng, năm Nhận', 'Ngày, tháng, năm Hẹn trả', 'Ghi chú'], { 1: 'code', 2: 'received', 3: 'due', 4: 'note' }]);
  });

  it('is the line with most titles where none of them is known, and nothing where there are none', () => {
    expect(findHeader(lines(['x'], ['Cột a', 'Cột b', 'Cột c'], ['1', '2', '3']))).toMatchObject({ line: 2, fields: new Map() });
    expect(findHeader(lines(['x'], ['1', '2']))).toBeNull();
  });
});
