import { words } from '../../../i18n/words.js';

export const proofWords = words(
  {
    proving: 'Đang kiểm chứng…', clean: 'Không có lỗi hay cảnh báo nào.', error: 'Lỗi', warning: 'Cảnh báo', info: 'Ghi chú', errors: '{count} lỗi', warnings: '{count} cảnh báo', infos: '{count} ghi chú', whole: 'Cả tài liệu', why: 'Vì sao?', show: 'Tới {name}', play: 'Diễn lại', playTitle: 'Diễn lại trường hợp hỏng', step: 'Bước {at} / {of}', next: 'Bước tiếp', previous: 'Bước trước', run: 'Chạy', pause: 'Tạm dừng', stop: 'Thôi', fired: 'Vừa đi qua: {what}', tokens: 'Thẻ đang ở: {what}', token: 'Một thẻ đang ở đây', start: 'Bắt đầu',
    longest: 'Đường dài nhất', ofLimit: '{used} trên {limit}', noLimit: '{used}, chưa nêu thời hạn theo quy định', over: 'vượt thời hạn', within: 'trong thời hạn', light: 'Tô đường này', unlight: 'Bỏ tô', stale: 'đang kiểm lại…',
  },
  {
    proving: 'Proving…', clean: 'No errors or warnings.', error: 'Error', warning: 'Warning', info: 'Note', errors: '{count} error|{count} errors', warnings: '{count} warning|{count} warnings', infos: '{count} note|{count} notes', whole: 'The whole document', why: 'Why?', show: 'To {name}', play: 'Play it', playTitle: 'Play the failing case', step: 'Move {at} of {of}', next: 'Next move', previous: 'Previous move', run: 'Run', pause: 'Pause', stop: 'Stop', fired: 'Just passed: {what}', tokens: 'Tokens at: {what}', token: 'A token is here', start: 'Start',
    longest: 'Longest path', ofLimit: '{used} of {limit}', noLimit: '{used}, no legal limit is stated', over: 'exceeds the limit', within: 'within the limit', light: 'Light this path', unlight: 'Unlight', stale: 'proving again…',
  },
);
