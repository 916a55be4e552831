import { words } from '../../../i18n/words.js';

export const decisionsWords = words(
  {
    title: 'Bảng quyết định (DMN)', choose: 'Bảng quyết định', none: 'Chưa có bảng quyết định nào. Dùng cho lệ phí, điều kiện, thẩm quyền; công việc “Bảng quyết định” trên sơ đồ gọi tới theo khoá.', key: 'Khoá của bảng mới', keyHint: 'Chữ thường không dấu, nối bằng gạch ngang, ví dụ le-phi.', add: 'Thêm bảng', remove: 'Xoá bảng', taken: 'Đã có bảng này.', wrongKey: 'Chỉ dùng chữ thường không dấu, số và gạch ngang.', ask: 'Bảng quyết định “{name}” sẽ bị xoá khỏi bản nháp.', editor: 'Khung soạn bảng quyết định', view: 'Phần đang sửa', drd: 'Đồ thị quyết định', broken: 'Không mở được bảng này.', input: 'Điều kiện', output: 'Kết quả',
  },
  {
    title: 'Decision tables (DMN)', choose: 'Decision table', none: 'No decision tables yet. For fees, conditions, competence; a business rule task on the diagram calls one by its key.', key: 'Key of the new table', keyHint: 'Lower case, without accents, joined by hyphens, such as le-phi.', add: 'Add a table', remove: 'Delete the table', taken: 'There is such a table.', wrongKey: 'Lower case letters, digits and hyphens only.', ask: 'The decision table “{name}” will be removed from the draft.', editor: 'Editor of the decision table', view: 'Part being edited', drd: 'Decision graph', broken: 'This table cannot be opened.', input: 'Condition', output: 'Result',
  },
);
