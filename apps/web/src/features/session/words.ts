import { words } from '../../i18n/words.js';

export const session = words(
  {
    title: 'Đăng nhập', product: 'Một cửa liên thông', promise: 'Mỗi hồ sơ là một lời hẹn: đúng kết quả, đúng ngày.', username: 'Tên đăng nhập', password: 'Mật khẩu', show: 'Hiện mật khẩu', submit: 'Đăng nhập',
    wrong: 'Tên đăng nhập hoặc mật khẩu không đúng.', again: 'Phiên làm việc đã hết hoặc chưa đăng nhập. Đăng nhập xong bạn sẽ trở lại đúng trang đang xem.',
    demo: 'Tài khoản dùng thử', demoHint: 'Chọn một tài khoản để điền tên. Mật khẩu chung được in ra khi khởi động lần đầu.', demoFind: 'Tìm cơ quan, vai trò', demoNone: 'Không có tài khoản khớp.',
    citizen: 'Tra cứu hồ sơ, không cần đăng nhập',
  },
  {
    title: 'Sign in', product: 'Linked one-stop service', promise: 'Every dossier is a promise: this result, by this date.', username: 'Username', password: 'Password', show: 'Show the password', submit: 'Sign in',
    wrong: 'The username or the password is not right.', again: 'You are not signed in or your session has ended. After signing in you return to the page you were on.',
    demo: 'Accounts to try', demoHint: 'Choose an account to fill in its name. The common password is printed at the first start.', demoFind: 'Find an agency or a role', demoNone: 'No account matches.',
    citizen: 'Look up a dossier without signing in',
  },
);
