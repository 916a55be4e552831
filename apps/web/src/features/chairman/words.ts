import { words } from '../../i18n/words.js';

export const chairmanWords = words(
  {
    title: 'Lãnh đạo', lead: '{agency}, đến {at}. Mỗi số mở ra danh sách và phiếu kiểm soát.', agency: 'Cơ quan', district: 'Toàn huyện', print: 'In', figures: 'Trong kỳ', week: 'Tuần này', month: 'Tháng này', gross: 'gộp', net: 'ròng', grossNet: '{gross} gộp · {net} ròng',
    received: 'Tiếp nhận', settled: 'Đã giải quyết', settledLate: 'Trong đó quá hạn', late: 'Mọi hồ sơ quá hạn', lateShare: 'Tỷ lệ quá hạn', openNow: 'Đang giải quyết', openTotal: 'Tất cả', openLate: 'Quá hạn', openToday: 'Đến hạn hôm nay', openNear: 'Sắp đến hạn', stopped: 'Tạm dừng', waiting: 'Chờ xác nhận',
    faults: 'Quá hạn do cơ quan nào (tháng này)', share: 'Phần', dossiers: 'Hồ sơ', hours: 'Giờ', noFaults: 'Tháng này không có hồ sơ quá hạn', procedures: 'Thủ tục chậm nhất', communes: 'Xã chậm nhất', noSlow: 'Không có', lateOf: '{late} quá hạn · {share}',
    land: 'Đất đai', landTotal: 'Đang giải quyết', landLate: 'Quá hạn', sentToTax: 'Đã gửi thuế, chưa nhận', awaitingPayment: 'Chờ dân nộp tiền', toPrint: 'Đã nộp, chờ in',
    work: 'Việc của lãnh đạo', toSign: 'Bước chờ ký, duyệt', apologies: 'Thư xin lỗi chờ ký', approvals: 'Quy trình chờ phê duyệt', modifications: 'Thay đổi hồ sơ chờ xác nhận', contests: 'Kiến nghị về phần chậm', alerts: 'Cảnh báo số liệu', storms: 'Bất khả kháng trong tháng', declare: 'Công bố bất khả kháng',
    trend: 'Xu hướng và chỉ tiêu', trendCaption: 'Tỷ lệ giải quyết quá hạn sáu tháng', monthOf: 'T{month}/{year}', target: 'Chỉ tiêu: dưới {share}', targetOf: 'Của {agency} theo {document}, không phải quy định của pháp luật.', noTarget: 'Chưa giao chỉ tiêu.', within: 'đạt', above: 'vượt', setTarget: 'Giao chỉ tiêu…', none: '–', settledOf: '{gross}/{settled}',
    satisfaction: 'Hài lòng của người dân (tháng này)', answers: '{count} phiếu', satisfied: '{share} hài lòng',
    targetTitle: 'Giao chỉ tiêu quá hạn', targetHint: 'Chỉ tiêu do văn bản của cơ quan giao. Chỉ tiêu trước vẫn được lưu.', targetShare: 'Tỷ lệ quá hạn phải dưới (%)', badShare: 'Từ 0 đến 100', validFrom: 'Áp dụng từ ngày', document: 'Văn bản giao', documentHint: 'Số, ngày, cơ quan ban hành.', save: 'Giao chỉ tiêu',
  },
  {
    title: 'Leadership', lead: '{agency}, as of {at}. Each figure opens its list.', agency: 'Agency', district: 'The whole district', print: 'Print', figures: 'In the period', week: 'This week', month: 'This month', gross: 'gross', net: 'net', grossNet: '{gross} gross · {net} net',
    received: 'Received', settled: 'Settled', settledLate: 'Of these late', late: 'All late ones', lateShare: 'Share late', openNow: 'Open now', openTotal: 'All', openLate: 'Late', openToday: 'Due today', openNear: 'Due soon', stopped: 'Stopped', waiting: 'To acknowledge',
    faults: 'Late because of (this month)', share: 'Share', dossiers: 'Dossiers', hours: 'Hours', noFaults: 'No late dossiers this month', procedures: 'Slowest procedures', communes: 'Slowest communes', noSlow: 'None', lateOf: '{late} late · {share}',
    land: 'Land', landTotal: 'Open', landLate: 'Late', sentToTax: 'Sent to tax, not acknowledged', awaitingPayment: 'Waiting for payment', toPrint: 'Paid, to be printed',
    work: 'For the leader', toSign: 'Steps to sign or approve', apologies: 'Apologies to sign', approvals: 'Procedures to approve', modifications: 'Changes of dossiers to confirm', contests: 'Contests of shares', alerts: 'Alerts of the guards', storms: 'Force majeure this month', declare: 'Declare force majeure',
    trend: 'Trend and target', trendCaption: 'Share settled late in six months', monthOf: '{month}/{year}', target: 'Target: below {share}', targetOf: 'Of {agency} by {document}; no limit of the law.', noTarget: 'No target is set.', within: 'met', above: 'exceeded', setTarget: 'Set a target…', none: '–', settledOf: '{gross}/{settled}',
    satisfaction: 'Satisfaction of citizens (this month)', answers: '{count} answer|{count} answers', satisfied: '{share} content',
    targetTitle: 'Set a target of lateness', targetHint: 'Targets are set by documents of the agency. Earlier ones are kept.', targetShare: 'Late share must be below (%)', badShare: 'From 0 to 100', validFrom: 'In force from', document: 'Document', documentHint: 'Number, date, issuing agency.', save: 'Set the target',
  },
);
