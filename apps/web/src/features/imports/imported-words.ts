import { words } from '../../i18n/words.js';

export const importedWords = words(
  {
    mark: 'Nhập từ sổ cũ', lead: 'Hồ sơ của phần mềm khác, biết qua sổ theo dõi. Không có quy trình nào đang chạy cho hồ sơ này.', facts: 'Thông tin trong sổ', sourceCode: 'Mã trong sổ', source: 'Sổ của', state: 'Trạng thái', due: 'Hẹn trả', received: 'Nhận', settled: 'Có kết quả', returned: 'Trả kết quả', stopped: 'Tạm dừng từ', holder: 'Đang ở', applicant: 'Người nộp', officer: 'Người tiếp nhận', channel: 'Hình thức nộp', field: 'Lĩnh vực', fee: 'Phí, lệ phí', note: 'Ghi chú',
    outcome: 'Đúng hay trễ hạn', claimed: 'Sổ tự ghi', attributed: 'Trễ do', unknownFault: 'Không rõ (nhập từ sổ)', early: 'Trước hạn', on_time: 'Đúng hạn', late: 'Quá hạn', history: 'Các lần ghi', imported: 'Nhập từ sổ', corrected: 'Sửa theo sổ sau', advanced: 'Cập nhật bằng tay', fromLine: 'dòng {line} của tệp', sound: 'Sổ cái nguyên vẹn', broken: 'Sổ cái bị sửa', advance: 'Cập nhật…', to: 'Hồ sơ nay', at: 'Ngày', time: 'Giờ', badTime: 'Giờ như 07:00', document: 'Căn cứ', documentHint: 'Số, ngày văn bản, hoặc trang sổ giấy.',
    waiting: 'Chờ bổ sung giấy tờ', owing: 'Chờ nghĩa vụ tài chính', working: 'Tiếp tục xử lý', withdrawn: 'Công dân rút hồ sơ', discontinued: 'Dừng xử lý', resolved: 'Đã có kết quả', moveReturned: 'Đã trả kết quả', direct: 'Trực tiếp', online: 'Trực tuyến', post: 'Bưu chính', open: 'Xem lần nhập',
  },
  {
    mark: 'From an earlier register', lead: 'A dossier of another system, known from its register. No procedure runs for it.', facts: 'What the register says', sourceCode: 'Code in the register', source: 'Register of', state: 'State', due: 'Due', received: 'Received', settled: 'Settled', returned: 'Returned', stopped: 'Stopped since', holder: 'Held by', applicant: 'Applicant', officer: 'Officer', channel: 'Channel', field: 'Field', fee: 'Fee', note: 'Note',
    outcome: 'On time or late', claimed: 'The register itself says', attributed: 'Late because of', unknownFault: 'Not known (imported)', early: 'Early', on_time: 'On time', late: 'Late', history: 'What was written', imported: 'Imported', corrected: 'Corrected by a later register', advanced: 'Updated by hand', fromLine: 'line {line} of the file', sound: 'Ledger is whole', broken: 'Ledger was tampered with', advance: 'Update…', to: 'The dossier is now', at: 'Day', time: 'Time', badTime: 'A time as 07:00', document: 'Shown by', documentHint: 'Number and date of a document, or page of the paper register.',
    waiting: 'Waiting for papers', owing: 'Waiting for payment', working: 'Worked on again', withdrawn: 'Withdrawn', discontinued: 'Stopped', resolved: 'Resolved', moveReturned: 'Returned', direct: 'In person', online: 'Online', post: 'By post', open: 'See the import',
  },
);
