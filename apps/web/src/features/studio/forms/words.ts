import { words } from '../../../i18n/words.js';

export const formsWords = words(
  {
    title: 'Biểu mẫu của quy trình', choose: 'Biểu mẫu', none: 'Chưa có biểu mẫu nào. Biểu mẫu “tiep-nhan” là dữ liệu khi tiếp nhận hồ sơ.', key: 'Khoá của biểu mẫu mới', keyHint: 'Chữ thường không dấu, nối bằng gạch ngang, ví dụ tham-dinh.', add: 'Thêm biểu mẫu', remove: 'Xoá biểu mẫu', formTitle: 'Tên biểu mẫu', formTitleEn: 'Tên tiếng Anh', kept: 'Trường “{name}” được giữ nguyên; khung soạn này chưa sửa được loại trường đó.', taken: 'Đã có biểu mẫu này.', wrongKey: 'Chỉ dùng chữ thường không dấu, số và gạch ngang.', english: 'Tên tiếng Anh của trường: mục “Custom properties”, khoá title-en; của một lựa chọn: en:<giá trị>.', usedBy: 'Dùng ở: {steps}', unused: 'Chưa bước nào dùng.', ask: 'Biểu mẫu “{name}” sẽ bị xoá khỏi bản nháp.', editor: 'Khung soạn biểu mẫu',
  },
  {
    title: 'Forms of the procedure', choose: 'Form', none: 'No forms yet. The form “tiep-nhan” is the data at intake.', key: 'Key of the new form', keyHint: 'Lower case, without accents, joined by hyphens, such as tham-dinh.', add: 'Add a form', remove: 'Delete the form', formTitle: 'Title of the form', formTitleEn: 'English title', kept: 'The field “{name}” is kept as it is; this editor has no component for it.', taken: 'There is such a form.', wrongKey: 'Lower case letters, digits and hyphens only.', english: 'English title of a field: “Custom properties”, key title-en; of a choice: en:<value>.', usedBy: 'Used by: {steps}', unused: 'No step uses it yet.', ask: 'The form “{name}” will be removed from the draft.', editor: 'Form editor',
  },
);
