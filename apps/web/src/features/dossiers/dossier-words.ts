import type { StopKind } from '#contract';
import { words } from '../../i18n/words.js';

export const dossierWords = words(
  {
    received: 'Tiếp nhận', receivedAt: '{when} tại {agency}', due: 'Hẹn trả', applicant: 'Người nộp', state: 'Trạng thái', result: 'Kết quả', revision: 'lần ban hành {count}', secret: 'Mã tra cứu', idNumber: 'Số định danh', phone: 'Điện thoại', address: 'Địa chỉ', submittedBy: 'Người nộp thay',
    whose: 'Đồng hồ đang chạy ở', nobody: 'Không cơ quan nào', stoppedSince: 'Đồng hồ đang dừng từ {when}', budget: 'Thời hạn', used: 'Đã dùng', working: '{time} làm việc', overrun: 'Vượt hạn', resolved: 'Xử lý xong', returned: 'Trả kết quả',
    receipt: 'In giấy tiếp nhận (PDF)', diagram: 'Sơ đồ và vị trí hồ sơ', here: 'Hồ sơ đang ở đây', inside: 'Đang ở quy trình con', noTokens: 'Hồ sơ không còn bước nào đang chờ.', nowAt: 'Đang chờ tại',
    legs: 'Chặng qua các cơ quan', agency: 'Cơ quan', entered: 'Nhận', left: 'Chuyển đi', acknowledged: 'Đã xác nhận {when}', notAcknowledged: 'Chưa xác nhận bàn giao', stillHere: 'đang giữ', acknowledge: 'Xác nhận đã nhận bàn giao', deliver: 'Đã giao phiếu cho công dân', papersCame: 'Nhận hồ sơ giấy',
    lateness: 'Chậm do cơ quan nào', notLate: 'Hồ sơ không quá hạn.', lateBy: 'Quá hạn {overrun}', netLateBy: 'Ròng (trừ bất khả kháng): {overrun}', netInTime: 'Ròng (trừ bất khả kháng): trong hạn', excludedTime: '{agency}, {from} – {to}: {reason} ({document})', share: '{agency}: {overrun} ({share})', basis: 'Căn cứ và kiến nghị', decided: 'Theo quyết định', contested: '{agency} kiến nghị: {state}',
    stops: 'Tạm dừng tính hạn', noStops: 'Chưa lần nào tạm dừng.', from: 'Từ', to: 'Đến', until: 'đến nay', evidence: 'Căn cứ', reason: 'Lý do',
    moves: 'Thay đổi ngày hẹn', moved: 'Từ {from} sang {to}', papers: 'Giấy tờ', noPapers: 'Chưa có giấy tờ nào.', papersHidden: 'Bạn không được xem giấy tờ của hồ sơ này.', missing: 'Còn thiếu: {papers}', originals: '{count} bản chính', copies: '{count} bản sao', view: 'Xem tệp', in: 'Công dân nộp', out: 'Kết quả xử lý', restricted: 'Chỉ ngành công an xem được',
    data: 'Thông tin hồ sơ', timeline: 'Diễn biến', verified: 'Chuỗi sổ cái còn nguyên vẹn', broken: 'Chuỗi sổ cái đã bị sửa', noEntries: 'Chưa có diễn biến nào.', by: '{who}', system: 'Hệ thống', citizen: 'Công dân',
    desk: 'Theo sự kiện do bộ phận tiếp nhận ghi nhận', message: 'Theo thông điệp {name}', signal: 'Theo tín hiệu {name}', timer: 'Theo lịch của thủ tục',
    opinion: 'Ý kiến: {text}', overridden: 'Theo điều chỉnh riêng của cơ quan; bản chuẩn: {time}', adopted: 'Theo quyết định áp dụng {document}', becauseOf: 'Lý do: {text}', dueMoved: 'Hạn {from} đổi thành {to}', dueSet: 'Hạn đến {to}', fromAgency: 'do {agency} chuyển đến', toAgency: 'về {agency}', evidenceIs: 'Căn cứ: {text}', form: 'Văn bản số {number}', details: 'Hiện cả sự kiện nhỏ',
    stop: 'Yêu cầu bổ sung hoặc tạm dừng', resume: 'Tiếp tục tính hạn', withdraw: 'Công dân rút hồ sơ', payment: 'Ghi nhận đã nộp tiền', supplement: 'Nhận giấy tờ bổ sung', resumeHint: 'Đồng hồ chạy tiếp và ngày hẹn lùi đúng bằng thời gian đã dừng.', refuse: 'Từ chối tiếp nhận', discontinue: 'Dừng xử lý', more: 'Việc khác', printSupplement: 'In phiếu yêu cầu bổ sung (PDF)', withdrawHint: 'Hồ sơ sẽ kết thúc và không mở lại được.',
    number: 'Số chứng từ, biên lai', newPapers: 'Giấy tờ nộp thêm, mỗi dòng một loại', kind: 'Loại tạm dừng', stopReason: 'Nội dung yêu cầu, lý do', paperList: 'Giấy tờ phải bổ sung', paperListHint: 'Mỗi dòng một loại. Ghi đủ trong một lần; chỉ được yêu cầu một lần.',
    proof: 'Văn bản chứng minh', proofHint: 'Ví dụ: Phiếu yêu cầu bổ sung số 12/BPTNTKQ, đã giao công dân ngày 12/02/2026.',
  },
  {
    received: 'Received', receivedAt: '{when} at {agency}', due: 'Due', applicant: 'Applicant', state: 'State', result: 'Result', revision: 'revision {count}', secret: 'Look-up secret', idNumber: 'Personal number', phone: 'Telephone', address: 'Address', submittedBy: 'Submitted by',
    whose: 'The clock runs at', nobody: 'No agency', stoppedSince: 'The clock stands still since {when}', budget: 'Time limit', used: 'Used', working: '{time} of work time', overrun: 'Overrun', resolved: 'Resolved', returned: 'Returned',
    receipt: 'Print the receipt (PDF)', diagram: 'Diagram and where the dossier is', here: 'The dossier is here', inside: 'Inside the component', noTokens: 'No step of the dossier is waiting.', nowAt: 'Waiting at',
    legs: 'Legs at the agencies', agency: 'Agency', entered: 'Entered', left: 'Left', acknowledged: 'Acknowledged {when}', notAcknowledged: 'Hand-over not acknowledged', stillHere: 'still here', acknowledge: 'Acknowledge the hand-over', deliver: 'Form delivered', papersCame: 'Papers received',
    lateness: 'Late because of', notLate: 'The dossier is not late.', lateBy: 'Late by {overrun}', netLateBy: 'Net of force majeure: {overrun}', netInTime: 'Net of force majeure: in time', excludedTime: '{agency}, {from} – {to}: {reason} ({document})', share: '{agency}: {overrun} ({share})', basis: 'Grounds and contests', decided: 'As decided', contested: '{agency} contests: {state}',
    stops: 'Clock stops', noStops: 'The clock was never stopped.', from: 'From', to: 'To', until: 'until now', evidence: 'Evidence', reason: 'Reason',
    moves: 'Due date changes', moved: 'From {from} to {to}', papers: 'Papers', noPapers: 'No papers yet.', papersHidden: 'You may not see the papers of this dossier.', missing: 'Still missing: {papers}', originals: '{count} original|{count} originals', copies: '{count} copy|{count} copies', view: 'Open file', in: 'Handed in', out: 'Produced', restricted: 'Visible to the police only',
    data: 'Dossier data', timeline: 'What happened', verified: 'The ledger chain is intact', broken: 'The ledger chain has been altered', noEntries: 'Nothing has happened yet.', by: '{who}', system: 'System', citizen: 'Citizen',
    desk: 'By an event that the desk took down', message: 'By the message {name}', signal: 'By the signal {name}', timer: 'By the schedule of the procedure',
    opinion: 'Opinion: {text}', overridden: 'As the agency changed it; the standard says {time}', adopted: 'By the decision of adoption {document}', becauseOf: 'Reason: {text}', dueMoved: 'Due {from} changed to {to}', dueSet: 'Due {to}', fromAgency: 'handed on by {agency}', toAgency: 'to {agency}', evidenceIs: 'Evidence: {text}', form: 'Document no. {number}', details: 'Show minor events too',
    stop: 'Request a supplement or stop the clock', resume: 'Resume the clock', withdraw: 'Withdraw for the citizen', payment: 'Record the payment', supplement: 'Receive the supplement', resumeHint: 'The clock runs on and the due date moves by exactly the time stopped.', refuse: 'Refuse acceptance', discontinue: 'Stop processing', more: 'More', printSupplement: 'Print the supplement request (PDF)', withdrawHint: 'The dossier ends and cannot be opened again.',
    number: 'Number of the document or receipt', newPapers: 'Papers handed in, one per line', kind: 'Kind of stop', stopReason: 'What is asked for, and why', paperList: 'Papers to be supplemented', paperListHint: 'One per line. Name them all at once; it may be asked only once.',
    proof: 'Document that proves it', proofHint: 'For example: supplement request no. 12/BPTNTKQ, handed to the citizen on 12/02/2026.',
  },
);

export const stopKinds = words<StopKind>(
  {
    supplement: 'Bổ sung giấy tờ', payment: 'Nghĩa vụ tài chính', site_survey: 'Kiểm tra thực địa', expert_assessment: 'Trưng cầu giám định', violation: 'Xử lý vi phạm', postal: 'Gửi bưu chính', citizen_confirmation: 'Chờ công dân xác nhận', other: 'Lý do khác',
  },
  {
    supplement: 'Supplement of papers', payment: 'Financial obligation', site_survey: 'Site survey', expert_assessment: 'Expert assessment', violation: 'Handling of a violation', postal: 'Time in the post', citizen_confirmation: 'Confirmation by the citizen', other: 'Another reason',
  },
);

/** What moves a due date: the end of a stop, or an order about the calendar. */
export const moveReasons = words({ ...stopKinds.vi, calendar: 'Sửa lịch làm việc', extension: 'Gia hạn' }, { ...stopKinds.en, calendar: 'Change of the calendar', extension: 'Extension' });
