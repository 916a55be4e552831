import { words } from '../../../i18n/words.js';

export const simulationWords = words(
  { label: 'Sơ đồ với các thẻ', hint: 'Bấm nút tam giác ở sự kiện bắt đầu để thả một thẻ; ở cổng rẽ nhánh bấm để chọn nhánh. Đây chỉ là hình dung: kết luận là của phần kiểm chứng.', broken: 'Không mở được phần chạy thử.' },
  { label: 'The diagram with tokens', hint: 'Press the triangle at the start event to release a token; at gateways press to choose a branch. It only illustrates: the proof is what decides.', broken: 'The simulation cannot be opened.' },
);
