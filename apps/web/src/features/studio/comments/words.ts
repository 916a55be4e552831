import { words } from '../../../i18n/words.js';

export const commentWords = words(
  { none: 'Chưa có góp ý nào.', write: 'Viết góp ý', about: 'Về: {name}', whole: 'Về cả quy trình', send: 'Gửi góp ý', resolve: 'Đã xử lý', resolved: 'Đã xử lý: {who}, {when}', showResolved: 'Hiện góp ý đã xử lý ({count})', by: '{who}, {when}', show: 'Tới {name}', pin: '{count} góp ý' },
  { none: 'No comments yet.', write: 'Write a comment', about: 'About: {name}', whole: 'About the whole procedure', send: 'Send', resolve: 'Resolve', resolved: 'Resolved: {who}, {when}', showResolved: 'Show resolved comments ({count})', by: '{who}, {when}', show: 'To {name}', pin: '{count} comment|{count} comments' },
);
