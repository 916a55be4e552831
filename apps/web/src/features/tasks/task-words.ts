import { words } from '../../i18n/words.js';

export const taskWords = words(
  {
    lead: '{procedure} · hồ sơ {dossier}', claim: 'Nhận việc', release: 'Trả lại nhóm', delegate: 'Ủy quyền', return: 'Trả lại bước trước', complete: 'Hoàn thành bước', notYours: 'Nhận việc trước khi xử lý.', doneState: 'Việc này đã kết thúc.', readOnly: 'Việc này thuộc người khác xử lý.',
    work: 'Nội dung xử lý', opinion: 'Ý kiến (bút phê)', opinionHint: 'Ghi kết quả kiểm tra, đề xuất. Ý kiến được lưu vào sổ cái.', doneBefore: 'Việc đã làm từ trước, nay mới nhập?', doneHint: 'Ví dụ khi mất mạng. Thời hạn vẫn tính đến lúc nhập; thời điểm khai được ghi vào sổ cái.', doneDay: 'Ngày làm thực tế', doneTime: 'Giờ làm thực tế', badTime: 'Giờ và phút, ví dụ 08:30', signature: 'Bước này cần chữ ký; hoàn thành nghĩa là bạn ký.', papersOut: 'Giấy tờ phải có khi hoàn thành', papersOutHint: 'Đánh dấu giấy tờ đã làm xong; kèm tệp nếu có.',
    attach: 'Tệp', uploaded: 'Đã tải lên: {name}', tooLarge: 'Tệp lớn hơn 20 MB.', sentBack: 'Bị trả lại bởi {by}: {reason}',
    facts: 'Thông tin', dossier: 'Hồ sơ', applicant: 'Người nộp', place: 'Nơi xử lý', who: 'Người xử lý', free: 'Chưa ai nhận', opened: 'Giao lúc', budget: 'Thời hạn bước', due: 'Hạn của bước', dossierDue: 'Hẹn trả công dân', openDossier: 'Xem cả hồ sơ', state: 'Tình trạng', supplement: 'Yêu cầu bổ sung hồ sơ',
    to: 'Bước nhận lại', reason: 'Lý do', reasonHint: 'Người nhận đọc lý do này trước khi làm lại.', delegateTo: 'Người được ủy quyền', until: 'Đến hết ngày (không bắt buộc)', chooseOne: 'Chọn…',
  },
  {
    lead: '{procedure} · dossier {dossier}', claim: 'Claim', release: 'Put back', delegate: 'Delegate', return: 'Send back', complete: 'Complete the step', notYours: 'Claim the task before working on it.', doneState: 'This task is over.', readOnly: 'Somebody else works on this task.',
    work: 'Work', opinion: 'Opinion', opinionHint: 'What you found and propose. The opinion is kept in the ledger.', doneBefore: 'Done before, entered only now?', doneHint: 'When the line was down, for instance. The deadline still counts to the entry; what you say is kept in the ledger.', doneDay: 'Day it was done', doneTime: 'Time it was done', badTime: 'Hour and minute, such as 08:30', signature: 'This step needs a signature; completing it means that you sign.', papersOut: 'Papers needed to complete', papersOutHint: 'Tick what is finished; attach the file if there is one.',
    attach: 'File', uploaded: 'Uploaded: {name}', tooLarge: 'The file is larger than 20 MB.', sentBack: 'Sent back by {by}: {reason}',
    facts: 'Facts', dossier: 'Dossier', applicant: 'Applicant', place: 'Worked at', who: 'Worked by', free: 'Not claimed', opened: 'Assigned at', budget: 'Step limit', due: 'Step due', dossierDue: 'Promised to the citizen', openDossier: 'Open the dossier', state: 'State', supplement: 'Request a supplement',
    to: 'Step to go back to', reason: 'Reason', reasonHint: 'Whoever takes it up again reads this first.', delegateTo: 'Delegate to', until: 'Until the end of (optional)', chooseOne: 'Choose…',
  },
);
