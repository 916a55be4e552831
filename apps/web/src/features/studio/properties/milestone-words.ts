import { words } from '../../../i18n/words.js';

/** The national states of a dossier, by their number. */
export const milestoneWords = words(
  {
    s1: 'Mới đăng ký', s2: 'Được tiếp nhận', s3: 'Không được tiếp nhận', s4: 'Đang xử lý', s5: 'Yêu cầu bổ sung giấy tờ', s6: 'Yêu cầu thực hiện nghĩa vụ tài chính', s7: 'Công dân yêu cầu rút hồ sơ', s8: 'Dừng xử lý', s9: 'Đã xử lý xong', s10: 'Đã trả kết quả',
  },
  {
    s1: 'Submitted', s2: 'Accepted', s3: 'Not accepted', s4: 'In progress', s5: 'Supplement requested', s6: 'Payment requested', s7: 'Withdrawn by the citizen', s8: 'Processing stopped', s9: 'Resolved', s10: 'Result returned',
  },
);
