import { words } from '../../i18n/words.js';

export const forecastWords = words(
  {
    lead: 'Khả năng một hồ sơ đang trong hạn sẽ quá hạn, ước tính từ quá khứ của các bước còn lại. Đây là ước tính để nhắc việc, không phải kết luận hồ sơ trễ và không thay quy định nào.',
    caption: 'Hồ sơ trong hạn, khả năng trễ cao đứng trước', dossier: 'Hồ sơ', chance: 'Khả năng trễ', reason: 'Vì bước', due: 'Hạn', holders: 'Đang ở', agency: 'Cơ quan đang giữ',
    unknown: 'Chưa đủ dữ liệu', unknownHint: 'mới có {count} hồ sơ đã xong đi qua bước này', cases: 'từ {count} hồ sơ đã xong', few: 'ít dữ liệu: {count} hồ sơ', spends: 'còn khoảng {time} ở đây', closed: 'Một bước thuộc ngành công an', high: 'cao', middle: 'vừa', low: 'thấp', noReason: 'Các diễn biến đã thấy đều kịp hạn', under: 'dưới 1%', over: 'trên 99%',
    none: 'Chưa có dự báo', noneHint: 'Bấm “Tính dự báo” để tính từ các hồ sơ đã giải quyết. Sau đó máy tự tính lại mỗi đêm.', nothing: 'Không có hồ sơ nào trong hạn', nothingHint: 'Chọn thủ tục hoặc cơ quan khác.', refresh: 'Tính dự báo', again: 'Tính lại', running: 'Đang tính: {done}/{total} phần',
    model: 'Tính từ dữ liệu đến {at}', counts: '{known} hồ sơ có dự báo, {unknown} chưa có (mới nhận hoặc chưa đủ dữ liệu)', stopped: 'đang tạm dừng',
    qualityTitle: 'Dự báo này đúng đến đâu', qualityLead: 'Thử lại trên quá khứ: lùi về {dates}, chỉ dùng điều đã biết khi đó để dự báo {count} hồ sơ đang mở, rồi so với kết quả thật ({late} hồ sơ đã trễ).',
    qualityFew: 'Mới thử trên ít hồ sơ, các con số dưới đây còn dao động nhiều.', qualityNone: 'Chưa có đủ hồ sơ cũ để thử lại dự báo', saidOf: 'Trong {count} hồ sơ được báo khoảng {foretold}, thực tế trễ {late} ({share}).', saidHundred: 'Nói cách khác: cứ 100 hồ sơ báo {foretold}, thực tế trễ {of100}.',
    bins: 'Báo trước so với thực tế', bin: 'Mức báo', count: 'Số hồ sơ', foretold: 'Báo trễ', happened: 'Thực tế trễ', topSaid: 'Trong {count} hồ sơ bị báo cao nhất (một phần mười), {late} hồ sơ trễ thật.',
    skillGood: 'Sai số (Brier {brier}) nhỏ hơn {skill} so với việc báo mọi hồ sơ cùng một tỷ lệ trễ chung.', skillBad: 'Sai số (Brier {brier}) không nhỏ hơn việc báo mọi hồ sơ cùng một tỷ lệ trễ chung: chưa nên dựa vào dự báo này.', skillNone: 'Sai số (Brier {brier}). Quá ít hồ sơ trễ, hoặc quá ít hồ sơ kịp hạn, trong số đã thử nên chưa biết dự báo có ích hay không.', aucSaid: 'Lấy một hồ sơ đã trễ và một hồ sơ kịp hạn bất kỳ: {auc} số lần hồ sơ trễ được báo cao hơn.',
    byProcedure: 'Theo thủ tục', procedure: 'Thủ tục', error: 'Sai số Brier', better: 'Tốt hơn báo chung', fewShort: 'dưới 10 hồ sơ', unknownCount: 'Chưa đủ dữ liệu',
  },
  {
    lead: 'The chance that a dossier that is in time will be late, estimated from the past of its remaining steps. An estimate to remind by: no finding that a dossier is late, and no rule.',
    caption: 'Dossiers in time, those most likely late first', dossier: 'Dossier', chance: 'Chance of lateness', reason: 'Because of', due: 'Due', holders: 'Now at', agency: 'Held by',
    unknown: 'Not enough history', unknownHint: 'only {count} settled dossier went through this step|only {count} settled dossiers went through this step', cases: 'from {count} settled dossier|from {count} settled dossiers', few: 'little history: {count} dossier|little history: {count} dossiers', spends: 'about {time} still here', closed: 'A step of the police', high: 'high', middle: 'medium', low: 'low', noReason: 'All courses seen are in time', under: 'under 1%', over: 'over 99%',
    none: 'No forecast yet', noneHint: 'Press “Make forecasts” to count them from settled dossiers. Afterwards they are made anew every night.', nothing: 'No dossiers in time', nothingHint: 'Choose another procedure or agency.', refresh: 'Make forecasts', again: 'Make anew', running: 'Counting: part {done} of {total}',
    model: 'From what was known at {at}', counts: '{known} dossiers with a forecast, {unknown} without (new, or not enough history)', stopped: 'stopped',
    qualityTitle: 'How good this forecast is', qualityLead: 'Tried on the past: as of {dates}, by what was known then alone, {count} open dossiers were foretold and compared with what became of them ({late} were late).',
    qualityFew: 'Tried on few dossiers so far: the figures below still vary widely.', qualityNone: 'Not enough old dossiers to try the forecast on', saidOf: 'Of {count} dossiers given about {foretold}, {late} were late ({share}).', saidHundred: 'In other words: of 100 dossiers given {foretold}, {of100} were late.',
    bins: 'Foretold and what happened', bin: 'Foretold', count: 'Dossiers', foretold: 'Mean foretold', happened: 'Really late', topSaid: 'Of the {count} dossiers that were given most (a tenth), {late} were late.',
    skillGood: 'The error (Brier {brier}) is {skill} smaller than by giving every dossier the overall share of late ones.', skillBad: 'The error (Brier {brier}) is no smaller than by giving every dossier the overall share of late ones: do not rely on this forecast yet.', skillNone: 'The error (Brier {brier}). Too few of the dossiers were late, or too few were not, to know yet whether the forecast is of use.', aucSaid: 'Of any dossier that was late and any that was not: in {auc} of cases the late one had been given more.',
    byProcedure: 'By procedure', procedure: 'Procedure', error: 'Brier error', better: 'Better than the overall share', fewShort: 'under 10 dossiers', unknownCount: 'Not enough history',
  },
);
