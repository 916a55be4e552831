import { words } from '../../i18n/words.js';

export const extension = words(
  {
    title: 'Gia hạn', once: 'Thủ tục này cho gia hạn một lần, trước khi hết hạn, theo căn cứ có sẵn. Hạn và ngày hẹn cùng dời, công dân được báo.', extend: 'Gia hạn…', submit: 'Gia hạn', ground: 'Căn cứ', noBasis: 'Chưa ghi căn cứ', unconfirmed: '{basis} (chưa đối chiếu với văn bản)',
    document: 'Văn bản gia hạn', documentHint: 'Số, ngày văn bản', reason: 'Lý do', reasonHint: 'Công dân đọc được lời này.', by: '{document}; {by} ký lúc {at}',
  },
  {
    title: 'Extension', once: 'This procedure lets the limit be extended once, before it has passed, on grounds laid down. Due date and appointment move together, and the citizen is told.', extend: 'Extend…', submit: 'Extend', ground: 'Ground', noBasis: 'No basis stated', unconfirmed: '{basis} (not yet checked against the text)',
    document: 'Document of the extension', documentHint: 'Number and date', reason: 'Reason', reasonHint: 'The citizen reads these words.', by: '{document}; signed by {by} at {at}',
  },
);
