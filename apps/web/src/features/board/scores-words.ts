import { words } from '../../i18n/words.js';

export const scoresWords = words(
  {
    from: 'Từ ngày', to: 'Đến hết ngày', agency: 'Cơ quan', agencies: 'Cơ quan', officers: 'Cán bộ, công chức', officer: 'Họ tên', done: 'Bước đã làm', onTime: 'Đúng hạn', late: 'Quá hạn', median: 'Trung vị', open: 'Đang giữ', index2: 'Chỉ số 2', use: 'Dùng thời hạn', settled: 'Hồ sơ đã giải quyết', charged: 'Hồ sơ chậm tính cho', chargedHours: '{hours} giờ', waiting: 'Chờ xác nhận', oldest: 'từ {at}', mine: 'Phiếu điểm của tôi', mineLead: 'Việc đã làm, đúng hạn, quá hạn của chính bạn. Chỉ bạn và lãnh đạo cơ quan thấy.', stays: '{count} lượt hồ sơ', none: 'Chưa có việc nào trong kỳ này', noneHint: 'Chọn kỳ dài hơn hoặc cơ quan khác.',
    about: 'Đếm theo bước công việc; chỉ bước có hạn được tính đúng hạn, quá hạn. Trung vị là giờ làm việc, đã trừ lúc tạm dừng, đo trên nhiều nhất {sample} bước của mỗi người. Chỉ số 2: điểm bình quân của các lượt hồ sơ đã rời cơ quan: nhanh hơn thời hạn 2 điểm, bằng 1 điểm, chậm hơn 0 điểm. Dùng thời hạn: trung vị phần thời hạn đã dùng, của lượt hồ sơ (cơ quan) hoặc của bước (cán bộ). Hồ sơ chậm tính cho cơ quan: có phần chậm theo chặng hoặc theo quyết định; tính cho cán bộ: đang trong tay khi quá hạn.',
  },
  {
    from: 'From', to: 'To the end of', agency: 'Agency', agencies: 'Agencies', officers: 'Officers', officer: 'Name', done: 'Steps done', onTime: 'On time', late: 'Late', median: 'Median', open: 'Held now', index2: 'Index 2', use: 'Of the budget', settled: 'Dossiers settled', charged: 'Late dossiers charged', chargedHours: '{hours} h', waiting: 'To acknowledge', oldest: 'since {at}', mine: 'My scorecard', mineLead: 'What you did, on time and late. Only you and the heads of your agency see it.', stays: '{count} stay|{count} stays', none: 'No work in this period', noneHint: 'Choose a longer period or another agency.',
    about: 'Counted by steps; only steps with a limit are on time or late. The median is working time net of stops, measured on at most {sample} steps of each person. Index 2: mean mark of the stays of dossiers that left the agency: shorter than the limit 2, as long 1, longer 0. Of the budget: median share that was used, of stays (agency) or of steps (officer). Late dossiers are charged to an agency by its share or the decision on a contest, to an officer who had them in hand when they came to be late.',
  },
);
