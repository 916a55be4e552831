import type { ContestGround, ContestState } from '#contract';
import { type Text, text } from '#kernel';

export const CONTEST_STATE_NAMES: Record<ContestState, Text> = {
  open: text('Đang chờ quyết định', 'Waits for its decision'), withdrawn: text('Đã rút', 'Withdrawn'), accepted: text('Được chấp nhận', 'Accepted'), rejected: text('Không được chấp nhận', 'Rejected'),
};

export const CONTEST_GROUND_NAMES: Record<ContestGround, Text> = {
  wrong_record: text('Ghi nhận sai thời điểm giao, nhận', 'The hand-over was recorded wrongly'),
  handed_late: text('Cơ quan trước chuyển hồ sơ đến muộn', 'The agency before handed it over late'),
  handed_incomplete: text('Hồ sơ chuyển đến thiếu hoặc sai, phải làm lại', 'What was handed over was incomplete or wrong'),
  waited_for_others: text('Phải chờ ý kiến, kết quả của cơ quan khác', 'Another agency had to be waited for'),
  stop_not_recorded: text('Có căn cứ tạm dừng nhưng chưa ghi nhận', 'There was ground for a stop that was not recorded'),
  force_majeure: text('Thiên tai, sự cố chưa được công bố', 'Disaster or incident that was not declared'),
  system_failure: text('Lỗi phần mềm, mất điện, mất mạng', 'Failure of software, power or network'),
  other: text('Lý do khác', 'Another reason'),
};
