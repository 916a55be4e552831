import { isFilled, readPapers } from './read-papers.js';
import { readResponsible } from './read-responsible.js';
import { readTime } from './read-time.js';
import { readWays } from './read-ways.js';
import { district } from './vocabulary.fixture.js';

describe('readTime', () => {
  it.each<[string, number, string]>([
    ['0,5 ngày', 0.5, 'working_day'], ['½ ngày làm việc', 0.5, 'working_day'], ['04 giờ làm việc', 4, 'working_hour'], ['Trong ngày', 1, 'same_day'], ['Ngay trong ngày làm việc', 1, 'same_day'],
    ['không quá 03 ngày', 3, 'working_day'], ['1/2 ngày', 0.5, 'working_day'], ['02 ngày làm việc', 2, 'working_day'], ['1½ ngày', 1.5, 'working_day'], ['30 phút', 0.5, 'working_hour'],
    ['01 buổi', 0.5, 'working_day'], ['2 ngày 4 giờ', 2.5, 'working_day'], ['1 ngày 2 giờ', 10, 'working_hour'], ['15 ngày lịch', 15, 'calendar_day'], ['1 tháng', 1, 'month'], ['Tối đa 05 ngày kể từ ngày nhận hồ sơ', 5, 'working_day'],
    ['1,25 ngày', 1.25, 'working_day'],
  ])('%s', (source, amount, unit) => {
    expect(readTime(source)).toEqual({ time: { amount, unit }, doubt: null });
  });

  it.each(['Giờ hành chính', '', '-', 'không quy định'])('%s says no time', (source) => {
    expect(readTime(source)).toEqual({ time: null, doubt: null });
  });

  it.each<[string, number | null]>([['2-3 ngày', 3], ['từ 3 đến 5 ngày làm việc', 5], ['15 ngày', 15], ['theo lịch họp', null], ['3 ngày (riêng xã Liên Sang 5)', 3], ['0 ngày', null], ['1 tháng 3 ngày', null]])('%s is read with a doubt', (source, amount) => {
    const { time, doubt } = readTime(source);
    expect(time?.amount ?? null).toBe(amount);
    expect(doubt).toEqual(expect.any(String));
  });
});

describe('readResponsible', () => {
  it.each<[string, string | null, string | null]>([
    ['Bộ phận TN&TKQ', 'receiving', 'tiep-nhan'], ['Bộ phận Một cửa', 'receiving', 'tiep-nhan'], ['CÁN BỘ TIẾP NHẬN HỒ SƠ', 'receiving', 'tiep-nhan'],
    ['Chuyên viên Phòng TN&MT', 'district_office:tnmt', 'chuyen-vien'], ['Phòng Tài nguyên và Môi trường', 'district_office:tnmt', 'chuyen-vien'], ['Trưởng phòng Tài nguyên và Môi trường', 'district_office:tnmt', 'lanh-dao'],
    ['Lãnh đạo UBND huyện', 'leadership', 'lanh-dao'], ['Chủ tịch UBND xã', 'commune', 'lanh-dao'], ['PCT UBND huyện', 'leadership', 'lanh-dao'], ['Công chức Tư pháp - Hộ tịch', 'commune', 'tu-phap-ho-tich'],
    ['Cong chuc dia chinh xa', 'commune', 'dia-chinh'], ['Chi cục Thuế', 'tax', 'chuyen-vien'], ['VPĐKĐĐ', 'land_registry', 'chuyen-vien'], ['Công an xã', 'police_commune', 'cong-an-xa'],
    ['Tàng thư Công an huyện', 'police_district', 'tra-cuu-tang-thu'], ['UBND xã Khánh Phú', 'agency:xa-khanh-phu', 'tiep-nhan'],
  ])('%s', (source, agency, role) => {
    expect(readResponsible(source, district, null)).toEqual({ agency, role, citizen: false, doubt: null });
  });

  it('knows the citizen, takes the agency of the row above with a doubt, and says what it does not know', () => {
    expect(readResponsible('Tổ chức, cá nhân', district, 'tax')).toMatchObject({ citizen: true, agency: null });
    expect(readResponsible('Trưởng phòng', district, 'district_office:tnmt')).toMatchObject({ agency: 'district_office:tnmt', role: 'lanh-dao', doubt: expect.any(String) });
    expect(readResponsible('Hội đồng thẩm tra', district, null)).toMatchObject({ agency: null, doubt: expect.any(String) });
    expect(readResponsible('Văn thư Phòng TN&MT', district, null)).toMatchObject({ agency: 'district_office:tnmt', role: 'chuyen-vien', doubt: expect.stringContaining('vị trí') });
  });
});

describe('readWays', () => {
  it.each<[string, string, string[]]>([
    ['Kiểm tra hồ sơ. Nếu chưa đầy đủ: trả lại bước 1; nếu đầy đủ chuyển bước 3', 'Kiểm tra hồ sơ', ['chưa đầy đủ → 1', 'đầy đủ → 3']],
    ['Thẩm định; trường hợp không đạt thì quay lại bước 4', 'Thẩm định', ['không đạt → 4']],
    ['Nếu đủ điều kiện thì chuyển bước 5, nếu không đủ điều kiện thì kết thúc', '', ['đủ điều kiện → 5', 'không đủ điều kiện → Kết thúc']],
    ['Ghi sổ. Quay lại bước 2', 'Ghi sổ', [' → 2']],
    ['Trường hợp hồ sơ không hợp lệ: từ chối giải quyết; trường hợp hợp lệ: thực hiện bước tiếp theo', '', ['hồ sơ không hợp lệ → Từ chối giải quyết', 'hợp lệ → ']],
    ['Nhận hồ sơ, viết phiếu hẹn', 'Nhận hồ sơ, viết phiếu hẹn', []],
  ])('%s', (source, activity, ways) => {
    const read = readWays(source);
    expect(read.activity).toBe(activity);
    expect(read.ways.map(({ when, to, end }) => `${when} → ${end ?? to.join()}`)).toEqual(ways);
  });
});

describe('readPapers', () => {
  it('parts the cell into papers and tells what goes in from what comes out', () => {
    const papers = readPapers('- Mẫu số 01\n- Tờ trình;\n2. Dự thảo Giấy phép.');
    expect(papers).toEqual([{ code: 'mau-so-01', name: 'Mẫu số 01' }, { code: 'to-trinh', name: 'Tờ trình' }, { code: 'du-thao-giay-phep', name: 'Dự thảo Giấy phép' }]);
    expect(papers.map(isFilled)).toEqual([true, false, false]);
  });
});
