import type { RevisionState } from '#contract';
import { words } from '../../i18n/words.js';

export const revisionStates = words<RevisionState>(
  { draft: 'Soạn thảo', checked: 'Đã kiểm tra', approved: 'Đã phê duyệt', published: 'Đang hiệu lực', superseded: 'Đã thay thế', withdrawn: 'Đã bãi bỏ', returned: 'Đã trả lại' },
  { draft: 'Draft', checked: 'Checked', approved: 'Approved', published: 'In force', superseded: 'Superseded', withdrawn: 'Withdrawn', returned: 'Sent back' },
);

export const procedureWords = words(
  {
    title: 'Quy trình', lead: 'Quy trình ISO vẽ bằng BPMN, ban hành có ngày hiệu lực.', search: 'Tìm quy trình', searchHint: 'Tên, mã, lĩnh vực; không cần dấu', name: 'Quy trình', field: 'Lĩnh vực', limit: 'Thời hạn', inForce: 'Đang hiệu lực', latest: 'Lần mới nhất', revision: 'Lần {count}', component: 'Thành phần dùng chung', none: 'Chưa có quy trình nào', noneHint: 'Tải lên một tệp BPMN để bắt đầu.', noMatch: 'Không có quy trình nào khớp.',
    upload: 'Tải lên sơ đồ BPMN', uploadHint: 'Tệp .bpmn 2.0 vẽ bằng công cụ nào cũng được. Sơ đồ có lỗi không được lưu; mọi lỗi được chỉ ra trên sơ đồ.', file: 'Tệp BPMN', send: 'Tải lên và kiểm tra', drafted: 'Đã lưu bản soạn thảo lần {count}.', openDraft: 'Mở bản soạn thảo', refused: 'Sơ đồ chưa được nhận', findings: 'Kết quả kiểm tra', noFindings: 'Không có lỗi hay cảnh báo nào.', error: 'Lỗi', warning: 'Cảnh báo', info: 'Ghi chú', wholeDocument: 'cả tài liệu', element: 'phần tử {id}',
    table: 'Bảng các bước', no: 'TT', step: 'Trình tự', who: 'Trách nhiệm', time: 'Thời gian', byData: 'theo dữ liệu hồ sơ:', result: 'Biểu mẫu, kết quả', papers: 'Thành phần hồ sơ', required: 'bắt buộc', originals: '{count} bản chính', copies: '{count} bản sao', legalLimit: 'Thời hạn theo luật', basis: 'Căn cứ', unconfirmed: 'chưa đối chiếu văn bản', noSteps: 'Chưa có bước nào.', goTo: 'chuyển bước {rows}', ends: 'kết thúc: {end}', sum: 'Tổng thời hạn các bước không cộng đơn giản: các nhánh song song chạy cùng lúc.',
    diagram: 'Sơ đồ', revisions: 'Các lần ban hành', chosen: 'Lần đang xem', state: 'Tình trạng', by: '{who}, {when}', draftedBy: 'Soạn thảo', checkedBy: 'Kiểm tra', approvedBy: 'Phê duyệt', publishedBy: 'Ban hành', endedBy: 'Kết thúc', effective: 'Hiệu lực từ', digest: 'Mã băm', download: 'Tải tệp BPMN',
    check: 'Kiểm tra', approve: 'Phê duyệt', publish: 'Ban hành', withdraw: 'Bãi bỏ', effectiveFrom: 'Có hiệu lực từ ngày', effectiveHint: 'Để trống nếu có hiệu lực ngay. Sau khi ban hành, sơ đồ không sửa được nữa.', reason: 'Lý do, văn bản bãi bỏ', otherPerson: 'Người phê duyệt phải khác người soạn thảo.',
  },
  {
    title: 'Procedures', lead: 'ISO procedures drawn in BPMN, published with an effective date.', search: 'Find a procedure', searchHint: 'Name, code, field; accents not needed', name: 'Procedure', field: 'Field', limit: 'Time limit', inForce: 'In force', latest: 'Latest', revision: 'Revision {count}', component: 'Shared component', none: 'No procedures yet', noneHint: 'Upload a BPMN file to begin.', noMatch: 'No procedure matches.',
    upload: 'Upload a BPMN diagram', uploadHint: 'A BPMN 2.0 file drawn with any modeler. A diagram with errors is not stored; every error is shown on the diagram.', file: 'BPMN file', send: 'Upload and check', drafted: 'Draft revision {count} is stored.', openDraft: 'Open the draft', refused: 'The diagram is not accepted', findings: 'Findings', noFindings: 'No errors or warnings.', error: 'Error', warning: 'Warning', info: 'Note', wholeDocument: 'whole document', element: 'element {id}',
    table: 'Table of steps', no: 'No.', step: 'Step', who: 'Responsible', time: 'Time', byData: 'by the data of the dossier:', result: 'Forms, results', papers: 'Papers of the dossier', required: 'required', originals: '{count} original|{count} originals', copies: '{count} copy|{count} copies', legalLimit: 'Legal limit', basis: 'Basis', unconfirmed: 'not yet checked against the text', noSteps: 'No steps yet.', goTo: 'go to step {rows}', ends: 'ends: {end}', sum: 'The step limits do not simply add up: parallel branches run at the same time.',
    diagram: 'Diagram', revisions: 'Revisions', chosen: 'Revision shown', state: 'State', by: '{who}, {when}', draftedBy: 'Drafted', checkedBy: 'Checked', approvedBy: 'Approved', publishedBy: 'Published', endedBy: 'Ended', effective: 'In force from', digest: 'Digest', download: 'Download the BPMN file',
    check: 'Check', approve: 'Approve', publish: 'Publish', withdraw: 'Withdraw', effectiveFrom: 'In force from', effectiveHint: 'Leave empty for at once. Once published the diagram cannot be changed.', reason: 'Reason and decision', otherPerson: 'Whoever approves must not be the drafter.',
  },
);
