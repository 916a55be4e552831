import type { RevisionDiff } from '#contract';
import { words } from '../../i18n/words.js';

type Change = RevisionDiff['changes'][number]['change'] | 'same';

/** Sign and name of each kind of change: the colour is never alone. */
export const SIGNS: Record<Change, string> = { added: '+', removed: '−', changed: '±', moved: '↔', same: '=' };

export const changeWords = words<Change>(
  { added: 'Thêm', removed: 'Bỏ', changed: 'Sửa', moved: 'Đổi chỗ', same: 'Giữ nguyên' },
  { added: 'Added', removed: 'Removed', changed: 'Changed', moved: 'Moved', same: 'Same' },
);

/** BPMN types as people call them; a type without a name here stands for itself. */
export const typeWords = words<'UserTask' | 'ServiceTask' | 'BusinessRuleTask' | 'ReceiveTask' | 'SendTask' | 'ScriptTask' | 'CallActivity' | 'SubProcess' | 'SequenceFlow' | 'MessageFlow' | 'ExclusiveGateway' | 'ParallelGateway' | 'InclusiveGateway' | 'EventBasedGateway' | 'StartEvent' | 'EndEvent' | 'IntermediateCatchEvent' | 'BoundaryEvent' | 'Lane' | 'Participant' | 'TextAnnotation'>(
  {
    UserTask: 'việc của người', ServiceTask: 'việc của phần mềm', BusinessRuleTask: 'bảng quyết định', ReceiveTask: 'chờ thông điệp', SendTask: 'gửi thông điệp', ScriptTask: 'tính toán', CallActivity: 'gọi quy trình', SubProcess: 'quy trình con', SequenceFlow: 'luồng', MessageFlow: 'luồng thông điệp',
    ExclusiveGateway: 'rẽ nhánh', ParallelGateway: 'song song', InclusiveGateway: 'một hay nhiều nhánh', EventBasedGateway: 'chờ sự kiện', StartEvent: 'bắt đầu', EndEvent: 'kết thúc', IntermediateCatchEvent: 'sự kiện chờ', BoundaryEvent: 'sự kiện biên', Lane: 'làn', Participant: 'bể', TextAnnotation: 'ghi chú',
  },
  {
    UserTask: 'work of people', ServiceTask: 'work of software', BusinessRuleTask: 'decision table', ReceiveTask: 'awaits a message', SendTask: 'sends a message', ScriptTask: 'script', CallActivity: 'called procedure', SubProcess: 'sub-process', SequenceFlow: 'flow', MessageFlow: 'message flow',
    ExclusiveGateway: 'choice', ParallelGateway: 'in parallel', InclusiveGateway: 'one or more branches', EventBasedGateway: 'awaits an event', StartEvent: 'start', EndEvent: 'end', IntermediateCatchEvent: 'waiting event', BoundaryEvent: 'boundary event', Lane: 'lane', Participant: 'pool', TextAnnotation: 'annotation',
  },
);

export const columnWords = words<'activity' | 'responsible' | 'time' | 'forms' | 'results' | 'ways'>(
  { activity: 'Trình tự', responsible: 'Trách nhiệm', time: 'Thời gian', forms: 'Giấy tờ cần có', results: 'Kết quả', ways: 'Đi tiếp' },
  { activity: 'Step', responsible: 'Responsible', time: 'Time', forms: 'Papers needed', results: 'Results', ways: 'Goes on' },
);

