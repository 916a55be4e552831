import { words } from '../../i18n/words.js';

export const heatmapWords = words(
  {
    procedure: 'Thủ tục', revision: 'Phiên bản', inForce: 'Bản {number}, đang dùng', one: 'Bản {number}', every: 'Mọi phiên bản', agency: 'Cơ quan thực hiện', from: 'Từ ngày', to: 'Đến hết ngày', by: 'Tô màu theo', pickFirst: 'Chưa có quy trình nào có hiệu lực', element: 'Bước', done: 'Đã làm', open: 'Đang làm', waiting: 'chưa ai nhận: {count}', median: 'Trung vị', p90: '90% xong trong', acknowledge: 'Chờ nhận việc', overrun: 'Quá hạn', share: 'Phần thời gian',
    caption: 'Thời gian của từng bước, nhiều thời gian nhất đứng trước', none: 'Chưa có bước nào được làm trong kỳ này', noneHint: 'Chọn kỳ dài hơn, cơ quan hoặc thủ tục khác.', markNone: '{open} đang làm',
    markShare: '{median} · {share}', markAcknowledge: 'chờ {time}', markOverrun: 'quá hạn {share}', markDone: '{count} lượt',
    byShare: 'Phần thời gian', byAcknowledge: 'Chờ nhận việc', byOverrun: 'Tỷ lệ quá hạn', byDone: 'Số lượt',
    legend: 'Chú giải: {by}', legendShare1: 'dưới 15% toàn bộ thời gian', legendShare2: 'từ 15%', legendShare3: 'từ 35%', legendAcknowledge1: 'dưới 2 giờ làm việc', legendAcknowledge2: 'từ 2 giờ', legendAcknowledge3: 'từ 8 giờ', legendOverrun1: 'dưới 10% số lượt có hạn', legendOverrun2: 'từ 10%', legendOverrun3: 'từ 25%', legendDone1: 'dưới một phần ba bước làm nhiều nhất', legendDone2: 'từ một phần ba', legendDone3: 'từ hai phần ba',
    hint: '{name}: đã làm {done}, trung vị {median}, chờ nhận việc {acknowledge}, quá hạn {overrun}', about: 'Thời gian là giờ làm việc của cơ quan thực hiện, đã trừ lúc tạm dừng. Trung vị và mức 90% đo trên nhiều nhất {sample} lượt của mỗi bước. Mọi con số của hình đều có trong bảng dưới.', aboutEvery: 'Các phiên bản được gộp theo mã của bước, vẽ trên bản đang có hiệu lực; tên bước lấy theo các lượt đã làm.', sampled: 'mẫu {count}',
  },
  {
    procedure: 'Procedure', revision: 'Revision', inForce: 'Revision {number}, in force', one: 'Revision {number}', every: 'All revisions', agency: 'Agency at work', from: 'From', to: 'To the end of', by: 'Colour by', pickFirst: 'No procedure is in force yet', element: 'Step', done: 'Done', open: 'Open', waiting: 'taken by nobody: {count}', median: 'Median', p90: '90% within', acknowledge: 'Until taken up', overrun: 'Late', share: 'Share of time',
    caption: 'Time of each step, most time first', none: 'No step was done in this period', noneHint: 'Choose a longer period, another agency or procedure.', markNone: '{open} open',
    markShare: '{median} · {share}', markAcknowledge: 'waits {time}', markOverrun: '{share} late', markDone: '{count} time|{count} times',
    byShare: 'Share of time', byAcknowledge: 'Until taken up', byOverrun: 'Share of late ones', byDone: 'Number',
    legend: 'Legend: {by}', legendShare1: 'under 15% of all time', legendShare2: 'from 15%', legendShare3: 'from 35%', legendAcknowledge1: 'under 2 working hours', legendAcknowledge2: 'from 2 hours', legendAcknowledge3: 'from 8 hours', legendOverrun1: 'under 10% of those with a limit', legendOverrun2: 'from 10%', legendOverrun3: 'from 25%', legendDone1: 'under a third of the most frequent step', legendDone2: 'from a third', legendDone3: 'from two thirds',
    hint: '{name}: done {done}, median {median}, until taken up {acknowledge}, late {overrun}', about: 'Time is working time of the agency at work, net of stops. Median and 90% are measured on at most {sample} steps of each element. Every figure of the drawing stands in the table below.', aboutEvery: 'Revisions are taken together by the ids of steps and drawn on the one in force; steps are named as they were when done.', sampled: 'sample {count}',
  },
);
