import { words } from '../../i18n/words.js';

export const studioWords = words(
  {
    title: 'Xưởng vẽ quy trình', lead: 'Vẽ, kiểm chứng rồi trình ban hành. Bản nháp được lưu tự động và dùng chung giữa những người thiết kế.', drafts: 'Bản nháp', name: 'Tên quy trình', code: 'Mã', changed: 'Sửa lần cuối', byAt: '{who}, {when}', base: 'Từ lần ban hành', findings: 'Kiểm chứng', actions: 'Thao tác', noDrafts: 'Chưa có bản nháp nào', noDraftsHint: 'Bắt đầu bằng một quy trình trống hoặc một tệp có sẵn.', clean: 'không lỗi', errors: '{count} lỗi', warnings: '{count} cảnh báo',
    beginBlank: 'Quy trình trống', newName: 'Tên thủ tục', newCode: 'Mã thủ tục', newCodeHint: 'Chữ thường không dấu, nối bằng gạch ngang.', codeTaken: 'Mã này là của thủ tục “{name}”. Đặt mã khác, hoặc soạn lần sửa đổi của thủ tục đó.', create: 'Vẽ quy trình mới', fromFile: 'Từ tệp có sẵn', fromFileHint: 'Sơ đồ BPMN (.bpmn, cả từ Camunda, Bizagi, Signavio), gói .zip, hoặc bảng ISO (.xlsx, .docx).', file: 'Chọn tệp', open: 'Mở', discard: 'Xoá bản nháp', discardAsk: 'Bản nháp “{name}” sẽ mất hẳn. Các lần ban hành không thay đổi.', wrongFile: 'Tệp này không phải .bpmn, .xml, .zip, .xlsx hay .docx.',
    fromRevision: 'Từ quy trình đã có', fromRevisionHint: 'Sửa đổi từ lần ban hành mới nhất.', procedure: 'Quy trình', revise: 'Soạn lần sửa đổi',
    back: 'Các bản nháp', saved: 'Đã lưu lúc {when}', unsaved: 'Có thay đổi chưa lưu', saving: 'Đang lưu…', offline: 'Mất kết nối, chưa lưu được; sẽ tự lưu lại', overtaken: 'Chưa lưu: người khác đã lưu trước', refused: 'Chưa lưu được', opened: 'Chưa có thay đổi', saveNow: 'Lưu ngay', alsoOpen: '{who} cũng đang mở', readOnly: 'Bạn xem và góp ý được; chỉ người thiết kế sửa được.',
    undo: 'Hoàn tác', redo: 'Làm lại', find: 'Tìm phần tử', fit: 'Vừa khung', zoomIn: 'Phóng to', zoomOut: 'Thu nhỏ', help: 'Phím tắt', elements: 'Phần tử', elementsHint: 'Thêm nối tiếp phần tử đang chọn', templates: 'Mẫu', templatesHint: 'Chèn sau phần tử đang chọn', hints: 'Gợi ý trình bày', bundle: 'Tải gói .zip', download: 'Tải .bpmn', submit: 'Trình kiểm tra', more: 'Thêm', view: 'Chế độ xem', both: 'Sơ đồ và bảng', onlyDiagram: 'Sơ đồ', onlyTable: 'Bảng ISO', forms: 'Biểu mẫu', decisions: 'Bảng quyết định', simulation: 'Chạy thử thẻ',
    canvas: 'Khung vẽ quy trình. Phím Tab để tới khung, mũi tên để dời phần tử đang chọn, Delete để xoá.', trial: 'Chạy thử', replay: 'Chạy lại năm trước', properties: 'Thuộc tính', proof: 'Kiểm chứng', comments: 'Góp ý', dock: 'Thông tin phần tử', table: 'Bảng ISO', broken: 'Không vẽ được sơ đồ này.', unreadable: 'Một số nội dung không đọc được: {what}', 
    leaveTitle: 'Còn thay đổi chưa lưu', leaveText: 'Chưa lưu được lên máy chủ. Rời đi bây giờ thì mất phần chưa lưu của bản nháp “{name}”; ở lại thì máy tự lưu khi có mạng.', leave: 'Rời đi, bỏ phần chưa lưu',
    overtakenTitle: 'Người khác đã lưu bản nháp này', overtakenText: '{who} đã lưu lúc {when}. Việc của bạn chưa được lưu và không ghi đè lên bản đó.', keepMine: 'Giữ bản của tôi thành bản nháp riêng', takeTheirs: 'Lấy bản của {who}, bỏ phần của tôi', copyName: '{name} (bản của {who})', somebody: 'người khác',
    submitTitle: 'Trình kiểm tra', submitHint: 'Bản nháp thành một lần ban hành mới ở tình trạng soạn thảo; người khác kiểm tra và phê duyệt.', revises: 'Đây sẽ là lần sửa đổi của thủ tục đã có “{name}” ({code}).', note: 'Nội dung sửa đổi, ghi chú', submitted: 'Đã trình, thành lần {count}.', openRevision: 'Mở để kiểm tra, phê duyệt', stillErrors: 'Còn {count} lỗi; bản nháp chưa trình được.',
    keys: 'Phím tắt trong khung vẽ', unread: 'Không đọc được', dropped: 'Không giữ lại được', mapped: 'Đã chuyển đổi', goOn: 'Mở bản nháp',
  },
  {
    title: 'Procedure studio', lead: 'Draw, prove, then hand in. Drafts save themselves and are shared by the designers.', drafts: 'Drafts', name: 'Procedure', code: 'Code', changed: 'Last change', byAt: '{who}, {when}', base: 'From revision', findings: 'Proof', actions: 'Actions', noDrafts: 'No drafts yet', noDraftsHint: 'Begin with a blank procedure or a file.', clean: 'no errors', errors: '{count} error|{count} errors', warnings: '{count} warning|{count} warnings',
    beginBlank: 'Blank procedure', newName: 'Name of the procedure', newCode: 'Code', newCodeHint: 'Lower case, without accents, joined by hyphens.', codeTaken: 'This is the code of “{name}”. Choose another, or draft a revision of that procedure.', create: 'Draw a new procedure', fromFile: 'From a file', fromFileHint: 'A BPMN diagram (.bpmn, from Camunda, Bizagi, Signavio too), a .zip bundle, or an ISO table (.xlsx, .docx).', file: 'Choose a file', open: 'Open', discard: 'Delete the draft', discardAsk: 'The draft “{name}” will be gone. Revisions do not change.', wrongFile: 'This file is no .bpmn, .xml, .zip, .xlsx or .docx.',
    fromRevision: 'From an existing procedure', fromRevisionHint: 'Revise its latest revision.', procedure: 'Procedure', revise: 'Draft a revision',
    back: 'Drafts', saved: 'Saved at {when}', unsaved: 'Changes not saved yet', saving: 'Saving…', offline: 'No connection, not saved; it will be tried again', overtaken: 'Not saved: somebody else saved first', refused: 'Could not be saved', opened: 'No changes yet', saveNow: 'Save now', alsoOpen: '{who} has it open too', readOnly: 'You may look and comment; only designers change it.',
    undo: 'Undo', redo: 'Redo', find: 'Find an element', fit: 'Fit', zoomIn: 'Zoom in', zoomOut: 'Zoom out', help: 'Keys', elements: 'Elements', elementsHint: 'Appended to the chosen element', templates: 'Templates', templatesHint: 'Inserted behind the chosen element', hints: 'Style hints', bundle: 'Download .zip bundle', download: 'Download .bpmn', submit: 'Hand in', more: 'More', view: 'View', both: 'Diagram and table', onlyDiagram: 'Diagram', onlyTable: 'ISO table', forms: 'Forms', decisions: 'Decisions', simulation: 'Play tokens',
    canvas: 'Canvas of the procedure. Tab reaches it, arrows move the chosen element, Delete removes it.', trial: 'Try out', replay: 'Replay last year', properties: 'Properties', proof: 'Proof', comments: 'Comments', dock: 'About the element', table: 'ISO table', broken: 'This diagram cannot be drawn.', unreadable: 'Some content could not be read: {what}', 
    leaveTitle: 'Changes are not saved', leaveText: 'The server could not be reached. Leaving now loses what is not saved of the draft “{name}”; stay, and it is saved once the line is back.', leave: 'Leave, drop what is not saved',
    overtakenTitle: 'Somebody else saved this draft', overtakenText: '{who} saved at {when}. Your work is not saved and has not overwritten theirs.', keepMine: 'Keep mine as a draft of its own', takeTheirs: 'Take what {who} saved, drop mine', copyName: '{name} (copy of {who})', somebody: 'somebody else',
    submitTitle: 'Hand in', submitHint: 'The draft becomes a new revision in the state draft; others check and approve it.', revises: 'This becomes a revision of the procedure “{name}” ({code}).', note: 'What changed, notes', submitted: 'Handed in as revision {count}.', openRevision: 'Open to check and approve', stillErrors: '{count} error left; it cannot be handed in.|{count} errors left; it cannot be handed in.',
    keys: 'Keys on the canvas', unread: 'Could not be read', dropped: 'Could not be kept', mapped: 'Converted', goOn: 'Open the draft',
  },
);

