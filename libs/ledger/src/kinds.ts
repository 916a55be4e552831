import { type Text, text } from '#kernel';

/**
 * Everything that may be written into the ledger, with the name a reader sees. A closed list: an unknown kind does not compile.
 * A kind that was ever released stays for ever, since old chains carry it; new kinds are added at the end of their group.
 */
export const LEDGER_KINDS = {
  'dossier.received': text('Tiếp nhận hồ sơ', 'Dossier received'),
  'dossier.state': text('Chuyển trạng thái hồ sơ', 'Dossier state changed'),
  'dossier.settled': text('Kết thúc giải quyết, chốt kết quả đúng hạn hay quá hạn', 'Dossier settled, timeliness decided'),
  'dossier.returned': text('Trả kết quả cho công dân', 'Result returned to the citizen'),
  'dossier.withdrawn': text('Công dân rút hồ sơ', 'Dossier withdrawn by the citizen'),
  'dossier.refused': text('Từ chối hồ sơ', 'Dossier refused'),
  'dossier.stopped': text('Dừng xử lý hồ sơ', 'Processing of the dossier stopped'),
  'dossier.supplemented': text('Công dân bổ sung hồ sơ', 'Dossier supplemented by the citizen'),
  'dossier.data': text('Cập nhật thông tin hồ sơ', 'Dossier data changed'),

  'paper.added': text('Thêm giấy tờ', 'Paper added'),
  'form.issued': text('Phát hành biểu mẫu', 'Form issued'),
  'form.delivered': text('Giao biểu mẫu cho công dân', 'Form delivered to the citizen'),

  'task.opened': text('Giao việc', 'Task opened'),
  'task.claimed': text('Nhận việc', 'Task claimed'),
  'task.released': text('Trả lại việc cho nhóm', 'Task released'),
  'task.completed': text('Hoàn thành việc', 'Task completed'),
  'task.returned': text('Chuyển trả bước trước', 'Task returned to an earlier step'),
  'task.delegated': text('Ủy quyền việc', 'Task delegated'),
  'task.cancelled': text('Hủy việc', 'Task cancelled'),

  'leg.entered': text('Hồ sơ chuyển đến cơ quan', 'Dossier handed to the agency'),
  'leg.acknowledged': text('Cơ quan xác nhận đã nhận hồ sơ', 'Hand-over acknowledged by the agency'),
  'leg.left': text('Hồ sơ rời cơ quan', 'Dossier left the agency'),

  'clock.stopped': text('Tạm dừng tính hạn', 'Clock stopped'),
  'clock.resumed': text('Tiếp tục tính hạn', 'Clock resumed'),
  'deadline.set': text('Đặt hạn giải quyết', 'Deadline set'),
  'deadline.moved': text('Dời hạn giải quyết', 'Deadline moved'),
  'deadline.met': text('Hoàn thành trong hạn', 'Deadline met'),
  'deadline.missed': text('Quá hạn', 'Deadline missed'),
  'deadline.cancelled': text('Hủy hạn giải quyết', 'Deadline cancelled'),
  'rung.fired': text('Nhắc việc, báo cáo cấp trên', 'Reminder or escalation sent'),

  'message.delivered': text('Nhận thông điệp', 'Message delivered'),
  'instance.started': text('Bắt đầu quy trình', 'Process started'),
  'instance.ended': text('Kết thúc quy trình', 'Process ended'),
  'instance.failed': text('Quy trình gặp lỗi', 'Process failed'),
  'instance.escalated': text('Quy trình báo vượt cấp', 'Process escalated'),
  'timer.fired': text('Đến giờ hẹn trong quy trình', 'Timer of the process fired'),
  'job.done': text('Việc tự động hoàn thành', 'Automatic job done'),
  'job.failed': text('Việc tự động gặp lỗi', 'Automatic job failed'),
  'message.buffered': text('Giữ thông điệp chờ bước cần đến', 'Message kept until a step waits for it'),
  'message.expired': text('Thông điệp hết hạn chờ', 'Message expired unused'),
  'incident.opened': text('Ghi nhận sự cố', 'Incident opened'),
  'incident.retried': text('Cho làm lại sau sự cố', 'Incident retried'),
  'instance.suspended': text('Tạm ngừng xử lý theo quy trình', 'Suspended'),
  'instance.resumed': text('Cho tiếp tục xử lý theo quy trình', 'Resumed after suspension'),
  'modification.requested': text('Đề nghị can thiệp quy trình của hồ sơ', 'Modification requested'),
  'modification.refused': text('Không chấp nhận can thiệp quy trình', 'Modification refused'),
  'instance.modified': text('Can thiệp quy trình của hồ sơ', 'Course of the dossier modified'),
  'instance.migrated': text('Chuyển hồ sơ sang bản quy trình khác', 'Dossier moved to another revision'),
  'signal.delivered': text('Nhận tín hiệu', 'Signal delivered'),
  'signal.thrown': text('Phát tín hiệu tới các hồ sơ khác', 'Signal thrown to other dossiers'),
  'signal.sent': text('Gửi tín hiệu', 'Signal sent'),

  'procedure.drafted': text('Soạn thảo quy trình', 'Procedure drafted'),
  'procedure.checked': text('Kiểm tra quy trình', 'Procedure checked'),
  'procedure.approved': text('Phê duyệt quy trình', 'Procedure approved'),
  'procedure.published': text('Ban hành quy trình', 'Procedure published'),
  'procedure.withdrawn': text('Bãi bỏ quy trình', 'Procedure withdrawn'),
  'procedure.migrated': text('Chuyển hồ sơ đang xử lý sang bản quy trình khác', 'Running dossiers moved to another revision'),
  'procedure.suspended': text('Tạm ngừng quy trình', 'Procedure suspended'),
  'procedure.resumed': text('Cho tiếp tục quy trình', 'Procedure resumed'),
  'procedure.started': text('Mở hồ sơ theo lịch của quy trình', 'Dossiers opened by the timer of the procedure'),
  'procedure.superseded': text('Quy trình được thay thế', 'Procedure superseded'),
  'procedure.returned': text('Trả lại bản quy trình để sửa', 'Revision sent back to be mended'),
  'procedure.effective': text('Quy trình bắt đầu có hiệu lực', 'Procedure took effect'),
  'procedure.document': text('Ghi thông tin kiểm soát tài liệu', 'Document control written'),
  'procedure.commented': text('Góp ý cho quy trình', 'Comment on the procedure'),
  'procedure.comment-resolved': text('Đánh dấu đã xử lý góp ý', 'Comment resolved'),
  'procedure.adopted': text('Cơ quan áp dụng quy trình chuẩn', 'Standard adopted by an agency'),
  'procedure.offer-declined': text('Cơ quan chưa áp dụng bản cập nhật', 'Update of the standard declined by an agency'),

  'agency.suspended': text('Tạm ngừng các hồ sơ do cơ quan tiếp nhận', 'Dossiers received by an agency suspended'),
  'agency.resumed': text('Cho tiếp tục các hồ sơ do cơ quan tiếp nhận', 'Dossiers received by an agency resumed'),
  'calendar.changed': text('Thay đổi lịch làm việc', 'Calendar changed'),
  'directory.changed': text('Thay đổi danh mục cơ quan, tài khoản', 'Directory of agencies and accounts changed'),
} as const satisfies Record<string, Text>;

export type LedgerKind = keyof typeof LEDGER_KINDS;

/** The name of a kind; one that a newer release wrote and this one does not know is shown as its code. */
export const kindName = (kind: string): Text => (LEDGER_KINDS as Record<string, Text>)[kind] ?? text(kind, kind);
