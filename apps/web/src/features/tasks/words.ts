import { words } from '../../i18n/words.js';

/** Texts of the inbox; those of the task's own page load with it. */
export const inbox = words(
  {
    title: 'Công việc của tôi', lead: '{count} việc đang chờ, {late} việc quá hạn', task: 'Công việc', dossier: 'Hồ sơ', place: 'Nơi xử lý', due: 'Thời hạn', who: 'Người xử lý', agency: 'Cơ quan', role: 'Vai trò', state: 'Tình trạng',
    mine: 'Chỉ việc tôi đã nhận', search: 'Tìm nhanh', searchHint: 'Mã hồ sơ, tên người nộp, tên việc; không cần dấu', claim: 'Nhận việc', me: 'Tôi', free: 'Chưa ai nhận',
    open: 'Chờ nhận', claimed: 'Đã nhận', completed: 'Đã xong', cancelled: 'Đã hủy', returned: 'Đã trả lại', waiting: 'Đang chờ xử lý', returnedTo: 'Bị trả lại: {reason}', priority: 'Làm trước',
    none: 'Không có việc nào đang chờ', noneHint: 'Việc mới sẽ hiện ở đây khi hồ sơ chuyển đến cơ quan và vai trò của bạn.', noMatch: 'Không có việc nào khớp bộ lọc', noMatchHint: 'Bớt điều kiện lọc hoặc xóa từ tìm kiếm.', clear: 'Bỏ lọc',
    goesOn: 'Đã hoàn thành. Hồ sơ {dossier} còn bước tiếp theo là việc của bạn:',
    keys: 'Phím tắt: {j} xuống, {k} lên, {enter} mở, {slash} tìm',
  },
  {
    title: 'My tasks', lead: '{count} task waiting, {late} late|{count} tasks waiting, {late} late', task: 'Task', dossier: 'Dossier', place: 'Worked at', due: 'Time limit', who: 'Worked by', agency: 'Agency', role: 'Role', state: 'State',
    mine: 'Only tasks I claimed', search: 'Quick search', searchHint: 'Dossier code, applicant, task; accents not needed', claim: 'Claim', me: 'Me', free: 'Not claimed',
    open: 'To be claimed', claimed: 'Claimed', completed: 'Done', cancelled: 'Cancelled', returned: 'Returned', waiting: 'Waiting to be done', returnedTo: 'Sent back: {reason}', priority: 'Put first',
    none: 'No task is waiting', noneHint: 'New tasks appear here when a dossier reaches your agency and role.', noMatch: 'No task matches the filter', noMatchHint: 'Loosen the filter or clear the search.', clear: 'Clear filter',
    goesOn: 'Done. The next step of dossier {dossier} is yours, too:',
    keys: 'Keys: {j} down, {k} up, {enter} open, {slash} search',
  },
);
