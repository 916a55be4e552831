import { words } from '../../i18n/words.js';

export const breachWords = words(
  {
    from: 'Từ ngày', to: 'Đến hết ngày', level: 'Cấp', dossierLevel: 'Hồ sơ', taskLevel: 'Bước', bothLevels: 'Hồ sơ và bước', agency: 'Cơ quan chịu phần chậm', field: 'Lĩnh vực', procedure: 'Thủ tục', officer: 'Người giữ khi quá hạn', done: 'Đã xong', sort: 'Xếp theo', byOverrun: 'Quá hạn nhiều nhất', byNet: 'Quá hạn ròng nhiều nhất', byDue: 'Quá hạn lâu nhất', byDossier: 'Mã hồ sơ',
    caption: 'Quá hạn và nguyên nhân', dossierTotals: '{dossiers} hồ sơ quá hạn, {open} chưa xong; {net} còn quá hạn sau khi trừ bất khả kháng.', stepTotals: '{steps} bước quá hạn, {open} chưa xong.', download: 'Tải CSV', none: 'Không có gì quá hạn trong kỳ này', noneHint: 'Chọn kỳ dài hơn hoặc bỏ bớt điều kiện lọc.',
    subject: 'Hồ sơ', since: 'Quá hạn từ', lateness: 'Quá hạn', gross: 'Gộp', net: 'Ròng', excused: 'được trừ hết', documents: 'Văn bản: {list}', cause: 'Do cơ quan', part: '{share} · {time}', holder: 'Trong tay', nobody: 'chưa ai nhận', standing: 'Tình trạng', open: 'Chưa xong', closed: 'Xong {at}', step: 'Bước: {name}', slip: 'Phiếu kiểm soát', shares: 'Trách nhiệm', working: '{time} làm việc',
    apologyOpen: 'Chờ ký xin lỗi', apologySent: 'Đã xin lỗi', apologyMissing: 'Chưa xin lỗi', contestOpen: 'Đang kiến nghị', contestAccepted: 'Kiến nghị được chấp nhận', contestRejected: 'Kiến nghị không được chấp nhận', contestWithdrawn: 'Kiến nghị đã rút', received: 'Chỉ hồ sơ cơ quan mình tiếp nhận',
    about: 'Gộp là toàn bộ thời gian làm việc quá hạn; ròng đã trừ thời gian bất khả kháng có văn bản. Phần của từng cơ quan chia theo thời gian vượt ở từng chặng, hoặc theo quyết định về kiến nghị.',
  },
  {
    from: 'From', to: 'To the end of', level: 'Level', dossierLevel: 'Dossiers', taskLevel: 'Steps', bothLevels: 'Dossiers and steps', agency: 'Agency charged', field: 'Field', procedure: 'Procedure', officer: 'In whose hands', done: 'Done', sort: 'Order', byOverrun: 'Most overrun', byNet: 'Most overrun net', byDue: 'Late the longest', byDossier: 'Dossier code',
    caption: 'What was late and why', dossierTotals: '{dossiers} late dossiers, {open} not done; {net} late net of force majeure.', stepTotals: '{steps} late steps, {open} not done.', download: 'Download CSV', none: 'Nothing was late in this period', noneHint: 'Choose a longer period or fewer filters.',
    subject: 'Dossier', since: 'Late since', lateness: 'Overrun', gross: 'Gross', net: 'Net', excused: 'all excused', documents: 'Documents: {list}', cause: 'Because of', part: '{share} · {time}', holder: 'In hand of', nobody: 'nobody yet', standing: 'Standing', open: 'Not done', closed: 'Done {at}', step: 'Step: {name}', slip: 'Control slip', shares: 'Shares', working: '{time} of work time',
    apologyOpen: 'Apology to be signed', apologySent: 'Apologised', apologyMissing: 'No apology', contestOpen: 'Contested', contestAccepted: 'Contest accepted', contestRejected: 'Contest rejected', contestWithdrawn: 'Contest withdrawn', received: 'Only what our agency received',
    about: 'Gross is all working time over the limit; net leaves out time of force majeure, by its documents. Each agency’s part follows from how much its stays overran, or from the decision on a contest.',
  },
);
