import { words } from '../i18n/words.js';

export const ui = words(
  {
    loading: 'Đang tải…', mend: 'Mở trang cần làm trước', retry: 'Thử lại', more: 'Tải thêm', unreachable: 'Không kết nối được máy chủ. Kiểm tra đường truyền rồi thử lại; điều đã nhập vẫn còn.',
    notFound: 'Không tìm thấy, hoặc bạn không được xem mục này.', notAllowed: 'Bạn không có quyền làm việc này.', broken: 'Máy chủ gặp lỗi. Xin thử lại sau ít phút.', failedTitle: 'Chưa tải được',
    cancel: 'Thôi', yes: 'Có', no: 'Không', choose: 'Chọn…', all: 'Tất cả',
    pageMissing: 'Không có trang này', pageMissingHint: 'Địa chỉ có thể đã gõ sai hoặc trang đã chuyển.', home: 'Về trang công việc', wrongDate: 'Ngày không đúng, hãy nhập dạng 12/02/2026.', datePattern: 'nn/tt/nnnn',
  },
  {
    loading: 'Loading…', mend: 'Open what has to be done first', retry: 'Try again', more: 'Load more', unreachable: 'The server cannot be reached. Check the line and try again; what you typed is kept.',
    notFound: 'Not found, or you may not see it.', notAllowed: 'You are not allowed to do this.', broken: 'The server met an error. Please try again in a few minutes.', failedTitle: 'Could not load',
    cancel: 'Cancel', yes: 'Yes', no: 'No', choose: 'Choose…', all: 'All',
    pageMissing: 'There is no such page', pageMissingHint: 'The address may be mistyped or the page has moved.', home: 'Go to my tasks', wrongDate: 'Not a date; type it like 12/02/2026.', datePattern: 'dd/mm/yyyy',
  },
);
