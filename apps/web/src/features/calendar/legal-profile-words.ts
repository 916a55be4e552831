import { words } from '../../i18n/words.js';

export const legalProfiles = words(
  {
    uses: 'Áp dụng bộ biểu mẫu', profile: 'Bộ biểu mẫu', from: 'Từ ngày', document: 'Văn bản', documentHint: 'Số, ngày văn bản quyết định áp dụng', decided: 'Người quyết định', now: 'Đang áp dụng', later: 'Sẽ áp dụng', use: 'Đổi bộ biểu mẫu…', useNow: 'Áp dụng',
    keep: 'Hồ sơ giữ bộ biểu mẫu của ngày tiếp nhận cho tới khi kết thúc; đổi bộ không đổi hồ sơ đã nhận.', running: '{count} hồ sơ đang tính hạn in theo bộ này', confirmed: 'Đã đối chiếu với văn bản', unconfirmed: 'Chưa đối chiếu với văn bản', unconfirmedHint: 'Tên và số biểu mẫu lấy từ nguồn thứ cấp, chưa có người đối chiếu với văn bản chính thức. Hãy đối chiếu trước khi coi là quy định.',
    confirmedBy: '{by} đã đối chiếu lúc {at}: {document}', confirm: 'Ghi nhận đã đối chiếu…', confirmNow: 'Đã đối chiếu', comparedWith: 'Đối chiếu với', comparedHint: 'Văn bản, bản nào, trang nào', number: 'Mẫu số', form: 'Tên biểu mẫu', when: 'Dùng khi',
    receipt: 'Tiếp nhận hồ sơ', supplement: 'Yêu cầu bổ sung', refusal: 'Từ chối tiếp nhận', apology: 'Xin lỗi, hẹn lại', stopping: 'Dừng giải quyết', slip: 'Đi theo hồ sơ giữa các cơ quan', register: 'Theo dõi tại bộ phận một cửa',
  },
  {
    uses: 'Sets of forms in use', profile: 'Set of forms', from: 'From', document: 'Document', documentHint: 'Number and date of the decision to use it', decided: 'Decided by', now: 'In force', later: 'To come', use: 'Change the set…', useNow: 'Use it',
    keep: 'A dossier keeps the set of the day it was received to its end; a change does not touch what was received before.', running: '{count} dossier with a running limit prints these|{count} dossiers with a running limit print these', confirmed: 'Checked against the text', unconfirmed: 'Not checked against the text', unconfirmedHint: 'Names and numbers are taken from secondary sources; nobody has compared them with the official text. Do so before taking them for the rule.',
    confirmedBy: 'Checked by {by} at {at}: {document}', confirm: 'Record the check…', confirmNow: 'Checked', comparedWith: 'Compared with', comparedHint: 'Which text, which edition, which page', number: 'No.', form: 'Form', when: 'Used for',
    receipt: 'Receiving a dossier', supplement: 'Asking for a supplement', refusal: 'Refusing to accept', apology: 'Apology, new appointment', stopping: 'Stopping', slip: 'Goes with the dossier between agencies', register: 'Register of the desk',
  },
);
