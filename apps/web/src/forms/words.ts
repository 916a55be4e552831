import { words } from '../i18n/words.js';

export const form = words(
  { add: 'Thêm dòng', remove: 'Bỏ dòng {count}', line: 'Dòng {count}', example: 'Ví dụ: {example}', nothing: 'Bước này không cần nhập thêm thông tin.' },
  { add: 'Add a line', remove: 'Remove line {count}', line: 'Line {count}', example: 'For example: {example}', nothing: 'This step asks for no further information.' },
);
