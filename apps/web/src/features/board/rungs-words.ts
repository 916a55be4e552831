import { words } from '../../i18n/words.js';

export const rungWords = words(
  {
    from: 'Từ ngày', to: 'Đến hết ngày', agency: 'Cơ quan', dossier: 'Mã hồ sơ', action: 'Hành động', answered: 'Trả lời', undelivered: 'Chỉ lời nhắc chưa đến ai', caption: 'Nhật ký nhắc, leo thang', none: 'Không có lời nhắc nào', noneHint: 'Chọn kỳ dài hơn hoặc bỏ bớt điều kiện lọc.',
    notify: 'Nhắc', reassign: 'Giao lại', raise_priority: 'Ưu tiên', apologise: 'Mở việc xin lỗi', call: 'Gọi điện', escalate: 'Leo thang', noAnswer: 'Chưa ai trả lời', acknowledged: 'Đã nhận biết', snoozed: 'Xin nhắc lại sau',
    what: 'Bậc nhắc', at: 'Lúc', told: 'Nhắc ai', subject: 'cả hồ sơ', due: 'hạn {at}', read: 'đã đọc', unread: 'chưa đọc', told_digest: 'đã gộp vào bản tổng hợp', held: 'đợi giờ làm việc', nobody: 'không ai giữ vị trí này',
    acknowledgedBy: '{by} đã nhận biết lúc {at}', snoozedBy: '{by} xin nhắc lại lúc {until}: {reason}', nobodyAt: 'Chưa có người nhận',
  },
  {
    from: 'From', to: 'To the end of', agency: 'Agency', dossier: 'Dossier code', action: 'Action', answered: 'Answer', undelivered: 'Only what reached nobody', caption: 'Log of reminders and escalations', none: 'No reminders', noneHint: 'Choose a longer period or fewer filters.',
    notify: 'Reminder', reassign: 'Reassigned', raise_priority: 'Priority', apologise: 'Apology opened', call: 'Telephone call', escalate: 'Escalation', noAnswer: 'Nobody answered', acknowledged: 'Acknowledged', snoozed: 'Put off',
    what: 'Rung', at: 'At', told: 'Whom', subject: 'whole dossier', due: 'due {at}', read: 'read', unread: 'not read', told_digest: 'told in a digest', held: 'waits for opening hours', nobody: 'nobody holds this post',
    acknowledgedBy: '{by} acknowledged at {at}', snoozedBy: '{by} asked again at {until}: {reason}', nobodyAt: 'No recipient',
  },
);
