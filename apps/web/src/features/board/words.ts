import { words } from '../../i18n/words.js';

export const board = words(
  {
    title: 'Bảng điều hành', lead: 'Hồ sơ đang giải quyết: đang ở đâu, còn bao lâu, chậm vì ai.', parts: 'Các phần của bảng điều hành',
    tower: 'Đang giải quyết', heatmap: 'Bản đồ nhiệt', forecast: 'Dự báo', breaches: 'Quá hạn và nguyên nhân', rungs: 'Nhật ký nhắc', land: 'Đất đai', scores: 'Phiếu điểm', agency: 'Cơ quan', procedure: 'Thủ tục', late: 'Quá hạn', today: 'Đến hạn hôm nay', near: 'Sắp đến hạn', on_time: 'Còn hạn', stopped: 'Tạm dừng', none: 'Không có hạn', waiting: 'Chờ xác nhận', total: 'Tổng', all: 'Toàn bộ',
    cell: '{agency}, {column}: {count} hồ sơ', caption: 'Hồ sơ đang giải quyết theo cơ quan đang giữ và thời gian còn lại', nothing: 'Không có hồ sơ nào đang giải quyết',
    live: 'Đang cập nhật trực tiếp', lost: 'Mất kết nối trực tiếp, đang thử lại', connecting: 'Đang kết nối',
  },
  {
    title: 'Board', lead: 'Open dossiers: where they are, how much time is left, who delays them.', parts: 'Parts of the board',
    tower: 'Open', heatmap: 'Heatmap', forecast: 'Forecast', breaches: 'Late and why', rungs: 'Reminders', land: 'Land', scores: 'Scorecards', agency: 'Agency', procedure: 'Procedure', late: 'Late', today: 'Due today', near: 'Due soon', on_time: 'On time', stopped: 'Stopped', none: 'No limit', waiting: 'To acknowledge', total: 'Total', all: 'All',
    cell: '{agency}, {column}: {count} dossier|{agency}, {column}: {count} dossiers', caption: 'Open dossiers by the agency that has them and by time left', nothing: 'No open dossiers',
    live: 'Live', lost: 'Live updates lost, trying again', connecting: 'Connecting',
  },
);
