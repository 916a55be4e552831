import { words } from '../../i18n/words.js';

export const shell = words(
  {
    skip: 'Đến nội dung chính', menu: 'Mở danh mục', closeMenu: 'Đóng danh mục', nav: 'Danh mục chính', side: 'Danh mục và tài khoản', tasks: 'Công việc', dossiers: 'Hồ sơ', intake: 'Tiếp nhận', online: 'Trực tuyến', board: 'Bảng điều hành', lead: 'Lãnh đạo', land: 'Đất đai', scores: 'Phiếu điểm', deadlines: 'Trễ hạn', report: 'Báo cáo',
    procedures: 'Quy trình', studio: 'Xưởng vẽ', alerts: 'Cảnh báo', apologies: 'Xin lỗi, hẹn lại', shares: 'Trách nhiệm chậm', ladders: 'Bậc nhắc', storms: 'Bất khả kháng', imports: 'Nhập sổ', calendar: 'Lịch', operations: 'Vận hành', notices: 'Thông báo', unread: 'Thông báo, {count} chưa đọc', signOut: 'Đăng xuất', language: 'Ngôn ngữ',
    simulated: 'Đồng hồ mô phỏng', advance: 'Cho đồng hồ chạy tới', hour: '+1 giờ', eightHours: '+8 giờ', day: '+1 ngày', week: '+1 tuần', fired: 'đã xử lý {count} lần hẹn', more: 'và {count} vị trí khác',
  },
  {
    skip: 'To the main content', menu: 'Open menu', closeMenu: 'Close menu', nav: 'Main menu', side: 'Menu and account', tasks: 'Tasks', dossiers: 'Dossiers', intake: 'Intake', online: 'Online', board: 'Board', lead: 'Leadership', land: 'Land', scores: 'Scorecard', deadlines: 'Late', report: 'Reports',
    procedures: 'Procedures', studio: 'Studio', alerts: 'Alerts', apologies: 'Apologies', shares: 'Lateness shares', ladders: 'Reminders', storms: 'Force majeure', imports: 'Import a register', calendar: 'Calendar', operations: 'Operations', notices: 'Notices', unread: 'Notices, {count} unread', signOut: 'Sign out', language: 'Language',
    simulated: 'Simulated clock', advance: 'Move the clock forward', hour: '+1 hour', eightHours: '+8 hours', day: '+1 day', week: '+1 week', fired: '{count} wake-up handled|{count} wake-ups handled', more: 'and {count} other position|and {count} other positions',
  },
);
