import type { StopKind } from '#contract';
import { type Text, text } from '#kernel';

/** Why the clock stands, as a citizen reads it. */
export const STOP_NAMES: Readonly<Record<StopKind, Text>> = {
  supplement: text('Chờ bổ sung giấy tờ', 'Waiting for missing papers'),
  payment: text('Chờ nộp tiền', 'Waiting for payment'),
  site_survey: text('Khảo sát thực địa', 'Survey on site'),
  expert_assessment: text('Trưng cầu giám định', 'Expert assessment'),
  violation: text('Xử lý vi phạm', 'A violation is being dealt with'),
  postal: text('Đang gửi qua bưu điện', 'In the post'),
  citizen_confirmation: text('Chờ người dân xác nhận', 'Waiting for confirmation by the citizen'),
  other: text('Tạm dừng vì lý do khác', 'Stopped for another reason'),
};
