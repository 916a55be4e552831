import type { MigrationItemState, ModificationState } from '#contract';
import { words } from '../../i18n/words.js';

export const changes = words(
  {
    migrate: 'Chuyển hồ sơ sang bản khác', migrateLead: 'Hồ sơ đang chạy ở bản cũ được chuyển sang bản đang có hiệu lực, giữ nguyên việc, hạn và hẹn giờ với thời gian đã dùng.', from: 'Từ bản', to: 'Sang bản', revision: 'Lần {count}', tryOut: 'Xem trước', document: 'Quyết định làm căn cứ', documentHint: 'Số, ngày và cơ quan ban hành quyết định; được ghi vào sổ cái của từng hồ sơ.',
    run: 'Chuyển {count} hồ sơ', runAsk: 'Chuyển hồ sơ sang bản mới', runHint: '{possible} hồ sơ được chuyển, {refused} hồ sơ ở lại bản cũ. Mỗi hồ sơ được chuyển một lần, dù máy chủ có ngừng giữa chừng.', mapping: 'Bước nào thành bước nào', kept: 'Giữ nguyên', moved: 'Đổi chỗ', removed: 'Không còn', added: 'Thêm mới', correct: 'Thay bằng', none: '(không có)', dossiers: 'Từng hồ sơ', dossier: 'Hồ sơ', state: 'Kết quả', why: 'Lý do', when: 'Lúc',
    possible: '{count} chuyển được', pending: '{count} chờ chuyển', migrated: '{count} đã chuyển', refused: '{count} ở lại', nobody: 'Không có hồ sơ nào đang chạy ở bản này', earlier: 'Các đợt chuyển', batch: 'Đợt', by: 'Người lập', noBatches: 'Chưa có đợt chuyển nào', step: 'Bước cũ', newStep: 'Bước mới', onlyOne: 'Thủ tục mới có một bản, chưa có gì để chuyển.', back: 'Về thủ tục', showAll: 'Bước giữ nguyên: {count}',
    stepIn: 'Can thiệp', stepInTitle: 'Can thiệp vào quy trình của hồ sơ', stepInHint: 'Huỷ bước đang chờ và bắt đầu bước khác khi hồ sơ đã đi nhầm. Người thứ hai phải xác nhận thì thẻ mới chuyển.', diagram: 'Sơ đồ', cancel: 'Huỷ các bước đang chờ', start: 'Bắt đầu các bước', reason: 'Lý do', request: 'Gửi đề nghị', suspend: 'Tạm ngừng', suspendedNote: 'Hồ sơ đang tạm ngừng ({subject}) từ quyết định của {who}: {why}. Không bước nào chạy; hạn vẫn tính.', noneChosen: 'Chọn ít nhất một bước.', history: 'Các lần can thiệp',
    decided: '{who}, {when}', migrateButton: 'Chuyển hồ sơ…',
  },
  {
    migrate: 'Move dossiers to another revision', migrateLead: 'Dossiers that run on the old revision go over to the one in force and keep their tasks, deadlines and timers with the time already used.', from: 'From revision', to: 'To revision', revision: 'Revision {count}', tryOut: 'Try it out', document: 'Decision that orders it', documentHint: 'Number, date and issuer of the decision; written into the ledger of every dossier.',
    run: 'Move {count} dossier|Move {count} dossiers', runAsk: 'Move dossiers to the new revision', runHint: '{possible} will be moved, {refused} stay on the old revision. Each is moved once, even if the server stops half-way.', mapping: 'Which element becomes which', kept: 'Kept', moved: 'Moved', removed: 'Gone', added: 'New', correct: 'Replaced by', none: '(none)', dossiers: 'Dossier by dossier', dossier: 'Dossier', state: 'Outcome', why: 'Reason', when: 'At',
    possible: '{count} can be moved', pending: '{count} to be moved', migrated: '{count} moved', refused: '{count} stay', nobody: 'No dossier runs on this revision', earlier: 'Migrations', batch: 'Migration', by: 'Ordered by', noBatches: 'No migration yet', step: 'Old element', newStep: 'New element', onlyOne: 'The procedure has one revision only; there is nothing to move to.', back: 'Back to the procedure', showAll: '{count} element kept|{count} elements kept',
    stepIn: 'Step in', stepInTitle: 'Step into the course of the dossier', stepInHint: 'Cancels waiting elements and starts others where a dossier went wrong. Nothing moves before a second person confirms.', diagram: 'Diagram', cancel: 'Cancel what waits at', start: 'Start', reason: 'Reason', request: 'Send the request', suspend: 'Suspend', suspendedNote: 'The dossier is suspended ({subject}) by {who}: {why}. No step is taken; deadlines run on.', noneChosen: 'Choose at least one element.', history: 'Changes by hand',
    decided: '{who}, {when}', migrateButton: 'Move dossiers…',
  },
);

export const itemStates = words<MigrationItemState>(
  { possible: 'Chuyển được', pending: 'Chờ chuyển', migrated: 'Đã chuyển', refused: 'Ở lại' },
  { possible: 'Can be moved', pending: 'To be moved', migrated: 'Moved', refused: 'Stays' },
);

export const modificationStates = words<ModificationState>(
  { requested: 'Chờ xác nhận', executed: 'Đã thực hiện', refused: 'Không chấp nhận' },
  { requested: 'To be confirmed', executed: 'Executed', refused: 'Refused' },
);
