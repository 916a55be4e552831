import { words } from '../../i18n/words.js';

export const cellWords = words(
  { list: '{column} · {agency}', act: 'Nhắc', escalate: 'Nhắc lãnh đạo', escalated: 'Đã nhắc', dossier: 'Hồ sơ', due: 'Hạn, thời gian còn lại', holders: 'Đang ở', imported: 'Nhập từ sổ cũ', working: '{time} làm việc', lateChance: 'dự báo khả năng trễ {share}', unseen: 'chưa xác nhận', since: 'từ {at}', emptyCell: 'Không còn hồ sơ nào trong ô này', emptyCellHint: 'Chọn ô khác trong bảng.', nearHint: 'Sắp đến hạn: còn không quá một phần năm thời hạn hoặc một ngày làm việc. Hồ sơ chờ xác nhận đã có trong các cột bên trái.' },
  { list: '{column} · {agency}', act: 'Act', escalate: 'Tell the heads', escalated: 'Told', dossier: 'Dossier', due: 'Due, time left', holders: 'Now at', imported: 'From an earlier register', working: '{time} of work time', lateChance: 'forecast: {share} likely late', unseen: 'not acknowledged', since: 'since {at}', emptyCell: 'No dossiers left in this cell', emptyCellHint: 'Choose another cell.', nearHint: 'Due soon: at most a fifth of the time or one working day is left. Dossiers to acknowledge stand in the columns to the left too.' },
);
