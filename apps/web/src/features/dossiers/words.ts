import { words } from '../../i18n/words.js';

export const dossiers = words(
  {
    title: 'Hồ sơ', imported: 'Nhập từ sổ cũ', search: 'Tìm hồ sơ', searchHint: 'Mã hồ sơ hoặc tên người nộp', agency: 'Cơ quan tiếp nhận', state: 'Trạng thái', code: 'Mã hồ sơ', applicant: 'Người nộp', procedure: 'Thủ tục', holder: 'Đang ở', received: 'Tiếp nhận', due: 'Hẹn trả',
    none: 'Chưa có hồ sơ nào', noneHint: 'Hồ sơ bạn được xem sẽ hiện ở đây sau khi tiếp nhận.', noMatch: 'Không có hồ sơ nào khớp', clear: 'Bỏ lọc', receive: 'Tiếp nhận hồ sơ',
    s1: 'Mới đăng ký', s2: 'Được tiếp nhận', s3: 'Không được tiếp nhận', s4: 'Đang xử lý', s5: 'Yêu cầu bổ sung giấy tờ', s6: 'Yêu cầu nghĩa vụ tài chính', s7: 'Công dân rút hồ sơ', s8: 'Dừng xử lý', s9: 'Đã xử lý xong', s10: 'Đã trả kết quả',
  },
  {
    title: 'Dossiers', imported: 'From an earlier register', search: 'Find a dossier', searchHint: 'Dossier code or applicant', agency: 'Receiving agency', state: 'State', code: 'Dossier code', applicant: 'Applicant', procedure: 'Procedure', holder: 'Held by', received: 'Received', due: 'Due',
    none: 'No dossiers yet', noneHint: 'Dossiers you may see appear here once they are received.', noMatch: 'No dossier matches', clear: 'Clear filter', receive: 'Receive a dossier',
    s1: 'Newly submitted', s2: 'Accepted', s3: 'Not accepted', s4: 'In progress', s5: 'Supplement requested', s6: 'Financial obligation requested', s7: 'Withdrawn by the citizen', s8: 'Processing stopped', s9: 'Resolved', s10: 'Result returned',
  },
);
