import { words } from '../../i18n/words.js';

export const online = words(
  {
    title: 'Hồ sơ trực tuyến', lead: 'Hồ sơ nộp qua cổng phải được trả lời trong 8 giờ làm việc kể từ lúc nộp: tiếp nhận, từ chối, hoặc yêu cầu bổ sung. Thời hạn giải quyết chỉ bắt đầu khi tiếp nhận.', parts: 'Mục', waiting: 'Chờ trả lời', answered: 'Đã trả lời', report: 'Thống kê trả lời',
    code: 'Mã trên cổng', procedure: 'Thủ tục', submitted: 'Nộp lúc', replyDue: 'Hạn trả lời', left: 'còn {time} làm việc', over: 'quá {time} làm việc', agency: 'Cơ quan', work: 'Trả lời', accept: 'Tiếp nhận', refuse: 'Từ chối…', supplement: 'Bổ sung…', none: 'Không có hồ sơ nào', noneHint: 'Hồ sơ nộp qua cổng sẽ hiện ở đây, hồ sơ sắp hết hạn trả lời đứng trước.',
    acceptTitle: 'Tiếp nhận hồ sơ trực tuyến', acceptHint: 'Hồ sơ {code} được cấp mã và bắt đầu tính hạn từ bây giờ.', refuseTitle: 'Từ chối tiếp nhận', supplementTitle: 'Yêu cầu bổ sung', reason: 'Lý do', supplementReason: 'Những gì còn thiếu (một lần, đầy đủ)', answer: 'Kết quả', accepted: 'Tiếp nhận', refused: 'Từ chối', inTime: 'Đúng hạn', late: 'Quá hạn', used: 'sau {time} làm việc',
    from: 'Nộp từ ngày', to: 'đến hết ngày', total: 'Nộp', overdue: 'Chờ quá hạn', sum: 'Tổng', register: 'Ghi nhận hồ sơ từ cổng…', registerNow: 'Ghi nhận', name: 'Người nộp', day: 'Ngày nộp', time: 'Giờ nộp', more: 'Xem thêm',
  },
  {
    title: 'Online submissions', lead: 'What came over the portal is answered within eight working hours of its submission: accepted, refused, or sent back for a supplement. The time limit of the dossier begins with its acceptance.', parts: 'Part', waiting: 'Waiting', answered: 'Answered', report: 'Replies in figures',
    code: 'Number on the portal', procedure: 'Procedure', submitted: 'Submitted', replyDue: 'Reply due', left: '{time} of work left', over: '{time} of work over', agency: 'Agency', work: 'Reply', accept: 'Accept', refuse: 'Refuse…', supplement: 'Supplement…', none: 'No submissions', noneHint: 'What is submitted over the portal shows here, the next due first.',
    acceptTitle: 'Accept the submission', acceptHint: 'Submission {code} gets a dossier code and its limit begins now.', refuseTitle: 'Refuse the submission', supplementTitle: 'Ask for a supplement', reason: 'Reason', supplementReason: 'What is missing (once, and all of it)', answer: 'Answer', accepted: 'Accepted', refused: 'Refused', inTime: 'In time', late: 'Late', used: 'after {time} of work',
    from: 'Submitted from', to: 'to', total: 'Submitted', overdue: 'Overdue', sum: 'Total', register: 'Enter one from the portal…', registerNow: 'Enter', name: 'Applicant', day: 'Day', time: 'Time', more: 'More',
  },
);
