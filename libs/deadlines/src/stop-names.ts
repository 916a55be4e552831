import { STOP_KINDS, type StopKind } from '#contract';
import { type Text, text } from '#kernel';

/** Why a clock stands, as people read it. */
export const STOP_NAMES: Readonly<Record<StopKind, Text>> = {
  supplement: text('Chờ công dân bổ sung, hoàn thiện hồ sơ', 'Waiting for the citizen to supplement the dossier'),
  payment: text('Chờ công dân thực hiện nghĩa vụ tài chính', 'Waiting for the citizen to pay'),
  site_survey: text('Kiểm tra, xác minh thực địa', 'Site survey'),
  expert_assessment: text('Trưng cầu giám định', 'Expert assessment'),
  violation: text('Xử lý vi phạm pháp luật', 'A violation is being dealt with'),
  postal: text('Thời gian gửi qua bưu điện', 'Time in the post'),
  citizen_confirmation: text('Chờ công dân xác nhận bản dự thảo', 'Waiting for the citizen to confirm the draft'),
  other: text('Lý do khác', 'Another reason'),
};

export const isStopKind = (word: string): word is StopKind => (STOP_KINDS as readonly string[]).includes(word);