export const KEYS: { keys: string; vi: string; en: string }[] = [
  { keys: '← ↑ → ↓', vi: 'Dời phần tử đang chọn (giữ Shift: dời xa hơn); không chọn gì thì dời khung', en: 'Move the chosen element (with Shift: further); with none chosen, the canvas' },
  { keys: 'Delete', vi: 'Xoá phần tử đang chọn', en: 'Remove the chosen element' },
  { keys: 'Ctrl Z / Ctrl Y', vi: 'Hoàn tác, làm lại', en: 'Undo, redo' },
  { keys: 'Ctrl C / Ctrl V', vi: 'Chép, dán', en: 'Copy, paste' },
  { keys: 'Ctrl A', vi: 'Chọn tất cả', en: 'Select all' },
  { keys: 'Ctrl F', vi: 'Tìm phần tử theo tên', en: 'Find an element by name' },
  { keys: 'Ctrl + / Ctrl −', vi: 'Phóng to, thu nhỏ', en: 'Zoom in, zoom out' },
  { keys: 'Ctrl 9', vi: 'Vừa khung', en: 'Fit' },
  { keys: 'E', vi: 'Sửa tên phần tử', en: 'Edit the name' },
  { keys: 'R', vi: 'Đổi loại phần tử', en: 'Change the kind' },
  { keys: 'H · L · S · C', vi: 'Kéo khung · chọn nhiều · khoảng trống · nối', en: 'Hand · lasso · space · connect' },
];