export const governanceWords = words(
  {
    compare: 'So sánh', compareTitle: 'So sánh hai lần ban hành', compareLead: 'Kéo một sơ đồ, sơ đồ kia đi theo. Bấm một thay đổi để đến đúng chỗ.', from: 'Bản cũ', to: 'Bản mới', swap: 'Đổi bên', needTwo: 'Quy trình mới có một lần, chưa có gì để so sánh.',
    changes: 'Các thay đổi', noChanges: 'Hai bản không khác nhau.', wholeProcedure: 'Cả quy trình', layoutOnly: 'Chỉ thay đổi hình vẽ', rowChanges: 'Bảng các bước', onlyChanged: 'Chỉ dòng thay đổi', no: 'TT', was: 'trước', row: 'Dòng', what: 'Thay đổi', nothing: 'chưa có', gone: 'không còn', revision: 'Lần {count}', inRevision: 'Sơ đồ lần {count}',
    document: 'Tài liệu ISO', number: 'Số hiệu', issue: 'Lần ban hành', revisionDate: 'Ngày', changeNote: 'Nội dung sửa đổi', objective: 'Mục tiêu chất lượng', drafter: 'Soạn thảo', checker: 'Kiểm tra', approver: 'Phê duyệt', notYet: 'chưa có', pdf: 'Tài liệu PDF', docx: 'Tài liệu Word', posting: 'Tờ niêm yết', edit: 'Sửa thông tin tài liệu', save: 'Lưu', derived: 'theo mô hình', sectionHint: 'Để trống thì lấy theo mô hình.', fixed: 'Sau khi kiểm tra, thông tin này không sửa được nữa.', draftMark: 'Bản in có dấu “DỰ THẢO”.',
    history: 'Lịch sử', historyLead: 'Đọc từ sổ cái của quy trình.', verified: 'sổ cái nguyên vẹn', broken: 'sổ cái bị sửa', when: 'Lúc', who: 'Ai', step: 'Bước', reason: 'Lý do, ý kiến', digest: 'Mã băm',
    sendBack: 'Trả lại', sendBackReason: 'Cần sửa gì', sendBackHint: 'Lần này kết thúc; bản sửa được nộp thành lần mới.', inForce: 'Danh mục hiệu lực', adoptions: 'Áp dụng tại cơ quan',
    listTitle: 'Danh mục quy trình đang có hiệu lực', listLead: 'Theo quý, để công bố và lưu theo ISO 9001.', at: 'Tại ngày', sheet: 'Tải bảng tính', print: 'Tải bản in', procedure: 'Quy trình', field: 'Lĩnh vực', effective: 'Hiệu lực từ', approvedBy: 'Người phê duyệt', limit: 'Thời hạn', quarterChanges: 'Thay đổi trong {quarter}', noQuarterChanges: 'Không có thay đổi trong quý.', noneInForce: 'Ngày này chưa có quy trình nào có hiệu lực.', new: 'Ban hành mới', revised: 'Sửa đổi', withdrawn: 'Bãi bỏ', note: 'Nội dung', date: 'Ngày',
  },
  {
    compare: 'Compare', compareTitle: 'Compare two revisions', compareLead: 'Drag one diagram and the other follows. Press a change to go to its place.', from: 'Earlier', to: 'Later', swap: 'Swap', needTwo: 'The procedure has one revision: there is nothing to compare yet.',
    changes: 'Changes', noChanges: 'The two do not differ.', wholeProcedure: 'Whole procedure', layoutOnly: 'The drawing alone', rowChanges: 'Table of steps', onlyChanged: 'Changed rows only', no: 'No.', was: 'was', row: 'Row', what: 'Change', nothing: 'none', gone: 'none', revision: 'Revision {count}', inRevision: 'Diagram of revision {count}',
    document: 'ISO document', number: 'Number', issue: 'Issue', revisionDate: 'Date', changeNote: 'Change note', objective: 'Quality objective', drafter: 'Drafted', checker: 'Checked', approver: 'Approved', notYet: 'not yet', pdf: 'PDF document', docx: 'Word document', posting: 'Posting sheet', edit: 'Edit the document', save: 'Save', derived: 'from the model', sectionHint: 'Left empty, it follows from the model.', fixed: 'Once checked, this cannot be changed.', draftMark: 'Prints are marked as a draft.',
    history: 'History', historyLead: 'Read from the ledger of the procedure.', verified: 'ledger is sound', broken: 'ledger was tampered with', when: 'When', who: 'Who', step: 'Step', reason: 'Reason, comment', digest: 'Digest',
    sendBack: 'Send back', sendBackReason: 'What is to be mended', sendBackHint: 'This revision ends; the mended one is handed in as the next.', inForce: 'List in force', adoptions: 'Adoption by agencies',
    listTitle: 'Procedures in force', listLead: 'By quarter, to be published and kept by ISO 9001.', at: 'On', sheet: 'Spreadsheet', print: 'Printed list', procedure: 'Procedure', field: 'Field', effective: 'In force from', approvedBy: 'Approved by', limit: 'Limit', quarterChanges: 'Changes in {quarter}', noQuarterChanges: 'Nothing changed in the quarter.', noneInForce: 'No procedure is in force on this day.', new: 'New', revised: 'Revised', withdrawn: 'Withdrawn', note: 'Note', date: 'Date',
  },
);
