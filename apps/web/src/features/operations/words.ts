import type { IncidentKind, SuspensionSubject } from '#contract';
import { words } from '../../i18n/words.js';

export const operations = words(
  {
    title: 'Vận hành', lead: 'Những gì cần người quyết: sự cố, can thiệp chờ người thứ hai, tạm ngừng, phạm vi của phần mềm.', parts: 'Mục', incidents: 'Sự cố', requests: 'Chờ xác nhận', suspensions: 'Đang tạm ngừng', scopes: 'Phần mềm',
    incident: 'Sự cố', where: 'Hồ sơ, bước', what: 'Loại', message: 'Thông báo lỗi', opened: 'Xảy ra', state: 'Tình trạng', open: 'Chưa xử lý', closed: 'Đã xử lý', all: 'Tất cả', retry: 'Thử lại', retryAll: 'Thử lại tất cả "{topic}"', retried: 'Đã thử lại {count} sự cố, {refused} bị từ chối, {remaining} mới phát sinh.',
    noIncidents: 'Không có sự cố', noMatch: 'Không sự cố nào khớp', noIncidentsHint: 'Việc tự động, hẹn giờ và trạng thái hồ sơ đều chạy bình thường.', closedBy: '{who}, {when}', retriedWord: 'Đã thử lại', obsolete: 'Không còn nữa', find: 'Tìm', findHint: 'Hồ sơ, thủ tục, chủ đề, lỗi',
    noRequests: 'Không có đề nghị nào chờ', noRequestsHint: 'Khi có người đề nghị can thiệp vào một hồ sơ, người thứ hai xác nhận ở đây.', request: 'Đề nghị', reason: 'Lý do', by: 'Người đề nghị', confirm: 'Xác nhận', refuse: 'Không đồng ý', confirmAsk: 'Xác nhận can thiệp', confirmHint: 'Các thẻ của hồ sơ được chuyển ngay khi xác nhận, không hoàn tác được; có thể can thiệp lần nữa.', takeBack: 'Rút lại',
    cancels: 'Huỷ: {elements}', starts: 'Bắt đầu: {elements}',
    noSuspensions: 'Không có gì đang tạm ngừng', noSuspensionsHint: 'Hồ sơ, thủ tục hoặc cơ quan bị tạm ngừng sẽ hiện ở đây cho tới khi được tiếp tục.', subject: 'Đối tượng', suspend: 'Tạm ngừng…', resume: 'Cho tiếp tục', resumeReason: 'Lý do cho tiếp tục', resumeHint: 'Hẹn giờ đã tới hạn trong lúc tạm ngừng sẽ chạy ngay.', since: 'Từ', kind: 'Tạm ngừng', ref: 'Mã', refHint: 'Mã hồ sơ, mã thủ tục hoặc mã cơ quan', suspendHint: 'Không bước nào chạy cho tới khi được tiếp tục. Hạn vẫn tính, để không lượt trễ nào biến mất.',
    agency: 'Cơ quan', topics: 'Chủ đề việc tự động', edit: 'Sửa', add: 'Thêm cơ quan…', topicsHint: 'Mỗi dòng một chủ đề. Tài khoản phần mềm của cơ quan chỉ nhận được việc thuộc các chủ đề này.', save: 'Lưu', noScopes: 'Chưa phần mềm nào được nhận việc', noScopesHint: 'Thêm cơ quan và các chủ đề mà phần mềm của cơ quan đó được nhận.',
    forbidden: 'Mục này dành cho quản trị viên.',
  },
  {
    title: 'Operations', lead: 'What waits for a person to decide: incidents, changes that need a second person, suspensions, scopes of software.', parts: 'Part', incidents: 'Incidents', requests: 'To confirm', suspensions: 'Suspended', scopes: 'Software',
    incident: 'Incident', where: 'Dossier, element', what: 'Kind', message: 'Message', opened: 'Since', state: 'State', open: 'Open', closed: 'Closed', all: 'All', retry: 'Retry', retryAll: 'Retry all of "{topic}"', retried: '{count} retried, {refused} refused, {remaining} opened meanwhile.',
    noIncidents: 'No incidents', noMatch: 'No incident matches', noIncidentsHint: 'Jobs, timers and states of dossiers are all in order.', closedBy: '{who}, {when}', retriedWord: 'Retried', obsolete: 'Gone', find: 'Find', findHint: 'Dossier, procedure, topic, message',
    noRequests: 'No request waits', noRequestsHint: 'When somebody asks to step into a dossier, a second person confirms here.', request: 'Request', reason: 'Reason', by: 'Requested by', confirm: 'Confirm', refuse: 'Refuse', confirmAsk: 'Confirm the change', confirmHint: 'The tokens move at once and this cannot be undone; another change can follow.', takeBack: 'Take back',
    cancels: 'Cancel: {elements}', starts: 'Start: {elements}',
    noSuspensions: 'Nothing is suspended', noSuspensionsHint: 'A dossier, procedure or agency that is held is listed here until it goes on.', subject: 'Subject', suspend: 'Suspend…', resume: 'Go on', resumeReason: 'Reason to go on', resumeHint: 'Timers that fell due meanwhile fire at once.', since: 'Since', kind: 'Suspend', ref: 'Code', refHint: 'Code of the dossier, procedure or agency', suspendHint: 'No step is taken until it goes on. Deadlines run on, so that no lateness disappears.',
    agency: 'Agency', topics: 'Topics of jobs', edit: 'Change', add: 'Add an agency…', topicsHint: 'One topic a line. Accounts of the agency\'s software are given jobs of these topics only.', save: 'Save', noScopes: 'No software may take jobs yet', noScopesHint: 'Add an agency and the topics that its software may take.',
    forbidden: 'This part is for administrators.',
  },
);

export const incidentKinds = words<IncidentKind>(
  { job: 'Việc tự động', wakeup: 'Hẹn giờ', instance: 'Trạng thái hồ sơ' },
  { job: 'Job', wakeup: 'Wake-up', instance: 'State of a dossier' },
);

export const suspensionSubjects = words<SuspensionSubject>(
  { dossier: 'Hồ sơ', procedure: 'Thủ tục', agency: 'Cơ quan tiếp nhận' },
  { dossier: 'Dossier', procedure: 'Procedure', agency: 'Receiving agency' },
);
