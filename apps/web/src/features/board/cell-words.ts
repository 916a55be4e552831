import { words } from '../../i18n/words.js';

export const cellWords = words(
  { list: '{column} · {agency}', dossier: 'Hồ sơ', due: 'Hạn, thời gian còn lại', holders: 'Đang ở', working: '{time} làm việc', unseen: 'chưa xác nhận', since: 'từ {at}', emptyCell: 'Không còn hồ sơ nào trong ô này', emptyCellHint: 'Chọn ô khác trong bảng.' },
  { list: '{column} · {agency}', dossier: 'Dossier', due: 'Due, time left', holders: 'Now at', working: '{time} of work time', unseen: 'not acknowledged', since: 'since {at}', emptyCell: 'No dossiers left in this cell', emptyCellHint: 'Choose another cell.' },
);
