import { words } from '../../i18n/words.js';

export const heatmapWords = words(
  {
    procedure: 'Thủ tục', agency: 'Cơ quan thực hiện', from: 'Từ ngày', to: 'Đến hết ngày', pickFirst: 'Chưa có quy trình nào có hiệu lực', element: 'Bước', done: 'Đã làm', open: 'Đang làm', waiting: 'chưa ai nhận: {count}', median: 'Trung vị', p90: '90% xong trong', acknowledge: 'Chờ nhận việc', overrun: 'Quá hạn', share: 'Phần thời gian',
    caption: 'Thời gian của từng bước, nhiều thời gian nhất đứng trước', none: 'Chưa có bước nào được làm trong kỳ này', noneHint: 'Chọn kỳ dài hơn, cơ quan hoặc thủ tục khác.', mark: '{median} · {share}', markNone: '{open} đang làm',
    hint: '{name}: đã làm {done}, trung vị {median}, quá hạn {overrun}', about: 'Thời gian là giờ làm việc của cơ quan thực hiện, đã trừ lúc tạm dừng. Trung vị và mức 90% đo trên nhiều nhất {sample} lượt của mỗi bước. Màu và phần trăm: bước chiếm bao nhiêu trong toàn bộ thời gian làm việc; đậm dần từ 15% và 35%.', sampled: 'mẫu {count}',
  },
  {
    procedure: 'Procedure', agency: 'Agency at work', from: 'From', to: 'To the end of', pickFirst: 'No procedure is in force yet', element: 'Step', done: 'Done', open: 'Open', waiting: 'taken by nobody: {count}', median: 'Median', p90: '90% within', acknowledge: 'Until taken up', overrun: 'Late', share: 'Share of time',
    caption: 'Time of each step, most time first', none: 'No step was done in this period', noneHint: 'Choose a longer period, another agency or procedure.', mark: '{median} · {share}', markNone: '{open} open',
    hint: '{name}: done {done}, median {median}, late {overrun}', about: 'Time is working time of the agency at work, net of stops. Median and 90% are measured on at most {sample} steps of each element. Colour and per cent: the share of all working time; darker from 15% and 35%.', sampled: 'sample {count}',
  },
);
